//! Writes an article.

use super::ArticleView;
use http::Method;
use shared::{
    Result,
    access::Permission,
    articles::{self, NewArticle},
    records::Stored,
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Write an article.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "articles-create",
        method: Method::POST,
        path: "/v1/articles",
        summary: "Write an article",
        access: Access::Granted(Permission::ManageKnowledgeBase),
        uses: &[Use::Read, Use::Write],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewArticle;
    type Output = ArticleView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewArticle) -> Result<ArticleView> {
        let (article, changes) = articles::create(cx, body);
        cx.commit(changes, ArticleView::from(&Stored { entity: article, version: 1 })).await
    }
}
