//! What a failed call to a service means, and how long to go on trying.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use tokio::time::Instant;

/// What a failed call means for the one who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The service did not do it, and may in a moment.
    Busy,
    /// There is no answer: it may have been done.
    Doubtful,
    /// It was not done, and trying again will not help.
    Final,
}

/// Answers that mean [`Trouble::Busy`].
const BUSY: [&str; 10] = [
    "ConcurrentModificationException",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionConflictException",
    "TransactionInProgressException",
];

impl Trouble {
    /// What an error means.
    pub fn of<E: ProvideErrorMetadata>(error: &SdkError<E>) -> Self {
        match error {
            SdkError::TimeoutError(_) | SdkError::ResponseError(_) => Self::Doubtful,
            SdkError::DispatchFailure(failure) if !failure.is_user() => Self::Doubtful,
            SdkError::ServiceError(answer) => match answer.err().code() {
                Some(code) if BUSY.contains(&code) => Self::Busy,
                _ if answer.raw().status().is_server_error() => Self::Doubtful,
                _ => Self::Final,
            },
            _ => Self::Final,
        }
    }
}

/// The time in which a call has to succeed, retries included. It leaves a function time to say that it could not be done.
pub const BUDGET: Duration = Duration::from_secs(4);
/// How many times to try before giving up.
const ATTEMPTS: u32 = 9;
/// The bound of the first wait; each next one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(25);
/// The longest bound of a wait.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Counts attempts and waits between them, about 1.6 seconds in all.
#[derive(Debug, Default)]
pub struct Patience {
    failed: u32,
    /// When the last attempt must have begun, if that matters.
    until: Option<Instant>,
}

impl Patience {
    /// Patience for a call that may take so long, of which the last attempt may take so much. Without bounds, only attempts
    /// are counted.
    pub fn within(call: Option<Duration>, attempt: Option<Duration>) -> Self {
        let left = call.map(|call| call.saturating_sub(attempt.unwrap_or_default()));
        Self { failed: 0, until: left.map(|left| Instant::now() + left) }
    }

    /// Waits before the next attempt, or says that this was the last. The wait is drawn between nothing and a bound, so
    /// that those who got in each other's way do not meet again.
    pub async fn goes_on(&mut self) -> bool {
        self.failed += 1;
        if self.failed >= ATTEMPTS {
            return false;
        }
        let bound = LONGEST_WAIT.min(FIRST_WAIT * 2_u32.pow(self.failed - 1));
        let wait = bound.mul_f64(fastrand::f64());
        if self.until.is_some_and(|until| until < Instant::now() + wait) {
            return false;
        }
        tokio::time::sleep(wait).await;
        true
    }
}
