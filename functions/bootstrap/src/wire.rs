//! The ports on AWS, wired once per process.

use std::sync::Arc;

use aws::{CognitoIdentity, Connection, DynamoStore, S3Blobs, SesMailer, SqsQueues};
use functions::{app::App, jobs::Tools, kernel::Use};
use shared::{
    directory::Directories,
    keys::Keys,
    machine::{SystemClock, SystemEntropy},
    mail::Ledger,
    ports::{Blobs, Identity, Mailer, Queues, Store},
};

use crate::{
    environment::{Environment, EnvironmentError},
    withheld::Withheld,
};

/// Everything that a function with these uses may touch. No client is made for the rest.
pub fn tools(
    environment: &Environment<impl Fn(&str) -> Option<String>>,
    connection: &Connection,
    uses: &[Use],
) -> Result<Tools, EnvironmentError> {
    let store: Arc<dyn Store> = Arc::new(DynamoStore::new(connection.dynamodb(), environment.table()?));
    let mut identity: Arc<dyn Identity> = Arc::new(Withheld);
    let mut blobs: Arc<dyn Blobs> = Arc::new(Withheld);
    let mut mailer: Arc<dyn Mailer> = Arc::new(Withheld);
    let mut queues = Vec::new();
    for one in uses {
        match one {
            Use::Get | Use::GetMany | Use::List | Use::ListBy(_) | Use::Put | Use::Add | Use::Require | Use::Delete => {
            }
            Use::GetBlob(_) | Use::PutBlob(_) | Use::DeleteBlob(_) => {
                blobs = Arc::new(S3Blobs::new(connection.s3(), environment.bucket()?));
            }
            Use::CheckPassword | Use::SetPassword => {
                let (pool, client) = environment.user_pool()?;
                identity = Arc::new(CognitoIdentity::new(connection.cognito(), pool, client));
            }
            Use::SendMail => {
                let (sender, set) = environment.sender()?;
                let ledger = Ledger::new(Arc::clone(&store), Arc::new(SystemClock));
                mailer = Arc::new(SesMailer::new(&connection.ses(), ledger, sender, set));
            }
            Use::Enqueue(queue) => queues.push((*queue, environment.queue(*queue)?)),
        }
    }
    let queues: Arc<dyn Queues> =
        if queues.is_empty() { Arc::new(Withheld) } else { Arc::new(SqsQueues::new(connection.sqs(), queues)) };
    let app = App {
        store,
        identity,
        blobs,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        keys: Arc::new(Keys::new(&environment.secret()?)),
        directories: Arc::<Directories>::default(),
        addresses: Arc::new(environment.addresses()?),
        rate_factor: 1,
    };
    Ok(Tools { app, mailer, queues, read_mail_event: |told| Ok(aws::mail_event(told)?) })
}
