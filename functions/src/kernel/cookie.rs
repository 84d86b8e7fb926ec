//! The session cookie: one per portal, so that a browser can be signed in at several.

use shared::{
    sessions::{SessionToken, lifetime_seconds},
    text::Slug,
};

use super::Request;

/// The cookie's name at a portal. Over TLS the `__Host-` prefix binds it to the origin; browsers take that prefix over TLS
/// only, so over plain HTTP on one's own machine it goes without.
fn name(slug: &Slug, secure: bool) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}portico-{slug}")
}

/// The session that the browser shows at a portal.
pub(super) fn read(request: &Request, slug: &Slug, secure: bool) -> Option<SessionToken> {
    let name = name(slug, secure);
    let cookies = request.headers.get_all(http::header::COOKIE).iter().filter_map(|it| it.to_str().ok());
    let mut values = cookies
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
        .filter(|(it, _)| *it == name)
        .map(|(_, value)| value);
    let value = values.next()?;
    // Two of one name are the work of somebody who can set cookies and not read them: neither is believed.
    if values.next().is_some() { None } else { SessionToken::parse(value) }
}

/// The header that gives the browser a session.
pub(super) fn set(slug: &Slug, token: &SessionToken, secure: bool) -> String {
    write(slug, &token.cookie(), lifetime_seconds(), secure)
}

/// The header that takes it away.
pub(super) fn clear(slug: &Slug, secure: bool) -> String {
    write(slug, "", 0, secure)
}

/// `SameSite=Strict` loses nothing here: pages are static, and only their own scripts need the cookie.
fn write(slug: &Slug, value: &str, max_age: i64, secure: bool) -> String {
    let name = name(slug, secure);
    let flag = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age}{flag}")
}
