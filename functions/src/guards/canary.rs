//! Nothing of one workspace shows in another's answers, whoever asks for whatever.

use serde_json::json;

use super::valid::prepare;
use crate::{
    routes,
    testing::{PASSWORD, Portal},
};

/// The address of a client of both firms.
const SHARED: &str = "client@acme.example";

/// A word that stands in everything that the other firm has.
const CANARY: &str = "zyxwcanary";

async fn fill_with_canaries(portal: &Portal) {
    let slug = "other";
    let body = json!({
        "brandName": format!("Firm {CANARY}"), "slug": slug, "name": format!("Ada {CANARY}"),
        "email": format!("{CANARY}@firm.example"), "password": PASSWORD,
    });
    let admin = portal.call("workspaces-create").body(body).send().await.expect(201).session(slug);
    let post = async |name, body| portal.call(name).by(&admin).body(body).send().await.expect(201);
    post("companies-create", json!({ "name": format!("Company {CANARY}"), "domains": [format!("{CANARY}.com")] }))
        .await;
    post("articles-create", json!({ "title": format!("Title {CANARY}"), "body": CANARY, "state": "published" })).await;
    post("roles-create", json!({ "name": format!("Role {CANARY}"), "permissions": [] })).await;
    post("invitation-templates-create", json!({ "name": format!("Text {CANARY}"), "body": CANARY })).await;
    let options = json!([{ "label": CANARY }]);
    let field = json!({ "name": format!("Field {CANARY}"), "key": CANARY, "type": "multiSelect", "options": options });
    let option = post("custom-fields-create", field).await.body["options"][0]["id"].clone();
    post("custom-fields-create", json!({ "name": "Note", "type": "text" })).await;
    post("client-profiles-create", json!({ "name": format!("Profile {CANARY}"), "permissions": [] })).await;
    post("views-create", json!({ "name": format!("View {CANARY}"), "shared": true, "query": { "search": CANARY } }))
        .await;
    let member = json!({ "name": format!("Max {CANARY}"), "email": format!("max@{CANARY}.com"), "role": "member" });
    post("internal-users-create", member).await;
    // The second is a client of both firms.
    for email in [format!("client@{CANARY}.com"), SHARED.to_owned()] {
        let client = post(
            "clients-create",
            json!({
                "customFields": { CANARY: [option], "note": CANARY },
                "name": format!("Cleo {CANARY}"), "email": email, "position": CANARY, "tags": [CANARY],
            }),
        )
        .await;
        portal.call("clients-invite").by(&admin).id(&client.id()).send().await.expect(201);
    }
    let settings =
        json!({ "welcomeMessage": CANARY, "invitationText": CANARY, "help": { "phone": CANARY }, "metaTitle": CANARY });
    portal.call("workspaces-update").by(&admin).body(settings).send().await.expect(200);
}

/// A10: the same person may be a client of both firms; nothing of the one shows at the other.
#[tokio::test]
async fn a10_no_answer_shows_anything_of_another_workspace() {
    for route in routes::all().into_iter().map(|it| it.route) {
        if route.name == "workspaces-create" {
            continue;
        }
        let prepared = prepare(route.name).await;
        fill_with_canaries(&prepared.portal).await;
        let (_, member) = prepared.firm.member(&prepared.portal, "member@acme.example", "member").await;
        let (_, client) = prepared.firm.active_client(&prepared.portal, SHARED).await;
        // Otherwise the rest says nothing.
        let done = prepared.call().send().await.expect(route.status);
        assert!(!done.text.to_lowercase().contains(CANARY), "{}: {}", route.name, done.text);
        for session in [&prepared.by.clone(), &member, &client] {
            for call in [prepared.call(), prepared.call().query(&format!("search={CANARY}"))] {
                let answer = call.by(session).send().await;
                assert!(!answer.text.to_lowercase().contains(CANARY), "{}: {}", route.name, answer.text);
            }
        }
    }
}
