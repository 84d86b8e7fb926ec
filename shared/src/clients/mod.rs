//! Clients: the people a firm serves.

mod access;
mod avatar;
mod client;
mod company_of;
mod create;
mod extras;
mod lifecycle;
mod row;
mod statuses;
mod suggestion;
mod update;

pub(crate) use access::require_fits as require_visibility_fits;
pub use access::{AccessChanges, MOST_VISIBLE_TO, set_access};
pub use avatar::set_avatar;
pub use client::{Activity, Client, ClientId, ClientStatus, CreationMethod};
pub use company_of::{CompanyChoice, MOST_COMPANIES, choose as choose_company};
pub use create::{Invite, NewClient, create, refused};
pub use lifecycle::{activate, archive, deactivate, restore};
pub use statuses::Statuses;
pub use suggestion::{Suggestion, SuggestionReason, decide as decide_suggestion, suggest};
pub use update::{ClientChanges, update};
