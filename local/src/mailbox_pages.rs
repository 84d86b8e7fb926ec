//! The mails that would have been sent, as JSON and as pages. This process only; on AWS there is no such thing.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use crate::mailbox::{FolderMailer, KeptMail};

/// What a mail may do while it is read: show itself, and open its links in tabs of their own.
const POLICY: &str = "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'; \
    sandbox allow-popups allow-popups-to-escape-sandbox";

/// `GET /mail?to=`, `GET /mail/{id}.html`.
pub fn router<S: Clone + Send + Sync + 'static>(mailbox: Arc<FolderMailer>) -> Router<S> {
    Router::new().route("/mail", get(list)).route("/mail/{file}", get(page)).with_state(mailbox)
}

#[derive(Deserialize)]
struct Filter {
    to: Option<String>,
}

async fn list(
    State(mailbox): State<Arc<FolderMailer>>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<KeptMail>>, Unreadable> {
    let to = filter.to.map(|it| it.trim().to_lowercase());
    let mut mails = Vec::new();
    for envelope in mailbox.list(to.as_deref()) {
        mails.extend(mailbox.get(&envelope.id).await.map_err(Unreadable)?);
    }
    Ok(Json(mails))
}

async fn page(State(mailbox): State<Arc<FolderMailer>>, Path(file): Path<String>) -> Result<Response, Unreadable> {
    let id = file.strip_suffix(".html").unwrap_or(&file);
    let Some(mail) = mailbox.get(id).await.map_err(Unreadable)? else {
        return Ok((StatusCode::NOT_FOUND, "There is no such mail.").into_response());
    };
    // Links open beside the mailbox, not inside it.
    let html = mail.mail.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// A mail that can't be read back.
struct Unreadable(std::io::Error);

impl IntoResponse for Unreadable {
    fn into_response(self) -> Response {
        tracing::error!(error = %self.0, "a kept mail can't be read");
        (StatusCode::INTERNAL_SERVER_ERROR, "A kept mail can't be read. See the log.").into_response()
    }
}
