//! What would be deployed: the template, and the functions that CloudFront runs.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};
use functions::{kernel::Route, pages};
use serde_json::{Value, json};

use super::runner::Runner;
use crate::generate;

/// How many endpoints one deployment must have room for.
const ENDPOINTS: usize = 150;

/// Proves the template, and that CloudFront finds pages as every other gateway does.
pub fn prove(runner: &Runner) -> Result<()> {
    addresses(runner.root)?;
    let larger = runner.root.join("target/template/larger.yaml");
    fs::create_dir_all(larger.with_file_name("")).context("cannot create target/template")?;
    let text = generate::template::text(runner.root, &as_many(generate::routes()))?;
    fs::write(&larger, text).with_context(|| format!("cannot write {}", larger.display()))?;
    let mut command = Command::new(runner.root.join(".venv/bin/python"));
    command.args(["tests/template/prove.py", "infra/template.yaml"]).arg(&larger);
    runner.run(command.current_dir(runner.root))
}

/// The endpoints, and copies of them under other names, until there are as many as there must be room for.
fn as_many(routes: Vec<Route>) -> Vec<Route> {
    let copies = routes.clone().into_iter().cycle().enumerate().map(|(n, route)| Route {
        name: Box::leak(format!("{}-{n}", route.name).into_boxed_str()),
        path: Box::leak(format!("{}/{n}", route.path).into_boxed_str()),
        ..route
    });
    let missing = ENDPOINTS.saturating_sub(routes.len());
    routes.into_iter().chain(copies.take(missing)).collect()
}

/// W01: `infra/pages.js` answers as [`pages::page`] does.
fn addresses(root: &Path) -> Result<()> {
    let source = fs::read_to_string(root.join("infra/pages.js")).context("cannot read infra/pages.js")?;
    let source = generate::template::pages::function(&source)?;
    for domain in ["portico.example", ""] {
        let cases = cases();
        let asked: Vec<Value> = cases.iter().map(|(host, path)| event(host, path)).collect();
        let program = format!(
            "{}\nconsole.log(JSON.stringify({}.map((it) => handler(it).uri)))",
            source.replace("${Domain}", domain),
            json!(asked)
        );
        let done = Command::new("node").args(["--eval", &program]).output().context("cannot run node")?;
        let answered: Vec<String> = serde_json::from_slice(&done.stdout)
            .with_context(|| format!("infra/pages.js: {}", String::from_utf8_lossy(&done.stderr)))?;
        for ((host, path), uri) in cases.iter().zip(answered) {
            let wanted = pages::page(domain, host, path).map_or_else(|| (*path).to_owned(), |it| format!("/{it}"));
            if uri != wanted {
                bail!("infra/pages.js answers {host}{path} with {uri} instead of {wanted}");
            }
        }
    }
    Ok(())
}

fn event(host: &str, path: &str) -> Value {
    json!({ "request": { "uri": path, "headers": { "host": { "value": host } } }, "viewer": { "ip": "192.0.2.1" } })
}

/// Every host with every path.
fn cases() -> Vec<(&'static str, &'static str)> {
    let hosts = [
        "portico.example",
        "acme.portico.example",
        "www.portico.example",
        "acmeportico.example",
        "d1.cloudfront.example",
    ];
    let paths = [
        "/",
        "//",
        "/new",
        "/find",
        "/acme",
        "/acme/",
        "/acme/new",
        "/sign-in",
        "/acme/sign-in",
        "/acme/sign-in/",
        "/a/b/sign-in",
        "/acme/app",
        "/app/clients/client_1",
        "/app/sign-in",
        "/accept",
        "/boot.js",
        "/assets/auth/a-1.css",
        "/assets/none",
        "/acme/assets/none",
        "/a.b/c",
        "/c/a.b",
        "/constructor",
        "/robots.txt",
    ];
    hosts.iter().flat_map(|host| paths.iter().map(|path| (*host, *path))).collect()
}
