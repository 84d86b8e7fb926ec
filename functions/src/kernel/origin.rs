//! Whether a request that changes something comes from the portal's own pages.

use http::{Method, Uri, header};
use shared::{Error, Result, workspaces::Addresses};

use super::Request;

/// Refuses what another site's page could make a browser send: by Origin, by Sec-Fetch-Site, and by asking for JSON, which no
/// form can send. Programs that are no browsers send neither header, and no cookie of anyone.
pub(super) fn require_own(request: &Request, method: &Method, addresses: &Addresses) -> Result<()> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    if let Some(site) = request.headers.get("sec-fetch-site")
        && !matches!(site.to_str(), Ok("same-origin" | "none"))
    {
        return Err(Error::CrossSite);
    }
    if let Some(origin) = request.headers.get(header::ORIGIN)
        && !origin.to_str().is_ok_and(|it| is_own(it, request, addresses))
    {
        return Err(Error::CrossSite);
    }
    let is_json = |it: &str| it.split(';').next().is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"));
    if !request.body.is_empty() && !request.header("content-type").is_some_and(is_json) {
        return Err(Error::invalid("Content-Type", "json_only", "Send the body as application/json."));
    }
    Ok(())
}

/// The origin that serves everything, the portal's own where portals have domains, or the host that the request itself names:
/// behind all of them is this portal. A gateway behind a distribution gets its own name as the host.
fn is_own(origin: &str, request: &Request, addresses: &Addresses) -> bool {
    if origin == addresses.origin || is_of_domain(origin, request, addresses) {
        return true;
    }
    let Ok(uri) = origin.parse::<Uri>() else { return false };
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.authority().map(http::uri::Authority::as_str)) else {
        return false;
    };
    let same_scheme = addresses.origin.starts_with(&format!("{scheme}://"));
    let same_host = request.header("host").is_some_and(|it| it.eq_ignore_ascii_case(host));
    same_scheme && same_host
}

/// Whether an origin is that of the portal that the request names, or of the pages of no portal.
fn is_of_domain(origin: &str, request: &Request, addresses: &Addresses) -> bool {
    let Some(domain) = &addresses.domain else { return false };
    let label = origin.strip_prefix("https://").and_then(|it| it.strip_suffix(domain)?.strip_suffix('.'));
    label.is_some_and(|it| it == "www" || !it.is_empty() && request.header("portico-workspace") == Some(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&'static str, &str)], body: &str) -> Request {
        let headers = headers.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect();
        Request { headers, body: body.into(), ..Request::default() }
    }

    #[test]
    fn only_the_portals_own_pages_may_change_anything() {
        let addresses = Addresses { origin: "https://portico.example".into(), domain: None };
        let ok = |headers: &[(&'static str, &str)], body| {
            require_own(&request(headers, body), &Method::POST, &addresses).is_ok()
        };
        let json = ("content-type", "application/json; charset=utf-8");
        assert!(ok(&[json, ("origin", "https://portico.example"), ("sec-fetch-site", "same-origin")], "{}"));
        assert!(ok(&[json, ("origin", "https://acme.portico.example"), ("host", "acme.portico.example")], "{}"));
        assert!(ok(&[json], "{}"), "programs send neither header");
        assert!(ok(&[], ""), "no body needs no type");
        assert!(!ok(&[json, ("origin", "https://evil.example"), ("host", "portico.example")], "{}"));
        assert!(!ok(&[json, ("origin", "null")], "{}"));
        assert!(!ok(&[json, ("origin", "http://portico.example"), ("host", "portico.example")], "{}"));
        assert!(!ok(&[json, ("sec-fetch-site", "cross-site")], "{}"));
        assert!(!ok(&[json, ("sec-fetch-site", "same-site")], "{}"));
        assert!(!ok(&[("content-type", "text/plain")], "{}"));
        assert!(!ok(&[("content-type", "application/x-www-form-urlencoded")], "a=1"));
    }

    /// W01: a portal's own pages act at that portal and at no other.
    #[test]
    fn w01_a_portal_at_a_domain_of_its_own_may_change_what_is_its_own() {
        let addresses = Addresses { origin: "https://portico.example".into(), domain: Some("portico.example".into()) };
        let ok = |origin, slug| {
            let headers = [("origin", origin), ("portico-workspace", slug), ("host", "api.example")];
            require_own(&request(&headers, ""), &Method::POST, &addresses).is_ok()
        };
        assert!(ok("https://acme.portico.example", "acme"));
        assert!(ok("https://portico.example", "acme"));
        assert!(ok("https://www.portico.example", ""));
        assert!(!ok("https://rival.portico.example", "acme"));
        assert!(!ok("http://acme.portico.example", "acme"));
        assert!(!ok("https://acmeportico.example", "acme"));
        assert!(!ok("https://.portico.example", ""));
    }
}
