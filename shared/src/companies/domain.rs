//! Domains that belong to a company (C05).

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{BadText, Email};

/// Domains at which anyone can have an address: they say nothing about where a person works.
const FREEMAIL: &[&str] = &[
    "126.com",
    "163.com",
    "aim.com",
    "aol.com",
    "att.net",
    "bigpond.com",
    "bk.ru",
    "btinternet.com",
    "comcast.net",
    "cox.net",
    "duck.com",
    "fastmail.com",
    "fastmail.fm",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "hushmail.com",
    "icloud.com",
    "inbox.ru",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "list.ru",
    "live.co.uk",
    "live.com",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.es",
    "outlook.fr",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "shaw.ca",
    "sina.com",
    "sky.com",
    "t-online.de",
    "tiscali.it",
    "tuta.com",
    "tuta.io",
    "tutanota.com",
    "verizon.net",
    "virgilio.it",
    "virginmedia.com",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "xtra.co.nz",
    "ya.ru",
    "yahoo.ca",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.au",
    "yahoo.com.br",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// A domain under which a company's people have their emails: never a freemail domain, never a public suffix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

impl Domain {
    /// The domain of a confirmed email, if it can belong to a company.
    pub fn of(email: &Email) -> Option<Self> {
        email.domain().parse().ok()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Domain {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let text = text.trim().trim_start_matches('@').trim_end_matches('.').to_lowercase();
        let is_host = text.len() <= 253
            && text.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            });
        // `example` suffixes are unknown to the list, and any unknown top level counts as a suffix of its own.
        if !is_host || psl::domain_str(&text).is_none() {
            return Err(BadText::new("invalid_domain", "Enter a domain like harbor.com."));
        }
        if FREEMAIL.binary_search(&text.as_str()).is_ok() {
            let advice = "Anyone can have an address at this domain, so it can't stand for a company.";
            return Err(BadText::new("freemail_domain", advice));
        }
        Ok(Self(text))
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Domain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Domain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|bad: BadText| serde::de::Error::custom(crate::text::coded(&bad)))
    }
}

impl JsonSchema for Domain {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Domain".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "hostname" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_freemail_list_is_sorted() {
        assert!(FREEMAIL.is_sorted());
    }

    /// C05: a freemail domain never stands for a company.
    #[test]
    fn c05_only_domains_of_companies_are_taken() {
        assert_eq!("@Harbor.Example".parse::<Domain>().unwrap().as_str(), "harbor.example");
        assert_eq!(Domain::of(&"jo@mail.harbor.co.uk".parse().unwrap()).unwrap().as_str(), "mail.harbor.co.uk");
        for bad in ["gmail.com", "GMX.de", "co.uk", "com", "", "a b.com", "-a.com", "http://a.com"] {
            assert!(bad.parse::<Domain>().is_err(), "{bad}");
        }
    }
}
