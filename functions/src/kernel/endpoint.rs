//! What an endpoint is.

use std::{future::Future, pin::Pin};

use http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use shared::{
    Result,
    access::{ClientPermission, Permission},
    ports::Queue,
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

/// What the role of an endpoint or a job is granted on AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Read the table.
    Read,
    /// Write to the table.
    Write,
    /// Check and set credentials.
    Credentials,
    /// Read blobs.
    ReadBlobs,
    /// Write and remove blobs.
    WriteBlobs,
    /// Hand mails to the mail service.
    SendMail,
    /// Put messages onto a queue.
    Enqueue(Queue),
}

/// An endpoint with its types erased: what the route table holds.
#[derive(Clone, Debug)]
pub struct Handle {
    /// The static facts.
    pub route: Route,
    /// Serves a request.
    pub call: for<'a> fn(&'a App, Request) -> BoxFuture<'a, Response>,
    /// Its JSON Schemas.
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
            call: |app, request| Box::pin(serve::serve::<E>(app, request)),
            schemas: |generator| Schemas {
                params: generator.root_schema_for::<E::Params>(),
                body: E::Body::schema(generator),
                output: E::Output::schema(generator),
            },
        }
    }
}
