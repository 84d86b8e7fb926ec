//! Logs: one line of JSON for each event. The line about a request or a job is a set of metrics at the same time, in
//! the embedded metric format that the log service reads.
//!
//! The metrics are in the namespace `Portico`, by `endpoint`: `Latency` (whose sample count is the number of requests),
//! `Errors` (answers of 500 and above), `ReadUnits` and `WriteUnits` (of the table and its indexes).

use std::{
    fmt,
    io::Write as _,
    sync::atomic::{AtomicBool, Ordering},
};

use serde_json::{Map, Value, json};
use shared::{machine::SystemClock, ports::Clock as _};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, filter::Targets, layer::Context, prelude::*};

/// Starts logging to the standard output, which Lambda collects.
pub fn start() {
    let ours = ["aws", "bootstrap", "functions", "shared"].map(|it| (it, Level::INFO));
    let filter = Targets::new().with_default(Level::WARN).with_targets(ours);
    tracing_subscriber::registry().with(Lines::new(print).with_filter(filter)).init();
}

fn print(line: &str) {
    // Nobody is left to tell when the standard output is gone.
    let _gone = writeln!(std::io::stdout().lock(), "{line}");
}

/// Writes each event as a line.
pub struct Lines<W> {
    write: W,
    cold: AtomicBool,
}

impl<W: Fn(&str)> Lines<W> {
    /// Writes to `write`. The first request is the cold one.
    pub fn new(write: W) -> Self {
        Self { write, cold: AtomicBool::new(true) }
    }
}

impl<S: Subscriber, W: Fn(&str) + 'static> Layer<S> for Lines<W> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let now = SystemClock.now();
        let mut line = Line(Map::new());
        line.0.insert("timestamp".to_owned(), now.to_string().into());
        line.0.insert("level".to_owned(), event.metadata().level().as_str().into());
        event.record(&mut line);
        if line.0.get("message").is_some_and(|it| it == "request") {
            line.0.insert("cold".to_owned(), self.cold.swap(false, Ordering::Relaxed).into());
            line.measure(now.as_millisecond());
        }
        (self.write)(&Value::Object(line.0).to_string());
    }
}

/// A line as it is put together.
struct Line(Map<String, Value>);

impl Line {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(camel_case(field.name()), value.into());
    }

    /// Makes metrics of what the line says.
    fn measure(&mut self, milliseconds: i64) {
        let metrics = [
            ("Latency", "Milliseconds", self.0.get("milliseconds").cloned()),
            ("Errors", "Count", self.0.get("status").and_then(Value::as_i64).map(|it| i64::from(it >= 500).into())),
            ("ReadUnits", "Count", self.0.remove("readUnits")),
            ("WriteUnits", "Count", self.0.remove("writeUnits")),
        ];
        let named: Vec<Value> = metrics.iter().map(|(name, unit, _)| json!({ "Name": name, "Unit": unit })).collect();
        let directive = json!({ "Namespace": "Portico", "Dimensions": [["endpoint"]], "Metrics": named });
        self.0.insert("_aws".to_owned(), json!({ "Timestamp": milliseconds, "CloudWatchMetrics": [directive] }));
        for (name, _, value) in metrics {
            self.0.insert(name.to_owned(), value.unwrap_or(Value::from(0)));
        }
    }
}

impl Visit for Line {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, without_addresses(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, without_addresses(&format!("{value:?}")));
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        name + &first.into_iter().chain(letters).collect::<String>()
    })
}

/// A text in which no email stands. We log none; this is for the messages of services.
fn without_addresses(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    let is_part = |it: char| it.is_alphanumeric() || "@.+-_%'=".contains(it);
    let mut kept = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let end = rest[word..].find(is_part).map_or(rest.len(), |it| word + it);
        kept += if rest[..word].contains('@') { "[address]" } else { &rest[..word] };
        kept += &rest[word..end];
        rest = &rest[end..];
    }
    kept
}

#[cfg(test)]
mod tests;
