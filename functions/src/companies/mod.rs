//! Endpoints of companies.

pub mod archive;
pub mod create;
pub mod get;
pub mod list;
pub mod update;

use shared::{Result, companies::CompanyId, directory::Directory};

use crate::kernel::Cx;

/// How many clients of a company the caller may see.
async fn client_count(cx: &Cx<'_>, company: CompanyId) -> Result<usize> {
    let directory = Directory::load(&cx.ports, &cx.records).await?;
    Ok(directory.clients_by_company(&cx.records.viewer()).get(&company).copied().unwrap_or(0))
}
