//! Logs: one line of JSON for each event. The line about a request or a job is a set of metrics at the same time, in
//! the embedded metric format that the log service reads.
//!
//! The metrics are in a namespace of the deployment, by `endpoint`: `Latency`, whose sample count is the number of requests, and
//! `Errors`, answers of 500 and above. Each metric of each endpoint costs money in every hour in which it has a value, so there
//! is no error where there is none, and what nobody is woken by, such as the units that a request used, is a field of its
//! line alone. Jobs tell of mails: `OldestMail`, how long the oldest overdue one has waited, and `MailsGivenUp`.

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

/// Where metrics go when nobody says where.
const NAMESPACE: &str = "Portico";

/// Starts logging to the standard output, which Lambda collects. Metrics go to this namespace.
pub fn start(namespace: Option<String>) {
    let ours = ["aws", "bootstrap", "functions", "shared"].map(|it| (it, Level::INFO));
    let filter = Targets::new().with_default(Level::WARN).with_targets(ours);
    tracing_subscriber::registry().with(Lines::new(namespace, print).with_filter(filter)).init();
}

fn print(line: &str) {
    // Nobody is left to tell when the standard output is gone.
    let _gone = writeln!(std::io::stdout().lock(), "{line}");
}

/// Writes each event as a line.
pub struct Lines<W> {
    namespace: String,
    write: W,
    cold: AtomicBool,
}

impl<W: Fn(&str)> Lines<W> {
    /// Writes to `write`, and measures in a namespace. The first request is the cold one.
    pub fn new(namespace: Option<String>, write: W) -> Self {
        let namespace = namespace.filter(|it| !it.is_empty()).unwrap_or_else(|| NAMESPACE.to_owned());
        Self { namespace, write, cold: AtomicBool::new(true) }
    }
}

impl<S: Subscriber, W: Fn(&str) + 'static> Layer<S> for Lines<W> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let now = SystemClock.now();
        let mut line = Line(Map::new());
        line.0.insert("timestamp".to_owned(), now.to_string().into());
        line.0.insert("level".to_owned(), event.metadata().level().as_str().into());
        event.record(&mut line);
        match line.0.get("message").and_then(Value::as_str) {
            Some("request") => {
                let cold = self.cold.swap(false, Ordering::Relaxed);
                line.0.insert("cold".to_owned(), cold.into());
                line.0.extend(failure(&line.0));
                line.measure(&self.namespace, now.as_millisecond(), &REQUEST);
            }
            Some("mails") => line.measure(&self.namespace, now.as_millisecond(), &MAILS),
            _ => {}
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

    /// Makes metrics of those fields that the line has.
    fn measure(&mut self, namespace: &str, milliseconds: i64, metrics: &[Metric]) {
        let there = metrics.iter().filter_map(|it| Some((it, self.0.get(it.field)?.clone())));
        let there: Vec<(&Metric, Value)> = there.collect();
        let named: Vec<Value> = there.iter().map(|(it, _)| json!({ "Name": it.name, "Unit": it.unit })).collect();
        let directive = json!({ "Namespace": namespace, "Dimensions": [["endpoint"]], "Metrics": named });
        self.0.insert("_aws".to_owned(), json!({ "Timestamp": milliseconds, "CloudWatchMetrics": [directive] }));
        self.0.extend(there.into_iter().map(|(it, value)| (it.name.to_owned(), value)));
    }
}

/// A field that is a metric.
struct Metric {
    field: &'static str,
    name: &'static str,
    unit: &'static str,
}

const REQUEST: [Metric; 2] = [
    Metric { field: "milliseconds", name: "Latency", unit: "Milliseconds" },
    Metric { field: "failed", name: "Errors", unit: "Count" },
];

/// What the alarms `MailsWait` and `MailsGivenUp` of infra/parts/alarms.yaml listen to.
const MAILS: [Metric; 2] = [
    Metric { field: "oldestSeconds", name: "OldestMail", unit: "Seconds" },
    Metric { field: "givenUp", name: "MailsGivenUp", unit: "Count" },
];

/// Of a request that was answered with 500 or above, that it was; of any other, nothing.
fn failure(line: &Map<String, Value>) -> Option<(String, Value)> {
    let failed = line.get("status").and_then(Value::as_i64).is_some_and(|it| it >= 500);
    failed.then(|| ("failed".to_owned(), 1.into()))
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
