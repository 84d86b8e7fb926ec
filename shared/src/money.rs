//! Amounts of money: whole minor units of the workspace's currency, never fractions.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{BadText, coded};

/// A rate per hour, in whole minor units of the workspace's currency: 12,50 € are 1250 (C15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rate(u32);

impl Rate {
    /// The highest rate: a million of a currency with two decimal places.
    const MOST: u32 = 100_000_000;

    /// The amount in minor units.
    pub const fn minor_units(self) -> u32 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let fits = number.as_u64().and_then(|it| u32::try_from(it).ok()).filter(|it| *it <= Self::MOST);
        fits.map(Self).ok_or_else(|| {
            let advice = "Use whole minor units of the currency, such as cents, from 0 to 100,000,000.";
            serde::de::Error::custom(coded(&BadText::new("invalid_rate", advice)))
        })
    }
}

impl JsonSchema for Rate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Rate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": Self::MOST })
    }
}
