//! `cargo xtask bench`: builds what is measured, measures it, and writes `docs/benchmarks.md`.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};

use crate::test::{Output, Runner, install, stack, stack::Architecture};

/// Where everything that is made on the way lies.
const FOLDER: &str = "target/bench";

/// Builds the programs, counts units, measures times. It takes many minutes; nothing else should run meanwhile.
///
/// # Errors
/// When something cannot be built, or answers wrongly.
pub fn run(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let cargo = || {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(root);
        command
    };
    let runner = Runner::new(root, false, Output::live());
    install::sam(&runner)?;
    let deployed = stack::build(&runner, Architecture::DEPLOYED)?;
    let bootstrap = stack::build(&runner, Architecture::OWN)?;
    let hello = stack::build_alike(&runner, "hello")?;
    let node = root.join("tests/bench-node");
    step(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&node))?;
    step(Command::new("npm").args(["run", "build"]).current_dir(&node))?;
    roots(root, &folder)?;
    let units = folder.join("units.json");
    let count =
        ["test", "--locked", "--profile", "measure", "--package", "functions", "--lib", "bench_", "--", "--ignored"];
    step(cargo().args(count).env("PORTICO_BENCH_UNITS", &units))?;
    let mut measure = cargo();
    measure.args(["run", "--locked", "--profile", "measure", "--package", "portico-tests", "--bin", "bench", "--"]);
    measure.arg("--deployed").arg(deployed).arg("--bootstrap").arg(bootstrap).arg("--hello").arg(hello);
    measure.arg("--node").arg(node).arg("--units").arg(units).arg("--roots").arg(folder.join("all-roots.pem"));
    step(measure.arg("--document").arg(root.join("docs/benchmarks.md")))
}

/// A list of roots as long as a system's that has the stand-in of AWS as well.
fn roots(root: &Path, folder: &Path) -> Result<()> {
    let system = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];
    let system =
        system.iter().find_map(|it| fs::read(it).ok()).context("the system has no list of root certificates")?;
    let own = fs::read(root.join("tests/src/loopback/root.pem")).context("cannot read the stand-in's root")?;
    fs::write(folder.join("all-roots.pem"), [system, own].concat()).context("cannot write the list of roots")
}

fn step(command: &mut Command) -> Result<()> {
    println!("$ {command:?}");
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}
