//! Reads one article.

use super::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    articles::{Article, ArticleId},
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
