//! Changes a client profile, or makes it the default; it holds from the next request of every client who has it (A07, A09).

use super::{ProfileView, view};
use crate::views::Versioned;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::{ClientProfileChanges, ClientProfiles, Permission, ProfileId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change a client profile.
#[derive(Debug)]
pub struct Update;

/// Which profile.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ProfileId,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "client-profiles-update",
        method: Method::PATCH,
        path: "/v1/client-profiles/{id}",
        summary: "Change a client profile, or make it the default",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = ClientProfileChanges;
    type Output = Versioned<ProfileView>;

    fn ahead(_: &Params) -> Vec<Place> {
        vec![ClientProfiles::place(&())]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: ClientProfileChanges) -> Result<Versioned<ProfileView>> {
        let stored = ClientProfiles::read(&cx.records).await?;
        cx.require_match(stored.version)?;
        let mut after = stored.entity.clone();
        let profile = after.change(params.id, body)?;
        let mut changes = cx.change("clientProfile.updated");
        let version = changes.set(&stored, &after);
        cx.commit(changes, Versioned { record: view(&after, &profile), version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Firm, Portal, Session};

    async fn profile(portal: &Portal, firm: &Firm, name: &str, permissions: &[&str]) -> String {
        let body = json!({ "name": name, "permissions": permissions });
        firm.post(portal, "client-profiles-create", body).await.id()
    }

    async fn article(portal: &Portal, firm: &Firm) -> String {
        let body = json!({ "title": "Taxes", "body": "By May.", "state": "published" });
        firm.post(portal, "articles-create", body).await.id()
    }

    /// Whether a client finds articles at home, and whether they may open this one.
    async fn reads(portal: &Portal, client: &Session, article: &str) -> (bool, bool) {
        let home = portal.call("home-get").by(client).send().await.expect(200);
        let opened = portal.call("home-article-get").by(client).id(article).send().await;
        if opened.status != 200 {
            let refused = opened.expect_error(403, "permission_denied");
            assert_eq!(refused.str("/requiredPermission"), "read_knowledge_base");
            return (home.body.get("articles").is_some(), false);
        }
        (home.body["articles"].as_array().is_some_and(|it| it.len() == 1), true)
    }

    /// A09: another profile, and another set of permissions in it, hold from the very next request.
    #[tokio::test]
    async fn a07_a09_a_changed_profile_holds_from_the_very_next_request() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let article = article(&portal, &firm).await;
        let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let messages = profile(&portal, &firm, "Messages only", &["see_messages", "post_messages"]).await;
        assert_eq!(reads(&portal, &client, &article).await, (true, true));
        let assign = async |profile: Value| {
            firm.edit(&portal, "clients-update", &id, json!({ "clientProfileId": profile })).await;
        };
        assign(json!(messages)).await;
        assert_eq!(reads(&portal, &client, &article).await, (false, false));
        let grant = async |permissions: Value| {
            firm.edit(&portal, "client-profiles-update", &messages, json!({ "permissions": permissions })).await;
        };
        grant(json!(["read_knowledge_base"])).await;
        assert_eq!(reads(&portal, &client, &article).await, (true, true));
        grant(json!([])).await;
        assert_eq!(reads(&portal, &client, &article).await, (false, false));
        assign(Value::Null).await;
        assert_eq!(reads(&portal, &client, &article).await, (true, true));
    }

    #[tokio::test]
    async fn a07_the_default_profile_is_that_of_all_clients_without_one_of_their_own() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let article = article(&portal, &firm).await;
        let (_, plain) = firm.active_client(&portal, "plain@mail.example").await;
        let (id, own) = firm.active_client(&portal, "own@mail.example").await;
        let readers = profile(&portal, &firm, "Readers", &["read_knowledge_base"]).await;
        let guests = profile(&portal, &firm, "Guests", &[]).await;
        firm.edit(&portal, "clients-update", &id, json!({ "clientProfileId": readers })).await;
        let after = firm.edit(&portal, "client-profiles-update", &guests, json!({ "isDefault": true })).await;
        assert_eq!(after.body["isDefault"], true);
        assert_eq!(reads(&portal, &plain, &article).await, (false, false));
        assert_eq!(reads(&portal, &own, &article).await, (true, true));
        let listed = portal.call("client-profiles-list").by(&firm.admin).send().await.expect(200);
        let defaults: Vec<_> =
            listed.body["data"].as_array().unwrap().iter().map(|it| it["isDefault"].clone()).collect();
        assert_eq!(defaults, [false, false, true], "there is one");
        let unset = portal.call("client-profiles-update").by(&firm.admin).id(&guests);
        unset.body(json!({ "isDefault": false })).send().await.expect_field("isDefault", "default_required");
    }

    #[tokio::test]
    async fn a07_what_is_wrong_with_a_change_of_a_profile_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let guests = profile(&portal, &firm, "Guests", &[]).await;
        let edit =
            async |id: &str, body| portal.call("client-profiles-update").by(&firm.admin).id(id).body(body).send().await;
        assert_eq!(edit(&guests, json!({ "name": "guests" })).await.expect(200).str("/name"), "guests");
        edit(&guests, json!({ "name": "Standard" })).await.expect_error(409, "client_profile_name_taken");
        edit(&guests, json!({ "name": "" })).await.expect_field("name", "name_too_short");
        edit(&guests, json!({ "default": true })).await.expect_field("default", "unknown_field");
        let nobody = edit("profile_01ARZ3NDEKTSV4RRFFQ69G5FAV", json!({})).await;
        nobody.expect_error(404, "client_profile_not_found");
    }
}
