//! DynamoDB and S3 behind one port of the loopback interface: the embedded database, and blobs in memory. For programs that
//! know AWS by its address only. It checks no signatures.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use aws::Embedded;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Response, StatusCode},
    serve::{Listener, ListenerExt as _},
};
use shared::{memory::MemoryBlobs, ports::Blobs as _};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        CipherSuite, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
    server::TlsStream,
};

/// A certificate of `localhost`, its key, and the root that it is under, as PEM.
#[derive(Debug)]
pub struct Certificate {
    /// The certificate.
    pub certificate: Vec<u8>,
    /// Its key.
    pub key: Vec<u8>,
    /// The root, for who is to trust it.
    pub root: Vec<u8>,
}

impl Certificate {
    /// One for tests, whose key is no secret: who trusts its root trusts anyone. The root has an RSA key, as most of Amazon's have, and
    /// that was thrown away. Made by `openssl req -x509 -noenc -days 36500`: the root with `-newkey rsa:2048 -addext
    /// basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign`; the certificate with `-newkey ec -pkeyopt
    /// ec_paramgen_curve:P-256 -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext
    /// basicConstraints=critical,CA:FALSE -addext extendedKeyUsage=serverAuth -CA root.pem -CAkey root.key`.
    pub fn of_localhost() -> Self {
        Self {
            certificate: include_bytes!("loopback/localhost.pem").to_vec(),
            key: include_bytes!("loopback/localhost.key").to_vec(),
            root: include_bytes!("loopback/root.pem").to_vec(),
        }
    }
}

/// Services behind a port. Dropping it closes the port.
#[derive(Debug)]
pub struct Loopback {
    url: String,
    working: Arc<AtomicU64>,
    asked: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicU64>,
    server: JoinHandle<()>,
}

#[derive(Clone)]
struct Services {
    database: Arc<dyn Embedded>,
    blobs: Arc<MemoryBlobs>,
    working: Arc<AtomicU64>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// What DynamoDB is asked at its root, by anyone: whether it is well. It is no operation.
pub const HEALTH: &str = "health";

/// Most bytes of a request.
const MOST_BYTES: usize = 64 << 20;

impl Loopback {
    /// Serves a database and blobs; over TLS, if it is given a certificate of `localhost` and its key.
    ///
    /// # Errors
    /// When there is no port, or the certificate is none.
    pub async fn start(
        database: Arc<dyn Embedded>,
        blobs: Arc<MemoryBlobs>,
        certificate: Option<&Certificate>,
    ) -> io::Result<Self> {
        let acceptor = certificate.map(acceptor).transpose()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let working = Arc::<AtomicU64>::default();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let services = Services { database, blobs, working: Arc::clone(&working), asked: Arc::clone(&asked) };
        let router = Router::new().fallback(answer).with_state(services);
        let scheme = if acceptor.is_some() { "https" } else { "http" };
        let connections = Arc::<AtomicU64>::default();
        let opened = Arc::clone(&connections);
        let listener = listener.tap_io(move |_| {
            opened.fetch_add(1, Ordering::Relaxed);
        });
        let server = tokio::spawn(async move {
            // It ends with the process.
            let _ended = match acceptor {
                Some(acceptor) => axum::serve(Tls { listener, acceptor }, router).await,
                None => axum::serve(listener, router).await,
            };
        });
        Ok(Self { url: format!("{scheme}://localhost:{port}"), working, asked, connections, server })
    }

    /// What a program finds in `AWS_ENDPOINT_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the services were asked for since this was last asked, by AWS's names of the operations.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// How long the services have worked on requests since this was last asked.
    pub fn worked(&self) -> Duration {
        Duration::from_nanos(self.working.swap(0, Ordering::Relaxed))
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(services): State<Services>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BYTES).await else { return status(StatusCode::PAYLOAD_TOO_LARGE) };
    let operation = match parts.headers.get("x-amz-target").and_then(|it| it.to_str().ok()) {
        Some(target) => target.rsplit('.').next().unwrap_or(target).to_owned(),
        None if parts.uri.path() == "/" => HEALTH.to_owned(),
        None => "GetObject".to_owned(),
    };
    let health = operation == HEALTH;
    services.asked.lock().unwrap_or_else(PoisonError::into_inner).push(operation);
    if health {
        return Response::new(Body::from("healthy: localhost "));
    }
    let began = Instant::now();
    let answer = if parts.headers.contains_key("x-amz-target") {
        services.database.answer(http::Request::from_parts(parts, body.to_vec())).await.map(Body::from)
    } else {
        blob(&services.blobs, parts.uri.path()).await
    };
    services.working.fetch_add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    answer
}

/// Reads a blob, at `/bucket/key`.
async fn blob(blobs: &MemoryBlobs, path: &str) -> Response<Body> {
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    match blobs.get(key).await {
        Ok(Some(blob)) => Response::new(Body::from(blob.bytes)),
        _ => status(StatusCode::NOT_FOUND),
    }
}

fn status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Of what both sides know it takes what AWS takes, as its trails say: AES with keys of 128 bits.
fn acceptor(certificate: &Certificate) -> io::Result<TlsAcceptor> {
    let key = PrivateKeyDer::from_pem_slice(&certificate.key).map_err(io::Error::other)?;
    let certificate = CertificateDer::from_pem_slice(&certificate.certificate).map_err(io::Error::other)?;
    let mut provider = ring::default_provider();
    provider.cipher_suites.sort_by_key(|it| it.suite() != CipherSuite::TLS13_AES_128_GCM_SHA256);
    let config = ServerConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions();
    let config = config.and_then(|it| it.with_no_client_auth().with_single_cert(vec![certificate], key));
    let mut config = config.map_err(io::Error::other)?;
    config.ignore_client_order = true;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Connections over TLS.
struct Tls<L> {
    listener: L,
    acceptor: TlsAcceptor,
}

impl<L: Listener<Io = TcpStream, Addr = SocketAddr>> Listener for Tls<L> {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, peer) = self.listener.accept().await;
            // Small answers go at once, as from any server that is made for them.
            if stream.set_nodelay(true).is_ok()
                && let Ok(stream) = self.acceptor.accept(stream).await
            {
                return (stream, peer);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
