//! Nothing crosses workspaces, and what may not be seen answers like what does not exist (A10).

use http::Method;
use serde_json::{Value, json};

use super::{
    places::{What, places_of, send},
    valid::prepare,
};
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
    let select = json!({ "name": "Rival choice", "type": "singleSelect", "options": [{ "label": "Rival option" }] });
    let select = portal.call("custom-fields-create").by(&firm.admin).body(select).send().await.expect(201);
    vec![
        ("option", select.str("/options/0/id").to_owned()),
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

/// A10: ids of another workspace get the same answer as ids that nobody has, wherever an endpoint takes one.
#[tokio::test]
async fn a10_ids_of_another_workspace_answer_like_made_up_ones() {
    let mut tried = 0;
    for route in routes::all() {
        let prepared = prepare(route.route.name).await;
        let foreign = strangers(&prepared.portal).await;
        for place in places_of(&route) {
            let What::Id(kind) = &place.what else { continue };
            let name = format!("{}, {}", route.route.name, place.steps.join("."));
            let theirs = foreign.iter().find(|it| it.0 == kind);
            let theirs = &theirs.unwrap_or_else(|| panic!("{name}: a second firm has no {kind}: add one")).1;
            let answer = async |id: &str| {
                let answer = send(&prepared, &place, id).await;
                // Everything but the request id must be the same.
                let mut problem = answer.body;
                problem["requestId"] = Value::Null;
                (answer.status, problem.to_string())
            };
            let (first, second) = (answer(theirs).await, answer(&made_up(kind)).await);
            assert_eq!(first, second, "{name}");
            // Nobody is found by such a filter; everything else is refused.
            let filters = route.route.method == Method::GET && first.0 == 200;
            assert!(filters || matches!(first.0, 404 | 422), "{name}: {} {}", first.0, first.1);
            tried += 1;
        }
    }
    assert!(tried >= 55, "only {tried} places were tried");
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
