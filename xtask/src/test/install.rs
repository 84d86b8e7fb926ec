//! What the tests need from outside, installed where it is missing.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use super::runner::{self, Runner};

/// The npm packages of the web UI.
pub fn web(runner: &Runner) -> Result<()> {
    packages(runner, "web")
}

/// The npm packages of one folder, unless those of its lock file are there already.
///
/// # Errors
/// When Node is missing or a package cannot be had.
pub fn packages(runner: &Runner, folder: &str) -> Result<()> {
    let lock = runner.root.join(folder).join("package-lock.json");
    let installed = runner.root.join(folder).join("node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    if fs::read(&installed).is_ok_and(|it| it == wanted) {
        runner.say(&format!("the packages of {folder} are there"));
        return Ok(());
    }
    if runner::npm().arg("--version").output().is_err() {
        bail!("npm is missing: install Node.js 20.19 or later, https://nodejs.org");
    }
    runner.say(&format!("installing the packages of {folder}"));
    runner.npm(folder, &["ci", "--no-audit", "--no-fund"])?;
    fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))
}

/// Chromium: the one that `CHROMIUM` names, or the system's, or a freshly installed one.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn chromium(runner: &Runner) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROMIUM names {}, which is not a file", named.display());
    }
    let find = || ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|it| on_path(it));
    if let Some(found) = find() {
        return Ok(found);
    }
    if on_path("apt-get").is_none() {
        bail!("Chromium is missing: install it, or name a Chromium or Chrome in CHROMIUM");
    }
    runner.say("installing Chromium");
    apt(runner, &["update"])?;
    apt(runner, &["install", "--yes", "--no-install-recommends", "chromium"])?;
    find().context("apt-get installed Chromium, but it is not on the PATH")
}

fn apt(runner: &Runner, arguments: &[&str]) -> Result<()> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|it| it.stdout.trim_ascii() == b"0");
    let mut command = match (root, on_path("sudo")) {
        (true, _) => Command::new("apt-get"),
        (false, Some(sudo)) => {
            let mut command = Command::new(sudo);
            command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
            command
        }
        (false, None) => {
            bail!("Chromium is missing, and without root or sudo it cannot be installed: `apt-get install chromium`")
        }
    };
    runner.run(command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").args(arguments))
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|it| it.join(program)).find(|it: &PathBuf| Path::is_file(it))
}
