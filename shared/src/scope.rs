//! What an operation works with: one workspace, as one actor, at one moment.

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use ulid::Ulid;

use crate::{
    Error, Result,
    access::{Permission, Viewer},
    audit::{Actor, Origin},
    id::{Id, Kind},
    keys::Keys,
    limits::{self, RateLimit},
    ports::{Blobs, Clock, Entropy, Identity, Store},
    records::{Changes, Records},
    workspaces::WorkspaceId,
};

/// The ports, wired once per process.
#[derive(Clone, Copy)]
pub struct Ports<'a> {
    /// Durable records.
    pub store: &'a dyn Store,
    /// Credentials.
    pub identity: &'a dyn Identity,
    /// Pictures and snapshots.
    pub blobs: &'a dyn Blobs,
    /// Time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub entropy: &'a dyn Entropy,
    /// What is derived from the deployment's secret.
    pub keys: &'a Keys,
    /// Directories that this process has in memory.
    pub directories: &'a crate::directory::Directories,
    /// How portals are addressed.
    pub addresses: &'a crate::workspaces::Addresses,
    /// Loosens rate limits, for development and tests; 1 in earnest.
    pub rate_factor: u32,
}

impl std::fmt::Debug for Ports<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ports")
    }
}

/// One workspace, as one actor, at one moment.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The ports.
    pub ports: Ports<'a>,
    /// The workspace's records, as the actor may know them.
    pub records: Records<'a>,
    /// What the actor's role grants.
    pub permissions: &'a [Permission],
    /// Who acts.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    now: Timestamp,
    drawn: AtomicU32,
}

impl<'a> Scope<'a> {
    /// A scope at the current time.
    pub fn new(
        ports: Ports<'a>,
        workspace: WorkspaceId,
        viewer: Viewer,
        permissions: &'a [Permission],
        actor: Actor,
        origin: Origin,
    ) -> Self {
        let records = Records::new(ports.store, ports.keys, workspace, viewer);
        Self { ports, records, permissions, actor, origin, now: ports.clock.now(), drawn: AtomicU32::new(0) }
    }

    /// Portico itself at work in a workspace: jobs and mails.
    pub fn system(ports: Ports<'a>, workspace: WorkspaceId) -> Self {
        Self::new(ports, workspace, Viewer::System, Permission::ALL, Actor::system(), Origin::default())
    }

    /// Whether the actor's role grants a permission.
    pub fn holds(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Succeeds if the actor's role grants a permission: for what depends on the record, not on the endpoint.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.holds(permission) { Ok(()) } else { Err(Error::PermissionDenied(permission)) }
    }

    /// When the operation happens: one time for all that belongs to it.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// The workspace.
    pub const fn workspace(&self) -> WorkspaceId {
        self.records.workspace()
    }

    /// A new identifier.
    pub fn new_id<K: Kind>(&self) -> Id<K> {
        Id::new(self.draw())
    }

    /// Starts a change; `action` is its name in the audit trail.
    pub fn change(&self, action: &'static str) -> Changes {
        Changes::new(action, self.now, self.draw(), self.actor.clone(), self.origin.clone())
    }

    /// The same change, made by somebody else: one who has just proved who they are.
    pub fn change_as(&self, action: &'static str, actor: Actor) -> Changes {
        Changes::new(action, self.now, self.draw(), actor, self.origin.clone())
    }

    /// 256 bits that nobody can predict.
    pub fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.ports.entropy.fill(&mut bytes);
        bytes
    }

    /// Counts one try against a rate limit; `who` is whatever is limited, within this workspace.
    pub async fn limit(&self, rule: RateLimit, who: &str) -> Result<()> {
        let workspace = self.workspace().to_string();
        limits::count(self.ports.store, self.now, rule, &[&workspace, who], self.ports.rate_factor).await
    }

    /// Counts one try against a rate limit of the caller's network address, across workspaces.
    pub async fn limit_address(&self, rule: RateLimit) -> Result<()> {
        let ip = self.origin.ip.as_deref().unwrap_or("unknown");
        limits::count(self.ports.store, self.now, rule, &[ip], self.ports.rate_factor).await
    }

    /// Ids of one operation sort in the order in which they were drawn, although they share its millisecond.
    fn draw(&self) -> Ulid {
        let mut bytes = [0; 16];
        self.ports.entropy.fill(&mut bytes[8..]);
        let n = self.drawn.fetch_add(1, Ordering::Relaxed);
        // 16 bits count within the operation, 56 bits are random, 8 are left for what a change numbers itself.
        let random = (u128::from(n & 0xffff) << 64) | ((u128::from_be_bytes(bytes) & ((1 << 56) - 1)) << 8);
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        Ulid::from_parts(millis, random)
    }
}
