//! The journey in a real browser, against the one process that `cargo run` starts.

use std::{fs, process::Command};

use anyhow::{Context as _, Result};

use super::{
    install,
    runner::{self, Runner},
    server::Server,
};

/// Starts a server with an empty data folder, runs the journey against it, and stops it.
pub fn journey(runner: &Runner) -> Result<()> {
    install::packages(runner, "web/e2e")?;
    runner.npm("web/e2e", &["run", "typecheck"])?;
    let chromium = install::chromium(runner)?;
    let server = start(runner)?;
    let mut command = runner::npm();
    command.args(["test"]).current_dir(runner.root.join("web/e2e"));
    command.env("PORTICO_URL", format!("http://localhost:{}", server.port())).env("CHROMIUM", chromium);
    let done = runner.run(&mut command);
    if done.is_err() {
        runner.say(&server.last_words());
    }
    done
}

fn start(runner: &Runner) -> Result<Server> {
    let folder = runner.root.join("target/browser");
    let data = folder.join("data");
    if data.exists() {
        fs::remove_dir_all(&data).with_context(|| format!("cannot empty {}", data.display()))?;
    }
    Server::start(&folder.join("server.log"), |port| {
        let mut command = Command::new(runner.root.join("target/debug/portico"));
        command.args(["--port", &port.to_string(), "--data"]).arg(&data).current_dir(runner.root);
        // All visitors of the journey come from one address.
        command.env("PORTICO_RATE_FACTOR", "1000");
        command
    })
}
