//! `cargo xtask test`: installs what is missing, runs every check and test, and says at the end how each went.

mod browser;
mod crates;
mod emulator;
pub mod install;
mod output;
mod room;
mod runner;
mod server;
pub mod stack;
mod stages;
mod style;
mod summary;
mod template;

use std::{path::Path, thread};

use anyhow::{Result, bail};

pub use self::{output::Output, runner::Runner};
use self::{
    stages::{Stage, When},
    summary::{Outcome, Summary},
};

/// Which stages to run.
#[derive(clap::Args)]
pub struct Options {
    /// For the inner loop: formatting, style, unit tests and types, without the slow stages.
    #[arg(long)]
    quick: bool,
    /// Only these stages, with the ones they need: for example `clippy,web` or `browser`.
    #[arg(long, value_name = "STAGE", value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs the chosen stages and prints a summary.
///
/// The web checks run beside the Rust compiler, their output held back until the compiler is done, so that the two never
/// mix. Tests run after both: on a machine with two cores a busy compiler makes timings lie.
///
/// # Errors
/// When a stage did not pass.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let chosen = stages::chosen(options.quick, &options.only)?;
    let of = |when: When| chosen.iter().copied().filter(move |it| it.when == when).collect::<Vec<&Stage>>();
    let summary = Summary::default();
    room::warn(root);
    let lane = |stages: &[&Stage], output: Output| {
        let runner = Runner::new(root, options.quick, output);
        for stage in stages {
            one(stage, &runner, &summary);
        }
    };
    let held = Output::held();
    thread::scope(|scope| {
        let (beside, first) = (of(When::Beside), of(When::First));
        if !beside.is_empty() && !first.is_empty() {
            let names: Vec<&str> = beside.iter().map(|it| it.name).collect();
            println!("{} run beside the following; what they print comes after it", names.join(", "));
        }
        let output = held.clone();
        scope.spawn(move || lane(&beside, output));
        lane(&first, Output::live());
        held.release();
    });
    lane(&of(When::Last), Output::live());
    println!("{summary}");
    if summary.failed() > 0 {
        room::warn(root);
        bail!("{} of {} stages failed", summary.failed(), chosen.len());
    }
    Ok(())
}

fn one(stage: &Stage, runner: &Runner, summary: &Summary) {
    if let Some(needed) = stage.needs.iter().find(|it| summary.lacks(it)) {
        runner.say(&format!("── {} skipped: it needs {needed}", stage.name));
        return summary.add(stage.name, Outcome::Skipped(format!("needs {needed}")));
    }
    runner.say(&format!("── {}: {}", stage.name, stage.about));
    let (done, seconds) = runner::timed(|| (stage.run)(runner));
    if let Err(error) = &done {
        runner.say(&format!("── {} failed: {error:#}", stage.name));
    }
    summary.add(
        stage.name,
        match done {
            Ok(()) => Outcome::Passed { seconds },
            Err(error) => Outcome::Failed { seconds, why: format!("{error:#}") },
        },
    );
}
