//! Passes on what a commit left to do: mails to their queue, directories that have grown to theirs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error, Result,
    mail::Unsent,
    ports::{Attributes, Group, Message, Queue},
    workspaces::WorkspaceId,
};

use super::{Outcome, Tools};
use crate::kernel::BoxFuture;

/// Of a directory's many changes, so many seconds' worth are dealt with at once.
const WINDOW_SECONDS: i64 = 300;

/// The kinds of records that leave something to do.
pub(super) const KINDS: &[&str] = &["outbox", "log"];

/// What a new record leaves to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A mail waits.
    Mail(Unsent),
    /// A workspace's directory has grown.
    Grown(WorkspaceId),
}

/// A workspace whose directory has grown: a message of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Grown {
    pub workspace: WorkspaceId,
}

impl Left {
    /// What a new record of this kind, in this partition, leaves to do. Nothing, for most.
    pub fn by(kind: &str, partition: &str, body: &Attributes) -> Option<Self> {
        match kind {
            "outbox" => {
                let field = |name: &str| body.get(name).and_then(Value::as_str);
                let (workspace, id) = (field("workspace")?.parse().ok()?, field("id")?.parse().ok()?);
                Some(Self::Mail(Unsent { workspace, id }))
            }
            "log" => partition.split('#').next()?.parse().ok().map(Self::Grown),
            _ => None,
        }
    }

    /// The same of a record as the table's stream tells it.
    fn told(change: &Value) -> Option<Self> {
        let image = change.pointer("/dynamodb/NewImage").filter(|_| change["eventName"] == "INSERT")?;
        let text = |value: &Value| value["S"].as_str().map(|it| Value::from(it.to_owned()));
        let body = image.pointer("/body/M").and_then(Value::as_object);
        let body = body.into_iter().flatten().filter_map(|(name, value)| Some((name.clone(), text(value)?)));
        Self::by(image.pointer("/kind/S")?.as_str()?, image.pointer("/pk/S")?.as_str()?, &body.collect())
    }
}

/// Follows one batch of the stream. When it fails, the batch comes again; what was passed on twice does no harm.
pub(super) fn run<'a>(tools: &'a Tools, event: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let changes =
            event["Records"].as_array().ok_or_else(|| Error::internal("the event is no batch of a stream"))?;
        let (mut mails, mut grown) = (Vec::new(), BTreeSet::new());
        for left in changes.iter().filter_map(Left::told) {
            match left {
                Left::Mail(mail) => mails.push(mail),
                Left::Grown(workspace) => drop(grown.insert(workspace)),
            }
        }
        tools.pass_on(&mails).await?;
        let window = tools.app.clock.now().as_second().div_euclid(WINDOW_SECONDS);
        let messages = grown.into_iter().map(|workspace| message(workspace, window)).collect::<Result<Vec<_>>>()?;
        tools.send(Queue::Directory, messages).await?;
        Ok(Outcome::default())
    })
}

/// One message for each workspace and window: the queue drops the others.
fn message(workspace: WorkspaceId, window: i64) -> Result<Message> {
    let body = serde_json::to_string(&Grown { workspace }).map_err(Error::internal)?;
    let (name, token) = (workspace.to_string(), format!("{workspace}-{window}"));
    Ok(Message { body, group: Some(Group { name, token }) })
}
