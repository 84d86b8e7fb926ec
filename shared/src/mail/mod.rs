//! Mails: what must be sent is a row of the outbox in the same commit as what it is about; a sender takes it from there.

mod compose;
mod delivery;
mod enqueue;
mod ledger;
mod notice;
mod outbox;
mod render;
mod sender;

pub use delivery::{Bounce, BounceReason, Delivery, Happening, MailEvent, MailId, Noted, Told, note};
pub use enqueue::{announce, enqueue, enqueue_nothing, tell_of_request};
pub use ledger::{Attempt, Ledger, Turn};
pub use notice::tell_of_edit;
pub use outbox::{Mail, Outbox, OutboxId, SendState};
pub use sender::{Sent, Unsent, overdue, send, sweep};
