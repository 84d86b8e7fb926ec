//! S3 with mishaps.

use std::{collections::HashMap, sync::Mutex, time::Instant};

use aws::S3Blobs;
use http::{Method, Request, Response};
use shared::ports::{Blob, Blobs};
use tokio::task::JoinSet;

use super::{Flaky, Mishap, Service, TOO_LONG, response};

/// A bucket.
#[derive(Default)]
struct Bucket(Mutex<HashMap<String, Vec<u8>>>);

impl Service for Bucket {
    fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let (mut blobs, path) = (self.0.lock().unwrap(), request.uri().path().to_owned());
        match *request.method() {
            Method::PUT => {
                blobs.insert(path, request.body().clone());
                response(200, "")
            }
            Method::DELETE => {
                blobs.remove(&path);
                response(204, "")
            }
            _ => blobs.get(&path).map_or_else(|| Self::error(404, "NoSuchKey"), |it| response(200, it.clone())),
        }
    }

    fn error(status: u16, code: &str) -> Response<Vec<u8>> {
        response(status, format!("<Error><Code>{code}</Code><Message>no</Message></Error>"))
    }
}

fn blob() -> Blob {
    Blob { content_type: "application/json".to_owned(), bytes: b"{}".to_vec() }
}

#[tokio::test]
async fn what_s3_throttles_fails_or_loses_is_repeated() {
    for mishap in
        [Mishap::Refused(503, "SlowDown"), Mishap::Refused(500, "InternalError"), Mishap::Lost, Mishap::Silent]
    {
        let (flaky, connection) = Flaky::new(Bucket::default());
        let blobs = S3Blobs::new(connection.s3(), "bucket");
        flaky.mishaps([mishap]);
        blobs.put("ws/a.json", blob()).await.unwrap();
        flaky.mishaps([mishap]);
        assert_eq!(blobs.get("ws/a.json").await.unwrap(), Some(blob()), "{mishap:?}");
        flaky.mishaps([mishap]);
        blobs.delete("ws/a.json").await.unwrap();
        flaky.mishaps([mishap]);
        assert_eq!(blobs.get("ws/a.json").await.unwrap(), None, "{mishap:?}");
    }
}

#[tokio::test]
async fn s3_that_stays_away_is_an_error_in_bounded_time() {
    let mut trials = JoinSet::new();
    for mishap in [Mishap::Silent, Mishap::Lost, Mishap::Refused(503, "SlowDown")] {
        for operation in 0..3 {
            trials.spawn(async move {
                let (flaky, connection) = Flaky::new(Bucket::default());
                let blobs = S3Blobs::new(connection.s3(), "bucket");
                flaky.mishaps(std::iter::repeat_n(mishap, 50));
                let start = Instant::now();
                let failed = match operation {
                    0 => blobs.put("ws/a.json", blob()).await.is_err(),
                    1 => blobs.get("ws/a.json").await.is_err(),
                    _ => blobs.delete("ws/a.json").await.is_err(),
                };
                assert!(failed && start.elapsed() < TOO_LONG, "{mishap:?} {operation}: {:?}", start.elapsed());
            });
        }
    }
    trials.join_all().await;
}
