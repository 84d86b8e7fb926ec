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
        uses: &[Use::GetMany, Use::Put],
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn k01_an_article_is_a_draft_until_it_is_published_and_its_html_is_safe() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "title": "Taxes", "body": "By **May**.\n\n<script>alert(1)</script>" });
        let draft = firm.post(&portal, "articles-create", body).await;
        assert_eq!((draft.str("/state"), draft.str("/title")), ("draft", "Taxes"));
        assert!(draft.str("/html").contains("<strong>May</strong>") && !draft.str("/html").contains("script"));
        let body = json!({ "title": "News", "body": "x", "state": "published" });
        assert_eq!(firm.post(&portal, "articles-create", body).await.str("/state"), "published");
        let wrong = [
            (json!({ "body": "x" }), "title", "required"),
            (json!({ "title": "T", "body": "x" }), "title", "name_too_short"),
            (json!({ "title": "Taxes" }), "body", "required"),
            (json!({ "title": "Taxes", "body": "x", "state": "secret" }), "state", "invalid"),
        ];
        for (body, field, code) in wrong {
            portal.call("articles-create").by(&firm.admin).body(body).send().await.expect_field(field, code);
        }
    }
}
