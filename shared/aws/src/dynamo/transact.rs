//! Commits of several records, or of a kind that only a transaction can repeat safely.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    Client,
    error::{BuildError, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        AttributeValue as Av, CancellationReason, ConditionCheck, Delete, Put, ReturnConsumedCapacity,
        ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
    },
};
use shared::ports::{Change, CommitError, Key, Refusal, Source, StoreError};

use super::{
    item::{self, BODY, COUNT, EXPIRES, KIND, VERSION},
    patience, token, units,
};
use crate::trouble::Trouble;

/// Applies every change, or none. The request carries a token, by which the service knows a repetition of what it has
/// done, for ten minutes.
pub async fn transact(client: &Client, table: &str, changes: &[Change]) -> Result<(), CommitError> {
    let writes: Result<_, _> = changes.iter().map(|change| write(table, change)).collect();
    let writes = writes.map_err(StoreError::Broken)?;
    let request = client.transact_write_items().set_transact_items(Some(writes)).client_request_token(token());
    let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);

    let mut patience = patience(client);
    loop {
        let error = match request.clone().send().await {
            Ok(answer) => {
                units::write(answer.consumed_capacity());
                return Ok(());
            }
            Err(error) => error,
        };
        let reasons = reasons(&error);
        let refused = refused(changes, reasons);
        let again = match Trouble::of(&error) {
            Trouble::Busy | Trouble::Doubtful => true,
            // An earlier change may turn out to be refused once whoever was in its way has finished.
            Trouble::Final => reasons.iter().any(in_the_way),
        };
        if again && patience.goes_on().await {
            continue;
        }
        return Err(match refused {
            Some(refused) => refused,
            None if again => StoreError::Unavailable(error.into()).into(),
            None => StoreError::Broken(error.into()).into(),
        });
    }
}

/// Why a transaction was cancelled: one reason for each change, in order.
fn reasons(error: &SdkError<TransactWriteItemsError>) -> &[CancellationReason] {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => cancelled.cancellation_reasons(),
        _ => &[],
    }
}

/// Whether a change failed because of others at the same moment.
fn in_the_way(reason: &CancellationReason) -> bool {
    matches!(reason.code(), Some("TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"))
}

/// The first change whose condition did not hold.
fn refused(changes: &[Change], reasons: &[CancellationReason]) -> Option<CommitError> {
    let failed = |(_, reason): &(&Change, &CancellationReason)| reason.code() == Some("ConditionalCheckFailed");
    let (change, reason) = changes.iter().zip(reasons).find(failed)?;
    let refusal = match change {
        Change::Create { .. } => Refusal::Taken,
        Change::Replace { .. } | Change::Delete { .. } => Refusal::Stale,
        Change::Require { .. } if reason.item().is_some_and(|it| !it.is_empty()) => Refusal::Stale,
        Change::Require { .. } => Refusal::Gone,
        Change::Add { .. } => Refusal::Exceeded,
    };
    Some(CommitError::Refused { what: change.what(), refusal })
}

fn write(table: &str, change: &Change) -> Result<TransactWriteItem, Source> {
    let write = TransactWriteItem::builder();
    Ok(match change {
        Change::Create { record, .. } => {
            let put = Put::builder().table_name(table).set_item(Some(item::encode(record)?));
            write.put(put.condition_expression("attribute_not_exists(pk)").build()?)
        }
        Change::Replace { record, .. } => {
            let put = Put::builder().table_name(table).set_item(Some(item::encode(record)?));
            write.put(
                put.condition_expression("#ver = :ver")
                    .expression_attribute_names("#ver", VERSION)
                    .expression_attribute_values(":ver", item::number(&(record.version - 1)))
                    .build()?,
            )
        }
        Change::Delete { key, version, .. } => write.delete(
            Delete::builder()
                .table_name(table)
                .set_key(Some(item::place(key)))
                .condition_expression("#ver = :ver")
                .expression_attribute_names("#ver", VERSION)
                .expression_attribute_values(":ver", item::number(version))
                .build()?,
        ),
        Change::Require { key, version, .. } => write.condition_check(require(table, key, *version)?),
        Change::Add { key, kind, amount, at_most, expires, .. } => {
            write.update(Addition { kind, amount: *amount, at_most: *at_most, expires: *expires }.build(table, key)?)
        }
    }
    .build())
}

fn require(table: &str, key: &Key, version: Option<u64>) -> Result<ConditionCheck, BuildError> {
    let check = ConditionCheck::builder()
        .table_name(table)
        .set_key(Some(item::place(key)))
        // What is stored, if something is, tells a stale record from one that is gone.
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    match version {
        None => check.condition_expression("attribute_exists(pk)"),
        Some(version) => check
            .condition_expression("#ver = :ver")
            .expression_attribute_names("#ver", VERSION)
            .expression_attribute_values(":ver", item::number(&version)),
    }
    .build()
}

/// An addition to a counter that may not exist yet.
struct Addition<'a> {
    kind: &'a str,
    amount: i64,
    at_most: Option<i64>,
    expires: Option<i64>,
}

impl Addition<'_> {
    fn build(&self, table: &str, key: &Key) -> Result<Update, BuildError> {
        let mut names = HashMap::from([("#n", COUNT), ("#ver", VERSION), ("#kind", KIND), ("#body", BODY)]);
        let mut values = HashMap::from([
            (":amount", item::number(&self.amount)),
            (":one", item::number(&1)),
            (":kind", item::text(self.kind)),
            (":empty", Av::M(HashMap::new())),
        ]);
        let mut set = "#kind = if_not_exists(#kind, :kind), #body = if_not_exists(#body, :empty)".to_owned();
        if let Some(expires) = self.expires {
            set.push_str(", #ttl = if_not_exists(#ttl, :ttl)");
            names.insert("#ttl", EXPIRES);
            values.insert(":ttl", item::number(&expires));
        }
        if let Some(most) = self.at_most {
            // More digits than any sum needs, so that the bound itself never overflows.
            values.insert(":most", item::number(&(i128::from(most) - i128::from(self.amount))));
        }
        // A counter that does not exist stands at 0.
        let condition = self
            .at_most
            .map(|most| if self.amount <= most { "attribute_not_exists(#n) OR #n <= :most" } else { "#n <= :most" });
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Update::builder()
            .table_name(table)
            .set_key(Some(item::place(key)))
            .update_expression(format!("ADD #n :amount, #ver :one SET {set}"))
            .set_condition_expression(condition.map(str::to_owned))
            .set_expression_attribute_names(Some(names.into_iter().map(owned).collect()))
            .set_expression_attribute_values(Some(values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()))
            .build()
    }
}
