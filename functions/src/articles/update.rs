//! Changes an article, publishes it or takes it back.

use super::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    articles::{self, Article, ArticleChanges, ArticleId},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change an article.
#[derive(Debug)]
pub struct Update;

/// Which article.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ArticleId,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "articles-update",
        method: Method::PATCH,
        path: "/v1/articles/{id}",
        summary: "Change an article",
        access: Access::Granted(Permission::ManageKnowledgeBase),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = ArticleChanges;
    type Output = ArticleView;

    async fn call(cx: &Cx<'_>, params: Params, body: ArticleChanges) -> Result<ArticleView> {
        let stored = cx.edit::<Article>(&params.id).await?;
        let (after, changes) = articles::update(cx, &stored, body);
        cx.commit(changes, ArticleView::from(&after)).await
    }
}
