//! Starting functions as Lambda does, again and again, and calling them.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use portico_tests::{
    function::{Function, http_event},
    stage::{Stage, client},
};
use serde_json::{Value, json};
use shared::ports::Source;

use crate::Options;

/// Calls after the start that do not count: a process takes some to find its pace.
const UNCOUNTED: usize = 20;

/// A function, and what was measured of it.
#[derive(Debug)]
pub struct Subject {
    /// What the document calls it.
    pub name: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
    environment: Vec<(&'static str, String)>,
    event: fn(&Stage, usize) -> Value,
    /// From the start of the process to its first answer.
    pub cold: Vec<Duration>,
    /// How much of that the services behind it worked.
    pub cold_service: Vec<Duration>,
    /// From the event to the answer, in a process that runs.
    pub warm: Vec<Duration>,
    /// How much of that the services behind it worked.
    pub warm_service: Vec<Duration>,
    /// What a call in a process that runs asks of the services.
    pub asked: Vec<String>,
    /// The most memory of the process, in KiB.
    pub memory: u64,
}

/// The names under which the document finds what it compares.
pub const HELLO: &str = "hello world";
pub const READ: &str = "`clients-get`";
pub const LIST: &str = "`clients-list`";
pub const LIST_OF_MANY: &str = "`clients-list` of a large firm";
pub const WRITE: &str = "`clients-create`";
pub const NODE: &str = "Node, bundled";
pub const NODE_MODULES: &str = "Node, `node_modules`";
pub const ALL_ROOTS: &str = "`clients-get`, trusting the system's roots";

/// Measures all of them, in turns, so that whatever else the machine does meets all of them alike.
pub async fn measure(mut subjects: Vec<Subject>, stage: &Stage, options: &Options) -> Result<Vec<Subject>, Source> {
    for round in 0..options.starts {
        println!("round {} of {}", round + 1, options.starts);
        for subject in &mut subjects {
            let last = round + 1 == options.starts;
            start(subject, stage, round, if last { options.calls } else { 0 }).await?;
        }
    }
    Ok(subjects)
}

/// A list at a firm whose directory is a snapshot. Alone, since whatever serves so many clients gets in the way of the others.
pub fn of_a_large_firm(stage: &Stage, options: &Options) -> Vec<Subject> {
    vec![subject(LIST_OF_MANY, &options.bootstrap, Vec::new(), stage.environment("clients-list"), list)]
}

/// What is compared with each other.
pub fn subjects(stage: &Stage, options: &Options) -> Result<Vec<Subject>, Source> {
    let ours = |name, handler, event| subject(name, &options.bootstrap, Vec::new(), stage.environment(handler), event);
    let node = |name, handler: &str| {
        let arguments = vec![options.node.join("bootstrap.mjs"), options.node.join(handler)];
        subject(name, Path::new("node"), arguments, stage.environment("list"), list)
    };
    let mut all_roots = ours(ALL_ROOTS, "clients-get", read as fn(&Stage, usize) -> Value);
    std::fs::metadata(&options.roots)?;
    for (name, value) in &mut all_roots.environment {
        if *name == "SSL_CERT_FILE" {
            *value = options.roots.display().to_string();
        }
    }
    Ok(vec![
        subject(HELLO, &options.hello, Vec::new(), Vec::new(), list),
        ours(READ, "clients-get", read),
        ours(LIST, "clients-list", list),
        ours(WRITE, "clients-create", write),
        all_roots,
        node(NODE, "dist/handler.mjs"),
        node(NODE_MODULES, "handler.mjs"),
    ])
}

fn subject(
    name: &'static str,
    program: &Path,
    arguments: Vec<PathBuf>,
    mut environment: Vec<(&'static str, String)>,
    event: fn(&Stage, usize) -> Value,
) -> Subject {
    environment.push(("PATH", std::env::var("PATH").unwrap_or_default()));
    Subject {
        name,
        program: program.to_owned(),
        arguments,
        environment,
        event,
        cold: Vec::new(),
        cold_service: Vec::new(),
        warm: Vec::new(),
        warm_service: Vec::new(),
        asked: Vec::new(),
        memory: 0,
    }
}

async fn start(subject: &mut Subject, stage: &Stage, round: usize, calls: usize) -> Result<(), Source> {
    let event = (subject.event)(stage, round);
    let arguments: Vec<&OsStr> = subject.arguments.iter().map(|it| it.as_os_str()).collect();
    stage.loopback.worked();
    let started = Function::start(&subject.program, &arguments, &subject.environment, Stdio::null(), &event).await;
    let (mut function, told, took) = started.map_err(|err| format!("{}: {err}", subject.name))?;
    check(subject.name, told.result)?;
    subject.cold.push(took);
    subject.cold_service.push(stage.loopback.worked());
    for call in 0..calls {
        stage.loopback.worked();
        stage.loopback.asked();
        let (told, took) = function.invoke(&(subject.event)(stage, 1_000 + call)).await?;
        check(subject.name, told.result)?;
        if call >= UNCOUNTED {
            subject.warm.push(took);
            subject.warm_service.push(stage.loopback.worked());
            subject.asked = stage.loopback.asked();
        }
    }
    subject.memory = subject.memory.max(function.peak_memory().unwrap_or_default());
    Ok(())
}

/// A wrong answer is not measured.
fn check(name: &str, result: Result<Value, Value>) -> Result<(), Source> {
    let answer = result.map_err(|error| format!("{name}: {error}"))?;
    match answer["statusCode"].as_u64() {
        Some(200 | 201) => Ok(()),
        _ => Err(format!("{name}: {answer}").into()),
    }
}

fn read(stage: &Stage, n: usize) -> Value {
    let id = &stage.clients[n % stage.clients.len()];
    http_event("GET", &format!("/v1/clients/{id}"), &json!({ "id": id }), &stage.cookie, None)
}

fn list(stage: &Stage, _: usize) -> Value {
    let mut event = http_event("GET", "/v1/clients", &json!({}), &stage.cookie, None);
    event["rawQueryString"] = "limit=50".into();
    event
}

/// A client who is not there yet.
fn write(stage: &Stage, n: usize) -> Value {
    http_event("POST", "/v1/clients", &json!({}), &stage.cookie, Some(&client(10_000 + n)))
}
