//! The deployment on an emulator of AWS: the program as it is deployed, the template, and people at a portal.

use std::{env, process::Command};

use anyhow::{Context as _, Result};

use super::{emulator, runner::Runner};

/// Builds the program as a deployment does, deploys it to the emulator, and lets people use it.
pub fn prove(runner: &Runner) -> Result<()> {
    build(runner)?;
    let server = emulator::start(runner, "stack")?;
    let mut command = Command::new(runner.root.join(".venv/bin/python"));
    command.arg("tests/stack/prove.py").arg(format!("http://127.0.0.1:{}", server.port()));
    command.args(["infra/template.yaml", "target/lambda/bootstrap/bootstrap"]).current_dir(runner.root);
    let done = runner.run(&mut command);
    if done.is_err() {
        runner.say(&server.last_words());
    }
    done
}

/// What `sam build` does, for this machine's architecture.
fn build(runner: &Runner) -> Result<()> {
    // The linker lies beside it.
    let programs = runner.root.join(".venv/bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([programs.clone()].into_iter().chain(env::split_paths(&path))).context("PATH")?;
    let mut command = Command::new(programs.join("cargo-lambda"));
    command.args(["lambda", "build", "--release", "--locked", "--package", "bootstrap", "--x86-64"]);
    runner.run(command.env("PATH", path).current_dir(runner.root))
}
