//! HTTPS to AWS.

use std::{
    io,
    net::{IpAddr, ToSocketAddrs as _},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use aws_smithy_http_client::{
    Connector,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::{
    dns::{DnsFuture, ResolveDns, ResolveDnsError},
    http::{HttpConnectorSettings, SharedHttpConnector},
};
use tokio::task::spawn_blocking;

use crate::connection::CONNECT;

/// The roots under which Amazon issues the certificates of its services: Amazon Root CA 1 to 4, and Starfield Services Root
/// Certificate Authority G2, from <https://www.amazontrust.com/repository/>. They are valid until 2037 and longer.
const ROOTS: &str = include_str!("roots/amazon.pem");

/// Smaller than aws-lc.
const PROVIDER: Provider = Provider::Rustls(CryptoMode::Ring);

/// The way to `endpoint`, or to AWS. All services share it, and so its connections. AWS is trusted for Amazon's own roots and no
/// others, which are read in less than half the time that the system's hundred and more take; a stand-in for what the system
/// trusts, or without TLS where it has none.
///
/// The SDK would make one connector to see whether it can, and another for each client with timeouts of its own; this one is made
/// once, and a connection may take as long for all of them: a second.
pub fn connector(endpoint: Option<&str>) -> SharedHttpConnector {
    let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT).build();
    let builder = Connector::builder().connector_settings(settings);
    let connector = match endpoint {
        Some(endpoint) if endpoint.starts_with("http://") => builder.build_http(),
        Some(_) => builder.tls_provider(PROVIDER).build_with_resolver(Lookup::default()),
        None => {
            let trust = TrustStore::empty().with_pem_certificate(ROOTS);
            let tls =
                TlsContext::builder().with_trust_store(trust).build().expect("roots that are written here can be read");
            builder.tls_provider(PROVIDER).tls_context(tls).build_with_resolver(Lookup::default())
        }
    };
    SharedHttpConnector::new(connector)
}

/// Looks hosts up. The first one is looked up at once, in less time than a thread for it takes to start: it is the table's, while
/// the process starts, or that of a job that asks no table, and nothing else goes on meanwhile. What a call may take does not
/// bound it; the system's resolver does. Later ones do not hold up what goes on beside them.
#[derive(Clone, Debug, Default)]
struct Lookup {
    started: Arc<AtomicBool>,
}

impl ResolveDns for Lookup {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        if !self.started.swap(true, Ordering::Relaxed) {
            return DnsFuture::ready(look_up(name).map_err(ResolveDnsError::new));
        }
        let name = name.to_owned();
        DnsFuture::new(async move {
            let found = spawn_blocking(move || look_up(&name)).await.map_err(ResolveDnsError::new)?;
            found.map_err(ResolveDnsError::new)
        })
    }
}

fn look_up(name: &str) -> io::Result<Vec<IpAddr>> {
    Ok((name, 0).to_socket_addrs()?.map(|it| it.ip()).collect())
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::*;

    #[tokio::test]
    async fn the_first_host_is_found_at_once_and_later_ones_beside_other_work() {
        let lookup = Lookup::default();
        for at_once in [true, false] {
            let mut looking = pin!(lookup.resolve_dns("localhost"));
            let found = match looking.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(found) if at_once => found,
                Poll::Pending if !at_once => looking.await,
                other => panic!("{other:?}"),
            };
            let found = found.unwrap();
            assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback), "{found:?}");
        }
        for lookup in [lookup, Lookup::default()] {
            lookup.resolve_dns("no name").await.unwrap_err();
        }
    }
}
