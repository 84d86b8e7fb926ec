//! The adapters of AWS over an independent implementation of AWS.

use std::{env, process::Command};

use anyhow::Result;

use super::{runner::Runner, server::Server};

/// Starts the emulator, runs the contract suites against it, and stops it.
pub fn contracts(runner: &Runner) -> Result<()> {
    let server = start(runner, "emulator")?;
    let mut tests = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    tests.args(["test", "--workspace", "--locked", "--test", "contracts", "--", "--ignored", "emulator"]);
    tests.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", server.port())).env("AWS_REGION", "us-east-1");
    tests.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
    let done = runner.run(tests.current_dir(runner.root));
    if done.is_err() {
        runner.say(&server.last_words());
    }
    done
}

/// Starts the emulator, with signatures and roles checked; its log lies in a folder of this name. What it runs by itself calls it
/// where it is.
pub fn start(runner: &Runner, name: &str) -> Result<Server> {
    let program = runner.root.join(".venv/bin/ministack");
    Server::start(&runner.root.join("target").join(name).join("server.log"), |port| {
        let mut command = Command::new(program);
        command.env("GATEWAY_PORT", port.to_string()).env("BIND_HOST", "127.0.0.1");
        command.env("AUTH", "true").env("AWS_DEFAULT_REGION", "us-east-1");
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"));
        command
    })
}
