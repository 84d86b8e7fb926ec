//! The deployment on an emulator of AWS: the program as it is deployed, the template, and people at a portal.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use super::{emulator, runner::Runner};

/// What a program is for: a name of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Architecture(&'static str);

impl Architecture {
    /// What the template deploys unless it is told otherwise.
    pub const DEPLOYED: Self = Self("arm64");
    /// This machine's.
    pub const OWN: Self = if cfg!(target_arch = "aarch64") { Self("arm64") } else { Self("x86_64") };
}

/// Builds the program as a deployment does, deploys it to the emulator, and lets people use it.
pub fn prove(runner: &Runner) -> Result<()> {
    let program = build(runner, Architecture::OWN)?;
    let server = emulator::start(runner, "stack")?;
    let mut command = Command::new(runner.root.join(".venv/bin/python"));
    command.arg("tests/stack/prove.py").arg(format!("http://127.0.0.1:{}", server.port()));
    command.arg("infra/template.yaml").arg(program).current_dir(runner.root);
    let done = runner.run(&mut command);
    if done.is_err() {
        runner.say(&server.last_words());
    }
    done
}

/// `sam build`, as whoever deploys runs it. Returns the program.
///
/// # Errors
/// When it cannot be built.
pub fn build(runner: &Runner, architecture: Architecture) -> Result<PathBuf> {
    // Its tools lie beside it.
    let programs = runner.root.join(".venv-sam/bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([programs.clone()].into_iter().chain(env::split_paths(&path))).context("PATH")?;
    let Architecture(name) = architecture;
    let folder = format!("target/sam-{name}");
    let mut command = Command::new(programs.join("sam"));
    command.args(["build", "--build-dir", &folder, "--parameter-overrides"]).arg(format!("Architecture={name}"));
    command.env("PATH", path).env("SAM_CLI_TELEMETRY", "0").current_dir(runner.root);
    runner.run(&mut command)?;
    the_program(&runner.root.join(folder))
}

/// The one program of a build: all functions share it.
fn the_program(build: &Path) -> Result<PathBuf> {
    let folders = fs::read_dir(build).with_context(|| format!("cannot read {}", build.display()))?;
    let programs = folders.map(|it| Ok(it?.path().join("bootstrap"))).collect::<Result<Vec<_>>>()?;
    let programs: Vec<_> = programs.into_iter().filter(|it| it.is_file()).collect();
    match &programs[..] {
        [program] => Ok(program.clone()),
        other => bail!("the build has {} programs where all functions share one", other.len()),
    }
}
