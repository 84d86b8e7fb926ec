//! A repeated POST gets the same answer and has no second effect (T03).

use http::Method;

use super::valid::prepare;
use crate::routes;

/// T03: on every POST.
#[tokio::test]
async fn t03_a_repeated_post_gets_the_same_answer_and_has_no_second_effect() {
    for route in routes::all().into_iter().map(|it| it.route).filter(|it| it.method == Method::POST) {
        let prepared = prepare(route.name).await;
        let first = prepared.call().key("key-of-a-test-1").send().await.expect(route.status);
        let stored = records(&prepared.portal);
        let second = prepared.call().key("key-of-a-test-1").send().await.expect(route.status);
        assert_eq!(first.body, second.body, "{}", route.name);
        assert_eq!(first.headers.get("set-cookie"), second.headers.get("set-cookie"), "{}: one session", route.name);
        // Only what counts tries may have grown.
        assert_eq!(stored, records(&prepared.portal), "{} had a second effect", route.name);
    }
}

/// T03: the same key with another body is refused.
#[tokio::test]
async fn t03_a_key_does_not_work_for_another_request() {
    for route in routes::all().into_iter().map(|it| it.route).filter(|it| it.method == Method::POST) {
        let mut prepared = prepare(route.name).await;
        // Looking at an invitation changes nothing, so nothing of it is kept.
        if matches!(route.name, "invitations-inspect") {
            continue;
        }
        prepared.call().key("key-of-a-test-1").send().await.expect(route.status);
        let mut body = prepared.body.take().unwrap_or_else(|| serde_json::json!({}));
        body["password"] = "somebody else's body".into();
        prepared.body = Some(body);
        prepared.call().key("key-of-a-test-1").send().await.expect_error(409, "idempotency_key_reused");
    }
}

fn records(portal: &crate::testing::Portal) -> Vec<(String, u64)> {
    let counts = |kind: &str| matches!(kind, "rate");
    portal
        .store
        .dump()
        .into_iter()
        .filter(|it| !counts(it.kind))
        .map(|it| (format!("{:?}", it.key), it.version))
        .collect()
}
