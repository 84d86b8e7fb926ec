//! What CloudFront and the HTTP API do on AWS: one origin for the web and the API.

use std::{collections::HashMap, net::SocketAddr, path::PathBuf, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    response::Response,
    routing::get,
};
use functions::{
    app::App,
    kernel::{self, Handle},
    openapi, routes,
};
use http::{HeaderValue, Method, StatusCode, header};
use tokio::net::TcpListener;

use crate::{
    mailbox::FolderMailer,
    mailbox_pages,
    web::{self, Web},
};

/// Most bytes of a request: what Lambda takes.
const MOST_BYTES: usize = 6 << 20;
/// Most bytes that are read of a larger one: whoever is still sending when a connection closes does not see the answer.
const MOST_READ: usize = 64 << 20;

/// Serves until Ctrl-C.
pub async fn serve(listener: TcpListener, app: App, mailbox: Arc<FolderMailer>) -> std::io::Result<()> {
    let service = router(app, mailbox, web::folder()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async {
            // Without a signal handler there is no graceful stop; a kill is safe too.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await
}

/// Everything that this origin serves.
pub fn router(app: App, mailbox: Arc<FolderMailer>, web: PathBuf) -> Router {
    let routes = Arc::new(Routes::new(routes::all()));
    let document = openapi::document(&routes::all()).to_string();
    let api = Api { app, routes, web: Web::new(web) };
    Router::new()
        .route("/v1/openapi.json", get(move || async move { json(document) }))
        .nest("/_local", mailbox_pages::router(mailbox))
        .fallback(answer)
        .with_state(api)
}

#[derive(Clone)]
struct Api {
    app: App,
    routes: Arc<Routes>,
    web: Web,
}

async fn answer(State(api): State<Api>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request) -> Response {
    if !request.uri().path().starts_with("/v1/") {
        let host = request.headers().get(header::HOST).and_then(|it| it.to_str().ok()).unwrap_or_default();
        return api.web.serve(request.method(), host, request.uri().path()).await;
    }
    let Some((handle, path)) = api.routes.find(request.method(), request.uri().path()) else {
        let advice = "There is no such endpoint. See /v1/openapi.json.";
        return refuse(&api, StatusCode::NOT_FOUND, "endpoint_not_found", advice);
    };
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MOST_READ).await.ok().filter(|it| it.len() <= MOST_BYTES);
    let Some(body) = body else {
        return refuse(&api, StatusCode::PAYLOAD_TOO_LARGE, "too_large", "Send at most 6 MB at once.");
    };
    let request = kernel::Request {
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body: body.into(),
        id: None,
        ip: Some(peer.ip().to_string()),
    };
    (handle.call)(&api.app, request).await.map(Body::from)
}

/// The route table, ready to be matched.
struct Routes(HashMap<Method, matchit::Router<Handle>>);

impl Routes {
    fn new(handles: Vec<Handle>) -> Self {
        let mut routers = HashMap::<Method, matchit::Router<Handle>>::new();
        for handle in handles {
            let router = routers.entry(handle.route.method.clone()).or_default();
            router.insert(handle.route.path, handle).expect("a test keeps methods and paths unique");
        }
        Self(routers)
    }

    fn find(&self, method: &Method, path: &str) -> Option<(&Handle, Vec<(String, String)>)> {
        let found = self.0.get(method)?.at(path).ok()?;
        let decoded = |value: &str| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned();
        let parameters = found.params.iter().map(|(name, value)| (name.to_owned(), decoded(value))).collect();
        Some((found.value, parameters))
    }
}

fn refuse(api: &Api, status: StatusCode, code: &str, message: &str) -> Response {
    kernel::refusal(status, code, message, &kernel::new_request_id(&api.app)).map(Body::from)
}

fn json(text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
