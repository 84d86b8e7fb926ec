//! Reads what a client sees first: the welcome message from their lead, articles, how to reach the firm (I03, M02, W11).

use super::{ArticleBrief, Home, HomeCompany, Welcome, WelcomeFrom};
use http::Method;
use shared::{Result, access::ClientPermission, articles, companies::Company, markdown, team::InternalUser};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// Read the portal's home.
#[derive(Debug)]
pub struct Get;

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "home-get",
        method: Method::GET,
        path: "/v1/home",
        summary: "Read the portal's home",
        access: Access::Client,
        uses: &[Use::GetMany, Use::List, Use::Put],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Home;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Home> {
        let client = cx.client()?;
        let workspace = cx.workspace()?;
        let records = cx.records.as_system();
        let lead = records.find::<InternalUser>(&client.lead).await?;
        let companies = records.find_many::<Company>(&client.companies).await?;
        let reads = cx.caller()?.may(ClientPermission::ReadKnowledgeBase);
        let articles = if reads { Some(articles::all(&cx.records).await?) } else { None };
        Ok(Home {
            welcome: Welcome {
                html: markdown::to_html(&workspace.welcome_message),
                from: WelcomeFrom::new(lead.as_deref(), workspace),
            },
            help: workspace.help.clone(),
            companies: companies.iter().map(|it| HomeCompany { id: it.id, name: it.name.to_string() }).collect(),
            articles: articles.map(|it| it.iter().map(|it| ArticleBrief::from(&it.entity)).collect()),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn i03_w11_a_client_sees_the_welcome_of_their_lead_their_companies_articles_and_help() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Lea Lead", "email": "lea@acme.example", "role": "member" });
        let lea = firm.post(&portal, "internal-users-create", body).await.id();
        firm.settings(&portal, json!({ "welcomeMessage": "Hello **you**.", "help": { "phone": "+34 600" } })).await;
        let body = json!({
            "name": "Cleo", "email": "cleo@mail.example", "leadInternalUserId": lea, "companyName": "Harbor",
        });
        let client = firm.post(&portal, "clients-create", body).await;
        firm.act(&portal, "clients-invite", &client.id()).await;
        firm.post(&portal, "companies-create", json!({ "name": "Not theirs" })).await;
        let published = json!({ "title": "Taxes", "body": "Send **us** all.", "state": "published" });
        let article = firm.post(&portal, "articles-create", published).await.id();
        firm.post(&portal, "articles-create", json!({ "title": "Draft", "body": "x" })).await;
        let session = portal.accept("acme", "cleo@mail.example").await;
        let home = portal.call("home-get").by(&session).send().await.expect(200);
        assert!(home.str("/welcome/html").contains("Hello <strong>you</strong>."), "{}", home.text);
        assert_eq!((home.str("/welcome/from/givenName"), home.str("/welcome/from/familyName")), ("Lea", "Lead"));
        assert_eq!(home.body["help"], json!({ "phone": "+34 600" }));
        assert_eq!(home.body["companies"], json!([{ "id": client.str("/companyId"), "name": "Harbor" }]));
        assert_eq!(home.body["articles"], json!([{ "id": article, "title": "Taxes", "excerpt": "Send us all." }]));
        portal.call("home-get").by(&firm.admin).send().await.expect_error(403, "clients_only");
    }

    /// I03: a lead who is gone, for whatever reason, shuts no client out.
    #[tokio::test]
    async fn i03_without_their_lead_a_client_is_welcomed_by_the_firm() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let gone = json!("user_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        portal.change_record("client", &id, |body| drop(body.insert("lead".to_owned(), gone))).await;
        let home = portal.call("home-get").by(&client).send().await.expect(200);
        let workspace = portal.call("workspaces-get").by(&firm.admin).send().await.expect(200);
        assert_eq!(home.str("/welcome/from/givenName"), workspace.str("/brandName"));
    }
}
