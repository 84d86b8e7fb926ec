//! What only a deployment needs: AWS as the environment names it, and the clients of the services for which one machine has
//! something of its own.

mod cognito;
mod described;
mod https;
mod ses;
mod sqs;

use std::{env, time::Duration};

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::{
    http::{HttpConnector as _, SharedHttpConnector, http_client_fn},
    orchestrator::HttpRequest,
};
use aws_smithy_types::byte_stream::ByteStream;
use shared::{error::Chain, ports::Source};
use tokio::time::timeout;

pub use self::{
    cognito::{CognitoIdentity, create_user_pool},
    ses::{SesMailer, UnreadableEvent, create_sender, mail_event},
    sqs::{SqsQueues, create_queues},
};
use crate::{Connection, connection::config};

/// Sends a request without a body. Its answer is read to the end, so that the connection is free again.
async fn ask(connector: &SharedHttpConnector, url: String) -> Result<(), Source> {
    let mut request = HttpRequest::empty();
    request.set_uri(url)?;
    let answer = connector.call(request).await?;
    ByteStream::new(answer.into_body()).collect().await?;
    Ok(())
}

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
        let connector = https::connector(endpoint.as_deref());
        let shared = connector.clone();
        let http = Some(http_client_fn(move |_, _| shared.clone()));
        Ok(Self { endpoint, region, credentials, http, connector: Some(connector), remote: true })
    }

    /// Opens a connection to DynamoDB for the first call to find, by a question that DynamoDB answers to anyone and that has no
    /// price: whether it is well. It takes a second at most once the host is found, and what comes of it does not matter: a
    /// call finds out for itself.
    pub async fn open_dynamodb(&self) {
        let Some(connector) = &self.connector else { return };
        let opened = timeout(Duration::from_secs(1), ask(connector, self.dynamodb_url())).await;
        if let Err(error) = opened.map_err(Into::into).flatten() {
            tracing::debug!(error = %Chain(&*error), "the table could not be reached at the start");
        }
    }

    /// Where the SDK asks for DynamoDB, as long as it is told no account: of one's own, or of the region, in those parts of AWS
    /// whose certificates are trusted here.
    fn dynamodb_url(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| format!("https://dynamodb.{}.amazonaws.com", self.region))
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

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::client::{http::HttpConnectorFuture, result::ConnectorError};
    use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

    use super::*;

    /// Tells what is asked for, and answers nothing.
    #[derive(Debug)]
    struct Telling(UnboundedSender<String>);

    impl aws_smithy_runtime_api::client::http::HttpConnector for Telling {
        fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
            self.0.send(request.uri().to_owned()).unwrap();
            HttpConnectorFuture::ready(Err(ConnectorError::user("told".into())))
        }
    }

    #[tokio::test]
    async fn the_connection_is_opened_where_the_sdk_looks_for_it() {
        let own = Some("https://localhost:4566".to_owned());
        for (endpoint, region) in
            [(None, "us-east-1"), (None, "eu-central-1"), (None, "us-gov-west-1"), (own, "eu-west-1")]
        {
            let (tell, mut told) = unbounded_channel();
            let connector = SharedHttpConnector::new(Telling(tell));
            let shared = connector.clone();
            let connection = Connection {
                endpoint,
                region: region.to_owned(),
                credentials: Credentials::new("test", "test", None, None, "test"),
                http: Some(http_client_fn(move |_, _| shared.clone())),
                connector: Some(connector),
                remote: true,
            };
            connection.open_dynamodb().await;
            connection.dynamodb().describe_limits().send().await.unwrap_err();
            let host = |uri: String| uri.parse::<http::Uri>().unwrap().authority().unwrap().to_string();
            let [opened, asked] = [told.recv().await.unwrap(), told.recv().await.unwrap()].map(host);
            assert_eq!(opened, asked);
        }
    }
}
