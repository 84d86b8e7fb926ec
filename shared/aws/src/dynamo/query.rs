//! Listing a partition.

use aws_sdk_dynamodb::{Client, types::ReturnConsumedCapacity};
use shared::ports::{Query, Rows, StoreError};

use super::{
    item::{self, Item},
    read_failure, units,
};

/// One page. The service ends an answer at 1 MB, so it may take several.
pub async fn page(client: &Client, table: &str, query: &Query) -> Result<Rows, StoreError> {
    let (pk, sk) = query.index.map_or((item::PK, item::SK), |it| (item::names(it).pk, item::names(it).sk));
    let Some(range) = Range::of(query) else { return Ok(Rows { rows: Vec::new(), next: None }) };
    let mut request = client
        .query()
        .table_name(table)
        .set_index_name(query.index.map(|it| item::names(it).name.to_owned()))
        .consistent_read(query.index.is_none())
        .scan_index_forward(!query.descending)
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .key_condition_expression(range.expression)
        .expression_attribute_names("#pk", pk)
        .expression_attribute_values(":pk", item::text(&query.pk));
    if !range.values.is_empty() {
        request = request.expression_attribute_names("#sk", sk);
    }
    for (name, value) in range.values {
        request = request.expression_attribute_values(name, item::text(value));
    }

    let mut rows = Vec::new();
    let mut start: Option<Item> = query.after.as_ref().map(|after| item::start(after, query.index));
    loop {
        let missing = i32::try_from(query.limit - rows.len()).unwrap_or(i32::MAX);
        let answer =
            request.clone().set_exclusive_start_key(start).limit(missing).send().await.map_err(read_failure)?;
        units::read(answer.consumed_capacity());
        for item in answer.items.unwrap_or_default() {
            let beyond = range.beyond.as_ref().is_some_and(|beyond| item.get(sk) == Some(&item::text(beyond)));
            if !beyond {
                rows.push(item::decode(item)?);
            }
        }
        start = answer.last_evaluated_key.filter(|it| !it.is_empty());
        match start {
            None => return Ok(Rows { rows, next: None }),
            Some(last) if rows.len() >= query.limit => {
                return Ok(Rows { rows, next: Some(item::position(last, query.index)?) });
            }
            Some(_) => {}
        }
    }
}

/// Which places a query asks for, as the service takes it: at most one condition on the sort key.
struct Range {
    expression: &'static str,
    values: Vec<(&'static str, String)>,
    /// A place that the condition includes and the query does not.
    beyond: Option<String>,
}

impl Range {
    /// The range of a query; none if nothing can be in it.
    fn of(query: &Query) -> Option<Self> {
        let prefix = query.prefix.as_str();
        let from = query.from.as_deref().filter(|from| prefix < *from);
        Some(match (prefix, from) {
            ("", None) => Self { expression: "#pk = :pk", values: Vec::new(), beyond: None },
            (prefix, None) => Self {
                expression: "#pk = :pk AND begins_with(#sk, :prefix)",
                values: vec![(":prefix", prefix.to_owned())],
                beyond: None,
            },
            // What starts with the prefix stands together; a start behind all of it leaves nothing.
            (prefix, Some(from)) if !from.starts_with(prefix) => return None,
            (prefix, Some(from)) => match successor(prefix) {
                None => Self {
                    expression: "#pk = :pk AND #sk >= :from",
                    values: vec![(":from", from.to_owned())],
                    beyond: None,
                },
                Some(end) => Self {
                    expression: "#pk = :pk AND #sk BETWEEN :from AND :end",
                    values: vec![(":from", from.to_owned()), (":end", end.clone())],
                    beyond: Some(end),
                },
            },
        })
    }
}

/// The first text behind all texts that start with `prefix`, if there is one.
fn successor(prefix: &str) -> Option<String> {
    let mut text = prefix.to_owned();
    while let Some(last) = text.pop() {
        // The range skips the surrogates, which are no characters.
        if let Some(next) = (last..=char::MAX).nth(1) {
            text.push(next);
            return Some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_successor_of_a_prefix_stands_behind_all_that_starts_with_it() {
        assert_eq!(successor("A#"), Some("A$".to_owned()));
        assert_eq!(successor("a\u{D7FF}"), Some("a\u{E000}".to_owned()));
        assert_eq!(successor("a\u{10FFFF}"), Some("b".to_owned()));
        assert_eq!(successor("\u{10FFFF}"), None);
        assert_eq!(successor(""), None);
    }
}
