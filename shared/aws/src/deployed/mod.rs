//! What only a deployment needs: AWS as the environment names it, and the clients of the services for which one machine has
//! something of its own.

mod cognito;
mod described;
mod https;
mod ses;
mod sqs;

use std::{env, time::Duration};

use aws_credential_types::Credentials;

pub use self::{
    cognito::{CognitoIdentity, create_user_pool},
    ses::{SesMailer, UnreadableEvent, create_sender, mail_event},
    sqs::{SqsQueues, create_queues},
};
use crate::{
    Connection,
    connection::{config, plain_http},
};

/// An environment variable that must be set is not.
#[derive(Debug, thiserror::Error)]
#[error("the environment variable {0} is not set; set it, or run where AWS sets it")]
pub struct MissingVariable(&'static str);

impl Connection {
    /// What the environment says: `AWS_REGION` (or `AWS_DEFAULT_REGION`), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
    /// and, if they are set, `AWS_SESSION_TOKEN` and `AWS_ENDPOINT_URL`. Lambda sets them for as long as a process lives.
    pub fn from_environment() -> Result<Self, MissingVariable> {
        let get = |name| env::var(name).ok().filter(|it| !it.is_empty());
        let need = |name| get(name).ok_or(MissingVariable(name));
        let credentials = Credentials::new(
            need("AWS_ACCESS_KEY_ID")?,
            need("AWS_SECRET_ACCESS_KEY")?,
            get("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let region = get("AWS_REGION").or_else(|| get("AWS_DEFAULT_REGION")).ok_or(MissingVariable("AWS_REGION"))?;
        let endpoint = get("AWS_ENDPOINT_URL");
        let http = match &endpoint {
            Some(endpoint) => plain_http(endpoint).unwrap_or_else(https::to_anyone),
            None => https::to_amazon(),
        };
        Ok(Self { endpoint, region, credentials, http: Some(http), remote: true })
    }

    /// A client of Cognito's user pools. An attempt may take two seconds, a call with its retries four.
    pub fn cognito(&self) -> aws_sdk_cognitoidentityprovider::Client {
        let config = config!(self, aws_sdk_cognitoidentityprovider, Duration::from_secs(2));
        aws_sdk_cognitoidentityprovider::Client::from_conf(config.build())
    }

    /// A client of SES. An attempt may take three seconds, a call with its retries four.
    pub fn ses(&self) -> aws_sdk_sesv2::Client {
        aws_sdk_sesv2::Client::from_conf(config!(self, aws_sdk_sesv2, Duration::from_secs(3)).build())
    }

    /// A client of SQS. An attempt may take two seconds, a call with its retries four.
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::from_conf(config!(self, aws_sdk_sqs, Duration::from_secs(2)).build())
    }
}
