//! What an endpoint works with: its caller, the caller's workspace, and the way to commit.

use std::{
    ops::Deref,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use serde::Serialize;
use shared::{
    Error, Result,
    accounts::Person,
    clients::{Activity, Client, ClientId},
    id::PersonId,
    ports::CommitError,
    records::{Changes, Entity, Stored},
    scope::Scope,
    sessions::{self, Caller, SessionToken},
    team::InternalUser,
    text::Slug,
    workspaces::{Workspace, WorkspaceId},
};

use super::once::Once;

/// How often a visit is noted anew after another one was noted at the same moment.
const VISITS: u32 = 8;

/// One call of an endpoint.
#[derive(Debug)]
pub struct Cx<'a> {
    /// The workspace as the caller may know it; the ports.
    pub scope: Scope<'a>,
    pub(super) caller: Option<&'a Caller>,
    pub(super) workspace: Option<&'a Stored<Workspace>>,
    pub(super) if_match: Option<u64>,
    pub(super) once: Option<Once>,
    /// What the answer does to the session that the browser holds.
    pub(super) cookie: Mutex<Cookie>,
    pub(super) repeated: AtomicBool,
    /// Whose visit begins with this call.
    pub(super) visit: Mutex<Option<ClientId>>,
}

/// What happens to the browser's session.
#[derive(Clone, Debug, Default)]
pub(super) enum Cookie {
    /// Nothing.
    #[default]
    Keep,
    /// It is replaced.
    Set(Slug, WorkspaceId, PersonId, SessionToken),
    /// It ends.
    Clear(Slug),
}

impl<'a> Deref for Cx<'a> {
    type Target = Scope<'a>;

    fn deref(&self) -> &Scope<'a> {
        &self.scope
    }
}

impl Cx<'_> {
    /// Who calls. [`Error::Unauthenticated`] for endpoints that anyone may call, when nobody is signed in.
    pub fn caller(&self) -> Result<&Caller> {
        self.caller.ok_or(Error::Unauthenticated)
    }

    /// The client who calls: for endpoints whose access lets nobody else in.
    pub fn client(&self) -> Result<&Stored<Client>> {
        match &self.caller()?.person {
            Person::Client(client) => Ok(client),
            Person::InternalUser(_) => Err(Error::ClientsOnly),
        }
    }

    /// The internal user who calls: for endpoints whose access lets nobody else in.
    pub fn internal_user(&self) -> Result<&Stored<InternalUser>> {
        match &self.caller()?.person {
            Person::InternalUser(user) => Ok(user),
            Person::Client(_) => Err(Error::TeamOnly),
        }
    }

    /// The workspace, for endpoints of one.
    pub fn workspace(&self) -> Result<&Stored<Workspace>> {
        self.workspace.ok_or(Error::NotFound("workspace"))
    }

    /// The entity to edit: exists for the caller, and is still what they read if they sent `If-Match`.
    pub async fn edit<E: Entity>(&self, key: &E::Key) -> Result<Stored<E>> {
        let stored = self.scope.records.get::<E>(key).await?;
        self.require_match(stored.version)?;
        Ok(stored)
    }

    /// Succeeds if the caller sent no `If-Match`, or the version they sent is this one.
    pub fn require_match(&self, version: u64) -> Result<()> {
        if self.if_match.is_none_or(|it| it == version) { Ok(()) } else { Err(Error::Stale) }
    }

    /// Starts a session for somebody who has just proved who they are, as part of a change. If somebody else is signed in
    /// at this portal in this browser, it asks first (W10): `switch` is the answer to that.
    pub fn sign_in(&self, person: &Person, switch: Option<bool>, changes: &mut Changes) -> Result<()> {
        self.require_free_browser(person.id(), switch)?;
        let workspace = self.workspace()?;
        self.start_session(person, &workspace.slug, changes)
    }

    /// Succeeds if nobody else is signed in at this portal in this browser, or the person wants to take their place.
    pub fn require_free_browser(&self, person: PersonId, switch: Option<bool>) -> Result<()> {
        match self.caller {
            Some(other) if other.person.id() != person && switch != Some(true) => {
                Err(Error::OtherSessionActive { signed_in_as: other.person.name() })
            }
            _ => Ok(()),
        }
    }

    /// As [`Cx::sign_in`], at a portal that is only being created.
    pub fn start_session(&self, person: &Person, slug: &Slug, changes: &mut Changes) -> Result<()> {
        let ports = &self.scope.ports;
        let secret = self.once.as_ref().map_or_else(|| self.scope.secret(), |it| it.session_secret(ports));
        let token = sessions::start(&self.scope, person, secret, changes)?;
        if let PersonId::Client(client) = person.id() {
            *self.visit.lock().unwrap_or_else(PoisonError::into_inner) = Some(client);
        }
        self.set_cookie(Cookie::Set(slug.clone(), self.scope.workspace(), person.id(), token));
        Ok(())
    }

    /// Ends the browser's session at this portal.
    pub fn clear_session(&self) -> Result<()> {
        self.set_cookie(Cookie::Clear(self.workspace()?.slug.clone()));
        Ok(())
    }

    /// Commits a change and answers.
    pub async fn commit<O: Serialize>(&self, changes: Changes, output: O) -> Result<O> {
        self.try_commit(changes, &output).await?.map_err(Error::from)?;
        Ok(output)
    }

    /// Commits a change and answers; a refusal is for the caller of this to explain. What the change answers to a request
    /// with an `Idempotency-Key` is kept in the same commit.
    pub async fn try_commit<O: Serialize>(
        &self,
        mut changes: Changes,
        output: &O,
    ) -> Result<std::result::Result<(), CommitError>> {
        if let Some(once) = &self.once {
            let output = serde_json::to_value(output).map_err(Error::internal)?;
            let session = match self.cookie() {
                Cookie::Set(slug, workspace, person, _) => Some((workspace, slug, person)),
                Cookie::Keep | Cookie::Clear(_) => None,
            };
            changes.first(once.keep(self.scope.now(), &output, session));
        }
        match self.commit_with_visit(changes).await? {
            Err(CommitError::Refused { what: Once::WHAT, .. }) => {
                self.repeated.store(true, Ordering::Relaxed);
                Err(Error::Stale)
            }
            other => Ok(other),
        }
    }

    /// Commits a change together with the note of the visit that begins with it. Others may note a visit of the same client at
    /// the same moment: that is no reason to refuse this one, so it is noted anew.
    async fn commit_with_visit(&self, changes: Changes) -> Result<std::result::Result<(), CommitError>> {
        let records = &self.scope.records;
        let visit = *self.visit.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(client) = visit else { return Ok(records.commit(changes).await) };
        let writes = records.writes(changes);
        for _ in 0..VISITS {
            let mut noted = self.scope.change("client.visited");
            sessions::note_sign_in(&self.scope, client, &mut noted).await?;
            let all = writes.iter().cloned().chain(records.writes(noted)).collect();
            match self.scope.ports.store.commit(all).await {
                Err(CommitError::Refused { what: Activity::NOUN, .. }) => {}
                other => return Ok(other),
            }
        }
        Err(Error::Unavailable("visits of this client are noted all the time".into()))
    }

    pub(super) fn cookie(&self) -> Cookie {
        self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_cookie(&self, cookie: Cookie) {
        *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = cookie;
    }
}
