//! A client's row in the directory, and back.

use super::Client;
use crate::{
    directory::{ClientDetails, ClientRow, Details},
    records::Stored,
    text::fold,
};

/// Most bytes of what a row holds beyond what finds its client. A directory is in memory as a whole, so that 100,000 clients
/// must not need more of it than a function has; whoever has more, by long texts in custom fields, is read back.
const MOST_BYTES: usize = 1024;

impl Client {
    /// Their row as of a version.
    pub(super) fn row(&self, version: u64) -> ClientRow {
        // Each field by its name, so that a new one is thought of here.
        let Self {
            id,
            given_name,
            family_name,
            email,
            position,
            phone,
            avatar,
            tags,
            custom_fields,
            profile,
            portal_rate,
            companies,
            status,
            status_before_archive,
            creation_method,
            lead,
            visibility,
            suggestions,
            session_epoch,
            invitation,
            activated_at,
            created_at,
            updated_at,
        } = self.clone();
        let details = ClientDetails {
            position,
            phone,
            avatar,
            custom_fields,
            portal_rate,
            status_before_archive,
            creation_method,
            suggestions,
            session_epoch,
            invitation,
            activated_at,
            updated_at,
        };
        ClientRow {
            id,
            version,
            given_name: given_name.to_string(),
            family_name: family_name.as_ref().map(ToString::to_string),
            email,
            name: fold(&self.name()),
            text: self.search_text(),
            status,
            companies,
            lead,
            visibility,
            tags: tags.iter().map(|it| fold(it.as_str())).collect(),
            tag_names: tags.iter().map(ToString::to_string).collect(),
            profile,
            created_at,
            details: Details::of(&details, MOST_BYTES),
        }
    }
}

impl ClientRow {
    /// The client as stored at the row's version; nothing where the row does not hold all of them.
    pub(crate) fn client(&self) -> Option<Stored<Client>> {
        let details = self.details.as_ref()?.read()?;
        let entity = Client {
            id: self.id,
            given_name: self.given_name.parse().ok()?,
            family_name: self.family_name.as_deref().map(str::parse).transpose().ok()?,
            email: self.email.clone(),
            position: details.position,
            phone: details.phone,
            avatar: details.avatar,
            tags: self.tag_names.iter().map(|it| it.parse()).collect::<Result<_, _>>().ok()?,
            custom_fields: details.custom_fields,
            profile: self.profile,
            portal_rate: details.portal_rate,
            companies: self.companies.clone(),
            status: self.status,
            status_before_archive: details.status_before_archive,
            creation_method: details.creation_method,
            lead: self.lead,
            visibility: self.visibility.clone(),
            suggestions: details.suggestions,
            session_epoch: details.session_epoch,
            invitation: details.invitation,
            activated_at: details.activated_at,
            created_at: self.created_at,
            updated_at: details.updated_at,
        };
        Some(Stored { entity, version: self.version })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::directory::{Entry, LogEntry};

    /// A client with everything that a record can hold.
    fn client() -> Client {
        let id = |kind: &str| format!("{kind}_01ARZ3NDEKTSV4RRFFQ69G5FAV");
        let at = "2026-01-01T12:00:00Z";
        let whole = json!({
            "id": id("client"), "givenName": "Zoë", "familyName": "Ångström", "email": "zoe@mail.example",
            "position": "Head of Tax", "phone": "+49 30 1", "avatar": "a.png", "tags": ["VIP", "Berlin"],
            "customFields": { id("field"): "blue" }, "profile": id("profile"), "portalRate": 12_000,
            "companies": [id("company")], "status": "archived", "statusBeforeArchive": "active",
            "creationMethod": "directSignUp", "lead": id("user"), "visibility": [id("user")],
            "suggestions": [{ "company": id("company"), "reason": "typedName" }], "sessionEpoch": 3,
            "invitation": id("invitation"), "activatedAt": at, "createdAt": at, "updatedAt": at,
        });
        let client: Client = serde_json::from_value(whole.clone()).unwrap();
        assert_eq!(json!(client), whole);
        client
    }

    /// A row as it is read from the log, or from a snapshot.
    fn reread(row: &ClientRow) -> ClientRow {
        let entry = Entry::Client(Box::new(row.clone()));
        let snapshot: ClientRow = serde_json::from_str(&json!(row).to_string()).unwrap();
        // Older builds wrote the values one by one.
        for written in [json!(LogEntry { entry: entry.clone() }), json!({ "entry": entry })] {
            let read: LogEntry = serde_json::from_value(written).unwrap();
            assert_eq!(read.entry, Entry::Client(Box::new(snapshot.clone())));
        }
        snapshot
    }

    #[test]
    fn c07_a_row_holds_the_whole_client() {
        let client = client();
        let known = reread(&client.row(7)).client().unwrap();
        assert_eq!((&known.entity, known.version), (&client, 7));
        let optional = [
            "familyName",
            "position",
            "phone",
            "avatar",
            "tags",
            "customFields",
            "profile",
            "portalRate",
            "companies",
            "statusBeforeArchive",
            "suggestions",
            "invitation",
            "activatedAt",
        ];
        let mut bare = json!(client);
        bare.as_object_mut().unwrap().retain(|name, _| !optional.contains(&name.as_str()));
        let bare: Client = serde_json::from_value(bare).unwrap();
        assert_eq!(reread(&bare.row(1)).client().unwrap().entity, bare);
    }

    #[test]
    fn c07_a_row_leaves_out_what_is_long() {
        let mut whole = json!(client());
        let field = whole["customFields"].as_object().unwrap().keys().next().unwrap().clone();
        whole["customFields"][&field] = "x".repeat(3000).into();
        let long: Client = serde_json::from_value(whole).unwrap();
        let row = reread(&long.row(1));
        assert!(row.client().is_none() && json!(row).to_string().len() < 1000);
        assert_eq!(row.text, client().row(1).text);
    }
}
