//! Endpoints of the portal, for clients.

pub mod article;
pub mod get;

use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    articles::{Article, ArticleId},
    companies::CompanyId,
    markdown,
    team::InternalUser,
    workspaces::{Help, Workspace},
};

use crate::views;

/// What a client sees first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Home {
    /// The welcome message.
    welcome: Welcome,
    /// How to reach the firm.
    help: Help,
    /// The client's companies.
    companies: Vec<HomeCompany>,
    /// What there is to read, newest first; absent for whoever may not read the knowledge base.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<Vec<ArticleBrief>>,
}

/// The welcome message.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Welcome {
    /// Its text as HTML that is safe to show.
    html: String,
    /// The client's lead.
    from: WelcomeFrom,
}

/// Who welcomes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WelcomeFrom {
    /// Their given name.
    given_name: String,
    /// Their family name; empty if they have none.
    family_name: String,
    /// A colour for whoever has no picture.
    fallback_color: String,
}

/// A company of the client.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomeCompany {
    /// Its id.
    id: CompanyId,
    /// Its name.
    name: String,
}

/// An article in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleBrief {
    /// Its id.
    id: ArticleId,
    /// Its title.
    title: String,
    /// Its first words.
    excerpt: String,
}

impl WelcomeFrom {
    /// The lead; the firm itself if they are gone.
    fn new(lead: Option<&InternalUser>, workspace: &Workspace) -> Self {
        let Some(it) = lead else {
            let (given_name, fallback_color) = (workspace.brand_name.to_string(), views::fallback_color(workspace.id));
            return Self { given_name, family_name: String::new(), fallback_color };
        };
        Self {
            given_name: it.given_name.to_string(),
            family_name: it.family_name.as_ref().map(ToString::to_string).unwrap_or_default(),
            fallback_color: views::fallback_color(it.id),
        }
    }
}

impl From<&Article> for ArticleBrief {
    fn from(it: &Article) -> Self {
        Self { id: it.id, title: it.title.to_string(), excerpt: markdown::excerpt(&it.body, 140) }
    }
}
