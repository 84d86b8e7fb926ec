//! Where portals are found (W01).

use crate::text::Slug;

/// How portals are addressed: at paths of one origin, and at sub-domains where a domain is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The origin that serves everything, such as `http://localhost:4190`.
    pub origin: String,
    /// The domain whose sub-domains are portals, with the port if it is not the usual one: `portico.example`.
    pub domain: Option<String>,
}

impl Addresses {
    /// The address of a workspace's portal, without a slash at its end.
    pub fn portal(&self, slug: &Slug) -> String {
        let scheme = self.origin.split("://").next().unwrap_or("https");
        match &self.domain {
            Some(domain) => format!("{scheme}://{slug}.{domain}"),
            None => format!("{}/{slug}", self.origin),
        }
    }

    /// Whether browsers reach the portal over TLS, so that cookies can be bound to it.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W01: the slug gives the portal's address.
    #[test]
    fn w01_a_portal_lies_under_the_domain_or_at_a_path() {
        let slug: Slug = "harbor".parse().unwrap();
        let at = |domain: Option<&str>| Addresses {
            origin: "https://portico.example".into(),
            domain: domain.map(Into::into),
        };
        assert_eq!(at(None).portal(&slug), "https://portico.example/harbor");
        assert_eq!(at(Some("portico.example")).portal(&slug), "https://harbor.portico.example");
    }
}
