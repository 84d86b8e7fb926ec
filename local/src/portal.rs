//! The portal on one machine: every port wired, jobs running, one listener.

use std::sync::Arc;

use functions::app::App;
use shared::{
    directory::Directories,
    keys::Keys,
    ports::{Clock, Entropy, Store},
    workspaces::Addresses,
};
use tokio::net::TcpListener;

use crate::{
    Options,
    clock::SystemClock,
    database::Database,
    demo,
    entropy::SystemEntropy,
    events::{self, Followed},
    folder::{Folder, FolderError},
    gateway,
    identity::TableIdentity,
    mailbox::FolderMailer,
    objects::Objects,
};

/// The portal on one machine.
#[derive(Debug)]
pub struct Portal {
    app: App,
    mailbox: Arc<FolderMailer>,
    events: events::Queue,
    notes: Vec<String>,
    // Kept as long as the portal runs: the services behind the ports, and the lock of the folder.
    database: Database,
    _objects: Objects,
    folder: Folder,
}

impl Portal {
    /// Opens the data folder and wires everything. Nothing is served yet.
    pub async fn open(options: &Options, listener: &TcpListener) -> Result<Self, FolderError> {
        let mut folder = Folder::open(&options.data)?;
        let database = Database::open(&mut folder).await?;
        let objects = Objects::open(&folder).await?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let mailbox = Arc::new(FolderMailer::open(&folder, Arc::clone(&clock))?);
        let (store, events) = Followed::new(Arc::new(database.store()));
        let store: Arc<dyn Store> = Arc::new(store);
        let port = listener.local_addr().map_or(options.port, |it| it.port());
        let app = App {
            identity: Arc::new(TableIdentity::new(Arc::clone(&store), Arc::clone(&entropy))),
            store,
            blobs: Arc::new(objects.blobs()),
            clock,
            entropy,
            keys: Arc::new(Keys::new(folder.secret())),
            directories: Arc::new(Directories::default()),
            addresses: Arc::new(Addresses { origin: format!("http://localhost:{port}"), domain: None }),
            rate_factor: options.rate_factor.max(1),
        };
        Ok(Self { app, mailbox, events, notes: Vec::new(), database, _objects: objects, folder })
    }

    /// Fills the demo workspace, unless it is there.
    pub async fn seed_demo(&mut self) -> Result<(), demo::DemoError> {
        self.notes = demo::seed(&self.app, &self.database, self.folder.path()).await?;
        Ok(())
    }

    /// Tells where everything is.
    pub fn print_welcome(&self) {
        let origin = &self.app.addresses.origin;
        println!("\nPortico is running.\n");
        println!("  Start here    {origin}/");
        println!("  Mailbox       {origin}/_local/mailbox   (every mail that would have been sent)");
        println!("  API           {origin}/v1/openapi.json");
        println!("  Data          {}", self.folder.path().display());
        for note in &self.notes {
            println!("{note}");
        }
        println!("\nStop with Ctrl-C. Everything stays in the data folder.");
    }

    /// Serves until it is told to stop.
    pub async fn serve(self, listener: TcpListener) -> std::io::Result<()> {
        let jobs = events::run(self.app.clone(), Arc::clone(&self.mailbox) as _, self.events);
        let jobs = tokio::spawn(jobs);
        let served = gateway::serve(listener, self.app, self.mailbox).await;
        jobs.abort();
        served
    }
}
