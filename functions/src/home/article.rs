//! Reads a published article as a client.

use crate::articles::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::ClientPermission,
    articles::{Article, ArticleId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a published article.
#[derive(Debug)]
pub struct GetArticle;

/// Which article.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ArticleId,
}

impl Endpoint for GetArticle {
    const ROUTE: Route = Route {
        name: "home-article-get",
        method: Method::GET,
        path: "/v1/home/articles/{id}",
        summary: "Read a published article",
        access: Access::ClientGranted(ClientPermission::ReadKnowledgeBase),
        uses: &[Use::GetMany, Use::Put],
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
    async fn k01_a10_a_client_reads_what_their_own_firm_has_published() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let article = async |firm: &crate::testing::Firm, state: &str| {
            let body = json!({ "title": "Taxes", "body": "By May.", "state": state });
            firm.post(&portal, "articles-create", body).await.id()
        };
        let (own, draft) = (article(&firm, "published").await, article(&firm, "draft").await);
        let theirs = article(&rival, "published").await;
        let read = async |id: &str| portal.call("home-article-get").by(&client).id(id).send().await;
        assert!(read(&own).await.expect(200).str("/html").contains("By May."));
        let hidden = read(&draft).await.expect_error(404, "article_not_found");
        let foreign = read(&theirs).await.expect_error(404, "article_not_found");
        assert_eq!(hidden.body["message"], foreign.body["message"]);
        let team = portal.call("home-article-get").by(&firm.admin).id(&own).send().await;
        team.expect_error(403, "clients_only");
    }
}
