//! One-time proofs that a mail reached its reader: one mechanism for invitations, sign-ups, resets and changes of email.
//!
//! The link carries 256 secret bits, the same mail a code of 6 digits. Neither is stored: both are keyed hashes of the
//! proof's id under the deployment's secret, so the mail can be written at the moment it is sent, again if need be, and
//! whoever reads the table can use nothing of it. A proof is used up by a person's own submit, never by opening the link.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    access::Viewer,
    accounts::Person,
    error::DeadLink,
    id::{Id, Kind, PersonId},
    invitations::InvitationId,
    keys::same,
    limits::{PROOF_ADDRESS, PROOF_EMAIL, PROOF_MISS},
    records::{Changes, Entity, Place, Stored},
    scope::Scope,
    text::{Email, Name, Title},
};

/// A proof's identifier; not secret.
pub type ProofId = Id<Proof>;

impl Kind for Proof {
    const PREFIX: &'static str = "proof";
}

/// What a proof is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Purpose {
    /// Accepting an invitation.
    Invitation {
        /// Which one.
        invitation: InvitationId,
    },
    /// Confirming a direct sign-up (S02).
    SignUp {
        /// The given name they typed.
        given_name: Name,
        /// The family name they typed.
        #[serde(default)]
        family_name: Option<Name>,
        /// The company they typed.
        #[serde(default)]
        company_name: Option<Title>,
    },
    /// Setting a new password (S04).
    PasswordReset {
        /// Whose.
        #[serde(flatten)]
        account: Account,
    },
    /// Changing one's email (S04).
    EmailChange {
        /// Whose.
        #[serde(flatten)]
        account: Account,
    },
    /// Nothing: written where there is no account, so that nobody can tell (S05). Its code is never sent.
    Decoy,
}

/// A person's account as it was when a proof was issued. Whatever ends their sessions ends the proof, too: who has taken their
/// account back must not lose it to a link that was asked for before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Whose.
    person: PersonId,
    /// Their session epoch at the time. Proofs of older builds have none, and are kept long after they have died.
    #[serde(default)]
    epoch: u32,
}

impl Account {
    /// The account of a person as it is now.
    pub fn of(person: &Person) -> Self {
        Self { person: person.id(), epoch: person.session_epoch() }
    }

    /// The person, if they may sign in and nothing has ended their sessions since.
    pub async fn holder(self, scope: &Scope<'_>) -> Result<Person> {
        let person = Person::find(&scope.records, self.person).await?;
        person.filter(|it| it.may_sign_in() && it.session_epoch() == self.epoch).ok_or(Error::CodeExpired)
    }
}

/// What a code is asked for; part of where it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Accepting an invitation.
    Invitation,
    /// Confirming a direct sign-up.
    SignUp,
    /// Setting a new password.
    PasswordReset,
    /// Changing one's email.
    EmailChange,
}

impl Topic {
    const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignUp => "signUp",
            Self::PasswordReset => "passwordReset",
            Self::EmailChange => "emailChange",
        }
    }

    /// How long such a proof is good.
    const fn lifetime(self) -> SignedDuration {
        match self {
            Self::Invitation => SignedDuration::from_hours(14 * 24),
            Self::SignUp | Self::PasswordReset | Self::EmailChange => SignedDuration::from_hours(1),
        }
    }
}

/// Where a proof stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Live,
    Used,
    Cancelled,
}

/// A one-time proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// Its id.
    pub id: ProofId,
    /// What it is good for.
    pub purpose: Purpose,
    /// The address it is sent to.
    pub email: Email,
    state: State,
    /// How often its code was tried in vain.
    tries: u8,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// How often a code may be tried; the link goes on working.
const MOST_TRIES: u8 = 5;
/// How long a dead proof is kept, to say why it is dead.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

impl Entity for Proof {
    type Key = ProofId;
    const KIND: &'static str = "proof";
    const NOUN: &'static str = "link";

    fn place(id: &ProofId) -> Place {
        Place::own("proof", id)
    }

    fn key(&self) -> ProofId {
        self.id
    }

    /// Proofs are found by what they prove, not by who looks.
    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }

    fn expires(&self) -> Option<Timestamp> {
        self.expires_at.checked_add(KEPT).ok()
    }
}

/// Which proof the code sent to an address belongs to: always the newest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Newest {
    address: String,
    proof: ProofId,
    expires_at: Timestamp,
}

impl Entity for Newest {
    type Key = String;
    const KIND: &'static str = "newestProof";
    const NOUN: &'static str = "code";

    fn place(address: &String) -> Place {
        Place::new(format!("code#{address}"), "A")
    }

    fn key(&self) -> String {
        self.address.clone()
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }

    fn expires(&self) -> Option<Timestamp> {
        self.expires_at.checked_add(KEPT).ok()
    }
}

/// What a person shows: the token of the link, or the code together with the address it was sent to.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Shown {
    /// The token out of the link's fragment.
    Link {
        /// `<id>.<secret>`.
        token: String,
    },
    /// The code.
    Code {
        /// The address the mail went to.
        email: Email,
        /// The 6 digits; spaces and hyphens do not matter.
        code: String,
    },
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(…)")
    }
}

/// Where the newest proof of a topic for an address is kept.
fn address(scope: &Scope<'_>, topic: Topic, email: &Email) -> String {
    scope.ports.keys.claim(scope.workspace(), topic.name(), email.as_str())
}

/// Issues a proof as part of a change. The newest code for the address replaces the one before; its link stays as it was.
pub async fn issue(
    scope: &Scope<'_>,
    topic: Topic,
    purpose: Purpose,
    email: &Email,
    changes: &mut Changes,
) -> Result<Proof> {
    let expires_at = scope.now().checked_add(topic.lifetime()).map_err(Error::internal)?;
    let proof = Proof { id: scope.new_id(), purpose, email: email.clone(), state: State::Live, tries: 0, expires_at };
    changes.create(&proof);
    let newest = Newest { address: address(scope, topic, email), proof: proof.id, expires_at };
    match scope.records.as_system().find::<Newest>(&newest.address).await? {
        Some(before) => changes.replace(&before, &newest),
        None => changes.create(&newest),
    };
    Ok(proof)
}

/// The token that stands in the link of a proof.
pub fn token(scope: &Scope<'_>, id: ProofId) -> String {
    format!("{id}.{}", scope.ports.keys.proof_secret(&id.to_string()))
}

/// The code that stands in the mail of a proof.
pub fn code(scope: &Scope<'_>, id: ProofId) -> String {
    scope.ports.keys.proof_code(&id.to_string())
}

/// Finds the proof that is shown, if it proves anything. Uses nothing up, but counts a wrong code.
pub async fn check(scope: &Scope<'_>, topic: Topic, shown: &Shown) -> Result<Stored<Proof>> {
    scope.limit_address(PROOF_ADDRESS).await?;
    let stored = match shown {
        Shown::Link { token } => by_link(scope, token).await?.ok_or_else(|| missing(topic))?,
        Shown::Code { email, code } => by_code(scope, topic, email, code).await?,
    };
    let fits = matches!(
        (&stored.purpose, topic),
        (Purpose::Invitation { .. }, Topic::Invitation)
            | (Purpose::SignUp { .. }, Topic::SignUp)
            | (Purpose::PasswordReset { .. }, Topic::PasswordReset)
            | (Purpose::EmailChange { .. }, Topic::EmailChange)
    );
    if !fits {
        return Err(missing(topic));
    }
    match stored.state {
        State::Used => Err(dead(topic, DeadLink::Used)),
        State::Cancelled => Err(dead(topic, DeadLink::Cancelled)),
        State::Live if stored.expires_at <= scope.now() => Err(dead(topic, DeadLink::Expired)),
        State::Live => Ok(stored),
    }
}

async fn by_link(scope: &Scope<'_>, token: &str) -> Result<Option<Stored<Proof>>> {
    let Some((id, secret)) = token.trim().split_once('.') else { return Ok(None) };
    let right = same(secret, &scope.ports.keys.proof_secret(id));
    let Ok(id) = id.parse::<ProofId>() else { return Ok(None) };
    let stored = scope.records.as_system().find::<Proof>(&id).await?;
    Ok(stored.filter(|_| right))
}

async fn by_code(scope: &Scope<'_>, topic: Topic, email: &Email, code: &str) -> Result<Stored<Proof>> {
    scope.limit(PROOF_EMAIL, email.as_str()).await?;
    let records = scope.records.as_system();
    // Where nothing was ever sent, as much is read and written as where something was: time must not tell (S05).
    let newest = records.find::<Newest>(&address(scope, topic, email)).await?;
    let id = newest.map_or(ProofId::new(ulid::Ulid(0)), |it| it.proof);
    let stored = records.find::<Proof>(&id).await?.filter(|it| it.tries < MOST_TRIES);
    let digits: String = code.chars().filter(|it| !it.is_whitespace() && *it != '-').collect();
    let right = same(&digits, &scope.ports.keys.proof_code(&id.to_string()));
    let Some(stored) = stored else {
        scope.limit(PROOF_MISS, email.as_str()).await?;
        return Err(Error::WrongCode);
    };
    if right && stored.purpose != Purpose::Decoy {
        return Ok(stored);
    }
    let mut changes = scope.change("proof.tried");
    changes.replace(&stored, &stored.with(|it| it.tries += 1));
    // Somebody else tried at the same moment: that try was counted, and this one is by the rate limit.
    let _counted = records.commit(changes).await;
    Err(Error::WrongCode)
}

/// Uses a proof up as part of a change.
pub fn use_up(stored: &Stored<Proof>, changes: &mut Changes) {
    changes.replace(stored, &stored.with(|it| it.state = State::Used));
}

/// Kills a proof as part of a change: its link and code stop working at once.
pub async fn cancel(scope: &Scope<'_>, id: ProofId, changes: &mut Changes) -> Result<()> {
    if let Some(stored) = scope.records.as_system().find::<Proof>(&id).await?
        && stored.state == State::Live
    {
        changes.replace(&stored, &stored.with(|it| it.state = State::Cancelled));
    }
    Ok(())
}

const fn missing(topic: Topic) -> Error {
    match topic {
        Topic::Invitation => Error::NotFound("invitation"),
        _ => Error::CodeExpired,
    }
}

const fn dead(topic: Topic, why: DeadLink) -> Error {
    match topic {
        Topic::Invitation => Error::DeadLink(why),
        _ => Error::CodeExpired,
    }
}

/// The address that a link was sent to, dead or alive; nothing if the link is made up.
pub async fn address_of(scope: &Scope<'_>, token: &str) -> Result<Option<Email>> {
    scope.limit_address(PROOF_ADDRESS).await?;
    Ok(by_link(scope, token).await?.map(|it| it.entity.email))
}
