//! A service in this process in place of one behind a network.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use aws_smithy_types::body::SdkBody;

/// A service in this process that speaks an AWS protocol. Whoever calls it holds it: there is no port to find, and
/// so nobody to keep out.
#[async_trait]
pub trait Embedded: Send + Sync + std::fmt::Debug {
    /// Answers one request.
    async fn answer(&self, request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>>;
}

/// A client that hands every request to `service`.
pub fn client_of(service: Arc<dyn Embedded>) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(Wire(service));
    http_client_fn(move |_, _| connector.clone())
}

#[derive(Clone, Debug)]
struct Wire(Arc<dyn Embedded>);

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let service = Arc::clone(&self.0);
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x().map_err(|err| ConnectorError::user(err.into()))?;
            let (parts, body) = request.into_parts();
            let body = body.bytes().ok_or_else(|| ConnectorError::user("streams are not supported".into()))?.to_vec();
            let answer = service.answer(http::Request::from_parts(parts, body)).await;
            HttpResponse::try_from(answer.map(SdkBody::from)).map_err(|err| ConnectorError::other(err.into(), None))
        })
    }
}
