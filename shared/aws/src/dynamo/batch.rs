//! Reading many records at once.

use std::collections::{HashMap, HashSet};

use aws_sdk_dynamodb::{
    Client,
    types::{KeysAndAttributes, ReturnConsumedCapacity},
};
use futures_util::future::try_join_all;
use shared::ports::{Key, Reading, StoreError};

use super::{item, patience, read_failure, units};

/// The most keys of one request.
const CHUNK: usize = 100;

/// The records at the keys, each in its key's place.
pub async fn get_many(client: &Client, table: &str, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
    // The service refuses a request that names a key twice.
    let mut seen = HashSet::new();
    let distinct: Vec<&Key> = keys.iter().filter(|key| seen.insert(*key)).collect();
    let chunks = try_join_all(distinct.chunks(CHUNK).map(|chunk| chunk_of(client, table, chunk))).await?;
    let found: HashMap<Key, Reading> = chunks.into_iter().flatten().map(|it| (it.key.clone(), it)).collect();
    Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
}

/// Reads one request's worth of keys. The service answers what fits into its limits and hands back the rest.
async fn chunk_of(client: &Client, table: &str, keys: &[&Key]) -> Result<Vec<Reading>, StoreError> {
    let mut found = Vec::with_capacity(keys.len());
    let mut pending: Vec<item::Item> = keys.iter().map(|key| item::place(key)).collect();
    let mut patience = patience(client);
    loop {
        let asked = pending.len();
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(pending))
            .consistent_read(true)
            .build()
            .map_err(|err| StoreError::Broken(err.into()))?;
        let request = client.batch_get_item().request_items(table, wanted);
        let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);
        let answer = request.send().await.map_err(read_failure)?;
        units::read(answer.consumed_capacity());
        for items in answer.responses.unwrap_or_default().into_values() {
            for item in items {
                found.push(item::decode(item)?);
            }
        }
        let rest = answer.unprocessed_keys.unwrap_or_default().remove(table);
        pending = rest.map(|it| it.keys).unwrap_or_default();
        if pending.is_empty() {
            return Ok(found);
        }
        // Large records fill an answer, which is progress; only an answer without any is a reason to slow down.
        if pending.len() == asked && !patience.goes_on().await {
            return Err(StoreError::Unavailable(format!("{asked} keys were not processed").into()));
        }
    }
}
