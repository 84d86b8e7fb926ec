//! Articles of the knowledge base: enough for a firm's first day. Collections, pictures and search come with it later.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    access::{ClientPermission, Viewer},
    id::{Id, Kind},
    records::{Changes, Entity, Place, Records, Stored},
    scope::Scope,
    text::{Markdown, Title},
};

/// An article's identifier.
pub type ArticleId = Id<Article>;

impl Kind for Article {
    const PREFIX: &'static str = "article";
}

/// Whether clients can read an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ArticleState {
    /// Only the team.
    #[default]
    Draft,
    /// All clients.
    Published,
}

/// A text for clients to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Its title.
    pub title: Title,
    /// Its text.
    pub body: Markdown,
    /// Whether clients can read it.
    pub state: ArticleState,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for Article {
    type Key = ArticleId;
    const KIND: &'static str = "article";
    const NOUN: &'static str = "article";

    fn place(id: &ArticleId) -> Place {
        Place::new("articles", id.to_string())
    }

    fn key(&self) -> ArticleId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        let reads = viewer.is_client_who_may(ClientPermission::ReadKnowledgeBase);
        viewer.is_team() || (reads && self.state == ArticleState::Published)
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// What makes an article.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewArticle {
    /// Its title.
    pub title: Title,
    /// Its text, in Markdown.
    pub body: Markdown,
    /// A draft if not said.
    #[serde(default)]
    pub state: ArticleState,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArticleChanges {
    /// Its title.
    pub title: Option<Title>,
    /// Its text, in Markdown.
    pub body: Option<Markdown>,
    /// Whether clients can read it.
    pub state: Option<ArticleState>,
}

/// All articles that the viewer may read, newest first.
pub async fn all(records: &Records<'_>) -> Result<Vec<Stored<Article>>> {
    let mut articles = records.all::<Article>("articles").await?;
    articles.reverse();
    Ok(articles)
}

/// Whether the firm has published anything.
pub async fn any_published(records: &Records<'_>) -> Result<bool> {
    Ok(all(&records.as_system()).await?.iter().any(|it| it.state == ArticleState::Published))
}

/// Writes a new article.
pub fn create(scope: &Scope<'_>, new: NewArticle) -> (Article, Changes) {
    let article = Article {
        id: scope.new_id(),
        title: new.title,
        body: new.body,
        state: new.state,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    let mut changes = scope.change("article.created");
    changes.create(&article);
    (article, changes)
}

/// Changes an article.
pub fn update(scope: &Scope<'_>, stored: &Stored<Article>, wanted: ArticleChanges) -> (Stored<Article>, Changes) {
    let after = stored.with(|it| {
        it.title = wanted.title.unwrap_or_else(|| it.title.clone());
        it.body = wanted.body.unwrap_or_else(|| it.body.clone());
        it.state = wanted.state.unwrap_or(it.state);
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("article.updated");
    let version = changes.replace(stored, &after);
    (Stored { entity: after, version }, changes)
}
