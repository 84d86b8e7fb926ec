//! Counting what the service says that a request consumed.

use aws_sdk_dynamodb::types::ConsumedCapacity;
use shared::ports::Units;

/// Counts what a read consumed.
pub fn read<'a>(consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
    Units { read: total(consumed), write: 0.0 }.count();
}

/// Counts what a write consumed, that of the indexes included.
pub fn write<'a>(consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
    Units { read: 0.0, write: total(consumed) }.count();
}

fn total<'a>(consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) -> f64 {
    consumed.into_iter().filter_map(ConsumedCapacity::capacity_units).sum()
}
