//! The rows of the directory, and its log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    access::ProfileId,
    clients::{ClientId, ClientStatus, CreationMethod, Suggestion},
    companies::{CompanyId, Domain},
    fields::FieldValues,
    invitations::InvitationId,
    money::Rate,
    team::InternalUserId,
    text::{Email, Line},
};

/// What lists, filters, sorts and finds a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientRow {
    /// Whose row it is.
    pub id: ClientId,
    /// The client's version that it shows.
    pub version: u64,
    /// The given name as written.
    pub given_name: String,
    /// The family name as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The email.
    pub email: Email,
    /// The full name, folded: for sorting.
    pub name: String,
    /// Name, email and position, folded: for search.
    pub text: String,
    /// Where they stand.
    pub status: ClientStatus,
    /// Their companies.
    pub companies: Vec<CompanyId>,
    /// Their lead.
    pub lead: InternalUserId,
    /// Who may see them.
    pub visibility: Vec<InternalUserId>,
    /// Their tags, folded.
    pub tags: Vec<String>,
    /// Their tags as written, in the same order. Rows of older snapshots lack them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tag_names: Vec<String>,
    /// Their client profile; the default if they have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// When they were added.
    pub created_at: Timestamp,
    /// The rest of their record, so that a list need not read it. Absent where it is long, and in rows of older builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

/// A client's details as they are written. A directory's clients are nearly all only ever found: those that a page shows are
/// worth the time of reading more, and the memory.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Details(Box<RawValue>);

impl Details {
    /// Writes them down; nothing if that cannot be done, or takes more bytes.
    pub fn of(details: &ClientDetails, most_bytes: usize) -> Option<Self> {
        serde_json::value::to_raw_value(details).ok().filter(|it| it.get().len() <= most_bytes).map(Self)
    }

    /// Reads them; nothing if another build wrote them in a way that this one does not know.
    pub fn read(&self) -> Option<ClientDetails> {
        serde_json::from_str(self.0.get()).ok()
    }
}

/// Whichever way they are written.
impl PartialEq for Details {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get() || self.read().is_some_and(|it| other.read() == Some(it))
    }
}

impl Eq for Details {}

/// What a client's record holds that finds nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "they are those of the client")]
pub struct ClientDetails {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    #[serde(default, skip_serializing_if = "FieldValues::is_empty")]
    pub custom_fields: FieldValues,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portal_rate: Option<Rate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_before_archive: Option<ClientStatus>,
    pub creation_method: CreationMethod,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
    pub session_epoch: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

/// What lists and finds a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompanyRow {
    /// Whose row it is.
    pub id: CompanyId,
    /// The company's version that it shows.
    pub version: u64,
    /// Its name.
    pub name: String,
    /// Whether it is in use.
    pub active: bool,
    /// The domains of its people's emails.
    pub domains: Vec<Domain>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// One row of the directory as of one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Entry {
    /// A client as they are now.
    Client(Box<ClientRow>),
    /// A company as it is now.
    Company(CompanyRow),
    /// A client was there.
    Activity {
        /// Who.
        client: ClientId,
        /// When.
        at: Timestamp,
    },
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// What is new.
    #[serde(with = "as_text")]
    pub entry: Entry,
}

/// Written as one text, which storage hands over in half the time that it takes to name and type each value in it. A cold
/// process reads some thousand.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de, ser};

    use super::Entry;

    pub fn serialize<S: Serializer>(entry: &Entry, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&serde_json::to_string(entry).map_err(ser::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Entry, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            /// By older builds.
            Values(serde_json::Value),
        }
        let entry = match Written::deserialize(from)? {
            Written::Text(text) => serde_json::from_str(&text),
            Written::Values(values) => serde_json::from_value(values),
        };
        entry.map_err(de::Error::custom)
    }
}
