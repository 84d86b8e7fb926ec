//! Records as items of the table, and back.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue as Av;
use shared::ports::{Attributes, Index, Key, Position, Reading, Record, Source, StoreError};

/// An item, or a part of one, as the SDK takes it.
pub type Item = HashMap<String, Av>;

pub const PK: &str = "pk";
pub const SK: &str = "sk";
pub const KIND: &str = "kind";
pub const VERSION: &str = "ver";
pub const BODY: &str = "body";
pub const EXPIRES: &str = "ttl";
/// What a counter counts, taken out of the body.
pub const COUNT: &str = "n";
/// Which request wrote the item, where that may have to be told afterwards.
pub const MARK: &str = "mark";

/// An index by the names that the table has for it.
pub struct IndexNames {
    pub name: &'static str,
    pub pk: &'static str,
    pub sk: &'static str,
}

/// The indexes, by [`Index::ALL`].
pub const INDEXES: [IndexNames; 3] = [
    IndexNames { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" },
    IndexNames { name: "gsi2", pk: "gsi2pk", sk: "gsi2sk" },
    IndexNames { name: "gsi3", pk: "gsi3pk", sk: "gsi3sk" },
];

/// The names of one index.
pub const fn names(index: Index) -> &'static IndexNames {
    match index {
        Index::One => &INDEXES[0],
        Index::Two => &INDEXES[1],
        Index::Three => &INDEXES[2],
    }
}

pub fn text(text: impl Into<String>) -> Av {
    Av::S(text.into())
}

pub fn number(number: &impl ToString) -> Av {
    Av::N(number.to_string())
}

/// The key of the table.
pub fn place(key: &Key) -> Item {
    Item::from([(PK.to_owned(), text(&key.pk)), (SK.to_owned(), text(&key.sk))])
}

/// A record as the table keeps it.
pub fn encode(record: &Record) -> Result<Item, Source> {
    let mut item = place(&record.key);
    let mut body: Item = serde_dynamo::to_item(&record.body)?;
    if let Some(count) = body.remove(COUNT) {
        item.insert(COUNT.to_owned(), count);
    }
    item.insert(BODY.to_owned(), Av::M(body));
    item.insert(KIND.to_owned(), text(record.kind));
    item.insert(VERSION.to_owned(), number(&record.version));
    if let Some(expires) = record.expires {
        item.insert(EXPIRES.to_owned(), number(&expires));
    }
    for (names, key) in INDEXES.iter().zip(&record.indexes) {
        if let Some(key) = key {
            item.insert(names.pk.to_owned(), text(&key.pk));
            item.insert(names.sk.to_owned(), text(&key.sk));
        }
    }
    Ok(item)
}

/// An item of the table as a record that was read.
pub fn decode(item: Item) -> Result<Reading, StoreError> {
    reading(item).map_err(StoreError::Broken)
}

fn reading(mut item: Item) -> Result<Reading, Source> {
    let Some(Av::M(mut body)) = item.remove(BODY) else { return Err("an item has no body".into()) };
    if let Some(count) = item.remove(COUNT) {
        body.insert(COUNT.to_owned(), count);
    }
    let body: Attributes = serde_dynamo::from_item(body)?;
    let version = match item.remove(VERSION) {
        Some(Av::N(version)) => version.parse()?,
        _ => return Err("an item has no version".into()),
    };
    let kind = take(&mut item, KIND)?;
    Ok(Reading { key: key(&mut item, PK, SK)?, kind, version, body })
}

/// Where a listing of an index, or of the table, goes on.
pub fn start(position: &Position, index: Option<Index>) -> Item {
    let mut item = place(&position.key);
    if let (Some(index), Some(key)) = (index, &position.index) {
        item.insert(names(index).pk.to_owned(), text(&key.pk));
        item.insert(names(index).sk.to_owned(), text(&key.sk));
    }
    item
}

/// Where a listing of an index, or of the table, stopped.
pub fn position(mut item: Item, index: Option<Index>) -> Result<Position, StoreError> {
    let index = index.map(|index| key(&mut item, names(index).pk, names(index).sk)).transpose();
    let position = |item: &mut Item| Ok(Position { index: index?, key: key(item, PK, SK)? });
    position(&mut item).map_err(StoreError::Broken)
}

fn key(item: &mut Item, pk: &str, sk: &str) -> Result<Key, Source> {
    Ok(Key { pk: take(item, pk)?, sk: take(item, sk)? })
}

fn take(item: &mut Item, name: &str) -> Result<String, Source> {
    match item.remove(name) {
        Some(Av::S(text)) => Ok(text),
        _ => Err(format!("an item has no `{name}`").into()),
    }
}
