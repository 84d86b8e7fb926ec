//! What an endpoint is.

use std::{future::Future, pin::Pin};

use http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use shared::{
    Result,
    access::{ClientPermission, Permission},
    ports::{Index, Queue},
    records::Place,
};

use super::{Answer, Body, Cx, Request, Response, serve};
use crate::app::App;

/// An endpoint: everything that the gateway, the documentation and IAM must know about it, and what it does.
pub trait Endpoint: 'static {
    /// The static facts.
    const ROUTE: Route;
    /// Path and query parameters.
    type Params: DeserializeOwned + JsonSchema + Send;
    /// The JSON body.
    type Body: Body;
    /// What it answers.
    type Output: Answer;

    /// The records that it is sure to ask for, as far as its parameters tell. They are read together with the session, which
    /// saves a trip to storage; what the caller may not know of stays hidden all the same.
    fn ahead(_: &Self::Params) -> Vec<Place> {
        Vec::new()
    }

    /// What it does, for a caller who may do it.
    fn call(cx: &Cx<'_>, params: Self::Params, body: Self::Body) -> impl Future<Output = Result<Self::Output>> + Send;
}

/// The static facts about an endpoint.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name: area and verb.
    pub name: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What its role may touch.
    pub uses: &'static [Use],
    /// The status of its success.
    pub status: u16,
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Anyone, at one workspace's portal.
    Portal,
    /// Anyone who is signed in.
    SignedIn,
    /// Clients.
    Client,
    /// Clients whose profile grants this.
    ClientGranted(ClientPermission),
    /// People of the firm.
    Team,
    /// People of the firm whose role grants this.
    Granted(Permission),
    /// People of the firm whose role grants one of these; which one it takes depends on the record.
    AnyOf(&'static [Permission]),
}

/// What an endpoint or a job does at the ports, and its role on AWS lets it do. A guard holds it against what each did in the
/// tests: what is missing here and what is too much both fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Read a record by its key.
    Get,
    /// Read several records at once.
    GetMany,
    /// List a partition of the table.
    List,
    /// List a partition of one of the table's further orders.
    ListBy(Index),
    /// Create or replace a record.
    Put,
    /// Add to a counter.
    Add,
    /// Require that a record is there.
    Require,
    /// Delete a record.
    Delete,
    /// Check a password.
    CheckPassword,
    /// Set a password.
    SetPassword,
    /// Read blobs of a folder.
    GetBlob(Folder),
    /// Write blobs of a folder.
    PutBlob(Folder),
    /// Delete blobs of a folder.
    DeleteBlob(Folder),
    /// Hand mails to the mail service.
    SendMail,
    /// Put messages onto a queue.
    Enqueue(Queue),
}

impl Use {
    /// Whether the table is asked for it.
    pub const fn is_of_the_table(self) -> bool {
        match self {
            Self::Get
            | Self::GetMany
            | Self::List
            | Self::ListBy(_)
            | Self::Put
            | Self::Add
            | Self::Require
            | Self::Delete => true,
            Self::CheckPassword
            | Self::SetPassword
            | Self::GetBlob(_)
            | Self::PutBlob(_)
            | Self::DeleteBlob(_)
            | Self::SendMail
            | Self::Enqueue(_) => false,
        }
    }
}

/// A folder of blobs that each workspace has: the second part of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// Pictures of the brand.
    Brand,
    /// Pictures of clients.
    Avatars,
    /// Snapshots of the directory.
    Directory,
}

impl Folder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Brand, Self::Avatars, Self::Directory];

    /// What it is called in a blob's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Avatars => "avatars",
            Self::Directory => "directory",
        }
    }
}

/// An endpoint with its types erased: what the route table holds.
#[derive(Clone, Debug)]
pub struct Handle {
    /// The static facts.
    pub route: Route,
    /// Serves a request.
    pub call: for<'a> fn(&'a App, Request) -> BoxFuture<'a, Response>,
    /// Its JSON Schemas.
    #[cfg(feature = "documentation")]
    pub schemas: fn(&mut SchemaGenerator) -> Schemas,
}

/// The JSON Schemas of an endpoint.
#[derive(Debug)]
pub struct Schemas {
    /// Of its parameters: an object.
    pub params: Schema,
    /// Of its body, if it takes one.
    pub body: Option<Schema>,
    /// Of its answer, if that is JSON; its media type otherwise.
    pub output: Result<Schema, &'static str>,
}

/// A boxed future, as a table of functions needs it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl Handle {
    /// The table's entry of an endpoint.
    pub fn of<E: Endpoint>() -> Self {
        Self {
            route: E::ROUTE,
            call: |app, request| Box::pin(serve::serve(app, E::ROUTE, serve::Erased::of::<E>(), request)),
            #[cfg(feature = "documentation")]
            schemas: |generator| Schemas {
                params: generator.root_schema_for::<E::Params>(),
                body: E::Body::schema(generator),
                output: E::Output::schema(generator),
            },
        }
    }
}
