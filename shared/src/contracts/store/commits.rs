//! Commits that are accepted, and those that can't be asked for.

use super::{
    Change, CommitError, Index, Key, NO_INDEX, Port, Query, Record, Refusal, StoreError, add, all, body, commit, count,
    create, delete, eventually, json, page, places, put, read, record, records::nested, refused, replace, require,
};

pub async fn a_commit_applies_every_change(store: Port, pk: String) {
    let old = record(&pk, "old", json!({ "is": 1 }));
    commit(&store, vec![create(old.clone()), put(&pk, "going"), put(&pk, "needed")]).await;
    let counter = Key::new(&pk, "counter");
    let changes = vec![
        put(&pk, "new"),
        replace(&old, 2, json!({ "is": 2 })),
        delete(&Key::new(&pk, "going"), 1),
        require(&Key::new(&pk, "needed"), Some(1)),
        add(&counter, 5, None),
    ];
    commit(&store, changes).await;
    assert_eq!(places(&all(&store, &Query::partition(&pk)).await), ["counter", "needed", "new", "old"]);
    assert_eq!(read(&store, &old.key).await.unwrap().body, body(json!({ "is": 2 })));
    assert_eq!(count(&store, &counter).await, Some((5, 1)));
}

pub async fn a_commit_of_nothing_succeeds(store: Port, _: String) {
    commit(&store, Vec::new()).await;
}

pub async fn a_commit_of_100_changes_applies_every_one(store: Port, pk: String) {
    let changes = (0..100).map(|n| put(&format!("{pk}{}", n % 7), &format!("{n:02}"))).collect();
    commit(&store, changes).await;
    let mut found = 0;
    for n in 0..7 {
        found += all(&store, &Query::partition(format!("{pk}{n}"))).await.len();
    }
    assert_eq!(found, 100);
}

pub async fn a_commit_of_100_changes_is_refused_as_a_whole(store: Port, pk: String) {
    let mut changes: Vec<Change> = (0..99).map(|n| put(&pk, &format!("{n:02}"))).collect();
    changes.push(require(&Key::new(&pk, "missing"), None));
    assert_eq!(refused(&store, changes).await, ("require", Refusal::Gone));
    assert_eq!(all(&store, &Query::partition(&pk)).await, []);
}

pub async fn a_large_commit_is_applied_as_a_whole(store: Port, pk: String) {
    let large = |n: usize| create(record(&pk, &n.to_string(), json!({ "text": "x".repeat(380_000) })));
    commit(&store, (0..10).map(large).collect()).await;
    assert_eq!(all(&store, &Query::partition(&pk)).await.len(), 10);
}

pub async fn versions_count_replacements(store: Port, pk: String) {
    let first = record(&pk, "A", json!({ "version": 1 }));
    commit(&store, vec![create(first.clone())]).await;
    for version in 2..6 {
        let change = replace(&first, version, json!({ "version": version }));
        // Alone and beside another take different ways to the table.
        let beside = (version % 2 == 0).then(|| put(&pk, &format!("beside {version}")));
        commit(&store, [change].into_iter().chain(beside).collect()).await;
        let found = read(&store, &first.key).await.unwrap();
        assert_eq!((found.version, &found.body["version"]), (version, &json!(version)));
    }
}

pub async fn a_replacement_forgets_what_it_does_not_name(store: Port, pk: String) {
    let entry = Key::new(format!("{pk}#index"), "1");
    let first = Record { indexes: [Some(entry.clone()), None, None], ..record(&pk, "A", json!({ "a": 1, "b": 2 })) };
    commit(&store, vec![create(first.clone())]).await;
    commit(&store, vec![replace(&Record { indexes: NO_INDEX, ..first.clone() }, 2, json!({ "b": 3 }))]).await;
    assert_eq!(read(&store, &first.key).await.unwrap().body, body(json!({ "b": 3 })));
    eventually(&store, &Query { index: Some(Index::One), ..Query::partition(&entry.pk) }, &[]).await;
}

pub async fn a_deleted_record_may_be_created_anew(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for round in 0..3 {
        commit(&store, vec![create(record(&pk, "A", json!({ "round": round })))]).await;
        let found = read(&store, &key).await.unwrap();
        assert_eq!((found.version, &found.body["round"]), (1, &json!(round)));
        commit(&store, vec![delete(&key, 1)]).await;
        assert_eq!(read(&store, &key).await, None);
    }
}

pub async fn a_commit_that_answered_is_seen_by_every_read(store: Port, pk: String) {
    for n in 0..20 {
        let sk = format!("{n:02}");
        let key = Key::new(&pk, &sk);
        commit(&store, vec![put(&pk, &sk), put(&format!("{pk}beside"), &sk)]).await;
        assert!(read(&store, &key).await.is_some());
        assert!(store.get_many(std::slice::from_ref(&key)).await.unwrap()[0].is_some());
        let newest = page(&store, &Query { descending: true, limit: 1, ..Query::partition(&pk) }).await;
        assert_eq!(newest.rows[0].key, key);
    }
}

pub async fn what_can_not_be_kept_is_broken(store: Port, pk: String) {
    let keyed = |pk: &str, sk: &str| create(record(pk, sk, json!({})));
    let text = |size: usize| json!({ "text": "x".repeat(size) });
    let indexed = Record { indexes: [None, Some(Key::new(&pk, "")), None], ..record(&pk, "A", json!({})) };
    let bad = [
        ("101 changes", (0..101).map(|n| put(&pk, &n.to_string())).collect()),
        ("one key twice", vec![put(&pk, "A"), require(&Key::new(&pk, "A"), None)]),
        ("no partition", vec![keyed("", "A")]),
        ("no place", vec![keyed(&pk, "")]),
        ("no place in an index", vec![create(indexed)]),
        ("a long partition", vec![keyed(&format!("{pk:x<2049}"), "A")]),
        ("a long place", vec![keyed(&pk, &"x".repeat(1025))]),
        ("a large body", vec![create(record(&pk, "A", text(400_001)))]),
        ("a large commit", (0..11).map(|n| create(record(&pk, &n.to_string(), text(370_000)))).collect()),
        ("a nameless attribute", vec![create(record(&pk, "A", json!({ "": 1 })))]),
        ("a nameless attribute within", vec![create(record(&pk, "A", json!({ "a": [{ "": 1 }] })))]),
        ("a deep body", vec![create(record(&pk, "A", json!({ "a": nested(31) })))]),
        ("a small number", vec![create(record(&pk, "A", json!({ "a": [1e-200] })))]),
        ("7 decimal places", vec![create(record(&pk, "A", json!({ "a": 0.000_000_1 })))]),
        ("a whole decimal", vec![create(record(&pk, "A", json!({ "a": 12.0 })))]),
        ("a large integer", vec![create(record(&pk, "A", json!({ "a": (1_i64 << 53) + 1 })))]),
        ("a first version 2", vec![create(Record { version: 2, ..record(&pk, "A", json!({})) })]),
        ("a next version 1", vec![replace(&record(&pk, "A", json!({})), 1, json!({}))]),
    ];
    for (name, changes) in bad {
        let answer = store.commit(changes).await;
        assert!(matches!(answer, Err(CommitError::Store(StoreError::Broken(_)))), "{name}: {answer:?}");
    }
    let no_rows = Query { limit: 0, ..Query::partition(&pk) };
    for query in [no_rows, Query::partition("")] {
        assert!(matches!(store.query(&query).await, Err(StoreError::Broken(_))), "{query:?}");
    }
    assert_eq!(all(&store, &Query::partition(&pk)).await, []);
}
