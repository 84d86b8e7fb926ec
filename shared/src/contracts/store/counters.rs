//! Counters.

use super::{
    Change, Index, Key, Port, Query, Record, Refusal, add, body, commit, count, create, delete, eventually, json, put,
    read, record, refused, replace, require,
};

pub async fn a_counter_starts_at_0(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    assert_eq!(count(&store, &key).await, None);
    commit(&store, vec![add(&key, 0, None)]).await;
    assert_eq!(count(&store, &key).await, Some((0, 1)));
}

pub async fn each_addition_is_a_version(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for (n, expected) in [(3, (3, 1)), (4, (7, 2)), (0, (7, 3)), (1, (8, 4))] {
        commit(&store, vec![add(&key, n, None)]).await;
        assert_eq!(count(&store, &key).await, Some(expected));
    }
    assert_eq!(refused(&store, vec![require(&key, Some(3))]).await, ("require", Refusal::Stale));
    commit(&store, vec![delete(&key, 4)]).await;
    commit(&store, vec![add(&key, 1, None)]).await;
    assert_eq!(count(&store, &key).await, Some((1, 1)));
}

pub async fn an_addition_is_refused_above_the_bound(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for _ in 0..3 {
        commit(&store, vec![add(&key, 1, Some(3))]).await;
    }
    for amount in [1, 2, i64::MAX] {
        assert_eq!(refused(&store, vec![add(&key, amount, Some(3))]).await, ("add", Refusal::Exceeded));
    }
    assert_eq!(count(&store, &key).await, Some((3, 3)));
    commit(&store, vec![add(&key, 0, Some(3)), put(&pk, "beside")]).await;
    // What stands above the bound already may only go below it.
    commit(&store, vec![add(&key, 7, None)]).await;
    assert_eq!(refused(&store, vec![add(&key, -6, Some(3))]).await, ("add", Refusal::Exceeded));
    commit(&store, vec![add(&key, -7, Some(3))]).await;
    assert_eq!(count(&store, &key).await, Some((3, 6)));
}

pub async fn the_first_addition_is_refused_above_the_bound(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for (amount, most) in [(1, 0), (5, 4), (0, -1), (i64::MAX, 0)] {
        assert_eq!(refused(&store, vec![add(&key, amount, Some(most))]).await, ("add", Refusal::Exceeded));
        assert_eq!(read(&store, &key).await, None);
    }
    commit(&store, vec![add(&key, 4, Some(4))]).await;
    assert_eq!(count(&store, &key).await, Some((4, 1)));
}

pub async fn a_counter_may_go_down_and_below_0(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for (amount, expected) in [(-2, -2), (5, 3), (-3, 0)] {
        commit(&store, vec![add(&key, amount, Some(10))]).await;
        assert_eq!(count(&store, &key).await.unwrap().0, expected);
    }
}

pub async fn a_counter_keeps_its_kind_and_its_expiry(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    let add = |kind, expires| {
        let what = "add";
        vec![Change::Add { key: key.clone(), kind, amount: 1, at_most: Some(9), expires, what }]
    };
    commit(&store, add("attempts", Some(9_999_999_999))).await;
    commit(&store, add("other", None)).await;
    commit(&store, add("other", Some(9_999_999_998))).await;
    let found = read(&store, &key).await.unwrap();
    assert_eq!((found.kind.as_str(), &found.body), ("attempts", &body(json!({ "n": 3 }))));
}

pub async fn a_counter_may_be_replaced_and_counts_on(store: Port, pk: String) {
    let counter = record(&pk, "A", json!({}));
    commit(&store, vec![add(&counter.key, 5, None)]).await;
    commit(&store, vec![replace(&counter, 2, json!({ "n": 40, "note": "set" }))]).await;
    commit(&store, vec![add(&counter.key, 2, Some(42))]).await;
    assert_eq!(read(&store, &counter.key).await.unwrap().body, body(json!({ "n": 42, "note": "set" })));
    assert_eq!(refused(&store, vec![add(&counter.key, 1, Some(42))]).await, ("add", Refusal::Exceeded));
    commit(&store, vec![replace(&counter, 4, json!({ "note": "cleared" }))]).await;
    commit(&store, vec![add(&counter.key, 1, Some(1))]).await;
    assert_eq!(read(&store, &counter.key).await.unwrap().body, body(json!({ "n": 1, "note": "cleared" })));
}

pub async fn an_addition_to_a_record_keeps_what_it_holds(store: Port, pk: String) {
    let entry = Key::new(format!("{pk}#index"), "1");
    let indexes = [None, None, Some(entry.clone())];
    let holder = Record { indexes, ..record(&pk, "A", json!({ "name": "Jo", "list": [1] })) };
    commit(&store, vec![create(holder.clone())]).await;
    commit(&store, vec![add(&holder.key, 2, None)]).await;
    let found = read(&store, &holder.key).await.unwrap();
    let expected = body(json!({ "name": "Jo", "list": [1], "n": 2 }));
    assert_eq!((found.version, found.kind.as_str(), found.body), (2, "test", expected));
    eventually(&store, &Query { index: Some(Index::Three), ..Query::partition(&entry.pk) }, &["A"]).await;
}
