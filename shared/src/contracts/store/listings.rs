//! Listings of the table itself.

use super::{
    Index, Key, Port, Position, Query, Rows, StoreError, all, commit, create, delete, fill, json, page, places, put,
    record,
};

/// Places in byte order of their UTF-8, which differs from the order of UTF-16 and of people.
const ORDERED: [&str; 15] =
    ["\u{1}", " ", "#", "1", "10", "2", "A", "AB", "B", "Z", "a", "é", "\u{e000}", "\u{ffee}", "\u{10000}"];

pub async fn a_partition_is_listed_in_byte_order(store: Port, pk: String) {
    let mut shuffled = ORDERED;
    shuffled.reverse();
    shuffled.swap(2, 9);
    fill(&store, &pk, &shuffled).await;
    fill(&store, &format!("{pk}neighbour"), &["B"]).await;
    assert_eq!(places(&all(&store, &Query::partition(&pk)).await), ORDERED);
    let mut backwards = ORDERED;
    backwards.reverse();
    let query = Query { descending: true, ..Query::partition(&pk) };
    assert_eq!(places(&all(&store, &query).await), backwards);
}

pub async fn an_empty_partition_lists_nothing(store: Port, pk: String) {
    for index in [None, Some(Index::One), Some(Index::Two), Some(Index::Three)] {
        let listed = page(&store, &Query { index, ..Query::partition(&pk) }).await;
        assert_eq!(listed, Rows { rows: Vec::new(), next: None });
    }
}

pub async fn a_prefix_lists_what_starts_with_it(store: Port, pk: String) {
    fill(&store, &pk, &["a", "a#", "a#1", "a#2", "a#\u{10ffff}x", "a$", "b", "b#1"]).await;
    let of = |prefix: &str, descending| Query { prefix: prefix.to_owned(), descending, ..Query::partition(&pk) };
    assert_eq!(places(&all(&store, &of("a#", false)).await), ["a#", "a#1", "a#2", "a#\u{10ffff}x"]);
    assert_eq!(places(&all(&store, &of("a#", true)).await), ["a#\u{10ffff}x", "a#2", "a#1", "a#"]);
    assert_eq!(places(&all(&store, &of("b#1", false)).await), ["b#1"]);
    assert_eq!(places(&all(&store, &of("b#10", false)).await), [""; 0]);
}

pub async fn a_prefix_is_taken_literally(store: Port, pk: String) {
    fill(&store, &pk, &["%", "%a", "*", "*a", "?a", "A", "[a", "\\a", "_", "_a", "a"]).await;
    for (prefix, expected) in [("%", vec!["%", "%a"]), ("_", vec!["_", "_a"]), ("*", vec!["*", "*a"]), ("A", vec!["A"])]
    {
        let query = Query { prefix: prefix.to_owned(), ..Query::partition(&pk) };
        assert_eq!(places(&all(&store, &query).await), expected);
    }
}

pub async fn a_start_lists_what_stands_at_it_or_after(store: Port, pk: String) {
    fill(&store, &pk, &["a", "b", "bb", "c"]).await;
    let of = |from: &str, descending| Query { from: Some(from.to_owned()), descending, ..Query::partition(&pk) };
    for (from, expected) in [("", vec!["a", "b", "bb", "c"]), ("b", vec!["b", "bb", "c"]), ("ba", vec!["bb", "c"])] {
        assert_eq!(places(&all(&store, &of(from, false)).await), expected);
        let backwards: Vec<&str> = expected.into_iter().rev().collect();
        assert_eq!(places(&all(&store, &of(from, true)).await), backwards);
    }
    assert_eq!(places(&all(&store, &of("d", false)).await), [""; 0]);
}

pub async fn a_prefix_and_a_start_are_combined(store: Port, pk: String) {
    // `B` is the first text behind all that starts with `A`; it must not be listed with them.
    fill(&store, &pk, &["A", "A1", "A2", "A2x", "A3", "A\u{10ffff}\u{10ffff}", "B", "B1"]).await;
    let of = |prefix: &str, from: &str| Query {
        prefix: prefix.to_owned(),
        from: Some(from.to_owned()),
        ..Query::partition(&pk)
    };
    let cases = [
        (of("A", "A2"), vec!["A2", "A2x", "A3", "A\u{10ffff}\u{10ffff}"]),
        (of("A", ""), vec!["A", "A1", "A2", "A2x", "A3", "A\u{10ffff}\u{10ffff}"]),
        (of("A", "A"), vec!["A", "A1", "A2", "A2x", "A3", "A\u{10ffff}\u{10ffff}"]),
        (of("A2", "A1"), vec!["A2", "A2x"]),
        (of("A2", "A2a"), vec!["A2x"]),
        (of("A", "B"), vec![]),
        (of("B", "A3"), vec!["B", "B1"]),
        (of("A\u{10ffff}", "A\u{10ffff}\u{10ffff}"), vec!["A\u{10ffff}\u{10ffff}"]),
    ];
    for (query, expected) in cases {
        for limit in [1, 2, 100] {
            let forwards = Query { limit, ..query.clone() };
            assert_eq!(places(&all(&store, &forwards).await), expected, "{forwards:?}");
            let backwards = Query { descending: true, ..forwards };
            let expected: Vec<&str> = expected.iter().copied().rev().collect();
            assert_eq!(places(&all(&store, &backwards).await), expected, "{backwards:?}");
        }
    }
}

pub async fn pages_continue_exactly_where_they_stopped(store: Port, pk: String) {
    let names: Vec<String> = (0..23).map(|n| format!("{n:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    fill(&store, &pk, &names).await;
    for limit in [1, 2, 5, 22, 23, 24] {
        for descending in [false, true] {
            let query = Query { descending, limit, ..Query::partition(&pk) };
            let expected: Vec<&str> = if descending { names.iter().copied().rev().collect() } else { names.clone() };
            assert_eq!(places(&all(&store, &query).await), expected, "pages of {limit}");
        }
    }
}

pub async fn pages_are_full(store: Port, pk: String) {
    fill(&store, &pk, &["a", "b", "c", "d", "e"]).await;
    let mut query = Query { limit: 2, ..Query::partition(&pk) };
    for expected in [vec!["a", "b"], vec!["c", "d"], vec!["e"]] {
        let listed = page(&store, &query).await;
        assert_eq!(places(&listed.rows), expected);
        assert_eq!(listed.next.is_some(), expected.len() == 2);
        query.after = listed.next;
    }
    // There may be more when a page ends with the last record, and then there is not.
    let exact = page(&store, &Query { limit: 5, ..Query::partition(&pk) }).await;
    assert_eq!(exact.next.as_ref().map(|it| it.key.sk.as_str()), Some("e"));
    let rest = page(&store, &Query { after: exact.next, ..Query::partition(&pk) }).await;
    assert_eq!(rest, Rows { rows: Vec::new(), next: None });
}

pub async fn a_page_goes_on_beyond_a_megabyte(store: Port, pk: String) {
    for n in 0..12 {
        commit(&store, vec![create(record(&pk, &format!("{n:02}"), json!({ "text": "x".repeat(250_000) })))]).await;
    }
    let listed = page(&store, &Query { limit: 10, ..Query::partition(&pk) }).await;
    assert_eq!(listed.rows.len(), 10);
    let rest = page(&store, &Query { after: listed.next, ..Query::partition(&pk) }).await;
    assert_eq!(places(&rest.rows), ["10", "11"]);
}

pub async fn a_position_outlives_its_record(store: Port, pk: String) {
    fill(&store, &pk, &["a", "b", "c", "d"]).await;
    let first = page(&store, &Query { limit: 2, ..Query::partition(&pk) }).await;
    commit(&store, vec![delete(&Key::new(&pk, "b"), 1), delete(&Key::new(&pk, "c"), 1), put(&pk, "bb")]).await;
    let rest = Query { after: first.next, ..Query::partition(&pk) };
    assert_eq!(places(&all(&store, &rest).await), ["bb", "d"]);
}

pub async fn a_position_survives_a_round_trip_through_json(store: Port, pk: String) {
    fill(&store, &pk, &["a", "é\u{0}\"", "ü"]).await;
    let first = page(&store, &Query { limit: 2, ..Query::partition(&pk) }).await;
    let text = serde_json::to_string(&first.next).unwrap();
    let after: Option<Position> = serde_json::from_str(&text).unwrap();
    assert_eq!(after, first.next);
    assert_eq!(places(&page(&store, &Query { after, ..Query::partition(&pk) }).await.rows), ["ü"]);
}

pub async fn a_position_of_another_listing_is_broken(store: Port, pk: String) {
    fill(&store, &pk, &["a", "b"]).await;
    let key = Key::new(&pk, "a");
    let plain = Position { key: key.clone(), index: None };
    let of_index = Position { key: key.clone(), index: Some(key) };
    let elsewhere = Query::partition(format!("{pk}elsewhere"));
    let bad = [
        Query { after: Some(plain.clone()), ..elsewhere },
        Query { after: Some(plain.clone()), prefix: "b".to_owned(), ..Query::partition(&pk) },
        Query { after: Some(plain.clone()), from: Some("b".to_owned()), ..Query::partition(&pk) },
        Query { after: Some(plain), index: Some(Index::One), ..Query::partition(&pk) },
        Query { after: Some(of_index), ..Query::partition(&pk) },
    ];
    for query in bad {
        assert!(matches!(store.query(&query).await, Err(StoreError::Broken(_))), "{query:?}");
    }
}
