//! Removes a custom field (C02).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    fields::{CustomFieldId, CustomFields},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoBody, Route, Use};

/// Remove a custom field. No client shows it any more; a client's value of it is deleted when their fields are next edited,
/// and a new field of the same key starts empty.
#[derive(Debug)]
pub struct Remove;

/// Which field.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: CustomFieldId,
}

impl Endpoint for Remove {
    const ROUTE: Route = Route {
        name: "custom-fields-remove",
        method: Method::DELETE,
        path: "/v1/custom-fields/{id}",
        summary: "Remove a custom field; no client shows it any more",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Empty;

    fn ahead(_: &Params) -> Vec<Place> {
        vec![CustomFields::place(&())]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Empty> {
        let stored = CustomFields::read(&cx.records).await?;
        cx.require_match(stored.version)?;
        let mut after = stored.entity.clone();
        after.remove(params.id)?;
        let mut changes = cx.change("customField.removed");
        changes.set(&stored, &after);
        cx.commit(changes, Empty {}).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    /// C02: removing a field hides its values; a new field of the same key does not inherit them.
    #[tokio::test]
    async fn c02_with_a_field_its_values_are_gone_for_good() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let define =
            async || firm.post(&portal, "custom-fields-create", json!({ "name": "Floor", "type": "text" })).await;
        let field = define().await.id();
        firm.post(&portal, "custom-fields-create", json!({ "name": "Other", "type": "text" })).await;
        let body =
            json!({ "name": "Cleo", "email": "cleo@mail.example", "customFields": { "floor": "3", "other": "x" } });
        let client = firm.post(&portal, "clients-create", body).await.id();
        firm.act(&portal, "custom-fields-remove", &field).await;
        let shown = async || firm.read_client(&portal, &client).await["customFields"].clone();
        assert_eq!(shown().await, json!({ "other": "x" }));
        let edit = portal.call("clients-update").by(&firm.admin).id(&client);
        let edit = edit.body(json!({ "customFields": { "floor": "4" } })).send().await;
        edit.expect_field("customFields.floor", "unknown_field");
        define().await;
        assert_eq!(shown().await, json!({ "other": "x" }));
        firm.edit(&portal, "clients-update", &client, json!({ "customFields": { "other": "y" } })).await;
        let kept = portal.store.dump().into_iter().find(|it| it.kind == "client").unwrap();
        assert!(!json!(kept.body).to_string().contains(&field), "the next edit deletes the value");
        let again = portal.call("custom-fields-remove").by(&firm.admin).id(&field).send().await;
        again.expect_error(404, "custom_field_not_found");
    }
}
