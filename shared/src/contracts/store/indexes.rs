//! Listings of the indexes.

use super::{
    Change, Duration, Index, Key, NO_INDEX, Port, Query, Record, all, body, commit, create, delete, eventually, json,
    places, put, record, replace,
};

/// A record that an index lists in `partition` at `place`.
fn indexed(pk: &str, sk: &str, index: Index, partition: &str, place: &str) -> Record {
    let mut indexes = NO_INDEX;
    let at = Index::ALL.iter().position(|it| *it == index).unwrap();
    indexes[at] = Some(Key::new(partition, place));
    Record { indexes, ..record(pk, sk, json!({ "at": place })) }
}

pub async fn an_index_lists_the_records_that_name_it(store: Port, pk: String) {
    let list = format!("{pk}#list");
    let one = indexed(&format!("{pk}a"), "A", Index::One, &list, "2");
    let two = indexed(&format!("{pk}b"), "B", Index::One, &list, "1");
    let elsewhere = indexed(&pk, "C", Index::One, &format!("{list}x"), "1");
    commit(&store, vec![create(one), create(two), create(elsewhere), put(&pk, "D")]).await;
    let query = Query { index: Some(Index::One), ..Query::partition(&list) };
    eventually(&store, &query, &["B", "A"]).await;
    let listed = all(&store, &query).await;
    let expected = (Key::new(format!("{pk}b"), "B"), "test", 1, body(json!({ "at": "1" })));
    assert_eq!((listed[0].key.clone(), listed[0].kind.as_str(), listed[0].version, listed[0].body.clone()), expected);
}

pub async fn the_three_indexes_are_apart(store: Port, pk: String) {
    let key = |n: u32| Some(Key::new(format!("{pk}#list"), format!("{n}")));
    let every = Record { indexes: [key(1), key(2), key(3)], ..record(&pk, "every", json!({})) };
    let first = indexed(&pk, "first", Index::One, &format!("{pk}#list"), "9");
    let last = indexed(&pk, "last", Index::Three, &format!("{pk}#list"), "0");
    commit(&store, vec![create(every), create(first), create(last)]).await;
    let expected: [&[&str]; 3] = [&["every", "first"], &["every"], &["last", "every"]];
    for (index, expected) in Index::ALL.into_iter().zip(expected) {
        let query = Query { index: Some(index), ..Query::partition(format!("{pk}#list")) };
        eventually(&store, &query, expected).await;
    }
}

pub async fn an_index_is_listed_in_byte_order_with_prefix_and_start(store: Port, pk: String) {
    let list = format!("{pk}#list");
    let ordered = ["A", "a#1", "a#2", "a#é", "a#\u{ffee}", "a#\u{10000}", "a$", "b"];
    let records = ordered.iter().rev().map(|place| create(indexed(&pk, place, Index::Two, &list, place)));
    commit(&store, records.collect()).await;
    let query = Query { index: Some(Index::Two), ..Query::partition(&list) };
    eventually(&store, &query, &ordered).await;
    let part = Query { prefix: "a#".to_owned(), from: Some("a#2".to_owned()), ..query };
    for limit in [1, 3, 100] {
        let forwards = Query { limit, ..part.clone() };
        assert_eq!(places(&all(&store, &forwards).await), ["a#2", "a#é", "a#\u{ffee}", "a#\u{10000}"]);
        let backwards = Query { descending: true, ..forwards };
        assert_eq!(places(&all(&store, &backwards).await), ["a#\u{10000}", "a#\u{ffee}", "a#é", "a#2"]);
    }
}

pub async fn an_index_follows_replacements_and_deletions(store: Port, pk: String) {
    let list = format!("{pk}#list");
    let first = indexed(&pk, "A", Index::One, &list, "1");
    commit(&store, vec![create(first.clone()), create(indexed(&pk, "B", Index::One, &list, "2"))]).await;
    let query = Query { index: Some(Index::One), ..Query::partition(&list) };
    eventually(&store, &query, &["A", "B"]).await;
    let moved = indexed(&pk, "A", Index::One, &list, "3");
    commit(&store, vec![replace(&moved, 2, json!({ "at": "3" }))]).await;
    eventually(&store, &query, &["B", "A"]).await;
    let hidden = Record { indexes: NO_INDEX, ..moved };
    commit(&store, vec![replace(&hidden, 3, json!({}))]).await;
    eventually(&store, &query, &["B"]).await;
    commit(&store, vec![delete(&Key::new(&pk, "B"), 1)]).await;
    eventually(&store, &query, &[]).await;
}

pub async fn records_that_share_a_place_are_listed_each_once(store: Port, pk: String) {
    let list = format!("{pk}#list");
    let shared = |n: u32| indexed(&format!("{pk}{}", n % 4), &format!("{n:02}"), Index::Three, &list, "same");
    let mut records: Vec<Change> = (0..30).map(|n| create(shared(n))).collect();
    records.push(create(indexed(&pk, "before", Index::Three, &list, "early")));
    records.push(create(indexed(&pk, "behind", Index::Three, &list, "zlate")));
    commit(&store, records).await;
    let query = Query { index: Some(Index::Three), ..Query::partition(&list) };
    for _ in 0..100 {
        if all(&store, &query).await.len() == 32 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let order: Vec<Key> = all(&store, &query).await.into_iter().map(|it| it.key).collect();
    let mut distinct = order.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!((distinct.len(), order[0].sk.as_str(), order[31].sk.as_str()), (32, "before", "behind"));
    for limit in [1, 7, 31, 32] {
        let forwards = Query { limit, ..query.clone() };
        let listed: Vec<Key> = all(&store, &forwards).await.into_iter().map(|it| it.key).collect();
        assert_eq!(listed, order, "pages of {limit}");
        let backwards = Query { descending: true, ..forwards };
        let mut listed: Vec<Key> = all(&store, &backwards).await.into_iter().map(|it| it.key).collect();
        listed.sort();
        assert_eq!(listed, distinct, "pages of {limit}, backwards");
    }
}
