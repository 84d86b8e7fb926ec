//! What the adapters of Cognito, SES and S3 do when the service throttles, fails, loses an answer or gives none. Doubles speak
//! the services' protocols, as far as the adapters use them, and have mishaps.

mod cognito;
mod s3;
mod ses;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use aws::{Connection, Embedded};
use http::{Request, Response, StatusCode};

/// Longer than any call may take.
const TOO_LONG: Duration = Duration::from_secs(6);

/// What happens to a request.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    /// Nothing.
    None,
    /// It is done, and the answer is lost.
    Lost,
    /// It is done, and there never is an answer.
    Silent,
    /// It is not done, and the service answers this.
    Refused(u16, &'static str),
}

/// A service that does what it should.
trait Service: Send + Sync + 'static {
    fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>>;

    /// An error, as this service's protocol writes it.
    fn error(status: u16, code: &str) -> Response<Vec<u8>>;
}

/// A service with mishaps.
struct Flaky<S> {
    service: S,
    mishaps: Mutex<VecDeque<Mishap>>,
    requests: Mutex<Vec<String>>,
}

impl<S> std::fmt::Debug for Flaky<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flaky")
    }
}

impl<S: Service> Flaky<S> {
    fn new(service: S) -> (Arc<Self>, Connection) {
        let flaky = Arc::new(Self { service, mishaps: Mutex::default(), requests: Mutex::default() });
        let connection = Connection::embedded(Arc::clone(&flaky) as Arc<dyn Embedded>).as_if_remote();
        (flaky, connection)
    }

    /// What happens from now on; nothing after that.
    fn mishaps(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        *self.mishaps.lock().unwrap() = mishaps.into_iter().collect();
    }

    /// The bodies of the requests since the last time.
    fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

#[async_trait]
impl<S: Service> Embedded for Flaky<S> {
    async fn answer(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.requests.lock().unwrap().push(String::from_utf8_lossy(request.body()).into_owned());
        let mishap = self.mishaps.lock().unwrap().pop_front().unwrap_or(Mishap::None);
        match mishap {
            Mishap::None => self.service.answer(&request),
            Mishap::Refused(status, code) => S::error(status, code),
            Mishap::Lost => {
                self.service.answer(&request);
                response(502, Vec::new())
            }
            Mishap::Silent => {
                self.service.answer(&request);
                std::future::pending().await
            }
        }
    }
}

fn response(status: u16, body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    let status = StatusCode::from_u16(status).unwrap();
    Response::builder().status(status).header("content-type", "application/json").body(body.into()).unwrap()
}
