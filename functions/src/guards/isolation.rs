//! Nothing crosses workspaces, and what may not be seen answers like what does not exist (A10).

use serde_json::{Value, json};

use super::valid::{Prepared, prepare};
use crate::{routes, testing::Portal};

/// A second firm on the same portal with something of everything; ids by their prefix.
async fn strangers(portal: &Portal) -> Vec<(&'static str, String)> {
    let firm = portal.firm("rival").await;
    let post = async |name: &'static str, body: Value| {
        portal.call(name).by(&firm.admin).body(body).send().await.expect(201).id()
    };
    let client = firm.client(portal, "secret@rival.example").await.id();
    portal.call("clients-invite").by(&firm.admin).id(&client).send().await.expect(201);
    let invitation = firm.read_client(portal, &client).await["invitation"]["id"].as_str().unwrap().to_owned();
    vec![
        ("client", client),
        ("invitation", invitation),
        ("user", firm.admin_id.clone()),
        ("company", post("companies-create", json!({ "name": "Rival Works" })).await),
        ("role", post("roles-create", json!({ "name": "Rival role", "permissions": [] })).await),
        ("field", post("custom-fields-create", json!({ "name": "Rival field", "type": "text" })).await),
        ("profile", post("client-profiles-create", json!({ "name": "Rival profile", "permissions": [] })).await),
        ("article", post("articles-create", json!({ "title": "Rival news", "body": "x", "state": "published" })).await),
        ("view", post("views-create", json!({ "name": "Rival view", "shared": true })).await),
        ("template", post("invitation-templates-create", json!({ "name": "Rival text", "body": "x" })).await),
    ]
}

/// An id of a kind that nobody has.
fn made_up(kind: &str) -> String {
    format!("{kind}_01ARZ3NDEKTSV4RRFFQ69G5FAV")
}

fn kind_of(id: &str) -> &str {
    id.split('_').next().unwrap_or_default()
}

/// The path's parameters and the body of a call.
type Parts = (Vec<(&'static str, String)>, Option<Value>);

/// Every id in the path or the body, replaced by another of its kind; as many variants as there are ids.
fn with_other_ids(prepared: &Prepared, other: &dyn Fn(&str) -> Option<String>) -> Vec<Parts> {
    let mut variants = Vec::new();
    for (n, (_, value)) in prepared.path.iter().enumerate() {
        if let Some(id) = other(value) {
            let mut path = prepared.path.clone();
            path[n].1 = id;
            variants.push((path, prepared.body.clone()));
        }
    }
    if let Some(body) = &prepared.body {
        for (name, value) in body.as_object().into_iter().flatten() {
            let replaced = match value {
                Value::String(id) => other(id).map(Value::String),
                _ => None,
            };
            if let Some(id) = replaced {
                let mut body = body.clone();
                body[name] = id;
                variants.push((prepared.path.clone(), Some(body)));
            }
        }
    }
    variants
}

/// A10: ids of another workspace get the same answer as ids that nobody has.
#[tokio::test]
async fn a10_ids_of_another_workspace_answer_like_made_up_ones() {
    let mut tried = 0;
    for route in routes::all().into_iter().map(|it| it.route) {
        let prepared = prepare(route.name).await;
        let foreign = strangers(&prepared.portal).await;
        let theirs = |id: &str| {
            foreign.iter().find(|(kind, _)| *kind == kind_of(id) && id.contains("_0")).map(|it| it.1.clone())
        };
        let nobodys = |id: &str| theirs(id).map(|it| made_up(kind_of(&it)));
        let (theirs, nobodys) = (with_other_ids(&prepared, &theirs), with_other_ids(&prepared, &nobodys));
        for ((path, body), (other_path, other_body)) in theirs.into_iter().zip(nobodys) {
            let first = send(&prepared, path, body).await;
            let second = send(&prepared, other_path, other_body).await;
            assert_eq!((first.0, &first.1), (second.0, &second.1), "{}", route.name);
            assert!(matches!(first.0, 404 | 422), "{}: {} {}", route.name, first.0, first.1);
            tried += 1;
        }
    }
    assert!(tried >= 20, "only {tried} ids were tried");
}

async fn send(prepared: &Prepared, path: Vec<(&'static str, String)>, body: Option<Value>) -> (u16, String) {
    let mut call = prepared.portal.call(prepared.name).by(&prepared.by);
    for (name, value) in &path {
        call = call.path(name, value);
    }
    let answer = match body {
        Some(body) => call.body(body).send().await,
        None => call.send().await,
    };
    // Everything but the request id must be the same.
    let mut problem = answer.body;
    problem["requestId"] = Value::Null;
    (answer.status, problem.to_string())
}

/// A10: a cursor of another workspace, another caller or another filter is as good as a made-up one.
#[tokio::test]
async fn a10_cursors_of_another_workspace_answer_like_made_up_ones() {
    let portal = Portal::new();
    let (acme, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    for firm in [&acme, &rival] {
        for n in 0..3 {
            let client = firm.client(&portal, &format!("c{n}@mail.example")).await.id();
            portal.call("clients-invite").by(&firm.admin).id(&client).send().await.expect(201);
            portal
                .call("companies-create")
                .by(&firm.admin)
                .body(json!({ "name": format!("Co {n}") }))
                .send()
                .await
                .expect(201);
            firm.member(&portal, &format!("m{n}@{}.example", firm.slug), "member").await;
        }
    }
    let mut tried = 0;
    for route in routes::all().into_iter().map(|it| it.route) {
        if !format!(
            "{:?}",
            (routes::named(route.name).unwrap().schemas)(&mut schemars::SchemaGenerator::default()).params
        )
        .contains("nextToken")
        {
            continue;
        }
        let client = |firm: &crate::testing::Firm| {
            let (portal, firm) = (&portal, firm.clone());
            async move {
                let page = portal.call("clients-list").by(&firm.admin).query("limit=1").send().await.expect(200);
                page.body["data"][0]["id"].as_str().unwrap().to_owned()
            }
        };
        let page = async |firm: &crate::testing::Firm, query: String| {
            let mut call = portal.call(route.name).by(&firm.admin).query(&query);
            if route.path.contains("{id}") {
                call = call.id(&client(firm).await);
            }
            call.send().await
        };
        let first = page(&rival, "limit=1".to_owned()).await.expect(200);
        let token =
            first.body["nextToken"].as_str().unwrap_or_else(|| panic!("{} has one page: {}", route.name, first.text));
        page(&rival, format!("limit=1&nextToken={token}")).await.expect(200);
        let theirs = page(&acme, format!("limit=1&nextToken={token}")).await.expect_error(404, "page_not_found");
        let nobodys = page(&acme, "limit=1&nextToken=AAAA".to_owned()).await.expect_error(404, "page_not_found");
        assert_eq!(theirs.body["message"], nobodys.body["message"]);
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} listings were tried");
}
