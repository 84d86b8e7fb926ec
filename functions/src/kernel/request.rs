//! A request as a gateway hands it over, and the answer.

use http::HeaderMap;

/// A request as a gateway hands it over: matched to a route, its body read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The path's parameters, decoded.
    pub path: Vec<(String, String)>,
    /// The query, as it stands in the address.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// What the gateway calls this request, if it does.
    pub id: Option<String>,
    /// The network address it came from.
    pub ip: Option<String>,
}

impl Request {
    /// A parameter of the path.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// A header's value, if it is there once and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next()?;
        if values.next().is_some() { None } else { first.to_str().ok() }
    }
}

/// The answer.
pub type Response = http::Response<Vec<u8>>;
