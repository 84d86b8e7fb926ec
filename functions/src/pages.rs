//! The static web UI as every gateway serves it: which page answers which address, and under which rules pages run.

/// What the pages may do: nothing but what they bring themselves. No script or style stands in a page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; \
    connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The headers under which every page runs.
pub const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Pages of the small front door, before anyone has signed in.
pub const FRONT_DOOR: [&str; 6] = ["sign-in", "sign-up", "accept", "forgot", "reset", "confirm-email"];

/// Which page answers an address where portals lie at `<slug>.<domain>`; nothing for files.
pub fn page(domain: &str, host: &str, path: &str) -> Option<&'static str> {
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.starts_with("/assets/") || last.contains('.') {
        return None;
    }
    let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let front = match segments[..] {
        [] | ["new" | "find"] => !is_portal(domain, host),
        [page] | [_, page] => FRONT_DOOR.contains(&page),
        _ => false,
    };
    Some(if front { "index.html" } else { "app/index.html" })
}

/// Whether a host is a workspace's own, `<slug>.<domain>`, at whose root its portal lies (W01).
fn is_portal(domain: &str, host: &str) -> bool {
    let host = host.rsplit_once(':').map_or(host, |it| it.0);
    let label = host.strip_suffix(domain).and_then(|it| it.strip_suffix('.'));
    !domain.is_empty() && label.is_some_and(|it| !it.is_empty() && it != "www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_page() {
        let page = |path| page("localhost", "localhost:4190", path);
        for path in ["/", "/new", "/acme/sign-in", "/sign-up", "/acme/accept"] {
            assert_eq!(page(path), Some("index.html"), "{path}");
        }
        for path in ["/acme", "/acme/", "/acme/app", "/acme/app/clients/client_1", "/app", "/account"] {
            assert_eq!(page(path), Some("app/index.html"), "{path}");
        }
        for path in ["/assets/index-1.js", "/boot.js"] {
            assert_eq!(page(path), None, "{path}");
        }
    }

    /// W01: the portal lies at its path, and at the root of its own host.
    #[test]
    fn w01_a_portal_resolves_at_its_own_host_too() {
        let page = |host, path| page("portico.example", host, path);
        assert_eq!(page("acme.portico.example:443", "/"), Some("app/index.html"));
        assert_eq!(page("acme.portico.example", "/sign-in"), Some("index.html"));
        for host in ["portico.example", "www.portico.example", "acme.example", "acmeportico.example", "127.0.0.1"] {
            assert_eq!(page(host, "/"), Some("index.html"), "{host}");
        }
        assert_eq!(super::page("", "acme.", "/"), Some("index.html"), "no domain is set up");
    }
}
