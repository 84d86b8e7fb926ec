//! Reads a published article as a client.

use crate::articles::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    articles::{Article, ArticleId},
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
        access: Access::Client,
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ArticleView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ArticleView> {
        Ok(ArticleView::from(&cx.records.get::<Article>(&params.id).await?))
    }
}
