//! The list of stages.

use anyhow::{Result, bail};

use super::{browser, crates, emulator, install, runner::Runner, stack, style, template};
use crate::generate;

/// One line of the summary.
pub struct Stage {
    /// What `--only` and the summary call it.
    pub name: &'static str,
    /// What it does, as printed when it starts.
    pub about: &'static str,
    /// When it runs in relation to the others.
    pub when: When,
    /// Whether it belongs to the inner loop.
    quick: bool,
    /// Stages that must have passed before it.
    pub needs: &'static [&'static str],
    /// What it runs.
    pub run: fn(&Runner) -> Result<()>,
}

/// Stages of one group run one after another, in the order of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once.
    First,
    /// At once too, beside the first ones.
    Beside,
    /// When the others are done.
    Last,
}

const ALL: &[Stage] = &[
    stage("format", "cargo fmt", When::First, format).quick(),
    stage("style", "sizes and shapes of files", When::First, style::check).quick(),
    stage("crates", "versions and licences", When::First, crates::check).quick(),
    stage("generated", "generated files are current", When::First, generated).quick(),
    stage("clippy", "lints, warnings denied", When::First, clippy),
    stage("build", "programs and tests", When::First, build),
    stage("web-install", "npm packages", When::Beside, install::web).quick(),
    stage("web-types", "TypeScript", When::Beside, web_types).quick().needs(&["web-install"]),
    stage("web-lint", "Biome", When::Beside, web_lint).needs(&["web-install"]),
    stage("web-build", "pages and their budgets", When::Beside, web_build).needs(&["web-install"]),
    stage("python", "Python packages", When::Beside, install::python),
    stage("sam", "what builds a deployment", When::Beside, install::sam),
    stage("template", "what would be deployed", When::Last, template::prove).needs(&["python"]),
    stage("web-unit", "Vitest", When::Last, web_unit).quick().needs(&["web-install"]),
    stage("rust", "Rust tests", When::Last, rust).quick().needs(&["build"]),
    stage("emulator", "the adapters of AWS", When::Last, emulator::contracts).needs(&["build", "python"]),
    stage("browser", "the journey in Chromium", When::Last, browser::journey).needs(&["build", "web-build"]),
    // It builds a release, which takes longer than all else.
    stage("stack", "the deployment on an emulator", When::Last, stack::prove).needs(&["python", "sam", "template"]),
];

const fn stage(name: &'static str, about: &'static str, when: When, run: fn(&Runner) -> Result<()>) -> Stage {
    Stage { name, about, when, quick: false, needs: &[], run }
}

impl Stage {
    const fn quick(self) -> Self {
        Self { quick: true, ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }
}

/// The stages to run: all, the quick ones, or the named ones with what they need. A name stands for all that begin with
/// it and a dash, so `web` means every web stage.
pub fn chosen(quick: bool, only: &[String]) -> Result<Vec<&'static Stage>> {
    let names = |stage: &Stage, it: &str| stage.name == it || stage.name.starts_with(&format!("{it}-"));
    if let Some(unknown) = only.iter().find(|it| !ALL.iter().any(|stage| names(stage, it))) {
        let known: Vec<&str> = ALL.iter().map(|it| it.name).collect();
        bail!("there is no stage {unknown}; there are {}", known.join(", "));
    }
    let asked: Vec<&Stage> = ALL
        .iter()
        .filter(|stage| only.is_empty() || only.iter().any(|it| names(stage, it)))
        .filter(|stage| !quick || stage.quick)
        .collect();
    if quick {
        return Ok(asked);
    }
    let mut wanted: Vec<&str> = asked.iter().map(|it| it.name).collect();
    // What is needed stands before what needs it, so one pass from the end finds all.
    for stage in ALL.iter().rev() {
        if wanted.contains(&stage.name) {
            wanted.extend(stage.needs);
        }
    }
    Ok(ALL.iter().filter(|it| wanted.contains(&it.name)).collect())
}

fn format(runner: &Runner) -> Result<()> {
    runner.cargo(&["fmt", "--all", "--check"])
}

fn generated(runner: &Runner) -> Result<()> {
    generate::check(runner.root)
}

fn clippy(runner: &Runner) -> Result<()> {
    runner.cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"])
}

/// Programs and tests in one go: built apart, crates whose tests switch on more features would be compiled twice.
fn build(runner: &Runner) -> Result<()> {
    runner.cargo(&["build", "--workspace", "--all-targets", "--locked"])
}

fn rust(runner: &Runner) -> Result<()> {
    if runner.quick {
        return runner.cargo(&["test", "--workspace", "--lib", "--bins", "--locked"]);
    }
    runner.cargo(&["test", "--workspace", "--locked"])
}

fn web_types(runner: &Runner) -> Result<()> {
    runner.npm("web", &["run", "typecheck"])
}

fn web_lint(runner: &Runner) -> Result<()> {
    runner.npm("web", &["run", "lint"])
}

fn web_build(runner: &Runner) -> Result<()> {
    runner.npm("web", &["run", "build"])?;
    runner.npm("web", &["run", "budgets"])
}

fn web_unit(runner: &Runner) -> Result<()> {
    runner.npm("web", &["test"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(quick: bool, only: &[&str]) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|it| (*it).to_owned()).collect();
        chosen(quick, &only).unwrap().into_iter().map(|it| it.name).collect()
    }

    #[test]
    fn all_stages_run_unless_asked_otherwise() {
        assert_eq!(names(false, &[]).len(), ALL.len());
        assert_eq!(names(false, &["stack"]), ["python", "sam", "template", "stack"]);
    }

    #[test]
    fn the_inner_loop_leaves_the_slow_stages_out() {
        let quick = names(true, &[]);
        assert!(quick.contains(&"rust") && !quick.contains(&"build") && !quick.contains(&"browser"), "{quick:?}");
    }

    #[test]
    fn a_stage_brings_what_it_needs() {
        assert_eq!(names(false, &["browser"]), ["build", "web-install", "web-build", "browser"]);
        assert_eq!(names(false, &["format", "web-unit"]), ["format", "web-install", "web-unit"]);
    }

    #[test]
    fn a_prefix_names_a_group_of_stages() {
        assert_eq!(names(false, &["web"]), ["web-install", "web-types", "web-lint", "web-build", "web-unit"]);
    }

    #[test]
    fn an_unknown_stage_is_refused_with_the_known_ones() {
        let refusal = chosen(false, &["tests".to_owned()]).err().unwrap().to_string();
        assert!(refusal.contains("no stage tests") && refusal.contains("web-unit"), "{refusal}");
    }
}
