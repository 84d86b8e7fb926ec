//! The journey in a real browser, against the one process that `cargo run` starts.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use super::{
    install,
    runner::{self, Runner},
};

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts a server with an empty data folder, runs the journey against it, and stops it.
pub fn journey(runner: &Runner) -> Result<()> {
    install::packages(runner, "web/e2e")?;
    let chromium = install::chromium(runner)?;
    let server = Server::start(runner.root)?;
    let mut command = runner::npm();
    command.args(["test"]).current_dir(runner.root.join("web/e2e"));
    command.env("PORTICO_URL", server.address()).env("CHROMIUM", chromium);
    let done = runner.npm("web/e2e", &["run", "typecheck"]).and_then(|()| runner.run(&mut command));
    if done.is_err() {
        runner.say(&format!("the server's last words, from {}:\n{}", server.log.display(), server.last_words()));
    }
    done
}

/// A server of our own; it ends when this is dropped.
struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    fn start(root: &Path) -> Result<Self> {
        let folder = root.join("target/browser");
        let data = folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data).with_context(|| format!("cannot empty {}", data.display()))?;
        }
        fs::create_dir_all(&data).with_context(|| format!("cannot create {}", data.display()))?;
        let log = folder.join("server.log");
        let out = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let port = free_port()?;
        let program = root.join("target/debug/portico");
        let child = Command::new(&program)
            .args(["--port", &port.to_string(), "--data"])
            .arg(&data)
            // All visitors of the journey come from one address.
            .env("PORTICO_RATE_FACTOR", "1000")
            .current_dir(root)
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut server = Self { child, port, log };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended ({status}):\n{}", self.last_words());
            }
            if answers(self.port) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the server does not answer after {} s:\n{}", PATIENCE.as_secs(), self.last_words())
    }

    fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself. Its data is a test's, and it must survive being killed anyway.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let request = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    let mut start = [0; 12];
    stream.set_read_timeout(Some(Duration::from_secs(5))).is_ok()
        && stream.write_all(request.as_bytes()).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && &start == b"HTTP/1.1 200"
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_answers_on_a_free_port() {
        assert!(!answers(free_port().unwrap()));
    }
}
