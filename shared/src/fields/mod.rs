//! Custom fields: what a workspace keeps about its clients besides what every firm does (C02).
//!
//! The definitions are one record of the workspace. Values stand at the client, under the field's id: a field can be renamed
//! without touching any client, and a new field never inherits the values of a removed one.

mod definition;
mod key;
mod values;

pub use definition::{
    CustomField, CustomFieldChanges, CustomFieldId, FieldOption, FieldType, NewCustomField, NewOption, OptionChange,
    OptionId,
};
pub use key::FieldKey;
pub use values::{FieldValue, FieldValues, SentValue};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    Error, Result,
    access::Viewer,
    records::{Entity, Place, Records, Stored},
    scope::Scope,
    text::fold,
};

/// All custom fields of a workspace, in one record and in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomFields {
    fields: Vec<CustomField>,
}

impl CustomFields {
    /// Most fields of one workspace.
    pub const MOST: usize = 50;
    /// Most bytes of all of them together.
    const MOST_BYTES: usize = 128 * 1024;

    /// The workspace's fields.
    pub async fn read(records: &Records<'_>) -> Result<Stored<Self>> {
        records.get_or(&(), Self::default).await
    }

    /// All of them, in order.
    pub fn all(&self) -> &[CustomField] {
        &self.fields
    }

    /// The field of this id.
    pub fn get(&self, id: CustomFieldId) -> Option<&CustomField> {
        self.fields.iter().find(|it| it.id == id)
    }

    /// The field of this key.
    pub fn keyed(&self, key: &str) -> Option<&CustomField> {
        self.fields.iter().find(|it| it.key.as_str() == key)
    }

    /// Where a field stands, from 0.
    pub fn position(&self, id: CustomFieldId) -> Option<usize> {
        self.fields.iter().position(|it| it.id == id)
    }

    /// Adds a field, last unless the caller says where.
    pub fn add(&mut self, scope: &Scope<'_>, new: NewCustomField) -> Result<CustomField> {
        if self.fields.len() >= Self::MOST {
            return Err(Error::WrongState(
                "A workspace has at most 50 custom fields. Change or remove one that exists.",
            ));
        }
        self.require_free_name(new.name.as_str(), None)?;
        let key = match new.key {
            Some(key) if self.keyed(key.as_str()).is_some() => {
                let message = "Another custom field has this key. Choose a different one.";
                return Err(Error::Taken { code: "custom_field_key_taken", field: "key", message });
            }
            Some(key) => key,
            None => FieldKey::from_name(&new.name, |it| self.keyed(it).is_none()),
        };
        let options = definition::options(scope, new.kind, &[], new.options.into_iter().map(Into::into).collect())?;
        let now = scope.now();
        let field = CustomField {
            id: scope.new_id(),
            key,
            name: new.name,
            kind: new.kind,
            options,
            created_at: now,
            updated_at: now,
        };
        let place = new.order.map_or(self.fields.len(), |it| it.min(self.fields.len()));
        self.fields.insert(place, field.clone());
        self.require_room()?;
        Ok(field)
    }

    /// Changes a field's name, options or place. Its key and its type stay: integrations and values rely on them.
    pub fn change(&mut self, scope: &Scope<'_>, id: CustomFieldId, wanted: CustomFieldChanges) -> Result<CustomField> {
        let from = self.position(id).ok_or(Error::NotFound(Self::NOUN))?;
        if let Some(name) = &wanted.name {
            self.require_free_name(name.as_str(), Some(id))?;
        }
        let mut field = self.fields[from].clone();
        if let Some(options) = wanted.options {
            field.options = definition::options(scope, field.kind, &field.options, options)?;
        }
        field.name = wanted.name.unwrap_or(field.name);
        field.updated_at = scope.now();
        self.fields.remove(from);
        let to = wanted.order.unwrap_or(from).min(self.fields.len());
        self.fields.insert(to, field.clone());
        self.require_room()?;
        Ok(field)
    }

    /// Removes a field. Clients no longer show their values of it, and lose them when their fields are next edited.
    pub fn remove(&mut self, id: CustomFieldId) -> Result<()> {
        let at = self.position(id).ok_or(Error::NotFound(Self::NOUN))?;
        self.fields.remove(at);
        Ok(())
    }

    /// They are one record, and the history of a change holds it twice.
    fn require_room(&self) -> Result<()> {
        if json!(self.fields).to_string().len() <= Self::MOST_BYTES {
            return Ok(());
        }
        let advice = "All custom fields of a workspace together hold 128 KB. Use fewer or shorter options.";
        Err(Error::invalid("options", "too_long", advice))
    }

    fn require_free_name(&self, name: &str, except: Option<CustomFieldId>) -> Result<()> {
        let folded = fold(name);
        if self.fields.iter().any(|it| fold(it.name.as_str()) == folded && Some(it.id) != except) {
            let message = "Another custom field has this name. Choose a different one.";
            return Err(Error::Taken { code: "custom_field_name_taken", field: "name", message });
        }
        Ok(())
    }
}

impl Entity for CustomFields {
    type Key = ();
    const KIND: &'static str = "fields";
    const NOUN: &'static str = "custom field";

    fn place((): &()) -> Place {
        Place::root("fields")
    }

    fn key(&self) {}

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn audited(&self) -> Option<String> {
        Some("fields".to_owned())
    }
}
