//! Commits of one record, as a plain write with a condition.

use aws_sdk_dynamodb::{
    Client,
    operation::put_item::PutItemError,
    types::{ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure},
};
use shared::ports::{Change, CommitError, Record, Refusal, StoreError};

use super::{
    item::{self, MARK},
    patience, token, units,
};
use crate::trouble::Trouble;

/// Writes the record of `change`, which creates or replaces it.
///
/// The condition holds only before the write, so a repetition never applies it twice. But after an attempt whose answer
/// was lost, a failed condition may be our own doing; the mark that the write left tells. Where the mark is another's, someone
/// may have written after us, and nobody can say any more whether we did.
pub async fn put(client: &Client, table: &str, change: &Change, record: &Record) -> Result<(), CommitError> {
    let mark = item::text(token());
    let mut item = item::encode(record).map_err(StoreError::Broken)?;
    item.insert(MARK.to_owned(), mark.clone());
    let request = client
        .put_item()
        .table_name(table)
        .set_item(Some(item))
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let (request, refusal) = match change {
        Change::Replace { .. } => {
            let read = item::number(&(record.version - 1));
            let request = request.condition_expression("#ver = :ver").expression_attribute_values(":ver", read);
            (request.expression_attribute_names("#ver", item::VERSION), Refusal::Stale)
        }
        _ => (request.condition_expression("attribute_not_exists(pk)"), Refusal::Taken),
    };

    let mut patience = patience(client);
    let mut doubtful = false;
    loop {
        let error = match request.clone().send().await {
            Ok(answer) => {
                units::write(answer.consumed_capacity());
                return Ok(());
            }
            Err(error) => error,
        };
        if let Some(PutItemError::ConditionalCheckFailedException(failed)) = error.as_service_error() {
            let ours = failed.item().is_some_and(|stored| stored.get(MARK) == Some(&mark));
            return match (ours, doubtful) {
                (true, _) => Ok(()),
                (false, true) => Err(StoreError::Unavailable(error.into()).into()),
                (false, false) => Err(CommitError::Refused { what: change.what(), refusal }),
            };
        }
        match Trouble::of(&error) {
            Trouble::Final if doubtful => return Err(StoreError::Unavailable(error.into()).into()),
            Trouble::Final => return Err(StoreError::Broken(error.into()).into()),
            Trouble::Busy => {}
            Trouble::Doubtful => doubtful = true,
        }
        if !patience.goes_on().await {
            return Err(StoreError::Unavailable(error.into()).into());
        }
    }
}
