//! Lists articles, newest first.

use super::ArticleSummary;
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, articles};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List articles.
#[derive(Debug)]
pub struct List;

/// All articles.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Articles {
    /// The articles, newest first.
    data: Vec<ArticleSummary>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "articles-list",
        method: Method::GET,
        path: "/v1/articles",
        summary: "List articles",
        access: Access::Team,
        uses: &[Use::GetMany, Use::List],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Articles;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Articles> {
        let found = articles::all(&cx.records).await?;
        Ok(Articles { data: found.iter().map(ArticleSummary::from).collect() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn k01_articles_are_listed_newest_first_drafts_included() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for title in ["First", "Second"] {
            firm.post(&portal, "articles-create", json!({ "title": title, "body": "x" })).await;
            portal.clock.advance(jiff::SignedDuration::from_mins(1));
        }
        let listed = portal.call("articles-list").by(&firm.admin).send().await.expect(200);
        assert_eq!(listed.column("title"), ["Second", "First"]);
    }

    /// An answer may have 6 MB, and an article 100 kB of text.
    #[tokio::test]
    async fn k01_a_list_is_as_short_however_long_the_articles_are() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for n in 0..20 {
            let body = json!({ "title": format!("No. {n}"), "body": "Long & longer. ".repeat(6_000) });
            firm.post(&portal, "articles-create", body).await;
        }
        let listed = portal.call("articles-list").by(&firm.admin).send().await.expect(200);
        assert!(listed.column("title").len() == 20 && listed.text.len() < 20 * 400, "{} bytes", listed.text.len());
    }
}
