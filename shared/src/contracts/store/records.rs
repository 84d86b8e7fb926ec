//! Records and reads.

use super::{
    Attributes, Index, Key, Port, Query, Reading, Record, Refusal, Value, all, body, commit, create, eventually, fill,
    json, put, read, record, refused, replace,
};

pub async fn a_record_is_read_as_it_was_written(store: Port, pk: String) {
    let written = record(&pk, "A", json!({ "name": "Harbor & Finch", "size": 12 }));
    commit(&store, vec![create(written.clone())]).await;
    let expected = Reading { key: written.key.clone(), kind: "test".to_owned(), version: 1, body: written.body };
    assert_eq!(read(&store, &written.key).await, Some(expected));
}

pub async fn what_was_never_written_is_not_there(store: Port, pk: String) {
    fill(&store, &pk, &["A"]).await;
    assert_eq!(read(&store, &Key::new(&pk, "B")).await, None);
    assert_eq!(read(&store, &Key::new(format!("{pk}x"), "A")).await, None);
}

/// As many lists inside each other.
pub fn nested(depth: usize) -> Value {
    (0..depth).fold(json!("x"), |inner, _| json!([inner]))
}

pub async fn values_of_every_kind_are_kept(store: Port, pk: String) {
    let most = 1_i64 << 53;
    let values = json!({
        "null": null, "yes": true, "no": false, "zero": 0, "most": most, "least": -most, "decimals": [0.5, -0.000_001, 12.345_678, 4_503_599_627_370_495.5],
        "text": "x", "empty": "",
        "list": [], "map": {}, "mixed": [null, true, -1, "", [[]], { " ": { "a": [{}] } }], "deep": nested(30),
    });
    // Alone and beside another take different ways to the table.
    let alone = record(&pk, "alone", values.clone());
    let beside = record(&pk, "beside", values);
    let empty = record(&pk, "empty", json!({}));
    commit(&store, vec![create(alone.clone())]).await;
    commit(&store, vec![create(beside.clone()), create(empty.clone())]).await;
    for written in [alone, beside, empty] {
        assert_eq!(read(&store, &written.key).await.unwrap().body, written.body);
    }
}

/// Texts that have been mangled somewhere before.
const TEXTS: [&str; 12] = [
    "",
    " ",
    "  two spaces  ",
    "\t\r\n",
    "\u{0}",
    "a\u{0}b",
    "\u{7f}\u{80}\u{fffe}\u{ffff}",
    "e\u{301} is not \u{e9}",
    "\u{10ffff}\u{1f469}\u{200d}\u{1f4bb}",
    "\"'\\/<>&%_*?;--",
    "null",
    "1e400",
];

pub async fn texts_are_kept_as_they_are(store: Port, pk: String) {
    let values: Attributes = TEXTS.iter().enumerate().map(|(n, text)| (n.to_string(), json!(text))).collect();
    let names: Attributes =
        TEXTS.iter().filter(|it| !it.is_empty()).map(|text| ((*text).to_owned(), json!(1))).collect();
    for (sk, body) in [("values", values), ("names", names)] {
        commit(&store, vec![create(Record { body: body.clone(), ..record(&pk, sk, json!({})) })]).await;
        assert_eq!(read(&store, &Key::new(&pk, sk)).await.unwrap().body, body);
    }
}

pub async fn keys_of_any_text_are_kept_apart(store: Port, pk: String) {
    let texts =
        TEXTS.iter().copied().filter(|it| !it.is_empty()).chain(["A", "a", "A ", " A", "Ä", "A\u{308}", "0", "00"]);
    let keys: Vec<Key> = texts.flat_map(|it| [Key::new(&pk, it), Key::new(format!("{pk}{it}"), "A")]).collect();
    for (n, key) in keys.iter().enumerate() {
        let numbered = json!({ "number": n });
        commit(&store, vec![create(Record { key: key.clone(), ..record("", "", numbered) })]).await;
    }
    for (n, key) in keys.iter().enumerate() {
        let found = read(&store, key).await.unwrap_or_else(|| panic!("{key:?} is gone"));
        assert_eq!((&found.key, &found.body["number"]), (key, &json!(n)));
    }
}

pub async fn the_longest_key_works(store: Port, pk: String) {
    let key = Key::new(format!("{pk:x<2048}"), "y".repeat(1024));
    let entry = Key::new(format!("{pk:z<2048}"), "\u{10ffff}".repeat(256));
    let indexes = [Some(entry.clone()), None, None];
    commit(&store, vec![create(Record { key: key.clone(), indexes, ..record("", "", json!({})) })]).await;
    assert_eq!(read(&store, &key).await.unwrap().key, key);
    eventually(&store, &Query { index: Some(Index::One), ..Query::partition(&entry.pk) }, &[&key.sk]).await;
}

pub async fn a_body_of_300_kilobytes_is_kept(store: Port, pk: String) {
    let text = "0123456789".repeat(30_000);
    for (sk, text) in [("ascii", text), ("unicode", "ä".repeat(150_000))] {
        let written = record(&pk, sk, json!({ "text": text }));
        commit(&store, vec![create(written.clone())]).await;
        assert!(read(&store, &written.key).await.unwrap().body == written.body, "{sk}");
    }
}

pub async fn an_attribute_called_n_is_like_any_other(store: Port, pk: String) {
    for (sk, n) in [("text", json!("some")), ("map", json!({ "n": [1] })), ("number", json!(7)), ("null", json!(null))]
    {
        let written = record(&pk, sk, json!({ "n": n, "m": n }));
        commit(&store, vec![create(written.clone())]).await;
        assert_eq!(read(&store, &written.key).await.unwrap().body, written.body);
        commit(&store, vec![replace(&written, 2, json!({ "m": n }))]).await;
        assert_eq!(read(&store, &written.key).await.unwrap().body, body(json!({ "m": n })));
    }
}

pub async fn many_records_are_read_each_in_its_place(store: Port, pk: String) {
    let names: Vec<String> = (0..250).map(|n| format!("{n:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    fill(&store, &pk, &names).await;
    assert_eq!(store.get_many(&[]).await.unwrap(), []);
    // Backwards, every third missing, every tenth twice.
    let mut keys = Vec::new();
    for (n, name) in names.iter().enumerate().rev() {
        keys.push(if n % 3 == 0 { Key::new(format!("{pk}missing"), *name) } else { Key::new(&pk, *name) });
        if n % 10 == 0 {
            keys.extend(keys.last().cloned());
        }
    }
    let found = store.get_many(&keys).await.unwrap();
    assert_eq!(found.len(), keys.len());
    for (key, found) in keys.iter().zip(found) {
        assert_eq!(found.map(|it| it.key), Some(key.clone()).filter(|it| it.pk == pk));
    }
}

pub async fn many_large_records_are_read_at_once(store: Port, pk: String) {
    // More than the 16 MB that DynamoDB puts into one answer.
    let keys: Vec<Key> = (0..60).map(|n| Key::new(&pk, format!("{n:02}"))).collect();
    for key in &keys {
        commit(&store, vec![create(record(&pk, &key.sk, json!({ "text": "x".repeat(300_000) })))]).await;
    }
    let found = store.get_many(&keys).await.unwrap();
    assert!(found.iter().zip(&keys).all(|(found, key)| found.as_ref().is_some_and(|it| it.key == *key)));
    let listed = all(&store, &Query::partition(&pk)).await;
    assert!(listed.iter().map(|it| &it.key).eq(&keys), "{} of {}", listed.len(), keys.len());
}

pub async fn an_expired_record_is_there_or_gone_but_its_live_neighbour_stays(store: Port, pk: String) {
    // The year 1971, and the year 2286: no clock makes either a matter of seconds.
    let expiring = |sk: &str, at| create(Record { expires: Some(at), ..record(&pk, sk, json!({ "sk": sk })) });
    commit(&store, vec![expiring("dead", 40_000_000), expiring("live", 9_999_999_999), put(&pk, "plain")]).await;
    let dead = read(&store, &Key::new(&pk, "dead")).await;
    assert!(dead.is_none_or(|it| it.body == body(json!({ "sk": "dead" }))));
    assert_eq!(read(&store, &Key::new(&pk, "live")).await.unwrap().body, body(json!({ "sk": "live" })));
    assert!(read(&store, &Key::new(&pk, "plain")).await.is_some());
    assert_eq!(refused(&store, vec![expiring("live", 9_999_999_999)]).await, ("create", Refusal::Taken));
}
