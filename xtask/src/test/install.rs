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

/// The Python packages that tests need, in a folder of the project's own.
///
/// # Errors
/// When there is no Python, or a package cannot be had.
pub fn python(runner: &Runner) -> Result<()> {
    environment(runner, "tests/requirements.txt", ".venv")
}

/// What builds a deployment, in a folder of its own: it wants other versions of what the tests use as well.
///
/// # Errors
/// When there is no Python, or a package cannot be had.
pub fn sam(runner: &Runner) -> Result<()> {
    environment(runner, "infra/requirements.txt", ".venv-sam")
}

/// The Python packages of a list, in a folder, unless they are there already.
fn environment(runner: &Runner, list: &str, folder: &str) -> Result<()> {
    let (list, folder) = (runner.root.join(list), runner.root.join(folder));
    let installed = folder.join(".installed-requirements.txt");
    let wanted = fs::read(&list).with_context(|| format!("cannot read {}", list.display()))?;
    if fs::read(&installed).is_ok_and(|it| it == wanted) {
        runner.say("the Python packages are there");
        return Ok(());
    }
    let complete = Command::new("python3").args(["-c", "import ensurepip, venv"]).output();
    if !complete.is_ok_and(|it| it.status.success()) {
        runner.say("installing Python");
        apt(runner, "Python 3 with venv", &["python3", "python3-venv"])?;
    }
    runner.say(&format!("installing Python packages into {}", folder.display()));
    runner.run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet", "--requirement"];
    runner.run(Command::new(folder.join("bin/python")).args(pip).arg(&list))?;
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
    runner.say("installing Chromium");
    apt(runner, "Chromium", &["chromium"])?;
    find().context("apt-get installed Chromium, but it is not on the PATH")
}

/// Installs Debian packages; `what` is missing otherwise.
fn apt(runner: &Runner, what: &str, packages: &[&str]) -> Result<()> {
    let by_hand = format!("{what} is missing: install it, on Debian with `apt-get install {}`", packages.join(" "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|it| it.stdout.trim_ascii() == b"0");
    if on_path("apt-get").is_none() || !(root || on_path("sudo").is_some()) {
        bail!("{by_hand}");
    }
    let install = ["install", "--yes", "--no-install-recommends"];
    for arguments in [&["update"][..], &[&install[..], packages].concat()] {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        }
        let command = command.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").args(arguments);
        runner.run(command).with_context(|| by_hand.clone())?;
    }
    Ok(())
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|it| it.join(program)).find(|it: &PathBuf| Path::is_file(it))
}
