//! The program as a child process, and a client of its API.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use ureq::{Agent, http::Request};

/// How long something may take that happens at once unless it never happens.
const PATIENCE: Duration = Duration::from_mins(2);
/// The last line that a server prints when it serves.
const READY: &str = "Stop with Ctrl-C";

/// The program, without the web UI, and without what the environment may say to it.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command.arg("--no-web").stdin(Stdio::null()).stdout(Stdio::piped());
    for variable in ["PORTICO_PORT", "PORTICO_DATA", "PORTICO_RATE_FACTOR", "RUST_LOG", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    command
}

/// What the program said when it refused to start.
pub fn refusal(command: &mut Command) -> Output {
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id();
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait_with_output().unwrap()));
    end.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("the program runs on as process {id}"))
}

/// A running server; it is killed at the end.
pub struct Server {
    child: Child,
    /// What it printed when it was ready.
    pub welcome: String,
    /// Where it listens.
    pub port: u16,
    /// Kept open, since nobody must find it closed.
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// Starts on any free port with this data folder.
    pub fn start(data: &Path) -> Self {
        Self::run(program().args(["--port", "0", "--data"]).arg(data))
    }

    /// Starts, and waits until it serves.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut welcome = String::new();
        while !welcome.lines().any(|it| it.starts_with(READY)) {
            assert!(stdout.read_line(&mut welcome).unwrap() > 0, "it ended: {:?}\n{welcome}", child.wait());
        }
        let address = welcome.split("http://localhost:").nth(1).and_then(|it| it.split('/').next());
        let port = address.and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("no address in {welcome}"));
        Self { child, welcome, port, _stdout: stdout }
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as `kill -9` does: it can't tidy up. Returns when it is gone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as Ctrl-C does: it tidies up. Returns when it is gone.
    pub fn stop(&mut self) {
        let told = Command::new("kill").args(["-INT", &self.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Somebody who calls the API of a portal.
#[derive(Clone)]
pub struct Caller {
    agent: Agent,
    port: u16,
    slug: String,
    cookie: String,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    cookie: String,
}

impl Caller {
    /// A visitor of the portal at an address.
    pub fn new(server: &Server, slug: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_idle_age(Duration::from_secs(2));
        let agent = config.timeout_global(Some(PATIENCE)).build().into();
        Self { agent, port: server.port, slug: slug.to_owned(), cookie: String::new() }
    }

    /// Creates the portal, as its first admin.
    pub fn found(mut self) -> Self {
        let body = json!({
            "brandName": "Harbor & Finch", "slug": self.slug, "name": "Ada Admin", "email": "ada@harbor.example",
            "password": "correct horse battery",
        });
        self.cookie = self.post("/v1/workspaces", &body).expect(201).cookie;
        self
    }

    /// Signs in.
    pub fn sign_in(mut self, email: &str, password: &str) -> Self {
        self.cookie = self.post("/v1/sessions", &json!({ "email": email, "password": password })).expect(201).cookie;
        self
    }

    /// The same browser, when the portal has moved to another port.
    pub fn at(&self, server: &Server) -> Self {
        Self { port: server.port, ..self.clone() }
    }

    /// Calls the API; an error if there was no answer.
    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Answer, ureq::Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1:{}{path}", self.port))
            .header("portico-workspace", &self.slug)
            .header("cookie", &self.cookie)
            .header("content-type", "application/json")
            .body(body.map(Value::to_string).unwrap_or_default())
            .unwrap();
        let mut response = self.agent.run(request)?;
        let cookie = response.headers().get("set-cookie").and_then(|it| it.to_str().ok()?.split(';').next());
        let cookie = cookie.unwrap_or_default().to_owned();
        let text = response.body_mut().with_config().limit(1 << 30).read_to_string()?;
        Ok(Answer { status: response.status().as_u16(), body: serde_json::from_str(&text).unwrap_or_default(), cookie })
    }

    /// Posts something to a server that lives.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, Some(body)).unwrap()
    }

    /// Reads something that is there from a server that lives.
    pub fn get(&self, path: &str) -> Value {
        self.call("GET", path, None).unwrap().expect(200).body
    }

    /// Reads all pages of a listing; each page must tell the same total, if it tells one.
    pub fn list(&self, path: &str) -> Vec<Value> {
        let (mut all, mut total, mut token) = (Vec::new(), None, String::new());
        loop {
            let page = self.get(&format!("{path}{}limit=200{token}", if path.contains('?') { '&' } else { '?' }));
            all.extend(page["data"].as_array().unwrap().iter().cloned());
            total = page["total"].as_u64().or(total);
            match page["nextToken"].as_str() {
                Some(next) => token = format!("&nextToken={next}"),
                None => break,
            }
        }
        assert!(total.is_none_or(|it| it == all.len() as u64), "{path}: {total:?} and {}", all.len());
        all
    }
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}
