//! The client record.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Suggestion;
use crate::{
    access::{ProfileId, Viewer},
    companies::{Company, CompanyId},
    directory::Entry,
    fields::FieldValues,
    id::{Id, Kind},
    invitations::InvitationId,
    money::Rate,
    records::{Claim, Entity, Place},
    team::{InternalUserId, full_name},
    text::{Email, Line, Name, fold},
    workspaces::WorkspaceId,
};

/// A client's identifier.
pub type ClientId = Id<Client>;

impl Kind for Client {
    const PREFIX: &'static str = "client";
}

/// Where a client stands (C06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ClientStatus {
    /// Known to the firm only.
    NotInvited,
    /// Has an invitation and has not activated.
    Invited,
    /// Signs in.
    Active,
    /// Cannot sign in; still listed.
    Deactivated,
    /// Gone from lists; history kept, restorable.
    Archived,
}

impl ClientStatus {
    /// All of them, in the order in which people see them.
    pub const ALL: [Self; 5] = [Self::NotInvited, Self::Invited, Self::Active, Self::Deactivated, Self::Archived];
}

/// How a client came in (C01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CreationMethod {
    /// An internal user created them.
    InternalUser,
    /// A coworker invited them.
    Client,
    /// They signed up by themselves.
    DirectSignUp,
    /// They came with an import.
    Import,
}

/// A person the firm serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// Their id.
    pub id: ClientId,
    /// Their given name.
    pub given_name: Name,
    /// Their family name, if they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<Name>,
    /// Their email: unique in the workspace among all who are not archived, internal users included.
    pub email: Email,
    /// Their position in the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
    /// Their phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
    /// Their picture's name in object storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Words the firm sorts them by.
    #[serde(default)]
    pub tags: Vec<Line>,
    /// Values of the workspace's custom fields.
    #[serde(default, skip_serializing_if = "FieldValues::is_empty")]
    pub custom_fields: FieldValues,
    /// Their client profile; the default if they have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// What an hour of work for them costs (C15); no client ever learns it from Portico.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal_rate: Option<Rate>,
    /// The companies they belong to.
    #[serde(default)]
    pub companies: Vec<CompanyId>,
    /// Where they stand.
    pub status: ClientStatus,
    /// Where they stood before they were archived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_before_archive: Option<ClientStatus>,
    /// How they came in.
    pub creation_method: CreationMethod,
    /// The one internal user responsible for them (A03).
    pub lead: InternalUserId,
    /// The internal users who may see them; the lead is always among them (A03).
    pub visibility: Vec<InternalUserId>,
    /// Companies that they might belong to (C05).
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
    /// Sessions that began under a smaller number are over.
    pub session_epoch: u32,
    /// Their last invitation, if they were invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationId>,
    /// When they first signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
}

impl Client {
    /// Given and family name.
    pub fn name(&self) -> String {
        full_name(&self.given_name, self.family_name.as_ref())
    }

    /// The object storage key of a picture of this name.
    pub fn avatar_key(&self, workspace: WorkspaceId, name: &str) -> String {
        format!("{workspace}/avatars/{}/{name}", self.id)
    }

    /// The text that search looks into (C07): name, email and position, folded.
    pub(super) fn search_text(&self) -> String {
        let position = self.position.as_ref().map_or("", Line::as_str);
        fold(&format!("{}\n{}\n{position}", self.name(), self.email))
    }
}

impl Entity for Client {
    type Key = ClientId;
    const KIND: &'static str = "client";
    const NOUN: &'static str = "client";

    fn place(id: &ClientId) -> Place {
        Place::own("client", id)
    }

    fn key(&self) -> ClientId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.sees_client(self.id, &self.visibility)
    }

    /// An archived client's email is free for a new one (C11).
    fn claims(&self) -> Vec<Claim> {
        if self.status == ClientStatus::Archived { Vec::new() } else { vec![Claim::email(&self.email)] }
    }

    /// Each of their companies counts them, until they are archived (O06).
    fn counted_in(&self) -> Vec<Place> {
        let counts = self.status != ClientStatus::Archived;
        self.companies.iter().filter(|_| counts).map(|it| Company::clients(*it)).collect()
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }

    fn listed(&self, version: u64) -> Option<Entry> {
        Some(Entry::Client(Box::new(self.row(version))))
    }
}

/// When a client was last there: apart from the client's own record, so that being active is no edit of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Whose.
    pub client: ClientId,
    /// Who may see it: as the client's, at that time.
    pub last_activity_at: Timestamp,
    /// When they last signed in.
    pub last_login_at: Timestamp,
}

impl Entity for Activity {
    type Key = ClientId;
    const KIND: &'static str = "activity";
    const NOUN: &'static str = "activity";

    fn place(id: &ClientId) -> Place {
        Place::new(format!("client#{id}"), "activity")
    }

    fn key(&self) -> ClientId {
        self.client
    }

    /// Read only beside its client, by the system's eyes.
    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }

    fn listed(&self, _: u64) -> Option<Entry> {
        Some(Entry::Activity { client: self.client, at: self.last_activity_at })
    }
}
