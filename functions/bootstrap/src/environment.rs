//! What the deployment tells a function: each one only what it needs.

use sha2::{Digest, Sha256};
use shared::{ports::Queue, workspaces::Addresses};

/// The variables of a process' environment, read as they are needed.
pub struct Environment<F>(F);

/// The distribution before the gateway.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// By what a request shows that it came through the distribution, if there is one.
    pub key: Option<String>,
    /// Whether requests that came around it are refused.
    pub only: bool,
}

/// A function can't start with what it was told.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// A variable is not set, or empty.
    #[error("the environment variable {0} is not set; the deployment has to set it")]
    Missing(&'static str),
    /// A variable does not say what it should.
    #[error("the environment variable {0} must be {1}")]
    Malformed(&'static str, &'static str),
}

type Result<T> = std::result::Result<T, EnvironmentError>;

/// Fewest characters of the deployment's secret.
const SHORTEST_SECRET: usize = 32;

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    /// The variables that `get` knows.
    pub fn new(get: F) -> Self {
        Self(get)
    }

    fn may(&self, name: &'static str) -> Option<String> {
        (self.0)(name).filter(|it| !it.is_empty())
    }

    fn need(&self, name: &'static str) -> Result<String> {
        self.may(name).ok_or(EnvironmentError::Missing(name))
    }

    /// The endpoint or job to serve.
    pub fn handler(&self) -> Result<String> {
        self.need("_HANDLER")
    }

    /// The table's name.
    pub fn table(&self) -> Result<String> {
        self.need("PORTICO_TABLE")
    }

    /// The name of the bucket with the blobs.
    pub fn bucket(&self) -> Result<String> {
        self.need("PORTICO_BUCKET")
    }

    /// The pool of credentials, and its client.
    pub fn user_pool(&self) -> Result<(String, String)> {
        Ok((self.need("PORTICO_USER_POOL")?, self.need("PORTICO_USER_POOL_CLIENT")?))
    }

    /// The address that mails come from, and the mail service's configuration set.
    pub fn sender(&self) -> Result<(String, String)> {
        let sender = self.need("PORTICO_SENDER")?;
        if !sender.contains('@') {
            return Err(EnvironmentError::Malformed("PORTICO_SENDER", "an email address"));
        }
        Ok((sender, self.need("PORTICO_CONFIGURATION_SET")?))
    }

    /// The address of a queue.
    pub fn queue(&self, queue: Queue) -> Result<String> {
        let (name, end, what) = match queue {
            Queue::Mail => ("PORTICO_MAIL_QUEUE", "", "the https address of a queue"),
            Queue::Directory => ("PORTICO_DIRECTORY_QUEUE", ".fifo", "the https address of a queue that ends in .fifo"),
        };
        let address = self.need(name)?;
        let is_address = address.starts_with("https://") || address.starts_with("http://");
        let fits = is_address && address.ends_with(end);
        if fits { Ok(address) } else { Err(EnvironmentError::Malformed(name, what)) }
    }

    /// Where portals are. Links in mails are made of it, and the origin of each request is compared with it.
    pub fn addresses(&self) -> Result<Addresses> {
        let (origin, domain) = (self.need("PORTICO_ORIGIN")?, self.may("PORTICO_DOMAIN"));
        let host = origin.strip_prefix("https://").unwrap_or_default();
        if host.is_empty() || host.contains('/') {
            let what = "an origin such as https://portal.example, without a path";
            return Err(EnvironmentError::Malformed("PORTICO_ORIGIN", what));
        }
        if domain.as_ref().is_some_and(|it| it.contains('/') || it.starts_with('.')) {
            return Err(EnvironmentError::Malformed("PORTICO_DOMAIN", "a domain such as portal.example"));
        }
        Ok(Addresses { origin, domain })
    }

    /// What all keys are derived from. Whatever the secret looks like, all of it counts.
    pub fn secret(&self) -> Result<[u8; 32]> {
        let text = self.need("PORTICO_SECRET")?;
        if text.len() < SHORTEST_SECRET {
            return Err(EnvironmentError::Malformed("PORTICO_SECRET", "at least 32 random characters"));
        }
        Ok(Sha256::digest(text).into())
    }

    /// The distribution before the gateway.
    pub fn edge(&self) -> Edge {
        Edge { key: self.may("PORTICO_EDGE"), only: self.may("PORTICO_EDGE_ONLY").is_some_and(|it| it == "true") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Get = Box<dyn Fn(&str) -> Option<String>>;

    /// A good environment in which one variable has this value.
    fn with(name: &'static str, value: Option<&'static str>) -> Environment<Get> {
        let good = |it: &str| {
            Some(match it {
                "PORTICO_SENDER" => "portal@portico.example",
                "PORTICO_ORIGIN" => "https://portico.example",
                "PORTICO_DOMAIN" | "PORTICO_EDGE" => return None,
                "PORTICO_SECRET" => "0123456789abcdef0123456789abcdef",
                "PORTICO_MAIL_QUEUE" => "https://sqs.us-east-1.amazonaws.com/1/mail",
                "PORTICO_DIRECTORY_QUEUE" => "https://sqs.us-east-1.amazonaws.com/1/directory.fifo",
                _ => "something",
            })
        };
        Environment::new(Box::new(move |it| if it == name { value } else { good(it) }.map(str::to_owned)))
    }

    fn read_all(environment: &Environment<Get>) -> Result<()> {
        environment.handler()?;
        environment.table()?;
        environment.bucket()?;
        environment.user_pool()?;
        environment.sender()?;
        environment.queue(Queue::Mail)?;
        environment.queue(Queue::Directory)?;
        environment.addresses()?;
        environment.secret().map(drop)
    }

    #[test]
    fn a_variable_that_is_missing_is_named() {
        assert_eq!(read_all(&with("", None)), Ok(()));
        let needed = [
            "_HANDLER",
            "PORTICO_TABLE",
            "PORTICO_BUCKET",
            "PORTICO_USER_POOL",
            "PORTICO_USER_POOL_CLIENT",
            "PORTICO_SENDER",
            "PORTICO_CONFIGURATION_SET",
            "PORTICO_ORIGIN",
            "PORTICO_SECRET",
            "PORTICO_MAIL_QUEUE",
            "PORTICO_DIRECTORY_QUEUE",
        ];
        for name in needed {
            for value in [None, Some("")] {
                assert_eq!(read_all(&with(name, value)), Err(EnvironmentError::Missing(name)));
            }
        }
    }

    #[test]
    fn a_variable_that_says_something_else_is_named() {
        let wrong = [
            ("PORTICO_SENDER", "portal"),
            ("PORTICO_ORIGIN", "portico.example"),
            ("PORTICO_ORIGIN", "http://portico.example"),
            ("PORTICO_ORIGIN", "https://portico.example/"),
            ("PORTICO_DOMAIN", ".portico.example"),
            ("PORTICO_SECRET", "short"),
            ("PORTICO_MAIL_QUEUE", "mail"),
            ("PORTICO_DIRECTORY_QUEUE", "https://sqs.us-east-1.amazonaws.com/1/directory"),
        ];
        for (name, value) in wrong {
            let refusal = read_all(&with(name, Some(value))).unwrap_err();
            assert!(matches!(refusal, EnvironmentError::Malformed(it, _) if it == name), "{name}={value}: {refusal}");
            assert!(!refusal.to_string().contains(value), "what a variable says is not logged: {refusal}");
        }
    }
}
