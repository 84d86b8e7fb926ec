//! What differs between two versions of a record.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{audit::FieldChange, ports::Attributes};

/// The fields that differ, by name.
pub(super) fn between(before: Option<&Attributes>, after: Option<&Attributes>) -> BTreeMap<String, FieldChange> {
    let names = before.into_iter().chain(after).flat_map(|it| it.keys());
    let value =
        |of: Option<&Attributes>, name: &str| of.and_then(|it| it.get(name)).filter(|it| !is_empty(it)).cloned();
    names
        .map(|name| (name.clone(), FieldChange { before: value(before, name), after: value(after, name) }))
        .filter(|(_, change)| change.before != change.after)
        .map(|(name, it)| (name, FieldChange { before: it.before.map(shortened), after: it.after.map(shortened) }))
        .collect()
}

/// Most bytes of a text in the history: an event holds several, before and after, and must fit into one record.
const LONG: usize = 32_000;

/// A value whose long text is cut: the history tells that it changed, and how it begins.
fn shortened(value: Value) -> Value {
    match value {
        Value::String(mut text) if text.len() > LONG => {
            text.truncate(text.floor_char_boundary(LONG));
            Value::String(text + "…")
        }
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let (before, after) =
            (object(json!({ "a": 1, "b": [], "c": "x" })), object(json!({ "a": 1, "c": "y", "d": null })));
        let diff = between(Some(&before), Some(&after));
        assert_eq!(diff.keys().collect::<Vec<_>>(), ["c"]);
        assert_eq!(diff["c"], FieldChange { before: Some(json!("x")), after: Some(json!("y")) });
    }

    #[test]
    fn u01_a_long_text_is_told_by_its_beginning() {
        let long = |last: &str| json!({ "a": "漢".repeat(LONG) + last }).as_object().unwrap().clone();
        let diff = between(Some(&long("1")), Some(&long("2")));
        let told = diff["a"].after.as_ref().unwrap().as_str().unwrap();
        assert!(told.len() <= LONG + "…".len() && told.ends_with("漢…"), "{}", told.len());
    }
}
