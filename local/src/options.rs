//! What can be set when starting.

use std::path::PathBuf;

use clap::Parser;

/// Portico: a client portal with a CRM, whole on this machine.
#[derive(Clone, Debug, Parser)]
#[command(name = "portico", about, version)]
pub struct Options {
    /// The port to serve on.
    #[arg(long, env = "PORTICO_PORT", default_value_t = 4190)]
    pub port: u16,

    /// The folder that keeps all data; it is created when it is missing.
    #[arg(long, env = "PORTICO_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,

    /// Fill a workspace `demo` with example data, unless it is there already.
    #[arg(long)]
    pub demo: bool,

    /// Allow so many times more sign-ins and codes than usual; for tests.
    #[arg(long, env = "PORTICO_RATE_FACTOR", default_value_t = 1, value_name = "N", hide = true)]
    pub rate_factor: u32,

    /// Serve the API and the mailbox without the web UI, which then need not be built; for tests.
    #[arg(long, hide = true)]
    pub no_web: bool,
}
