//! Where AWS is, as whom to call it, and how patiently.

use std::{sync::Arc, time::Duration};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::config::SharedHttpClient;
#[cfg(feature = "deployed")]
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};

use crate::{Embedded, embedded, trouble::BUDGET};

/// Where AWS is and as whom to call it: what every client of a service is made from.
#[derive(Clone, Debug)]
pub struct Connection {
    pub(crate) endpoint: Option<String>,
    pub(crate) region: String,
    pub(crate) credentials: Credentials,
    pub(crate) http: Option<SharedHttpClient>,
    /// What `http` hands requests to, if that is known before the first one.
    #[cfg(feature = "deployed")]
    pub(crate) connector: Option<SharedHttpConnector>,
    /// Whether an answer can be lost on the way, so that there is a time after which nobody waits for it any more.
    pub(crate) remote: bool,
}

/// How long a connection may take.
pub(crate) const CONNECT: Duration = Duration::from_secs(1);

/// What the configurations of all services have in common; each has a type of its own.
macro_rules! config {
    ($connection:ident, $sdk:ident, $attempt:expr) => {{
        let mut config = $sdk::Config::builder()
            .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::v2026_01_12())
            .region(aws_sdk_dynamodb::config::Region::new($connection.region.clone()))
            .credentials_provider($connection.credentials.clone())
            .retry_config($crate::connection::retries())
            .timeout_config($connection.timeouts($attempt));
        config.set_endpoint_url($connection.endpoint.clone());
        config.set_http_client($connection.http.clone());
        config
    }};
}

#[cfg(feature = "deployed")]
pub(crate) use config;

impl Connection {
    /// A stand-in for AWS at `endpoint`, for example `http://127.0.0.1:4566`, that knows these credentials.
    pub fn to_endpoint(endpoint: impl Into<String>, access_key: &str, secret_key: &str) -> Self {
        let endpoint = endpoint.into();
        let credentials = Credentials::new(access_key, secret_key, None, None, "given");
        let http = plain_http(&endpoint);
        Self {
            endpoint: Some(endpoint),
            region: "us-east-1".to_owned(),
            credentials,
            http,
            #[cfg(feature = "deployed")]
            connector: None,
            remote: true,
        }
    }

    /// A stand-in for AWS in this process. It is called directly, so credentials mean nothing, and it is waited for as long
    /// as it takes: what a slow machine gave up, it would only have to do again.
    pub fn embedded(service: Arc<dyn Embedded>) -> Self {
        let http = Some(embedded::client_of(service));
        Self { http, remote: false, ..Self::to_endpoint("http://embedded.invalid", "none", "none") }
    }

    /// The same, waited for as long as it takes: for a stand-in beside this process, whose answers do not get lost. Not for what the
    /// environment names, whose connector waits as long as it always does.
    #[must_use]
    pub fn patiently(self) -> Self {
        Self { remote: false, ..self }
    }

    /// The same, waited for no longer than AWS itself: for a double that does not answer.
    #[must_use]
    pub fn as_if_remote(self) -> Self {
        Self { remote: true, ..self }
    }

    /// A client of DynamoDB. An attempt may take a second, a call with its retries four.
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::from_conf(config!(self, aws_sdk_dynamodb, Duration::from_secs(1)).build())
    }

    /// A client of S3. An attempt may take two seconds and a call with its retries four, up to the body of an answer.
    pub fn s3(&self) -> aws_sdk_s3::Client {
        let config = config!(self, aws_sdk_s3, Duration::from_secs(2));
        // A stand-in has one host name, which can't carry the bucket's.
        aws_sdk_s3::Client::from_conf(config.force_path_style(self.endpoint.is_some()).build())
    }

    pub(crate) fn timeouts(&self, attempt: Duration) -> TimeoutConfig {
        if !self.remote {
            return TimeoutConfig::disabled();
        }
        TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(attempt)
            .operation_timeout(BUDGET)
            .build()
    }
}

/// Waits between the attempts that the SDK makes: drawn between nothing and 50 ms, then twice as much each time.
pub(crate) fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(5).with_initial_backoff(Duration::from_millis(50))
}

/// A client without TLS where the endpoint has none, which saves loading the system's certificates at each start.
pub(crate) fn plain_http(endpoint: &str) -> Option<SharedHttpClient> {
    endpoint.starts_with("http://").then(|| aws_smithy_http_client::Builder::new().build_http())
}
