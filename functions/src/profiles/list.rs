//! Lists client profiles and what they grant (A07).

use super::{ProfileView, view};
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::ClientProfiles,
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List client profiles.
#[derive(Debug)]
pub struct List;

/// All client profiles.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClientProfiles")]
pub struct AllProfiles {
    /// The profiles, oldest first.
    data: Vec<ProfileView>,
    /// To be sent as `If-Match` with an edit.
    version: u64,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "client-profiles-list",
        method: Method::GET,
        path: "/v1/client-profiles",
        summary: "List client profiles",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = AllProfiles;

    fn ahead(_: &NoParams) -> Vec<Place> {
        vec![ClientProfiles::place(&())]
    }

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<AllProfiles> {
        let profiles = ClientProfiles::read(&cx.records).await?;
        let data = profiles.all().iter().map(|it| view(&profiles, it)).collect();
        Ok(AllProfiles { data, version: profiles.version })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::ports::Change;

    use crate::testing::Portal;

    #[tokio::test]
    async fn a07_a_workspace_begins_with_a_default_profile_that_grants_everything() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, member) = firm.with_permissions(&portal, "sam@acme.example", &[]).await;
        let listed = portal.call("client-profiles-list").by(&member).send().await.expect(200);
        assert_eq!(
            (listed.column("name"), &listed.body["data"][0]["isDefault"]),
            (vec!["Standard".into()], &json!(true))
        );
        assert_eq!(listed.body["data"][0]["permissions"].as_array().unwrap().len(), 10);
    }

    /// A07: a workspace from before there were profiles has the same one, and can change it.
    #[tokio::test]
    async fn a07_a_workspace_without_profiles_has_the_default_one() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let list = async || portal.call("client-profiles-list").by(&firm.admin).send().await.expect(200);
        let before = list().await;
        let record = portal.store.dump().into_iter().find(|it| it.kind == "profiles").unwrap();
        let delete = Change::Delete { key: record.key, version: record.version, what: "test" };
        portal.app.store.commit(vec![delete]).await.unwrap();
        let derived = list().await;
        assert_eq!((&derived.body["data"], &derived.body["version"]), (&before.body["data"], &json!(0)));
        let home = async || portal.call("home-get").by(&client).send().await.expect(200).body.get("articles").is_some();
        assert!(home().await);
        let id = derived.str("/data/0/id");
        firm.edit(&portal, "client-profiles-update", id, json!({ "permissions": [] })).await;
        assert!(!home().await);
        assert_eq!(list().await.body["version"], 1);
    }
}
