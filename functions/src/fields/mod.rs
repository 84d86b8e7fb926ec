//! Endpoints of custom fields (C02).

pub mod create;
pub mod list;
pub mod remove;
pub mod update;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::fields::{CustomField, CustomFieldId, CustomFields, FieldOption, FieldType};

/// A field that the workspace adds to its clients.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CustomField")]
pub struct FieldView {
    /// Its id.
    id: CustomFieldId,
    /// Always `customField`.
    object: &'static str,
    /// Whom it describes: always `client`.
    entity_type: &'static str,
    /// Its name for programs: what stands in a client's `customFields`.
    key: String,
    /// Its name for people.
    name: String,
    /// What it takes.
    #[serde(rename = "type")]
    kind: FieldType,
    /// Where it stands among the others, from 0.
    order: usize,
    /// The values of a select.
    options: Vec<FieldOption>,
    /// When it was created.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

/// A field among all of them.
fn view(fields: &CustomFields, field: &CustomField) -> FieldView {
    FieldView {
        id: field.id,
        object: "customField",
        entity_type: "client",
        key: field.key.to_string(),
        name: field.name.to_string(),
        kind: field.kind,
        order: fields.position(field.id).unwrap_or_default(),
        options: field.options.clone(),
        created_at: field.created_at,
        updated_at: field.updated_at,
    }
}

#[cfg(test)]
mod tests;
