//! How each stage went.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How a stage went.
pub enum Outcome {
    /// All is well.
    Passed {
        /// How long it took.
        seconds: f64,
    },
    /// Something has to be repaired.
    Failed {
        /// How long it took.
        seconds: f64,
        /// The reason, in one line.
        why: String,
    },
    /// It could not run, for this reason.
    Skipped(String),
}

/// The outcomes so far, in the order in which stages ended.
#[derive(Default)]
pub struct Summary(Mutex<Vec<(&'static str, Outcome)>>);

impl Summary {
    /// Records an outcome.
    pub fn add(&self, name: &'static str, outcome: Outcome) {
        self.outcomes().push((name, outcome));
    }

    /// Whether a stage ran, or should have, and did not pass.
    pub fn lacks(&self, name: &str) -> bool {
        self.outcomes().iter().any(|(it, outcome)| *it == name && !matches!(outcome, Outcome::Passed { .. }))
    }

    /// How many stages did not pass.
    pub fn failed(&self) -> usize {
        self.outcomes().iter().filter(|(_, it)| !matches!(it, Outcome::Passed { .. })).count()
    }

    fn outcomes(&self) -> MutexGuard<'_, Vec<(&'static str, Outcome)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n── summary")?;
        for (name, outcome) in self.outcomes().iter() {
            match outcome {
                Outcome::Passed { seconds } => writeln!(f, "{name:<12} passed  {seconds:>7.1} s")?,
                Outcome::Failed { seconds, why } => {
                    let why = why.lines().next().unwrap_or_default();
                    writeln!(f, "{name:<12} FAILED  {seconds:>7.1} s  {why}")?;
                }
                Outcome::Skipped(why) => writeln!(f, "{name:<12} skipped            {why}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_a_line_with_its_seconds_and_result() {
        let summary = Summary::default();
        summary.add("format", Outcome::Passed { seconds: 1.25 });
        summary.add("clippy", Outcome::Failed { seconds: 61.0, why: "one\ntwo".to_owned() });
        summary.add("rust", Outcome::Skipped("needs build".to_owned()));
        let lines = "format       passed      1.2 s\nclippy       FAILED     61.0 s  one\nrust         skipped            needs build\n";
        assert!(summary.to_string().ends_with(lines), "{summary}");
        assert_eq!(summary.failed(), 2);
        assert!(summary.lacks("rust") && !summary.lacks("format") && !summary.lacks("browser"));
    }
}
