//! Lists what happened to a client, newest first (C08, U01).

use super::event::ActivityEvent;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    audit,
    clients::{Client, ClientId},
    fields::CustomFields,
    page::{Limit, NextToken, Page},
    ports::Index,
    ports::Position,
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a client's history.
#[derive(Debug)]
pub struct Activity;

/// Which page of whose history.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for Activity {
    const ROUTE: Route = Route {
        name: "clients-activity",
        method: Method::GET,
        path: "/v1/clients/{id}/activity",
        summary: "Read a client's history",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::ListBy(Index::One)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<ActivityEvent>;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Client::place(&params.id), CustomFields::place(&())]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<ActivityEvent>> {
        let client = cx.records.get::<Client>(&params.id).await?;
        let scope_name = format!("{}/history/{}", cx.scope.workspace(), client.id);
        let keys = cx.ports.keys;
        let after = params.next_token.map(|it| it.open::<Position>(keys, &scope_name)).transpose()?;
        let (events, next) = audit::history(&cx.records, &client.id.to_string(), after, params.limit.get()).await?;
        let next_token = next.map(|it| NextToken::seal(keys, &scope_name, &it));
        let fields = CustomFields::read(&cx.records).await?;
        Ok(Page { data: events.into_iter().map(|it| ActivityEvent::new(it, &fields)).collect(), next_token })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    #[tokio::test]
    async fn c08_the_history_tells_who_changed_what_and_when_newest_first() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        portal.clock.advance(jiff::SignedDuration::from_mins(1));
        firm.edit(&portal, "clients-update", &id, json!({ "position": "Owner", "tags": ["vip"] })).await;
        firm.act(&portal, "clients-invite", &id).await;
        portal.accept("acme", "cleo@mail.example").await;
        let history = firm.act(&portal, "clients-activity", &id).await;
        let expected = ["client.activated", "client.invited", "client.updated", "client.created"];
        assert_eq!(history.column("action"), expected);
        let edit = &history.body["data"][2];
        assert_eq!(
            (edit["at"].clone(), edit["summary"].clone()),
            (json!("2026-01-01T12:01:00Z"), json!("edited the client"))
        );
        assert_eq!(edit["actor"], json!({ "kind": "internalUser", "id": firm.admin_id, "name": "Ada Admin" }));
        let changes = json!([
            { "field": "position", "after": "Owner" },
            { "field": "tags", "after": ["vip"] },
        ]);
        assert_eq!(edit["changes"], changes);
        assert_eq!(history.body["data"][0]["actor"]["kind"], "client");
        assert!(!history.text.contains("proof") && !history.text.contains(PASSWORD), "{}", history.text);
    }

    #[tokio::test]
    async fn c08_the_history_is_read_page_by_page() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        for n in 0..6 {
            firm.edit(&portal, "clients-update", &id, json!({ "phone": n.to_string() })).await;
        }
        let page =
            async |query: &str| portal.call("clients-activity").by(&firm.admin).id(&id).query(query).send().await;
        let whole = page("").await.expect(200).column("id");
        assert_eq!(whole.len(), 7);
        let mut walked = Vec::new();
        let mut query = "limit=3".to_owned();
        loop {
            let part = page(&query).await.expect(200);
            walked.extend(part.column("id"));
            assert!(walked.len() < 100, "the pages do not end");
            let Some(token) = part.body["nextToken"].as_str() else { break };
            query = format!("limit=3&nextToken={token}");
        }
        assert_eq!(walked, whole);
        page("nextToken=made-up").await.expect_error(404, "page_not_found");
        page("limit=x").await.expect_field("limit", "invalid");
    }

    #[tokio::test]
    async fn a05_the_history_of_a_hidden_client_is_hidden() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        portal.call("clients-activity").by(&member).id(&id).send().await.expect_error(404, "client_not_found");
        let nobody = portal.call("clients-activity").by(&firm.admin).id("client_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        nobody.send().await.expect_error(404, "client_not_found");
    }
}
