//! A whole portal in memory, for tests: requests in, answers out, with time, ids and randomness fixed.

#![expect(clippy::missing_panics_doc, reason = "whatever is not as a test expects ends the test")]
#![expect(clippy::needless_pass_by_value, reason = "bodies are written where they are sent")]

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use serde_json::{Value, json};
use shared::{
    directory::Directories,
    keys::Keys,
    mail,
    memory::{CountingEntropy, FixedClock, MemoryBlobs, MemoryIdentity, MemoryMailer, MemoryStore},
    ports::{Attributes, Change, OutgoingMail, Record},
    workspaces::Addresses,
};

use crate::{app::App, kernel::Request, routes};

pub mod roles;

/// The password of everyone in tests.
pub const PASSWORD: &str = "correct horse battery";

/// What a future gives once others have had so many turns: for trying out everything that can happen at the same moment.
#[cfg(test)]
pub async fn after_turns<T>(turns: usize, future: impl Future<Output = T>) -> T {
    for _ in 0..turns {
        tokio::task::yield_now().await;
    }
    future.await
}

/// A picture of one pixel, in base64.
pub const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// A whole portal in memory.
#[derive(Debug)]
pub struct Portal {
    /// The ports.
    pub app: App,
    /// What is stored.
    pub store: Arc<MemoryStore>,
    /// What was sent.
    pub mailer: Arc<MemoryMailer>,
    /// Who has which password.
    pub identity: Arc<MemoryIdentity>,
    /// What time it is.
    pub clock: Arc<FixedClock>,
}

/// A browser that is signed in at a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The portal.
    pub slug: String,
    /// The cookie, as `name=value`.
    pub cookie: String,
}

/// A firm with its first admin.
#[derive(Clone, Debug)]
pub struct Firm {
    /// Its address.
    pub slug: String,
    /// Its admin's browser.
    pub admin: Session,
    /// Its admin's id.
    pub admin_id: String,
}

/// What a request was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, if it is JSON.
    pub body: Value,
    /// The body as it is.
    pub text: String,
    /// The headers; of several of one name, the last.
    pub headers: HashMap<String, String>,
}

impl Default for Portal {
    fn default() -> Self {
        Self::new()
    }
}

impl Portal {
    /// A portal with nothing in it, at noon on the first of January 2026.
    pub fn new() -> Self {
        let store = Arc::<MemoryStore>::default();
        let (mailer, identity) = (Arc::<MemoryMailer>::default(), Arc::<MemoryIdentity>::default());
        let clock = Arc::<FixedClock>::default();
        clock.set("2026-01-01T12:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH));
        let app = App {
            store: Arc::new(roles::Guarded(Arc::clone(&store))),
            identity: Arc::new(roles::Guarded(Arc::clone(&identity))),
            blobs: Arc::new(roles::Guarded(Arc::<MemoryBlobs>::default())),
            clock: Arc::clone(&clock) as _,
            entropy: Arc::<CountingEntropy>::default(),
            keys: Arc::new(Keys::new(&[7; 32])),
            directories: Arc::<Directories>::default(),
            addresses: Arc::new(Addresses { origin: "https://portico.example".to_owned(), domain: None }),
            rate_factor: 1,
        };
        Self { app, store, mailer, identity, clock }
    }

    /// Starts a request of the endpoint of this name.
    pub fn call(&self, name: &'static str) -> Call<'_> {
        Call { portal: self, name, request: Request::default() }
    }

    /// Creates a workspace with the admin `admin@<slug>.example`.
    pub async fn firm(&self, slug: &str) -> Firm {
        let body = json!({
            "brandName": format!("Firm {slug}"), "slug": slug, "name": "Ada Admin",
            "email": format!("admin@{slug}.example"), "password": PASSWORD,
        });
        let answer = self.call("workspaces-create").body(body).send().await.expect(201);
        let admin_id = answer.body["id"].as_str().unwrap_or_default().to_owned();
        Firm { slug: slug.to_owned(), admin: answer.session(slug), admin_id }
    }

    /// Sends every mail that is due.
    pub async fn deliver(&self) {
        // A mail to several people becomes one for each of them.
        while mail::sweep(&self.app.ports(), &*self.mailer)
            .await
            .expect("the stores in memory do not fail by themselves")
            > 0
        {}
    }

    /// Sends every mail that is due, and returns those to an address, oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<OutgoingMail> {
        self.deliver().await;
        self.mailer.sent_to(address)
    }

    /// The token in the link of the newest mail to an address.
    pub async fn token(&self, address: &str) -> String {
        let mails = self.mails_to(address).await;
        let mail = mails.last().unwrap_or_else(|| panic!("no mail to {address}"));
        let link = mail.text.split_whitespace().find(|it| it.contains('#'));
        link.and_then(|it| it.split('#').nth(1)).unwrap_or_else(|| panic!("no link in {}", mail.text)).to_owned()
    }

    /// The code in the newest mail to an address.
    pub async fn code(&self, address: &str) -> String {
        let mails = self.mails_to(address).await;
        let mail = mails.last().unwrap_or_else(|| panic!("no mail to {address}"));
        let is_code = |it: &&str| it.len() == 6 && it.bytes().all(|it| it.is_ascii_digit());
        mail.text.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code in {}", mail.text)).to_owned()
    }

    /// Changes a stored record of a kind that holds a word, as nothing but an operator can.
    pub async fn change_record(&self, kind: &str, word: &str, change: impl FnOnce(&mut Attributes)) {
        let holds = |it: &Record| it.kind == kind && Value::Object(it.body.clone()).to_string().contains(word);
        let mut record = self.store.dump().into_iter().find(holds).unwrap_or_else(|| panic!("no {kind} with {word}"));
        change(&mut record.body);
        record.version += 1;
        self.app.store.commit(vec![Change::Replace { record, what: "test" }]).await.expect("nobody else is at it");
    }

    /// Accepts the newest invitation that went to an address.
    pub async fn accept(&self, slug: &str, address: &str) -> Session {
        let body = json!({ "token": self.token(address).await, "password": PASSWORD });
        self.call("invitations-accept").at(slug).body(body).send().await.expect(201).session(slug)
    }
}

impl Firm {
    /// Adds a team member with a role, who accepts at once. Returns their id and browser.
    pub async fn member(&self, portal: &Portal, email: &str, role: &str) -> (String, Session) {
        let body = json!({ "name": "Max Member", "email": email, "role": role });
        let answer = portal.call("internal-users-create").by(&self.admin).body(body).send().await.expect(201);
        (answer.id(), portal.accept(&self.slug, email).await)
    }

    /// Adds a team member with a role that grants exactly these, who accepts at once. Returns their id and browser.
    pub async fn with_permissions(&self, portal: &Portal, email: &str, permissions: &[&str]) -> (String, Session) {
        let body = json!({ "name": format!("Role of {email}"), "permissions": permissions });
        let role = self.post(portal, "roles-create", body).await.id();
        self.member(portal, email, &role).await
    }

    /// Sends something as the admin, which must succeed.
    pub async fn post(&self, portal: &Portal, name: &'static str, body: Value) -> Answer {
        let status = routes::named(name).map_or(200, |it| it.route.status);
        portal.call(name).by(&self.admin).body(body).send().await.expect(status)
    }

    /// Does something to a record as the admin, which must succeed.
    pub async fn act(&self, portal: &Portal, name: &'static str, id: &str) -> Answer {
        let status = routes::named(name).map_or(200, |it| it.route.status);
        portal.call(name).by(&self.admin).id(id).send().await.expect(status)
    }

    /// Changes a record as the admin, which must succeed.
    pub async fn edit(&self, portal: &Portal, name: &'static str, id: &str, body: Value) -> Answer {
        portal.call(name).by(&self.admin).id(id).body(body).send().await.expect(200)
    }

    /// Lets somebody sign up directly, up to the password.
    pub async fn sign_up(&self, portal: &Portal, body: Value) -> Answer {
        let email = body["email"].as_str().unwrap_or_default().to_owned();
        portal.call("sign-ups-create").at(&self.slug).body(body).send().await.expect(202);
        let body = json!({ "token": portal.token(&email).await, "password": PASSWORD });
        portal.call("sign-ups-confirm").at(&self.slug).body(body).send().await.expect(201)
    }

    /// Adds a client without an invitation. Returns them as they were answered.
    pub async fn client(&self, portal: &Portal, email: &str) -> Answer {
        let body = json!({ "givenName": "Cleo", "familyName": "Client", "email": email });
        portal.call("clients-create").by(&self.admin).body(body).send().await.expect(201)
    }

    /// Adds a client who accepts their invitation at once. Returns their id and browser.
    pub async fn active_client(&self, portal: &Portal, email: &str) -> (String, Session) {
        let body = json!({ "givenName": "Cleo", "familyName": "Client", "email": email });
        let call = portal.call("clients-create").by(&self.admin).query("sendInvite=true").body(body);
        let answer = call.send().await.expect(201);
        (answer.id(), portal.accept(&self.slug, email).await)
    }

    /// Changes the workspace's settings.
    pub async fn settings(&self, portal: &Portal, changes: Value) -> Answer {
        portal.call("workspaces-update").by(&self.admin).body(changes).send().await.expect(200)
    }

    /// Reads a client as the admin.
    pub async fn read_client(&self, portal: &Portal, id: &str) -> Value {
        portal.call("clients-get").by(&self.admin).id(id).send().await.expect(200).body
    }
}

/// A request that is being put together.
#[derive(Debug)]
pub struct Call<'a> {
    portal: &'a Portal,
    name: &'static str,
    /// The request so far.
    pub request: Request,
}

impl Call<'_> {
    /// Sends the session of a browser.
    #[must_use]
    pub fn by(self, session: &Session) -> Self {
        let call = self.at(&session.slug);
        if session.cookie.is_empty() { call } else { call.header("cookie", &session.cookie) }
    }

    /// At a portal, signed in or not.
    #[must_use]
    pub fn at(self, slug: &str) -> Self {
        self.header("portico-workspace", slug)
    }

    /// Sets the path's parameter `id`.
    #[must_use]
    pub fn id(self, id: &str) -> Self {
        self.path("id", id)
    }

    /// Sets a parameter of the path.
    #[must_use]
    pub fn path(mut self, name: &str, value: &str) -> Self {
        self.request.path.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the query.
    #[must_use]
    pub fn query(mut self, query: &str) -> Self {
        query.clone_into(&mut self.request.query);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.request.body = body.to_string().into_bytes();
        self.header("content-type", "application/json")
    }

    /// Sets `If-Match`.
    #[must_use]
    pub fn if_match(self, version: u64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// Sets `Idempotency-Key`.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Sets a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.request.headers.insert(name, value.parse().expect("a test's header is plain text"));
        self
    }

    /// Sends it.
    pub async fn send(self) -> Answer {
        let handle = routes::named(self.name).unwrap_or_else(|| panic!("no endpoint is called {}", self.name));
        let request = Request { ip: Some("192.0.2.1".to_owned()), ..self.request };
        let call = (handle.call)(&self.portal.app, request);
        let response = roles::under(self.name, call).await;
        let text = String::from_utf8_lossy(response.body()).into_owned();
        Answer {
            status: response.status().as_u16(),
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
                .collect(),
        }
    }
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "often there is nothing else to be asked of it")]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The answer, which must be this error.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "often there is nothing else to be asked of it")]
    pub fn expect_error(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.body["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert!(self.body["message"].as_str().is_some_and(|it| it.ends_with(['.', '?'])), "{}", self.text);
        assert_eq!(self.body["requestId"].as_str(), self.headers.get("x-request-id").map(String::as_str));
        self
    }

    /// The answer, which must refuse this field of the request, and no other, with this code.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "often there is nothing else to be asked of it")]
    pub fn expect_field(self, field: &str, code: &str) -> Self {
        let own = ["name_too_short", "company_required", "code_wrong"];
        let answer = self.expect_error(422, if own.contains(&code) { code } else { "invalid" });
        let fields = answer.body["fields"].as_array().cloned().unwrap_or_default();
        let named: Vec<_> = fields.iter().map(|it| (it["field"].as_str(), it["code"].as_str())).collect();
        assert_eq!(named, [(Some(field), Some(code))], "{}", answer.text);
        assert!(fields[0]["message"].as_str().is_some_and(|it| it.ends_with(['.', '?'])), "{}", answer.text);
        answer
    }

    /// The text at a place of the body, such as `/workspace/slug`; empty if there is none.
    #[must_use]
    pub fn str(&self, place: &str) -> &str {
        self.body.pointer(place).and_then(Value::as_str).unwrap_or_default()
    }

    /// One member of each record of the page, in order.
    #[must_use]
    #[track_caller]
    pub fn column(&self, name: &str) -> Vec<String> {
        let data = self.body["data"].as_array().unwrap_or_else(|| panic!("no page: {}", self.text));
        data.iter().map(|it| it[name].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The browser that got the answer's cookie.
    #[must_use]
    #[track_caller]
    pub fn session(&self, slug: &str) -> Session {
        let cookie = self.headers.get("set-cookie").unwrap_or_else(|| panic!("no cookie came with {}", self.text));
        Session { slug: slug.to_owned(), cookie: cookie.split(';').next().unwrap_or_default().to_owned() }
    }

    /// The `id` of the body.
    #[must_use]
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("no id in {}", self.text)).to_owned()
    }

    /// The `version` of the body.
    #[must_use]
    #[track_caller]
    pub fn version(&self) -> u64 {
        self.body["version"].as_u64().unwrap_or_else(|| panic!("no version in {}", self.text))
    }
}
