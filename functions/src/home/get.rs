//! Reads what a client sees first: the welcome message from their lead, articles, how to reach the firm (I03, M02, W11).

use super::{ArticleBrief, Home, HomeCompany, Welcome, WelcomeFrom};
use http::Method;
use shared::{Error, Result, accounts::Person, articles, companies::Company, markdown, team::InternalUser};

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
        uses: &[Use::Read],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Home;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Home> {
        let Person::Client(client) = &cx.caller()?.person else { return Err(Error::ClientsOnly) };
        let workspace = cx.workspace()?;
        let records = cx.records.as_system();
        let lead = records.get::<InternalUser>(&client.lead).await?;
        let companies = records.find_many::<Company>(&client.companies).await?;
        let articles = articles::all(&cx.records).await?;
        Ok(Home {
            welcome: Welcome {
                html: markdown::to_html(&workspace.welcome_message),
                from: WelcomeFrom::from(&lead.entity),
            },
            help: workspace.help.clone(),
            companies: companies.iter().map(|it| HomeCompany { id: it.id, name: it.name.to_string() }).collect(),
            articles: articles.iter().map(|it| ArticleBrief::from(&it.entity)).collect(),
        })
    }
}
