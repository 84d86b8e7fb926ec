//! Rows that several directories share, written as if each had its own.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serializer};

use super::ClientRow;
use crate::clients::ClientId;

type Rows = BTreeMap<ClientId, Arc<ClientRow>>;

pub fn serialize<S: Serializer>(rows: &Rows, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(rows.iter().map(|(id, row)| (id, &**row)))
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Rows, D::Error> {
    let rows = BTreeMap::<ClientId, ClientRow>::deserialize(from)?;
    Ok(rows.into_iter().map(|(id, row)| (id, Arc::new(row))).collect())
}
