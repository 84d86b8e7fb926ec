//! A Lambda function as a process of this machine.

use std::{
    ffi::OsStr,
    fs, io,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use crate::runtime_api::{RuntimeApi, Told};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A function that runs.
#[derive(Debug)]
pub struct Function {
    child: Child,
    api: RuntimeApi,
}

impl Function {
    /// Starts a program as Lambda does, with an event that waits for it. What it logs goes to `output`. Returns what it answers and how long that took from
    /// the start of the process.
    ///
    /// # Errors
    /// When the program can't be started, or neither answers nor reports an error.
    pub async fn start(
        program: &Path,
        arguments: &[&OsStr],
        environment: &[(&str, String)],
        output: Stdio,
        event: &Value,
    ) -> io::Result<(Self, Told, Duration)> {
        let api = RuntimeApi::start().await?;
        api.invoke(event);
        let mut command = Command::new(program);
        command.args(arguments).env_clear().stdin(Stdio::null()).stdout(output).kill_on_drop(true);
        command.env("AWS_LAMBDA_RUNTIME_API", api.address()).env("AWS_LAMBDA_FUNCTION_NAME", "test");
        command.env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST").env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let began = Instant::now();
        let mut function = Self { child: command.spawn()?, api };
        let told = function.told().await?;
        let took = told.at - began;
        Ok((function, told, took))
    }

    /// Gives it another event. Returns what it answers and how long that took.
    ///
    /// # Errors
    /// When it neither answers nor reports an error.
    pub async fn invoke(&mut self, event: &Value) -> io::Result<(Told, Duration)> {
        let began = Instant::now();
        self.api.invoke(event);
        let told = self.told().await?;
        let took = told.at - began;
        Ok((told, took))
    }

    async fn told(&mut self) -> io::Result<Told> {
        let Self { child, api } = self;
        tokio::select! {
            told = timeout(PATIENCE, api.told()) => match told {
                Ok(Some(told)) => Ok(told),
                _ => Err(io::Error::other("the function did not answer")),
            },
            ended = child.wait() => Err(io::Error::other(format!("the function ended: {}", ended?))),
        }
    }

    /// The most memory that it has used so far, in KiB, as the operating system counts it.
    pub fn peak_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }
}

/// A request as the HTTP API hands it to a function.
pub fn http_event(method: &str, path: &str, parameters: &Value, cookie: &str, body: Option<&Value>) -> Value {
    json!({
        "version": "2.0", "routeKey": format!("{method} {path}"), "rawPath": path, "rawQueryString": "",
        "cookies": [cookie],
        "headers": { "host": "portico.example", "portico-workspace": "acme", "content-type": "application/json" },
        "pathParameters": parameters,
        "requestContext": {
            "accountId": "123456789012", "apiId": "api", "domainName": "portico.example", "domainPrefix": "portico",
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test" },
            "requestId": "JKJaXmPLvHcESHA=", "routeKey": format!("{method} {path}"), "stage": "$default",
            "time": "01/Jan/2026:12:00:00 +0000", "timeEpoch": 1_767_268_800_000_i64
        },
        "body": body.map(Value::to_string), "isBase64Encoded": false
    })
}
