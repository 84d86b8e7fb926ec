//! What the blob port promises.

use std::sync::Arc;

use super::{cases, run};
use crate::ports::{Blob, Blobs};

/// Checks that an adapter keeps what [`Blobs`] promises. The prefix ends with a slash.
pub async fn blobs(blobs: Arc<dyn Blobs>, prefix: &str) {
    let cases = cases![
        what_was_put_is_read_back_as_it_was,
        what_was_never_put_is_not_there,
        a_put_replaces_the_whole_blob,
        a_replacement_is_never_seen_in_part,
        what_was_deleted_is_gone_and_may_be_deleted_again,
        an_empty_and_a_large_blob_are_kept,
        keys_that_differ_name_different_blobs,
        the_longest_key_works,
        what_is_no_key_is_an_error,
    ];
    run(&cases, blobs, prefix).await;
}

type Port = Arc<dyn Blobs>;

fn text(content_type: &str, text: &str) -> Blob {
    Blob { content_type: content_type.to_owned(), bytes: text.as_bytes().to_vec() }
}

async fn what_was_put_is_read_back_as_it_was(blobs: Port, prefix: String) {
    let key = format!("{prefix}/ws_1#A/picture-1.PNG");
    let bytes: Vec<u8> = (0..=255).collect();
    let blob = Blob { content_type: "image/png".to_owned(), bytes };
    blobs.put(&key, blob.clone()).await.unwrap();
    assert_eq!(blobs.get(&key).await.unwrap(), Some(blob));
}

async fn what_was_never_put_is_not_there(blobs: Port, prefix: String) {
    assert_eq!(blobs.get(&format!("{prefix}/nothing")).await.unwrap(), None);
}

async fn a_put_replaces_the_whole_blob(blobs: Port, prefix: String) {
    let key = format!("{prefix}/a");
    blobs.put(&key, text("text/plain", "a long text")).await.unwrap();
    blobs.put(&key, text("text/html", "short")).await.unwrap();
    assert_eq!(blobs.get(&key).await.unwrap(), Some(text("text/html", "short")));
}

async fn a_replacement_is_never_seen_in_part(blobs: Port, prefix: String) {
    let key = format!("{prefix}/a");
    let versions = [("image/png", 1), ("image/jpeg", 2)].map(|(content_type, byte): (&str, u8)| Blob {
        content_type: content_type.to_owned(),
        bytes: vec![byte; 100_000 * usize::from(byte)],
    });
    blobs.put(&key, versions[0].clone()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for writer in versions.clone() {
        let (blobs, key) = (Arc::clone(&blobs), key.clone());
        tasks.spawn(async move {
            for _ in 0..15 {
                blobs.put(&key, writer.clone()).await.unwrap();
            }
        });
    }
    while !tasks.is_empty() {
        let seen = blobs.get(&key).await.unwrap().unwrap();
        assert!(versions.contains(&seen), "{} with {} bytes", seen.content_type, seen.bytes.len());
        while let Some(done) = tasks.try_join_next() {
            done.unwrap();
        }
        // An adapter that never waits would keep the writers from their turn.
        tokio::task::yield_now().await;
    }
}

async fn what_was_deleted_is_gone_and_may_be_deleted_again(blobs: Port, prefix: String) {
    let key = format!("{prefix}/a");
    blobs.put(&key, text("text/plain", "a")).await.unwrap();
    for _ in 0..2 {
        blobs.delete(&key).await.unwrap();
        assert_eq!(blobs.get(&key).await.unwrap(), None);
    }
    blobs.put(&key, text("text/plain", "b")).await.unwrap();
    assert_eq!(blobs.get(&key).await.unwrap(), Some(text("text/plain", "b")));
}

async fn an_empty_and_a_large_blob_are_kept(blobs: Port, prefix: String) {
    for size in [0, 20_000_000] {
        let key = format!("{prefix}/{size}");
        let bytes = (0..size).map(|it: u32| it.to_le_bytes()[1]).collect();
        let blob = Blob { content_type: "application/octet-stream".to_owned(), bytes };
        blobs.put(&key, blob.clone()).await.unwrap();
        assert!(blobs.get(&key).await.unwrap() == Some(blob), "{size} bytes");
    }
}

async fn keys_that_differ_name_different_blobs(blobs: Port, prefix: String) {
    let keys = ["a", "A", "a/b", "a/b/c", "a.b", "a#b", "a-b", "a_b", "a#", "ab"].map(|it| format!("{prefix}/{it}"));
    for key in &keys {
        blobs.put(key, text("text/plain", key)).await.unwrap();
    }
    for key in &keys {
        assert_eq!(blobs.get(key).await.unwrap(), Some(text("text/plain", key)));
    }
    blobs.delete(&keys[0]).await.unwrap();
    assert_eq!(blobs.get(&keys[0]).await.unwrap(), None);
    for key in &keys[1..] {
        assert!(blobs.get(key).await.unwrap().is_some(), "{key} went with {}", keys[0]);
    }
}

async fn the_longest_key_works(blobs: Port, prefix: String) {
    let key = format!("{:k<512}", format!("{prefix}/"));
    blobs.put(&key, text("text/plain", "long")).await.unwrap();
    assert_eq!(blobs.get(&key).await.unwrap(), Some(text("text/plain", "long")));
}

async fn what_is_no_key_is_an_error(blobs: Port, prefix: String) {
    let long = format!("{:k<513}", format!("{prefix}/"));
    let bad =
        ["", "a b", "ä", "a\\b", "a%2Fb", "a\n", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", ".a", "a..b", "a?b"];
    for key in bad.into_iter().chain([long.as_str()]) {
        assert!(blobs.put(key, text("text/plain", "a")).await.is_err(), "put {key:?}");
        assert!(blobs.get(key).await.is_err(), "get {key:?}");
        assert!(blobs.delete(key).await.is_err(), "delete {key:?}");
    }
}
