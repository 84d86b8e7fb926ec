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
#[derive(Deserialize)]
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
#[derive(Deserialize)]
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

/// What the documentation says of [`Proof`]. Read as it is written there, a wrong field could not be named.
#[derive(JsonSchema)]
#[schemars(rename = "Proof", untagged)]
#[expect(dead_code, reason = "documents what is read field by field")]
enum ProofForm {
    /// By link.
    Link {
        /// The token out of the link's fragment.
        token: String,
    },
    /// By code.
    Code {
        /// The address that the mail went to.
        email: Email,
        /// The 6 digits.
        code: String,
    },
}

/// What the documentation says of [`ProofAndPassword`].
#[derive(JsonSchema)]
#[schemars(rename = "ProofAndPassword", untagged)]
#[expect(dead_code, reason = "documents what is read field by field")]
enum ProofAndPasswordForm {
    /// By link.
    Link {
        /// The token out of the link's fragment.
        token: String,
        /// The password from now on.
        password: Password,
        /// Whether to take the place of somebody else who is signed in here.
        #[schemars(default)]
        switch: Option<bool>,
    },
    /// By code.
    Code {
        /// The address that the mail went to.
        email: Email,
        /// The 6 digits.
        code: String,
        /// The password from now on.
        password: Password,
        /// Whether to take the place of somebody else who is signed in here.
        #[schemars(default)]
        switch: Option<bool>,
    },
}

macro_rules! documented_as {
    ($type:ident, $form:ident) => {
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $form::schema_name()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $form::json_schema(generator)
            }
        }
    };
}

documented_as!(Proof, ProofForm);
documented_as!(ProofAndPassword, ProofAndPasswordForm);
