//! What every request goes through: authenticate, authorise, parse, call, answer. There is no other way into an endpoint,
//! so none can skip a step.

mod answer;
mod cookie;
mod cx;
mod endpoint;
mod once;
mod origin;
mod parse;
mod request;
mod respond;
mod serve;

pub use answer::{Answer, Empty, Raw};
pub use cx::Cx;
pub use endpoint::{Access, BoxFuture, Endpoint, Folder, Handle, Route, Schemas, Use};
pub use parse::{Body, NoBody, NoParams};
pub use request::{Request, Response};
pub use respond::{HEADERS, Problem, refusal};
pub use serve::new_request_id;
