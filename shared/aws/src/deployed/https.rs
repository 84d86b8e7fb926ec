//! HTTPS to AWS.

use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};

/// The roots under which Amazon issues the certificates of its services: Amazon Root CA 1 to 4, and Starfield Services Root
/// Certificate Authority G2, from <https://www.amazontrust.com/repository/>. They are valid until 2037 and longer.
const ROOTS: &str = include_str!("roots/amazon.pem");

/// Smaller than aws-lc.
const PROVIDER: Provider = Provider::Rustls(CryptoMode::Ring);

/// A client that trusts Amazon's own roots and no others. All services share it, and so its connections; and it starts in
/// less than half the time that loading the system's hundred and more roots takes.
pub fn to_amazon() -> SharedHttpClient {
    let trust = TrustStore::empty().with_pem_certificate(ROOTS);
    let tls = TlsContext::builder().with_trust_store(trust).build().expect("roots that are written here can be read");
    Builder::new().tls_provider(PROVIDER).tls_context(tls).build_https()
}

/// A client that trusts whom the system trusts: for a stand-in of AWS.
pub fn to_anyone() -> SharedHttpClient {
    Builder::new().tls_provider(PROVIDER).build_https()
}
