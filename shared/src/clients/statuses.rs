//! Statuses as the list of clients takes them: separated by commas (C06, C07).

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ClientStatus;
use crate::text::{BadText, coded};

/// Statuses to list, each once: `invited,active`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Statuses(Vec<ClientStatus>);

impl Statuses {
    /// The statuses, in the order in which people see them.
    pub fn into_vec(self) -> Vec<ClientStatus> {
        self.0
    }

    /// Whether none is named.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Statuses {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let parse = |word: &str| {
            serde_json::from_value::<ClientStatus>(word.into()).map_err(|_| {
                let advice = "Use notInvited, invited, active, deactivated or archived, separated by commas.";
                BadText::new("invalid_status", advice)
            })
        };
        let words = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        let wanted = words.map(parse).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(ClientStatus::ALL.into_iter().filter(|it| wanted.contains(it)).collect()))
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, status) in self.0.iter().enumerate() {
            f.write_str(if n > 0 { "," } else { "" })?;
            status.serialize(&mut *f)?;
        }
        Ok(())
    }
}

impl Serialize for Statuses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Statuses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|bad: BadText| serde::de::Error::custom(coded(&bad)))
    }
}

impl JsonSchema for Statuses {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Statuses".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c07_statuses_are_written_once_each_and_in_one_order() {
        let written = |text: &str| text.parse::<Statuses>().unwrap().to_string();
        assert_eq!(written(" archived, notInvited,,archived,"), "notInvited,archived");
        assert_eq!(written(""), "");
        assert_eq!("invited,gone".parse::<Statuses>().unwrap_err().code, "invalid_status");
    }
}
