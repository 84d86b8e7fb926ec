//! What a store refuses before it is asked: the limits of one DynamoDB table, and requests that contradict themselves.

use std::{collections::HashSet, io};

use serde_json::{Number, Value};

use super::{Attributes, Change, Key, Query, StoreError};

/// The longest [`Key::pk`], in bytes.
const PARTITION: usize = 2048;
/// The longest [`Key::sk`], in bytes.
const PLACE: usize = 1024;
/// The most changes of a commit.
const CHANGES: usize = 100;
/// The largest body, in bytes of its JSON.
const BODY: usize = 400_000;
/// How many lists and maps of a body may lie inside each other.
const DEPTH: usize = 30;
/// The largest number, and with a minus the smallest.
const LARGEST: u64 = 1 << 53;
/// The most decimal places of a number.
const PLACES: usize = 6;
/// All bodies of a commit together, in bytes of their JSON.
const BODIES: usize = 4_000_000;

/// Refuses a commit that no adapter can keep: too many changes or too large, a bad key, a version that can't be.
pub fn check_commit(changes: &[Change]) -> Result<(), StoreError> {
    if changes.len() > CHANGES {
        return broken(format!("a commit of {} changes; at most {CHANGES} are possible", changes.len()));
    }
    let mut seen = HashSet::new();
    let mut total = 0;
    for change in changes {
        let key = change.key();
        check_key(key)?;
        if !seen.insert(key) {
            return broken(format!("two changes of `{}` in one commit", change.what()));
        }
        let record = match change {
            Change::Create { record, .. } if record.version == 1 => record,
            Change::Replace { record, .. } if record.version >= 2 => record,
            Change::Create { record, .. } | Change::Replace { record, .. } => {
                return broken(format!("a {} can't be written as version {}", record.kind, record.version));
            }
            Change::Delete { .. } | Change::Require { .. } | Change::Add { .. } => continue,
        };
        record.indexes.iter().flatten().try_for_each(check_key)?;
        if !record.body.iter().all(|(name, value)| !name.is_empty() && is_kept(value, DEPTH)) {
            return broken(format!(
                "a {} with a nameless or too deeply nested attribute, or a number out of range",
                record.kind
            ));
        }
        let size = json_size(&record.body)?;
        if size > BODY {
            return broken(format!("a {} of {size} bytes; at most {BODY} are possible", record.kind));
        }
        total += size;
    }
    if total > BODIES {
        return broken(format!("a commit of {total} bytes; at most {BODIES} are possible"));
    }
    Ok(())
}

/// Refuses a query that no adapter can answer: an empty partition or page, or a position of another listing.
pub fn check_query(query: &Query) -> Result<(), StoreError> {
    if query.pk.is_empty() || query.limit == 0 {
        return broken("a query of no partition or of no records".to_owned());
    }
    if let Some(after) = &query.after {
        let place = if query.index.is_some() { after.index.as_ref() } else { Some(&after.key) };
        let continues = place.is_some_and(|place| {
            let from = query.from.as_ref().is_none_or(|from| *from <= place.sk);
            place.pk == query.pk && place.sk.starts_with(&query.prefix) && from
        });
        if !continues || after.index.is_some() != query.index.is_some() {
            return broken("a position of another listing".to_owned());
        }
    }
    Ok(())
}

fn check_key(key: &Key) -> Result<(), StoreError> {
    match (key.pk.len(), key.sk.len()) {
        (1..=PARTITION, 1..=PLACE) => Ok(()),
        (pk, sk) => broken(format!("a key of {pk} and {sk} bytes; 1 to {PARTITION} and 1 to {PLACE} are possible")),
    }
}

/// Whether a value of a body can be kept: no attribute in it is without a name, and it is no deeper than `depth`.
fn is_kept(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(values) => 0 < depth && values.iter().all(|it| is_kept(it, depth - 1)),
        Value::Object(attributes) => {
            0 < depth && attributes.iter().all(|(name, it)| !name.is_empty() && is_kept(it, depth - 1))
        }
        Value::Number(number) => is_kept_number(number),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Whether a number is kept as it is: neither too large to be exact, nor with more decimal places than one means.
pub fn is_kept_number(number: &Number) -> bool {
    match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => whole.unsigned_abs() <= LARGEST,
        // The shortest decimal that is this number, never with an exponent.
        (None, Some(other)) if other.fract() != 0.0 => {
            let places = other.to_string().split_once('.').map_or(0, |(_, places)| places.len());
            places <= PLACES
        }
        (None, _) => false,
    }
}

/// The bytes of a value's JSON, counted without keeping them.
fn json_size(body: &Attributes) -> Result<usize, StoreError> {
    struct Count(usize);
    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    serde_json::to_writer(&mut count, body).map_err(|err| StoreError::Broken(err.into()))?;
    Ok(count.0)
}

fn broken(why: String) -> Result<(), StoreError> {
    Err(StoreError::Broken(why.into()))
}
