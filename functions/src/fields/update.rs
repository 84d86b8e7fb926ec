//! Renames a custom field, changes its options, or moves it (C02).

use super::{FieldView, view};
use crate::views::Versioned;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    fields::{CustomFieldChanges, CustomFieldId, CustomFields},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change a custom field.
#[derive(Debug)]
pub struct Update;

/// Which field.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: CustomFieldId,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "custom-fields-update",
        method: Method::PATCH,
        path: "/v1/custom-fields/{id}",
        summary: "Change a custom field",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = CustomFieldChanges;
    type Output = Versioned<FieldView>;

    fn ahead(_: &Params) -> Vec<Place> {
        vec![CustomFields::place(&())]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: CustomFieldChanges) -> Result<Versioned<FieldView>> {
        let stored = CustomFields::read(&cx.records).await?;
        cx.require_match(stored.version)?;
        let mut after = stored.entity.clone();
        let field = after.change(cx, params.id, body)?;
        let mut changes = cx.change("customField.updated");
        let version = changes.set(&stored, &after);
        cx.commit(changes, Versioned { record: view(&after, &field), version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn c02_a_field_is_renamed_and_moved_and_keeps_its_key() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let mut ids = Vec::new();
        for name in ["One", "Two", "Six"] {
            ids.push(firm.post(&portal, "custom-fields-create", json!({ "name": name, "type": "text" })).await.id());
        }
        let after = firm.edit(&portal, "custom-fields-update", &ids[2], json!({ "name": "Three", "order": 0 })).await;
        assert_eq!((after.str("/key"), after.str("/name"), &after.body["order"]), ("six", "Three", &json!(0)));
        let listed = portal.call("custom-fields-list").by(&firm.admin).send().await.expect(200);
        assert_eq!(listed.column("name"), ["Three", "One", "Two"]);
        let edit = async |body| portal.call("custom-fields-update").by(&firm.admin).id(&ids[0]).body(body).send().await;
        edit(json!({ "name": "one" })).await.expect(200);
        edit(json!({ "name": "Two" })).await.expect_error(409, "custom_field_name_taken");
        edit(json!({ "name": "" })).await.expect_field("name", "name_too_short");
        edit(json!({ "key": "uno" })).await.expect_field("key", "unknown_field");
        edit(json!({ "options": [{ "label": "A" }] })).await.expect_field("options", "not_applicable");
        edit(json!({ "order": -1 })).await.expect_field("order", "invalid");
        let nobody = portal.call("custom-fields-update").by(&firm.admin).id("field_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        nobody.body(json!({})).send().await.expect_error(404, "custom_field_not_found");
    }

    /// C02: an option that is renamed stays what clients have; one that is removed no longer shows.
    #[tokio::test]
    async fn c02_options_keep_their_ids_and_removed_ones_no_longer_show() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body =
            json!({ "name": "Plan", "type": "multiSelect", "options": [{ "label": "Gold" }, { "label": "Tin" }] });
        let field = firm.post(&portal, "custom-fields-create", body).await;
        let (gold, tin) = (field.str("/options/0/id"), field.str("/options/1/id"));
        let body = json!({ "name": "Cleo", "email": "cleo@mail.example", "customFields": { "plan": [tin, gold] } });
        let client = firm.post(&portal, "clients-create", body).await;
        assert_eq!(client.body["customFields"], json!({ "plan": [gold, tin] }), "in the options' own order");
        let options = json!({ "options": [{ "label": "New" }, { "id": gold, "label": "Platinum" }] });
        let after = firm.edit(&portal, "custom-fields-update", &field.id(), options).await;
        assert_eq!((after.str("/options/1/id"), after.str("/options/1/label")), (gold, "Platinum"));
        let shown = firm.read_client(&portal, &client.id()).await["customFields"].clone();
        assert_eq!(shown, json!({ "plan": [gold] }));
        let edit =
            async |body| portal.call("custom-fields-update").by(&firm.admin).id(&field.id()).body(body).send().await;
        let back = json!({ "options": [{ "id": tin, "label": "Tin" }] });
        edit(back).await.expect_field("options[0].id", "unknown_option");
        let twice = json!({ "options": [{ "id": gold, "label": "A" }, { "id": gold, "label": "B" }] });
        edit(twice).await.expect_field("options[1].id", "unknown_option");
        edit(json!({ "options": [] })).await.expect_field("options", "required");
    }
}
