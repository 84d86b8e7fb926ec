//! Commits that are refused.

use super::{
    Change, CommitError, Key, Port, Query, Record, Refusal, add, all, body, commit, create, delete, fill, json, places,
    put, read, record, refused, replace, require,
};

/// The change alone, and beside another: they take different ways to the table.
fn alone_and_beside(pk: &str, change: &Change) -> [Vec<Change>; 2] {
    [vec![change.clone()], vec![put(pk, "beside"), change.clone()]]
}

pub async fn a_create_is_refused_where_something_lives(store: Port, pk: String) {
    fill(&store, &pk, &["A"]).await;
    for changes in alone_and_beside(&pk, &put(&pk, "A")) {
        assert_eq!(refused(&store, changes).await, ("create", Refusal::Taken));
    }
    assert_eq!(places(&all(&store, &Query::partition(&pk)).await), ["A"]);
}

pub async fn a_create_is_refused_where_something_expired_lives(store: Port, pk: String) {
    let first = Record { expires: Some(40_000_000), ..record(&pk, "A", json!({})) };
    commit(&store, vec![create(first.clone())]).await;
    // It may have vanished already, but as long as it is read it must be in the way.
    if read(&store, &first.key).await.is_some() {
        let second = store.commit(vec![create(first.clone())]).await;
        let vanished = second.is_ok();
        let taken = matches!(second, Err(CommitError::Refused { refusal: Refusal::Taken, .. }));
        assert!(taken || vanished, "{second:?}");
    }
}

pub async fn a_replace_is_refused_unless_it_follows_the_stored_version(store: Port, pk: String) {
    let first = record(&pk, "A", json!({ "is": "first" }));
    let missing = record(&pk, "missing", json!({}));
    commit(&store, vec![create(first.clone())]).await;
    commit(&store, vec![replace(&first, 2, json!({ "is": "second" }))]).await;
    let stale = [replace(&first, 2, json!({})), replace(&first, 4, json!({})), replace(&missing, 2, json!({}))];
    for changes in stale.iter().flat_map(|it| alone_and_beside(&pk, it)) {
        assert_eq!(refused(&store, changes).await, ("replace", Refusal::Stale));
    }
    assert_eq!(read(&store, &first.key).await.unwrap().body, body(json!({ "is": "second" })));
    assert_eq!(read(&store, &missing.key).await, None);
}

pub async fn a_delete_is_refused_unless_it_names_the_stored_version(store: Port, pk: String) {
    let first = record(&pk, "A", json!({}));
    commit(&store, vec![create(first.clone())]).await;
    commit(&store, vec![replace(&first, 2, json!({}))]).await;
    let stale = [delete(&first.key, 1), delete(&first.key, 3), delete(&Key::new(&pk, "missing"), 1)];
    for changes in stale.iter().flat_map(|it| alone_and_beside(&pk, it)) {
        assert_eq!(refused(&store, changes).await, ("delete", Refusal::Stale));
    }
    assert_eq!(read(&store, &first.key).await.unwrap().version, 2);
}

pub async fn a_require_is_refused_where_nothing_lives(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for changes in [None, Some(1)].iter().flat_map(|version| alone_and_beside(&pk, &require(&key, *version))) {
        assert_eq!(refused(&store, changes).await, ("require", Refusal::Gone));
    }
    assert_eq!(all(&store, &Query::partition(&pk)).await, []);
}

pub async fn a_require_is_refused_when_the_version_is_another(store: Port, pk: String) {
    fill(&store, &pk, &["A"]).await;
    for changes in alone_and_beside(&pk, &require(&Key::new(&pk, "A"), Some(2))) {
        assert_eq!(refused(&store, changes).await, ("require", Refusal::Stale));
    }
}

pub async fn a_require_changes_nothing(store: Port, pk: String) {
    fill(&store, &pk, &["A"]).await;
    let key = Key::new(&pk, "A");
    let before = read(&store, &key).await;
    for version in [None, Some(1)] {
        commit(&store, vec![require(&key, version)]).await;
        assert_eq!(read(&store, &key).await, before);
    }
}

pub async fn a_refusal_names_the_first_change_that_is_refused(store: Port, pk: String) {
    let there = record(&pk, "there", json!({}));
    commit(&store, vec![create(there.clone()), add(&Key::new(&pk, "full"), 3, None)]).await;
    let missing = |n: u32| Key::new(&pk, format!("missing {n}"));
    let bad = [
        (Change::Create { record: there.clone(), what: "a" }, Refusal::Taken),
        (
            Change::Replace { record: Record { key: missing(1), version: 2, ..there.clone() }, what: "b" },
            Refusal::Stale,
        ),
        (Change::Delete { key: missing(2), version: 1, what: "c" }, Refusal::Stale),
        (Change::Require { key: missing(3), version: None, what: "d" }, Refusal::Gone),
        (Change::Require { key: missing(4), version: Some(1), what: "e" }, Refusal::Gone),
    ];
    // Each of them first once, behind a change that is fine and before all others.
    for first in 0..bad.len() {
        let mut changes = vec![put(&pk, "fine"), add(&Key::new(&pk, "full"), 1, Some(4))];
        changes.extend((0..bad.len()).map(|n| bad[(first + n) % bad.len()].0.clone()));
        assert_eq!(refused(&store, changes).await, (bad[first].0.what(), bad[first].1));
    }
    let exceeded = vec![put(&pk, "fine"), add(&Key::new(&pk, "full"), 1, Some(3)), bad[0].0.clone()];
    assert_eq!(refused(&store, exceeded).await, ("add", Refusal::Exceeded));
}

pub async fn a_refused_commit_changes_nothing(store: Port, pk: String) {
    let old = record(&pk, "old", json!({ "is": 1 }));
    let counter = Key::new(&pk, "counter");
    commit(&store, vec![create(old.clone()), put(&pk, "going"), add(&counter, 1, None)]).await;
    let before = all(&store, &Query::partition(&pk)).await;
    let fine = [
        put(&pk, "new"),
        replace(&old, 2, json!({ "is": 2 })),
        delete(&Key::new(&pk, "going"), 1),
        add(&counter, 5, None),
    ];
    // Wherever it stands, the one that is refused takes all others with it.
    for at in 0..=fine.len() {
        let mut changes = fine.to_vec();
        changes.insert(at, require(&Key::new(&pk, "missing"), None));
        assert_eq!(refused(&store, changes).await, ("require", Refusal::Gone));
        assert_eq!(all(&store, &Query::partition(&pk)).await, before);
    }
}
