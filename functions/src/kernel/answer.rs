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
    /// JSON. Its `version` becomes the ETag.
    Json(Value),
    /// Bytes as they are.
    Raw(Raw),
}

/// Something that is not JSON. May be cached, since none of it depends on who asks.
#[derive(Debug)]
pub struct Raw {
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How long it may be kept, in seconds.
    pub max_age: u32,
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
