//! Sessions: what keeps a person signed in at one portal.
//!
//! The browser holds a random secret; the table holds its hash. Every request reads the session together with its person,
//! the workspace, the roles and the client profiles, so that whatever was revoked is revoked from the next request on (A09).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    access::{ClientPermission, ClientProfiles, ClientRights, Permission, Role, RoleKey, Roles, Viewer},
    accounts::Person,
    clients::{Activity, Client, ClientId},
    id::PersonId,
    keys::digest,
    ports::{Change, CommitError, Key},
    records::{Changes, Entity, Records, Stored, decode},
    scope::{Ports, Scope},
    system,
    team::InternalUser,
    workspaces::{Workspace, WorkspaceId},
};

/// How long a session lasts at most.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How exactly a client's last activity is known.
const ACTIVITY_STEP: SignedDuration = SignedDuration::from_mins(60);

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    workspace: WorkspaceId,
    person: PersonId,
    /// Must be the person's own number still.
    epoch: u32,
    began_at: Timestamp,
    expires_at: Timestamp,
}

/// What the browser holds: whose session, and its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken {
    workspace: WorkspaceId,
    person: PersonId,
    secret: String,
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    /// The token of a person with a secret.
    pub fn new(workspace: WorkspaceId, person: PersonId, secret: [u8; 32]) -> Self {
        Self { workspace, person, secret: URL_SAFE_NO_PAD.encode(secret) }
    }

    /// Whose it is, by its own word.
    pub const fn owner(&self) -> (WorkspaceId, PersonId) {
        (self.workspace, self.person)
    }

    /// The token as a cookie's value.
    pub fn cookie(&self) -> String {
        format!("{}.{}.{}", self.workspace, self.person, self.secret)
    }

    /// Reads a cookie's value; nothing if it is no token.
    pub fn parse(cookie: &str) -> Option<Self> {
        let mut parts = cookie.split('.');
        let token = Self {
            workspace: parts.next()?.parse().ok()?,
            person: parts.next()?.parse().ok()?,
            secret: parts.next()?.to_owned(),
        };
        (parts.next().is_none() && token.secret.len() == 43).then_some(token)
    }

    fn key(&self) -> Key {
        let (workspace, person) = (self.workspace.to_string(), self.person.to_string());
        system::session_key(&digest(&[workspace.as_bytes(), person.as_bytes(), self.secret.as_bytes()]))
    }
}

/// Somebody who is signed in, and everything that decides what they may do.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub person: Person,
    /// Their workspace.
    pub workspace: Stored<Workspace>,
    /// The workspace's roles.
    pub roles: Stored<Roles>,
    /// Their role, if they are of the firm and it still exists.
    pub role: Option<Role>,
    /// What their profile grants, if they are a client (A07).
    rights: ClientRights,
    token: SessionToken,
    session: Session,
    session_version: u64,
}

impl Caller {
    /// What exists for them.
    pub fn viewer(&self) -> Viewer {
        self.person.viewer(self.rights)
    }

    /// Whether their role grants a permission.
    pub fn holds(&self, permission: Permission) -> bool {
        self.role.as_ref().is_some_and(|it| it.permissions.contains(&permission))
    }

    /// Whether they are a client whose profile grants a permission.
    pub const fn may(&self, permission: ClientPermission) -> bool {
        self.rights.grant(permission)
    }

    /// Which role they have, if they are of the firm.
    pub fn role_key(&self) -> Option<RoleKey> {
        match &self.person {
            Person::InternalUser(user) => Some(user.role),
            Person::Client(_) => None,
        }
    }
}

/// Starts a session as part of a change. The secret is random, or the one that the same request got before.
pub fn start(scope: &Scope<'_>, person: &Person, secret: [u8; 32], changes: &mut Changes) -> Result<SessionToken> {
    let token =
        SessionToken { workspace: scope.workspace(), person: person.id(), secret: URL_SAFE_NO_PAD.encode(secret) };
    let expires_at = scope.now().checked_add(LIFETIME).map_err(Error::internal)?;
    let session = Session {
        workspace: token.workspace,
        person: token.person,
        epoch: person.session_epoch(),
        began_at: scope.now(),
        expires_at,
    };
    let record = system::record(token.key(), "session", &session, Some(expires_at));
    changes.also(Change::Create { record, what: "session" });
    Ok(token)
}

/// Notes that a client signed in, as part of a change.
pub async fn note_sign_in(scope: &Scope<'_>, client: ClientId, changes: &mut Changes) -> Result<()> {
    let now = scope.now();
    let after = Activity { client, last_activity_at: now, last_login_at: now };
    match scope.records.as_system().find::<Activity>(&client).await? {
        Some(before) => changes.replace(&before, &after),
        None => changes.create(&after),
    };
    Ok(())
}

/// How long the browser should keep the token, in seconds.
pub const fn lifetime_seconds() -> i64 {
    LIFETIME.as_secs()
}

/// Who holds this token, in one read of storage; nothing if the session is over, for whatever reason.
pub async fn authenticate(ports: &Ports<'_>, token: &SessionToken) -> Result<Option<Caller>> {
    // The token's word for the workspace is good enough to look: the session itself must say the same.
    let records = Records::new(ports.store, ports.keys, token.workspace, Viewer::System);
    let person_place = match token.person {
        PersonId::InternalUser(id) => InternalUser::place(&id),
        PersonId::Client(id) => Client::place(&id),
    };
    let roots = [Workspace::place(&()), Roles::place(&()), ClientProfiles::place(&())];
    let mut keys = vec![token.key(), records.key(&person_place)];
    // Only clients have a profile.
    keys.extend(
        roots[..if matches!(token.person, PersonId::Client(_)) { 3 } else { 2 }].iter().map(|it| records.key(it)),
    );
    let mut readings = ports.store.get_many(&keys).await?.into_iter();
    let mut next = || readings.next().flatten();
    let (Some(session), Some(person), Some(workspace), Some(roles)) = (next(), next(), next(), next()) else {
        return Ok(None);
    };
    let profiles = next();
    let session_version = session.version;
    let session: Session = system::read(session)?;
    let person = match token.person {
        PersonId::InternalUser(_) => Person::InternalUser(decode(person)?),
        PersonId::Client(_) => Person::from(decode::<Client>(person)?),
    };
    let belongs = session.workspace == token.workspace && session.person == token.person;
    let lives = session.expires_at > ports.clock.now() && session.epoch == person.session_epoch();
    if !belongs || !lives || !person.may_sign_in() {
        return Ok(None);
    }
    let roles: Stored<Roles> = decode(roles)?;
    let (role, rights) = match &person {
        Person::InternalUser(user) => (roles.get(user.role), ClientRights::default()),
        Person::Client(client) => {
            // Workspaces older than profiles have the first one all the same.
            let profiles = profiles.map(decode::<ClientProfiles>).transpose()?;
            let profiles = profiles.map_or_else(|| ClientProfiles::first(token.workspace), |it| it.entity);
            (None, profiles.rights(client.profile))
        }
    };
    Ok(Some(Caller {
        person,
        workspace: decode(workspace)?,
        roles,
        role,
        rights,
        token: token.clone(),
        session,
        session_version,
    }))
}

/// Lets the caller's own session outlive a change that ends all sessions of `person`, who is the caller as they will be.
pub fn keep(caller: &Caller, person: &Person, changes: &mut Changes) {
    let session = Session { epoch: person.session_epoch(), ..caller.session.clone() };
    let expires = Some(session.expires_at);
    let mut record = system::record(caller.token.key(), "session", &session, expires);
    record.version = caller.session_version + 1;
    changes.also(Change::Replace { record, what: "session" });
}

/// Ends one session.
pub async fn end(ports: &Ports<'_>, caller: &Caller) -> Result<()> {
    let key = caller.token.key();
    if let Some(reading) = ports.store.get(&key).await? {
        let delete = Change::Delete { key, version: reading.version, what: "session" };
        match ports.store.commit(vec![delete]).await {
            // Somebody else ended it at the same moment.
            Err(CommitError::Refused { .. }) => (),
            other => other?,
        }
    }
    Ok(())
}

/// Notes that a client is there, to the hour. Whether it works out does not matter to their request.
pub async fn note_activity(scope: &Scope<'_>, client: ClientId) -> Result<()> {
    let records = scope.records.as_system();
    let Some(before) = records.find::<Activity>(&client).await? else { return Ok(()) };
    if before.last_activity_at.checked_add(ACTIVITY_STEP).is_ok_and(|it| it > scope.now()) {
        return Ok(());
    }
    let mut changes = scope.change("client.seen");
    changes.replace(&before, &before.with(|it| it.last_activity_at = scope.now()));
    match records.commit(changes).await {
        Err(CommitError::Refused { .. }) => Ok(()),
        other => Ok(other?),
    }
}
