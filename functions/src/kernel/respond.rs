//! How results become HTTP: the only file that knows the status codes of errors (E).

use http::{HeaderValue, StatusCode, header};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use shared::{
    Error,
    error::{Chain, DeadLink, EmailHolder, FieldError},
    id::PersonId,
    records::Entity,
    team::InternalUser,
};

use super::{Response, answer::Content};

/// The one shape of every error.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Stable, for programs.
    code: String,
    /// What happened and what to do, ready to show.
    message: String,
    /// To be told when asking for help.
    request_id: String,
    /// Fields of the request that break rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<ProblemField>>,
    /// `permission_denied`: which one is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    required_permission: Option<RequiredPermission>,
    /// `invitation_resend_too_soon`: from when it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    resend_available_at: Option<jiff::Timestamp>,
    /// `email_in_use`: whose it is, if the caller may see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<ProblemRecord>,
    /// `other_session_active`: who is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in_as: Option<String>,
    /// `plan_limit_exceeded`: what the plan allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
    /// `plan_limit_exceeded`: how many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<i64>,
    /// `too_many_requests`: seconds until it may work.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
}

/// A permission that is missing.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RequiredPermission {
    /// Of somebody of the firm, whose role would have to grant it.
    OfRole(shared::access::Permission),
    /// Of a client, whose profile would have to grant it.
    OfProfile(shared::access::ClientPermission),
}

/// A field that breaks a rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemField {
    /// Its name in the request.
    field: String,
    /// Stable, for programs.
    code: String,
    /// What to do, ready to stand at the field.
    message: String,
}

/// The record that uses an email.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemRecord {
    /// Its id.
    id: String,
    /// `client` or `internalUser`.
    kind: String,
    /// Whether it is archived and can be restored.
    archived: bool,
    /// The person's name.
    name: String,
}

/// An answer that a gateway gives by itself, before any endpoint is asked; noted, so that its id can be looked up.
pub fn refusal(status: StatusCode, code: &str, message: &str, request_id: &str) -> Response {
    tracing::info!(request_id, code, status = status.as_u16(), "refused");
    let mut answer = json_response(status.as_u16(), &Problem::new(code, message, request_id));
    if let Ok(id) = HeaderValue::from_str(request_id) {
        answer.headers_mut().insert("x-request-id", id);
    }
    answer
}

/// The answer of a success.
pub(super) fn success(status: u16, content: Content) -> Response {
    match content {
        Content::Json(value) => {
            let mut response = json_response(status, &value);
            if let Some(version) = value.get("version").and_then(Value::as_u64) {
                let tag = HeaderValue::from_str(&format!("\"{version}\"")).expect("digits are a valid header");
                response.headers_mut().insert(header::ETAG, tag);
            }
            response
        }
        Content::Raw(raw) => {
            let mut response = Response::new(raw.bytes);
            let headers = response.headers_mut();
            let content_type = HeaderValue::from_str(&raw.content_type);
            headers.insert(
                header::CONTENT_TYPE,
                content_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
            );
            headers.insert(
                header::CACHE_CONTROL,
                HeaderValue::from_str(&raw.cache).expect("our own words are a valid header"),
            );
            harden(&mut response);
            response
        }
    }
}

/// The answer of a failure. What is a defect is logged here, once, with its whole chain; the caller learns only that it
/// happened, and the request id.
pub(super) fn problem(error: &Error, request_id: &str) -> Response {
    let (status, code) = status_and_code(error);
    if let Error::Internal(source) | Error::Unavailable(source) = error {
        tracing::error!(request_id, code, error = %Chain(&**source), "a request failed");
    }
    let mut response = json_response(status, &Problem::of(error, &code, request_id));
    let retry = match error {
        Error::TooManyRequests { retry_after } => Some(*retry_after),
        Error::Unavailable(_) => Some(5),
        _ => None,
    };
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn status_and_code(error: &Error) -> (u16, String) {
    let (status, code) = match error {
        Error::Unauthenticated => (401, "unauthenticated"),
        Error::InvalidCredentials => (401, "invalid_credentials"),
        Error::PermissionDenied(_) | Error::NotInProfile(_) => (403, "permission_denied"),
        Error::TeamOnly => (403, "team_only"),
        Error::ClientsOnly => (403, "clients_only"),
        Error::CrossSite => (403, "cross_site_request"),
        Error::DirectSignUpDisabled => (403, "direct_sign_up_disabled"),
        // People read "team member" (the glossary's word of the UI), programs the word of the API.
        Error::NotFound(InternalUser::NOUN) => return (404, "internal_user_not_found".to_owned()),
        Error::NotFound(noun) => return (404, format!("{}_not_found", noun.replace(' ', "_"))),
        Error::Invalid(fields) => return (422, fields_code(fields)),
        Error::CompanyRequired => (422, "company_required"),
        Error::WrongCode => (422, "code_wrong"),
        Error::EmailInUse(_) => (409, "email_in_use"),
        Error::Taken { code, .. } => (409, *code),
        Error::TooManyViews(_) => (409, "too_many_views"),
        Error::CompanyInactive => (409, "company_inactive"),
        Error::CompanyHasClients => (409, "company_has_clients"),
        Error::CompaniesDisabled => (409, "companies_disabled"),
        Error::CompaniesExist(_) => (409, "companies_exist"),
        Error::ResendTooSoon(_) => (409, "invitation_resend_too_soon"),
        Error::ClientAlreadyActive => (409, "client_already_active"),
        Error::WrongState(_) => (409, "wrong_state"),
        Error::OtherSessionActive { .. } => (409, "other_session_active"),
        Error::KeyReused => (409, "idempotency_key_reused"),
        Error::DeadLink(DeadLink::Cancelled) => (410, "invitation_cancelled"),
        Error::DeadLink(DeadLink::Expired) => (410, "invitation_expired"),
        Error::DeadLink(DeadLink::Used) => (410, "invitation_used"),
        Error::CodeExpired => (410, "code_expired"),
        Error::Stale => (412, "version_conflict"),
        Error::UnsupportedMediaType => (415, "unsupported_media_type"),
        Error::PlanLimit { .. } => (402, "plan_limit_exceeded"),
        Error::TooManyRequests { .. } => (429, "too_many_requests"),
        Error::Unavailable(_) => (503, "unavailable"),
        Error::Internal(_) => (500, "internal"),
    };
    (status, code.to_owned())
}

/// The code of a request whose fields break rules: the field's own where the contract names it, so that programs need not
/// look further.
fn fields_code(fields: &[shared::error::FieldError]) -> String {
    match fields {
        [one] if matches!(one.code.as_str(), "name_too_short" | "company_required" | "rate_not_applicable") => {
            one.code.clone()
        }
        _ => "invalid".to_owned(),
    }
}

impl Problem {
    fn new(code: &str, message: &str, request_id: &str) -> Self {
        let (code, message, request_id) = (code.to_owned(), message.to_owned(), request_id.to_owned());
        Self { code, message, request_id, ..Self::default() }
    }

    /// What a program may want to know of an error.
    fn of(error: &Error, code: &str, request_id: &str) -> Self {
        let plain = Self::new(code, &error.to_string(), request_id);
        let at = |field: &str, code: &str| {
            let (field, code) = (field.to_owned(), code.to_owned());
            Some(vec![ProblemField { field, code, message: error.to_string() }])
        };
        match error {
            Error::PermissionDenied(it) => Self { required_permission: Some(RequiredPermission::OfRole(*it)), ..plain },
            Error::NotInProfile(it) => Self { required_permission: Some(RequiredPermission::OfProfile(*it)), ..plain },
            Error::Invalid(fields) => Self { fields: Some(fields.iter().map(ProblemField::from).collect()), ..plain },
            Error::CompanyRequired => Self { fields: at("companyId", "company_required"), ..plain },
            Error::WrongCode => Self { fields: at("code", "code_wrong"), ..plain },
            Error::Taken { code, field, .. } => Self { fields: at(field, code), ..plain },
            Error::EmailInUse(holder) => {
                Self { fields: at("email", "email_in_use"), record: holder.as_ref().map(Into::into), ..plain }
            }
            Error::ResendTooSoon(at) => Self { resend_available_at: Some(*at), ..plain },
            Error::OtherSessionActive { signed_in_as } => Self { signed_in_as: Some(signed_in_as.clone()), ..plain },
            Error::PlanLimit { limit, current } => Self { limit: Some(*limit), current: Some(*current), ..plain },
            Error::TooManyRequests { retry_after } => Self { retry_after: Some(*retry_after), ..plain },
            _ => plain,
        }
    }
}

impl From<&FieldError> for ProblemField {
    fn from(it: &FieldError) -> Self {
        Self { field: it.field.clone(), code: it.code.clone(), message: it.message.clone() }
    }
}

impl From<&EmailHolder> for ProblemRecord {
    fn from(it: &EmailHolder) -> Self {
        let kind = match it.id {
            PersonId::InternalUser(_) => "internalUser",
            PersonId::Client(_) => "client",
        };
        Self { id: it.id.to_string(), kind: kind.to_owned(), archived: it.archived, name: it.name.clone() }
    }
}

fn json_response(status: u16, body: &impl Serialize) -> Response {
    let mut response = Response::new(serde_json::to_vec(body).expect("our own types can be written"));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    harden(&mut response);
    response
}

/// The headers of every answer: whatever is opened as a page by itself can do nothing.
pub const HEADERS: [(&str, &str); 3] = [
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
];

fn harden(response: &mut Response) {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}
