//! Removes a client profile (A07).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::{ClientProfiles, Permission, ProfileId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoBody, Route, Use};

/// Remove a client profile. Clients who had it have the default from their next request on; the default itself stays.
#[derive(Debug)]
pub struct Remove;

/// Which profile.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ProfileId,
}

impl Endpoint for Remove {
    const ROUTE: Route = Route {
        name: "client-profiles-remove",
        method: Method::DELETE,
        path: "/v1/client-profiles/{id}",
        summary: "Remove a client profile",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Empty;

    fn ahead(_: &Params) -> Vec<Place> {
        vec![ClientProfiles::place(&())]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Empty> {
        let stored = ClientProfiles::read(&cx.records).await?;
        cx.require_match(stored.version)?;
        let mut after = stored.entity.clone();
        after.remove(params.id)?;
        let mut changes = cx.change("clientProfile.removed");
        changes.set(&stored, &after);
        cx.commit(changes, Empty {}).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn a07_a09_clients_of_a_removed_profile_have_the_default_from_the_next_request() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let guests = json!({ "name": "Guests", "permissions": [] });
        let guests = firm.post(&portal, "client-profiles-create", guests).await.id();
        let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
        firm.edit(&portal, "clients-update", &id, json!({ "clientProfileId": guests })).await;
        let reads =
            async || portal.call("home-get").by(&client).send().await.expect(200).body.get("articles").is_some();
        assert!(!reads().await);
        firm.act(&portal, "client-profiles-remove", &guests).await;
        assert!(reads().await);
        let profiles = portal.call("client-profiles-list").by(&firm.admin).send().await.expect(200);
        assert_eq!(profiles.column("name"), ["Standard"]);
        let default = profiles.str("/data/0/id");
        let query = format!("clientProfileId={default}");
        let found = portal.call("clients-list").by(&firm.admin).query(&query).send().await.expect(200);
        assert_eq!(found.column("id"), [id.as_str()]);
        // What an edit does not touch may stay, and nobody gets the profile anew.
        firm.edit(&portal, "clients-update", &id, json!({ "position": "Owner" })).await;
        let body = json!({ "name": "Dan", "email": "dan@mail.example", "clientProfileId": guests });
        let wrong = portal.call("clients-create").by(&firm.admin).body(body).send().await;
        wrong.expect_field("clientProfileId", "client_profile_not_found");
    }

    #[tokio::test]
    async fn a07_the_default_profile_and_one_that_is_not_there_can_not_be_removed() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let profiles = portal.call("client-profiles-list").by(&firm.admin).send().await.expect(200);
        let remove = async |id: &str| portal.call("client-profiles-remove").by(&firm.admin).id(id).send().await;
        remove(profiles.str("/data/0/id")).await.expect_error(409, "wrong_state");
        remove("profile_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect_error(404, "client_profile_not_found");
    }
}
