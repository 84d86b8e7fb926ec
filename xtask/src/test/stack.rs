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
    let Architecture(name) = architecture;
    let folder = format!("target/sam-{name}");
    let mut command = tool(runner, "sam")?;
    command.args(["build", "--build-dir", &folder, "--parameter-overrides"]).arg(format!("Architecture={name}"));
    runner.run(command.env("SAM_CLI_TELEMETRY", "0"))?;
    the_program(&runner.root.join(folder))
}

/// Builds another function's program for this machine as SAM builds Portico's. Returns it.
///
/// # Errors
/// When it cannot be built.
pub fn build_alike(runner: &Runner, package: &str) -> Result<PathBuf> {
    let folder = runner.root.join("target/lambda-alike");
    let mut command = tool(runner, "cargo-lambda")?;
    command.args(["lambda", "build", "--release", "--locked", "--package", package, "--bin", package, "--lambda-dir"]);
    runner.run(command.arg(&folder))?;
    Ok(folder.join(package).join("bootstrap"))
}

/// One of the tools that build what is deployed. The others lie beside it.
fn tool(runner: &Runner, name: &str) -> Result<Command> {
    let tools = runner.root.join(".venv-sam/bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([tools.clone()].into_iter().chain(env::split_paths(&path))).context("PATH")?;
    let mut command = Command::new(tools.join(name));
    command.env("PATH", path).current_dir(runner.root);
    Ok(command)
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
