//! A firm in memory, for tests of the domain, and a gate that stops work at any step.

mod gate;

pub(crate) use gate::{Gate, Moment};

use ulid::Ulid;

use crate::{
    clients::{self, Client, ClientId, Invite, NewClient},
    directory::Directories,
    id::Id,
    keys::Keys,
    memory::{CountingEntropy, FixedClock, MemoryBlobs, MemoryIdentity, MemoryMailer, MemoryStore},
    records::{Entity, Records, Stored},
    scope::{Ports, Scope},
    workspaces::{self, Addresses, NewWorkspace, Workspace, WorkspaceId},
};

/// Ports in memory with one firm in them.
#[derive(Debug)]
pub(crate) struct World {
    pub store: MemoryStore,
    pub identity: MemoryIdentity,
    pub blobs: MemoryBlobs,
    pub clock: FixedClock,
    pub entropy: CountingEntropy,
    pub mailer: MemoryMailer,
    pub keys: Keys,
    pub directories: Directories,
    pub addresses: Addresses,
    /// The firm.
    pub workspace: WorkspaceId,
}

impl World {
    /// A world with the firm Harbor & Finch at `harbor`.
    pub async fn new() -> Self {
        let world = Self {
            store: MemoryStore::default(),
            identity: MemoryIdentity::default(),
            blobs: MemoryBlobs::default(),
            clock: FixedClock::default(),
            entropy: CountingEntropy::default(),
            mailer: MemoryMailer::default(),
            keys: Keys::new(&[7; 32]),
            directories: Directories::default(),
            addresses: Addresses { origin: "https://portico.example".to_owned(), domain: None },
            workspace: Id::new(Ulid(1)),
        };
        let new = NewWorkspace {
            brand_name: "Harbor & Finch".parse().unwrap(),
            slug: "harbor".parse().unwrap(),
            name: "Ada Admin".parse().unwrap(),
            email: "ada@harbor.example".parse().unwrap(),
            password: "correct horse battery".parse().unwrap(),
        };
        let scope = world.scope();
        let (_, _, changes) = workspaces::create(&scope, &new).await.unwrap();
        scope.records.commit(changes).await.unwrap();
        drop(scope);
        world
    }

    /// The ports of one process.
    pub fn ports(&self) -> Ports<'_> {
        Ports {
            store: &self.store,
            identity: &self.identity,
            blobs: &self.blobs,
            clock: &self.clock,
            entropy: &self.entropy,
            keys: &self.keys,
            directories: &self.directories,
            addresses: &self.addresses,
            rate_factor: 1,
        }
    }

    /// The ports of another process: the same services, other directories in memory.
    pub fn ports_with<'a>(&'a self, directories: &'a Directories) -> Ports<'a> {
        Ports { directories, ..self.ports() }
    }

    /// Portico itself at work in the firm.
    pub fn scope(&self) -> Scope<'_> {
        Scope::system(self.ports(), self.workspace)
    }

    /// The firm's records, as Portico itself sees them.
    pub fn records(&self) -> Records<'_> {
        self.scope().records
    }

    /// An entity that is there.
    pub async fn get<E: Entity>(&self, key: &E::Key) -> Stored<E> {
        self.records().get::<E>(key).await.unwrap()
    }

    /// Changes a record.
    pub async fn edit<E: Entity + 'static>(&self, key: &E::Key, edit: impl FnOnce(&mut E)) {
        let (scope, before) = (self.scope(), self.get::<E>(key).await);
        let mut changes = scope.change("test.edited");
        changes.replace(&before, &before.with(edit));
        scope.records.commit(changes).await.unwrap();
    }

    /// Adds the client `<name>@client.example` of this given name.
    pub async fn client(&self, name: &str) -> ClientId {
        self.add(name, None).await.unwrap().id
    }

    /// Adds a client, and sends them an invitation.
    pub async fn invited(&self, name: &str) -> Client {
        self.add(name, Some(Invite { template: None })).await.unwrap()
    }

    async fn add(&self, name: &str, invite: Option<Invite>) -> crate::Result<Client> {
        let scope = self.scope();
        let new = NewClient {
            given_name: Some(name.parse().unwrap()),
            email: Some(format!("{name}@client.example").parse().unwrap()),
            ..NewClient::default()
        };
        let workspace = self.get::<Workspace>(&()).await;
        let (client, changes) = clients::create(&scope, &workspace, new, invite).await?;
        scope.records.commit(changes).await?;
        Ok(client)
    }
}
