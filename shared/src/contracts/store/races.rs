//! Commits at the same moment.

use tokio::task::JoinSet;

use super::{
    Arc, Change, CommitError, Key, Port, Query, Refusal, add, all, body, commit, count, create, delete, json, page,
    places, put, read, record, replace,
};

/// Runs the commits at the same moment, and says how each ended.
async fn at_once(store: &Port, commits: Vec<Vec<Change>>) -> Vec<Result<(), CommitError>> {
    let start = Arc::new(tokio::sync::Barrier::new(commits.len()));
    let mut tasks = JoinSet::new();
    for changes in commits {
        let (store, start) = (Arc::clone(store), Arc::clone(&start));
        tasks.spawn(async move {
            start.wait().await;
            store.commit(changes).await
        });
    }
    tasks.join_all().await
}

/// Runs commits of which one may win; the others must be refused as `refusal`.
async fn one_wins(store: &Port, commits: Vec<Vec<Change>>, refusal: Refusal) {
    let ended = at_once(store, commits).await;
    let lost =
        |it: &&Result<(), CommitError>| matches!(it, Err(CommitError::Refused { refusal: it, .. }) if *it == refusal);
    let won = ended.iter().filter(|it| it.is_ok()).count();
    assert_eq!((won, ended.iter().filter(lost).count()), (1, ended.len() - 1), "{ended:?}");
}

pub async fn one_of_two_who_create_wins(store: Port, pk: String) {
    for round in 0..10 {
        let sk = round.to_string();
        let own = |n: u32| create(record(&pk, &sk, json!({ "by": n })));
        // Alone and beside another take different ways to the table.
        let beside = put(&format!("{pk}beside"), &sk);
        one_wins(&store, vec![vec![own(1)], vec![own(2)], vec![own(3), beside]], Refusal::Taken).await;
    }
}

pub async fn one_of_two_who_replace_wins(store: Port, pk: String) {
    let first = record(&pk, "A", json!({ "by": 0 }));
    commit(&store, vec![create(first.clone())]).await;
    for version in 2..12 {
        let by = |n: u32| replace(&first, version, json!({ "by": n }));
        let beside = put(&format!("{pk}beside"), &version.to_string());
        one_wins(&store, vec![vec![by(1)], vec![by(2)], vec![beside, by(3)]], Refusal::Stale).await;
        assert_eq!(read(&store, &first.key).await.unwrap().version, version);
    }
}

pub async fn one_of_two_who_delete_and_replace_wins(store: Port, pk: String) {
    for round in 0..10 {
        let first = record(&pk, &round.to_string(), json!({}));
        commit(&store, vec![create(first.clone())]).await;
        one_wins(&store, vec![vec![delete(&first.key, 1)], vec![replace(&first, 2, json!({}))]], Refusal::Stale).await;
    }
}

pub async fn no_addition_is_lost(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    for ended in at_once(&store, (0..40).map(|n| vec![add(&key, n, None)]).collect()).await {
        ended.unwrap();
    }
    assert_eq!(count(&store, &key).await, Some((780, 40)));
}

pub async fn a_bound_holds_against_many(store: Port, pk: String) {
    let key = Key::new(&pk, "A");
    let place = |n: u32| vec![add(&key, 1, Some(7)), put(&format!("{pk}places"), &format!("{n:02}"))];
    let ended = at_once(&store, (0..30).map(place).collect()).await;
    assert_eq!(ended.iter().filter(|it| it.is_ok()).count(), 7, "{ended:?}");
    let exceeded = |it: &&Result<(), CommitError>| {
        matches!(it, Err(CommitError::Refused { what: "add", refusal: Refusal::Exceeded }))
    };
    assert_eq!(ended.iter().filter(exceeded).count(), 23, "{ended:?}");
    assert_eq!(count(&store, &key).await, Some((7, 7)));
    assert_eq!(all(&store, &Query::partition(format!("{pk}places"))).await.len(), 7);
}

pub async fn commits_that_overlap_apply_in_some_order(store: Port, pk: String) {
    let key = |n: u32| Key::new(&pk, format!("{}", n % 5));
    // Each adds to two neighbours of a ring, in either order.
    let pair = |n: u32| {
        let mut changes = vec![add(&key(n), 1, None), add(&key(n + 1), 1, None)];
        if n.is_multiple_of(2) {
            changes.reverse();
        }
        changes
    };
    for ended in at_once(&store, (0..30).map(pair).collect()).await {
        ended.unwrap();
    }
    for n in 0..5 {
        assert_eq!(count(&store, &key(n)).await, Some((12, 12)));
    }
}

pub async fn a_claim_is_won_once(store: Port, pk: String) {
    let claim = |n: u32| {
        let claim = Change::Create { record: record(&pk, "claim", json!({ "by": n })), what: "email" };
        vec![put(&format!("{pk}people"), &n.to_string()), claim]
    };
    one_wins(&store, (0..10).map(claim).collect(), Refusal::Taken).await;
    let people = all(&store, &Query::partition(format!("{pk}people"))).await;
    let by = read(&store, &Key::new(&pk, "claim")).await.unwrap().body["by"].to_string();
    assert_eq!(places(&people), [by]);
}

pub async fn readers_see_each_record_whole(store: Port, pk: String) {
    let parts = |n: u64| json!({ "one": n, "text": "x".repeat(1000), "two": n });
    let pair = ["A", "B"].map(|sk| record(&pk, sk, parts(1)));
    commit(&store, pair.iter().cloned().map(create).collect()).await;
    let writer = tokio::spawn({
        let (store, pair) = (Arc::clone(&store), pair.clone());
        async move {
            for version in 2..30 {
                commit(&store, pair.iter().map(|it| replace(it, version, parts(version))).collect()).await;
            }
        }
    });
    while !writer.is_finished() {
        for found in page(&store, &Query::partition(&pk)).await.rows {
            assert_eq!(found.body, body(parts(found.version)));
        }
        // An adapter that never waits would keep the writer from its turn.
        tokio::task::yield_now().await;
    }
    writer.await.unwrap();
}
