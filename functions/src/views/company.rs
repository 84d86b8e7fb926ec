//! A company, as the API shows it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    companies::{Company, CompanyId, CompanyStatus},
    records::Stored,
};

use super::fallback_color;

/// A company.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Company")]
pub struct CompanyView {
    /// Its id.
    pub id: CompanyId,
    /// Always `company`.
    pub object: &'static str,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its name.
    pub name: String,
    /// The domains of its people's emails.
    pub domains: Vec<String>,
    /// Its website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// A few words about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many of its clients the caller may see.
    pub client_count: usize,
    /// A colour for whoever has no picture.
    pub fallback_color: String,
    /// Always false: a client without a company has none.
    pub is_placeholder: bool,
    /// Whether it is in use.
    pub status: CompanyStatus,
}

/// A company with the number of its clients.
pub fn company(company: &Stored<Company>, client_count: usize) -> CompanyView {
    CompanyView {
        id: company.id,
        object: "company",
        version: company.version,
        created_at: company.created_at,
        updated_at: company.updated_at,
        name: company.name.to_string(),
        domains: company.domains.iter().map(ToString::to_string).collect(),
        website: company.website.as_ref().map(ToString::to_string),
        description: company.description.as_ref().map(ToString::to_string),
        client_count,
        fallback_color: fallback_color(company.id),
        is_placeholder: false,
        status: company.status,
    }
}
