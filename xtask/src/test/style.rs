//! The rules of style that no other tool checks.

use anyhow::{Result, bail};

use super::runner::Runner;
use crate::sources::Source;

/// No file is longer, unless a tool wrote it.
const LINES: usize = 400;

/// Fails when a source file breaks a rule, naming each.
pub fn check(runner: &Runner) -> Result<()> {
    let sources = Source::all(runner.root)?;
    let faults: Vec<String> = sources.iter().flat_map(faults_of).collect();
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    runner.say(&format!("{} files", sources.len()));
    Ok(())
}

fn faults_of(source: &Source) -> Vec<String> {
    let faults = [long(source), unlinted(source), panics(source)];
    faults.into_iter().flatten().map(|fault| format!("{}: {fault}", source.path.display())).collect()
}

fn long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let written = !source.text.lines().next().is_some_and(|it| it.contains("@generated"));
    (lines > LINES && written).then(|| format!("{lines} lines, at most {LINES}"))
}

fn unlinted(source: &Source) -> Option<String> {
    let package = source.path.ends_with("Cargo.toml") && source.text.contains("[package]");
    let lints = source.text.contains("[lints]\nworkspace = true");
    (package && !lints).then(|| "has no `[lints] workspace = true`".to_owned())
}

fn panics(source: &Source) -> Option<String> {
    let panics = |it: &&str| !it.trim_start().starts_with("//") && it.contains(concat!(".unwrap", "()"));
    let line = source.product().lines().find(panics).filter(|_| source.is("rs"))?;
    Some(format!("`{}`: say with `expect` why it cannot fail", line.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<String> {
        faults_of(&Source::new(path, text))
    }

    #[test]
    fn a_long_file_is_refused_unless_it_is_generated() {
        let long = "// line\n".repeat(LINES + 1);
        assert_eq!(faults("web/src/a.ts", &long), ["web/src/a.ts: 401 lines, at most 400"]);
        assert!(faults("web/src/a.ts", &format!("// @generated\n{long}")).is_empty());
    }

    #[test]
    fn unwrap_is_refused_outside_tests() {
        let line = "fn a() { b().unwrap() }\n";
        assert_eq!(faults("shared/src/a.rs", line).len(), 1);
        assert!(faults("shared/src/a.rs", &format!("fn b() {{}}\n#[cfg(test)]\nmod tests {{\n{line}}}\n")).is_empty());
        assert!(faults("tests/tests/a.rs", line).is_empty());
    }

    #[test]
    fn every_crate_takes_the_lints_of_the_workspace() {
        assert_eq!(faults("shared/Cargo.toml", "[package]\nname = \"shared\"\n").len(), 1);
        assert!(faults("shared/Cargo.toml", "[package]\n\n[lints]\nworkspace = true\n").is_empty());
    }
}
