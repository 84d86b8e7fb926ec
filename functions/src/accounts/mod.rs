//! Endpoints of people's own accounts.

pub mod change_password;
pub mod confirm_email_change;
pub mod confirm_reset;
pub mod confirm_sign_up;
pub mod request_email_change;
pub mod request_reset;
pub mod sign_up;

use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Error, Result,
    proofs::Shown,
    text::{Email, Password},
};

/// The proof that a mail reached its reader: the token of its link, or its code with the address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The token out of the link's fragment.
    token: Option<String>,
    /// The address that the mail went to, with `code`.
    email: Option<Email>,
    /// The 6 digits, with `email`.
    code: Option<String>,
}

impl Proof {
    /// What the person shows.
    pub fn shown(self) -> Result<Shown> {
        shown(self.token, self.email, self.code)
    }
}

/// A proof, and the password that is chosen with it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofAndPassword {
    /// The token out of the link's fragment.
    token: Option<String>,
    /// The address that the mail went to, with `code`.
    email: Option<Email>,
    /// The 6 digits, with `email`.
    code: Option<String>,
    /// The password from now on.
    password: Password,
    /// Whether to take the place of somebody else who is signed in here.
    switch: Option<bool>,
}

impl ProofAndPassword {
    /// What the person shows, the password, and whether to take somebody's place.
    pub fn parts(self) -> Result<(Shown, Password, Option<bool>)> {
        Ok((shown(self.token, self.email, self.code)?, self.password, self.switch))
    }
}

fn shown(token: Option<String>, email: Option<Email>, code: Option<String>) -> Result<Shown> {
    match (token, email, code) {
        (Some(token), _, _) => Ok(Shown::Link { token }),
        (None, Some(email), Some(code)) => Ok(Shown::Code { email, code }),
        (None, Some(_), None) => Err(Error::invalid("code", "required", "Enter the code from the email.")),
        (None, None, _) => Err(Error::invalid("email", "required", "Enter your email address.")),
    }
}
