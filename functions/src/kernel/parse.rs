//! From parameters and bodies to types. What does not parse names its field.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, de::DeserializeOwned};
use shared::{Error, Result, error::FieldError, text};

use super::Request;

/// What an endpoint takes as its body.
pub trait Body: Sized + Send {
    /// Its JSON Schema, if it takes one.
    fn schema(generator: &mut SchemaGenerator) -> Option<Schema>;

    /// Reads it.
    fn read(bytes: &[u8]) -> Result<Self>;
}

/// No body; what comes is ignored.
#[derive(Debug)]
pub struct NoBody;

/// No parameters.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NoParams {}

impl Body for NoBody {
    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        None
    }

    fn read(_: &[u8]) -> Result<Self> {
        Ok(Self)
    }
}

impl<T: DeserializeOwned + JsonSchema + Send> Body for T {
    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<T>())
    }

    fn read(bytes: &[u8]) -> Result<Self> {
        let bytes: &[u8] = if bytes.is_empty() { b"{}" } else { bytes };
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let path = error.path().to_string();
            field_error(&path, &error.into_inner().to_string())
        })?;
        json.end().map_err(|_| Error::invalid("body", "invalid_json", "Send one JSON object."))?;
        Ok(value)
    }
}

/// Reads path and query parameters. A path parameter that is no identifier names nothing that exists.
pub(super) fn params<T: DeserializeOwned>(request: &Request) -> Result<T> {
    let path = serde_html_form::to_string(&request.path).map_err(Error::internal)?;
    let query = request.query.trim_start_matches('?');
    let form = [path.as_str(), query].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("&");
    let parser = serde_html_form::Deserializer::from_bytes(form.as_bytes());
    serde_path_to_error::deserialize(parser).map_err(|error| {
        let name = error.path().to_string();
        if request.path.iter().any(|(it, _)| *it == name) {
            return Error::NotFound("record");
        }
        field_error(&name, &error.into_inner().to_string())
    })
}

/// Turns serde's words into ours.
fn field_error(path: &str, message: &str) -> Error {
    let quoted = |message: &str| message.split('`').nth(1).unwrap_or_default().to_owned();
    let within = |name: String| if path.is_empty() || path == "." { name } else { format!("{path}.{name}") };
    let (field, code, message) = if let Some((code, message)) = text::decode(message) {
        (path.to_owned(), code, message)
    } else if message.starts_with("missing field") {
        (within(quoted(message)), "required".to_owned(), "This is needed.".to_owned())
    } else if message.starts_with("unknown field") {
        let field = quoted(message);
        // serde's path ends with the unknown field already.
        let field = if path.rsplit('.').next() == Some(field.as_str()) { path.to_owned() } else { within(field) };
        (field, "unknown_field".to_owned(), "There is no such field. Check its spelling.".to_owned())
    } else {
        let advice = "This has the wrong form. See the documentation of the API at /v1/openapi.json.";
        (path.to_owned(), "invalid".to_owned(), advice.to_owned())
    };
    let field = if field.is_empty() || field == "." { "body".to_owned() } else { field };
    Error::Invalid(vec![FieldError { field, code, message }])
}
