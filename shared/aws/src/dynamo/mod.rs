//! The storage port over one DynamoDB table.
//!
//! An item is `pk`, `sk`, `kind`, `ver`, `body` (a map), and where the record has them `gsi1pk`, `gsi1sk` … `gsi3sk` and
//! `ttl`. The body's `n` stands beside the body instead of in it, because only there can one request add to a counter
//! that may not exist yet.

mod batch;
mod item;
mod put;
mod query;
mod table;
mod transact;
mod units;

use async_trait::async_trait;
use aws_sdk_dynamodb::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::ReturnConsumedCapacity,
};
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use shared::ports::{Change, CommitError, Key, Query, Reading, Rows, Store, StoreError, check_commit, check_query};

pub use self::table::create_table;
use crate::trouble::{Patience, Trouble};

/// Storage in one DynamoDB table, made by [`create_table`] or by the deployed stack.
#[derive(Clone, Debug)]
pub struct DynamoStore {
    /// For reads, which the SDK retries.
    client: Client,
    /// For commits, whose every attempt must be seen here: what a refusal means depends on what came before it.
    writer: Client,
    table: String,
}

impl DynamoStore {
    /// Storage in `table`.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        let once = client.config().to_builder().retry_config(RetryConfig::disabled()).build();
        Self { client, writer: Client::from_conf(once), table: table.into() }
    }
}

#[async_trait]
impl Store for DynamoStore {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        let key = Some(item::place(key));
        let request = self.client.get_item().table_name(&self.table).set_key(key).consistent_read(true);
        let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);
        let answer = request.send().await.map_err(read_failure)?;
        units::read(answer.consumed_capacity());
        answer.item.map(item::decode).transpose()
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        batch::get_many(&self.client, &self.table, keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        check_query(query)?;
        query::page(&self.client, &self.table, query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        check_commit(&changes)?;
        match changes.as_slice() {
            [] => Ok(()),
            // Half the write units of a transaction. Only these two can tell afterwards whether they happened.
            [Change::Create { record, .. } | Change::Replace { record, .. }] => {
                put::put(&self.writer, &self.table, &changes[0], record).await
            }
            _ => transact::transact(&self.writer, &self.table, &changes).await,
        }
    }
}

fn read_failure<E>(error: SdkError<E>) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    match Trouble::of(&error) {
        Trouble::Final => StoreError::Broken(error.into()),
        Trouble::Busy | Trouble::Doubtful => StoreError::Unavailable(error.into()),
    }
}

/// Patience for as long as the client's configuration lets a call take.
fn patience(client: &Client) -> Patience {
    let bounds = client.config().timeout_config();
    Patience::within(
        bounds.and_then(TimeoutConfig::operation_timeout),
        bounds.and_then(TimeoutConfig::operation_attempt_timeout),
    )
}

/// What tells one commit from all others of the last minutes.
fn token() -> String {
    format!("{:032x}", fastrand::u128(..))
}
