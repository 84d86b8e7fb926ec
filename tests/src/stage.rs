//! A deployment on one machine: the embedded database behind an address, with a firm in it, for functions that are programs.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use functions::{app::App, kernel::Request, routes};
use http::{HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use local::{clock::SystemClock, database::Database, entropy::SystemEntropy, folder::Folder, identity::TableIdentity};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::{
    directory::Directories,
    keys::Keys,
    memory::MemoryBlobs,
    ports::{Clock, Source},
    scope::Scope,
    workspaces::Addresses,
};
use tempfile::TempDir;

use crate::loopback::{Certificate, Loopback};

/// The deployment's secret.
const SECRET: &str = "0123456789abcdef0123456789abcdef";
/// Where the deployment's portals are.
const ORIGIN: &str = "https://portico.example";
/// Whom functions trust, in the folder of the deployment.
const ROOTS: &str = "roots.pem";

/// A deployment with the firm `acme`.
#[derive(Debug)]
pub struct Stage {
    /// The address of everything that functions reach.
    pub loopback: Loopback,
    /// The session of the firm's admin, as a cookie.
    pub cookie: String,
    /// The firm's clients, by id.
    pub clients: Vec<String>,
    app: App,
    // Kept as long as the deployment lives.
    _database: Database,
    data: TempDir,
}

/// A clock that runs a day late, and can be set forward: a firm's clients do not all come in one moment.
#[derive(Debug, Default)]
struct Past {
    seconds: AtomicI64,
}

impl Past {
    fn go_on(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for Past {
    fn now(&self) -> Timestamp {
        SystemClock.now() - SignedDuration::from_hours(24)
            + SignedDuration::from_secs(self.seconds.load(Ordering::Relaxed))
    }
}

impl Stage {
    /// A deployment whose firm has so many clients, over TLS if it is given a certificate.
    ///
    /// # Errors
    /// When something of it cannot be made.
    pub async fn with_clients(clients: usize, certificate: Option<&Certificate>) -> Result<Self, Source> {
        let data = tempfile::tempdir()?;
        let mut folder = Folder::open(data.path())?;
        let database = Database::open(&mut folder).await?;
        let blobs = Arc::<MemoryBlobs>::default();
        let store = Arc::new(database.store());
        let entropy = Arc::new(SystemEntropy);
        let clock = Arc::new(Past::default());
        let app = App {
            identity: Arc::new(TableIdentity::new(Arc::clone(&store) as _, Arc::clone(&entropy) as _)),
            store,
            blobs: Arc::clone(&blobs) as _,
            clock: Arc::clone(&clock) as _,
            entropy,
            keys: Arc::new(Keys::new(&Sha256::digest(SECRET).into())),
            directories: Arc::<Directories>::default(),
            addresses: Arc::new(Addresses { origin: ORIGIN.to_owned(), domain: None }),
            rate_factor: 1,
        };
        let loopback = Loopback::start(database.service(), blobs, certificate).await?;
        if let Some(certificate) = certificate {
            fs::write(data.path().join(ROOTS), &certificate.root)?;
        }
        let mut stage = Self { loopback, cookie: String::new(), clients: Vec::new(), app, _database: database, data };
        let (cookie, _) = stage
            .post(
                "workspaces-create",
                &json!({
                    "brandName": "Acme", "slug": "acme", "name": "Ada Admin", "email": "ada@acme.example",
                    "password": "correct horse battery",
                }),
            )
            .await?;
        stage.cookie = cookie;
        // All of them within the day by which the clock is late.
        let apart = i64::try_from(80_000 / clients.max(1))?.clamp(1, 10);
        for n in 0..clients {
            clock.go_on(apart);
            let (_, client) = stage.post("clients-create", &client(n)).await?;
            stage.clients.extend(client["id"].as_str().map(str::to_owned));
        }
        Ok(stage)
    }

    /// The environment of the function with this name.
    pub fn environment(&self, handler: &str) -> Vec<(&'static str, String)> {
        let roots = self.data.path().join(ROOTS).display().to_string();
        vec![
            ("_HANDLER", handler.to_owned()),
            ("PORTICO_TABLE", "portico".to_owned()),
            ("PORTICO_BUCKET", "portico".to_owned()),
            ("PORTICO_USER_POOL", "pool".to_owned()),
            ("PORTICO_USER_POOL_CLIENT", "client".to_owned()),
            ("PORTICO_SENDER", "mail@portico.example".to_owned()),
            ("PORTICO_CONFIGURATION_SET", "portico".to_owned()),
            ("PORTICO_ORIGIN", ORIGIN.to_owned()),
            ("PORTICO_SECRET", SECRET.to_owned()),
            ("PORTICO_MAIL_QUEUE", format!("{}/mail", self.loopback.url())),
            ("PORTICO_DIRECTORY_QUEUE", format!("{}/directory.fifo", self.loopback.url())),
            ("AWS_ENDPOINT_URL", self.loopback.url().to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            // Whom the program trusts in place of Amazon.
            ("SSL_CERT_FILE", roots.clone()),
            ("NODE_EXTRA_CA_CERTS", roots),
        ]
    }

    /// Compacts the firm's directory, if that is worth it.
    ///
    /// # Errors
    /// When it cannot be done.
    pub async fn compact(&self) -> Result<bool, Source> {
        let workspace = self.cookie.split('=').nth(1).and_then(|it| it.split('.').next()).unwrap_or_default();
        let scope = Scope::system(self.app.ports(), workspace.parse().map_err(|_| "the cookie names no workspace")?);
        Ok(shared::directory::compact(&scope).await?)
    }

    /// Calls an endpoint in this process. Returns the cookie that it set, and its answer.
    async fn post(&self, name: &str, body: &Value) -> Result<(String, Value), Source> {
        let handle = routes::named(name).ok_or_else(|| format!("no endpoint is called {name}"))?;
        let mut request = Request { body: body.to_string().into_bytes(), ..Request::default() };
        request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        request.headers.insert("portico-workspace", HeaderValue::from_static("acme"));
        request.headers.insert(header::COOKIE, HeaderValue::from_str(&self.cookie)?);
        let answer = (handle.call)(&self.app, request).await;
        if !answer.status().is_success() {
            return Err(format!("{name}: {}", String::from_utf8_lossy(answer.body())).into());
        }
        let cookie = answer.headers().get(header::SET_COOKIE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok((cookie, serde_json::from_slice(answer.body())?))
    }
}

/// A client as the tests create them.
pub fn client(n: usize) -> Value {
    json!({
        "givenName": format!("Given{n}"), "familyName": format!("Family{n}"), "position": "Owner",
        "email": format!("person{n}@clients.example"), "phone": "+49 30 123456",
    })
}
