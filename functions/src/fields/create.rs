//! Defines a custom field (C02).

use super::{FieldView, view};
use crate::views::Versioned;
use http::Method;
use shared::{
    Result,
    access::Permission,
    fields::{CustomFields, NewCustomField},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Define a custom field.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "custom-fields-create",
        method: Method::POST,
        path: "/v1/custom-fields",
        summary: "Define a custom field",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewCustomField;
    type Output = Versioned<FieldView>;

    fn ahead(_: &NoParams) -> Vec<Place> {
        vec![CustomFields::place(&())]
    }

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewCustomField) -> Result<Versioned<FieldView>> {
        let stored = CustomFields::read(&cx.records).await?;
        let mut after = stored.entity.clone();
        let field = after.add(cx, body)?;
        let mut changes = cx.change("customField.created");
        let version = changes.set(&stored, &after);
        cx.commit(changes, Versioned { record: view(&after, &field), version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    async fn create(portal: &Portal, firm: &Firm, body: Value) -> Answer {
        portal.call("custom-fields-create").by(&firm.admin).body(body).send().await
    }

    #[tokio::test]
    async fn c02_a_field_has_a_key_a_name_a_type_and_options_with_ids() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let text = create(&portal, &firm, json!({ "name": " Tax  ID ", "type": "text" })).await.expect(201);
        assert_eq!((text.str("/object"), text.str("/key"), text.str("/name")), ("customField", "taxId", "Tax ID"));
        assert_eq!((&text.body["order"], &text.body["options"]), (&json!(0), &json!([])));
        let body = json!({ "name": "Plan", "key": "plan_b", "type": "singleSelect", "options": [{ "label": "Gold" }, { "label": "Silver" }] });
        let select = create(&portal, &firm, body).await.expect(201);
        assert_eq!(
            (select.str("/key"), select.str("/type"), &select.body["order"]),
            ("plan_b", "singleSelect", &json!(1))
        );
        let options = select.body["options"].as_array().unwrap();
        assert_eq!((&options[0]["label"], &options[1]["label"]), (&json!("Gold"), &json!("Silver")));
        assert!(options[0]["id"].as_str().unwrap().starts_with("option_") && options[0]["id"] != options[1]["id"]);
    }

    #[tokio::test]
    async fn c02_what_is_missing_or_wrong_about_a_field_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        create(&portal, &firm, json!({ "name": "Tax ID", "type": "text" })).await.expect(201);
        let options = |labels: &[&str]| -> Vec<Value> { labels.iter().map(|it| json!({ "label": it })).collect() };
        let wrong = [
            (json!({ "type": "text" }), "name", "required"),
            (json!({ "name": "X", "type": "text" }), "name", "name_too_short"),
            (json!({ "name": "Plan" }), "type", "required"),
            (json!({ "name": "Plan", "type": "picture" }), "type", "invalid"),
            (json!({ "name": "Plan", "type": "text", "key": "Tax id" }), "key", "invalid_key"),
            (json!({ "name": "Plan", "type": "text", "options": options(&["A"]) }), "options", "not_applicable"),
            (json!({ "name": "Plan", "type": "multiSelect" }), "options", "required"),
            (
                json!({ "name": "Plan", "type": "singleSelect", "options": options(&["A", " a "]) }),
                "options[1].label",
                "duplicate",
            ),
            (
                json!({ "name": "Plan", "type": "singleSelect", "options": options(&[""]) }),
                "options[0].label",
                "required",
            ),
            (json!({ "name": "Plan", "type": "singleSelect", "options": options(&["x"; 101]) }), "options", "too_many"),
            (json!({ "name": "Plan", "type": "text", "for": "clients" }), "for", "unknown_field"),
        ];
        for (body, field, code) in wrong {
            create(&portal, &firm, body).await.expect_field(field, code);
        }
        let taken = create(&portal, &firm, json!({ "name": "tax id", "type": "date" })).await;
        assert_eq!(taken.expect_error(409, "custom_field_name_taken").str("/fields/0/field"), "name");
        let taken = create(&portal, &firm, json!({ "name": "Other", "key": "taxId", "type": "date" })).await;
        assert_eq!(taken.expect_error(409, "custom_field_key_taken").str("/fields/0/field"), "key");
    }

    #[tokio::test]
    async fn c02_there_are_at_most_fifty_fields() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for n in 0..50 {
            create(&portal, &firm, json!({ "name": format!("Field {n}"), "type": "text" })).await.expect(201);
        }
        let full = create(&portal, &firm, json!({ "name": "One more", "type": "text" })).await;
        assert!(full.expect_error(409, "wrong_state").str("/message").contains("at most 50 custom fields"));
    }
}
