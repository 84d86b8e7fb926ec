//! The mails that would have been sent, as JSON and as pages. This process only; on AWS there is no such thing.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use crate::mailbox::{Envelope, FolderMailer};

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

/// The page asks every two seconds: as long as there is no new mail, the answer is empty and reads no file.
async fn list(
    State(mailbox): State<Arc<FolderMailer>>,
    Query(filter): Query<Filter>,
    headers: HeaderMap,
) -> Result<Response, Unreadable> {
    let to = filter.to.map(|it| it.trim().to_lowercase());
    let envelopes = mailbox.list(to.as_deref());
    let tag = tag(&envelopes);
    let known = headers.get(header::IF_NONE_MATCH) == Some(&tag);
    let facts = [(header::ETAG, tag), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, facts).into_response());
    }
    let mut mails = Vec::new();
    for envelope in envelopes {
        mails.extend(mailbox.get(&envelope.id).await.map_err(Unreadable)?);
    }
    Ok((facts, Json(mails)).into_response())
}

/// Names what a list holds. Mails are only ever added, so their number and the newest one say it all.
fn tag(envelopes: &[Envelope]) -> HeaderValue {
    let newest = envelopes.first().map_or("none", |it| &it.id);
    HeaderValue::from_str(&format!("\"{}-{newest}\"", envelopes.len())).unwrap_or(HeaderValue::from_static("\"\""))
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

#[cfg(test)]
mod tests {
    use shared::{
        memory::FixedClock,
        ports::{Mailer, OutgoingMail},
    };

    use super::*;
    use crate::folder::Folder;

    async fn send(mailbox: &FolderMailer, id: &str, to: &str) {
        let mail = OutgoingMail {
            to: to.to_owned(),
            from_name: "Harbor".to_owned(),
            reply_to: None,
            subject: "Hello".to_owned(),
            text: "Hello".to_owned(),
            html: "<p>Hello</p>".to_owned(),
        };
        mailbox.send(id, &mail).await.unwrap();
    }

    async fn ask(
        mailbox: &Arc<FolderMailer>,
        to: Option<&str>,
        known: Option<&HeaderValue>,
    ) -> (u16, HeaderValue, usize) {
        let headers = known.map(|it| (header::IF_NONE_MATCH, it.clone())).into_iter().collect();
        let filter = Query(Filter { to: to.map(str::to_owned) });
        let answer = list(State(Arc::clone(mailbox)), filter, headers).await.into_response();
        let (status, tag) = (answer.status().as_u16(), answer.headers()[header::ETAG].clone());
        (status, tag, axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap().len())
    }

    #[tokio::test]
    async fn who_asks_again_is_answered_with_nothing_until_there_is_a_new_mail() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let mailbox = Arc::new(FolderMailer::open(&folder, Arc::new(FixedClock::default())).unwrap());
        let (_, empty, _) = ask(&mailbox, None, None).await;
        assert_eq!(ask(&mailbox, None, Some(&empty)).await, (304, empty.clone(), 0));
        send(&mailbox, "mail_1", "jo@inbox.example").await;
        let (status, one, length) = ask(&mailbox, None, Some(&empty)).await;
        assert!(status == 200 && length > 100, "{status} {length}");
        assert_eq!(ask(&mailbox, None, Some(&one)).await, (304, one.clone(), 0));
        // A mail to somebody else is none to this one.
        let (_, own, _) = ask(&mailbox, Some("jo@inbox.example"), None).await;
        send(&mailbox, "mail_2", "sam@inbox.example").await;
        assert_eq!(ask(&mailbox, Some("JO@inbox.example"), Some(&own)).await.0, 304);
        assert_eq!(ask(&mailbox, None, Some(&one)).await.0, 200);
    }
}
