//! What the endpoints consume, as the test of their units wrote it.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use shared::ports::Source;

/// What everything consumes in a workspace of one size. Reads, then writes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Size {
    /// How many clients it has.
    pub clients: usize,
    /// The bytes of its directory's snapshot; 0 where there is none.
    pub snapshot_bytes: usize,
    /// What a page of clients consumes in a process that has just started.
    pub cold_list: (f64, f64),
    /// What each operation consumes in a process that has answered before.
    pub units: BTreeMap<String, (f64, f64)>,
}

/// Reads the file.
pub fn read(file: &Path) -> Result<Vec<Size>, Source> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

impl Size {
    /// The operations that consume more than a tenth more, or less, in `other`.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let differs = |a: f64, b: f64| (a - b).abs() > a.max(b) * 0.1;
        let pairs = self.units.iter().filter_map(|(name, one)| Some((name, one, other.units.get(name)?)));
        pairs
            .filter(move |(_, one, two)| differs(one.0, two.0) || differs(one.1, two.1))
            .map(|(name, ..)| name.as_str())
    }
}
