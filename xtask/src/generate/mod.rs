//! The files that are derived from the route table.

mod endpoints;
pub mod template;
mod typescript;

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};
use functions::{kernel::Route, openapi, routes};
use serde_json::Value;

/// Writes every derived file that is not current.
pub fn write(root: &Path) -> Result<()> {
    for (path, text) in stale(root)? {
        let path = root.join(path);
        let folder = path.parent().context("a derived file lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// Fails, naming them, when derived files are not what the route table gives.
pub fn check(root: &Path) -> Result<()> {
    let stale: Vec<&str> = stale(root)?.into_iter().map(|(path, _)| path).collect();
    if !stale.is_empty() {
        bail!("out of date: {}. Run `cargo xtask generate` and commit what it writes", stale.join(", "));
    }
    Ok(())
}

fn stale(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let document = openapi::document(&routes::all());
    let files = [
        ("web/src/api/openapi.json", pretty(&document)),
        ("web/src/api/schema.ts", typescript::module(&document)),
        ("docs/endpoints.md", endpoints::table(&document)),
        ("infra/template.yaml", template::text(root, &routes())?),
    ];
    let stale = |(path, text): &(&str, String)| fs::read_to_string(root.join(path)).ok().as_ref() != Some(text);
    Ok(files.into_iter().filter(stale).collect())
}

/// The static facts of every endpoint.
pub fn routes() -> Vec<Route> {
    routes::all().into_iter().map(|it| it.route).collect()
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
