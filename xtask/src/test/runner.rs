//! How a stage runs other programs.

use std::{
    env,
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::Command,
    time::Instant,
};

use anyhow::{Context as _, Result, bail};

use super::output::Output;

/// What a stage is given.
pub struct Runner<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// Whether this is the inner loop.
    pub quick: bool,
    output: Output,
}

impl<'a> Runner<'a> {
    /// A runner for one lane.
    pub fn new(root: &'a Path, quick: bool, output: Output) -> Self {
        Self { root, quick, output }
    }

    /// Prints a line.
    pub fn say(&self, line: &str) {
        // A closed screen is no reason to stop testing.
        let _ = writeln!(self.output.clone(), "{line}");
    }

    /// Runs the cargo that runs us.
    pub fn cargo(&self, arguments: &[&str]) -> Result<()> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.run(Command::new(cargo).args(arguments).current_dir(self.root))
    }

    /// Runs npm in a folder of the project.
    pub fn npm(&self, folder: &str, arguments: &[&str]) -> Result<()> {
        self.run(npm().args(arguments).current_dir(self.root.join(folder)))
    }

    /// Runs a program to its end. What it prints is passed on as it comes.
    ///
    /// # Errors
    /// When it cannot be started, and when it reports failure.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let shown = shown(command);
        self.say(&format!("$ {shown}"));
        let status = if self.output.is_live() { command.status() } else { self.piped(command) };
        let status = status.with_context(|| format!("cannot run `{shown}`"))?;
        if !status.success() {
            bail!("`{shown}`: {status}");
        }
        Ok(())
    }

    fn piped(&self, command: &mut Command) -> io::Result<std::process::ExitStatus> {
        let (mut reader, writer) = io::pipe()?;
        if io::stdout().is_terminal() {
            command.env("FORCE_COLOR", "1");
        }
        let mut child =
            command.stdin(std::process::Stdio::null()).stdout(writer.try_clone()?).stderr(writer).spawn()?;
        // The command holds the pipe's other end; the copy ends when nobody holds it.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        io::copy(&mut reader, &mut self.output.clone())?;
        child.wait()
    }
}

/// Never lets a package download a browser: tests use the system's.
pub fn npm() -> Command {
    let mut command = Command::new("npm");
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env("npm_config_update_notifier", "false");
    command
}

/// Runs something and says how many seconds it took.
pub fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = run();
    (done, start.elapsed().as_secs_f64())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|it| it.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_fails_its_stage_with_its_name() {
        let runner = Runner::new(Path::new("/"), false, Output::held());
        let refusal = runner.run(Command::new("sh").args(["-c", "echo out; exit 3"])).unwrap_err().to_string();
        assert!(refusal.starts_with("`sh -c") && refusal.contains('3'), "{refusal}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let runner = Runner::new(Path::new("/"), false, Output::held());
        let refusal = runner.run(&mut Command::new("no-such-program")).unwrap_err().to_string();
        assert_eq!(refusal, "cannot run `no-such-program`");
    }
}
