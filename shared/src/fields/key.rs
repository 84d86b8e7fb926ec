//! The name of a custom field for programs.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{BadText, Title, coded, fold};

/// A custom field's name for programs: `taxId`. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldKey(String);

impl FieldKey {
    const MOST: usize = 40;

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A free key for a field of this name: `Tax ID` becomes `taxId`.
    pub fn from_name(name: &Title, is_free: impl Fn(&str) -> bool) -> Self {
        let folded = fold(name.as_str());
        let words = folded.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
        let mut key = String::new();
        for word in words {
            let (first, rest) = word.split_at(1);
            key += &if key.is_empty() { first.to_owned() } else { first.to_uppercase() };
            key += rest;
        }
        if !key.starts_with(|it: char| it.is_ascii_lowercase()) {
            key.insert_str(0, "field");
        }
        key.truncate(Self::MOST - 2);
        let numbered = (2..).map(|n| format!("{key}{n}"));
        let mut names = std::iter::once(key.clone()).chain(numbered);
        Self(names.find(|it| is_free(it)).unwrap_or(key))
    }
}

impl FromStr for FieldKey {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let fits = text.len() <= Self::MOST
            && text.starts_with(|it: char| it.is_ascii_lowercase())
            && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        let advice = "Use up to 40 letters, digits and underscores, starting with a small letter: taxId.";
        fits.then(|| Self(text.to_owned())).ok_or_else(|| BadText::new("invalid_key", advice))
    }
}

impl<'de> Deserialize<'de> for FieldKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|bad: BadText| serde::de::Error::custom(coded(&bad)))
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl JsonSchema for FieldKey {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FieldKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[a-z][A-Za-z0-9_]{0,39}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c02_a_key_is_made_from_the_name_and_is_always_a_valid_one() {
        let taken = ["taxId", "taxId2"];
        let key = |name: &str| FieldKey::from_name(&name.parse().unwrap(), |it| !taken.contains(&it)).to_string();
        assert_eq!(key("Año fiscal"), "anoFiscal");
        assert_eq!(key("Tax ID"), "taxId3");
        assert_eq!(key("2nd contact"), "field2ndContact");
        assert_eq!(key("税番号"), "field");
        for name in ["Tax ID", "2nd contact", "税番号", &"long word ".repeat(12)] {
            assert!(key(name).parse::<FieldKey>().is_ok(), "{name}: {}", key(name));
        }
        for bad in ["", "Tax", "tax id", "2nd", "ñ", &"a".repeat(41)] {
            assert!(bad.parse::<FieldKey>().is_err(), "{bad}");
        }
    }
}
