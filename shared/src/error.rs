//! The one error that domain operations return.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    access::{ClientPermission, Permission},
    id::PersonId,
    ports::{BlobError, CommitError, IdentityError, Refusal, Source, StoreError},
    text::BadText,
};

/// A `Result` whose error is the domain's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A field of the request that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the API.
    pub field: String,
    /// For programs.
    pub code: String,
    /// For people, ready to stand at the field.
    pub message: String,
}

impl FieldError {
    /// A field and what is wrong with it.
    pub fn new(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), message: message.into() }
    }
}

/// The record that already uses an email, for those who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailHolder {
    /// Whose email it is.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// Whether the record is archived and could be restored.
    pub archived: bool,
}

/// Why a link of an invitation no longer works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLink {
    /// The firm took it back, or sent a newer one.
    Cancelled,
    /// Its time ran out.
    Expired,
    /// The account has been activated with it.
    Used,
}

/// Why an operation did not happen. Each variant is one thing that a caller can react to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or no longer.
    #[error("Sign in first.")]
    Unauthenticated,
    /// Email and password do not belong together, or the account can't be used.
    #[error("This email and password do not match an account here. Check both, or reset your password.")]
    InvalidCredentials,
    /// The caller lacks a permission.
    #[error("You need the permission \u{201c}{}\u{201d} for this. Ask a workspace administrator.", .0.name())]
    PermissionDenied(Permission),
    /// The client's profile does not grant it (A07).
    #[error("Your account does not include \u{201c}{}\u{201d}. Ask the firm if you need it.", .0.name())]
    NotInProfile(ClientPermission),
    /// Only people of the firm may do this.
    #[error("Only members of the team may do this. Ask a workspace administrator.")]
    TeamOnly,
    /// Only clients may do this.
    #[error("This page is for clients. Ask a workspace administrator if you need it.")]
    ClientsOnly,
    /// The request comes from another site.
    #[error("This request did not come from the portal's own pages. Reload the page and try again.")]
    CrossSite,
    /// There is no such record, or none that the caller may know of.
    #[error("There is no such {0}. It may have been removed, or you may not be allowed to see it.")]
    NotFound(&'static str),
    /// Fields of the request break rules.
    #[error("{}", fields_message(.0))]
    Invalid(Vec<FieldError>),
    /// Another person of the workspace has this email.
    #[error("{}", email_message(.0.as_ref()))]
    EmailInUse(Option<EmailHolder>),
    /// Another record has this value; `field` is its name in the API.
    #[error("{message}")]
    Taken {
        /// For programs.
        code: &'static str,
        /// The field that holds the value.
        field: &'static str,
        /// For people.
        message: &'static str,
    },
    /// The record changed since the caller read it.
    #[error("Someone else changed this in the meantime. Reload to see the change, then try again.")]
    Stale,
    /// The plan allows no more.
    #[error("Your plan allows {limit}, and there are {current}. Ask a workspace administrator to change the plan.")]
    PlanLimit {
        /// What the plan allows.
        limit: i64,
        /// How many there are.
        current: i64,
    },
    /// The person has saved as many views as one may have.
    #[error("You have saved {0} views, which is the most. Delete one that you no longer need, then save this one.")]
    TooManyViews(i64),
    /// The company is archived.
    #[error("This company is archived. Choose another.")]
    CompanyInactive,
    /// The company still has clients.
    #[error("This company still has clients. Move them to another company or archive them first.")]
    CompanyHasClients,
    /// The workspace's mode asks for a company.
    #[error("Every client of this workspace belongs to a company. Choose one or type a new name.")]
    CompanyRequired,
    /// The workspace's mode knows no companies.
    #[error("This workspace works with individuals only. An administrator can turn companies on in the settings.")]
    CompaniesDisabled,
    /// The mode can't change while companies are in use.
    #[error("Archive the {0} active companies first; then the workspace can work with individuals only.")]
    CompaniesExist(usize),
    /// An invitation can't be sent again yet.
    #[error("The last invitation went out less than 24 hours ago. You can send it again from {0}.")]
    ResendTooSoon(Timestamp),
    /// There is nothing to invite for: the account is in use.
    #[error("This account is already active. There is no need to invite again.")]
    ClientAlreadyActive,
    /// The person's state does not allow this.
    #[error("{0}")]
    WrongState(&'static str),
    /// The link no longer works.
    #[error("{}", dead_message(*.0))]
    DeadLink(DeadLink),
    /// The code is not the one in the mail.
    #[error("This code is not right. Check the newest email, or ask for a new one.")]
    WrongCode,
    /// The code or link of a sign-up or reset no longer works.
    #[error("This code or link no longer works. Ask for a new one.")]
    CodeExpired,
    /// Someone else is signed in at this portal in this browser.
    #[error("You are signed in as {signed_in_as}. Continue as someone else?")]
    OtherSessionActive {
        /// Their full name.
        signed_in_as: String,
    },
    /// The picture is of a kind that is not taken.
    #[error("Use a JPG or PNG picture.")]
    UnsupportedMediaType,
    /// The workspace does not take sign-ups.
    #[error("This portal does not take sign-ups at the moment. Ask the firm for an invitation.")]
    DirectSignUpDisabled,
    /// Too much in too little time.
    #[error("That was too often. Try again in {} minutes.", retry_after.div_ceil(60))]
    TooManyRequests {
        /// Seconds until it may work again.
        retry_after: u32,
    },
    /// An idempotency key came back with another request.
    #[error("This Idempotency-Key was used with another request. Use a new key.")]
    KeyReused,
    /// Something outside is away for a moment. A change may have happened all the same, with its answer lost.
    #[error("Portico is not available at the moment. Try again shortly.")]
    Unavailable(#[source] Source),
    /// A defect or a failure of something outside. The source never reaches the caller.
    #[error("Something went wrong on our side. Try again, and tell us the request id if it stays.")]
    Internal(#[source] Source),
}

impl Error {
    /// One field that breaks a rule.
    pub fn invalid(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, message)])
    }

    /// A field whose text is no value of its type.
    pub fn bad(field: &'static str, bad: &BadText) -> Self {
        Self::invalid(field, bad.code, bad.message.clone())
    }

    /// A defect: stored data that can't be read, a promise of a port that was not kept.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }
}

fn fields_message(fields: &[FieldError]) -> String {
    match fields {
        [one] => format!("{}: {}", one.field, one.message),
        _ => "Some fields need another look.".to_owned(),
    }
}

fn email_message(holder: Option<&EmailHolder>) -> String {
    match holder {
        Some(EmailHolder { name, archived: true, .. }) => {
            format!("{name} uses this email and is archived. Restore them, or use another email.")
        }
        Some(EmailHolder { name, .. }) => {
            format!("{name} already uses this email. Open their record, or use another email.")
        }
        None => "Someone in this workspace already uses this email. Use another one.".to_owned(),
    }
}

const fn dead_message(dead: DeadLink) -> &'static str {
    match dead {
        DeadLink::Cancelled => "This invitation was cancelled or replaced by a newer one. Ask for a new invitation.",
        DeadLink::Expired => "This invitation has expired. Ask for a new one.",
        DeadLink::Used => "This invitation has been used already. Sign in with your email and password.",
    }
}

/// An error with whatever caused it, for logs. `Debug` would show what a service answered, which may name people.
#[derive(Clone, Copy)]
pub struct Chain<'a>(pub &'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        std::iter::successors(self.0.source(), |it| it.source()).try_for_each(|it| write!(f, ": {it}"))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(source) => Self::Unavailable(source),
            StoreError::Broken(source) => Self::Internal(source),
        }
    }
}

impl From<CommitError> for Error {
    /// Refusals that an operation expects are handled where it commits; the rest means that somebody was faster.
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Refused { refusal: Refusal::Stale | Refusal::Gone | Refusal::Taken, .. } => Self::Stale,
            CommitError::Refused { what, refusal: Refusal::Exceeded } => {
                Self::internal(format!("{what} exceeded its bound"))
            }
            CommitError::Store(error) => error.into(),
        }
    }
}

impl From<IdentityError> for Error {
    fn from(error: IdentityError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<BlobError> for Error {
    fn from(error: BlobError) -> Self {
        Self::Unavailable(error.into())
    }
}
