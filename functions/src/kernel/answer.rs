//! What an endpoint answers.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;
use shared::{Error, Result};

/// What an endpoint answers: JSON, or something raw.
pub trait Answer: Send {
    /// Its JSON Schema, or the media type if it is not JSON.
    fn schema(generator: &mut SchemaGenerator) -> Result<Schema, &'static str>;

    /// The answer, ready to send.
    fn into_content(self) -> Result<Content>;
}

/// An answer, ready to send.
#[derive(Debug)]
pub enum Content {
    /// JSON. Its `version` becomes the `ETag`.
    Json(Value),
    /// Bytes as they are.
    Raw(Raw),
}

/// Something that is not JSON.
#[derive(Debug)]
pub struct Raw {
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who may keep it for how long: the value of `Cache-Control`.
    pub cache: String,
}

impl Raw {
    /// What is the same for everyone; may be kept for so many seconds.
    pub fn public(content_type: impl Into<String>, bytes: Vec<u8>, max_age: u32) -> Self {
        Self { content_type: content_type.into(), bytes, cache: format!("public, max-age={max_age}") }
    }

    /// What only this caller may see: their browser may keep it, and asks again after a minute.
    pub fn private(content_type: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { content_type: content_type.into(), bytes, cache: "private, max-age=60".to_owned() }
    }
}

/// Nothing but that it is done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Empty {}

impl<T: Serialize + JsonSchema + Send> Answer for T {
    fn schema(generator: &mut SchemaGenerator) -> Result<Schema, &'static str> {
        Ok(generator.subschema_for::<T>())
    }

    fn into_content(self) -> Result<Content> {
        serde_json::to_value(self).map(Content::Json).map_err(Error::internal)
    }
}

impl Answer for Raw {
    fn schema(_: &mut SchemaGenerator) -> Result<Schema, &'static str> {
        Err("application/octet-stream")
    }

    fn into_content(self) -> Result<Content> {
        Ok(Content::Raw(self))
    }
}
