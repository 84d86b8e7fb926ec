//! Errors as they may be logged.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use shared::ports::Source;

/// An error without what the service wrote beside its code, which may quote what it was asked: an address, a token.
pub fn described<E>(error: SdkError<E>) -> Source
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    match &error {
        SdkError::ServiceError(answer) => {
            let (meta, status) = (answer.err().meta(), answer.raw().status().as_u16());
            let code = meta.code().unwrap_or("an error without a code");
            let request = meta.extra("aws_request_id").unwrap_or("without an id");
            format!("the service answers {code} ({status}, request {request})").into()
        }
        SdkError::ResponseError(_) => "the service answers what can't be read".into(),
        _ => error.into(),
    }
}
