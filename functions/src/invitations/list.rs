//! Lists the invitations that wait, of clients and of team members (I06).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations,
    page::{Limit, NextToken, Page},
    ports::Index,
    ports::Position,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// List pending invitations.
#[derive(Debug)]
pub struct List;

/// Which page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "invitations-list",
        method: Method::GET,
        path: "/v1/invitations",
        summary: "List pending invitations",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::GetMany, Use::ListBy(Index::One)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<InvitationView>;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<InvitationView>> {
        let scope_name = format!("{}/invitations", cx.scope.workspace());
        let keys = cx.ports.keys;
        let after = params.next_token.map(|it| it.open::<Position>(keys, &scope_name)).transpose()?;
        let (found, next) = invitations::pending(cx, after, params.limit.get()).await?;
        let data = views::invitations(cx, &cx.caller()?.roles, &found).await?;
        Ok(Page { data, next_token: next.map(|it| NextToken::seal(keys, &scope_name, &it)) })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal, Session};

    async fn list(portal: &Portal, by: &Session, query: &str) -> Answer {
        portal.call("invitations-list").by(by).query(query).send().await.expect(200)
    }

    #[tokio::test]
    async fn i06_pending_invitations_of_clients_and_team_are_listed_with_their_mail() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let cleo = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-invite", &cleo).await;
        portal.deliver().await;
        let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
        firm.post(&portal, "internal-users-create", body).await;
        let page = list(&portal, &firm.admin, "").await;
        let mut rows: Vec<Value> = page.body["data"].as_array().unwrap().clone();
        rows.sort_by_key(|it| it["email"].to_string());
        let row = |it: &Value| json!([it["email"], it["kind"], it["status"], it["delivery"], it["givenName"]]);
        assert_eq!(row(&rows[0]), json!(["cleo@mail.example", "client", "pending", "sent", "Cleo"]));
        assert_eq!(row(&rows[1]), json!(["max@acme.example", "internalUser", "pending", "queued", "Max"]));
        assert_eq!((rows.len(), &rows[0]["personId"]), (2, &json!(cleo)));
        assert_eq!(rows[0]["resendAvailableAt"], "2026-01-02T12:00:00Z");
    }

    #[tokio::test]
    async fn i06_what_no_longer_waits_is_not_listed_and_what_expired_says_so() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "active@mail.example").await;
        let cancelled = firm.client(&portal, "cancelled@mail.example").await.id();
        let invited = firm.act(&portal, "clients-invite", &cancelled).await;
        firm.act(&portal, "invitations-cancel", invited.str("/invitation/id")).await;
        let waiting = firm.client(&portal, "waiting@mail.example").await.id();
        firm.act(&portal, "clients-invite", &waiting).await;
        assert_eq!(list(&portal, &firm.admin, "").await.column("email"), ["waiting@mail.example"]);
        portal.clock.advance(SignedDuration::from_hours(14 * 24));
        let page = list(&portal, &firm.admin, "").await;
        assert_eq!(page.column("status"), ["expired"]);
    }

    #[tokio::test]
    async fn i06_the_list_is_read_page_by_page() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for n in 0..7 {
            let id = firm.client(&portal, &format!("c{n}@mail.example")).await.id();
            firm.act(&portal, "clients-invite", &id).await;
            portal.clock.advance(SignedDuration::from_mins(1));
        }
        let whole = list(&portal, &firm.admin, "").await.column("email");
        assert_eq!((whole.len(), whole[0].as_str()), (7, "c0@mail.example"), "the first to expire comes first");
        for limit in [1, 3, 6, 7] {
            let (mut walked, mut query) = (Vec::new(), format!("limit={limit}"));
            loop {
                let page = list(&portal, &firm.admin, &query).await;
                assert!(!page.column("id").is_empty(), "no page is empty");
                walked.extend(page.column("email"));
                assert!(walked.len() < 100, "the pages do not end");
                let Some(token) = page.body["nextToken"].as_str() else { break };
                query = format!("limit={limit}&nextToken={token}");
            }
            assert_eq!(walked, whole, "in pages of {limit}");
        }
        let wrong = portal.call("invitations-list").by(&firm.admin).query("limit=all").send().await;
        wrong.expect_field("limit", "invalid");
    }

    /// A05: neither rows nor pages tell of invitations that the caller may not know of.
    #[tokio::test]
    async fn a05_pages_do_not_tell_how_many_others_are_invited() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let (_, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        let invite = async |email: &str, visibility: Value| {
            let body = json!({ "name": "C", "email": email, "visibilityInternalUserIds": visibility });
            let id = firm.post(&portal, "clients-create", body).await.id();
            firm.act(&portal, "clients-invite", &id).await;
            portal.clock.advance(SignedDuration::from_mins(1));
        };
        invite("hidden1@mail.example", json!([])).await;
        invite("mine1@mail.example", json!([max])).await;
        invite("hidden2@mail.example", json!([])).await;
        invite("mine2@mail.example", json!([max])).await;
        invite("hidden3@mail.example", json!([])).await;
        let body = json!({ "name": "Ina", "email": "ina@acme.example", "role": "member" });
        firm.post(&portal, "internal-users-create", body).await;
        let page = list(&portal, &member, "").await;
        assert_eq!(
            (page.column("email"), page.body.get("nextToken")),
            (vec!["mine1@mail.example".to_owned(), "mine2@mail.example".to_owned()], None)
        );
        let first = list(&portal, &member, "limit=1").await;
        assert_eq!(first.column("email"), ["mine1@mail.example"]);
        let second = list(&portal, &member, &format!("limit=1&nextToken={}", first.str("/nextToken"))).await;
        assert_eq!(
            (second.column("email"), second.body.get("nextToken")),
            (vec!["mine2@mail.example".to_owned()], None)
        );
        let page = list(&portal, &team, "limit=1").await;
        assert_eq!((page.column("email"), page.body.get("nextToken")), (vec!["ina@acme.example".to_owned()], None));
    }
}
