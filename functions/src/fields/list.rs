//! Lists custom fields (C02).

use super::{FieldView, view};
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    fields::CustomFields,
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List custom fields.
#[derive(Debug)]
pub struct List;

/// All custom fields.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CustomFields")]
pub struct AllFields {
    /// The fields, in their order.
    data: Vec<FieldView>,
    /// To be sent as `If-Match` with an edit.
    version: u64,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "custom-fields-list",
        method: Method::GET,
        path: "/v1/custom-fields",
        summary: "List custom fields",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = AllFields;

    fn ahead(_: &NoParams) -> Vec<Place> {
        vec![CustomFields::place(&())]
    }

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<AllFields> {
        let fields = CustomFields::read(&cx.records).await?;
        Ok(AllFields { data: fields.all().iter().map(|it| view(&fields, it)).collect(), version: fields.version })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn c02_everybody_of_the_team_reads_the_custom_fields_in_their_order() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, member) = firm.with_permissions(&portal, "sam@acme.example", &[]).await;
        let list = async || portal.call("custom-fields-list").by(&member).send().await.expect(200);
        assert_eq!(list().await.body, json!({ "data": [], "version": 0 }));
        for (name, order) in [("Tax ID", 0), ("Birthday", 0), ("Floor", 1), ("Last", 99)] {
            let body = json!({ "name": name, "type": "text", "order": order });
            firm.post(&portal, "custom-fields-create", body).await;
        }
        let listed = list().await;
        assert_eq!(listed.column("key"), ["birthday", "floor", "taxId", "last"]);
        let orders: Vec<_> = listed.body["data"].as_array().unwrap().iter().map(|it| it["order"].clone()).collect();
        assert_eq!(orders, [0, 1, 2, 3]);
        assert_eq!(listed.body["version"], 4);
    }
}
