//! What the store in memory says that an operation consumes is what an engine counts that knows DynamoDB's rules as well: the
//! figures of the benchmarks and of the costs stand on it.

use std::sync::Arc;

use local::{database::Database, folder::Folder};
use serde_json::{Value, json};
use shared::{
    memory::MemoryStore,
    ports::{Change, Index, Key, Query, Record, Store, Units},
};

/// A record whose body has so many bytes, in an index if `listed`.
fn record(sk: &str, bytes: usize, listed: bool, version: u64) -> Record {
    let Value::Object(body) = json!({ "text": "x".repeat(bytes), "n": 12_345, "yes": true, "list": ["a", "b"] }) else {
        unreachable!("it is an object")
    };
    let index = listed.then(|| Key::new("consumed#list", sk));
    Record { key: Key::new("consumed#", sk), indexes: [index, None, None], kind: "test", version, body, expires: None }
}

/// Bodies below and above the sizes at which the next unit begins.
const SIZES: [usize; 5] = [10, 700, 1_200, 3_600, 9_000];

/// What each of some operations consumes, one after the other.
async fn consumed(store: Arc<dyn Store>) -> Vec<(String, Units)> {
    let mut all = Vec::new();
    let mut keys = Vec::new();
    for (n, bytes) in SIZES.into_iter().enumerate() {
        for listed in [false, true] {
            let sk = format!("{n}{listed}");
            let create = |version, bytes| record(&sk, bytes, listed, version);
            let one = vec![Change::Create { record: create(1, bytes), what: "test" }];
            all.push((format!("create {sk}"), Units::of(store.commit(one)).await));
            let larger = vec![Change::Replace { record: create(2, bytes + 500), what: "test" }];
            all.push((format!("replace {sk}"), Units::of(store.commit(larger)).await));
            let also = record(&format!("{sk}+"), bytes, listed, 1);
            let two = vec![
                Change::Replace { record: create(3, bytes), what: "test" },
                Change::Create { record: also.clone(), what: "test" },
            ];
            all.push((format!("two at once {sk}"), Units::of(store.commit(two)).await));
            let delete = vec![Change::Delete { key: also.key, version: 1, what: "test" }];
            all.push((format!("delete {sk}"), Units::of(store.commit(delete)).await));
            keys.push(Key::new("consumed#", &sk));
        }
    }
    let mut told: Vec<(String, Units)> = all
        .into_iter()
        .map(|(what, (done, units))| {
            done.unwrap();
            (what, units)
        })
        .collect();
    keys.push(Key::new("consumed#", "nothing"));
    for key in &keys {
        let (read, units) = Units::of(store.get(key)).await;
        read.unwrap();
        told.push((format!("get {}", key.sk), units));
    }
    told.push(("get all".to_owned(), Units::of(store.get_many(&keys)).await.1));
    for limit in [1, 3, 100] {
        let partition = Query { limit, ..Query::partition("consumed#") };
        told.push((format!("query {limit}"), Units::of(store.query(&partition)).await.1));
        let index = Query { index: Some(Index::One), limit, ..Query::partition("consumed#list") };
        told.push((format!("query {limit} of an index"), Units::of(store.query(&index)).await.1));
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_in_memory_counts_units_as_an_engine_does() {
    let data = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(data.path()).unwrap();
    let database = Database::open(&mut folder).await.unwrap();
    let (model, engine) =
        (consumed(Arc::new(MemoryStore::default())).await, consumed(Arc::new(database.store())).await);
    let wrong: Vec<_> = model.iter().zip(&engine).filter(|(model, engine)| model != engine).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(model.iter().all(|(_, it)| it.read + it.write > 0.0), "{model:#?}");
}
