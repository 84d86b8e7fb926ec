//! The static web UI: which page answers which address, and under which rules it runs.

use std::path::{Component, Path, PathBuf};

use axum::{body::Body, response::Response};
use functions::pages;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// The domain below which this machine finds itself under any name.
const DOMAIN: &str = "localhost";

/// Where the built web UI lies.
pub fn folder() -> PathBuf {
    crate::web_build::source().join("dist")
}

/// The static web UI.
#[derive(Clone, Debug)]
pub struct Web {
    folder: PathBuf,
}

impl Web {
    /// The web UI that was built into a folder.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Serves a file of the build, or the page of an address.
    pub async fn serve(&self, method: &Method, host: &str, path: &str) -> Response {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "Only reading works here.");
        }
        let page = page(host, path);
        let file = page.map_or_else(|| self.file(path), |page| Some(self.folder.join(page)));
        let Some(file) = file else { return plain(StatusCode::NOT_FOUND, "There is no such file.") };
        let Ok(bytes) = tokio::fs::read(&file).await else {
            return plain(StatusCode::NOT_FOUND, "There is no such file.");
        };
        let mut response = Response::new(if *method == Method::HEAD { Body::empty() } else { Body::from(bytes) });
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, content_type(&file));
        // Built files carry a hash of their content in their names, and never change.
        let cache = if path.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        harden(headers);
        response
    }

    /// The file of a path, if it stays within the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path.trim_start_matches('/'));
        let inside = relative.components().all(|it| matches!(it, Component::Normal(_)));
        (inside && !path.contains('%') && !path.contains("/.")).then(|| self.folder.join(relative))
    }
}

/// Which page answers an address; nothing for files.
fn page(host: &str, path: &str) -> Option<&'static str> {
    if path == "/_local/mailbox" { Some("mailbox.html") } else { pages::page(DOMAIN, host, path) }
}

/// The headers under which every page runs.
pub(crate) fn harden(headers: &mut HeaderMap) {
    for (name, value) in pages::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn content_type(file: &Path) -> HeaderValue {
    HeaderValue::from_static(match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    harden(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W01: the rule is that of every gateway, with the names of this machine.
    #[test]
    fn w01_portals_have_hosts_of_their_own_and_the_mailbox_an_address() {
        assert_eq!(page("acme.localhost:4190", "/"), Some("app/index.html"));
        assert_eq!(page("localhost:4190", "/"), Some("index.html"));
        assert_eq!(page("localhost", "/_local/mailbox"), Some("mailbox.html"));
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let web = Web::new("/srv/dist".into());
        assert_eq!(web.file("/assets/a.js"), Some("/srv/dist/assets/a.js".into()));
        for path in ["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd.txt", "/.env"] {
            let file = web.file(path);
            assert!(
                file.as_ref().is_none_or(|it| it.starts_with("/srv/dist") && !it.ends_with(".env")),
                "{path}: {file:?}"
            );
        }
    }
}
