//! Reads one article.

use super::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    articles::{Article, ArticleId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read an article.
#[derive(Debug)]
pub struct Get;

/// Which article.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ArticleId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "articles-get",
        method: Method::GET,
        path: "/v1/articles/{id}",
        summary: "Read an article",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ArticleView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Article::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ArticleView> {
        Ok(ArticleView::from(&cx.records.get::<Article>(&params.id).await?))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn k01_a10_the_team_reads_drafts_of_its_own_workspace() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let made = firm.post(&portal, "articles-create", json!({ "title": "Taxes", "body": "By May." })).await;
        let read = portal.call("articles-get").by(&member).id(&made.id()).send().await.expect(200);
        assert_eq!(read.body, made.body);
        let theirs = portal.call("articles-get").by(&rival.admin).id(&made.id()).send().await;
        theirs.expect_error(404, "article_not_found");
    }
}
