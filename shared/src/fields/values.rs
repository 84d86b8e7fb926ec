//! What clients have in custom fields.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{Map, Number, Value, json};

use super::{CustomField, CustomFieldId, CustomFields, FieldType, OptionId};
use crate::{
    Error, Result,
    error::FieldError,
    ports::is_kept_number,
    text::{BadText, Email, Line, Markdown},
};

/// A valid value of a custom field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Of a checkbox.
    Checked(bool),
    /// Of a number.
    Number(Number),
    /// Of whatever is written.
    Text(String),
    /// Of a select: what was chosen.
    Options(Vec<OptionId>),
}

/// What somebody sends for a custom field, fitting or not. It is no [`Value`]: that one reads a text as JSON of its own, beyond the
/// limit on nesting, where a key asks for it and any crate turns on `serde_json`'s `raw_value`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum SentValue {
    /// To remove the value.
    Null(()),
    /// For a checkbox.
    Bool(bool),
    /// For a number.
    Number(f64),
    /// For whatever is written, and for one option.
    Text(String),
    /// For several options.
    Texts(Vec<String>),
    /// For nothing.
    Other(IgnoredAny),
}

/// The values of one client, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldValues(BTreeMap<CustomFieldId, FieldValue>);

/// Most characters of a long text.
const LONG: usize = 5000;
/// Most bytes of all values of one client: they share its record with everything else.
const MOST_BYTES: usize = 64 * 1024;
/// The largest number, and with a minus the smallest: whole ones are exact up to here in every language.
const LARGEST: f64 = 9_007_199_254_740_991.0;

impl FieldValues {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over values by key; `null` and what is empty removes. All that is wrong is named at once.
    pub fn merge(&mut self, fields: &CustomFields, wanted: BTreeMap<String, SentValue>) -> Result<()> {
        let mut wrong = Vec::new();
        // Whatever belongs to a removed field goes with the first edit after it.
        self.0.retain(|id, _| fields.get(*id).is_some());
        for (key, value) in wanted {
            let refuse = |bad: &BadText| FieldError::new(format!("customFields.{key}"), bad.code, &*bad.message);
            let Some(field) = fields.keyed(&key) else {
                let message = "This workspace has no custom field of this key. Check its spelling.";
                wrong.push(refuse(&BadText::new("unknown_field", message)));
                continue;
            };
            match parse(field, &value) {
                Ok(Some(value)) => drop(self.0.insert(field.id, value)),
                Ok(None) => drop(self.0.remove(&field.id)),
                Err(bad) => wrong.push(refuse(&bad)),
            }
        }
        if wrong.is_empty() && json!(self.0).to_string().len() > MOST_BYTES {
            let message = "All custom fields of a client together hold 64 KB. Use shorter texts.";
            wrong.push(FieldError::new("customFields", "too_long", message));
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }

    /// The values by key, with what people read instead of options' ids.
    pub fn labelled(&self, fields: &CustomFields) -> Map<String, Value> {
        let label = |field: &CustomField, id: OptionId| {
            field.options.iter().find(|it| it.id == id).map(|it| it.label.to_string())
        };
        let read = |field: &CustomField, value: &FieldValue| match value {
            FieldValue::Options(chosen) => json!(chosen.iter().filter_map(|id| label(field, *id)).collect::<Vec<_>>()),
            other => json!(other),
        };
        let shown = |field: &CustomField| Some((field.key.to_string(), read(field, self.0.get(&field.id)?)));
        fields.all().iter().filter_map(shown).collect()
    }

    /// The values by key, as far as their fields and options exist.
    pub fn shown(&self, fields: &CustomFields) -> Map<String, Value> {
        let shown = |field: &CustomField| Some((field.key.to_string(), show(field, self.0.get(&field.id)?)?));
        fields.all().iter().filter_map(shown).collect()
    }
}

/// A value of a field, or nothing if it is empty.
fn parse(field: &CustomField, value: &SentValue) -> Result<Option<FieldValue>, BadText> {
    let bad = |message: &str| Err(BadText::new("invalid", message));
    match (field.kind, value) {
        (_, SentValue::Null(())) => Ok(None),
        (FieldType::Checkbox, SentValue::Bool(checked)) => Ok(Some(FieldValue::Checked(*checked))),
        (FieldType::Checkbox, _) => bad("Use true or false."),
        (FieldType::Number, SentValue::Number(value)) => number(*value).map(FieldValue::Number).map(Some),
        (FieldType::Number, _) => number(f64::NAN).map(FieldValue::Number).map(Some),
        (FieldType::SingleSelect, SentValue::Text(text)) if text.is_empty() => Ok(None),
        (FieldType::SingleSelect, SentValue::Text(text)) => Ok(Some(FieldValue::Options(vec![option(field, text)?]))),
        (FieldType::SingleSelect, _) => bad("Use the id of one option."),
        (FieldType::MultiSelect, SentValue::Texts(ids)) => {
            let chosen = ids.iter().map(|it| option(field, it)).collect::<Result<Vec<_>, _>>()?;
            // In the options' own order, each once.
            let chosen: Vec<_> = field.options.iter().map(|it| it.id).filter(|it| chosen.contains(it)).collect();
            Ok((!chosen.is_empty()).then_some(FieldValue::Options(chosen)))
        }
        (FieldType::MultiSelect, _) => bad("Use a list of ids of options."),
        (kind, SentValue::Text(text)) => match text.trim() {
            "" => Ok(None),
            text => written(kind, text).map(FieldValue::Text).map(Some),
        },
        _ => bad("Use a text."),
    }
}

fn number(number: f64) -> Result<Number, BadText> {
    // Whole numbers are kept as such: storage does not tell 12 from 12.0.
    #[expect(clippy::cast_possible_truncation, reason = "whole, and at most 2^53")]
    let whole = (number.fract() == 0.0 && number.abs() <= LARGEST).then_some(number as i64);
    let number = whole.map(Number::from).or_else(|| Number::from_f64(number)).filter(is_kept_number);
    number.ok_or_else(|| {
        BadText::new("invalid_number", "Enter a number of at most 6 decimal places, such as 12 or 12.5.")
    })
}

fn option(field: &CustomField, id: &str) -> Result<OptionId, BadText> {
    let found = id.parse().ok().filter(|id| field.options.iter().any(|it| it.id == *id));
    found.ok_or_else(|| BadText::new("unknown_option", "This is none of the options. Use the id of one."))
}

/// A text that its type takes.
fn written(kind: FieldType, text: &str) -> Result<String, BadText> {
    let line = || text.parse::<Line>().map(|it| it.to_string());
    match kind {
        FieldType::LongText if text.chars().count() > LONG => {
            Err(BadText::new("too_long", "Use at most 5,000 characters."))
        }
        FieldType::LongText => text.parse::<Markdown>().map(|it| it.to_string()),
        FieldType::Date => {
            let date = text.parse::<Date>().ok().filter(|it| it.to_string() == text);
            date.map(|it| it.to_string())
                .ok_or_else(|| BadText::new("invalid_date", "Enter a day as year, month and day: 2026-01-31."))
        }
        FieldType::Email => text.parse::<Email>().map(|it| it.to_string()),
        FieldType::Url => url(text),
        FieldType::PhoneNumber if text.bytes().filter(u8::is_ascii_digit).count() < 3 => {
            Err(BadText::new("invalid_phone", "Enter a phone number, such as +34 600 000 000."))
        }
        _ => line(),
    }
}

fn url(text: &str) -> Result<String, BadText> {
    let host = ["https://", "http://"].iter().find_map(|it| text.strip_prefix(it)).unwrap_or_default();
    let fits = !host.starts_with(['/', '?', '#', '.']) && !host.is_empty() && text.len() <= 2000;
    let fits = fits && !text.chars().any(|it| it.is_whitespace() || it.is_control() || "<>\"".contains(it));
    let advice = "Enter an address that starts with https:// or http://.";
    fits.then(|| text.to_owned()).ok_or_else(|| BadText::new("invalid_url", advice))
}

fn show(field: &CustomField, value: &FieldValue) -> Option<Value> {
    let FieldValue::Options(chosen) = value else { return Some(json!(value)) };
    let chosen: Vec<_> = field.options.iter().map(|it| it.id).filter(|it| chosen.contains(it)).collect();
    match (field.kind, chosen.as_slice()) {
        (_, []) => None,
        (FieldType::SingleSelect, [one, ..]) => Some(json!(one)),
        _ => Some(json!(chosen)),
    }
}
