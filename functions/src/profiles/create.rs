//! Creates a client profile (A07).

use super::{ProfileView, view};
use crate::views::Versioned;
use http::Method;
use shared::{
    Result,
    access::{ClientProfiles, NewClientProfile, Permission},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create a client profile.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "client-profiles-create",
        method: Method::POST,
        path: "/v1/client-profiles",
        summary: "Create a client profile",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewClientProfile;
    type Output = Versioned<ProfileView>;

    fn ahead(_: &NoParams) -> Vec<Place> {
        vec![ClientProfiles::place(&())]
    }

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewClientProfile) -> Result<Versioned<ProfileView>> {
        let stored = ClientProfiles::read(&cx.records).await?;
        let mut after = stored.entity.clone();
        let profile = after.add(cx.new_id(), body)?;
        let mut changes = cx.change("clientProfile.created");
        let version = changes.set(&stored, &after);
        cx.commit(changes, Versioned { record: view(&after, &profile), version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    async fn create(portal: &Portal, firm: &Firm, body: Value) -> Answer {
        portal.call("client-profiles-create").by(&firm.admin).body(body).send().await
    }

    #[tokio::test]
    async fn a07_a_profile_is_a_named_set_of_client_permissions() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": " Read  only ", "permissions": ["see_files", "see_messages", "see_files"] });
        let profile = create(&portal, &firm, body).await.expect(201);
        assert_eq!((profile.str("/name"), &profile.body["isDefault"]), ("Read only", &json!(false)));
        assert_eq!(profile.body["permissions"], json!(["see_messages", "see_files"]), "each once, in their own order");
        let wrong = [
            (json!({ "permissions": [] }), "name", "required"),
            (json!({ "name": "R", "permissions": [] }), "name", "name_too_short"),
            (json!({ "name": "Guests" }), "permissions", "required"),
            (json!({ "name": "Guests", "permissions": ["view_clients"] }), "permissions[0]", "invalid"),
        ];
        for (body, field, code) in wrong {
            create(&portal, &firm, body).await.expect_field(field, code);
        }
        for taken in ["STANDARD", "read only"] {
            let answer = create(&portal, &firm, json!({ "name": taken, "permissions": [] })).await;
            assert_eq!(answer.expect_error(409, "client_profile_name_taken").str("/fields/0/field"), "name");
        }
    }

    #[tokio::test]
    async fn a07_there_are_at_most_fifty_profiles() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for n in 1..50 {
            create(&portal, &firm, json!({ "name": format!("Profile {n}"), "permissions": [] })).await.expect(201);
        }
        create(&portal, &firm, json!({ "name": "Another", "permissions": [] })).await.expect_error(409, "wrong_state");
    }
}
