//! The adapters of AWS over an independent implementation of AWS, where the environment says there is one:
//!
//! ```sh
//! ministack &
//! AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \
//!     cargo test --test contracts emulator -- --ignored
//! ```

use std::{sync::Arc, time::SystemTime};

use aws::{Connection, DynamoStore, S3Blobs};
use shared::contracts;

/// A name that the last run did not use.
#[expect(clippy::disallowed_methods, reason = "the emulator outlives the test")]
fn fresh(what: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    format!("{what}-{}", now.as_millis())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_store_on_an_emulator_keeps_its_contract() {
    let client = Connection::from_environment().unwrap().dynamodb();
    let table = fresh("table");
    for _ in 0..2 {
        aws::create_table(&client, &table).await.unwrap();
    }
    contracts::store(Arc::new(DynamoStore::new(client, table)), "contract#").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_blobs_on_an_emulator_keep_their_contract() {
    let client = Connection::from_environment().unwrap().s3();
    let bucket = fresh("bucket");
    for _ in 0..2 {
        aws::create_bucket(&client, &bucket).await.unwrap();
    }
    contracts::blobs(Arc::new(S3Blobs::new(client, bucket)), "contract/").await;
}
