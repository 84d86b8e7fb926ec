//! Invitation templates (I01).

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    access::Viewer,
    id::{Id, Kind},
    records::{Changes, Entity, Place, Stored},
    scope::Scope,
    text::{Line, Markdown, Title},
};

/// A template's identifier.
pub type TemplateId = Id<InvitationTemplate>;

impl Kind for InvitationTemplate {
    const PREFIX: &'static str = "template";
}

/// A text for invitations that can be chosen when inviting, instead of the workspace's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationTemplate {
    /// Its id.
    pub id: TemplateId,
    /// What the team calls it.
    pub name: Title,
    /// The mail's subject; the usual one if empty.
    pub subject: Line,
    /// The mail's text. `{{givenName}}` and `{{brandName}}` are filled in.
    pub body: Markdown,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for InvitationTemplate {
    type Key = TemplateId;
    const KIND: &'static str = "invitationTemplate";
    const NOUN: &'static str = "invitation template";

    fn place(id: &TemplateId) -> Place {
        Place::new("templates", id.to_string())
    }

    fn key(&self) -> TemplateId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// What makes a template.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTemplate {
    /// What the team calls it.
    pub name: Title,
    /// The mail's subject; the usual one if absent.
    pub subject: Option<Line>,
    /// The mail's text, in Markdown. `{{givenName}}` and `{{brandName}}` are filled in.
    pub body: Markdown,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateChanges {
    /// What the team calls it.
    pub name: Option<Title>,
    /// The mail's subject; empty for the usual one.
    pub subject: Option<Line>,
    /// The mail's text, in Markdown.
    pub body: Option<Markdown>,
}

/// The workspace's templates, oldest first.
pub async fn templates(scope: &Scope<'_>) -> Result<Vec<Stored<InvitationTemplate>>> {
    scope.records.all::<InvitationTemplate>("templates").await
}

/// Writes a new template.
pub fn create_template(scope: &Scope<'_>, new: NewTemplate) -> (InvitationTemplate, Changes) {
    let template = InvitationTemplate {
        id: scope.new_id(),
        name: new.name,
        subject: new.subject.unwrap_or_default(),
        body: new.body,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    let mut changes = scope.change("invitationTemplate.created");
    changes.create(&template);
    (template, changes)
}

/// Changes a template. Invitations that are still to be sent take the new text.
pub fn update_template(
    scope: &Scope<'_>,
    stored: &Stored<InvitationTemplate>,
    wanted: TemplateChanges,
) -> (Stored<InvitationTemplate>, Changes) {
    let after = stored.with(|it| {
        it.name = wanted.name.unwrap_or_else(|| it.name.clone());
        it.subject = wanted.subject.unwrap_or_else(|| it.subject.clone());
        it.body = wanted.body.unwrap_or_else(|| it.body.clone());
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("invitationTemplate.updated");
    let version = changes.replace(stored, &after);
    (Stored { entity: after, version }, changes)
}
