//! Edits take `If-Match` (T03, E: `version_conflict`).

use super::valid::prepare;
use crate::routes;

/// T03: every endpoint that edits a record refuses a version that is no longer the newest.
#[tokio::test]
async fn t03_an_edit_of_what_somebody_else_changed_is_refused() {
    let mut tried = Vec::new();
    for route in routes::all().into_iter().map(|it| it.route) {
        let edits = matches!(route.method, http::Method::PATCH | http::Method::PUT | http::Method::DELETE)
            || route.path.ends_with("ivate")
            || matches!(route.name, "clients-restore" | "clients-invite" | "clients-suggestion" | "roles-create")
            || matches!(route.name, "invitations-resend" | "invitations-cancel");
        if !edits || route.name.starts_with("sessions-") {
            continue;
        }
        let prepared = prepare(route.name).await;
        prepared.call().if_match(999).send().await.expect_error(412, "version_conflict");
        prepared.call().header("if-match", "nonsense").send().await.expect_error(422, "invalid");
        let answer = prepared.call().send().await.expect(route.status);
        let told = answer.headers.contains_key("etag") || route.method == http::Method::DELETE;
        assert!(told, "{} answers no version to send with the next edit", route.name);
        tried.push(route.name);
    }
    assert!(tried.len() >= 18, "only {tried:?}");
}
