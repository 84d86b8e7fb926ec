//! What storage consumes while one request or job is worked on.

use std::{cell::Cell, ops::AddAssign};

/// Capacity units of the table, its indexes included, by which storage is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Units {
    /// Of reads: one for each 4 KB, half of one where the read need not see the latest commit.
    pub read: f64,
    /// Of writes: one for each KB, two in a transaction.
    pub write: f64,
}

impl AddAssign for Units {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.write += other.write;
    }
}

tokio::task_local! {
    static METER: Cell<Units>;
}

impl Units {
    /// What storage consumes while `work` runs: what it asks in this task, not in others that it starts.
    pub async fn of<T>(work: impl Future<Output = T>) -> (T, Self) {
        let (output, units) = METER.scope(Cell::default(), async { (work.await, METER.with(Cell::get)) }).await;
        // What is measured may be a part of what somebody else measures.
        units.count();
        (output, units)
    }

    /// Counts these units to whatever is being measured, if anything is. Adapters call it with what a service reports.
    pub fn count(self) {
        // Nobody measures in tests and at start.
        let _unmeasured = METER.try_with(|meter| {
            let mut sum = meter.get();
            sum += self;
            meter.set(sum);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_consumed_side_by_side_is_counted_where_it_belongs() {
        let reads = |n: f64| async move {
            Units { read: n, write: 0.0 }.count();
            tokio::task::yield_now().await;
            Units { read: n, write: 1.0 }.count();
        };
        Units { read: 9.0, write: 9.0 }.count();
        let (((), one), ((), two)) = tokio::join!(Units::of(reads(1.0)), Units::of(reads(0.5)));
        assert_eq!(one, Units { read: 2.0, write: 1.0 });
        assert_eq!(two, Units { read: 1.0, write: 1.0 });
    }
}
