//! Rows that several directories share, written as if each had its own.

use std::{
    collections::BTreeMap,
    fmt::{self, Formatter},
    sync::Arc,
};

use serde::{
    Deserializer, Serializer,
    de::{self, IgnoredAny},
};

use super::ClientRow;
use crate::clients::ClientId;

type Rows = BTreeMap<ClientId, Arc<ClientRow>>;

pub fn serialize<S: Serializer>(rows: &Rows, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(rows.iter().map(|(id, row)| (id, &**row)))
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Rows, D::Error> {
    struct Visitor;

    impl<'de> de::Visitor<'de> for Visitor {
        type Value = Rows;

        fn expecting(&self, to: &mut Formatter<'_>) -> fmt::Result {
            to.write_str("rows by their clients' ids")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Rows, A::Error> {
            let mut rows = Rows::new();
            // The id is in the row, too.
            while let Some((IgnoredAny, row)) = map.next_entry::<IgnoredAny, ClientRow>()? {
                rows.insert(row.id, Arc::new(row));
            }
            Ok(rows)
        }
    }

    from.deserialize_map(Visitor)
}
