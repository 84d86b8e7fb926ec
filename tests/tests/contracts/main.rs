//! The contract suites of the ports over every adapter of this machine: in memory, and on one embedded database with its
//! data folder. `shared::contracts` says what each suite proves.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod consumed;
mod durability;
mod emulator;
mod lost_answers;
mod mishaps;

use std::sync::Arc;

use async_trait::async_trait;
use local::{
    clock::SystemClock, database::Database, entropy::SystemEntropy, folder::Folder, identity::TableIdentity,
    mailbox::FolderMailer, objects::Objects,
};
use shared::{
    contracts,
    memory::{MemoryBlobs, MemoryIdentity, MemoryMailer, MemoryQueues, MemoryStore},
    ports::{Mailer, MailerError, OutgoingMail},
};

#[tokio::test(flavor = "multi_thread")]
async fn the_ports_in_memory_keep_their_contracts() {
    contracts::store(Arc::new(MemoryStore::default()), "contract#").await;
    contracts::blobs(Arc::new(MemoryBlobs::default()), "contract/").await;
    contracts::identity(Arc::new(MemoryIdentity::default()), 1).await;
    contracts::mailer(Arc::new(MemoryMailer::default()), "contract").await;
    contracts::queues(Arc::new(MemoryQueues::default()), "contract").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ports_on_one_machine_keep_their_contracts() {
    contracts::clock(&SystemClock);
    contracts::entropy(&SystemEntropy);
    let data = tempfile::tempdir().unwrap();
    let mut folder = Folder::open(data.path()).unwrap();
    let database = Database::open(&mut folder).await.unwrap();
    let store = Arc::new(database.store());
    let objects = Objects::open(&folder).await.unwrap();
    let mailer = FolderMailer::open(&folder, Arc::new(SystemClock)).unwrap();
    // One database for all of them: no suite may disturb another.
    let suites = [
        tokio::spawn(contracts::store(store.clone(), "contract#")),
        tokio::spawn(contracts::blobs(Arc::new(objects.blobs()), "contract/")),
        tokio::spawn(contracts::identity(Arc::new(TableIdentity::new(store, Arc::new(SystemEntropy))), 1)),
        tokio::spawn(contracts::mailer(Arc::new(Kept(mailer)), "contract")),
    ];
    for suite in suites {
        suite.await.unwrap();
    }
}

/// The mailbox page as the receivers' side of the mailer.
struct Kept(FolderMailer);

#[async_trait]
impl Mailer for Kept {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        self.0.send(id, mail).await
    }
}

#[async_trait]
impl contracts::Postbox for Kept {
    async fn delivered(&self, address: &str) -> Vec<OutgoingMail> {
        let mut mails = Vec::new();
        for envelope in self.0.list(Some(address)) {
            mails.push(self.0.get(&envelope.id).await.unwrap().unwrap().mail);
        }
        mails
    }
}
