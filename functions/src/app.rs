//! The ports, wired once per process.

use std::sync::Arc;

use shared::{
    directory::Directories,
    keys::Keys,
    ports::{Blobs, Clock, Entropy, Identity, Store},
    scope::Ports,
    workspaces::Addresses,
};

/// The ports, wired once per process.
#[derive(Clone)]
pub struct App {
    /// Durable records.
    pub store: Arc<dyn Store>,
    /// Credentials.
    pub identity: Arc<dyn Identity>,
    /// Pictures and snapshots.
    pub blobs: Arc<dyn Blobs>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// What is derived from the deployment's secret.
    pub keys: Arc<Keys>,
    /// Directories that this process has in memory.
    pub directories: Arc<Directories>,
    /// How portals are addressed.
    pub addresses: Arc<Addresses>,
    /// Loosens rate limits, for development and tests; 1 in earnest.
    pub rate_factor: u32,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl App {
    /// The ports as operations take them.
    pub fn ports(&self) -> Ports<'_> {
        Ports {
            store: &*self.store,
            identity: &*self.identity,
            blobs: &*self.blobs,
            clock: &*self.clock,
            entropy: &*self.entropy,
            keys: &self.keys,
            directories: &self.directories,
            addresses: &self.addresses,
            rate_factor: self.rate_factor,
        }
    }
}
