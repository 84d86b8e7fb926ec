//! Brings a deactivated client back (C10).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Activate a client.
#[derive(Debug)]
pub struct Activate;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Activate {
    const ROUTE: Route = Route {
        name: "clients-activate",
        method: Method::POST,
        path: "/v1/clients/{id}/activate",
        summary: "Activate a client",
        access: Access::Granted(Permission::ManageClientAccess),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::activate(cx, &stored)?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Portal;

    #[tokio::test]
    async fn c10_an_activated_client_is_back_where_they_stood() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (active, _) = firm.active_client(&portal, "cleo@mail.example").await;
        let invited = firm.client(&portal, "ivy@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        for (id, status) in [(&active, "active"), (&invited, "notInvited")] {
            firm.act(&portal, "clients-deactivate", id).await;
            assert_eq!(firm.act(&portal, "clients-activate", id).await.str("/status"), status);
        }
        // What was withdrawn stays so, and a new invitation can go out.
        assert_eq!(firm.act(&portal, "clients-invite", &invited).await.str("/status"), "invited");
    }

    #[tokio::test]
    async fn c10_only_a_deactivated_client_can_be_activated() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let activate = async || portal.call("clients-activate").by(&firm.admin).id(&id).send().await;
        activate().await.expect_error(409, "wrong_state");
        firm.act(&portal, "clients-archive", &id).await;
        activate().await.expect_error(409, "wrong_state");
    }

    /// N02: coming back is no second arrival.
    #[tokio::test]
    async fn n02_the_team_is_told_of_an_activation_once() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, _) = firm.active_client(&portal, "cleo@mail.example").await;
        let arrivals = async || {
            let mails = portal.mails_to("admin@acme.example").await;
            mails.iter().filter(|it| it.subject.contains("Cleo Client")).count()
        };
        assert_eq!(arrivals().await, 1);
        firm.act(&portal, "clients-deactivate", &id).await;
        firm.act(&portal, "clients-activate", &id).await;
        firm.act(&portal, "clients-archive", &id).await;
        firm.act(&portal, "clients-restore", &id).await;
        assert_eq!(arrivals().await, 1);
    }
}
