//! Texts that are valid by being of their type: names, addresses, slugs, passwords.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Why a text is not a value of a type: a stable code, and what a person should do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BadText {
    /// For programs.
    pub code: &'static str,
    /// For people, ready to stand at the field.
    pub message: String,
}

impl BadText {
    /// A reason.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Folds case, accents and spaces, so that texts that people take for the same compare as the same.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase).collect();
    let plain: String = plain.nfkc().collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells an absent field (`None`) from one that is `null` (`Some(None)`).
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Trims, joins runs of spaces, and refuses control characters.
fn tidy(text: &str, most: usize) -> Result<String, BadText> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_control) {
        return Err(BadText::new("invalid_characters", "Remove the control characters."));
    }
    if text.chars().count() > most {
        return Err(BadText::new("too_long", format!("Use at most {most} characters.")));
    }
    Ok(text)
}

/// Declares a text type: what it is, how it is parsed, and its JSON Schema.
macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $schema:tt) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(|bad: BadText| serde::de::Error::custom(coded(&bad)))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

/// How a [`BadText`] travels through serde, whose errors are text only; [`decode`] takes it apart again.
pub(crate) fn coded(bad: &BadText) -> String {
    format!("\u{1}{}\u{1}{}\u{1}", bad.code, bad.message)
}

/// The [`BadText`] inside the text of a serde error, if there is one.
pub fn decode(error: &str) -> Option<(String, String)> {
    let mut parts = error.split('\u{1}').skip(1);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

macro_rules! shows_itself_in_debug {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )*};
}

text_type! {
    /// An email address in the form people type it, lower-cased: `jo@harbor.example`.
    Email, { "type": "string", "format": "email", "maxLength": 254 }
}

impl FromStr for Email {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let text = text.trim().to_lowercase();
        let options =
            email_address::Options::default().without_display_text().without_domain_literal().with_required_tld();
        email_address::EmailAddress::parse_with_options(&text, options)
            .ok()
            .filter(|it| it.as_str().len() <= 254 && !text.contains('"') && text.is_ascii())
            .map(|it| Self(it.to_string()))
            .ok_or_else(|| BadText::new("invalid_email", "Enter an email address like name@firm.com."))
    }
}

impl Email {
    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |it| it.1)
    }
}

text_type! {
    /// A given or family name, or a full one, as the person writes it.
    Name, { "type": "string", "minLength": 1, "maxLength": 100 }
}

impl FromStr for Name {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        match tidy(text, 100)? {
            text if text.is_empty() => Err(BadText::new("required", "Enter a name.")),
            text => Ok(Self(text)),
        }
    }
}

impl Name {
    /// Splits a full name into given and family name: the last word is the family name.
    pub fn split(&self) -> (Self, Option<Self>) {
        match self.0.rsplit_once(' ') {
            Some((given, family)) => (Self(given.to_owned()), Some(Self(family.to_owned()))),
            None => (self.clone(), None),
        }
    }
}

text_type! {
    /// The name of a company, a firm or a role: at least 2 characters.
    Title, { "type": "string", "minLength": 2, "maxLength": 120 }
}

impl FromStr for Title {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        match tidy(text, 120)? {
            text if text.chars().count() < 2 => Err(BadText::new("name_too_short", "Use at least 2 characters.")),
            text => Ok(Self(text)),
        }
    }
}

text_type! {
    /// A short single line that may be empty: a position, a phone number, a tag.
    #[derive(Default)]
    Line, { "type": "string", "maxLength": 120 }
}

impl FromStr for Line {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        tidy(text, 120).map(Self)
    }
}

text_type! {
    /// Markdown of any number of lines, at most 100,000 bytes.
    Markdown, { "type": "string", "maxLength": 100_000 }
}

impl FromStr for Markdown {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let text = text.replace("\r\n", "\n");
        if text.chars().any(|it| it.is_control() && it != '\n' && it != '\t') {
            return Err(BadText::new("invalid_characters", "Remove the control characters."));
        }
        // In bytes: a record has room for so many, whatever the script.
        if text.len() > 100_000 {
            let advice = "Use at most 100 KB of text: 100,000 letters, or a third of that in scripts such as Chinese.";
            return Err(BadText::new("too_long", advice));
        }
        Ok(Self(text))
    }
}

text_type! {
    /// A workspace's address: `harbor-finch`.
    Slug, { "type": "string", "pattern": "^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$" }
}

/// First words of addresses that are not workspaces.
const RESERVED: [&str; 24] = [
    "new",
    "find",
    "v1",
    "v2",
    "api",
    "assets",
    "app",
    "mailbox",
    "mail",
    "local",
    "static",
    "www",
    "admin",
    "status",
    "help",
    "support",
    "docs",
    "blog",
    "billing",
    "cdn",
    "localhost",
    "portico",
    "auth",
    "login",
];

impl FromStr for Slug {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let text = text.trim().to_lowercase();
        let fits = (2..=40).contains(&text.len())
            && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.starts_with("xn--");
        if !fits {
            let advice = "Use 2 to 40 small letters, digits and hyphens; start and end with a letter or a digit.";
            return Err(BadText::new("invalid_slug", advice));
        }
        if RESERVED.contains(&text.as_str()) {
            return Err(BadText::new("slug_reserved", "This address is kept for Portico itself. Choose another."));
        }
        Ok(Self(text))
    }
}

text_type! {
    /// A password that someone chooses: 10 to 256 characters. Never shown in debug output.
    Password, { "type": "string", "format": "password", "minLength": 10, "maxLength": 256 }
}

impl FromStr for Password {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        match text.chars().count() {
            0..10 => Err(BadText::new("password_too_short", "Use at least 10 characters.")),
            10..=256 => Ok(Self(text.nfkc().collect())),
            _ => Err(BadText::new("password_too_long", "Use at most 256 characters.")),
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

text_type! {
    /// A colour as `#rrggbb`.
    Color, { "type": "string", "pattern": "^#[0-9a-f]{6}$" }
}

impl FromStr for Color {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let text = text.trim().to_lowercase();
        let digits = text.strip_prefix('#').unwrap_or(&text);
        if digits.len() == 6 && digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            Ok(Self(format!("#{digits}")))
        } else {
            Err(BadText::new("invalid_color", "Enter a colour like #0f766e."))
        }
    }
}

shows_itself_in_debug!(Email, Name, Title, Line, Markdown, Slug, Color);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_accents_and_spaces() {
        assert_eq!(fold("  Ångström   &  CO "), fold("angstrom & co"));
        assert_eq!(fold("ＦＩＲＭ"), "firm");
        assert_ne!(fold("Acme"), fold("Acne"));
    }

    /// C02: the email must be valid.
    #[test]
    fn c02_an_email_is_valid_or_refused() {
        for good in ["a@x.io", " Jo.Smith+tax@Harbor.example ", "o'neil@firm.co.uk"] {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in ["", "a", "a@", "@x.io", "a@x", "a b@x.io", "Jo <a@x.io>", "a@[127.0.0.1]", "a@x..io", "a@x.io\n"] {
            let parsed = bad.parse::<Email>();
            assert!(parsed.is_err() || bad.ends_with('\n'), "{bad:?} became {parsed:?}");
        }
    }

    /// C02: a full name is accepted and split.
    #[test]
    fn c02_a_full_name_is_split_at_its_last_space() {
        let split = |text: &str| {
            let (given, family) = text.parse::<Name>().unwrap().split();
            (given.to_string(), family.map(|it| it.to_string()))
        };
        assert_eq!(split("Ada Lovelace"), ("Ada".into(), Some("Lovelace".into())));
        assert_eq!(split("  Maria  del Carmen   Ruiz "), ("Maria del Carmen".into(), Some("Ruiz".into())));
        assert_eq!(split("Cher"), ("Cher".into(), None));
    }

    /// W01: the slug gives the portal's address.
    #[test]
    fn w01_a_slug_is_an_address_or_refused() {
        assert_eq!("Harbor-Finch".parse::<Slug>().unwrap().as_str(), "harbor-finch");
        for bad in ["a", "-a", "a-", "a b", "ä", "new", "v1", "xn--abc", "_local", &"a".repeat(41)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_never_shows() {
        assert_eq!(format!("{:?}", "correct horse".parse::<Password>().unwrap()), "Password(…)");
    }
}
