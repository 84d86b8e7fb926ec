//! What it was measured on.

use std::{fs, process::Command, thread};

/// How many programs wanted a processor in the last minute, on average.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or_default()
}

/// Processor, system, compilers, and what else the machine did.
pub fn describe(load_before: f64) -> String {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, it)| it);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{cores} cores of {model}, {}; {}, Node {}. Load average before and after: {load_before:.1} and {:.1}.",
        // What follows the version is the build of whoever runs the machine.
        said("uname", &["-sr"]).split('-').next().unwrap_or_default(),
        said("rustc", &["--version"]),
        said("node", &["--version"]),
        load(),
    )
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or_else(|_| format!("no {program}"), |it| String::from_utf8_lossy(&it.stdout).trim().to_owned())
}
