//! What the domain needs from outside, and what each adapter must keep.
//!
//! Every port has an adapter in [`crate::memory`] and one over a real service; one contract suite per port runs over both.

mod blobs;
mod clock;
mod entropy;
mod identity;
mod limits;
mod mailer;
mod queues;
mod store;
mod units;

pub use blobs::{Blob, BlobError, Blobs, check_blob_key};
pub use clock::Clock;
pub use entropy::Entropy;
#[cfg(test)]
pub use identity::MockIdentity;
pub use identity::{Identity, IdentityError, Username, normal_password};
pub use limits::{check_commit, check_query, is_kept_number};
#[cfg(test)]
pub use mailer::MockMailer;
pub use mailer::{Mailer, MailerError, OutgoingMail};
pub use queues::{Group, Message, Queue, QueueError, Queues};
#[cfg(test)]
pub use store::MockStore;
pub use store::{
    Attributes, Change, CommitError, Index, Key, Position, Query, Reading, Record, Refusal, Rows, Store, StoreError,
};
pub use units::Units;

/// The failure of something outside, as it came: logged once at the boundary, never shown.
pub type Source = Box<dyn std::error::Error + Send + Sync>;
