//! What a custom field is.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FieldKey;
use crate::{
    Error, Result,
    error::FieldError,
    id::{Id, Kind},
    scope::Scope,
    text::{Line, Title, fold},
};

/// A custom field's identifier.
pub type CustomFieldId = Id<CustomField>;

impl Kind for CustomField {
    const PREFIX: &'static str = "field";
}

/// The identifier of an option of a select.
pub type OptionId = Id<FieldOption>;

impl Kind for FieldOption {
    const PREFIX: &'static str = "option";
}

/// What kind of values a custom field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A number, whole or not.
    Number,
    /// A day, as `2026-01-31`.
    Date,
    /// One of the options, as its id.
    SingleSelect,
    /// Some of the options, as their ids.
    MultiSelect,
    /// True or false.
    Checkbox,
    /// An address that starts with `https://` or `http://`.
    Url,
    /// An email address.
    Email,
    /// A phone number.
    PhoneNumber,
}

impl FieldType {
    /// Whether its values are chosen from options.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::SingleSelect | Self::MultiSelect)
    }
}

/// One of the values of a select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldOption {
    /// Its id: what values name.
    pub id: OptionId,
    /// What people read.
    pub label: Line,
}

/// A field that a workspace adds to its clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomField {
    /// Its id.
    pub id: CustomFieldId,
    /// Its name for programs.
    pub key: FieldKey,
    /// Its name for people.
    pub name: Title,
    /// What it takes.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The values of a select.
    #[serde(default)]
    pub options: Vec<FieldOption>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What makes a custom field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCustomField {
    /// Its name for people.
    pub name: Title,
    /// Its name for programs; made from the name if absent. It never changes.
    pub key: Option<FieldKey>,
    /// What it takes. It never changes.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The values of a select.
    #[serde(default)]
    pub options: Vec<NewOption>,
    /// Where it stands among the others, from 0; last if absent.
    pub order: Option<usize>,
}

/// An option that is new.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewOption {
    /// What people read.
    pub label: Line,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomFieldChanges {
    /// Its name for people.
    pub name: Option<Title>,
    /// All options it shall have, in order. Values of options that are left out no longer show.
    pub options: Option<Vec<OptionChange>>,
    /// Where it shall stand among the others, from 0.
    pub order: Option<usize>,
}

/// An option as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OptionChange {
    /// Which one; a new one if absent.
    pub id: Option<OptionId>,
    /// What people read.
    pub label: Line,
}

impl From<NewOption> for OptionChange {
    fn from(new: NewOption) -> Self {
        Self { id: None, label: new.label }
    }
}

/// Most options of one field.
const MOST_OPTIONS: usize = 100;

/// The options that a field shall have: those it has keep their ids.
pub(super) fn options(
    scope: &Scope<'_>,
    kind: FieldType,
    before: &[FieldOption],
    wanted: Vec<OptionChange>,
) -> Result<Vec<FieldOption>> {
    match (kind.has_options(), wanted.len()) {
        (false, 0) => return Ok(Vec::new()),
        (false, _) => return Err(Error::invalid("options", "not_applicable", "Only selects have options.")),
        (true, 0) => return Err(Error::invalid("options", "required", "Add at least one option.")),
        (true, 1..=MOST_OPTIONS) => (),
        (true, _) => return Err(Error::invalid("options", "too_many", "Use at most 100 options.")),
    }
    let mut wrong = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    let mut options: Vec<FieldOption> = Vec::new();
    for (n, option) in wanted.into_iter().enumerate() {
        let folded = fold(option.label.as_str());
        let mut refuse = |name: &str, code: &str, message: &str| {
            wrong.push(FieldError::new(format!("options[{n}].{name}"), code, message));
        };
        if folded.is_empty() {
            refuse("label", "required", "Enter what people shall read.");
        } else if labels.contains(&folded) {
            refuse("label", "duplicate", "Another option reads the same. Use different words.");
        }
        let known = |id: OptionId| before.iter().any(|it| it.id == id) && options.iter().all(|it| it.id != id);
        if option.id.is_some_and(|id| !known(id)) {
            refuse("id", "unknown_option", "There is no such option. Leave the id out to add a new one.");
        }
        labels.push(folded);
        options.push(FieldOption { id: option.id.unwrap_or_else(|| scope.new_id()), label: option.label });
    }
    if wrong.is_empty() { Ok(options) } else { Err(Error::Invalid(wrong)) }
}
