//! The versions and licences of the crates we build on, against `deny.toml`.
//!
//! The file is cargo-deny's, so whoever has that tool can run it too, for the advisories. The two checks that need no
//! network are made here, because the tool would have to be built first, on every fresh machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use toml::Table;

use super::runner::Runner;

/// Fails when a crate has a version or a licence that `deny.toml` does not allow, or allows in vain.
pub fn check(runner: &Runner) -> Result<()> {
    let path = runner.root.join("deny.toml");
    let rules: Table = fs::read_to_string(&path).context("cannot read deny.toml")?.parse().context("deny.toml")?;
    let listed = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(runner.root)
        .output()
        .context("cannot run `cargo metadata`")?;
    if !listed.status.success() {
        bail!("`cargo metadata --locked`: {}", String::from_utf8_lossy(&listed.stderr).trim());
    }
    let metadata: Value = serde_json::from_slice(&listed.stdout).context("cargo metadata")?;
    let crates = Crate::all(&metadata);
    let mut faults = duplicates(&crates, &strings(&rules, "bans", "skip"));
    faults.extend(licences(&crates, &strings(&rules, "licenses", "allow")));
    if !faults.is_empty() {
        bail!("{}\n(deny.toml has the lists)", faults.join("\n"));
    }
    runner.say(&format!("{} crates", crates.len()));
    Ok(())
}

struct Crate<'a> {
    name: &'a str,
    version: &'a str,
    licence: &'a str,
}

impl<'a> Crate<'a> {
    /// Those of others: our own have no source.
    fn all(metadata: &'a Value) -> Vec<Self> {
        let text = |it: &'a Value, key| it[key].as_str().unwrap_or_default();
        let packages = metadata["packages"].as_array().into_iter().flatten().filter(|it| it["source"].is_string());
        packages
            .map(|it| Self { name: text(it, "name"), version: text(it, "version"), licence: text(it, "license") })
            .collect()
    }

    /// Whether an entry `name:0.14` or `name:2` of the skip list means this version.
    fn is(&self, entry: &str) -> bool {
        entry.split_once(':').is_some_and(|(name, version)| {
            name == self.name && (self.version == version || self.version.starts_with(&format!("{version}.")))
        })
    }
}

/// The entries of a list in `deny.toml`: strings, or tables with the crate and a reason.
fn strings<'a>(rules: &'a Table, section: &str, list: &str) -> Vec<&'a str> {
    let entries = rules.get(section).and_then(|it| it.get(list)).and_then(toml::Value::as_array);
    let text = |it: &'a toml::Value| it.as_str().or_else(|| it.get("crate")?.as_str());
    entries.into_iter().flatten().filter_map(text).collect()
}

fn duplicates(crates: &[Crate], skipped: &[&str]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for it in crates.iter().filter(|it| !skipped.iter().any(|entry| it.is(entry))) {
        versions.entry(it.name).or_default().insert(it.version);
    }
    let several = versions.iter().filter(|(_, it)| it.len() > 1);
    let several = several.map(|(name, it)| format!("{name} has {} versions: {it:?}", it.len()));
    let idle = skipped.iter().filter(|entry| !crates.iter().any(|it| it.is(entry)));
    several.chain(idle.map(|it| format!("bans.skip lists {it}, which nothing uses any more"))).collect()
}

fn licences(crates: &[Crate], allowed: &[&str]) -> Vec<String> {
    let fault = |it: &Crate| {
        let Ok(expression) = Expression::parse_mode(it.licence, ParseMode::LAX) else {
            return Some(format!("{} {} has an unknown licence: {:?}", it.name, it.version, it.licence));
        };
        let fits = expression.evaluate(|wanted| {
            wanted.license.id().is_some_and(|id| allowed.contains(&id.name)) && wanted.addition.is_none()
                || allowed.contains(&wanted.to_string().as_str())
        });
        (!fits).then(|| format!("{} {} is under {}", it.name, it.version, it.licence))
    };
    crates.iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATES: &[Crate] = &[
        Crate { name: "rand", version: "0.8.5", licence: "MIT OR Apache-2.0" },
        Crate { name: "rand", version: "0.9.1", licence: "MIT/Apache-2.0" },
        Crate { name: "ring", version: "0.17.8", licence: "Apache-2.0 AND ISC" },
    ];

    #[test]
    fn two_versions_of_a_crate_are_refused_unless_one_is_skipped() {
        assert_eq!(duplicates(CRATES, &[]), [r#"rand has 2 versions: {"0.8.5", "0.9.1"}"#]);
        assert!(duplicates(CRATES, &["rand:0.8"]).is_empty());
    }

    #[test]
    fn a_skip_that_skips_nothing_is_refused() {
        let faults = duplicates(CRATES, &["rand:0.8", "rand:0.7"]);
        assert_eq!(faults, ["bans.skip lists rand:0.7, which nothing uses any more"]);
    }

    #[test]
    fn every_part_of_a_licence_must_be_allowed() {
        assert_eq!(licences(CRATES, &["MIT", "Apache-2.0"]), ["ring 0.17.8 is under Apache-2.0 AND ISC"]);
        assert!(licences(CRATES, &["Apache-2.0", "ISC"]).is_empty());
    }

    #[test]
    fn the_lists_of_deny_toml_are_read() {
        let rules: Table = r#"
            [bans]
            skip = [{ crate = "rand:0.8", reason = "s3s" }, "ring:0.16"]
        "#
        .parse()
        .unwrap();
        assert_eq!(strings(&rules, "bans", "skip"), ["rand:0.8", "ring:0.16"]);
        assert!(strings(&rules, "licenses", "allow").is_empty());
    }
}
