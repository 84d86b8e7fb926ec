//! Measures how functions start and answer, and writes what it found as a document. `cargo xtask bench` builds what it needs
//! and runs it.

mod machine;
mod report;
mod starts;
mod units;

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Parser;
use portico_tests::{loopback::Certificate, stage::Stage};
use shared::ports::Source;

/// What was built before.
#[derive(Debug, Parser)]
pub struct Options {
    /// The program of all functions, for this machine.
    #[arg(long)]
    bootstrap: PathBuf,
    /// The same, for the machines that it is deployed to unless somebody chooses otherwise.
    #[arg(long)]
    deployed: PathBuf,
    /// The function that does nothing.
    #[arg(long)]
    hello: PathBuf,
    /// The folder of the Node function, installed and built.
    #[arg(long)]
    node: PathBuf,
    /// What the endpoints consume, as the test of their units wrote it.
    #[arg(long)]
    units: PathBuf,
    /// A file with the roots that a system trusts, and the stand-in of AWS.
    #[arg(long)]
    roots: PathBuf,
    /// The document to write.
    #[arg(long)]
    document: PathBuf,
    /// How often each function is started.
    #[arg(long, default_value_t = 31)]
    starts: usize,
    /// How often each function is called once it runs.
    #[arg(long, default_value_t = 300)]
    calls: usize,
}

/// As many clients as a page and a log of some length need.
const CLIENTS: usize = 200;
/// As many as a large firm has: its directory is a snapshot and a short log.
const MANY_CLIENTS: usize = 10_000;

/// One thread: a second one would have to be woken for each part of an answer, and that would be measured too.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Source> {
    let units = units::read(&options.units)?;
    println!("making a firm with {CLIENTS} clients");
    let stage = Stage::with_clients(CLIENTS, Some(&Certificate::of_localhost())).await?;
    let before = machine::load();
    let mut subjects = starts::measure(starts::subjects(&stage, options)?, &stage, options).await?;
    println!("making a firm with {MANY_CLIENTS} clients, which takes a minute or two");
    let large = Stage::with_clients(MANY_CLIENTS, Some(&Certificate::of_localhost())).await?;
    if !large.compact().await? {
        return Err("the large firm's log is too short for a snapshot".into());
    }
    subjects.extend(starts::measure(starts::of_a_large_firm(&large, options), &large, options).await?);
    let machine = machine::describe(before);
    let document = report::document(&machine, &subjects, &units, options)?;
    fs::write(&options.document, &document)?;
    println!("{document}");
    Ok(())
}
