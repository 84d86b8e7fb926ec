//! The ports on AWS, wired once per process.

use std::sync::Arc;

use aws::{CognitoIdentity, Connection, DynamoStore, S3Blobs, SesMailer, SqsQueues};
use functions::{app::App, jobs::Tools, kernel::Use};
use shared::{
    directory::Directories,
    keys::Keys,
    machine::{SystemClock, SystemEntropy},
    mail::Ledger,
    ports::{Blobs, Identity, Mailer, Queue, Queues, Store},
    workspaces::Addresses,
};

use crate::{
    environment::{Environment, EnvironmentError},
    withheld::Withheld,
};

/// What the deployment says to a function with certain uses, read at once: what is missing shows before anything is asked for.
pub struct Settings {
    table: String,
    bucket: Option<String>,
    user_pool: Option<(String, String)>,
    sender: Option<(String, String)>,
    queues: Vec<(Queue, String)>,
    secret: [u8; 32],
    addresses: Addresses,
}

impl Settings {
    /// Reads what these uses need, and no more.
    pub fn read(
        environment: &Environment<impl Fn(&str) -> Option<String>>,
        uses: &[Use],
    ) -> Result<Self, EnvironmentError> {
        let (mut bucket, mut user_pool, mut sender, mut queues) = (None, None, None, Vec::new());
        for one in uses {
            match one {
                Use::Get
                | Use::GetMany
                | Use::List
                | Use::ListBy(_)
                | Use::Put
                | Use::Add
                | Use::Require
                | Use::Delete => {}
                Use::GetBlob(_) | Use::PutBlob(_) | Use::DeleteBlob(_) => bucket = Some(environment.bucket()?),
                Use::CheckPassword | Use::SetPassword => user_pool = Some(environment.user_pool()?),
                Use::SendMail => sender = Some(environment.sender()?),
                Use::Enqueue(queue) => queues.push((*queue, environment.queue(*queue)?)),
            }
        }
        let (table, secret, addresses) = (environment.table()?, environment.secret()?, environment.addresses()?);
        Ok(Self { table, bucket, user_pool, sender, queues, secret, addresses })
    }

    /// Everything that the function may touch. No client is made for the rest.
    pub fn tools(self, connection: &Connection) -> Tools {
        let store: Arc<dyn Store> = Arc::new(DynamoStore::new(connection.dynamodb(), self.table));
        let identity: Arc<dyn Identity> = match self.user_pool {
            Some((pool, client)) => Arc::new(CognitoIdentity::new(connection.cognito(), pool, client)),
            None => Arc::new(Withheld),
        };
        let blobs: Arc<dyn Blobs> = match self.bucket {
            Some(bucket) => Arc::new(S3Blobs::new(connection.s3(), bucket)),
            None => Arc::new(Withheld),
        };
        let mailer: Arc<dyn Mailer> = match self.sender {
            Some((sender, set)) => {
                let ledger = Ledger::new(Arc::clone(&store), Arc::new(SystemClock));
                Arc::new(SesMailer::new(&connection.ses(), ledger, sender, set))
            }
            None => Arc::new(Withheld),
        };
        let queues: Arc<dyn Queues> = match self.queues {
            none if none.is_empty() => Arc::new(Withheld),
            queues => Arc::new(SqsQueues::new(connection.sqs(), queues)),
        };
        let app = App {
            store,
            identity,
            blobs,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            keys: Arc::new(Keys::new(&self.secret)),
            directories: Arc::<Directories>::default(),
            addresses: Arc::new(self.addresses),
            rate_factor: 1,
        };
        Tools { app, mailer, queues, read_mail_event: |told| Ok(aws::mail_event(told)?) }
    }
}
