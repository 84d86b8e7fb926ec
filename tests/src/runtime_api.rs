//! Lambda's side of a function: hands it events, and takes its answers.
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use std::{net::SocketAddr, sync::Arc, time::Instant};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::{
        Mutex,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    task::JoinHandle,
};

/// Lambda's side of one process.
#[derive(Debug)]
pub struct RuntimeApi {
    address: SocketAddr,
    events: UnboundedSender<String>,
    told: UnboundedReceiver<Told>,
    server: JoinHandle<()>,
}

/// What a process told, and when.
#[derive(Debug)]
pub struct Told {
    /// Its answer to an event, or an error that it reports.
    pub result: Result<Value, Value>,
    /// When it arrived here.
    pub at: Instant,
}

struct Desk {
    waiting: Mutex<UnboundedReceiver<String>>,
    told: UnboundedSender<Told>,
}

impl RuntimeApi {
    /// Starts to listen on a port of the loopback interface.
    ///
    /// # Errors
    /// When the operating system has no port.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let ((events, waiting), (tell, told)) = (unbounded_channel(), unbounded_channel());
        let desk = Arc::new(Desk { waiting: Mutex::new(waiting), told: tell });
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(error))
            .with_state(desk);
        let server = tokio::spawn(async move {
            // It ends with the process.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { address, events, told, server })
    }

    /// What a process finds in `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Gives the process an event, now or when it asks.
    pub fn invoke(&self, event: &Value) {
        // It is read as long as the server runs, which ends with this.
        let _read = self.events.send(event.to_string());
    }

    /// The next that the process tells.
    pub async fn told(&mut self) -> Option<Told> {
        self.told.recv().await
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn next(State(desk): State<Arc<Desk>>) -> Response {
    let Some(event) = desk.waiting.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let headers = [
        ("Content-Type", "application/json"),
        ("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:test"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0"),
    ];
    (headers, event).into_response()
}

async fn response(State(desk): State<Arc<Desk>>, Path(_): Path<String>, body: Bytes) -> StatusCode {
    let at = Instant::now();
    tell(&desk, Told { result: Ok(serde_json::from_slice(&body).unwrap_or_default()), at })
}

async fn error(State(desk): State<Arc<Desk>>, body: Bytes) -> StatusCode {
    let at = Instant::now();
    tell(&desk, Told { result: Err(serde_json::from_slice(&body).unwrap_or_default()), at })
}

fn tell(desk: &Desk, told: Told) -> StatusCode {
    match desk.told.send(told) {
        Ok(()) => StatusCode::ACCEPTED,
        Err(_) => StatusCode::GONE,
    }
}
