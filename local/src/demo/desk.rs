//! The demo's hands: calls endpoints as the demo's admin, at times in the past.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use functions::{app::App, kernel::Request, routes};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::{
    clients::Client,
    id::Id,
    invitations::{Invitation, InvitationId},
    ports::Clock,
    proofs,
    scope::Scope,
    team::InternalUser,
    text::Slug,
};

use super::{DemoError, data::Teammate};

/// A clock that shows what it is set to.
#[derive(Debug)]
struct PastClock(AtomicI64);

impl Clock for PastClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Calls endpoints as the demo's admin.
pub(super) struct Desk {
    app: App,
    clock: Arc<PastClock>,
    cookie: String,
    signed_in_at: Timestamp,
    slug: String,
    credentials: Value,
}

impl Desk {
    pub(super) fn new(app: &App, start: Timestamp) -> Self {
        let clock = Arc::new(PastClock(AtomicI64::new(start.as_millisecond())));
        // Forty people sign in from one machine in a moment: no limit is meant for that.
        // The log of this past is written out of order; whoever reads it later begins at its beginning.
        let directories = Arc::default();
        let app = App { clock: Arc::clone(&clock) as Arc<dyn Clock>, rate_factor: 1000, directories, ..app.clone() };
        Self { app, clock, cookie: String::new(), signed_in_at: start, slug: String::new(), credentials: Value::Null }
    }

    /// Sets the time. A session does not last for months: after some weeks the admin signs in anew.
    pub(super) async fn at(&mut self, time: Timestamp) -> Result<(), DemoError> {
        self.clock.0.store(time.as_millisecond(), Ordering::Relaxed);
        if time.duration_since(self.signed_in_at) > SignedDuration::from_hours(20 * 24) {
            self.cookie = self.call("sessions-create", &[], self.credentials.clone(), "").await?.1;
            self.signed_in_at = time;
        }
        Ok(())
    }

    /// Creates the workspace and signs its admin in.
    pub(super) async fn open_workspace(
        &mut self,
        admin: &Teammate,
        slug: &str,
        password: &str,
    ) -> Result<Value, DemoError> {
        slug.clone_into(&mut self.slug);
        let body = json!({
            "brandName": "Harbor & Finch", "slug": slug, "name": admin.name, "email": admin.email, "password": password,
        });
        let (answer, cookie) = self.call("workspaces-create", &[], body, "").await?;
        self.cookie = cookie;
        self.credentials = json!({ "email": admin.email, "password": password });
        Ok(answer["id"].clone())
    }

    /// Calls an endpoint as the admin.
    pub(super) async fn post(
        &self,
        name: &'static str,
        parameters: &[(&str, &str)],
        body: Value,
    ) -> Result<Value, DemoError> {
        self.call(name, parameters, body, &self.cookie).await.map(|it| it.0)
    }

    /// Invites a team member, who accepts at once.
    pub(super) async fn add_team_member(&self, user: &Teammate, password: &str) -> Result<Value, DemoError> {
        let body = json!({ "name": user.name, "email": user.email, "role": user.role });
        let answer = self.post("internal-users-create", &[], body).await?;
        let id: Id<InternalUser> =
            answer["id"].as_str().and_then(|it| it.parse().ok()).unwrap_or(Id::new(ulid::Ulid(0)));
        let scope = self.scope().await?;
        let invitation = scope.records.get::<InternalUser>(&id).await?.invitation;
        self.accept_invitation(invitation, password).await?;
        Ok(answer["id"].clone())
    }

    /// A client accepts their invitation.
    pub(super) async fn accept(&self, client: &str, password: &str) -> Result<(), DemoError> {
        let id: Id<Client> = client.parse().map_err(shared::Error::internal)?;
        let invitation = self.scope().await?.records.get::<Client>(&id).await?.invitation;
        self.accept_invitation(invitation, password).await
    }

    /// A client signs in.
    pub(super) async fn visit(&self, email: &str, password: &str) -> Result<(), DemoError> {
        self.call("sessions-create", &[], json!({ "email": email, "password": password }), "").await.map(drop)
    }

    async fn accept_invitation(&self, id: Option<InvitationId>, password: &str) -> Result<(), DemoError> {
        let Some(id) = id else { return Ok(()) };
        let scope = self.scope().await?;
        let invitation = scope.records.get::<Invitation>(&id).await?;
        let body = json!({ "token": proofs::token(&scope, invitation.proof), "password": password });
        self.call("invitations-accept", &[], body, "").await.map(drop)
    }

    async fn scope(&self) -> Result<Scope<'_>, DemoError> {
        let slug: Slug = self.slug.parse().expect("the demo's address is one");
        let workspace = shared::system::workspace_at(&*self.app.store, &slug).await?;
        let workspace = workspace.ok_or(shared::Error::NotFound("workspace"))?;
        Ok(Scope::system(self.app.ports(), workspace))
    }

    async fn call(
        &self,
        name: &'static str,
        parameters: &[(&str, &str)],
        body: Value,
        cookie: &str,
    ) -> Result<(Value, String), DemoError> {
        let handle = routes::named(name).expect("the demo calls endpoints that exist");
        let (path, query): (Vec<_>, Vec<_>) =
            parameters.iter().partition(|(name, _)| handle.route.path.contains(&format!("{{{name}}}")));
        let mut request = Request {
            path: path.into_iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            query: query.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&"),
            body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
            ..Request::default()
        };
        let headers = [("content-type", "application/json"), ("portico-workspace", &self.slug), ("cookie", cookie)];
        for (name, value) in headers.into_iter().filter(|(_, value)| !value.is_empty()) {
            request.headers.insert(name, value.parse().expect("the demo's headers are plain text"));
        }
        let response = (handle.call)(&self.app, request).await;
        // One thing after the other: what happens at one moment has no order that a history could show.
        self.clock.0.fetch_add(1000, Ordering::Relaxed);
        let (status, bytes) = (response.status().as_u16(), response.body());
        if status >= 300 {
            let answer = String::from_utf8_lossy(bytes).into_owned();
            return Err(DemoError::Refused { endpoint: name, status, answer });
        }
        let cookie = response.headers().get("set-cookie").and_then(|it| it.to_str().ok()?.split(';').next());
        let answer = serde_json::from_slice(bytes).map_err(shared::Error::internal)?;
        Ok((answer, cookie.unwrap_or_default().to_owned()))
    }
}
