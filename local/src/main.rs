//! `cargo run`: the whole portal in one process, with its data in one folder.

use std::process::ExitCode;

use clap::Parser;
use local::{Options, portal::Portal, web_build};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nPortico could not start.\n{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // The port and the folder first: a build of minutes must not end in an error that could have been told at once.
    let listener = local::listen(options.port).await?;
    let mut portal = Portal::open(&options, &listener).await?;
    if !options.no_web {
        web_build::ensure()?;
    }
    if options.demo {
        portal.seed_demo().await?;
    }
    portal.print_welcome();
    portal.serve(listener).await?;
    Ok(())
}
