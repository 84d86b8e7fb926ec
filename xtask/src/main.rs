//! What a developer of Portico runs: `cargo xtask test`, `cargo xtask generate`, `cargo xtask rules`, and `cargo xtask publish`
//! after a deployment.

mod bench;
mod cost;
mod generate;
mod publish;
mod rules;
mod sources;
mod test;

use std::{path::Path, process::ExitCode};

use clap::{Parser, Subcommand};

/// What a developer of Portico runs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Installs what is missing, then runs every check and test, with a summary at the end.
    Test(test::Options),
    /// Writes the files that are derived from the route table.
    Generate {
        /// Write nothing; fail when a file is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Writes docs/cost.md from the units that the benchmark counted.
    Cost(cost::Options),
    /// Puts the web UI into a deployed stack, and looks whether the portal answers.
    Publish(publish::Options),
    /// Measures starts, answers and units, and writes docs/benchmarks.md. It takes long; nothing else should run meanwhile.
    Bench,
    /// Lists the rules of docs/rules.md that no test names.
    Rules {
        /// Only those of these areas: for example `C I`.
        areas: Vec<String>,
    },
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the project's folder");
    let done = match Arguments::parse().task {
        Task::Test(options) => test::run(root, &options),
        Task::Generate { check: true } => generate::check(root),
        Task::Generate { check: false } => generate::write(root),
        Task::Cost(options) => cost::run(root, &options),
        Task::Publish(options) => publish::run(root, &options),
        Task::Bench => bench::run(root),
        Task::Rules { areas } => rules::print(root, &areas),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
