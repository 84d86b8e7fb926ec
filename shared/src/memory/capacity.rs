//! What DynamoDB would count for the operations of the store in memory, by its published rules.
//!
//! Sizes: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>. Reads: one unit
//! for each 4 KB, half of one where the read need not see the latest write. Writes: one for each KB, twice that in a
//! transaction, and the writes that follow from it in the indexes.

use serde_json::Value;

use crate::ports::{Attributes, Key, Record, Units};

/// The bytes of a record, as an item of the table.
pub fn size(record: &Record) -> usize {
    let indexes = record.indexes.iter().flatten().map(|it| "gsi1pk".len() + "gsi1sk".len() + it.pk.len() + it.sk.len());
    let key = |key: &Key| "pk".len() + key.pk.len() + "sk".len() + key.sk.len();
    let expires = record.expires.map_or(0, |it| "ttl".len() + number(&it.to_string()));
    let kind = "kind".len() + record.kind.len() + "ver".len() + number(&record.version.to_string());
    key(&record.key) + indexes.sum::<usize>() + kind + expires + "body".len() + map(&record.body)
}

fn map(attributes: &Attributes) -> usize {
    3 + attributes.iter().map(|(name, it)| 1 + name.len() + value(it)).sum::<usize>()
}

fn value(it: &Value) -> usize {
    match it {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(it) => number(&it.to_string()),
        Value::String(it) => it.len(),
        Value::Array(values) => 3 + values.iter().map(|it| 1 + value(it)).sum::<usize>(),
        Value::Object(attributes) => map(attributes),
    }
}

/// One byte for each two digits, and one more; a sign takes another.
fn number(digits: &str) -> usize {
    let significant = digits.trim_start_matches('-').trim_end_matches('0').len();
    significant.div_ceil(2) + 1 + usize::from(digits.starts_with('-'))
}

/// Counts a read of so many bytes that sees the latest write: of one record, or of all that a query passes over.
pub fn read(bytes: usize) {
    Units { read: units(bytes, 4096), write: 0.0 }.count();
}

/// As [`read`], of an index, which may lag behind.
pub fn read_index(bytes: usize) {
    Units { read: units(bytes, 4096) / 2.0, write: 0.0 }.count();
}

/// Counts a write that leaves `after` where `before` was, alone or as one of several.
pub fn write(before: Option<&Record>, after: Option<&Record>, in_transaction: bool) {
    let larger = |before: Option<&Record>, after: Option<&Record>| {
        units(before.map_or(0, size).max(after.map_or(0, size)), 1024)
    };
    let mut written = larger(before, after) * if in_transaction { 2.0 } else { 1.0 };
    for n in 0..3 {
        let of = |record: Option<&Record>| record.and_then(|it| it.indexes[n].clone());
        written += match (of(before), of(after)) {
            (None, None) => 0.0,
            // It moves: it is removed at one place and put at another.
            (Some(old), Some(new)) if old != new => larger(before, None) + larger(None, after),
            _ => larger(before, after),
        };
    }
    Units { read: 0.0, write: written }.count();
}

/// Nothing costs less than the smallest unit.
fn units(bytes: usize, each: usize) -> f64 {
    u32::try_from(bytes.div_ceil(each).max(1)).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(bytes: usize, index: Option<&str>) -> Record {
        let Value::Object(body) = json!({ "text": "x".repeat(bytes) }) else { unreachable!("it is an object") };
        Record {
            key: Key::new("p", "s"),
            indexes: [index.map(|it| Key::new(it, "s")), None, None],
            kind: "test",
            version: 1,
            body,
            expires: None,
        }
    }

    async fn written(before: Option<Record>, after: Option<Record>, in_transaction: bool) -> Units {
        Units::of(async { write(before.as_ref(), after.as_ref(), in_transaction) }).await.1
    }

    #[test]
    fn a_size_is_that_of_all_names_and_values() {
        // pk, p, sk, s; kind, test; ver, 1; body, its 3, one attribute with 1, text, 10 bytes.
        assert_eq!(size(&record(10, None)), 6 + 8 + 5 + 4 + 3 + 1 + 4 + 10);
        assert_eq!(size(&record(10, Some("i"))) - size(&record(10, None)), 14);
    }

    #[tokio::test]
    async fn writes_count_by_the_larger_side_twice_in_a_transaction_and_once_more_for_each_index() {
        assert_eq!(written(None, Some(record(10, None)), false).await, Units { read: 0.0, write: 1.0 });
        assert_eq!(written(None, Some(record(10, None)), true).await, Units { read: 0.0, write: 2.0 });
        assert_eq!(
            written(Some(record(2000, None)), Some(record(10, None)), false).await,
            Units { read: 0.0, write: 2.0 }
        );
        assert_eq!(written(None, Some(record(10, Some("i"))), true).await, Units { read: 0.0, write: 3.0 });
        assert_eq!(
            written(Some(record(10, Some("i"))), Some(record(10, Some("j"))), true).await,
            Units { read: 0.0, write: 4.0 }
        );
        assert_eq!(written(Some(record(10, Some("i"))), None, false).await, Units { read: 0.0, write: 2.0 });
    }

    #[tokio::test]
    async fn reads_count_by_four_kilobytes() {
        let ((), units) = Units::of(async {
            read(0);
            read(4097);
            read_index(1);
        })
        .await;
        assert_eq!(units, Units { read: 3.5, write: 0.0 });
    }
}
