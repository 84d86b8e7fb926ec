//! Changes an article, publishes it or takes it back.

use super::ArticleView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    articles::{self, Article, ArticleChanges, ArticleId},
    records::{Entity, Place},
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
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = ArticleChanges;
    type Output = ArticleView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Article::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: ArticleChanges) -> Result<ArticleView> {
        let stored = cx.edit::<Article>(&params.id).await?;
        let (after, changes) = articles::update(cx, &stored, body);
        cx.commit(changes, ArticleView::from(&after)).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::Portal;

    #[tokio::test]
    async fn k01_an_article_is_changed_published_and_taken_back() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let id = firm.post(&portal, "articles-create", json!({ "title": "Taxes", "body": "By May." })).await.id();
        let edit = async |body: Value| portal.call("articles-update").by(&firm.admin).id(&id).body(body).send().await;
        let seen = async || portal.call("home-article-get").by(&client).id(&id).send().await;
        seen().await.expect_error(404, "article_not_found");
        let after = edit(json!({ "state": "published" })).await.expect(200);
        assert_eq!((after.str("/title"), after.str("/body")), ("Taxes", "By May."));
        edit(json!({ "body": "By June." })).await.expect(200);
        assert!(seen().await.expect(200).str("/html").contains("By June."));
        edit(json!({ "state": "draft" })).await.expect(200);
        seen().await.expect_error(404, "article_not_found");
        edit(json!({ "title": "T" })).await.expect_field("title", "name_too_short");
        let (_, desk) = firm.with_permissions(&portal, "sam@acme.example", &["view_clients"]).await;
        let refused =
            portal.call("articles-update").by(&desk).id(&id).body(json!({ "state": "published" })).send().await;
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "manage_knowledge_base");
    }

    /// K01: whatever can be written can be changed, in any script.
    #[tokio::test]
    async fn k01_the_longest_article_is_changed_and_a_longer_one_is_refused() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let longest = "漢".repeat(33_333);
        let body = json!({ "title": "Taxes", "body": longest });
        let id = firm.post(&portal, "articles-create", body).await.id();
        let edit = async |body: Value| portal.call("articles-update").by(&firm.admin).id(&id).body(body).send().await;
        let after = edit(json!({ "body": longest.replace("漢", "字") })).await.expect(200);
        assert!(after.str("/body").starts_with("字"));
        edit(json!({ "body": longest + "漢" })).await.expect_field("body", "too_long");
    }
}
