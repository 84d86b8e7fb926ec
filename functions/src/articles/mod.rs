//! Endpoints of articles, for the team.

pub mod create;
pub mod get;
pub mod list;
pub mod update;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    articles::{Article, ArticleId, ArticleState},
    markdown,
    records::Stored,
};

/// An article in a list: without its text, which may be long.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArticleSummary {
    /// Its id.
    id: ArticleId,
    /// To be sent as `If-Match` with an edit.
    version: u64,
    /// Its title.
    title: String,
    /// Whether clients can read it.
    state: ArticleState,
    /// When it was created.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

/// An article.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Article")]
pub struct ArticleView {
    /// What a list shows, too.
    #[serde(flatten)]
    summary: ArticleSummary,
    /// Its text, in Markdown.
    body: String,
    /// The same as HTML that is safe to show.
    html: String,
}

impl From<&Stored<Article>> for ArticleSummary {
    fn from(it: &Stored<Article>) -> Self {
        Self {
            id: it.id,
            version: it.version,
            title: it.title.to_string(),
            state: it.state,
            created_at: it.created_at,
            updated_at: it.updated_at,
        }
    }
}

impl From<&Stored<Article>> for ArticleView {
    fn from(it: &Stored<Article>) -> Self {
        Self { summary: it.into(), body: it.body.to_string(), html: markdown::to_html(&it.body) }
    }
}
