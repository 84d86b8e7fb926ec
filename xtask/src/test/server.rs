//! A server that a stage starts for itself, and stops.

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

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server of our own on a free port of loopback; it ends when this is dropped.
pub struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts it, and waits until it answers a GET of `/` or of anything else with a status. `command` is given the port;
    /// what it prints goes into `log`.
    ///
    /// # Errors
    /// When it cannot be started, ends, or does not answer in a minute.
    pub fn start(log: &Path, command: impl FnOnce(u16) -> Command) -> Result<Self> {
        let folder = log.parent().context("a log lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let out = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let port = free_port()?;
        let mut command = command(port);
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.stdout(out.try_clone()?).stderr(out).spawn();
        let child = child.with_context(|| format!("cannot start {program}"))?;
        let mut server = Self { child, port, log: log.to_owned() };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    /// Where it listens.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The end of its log, for whoever has to find out why something failed.
    pub fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        format!("the end of {}:\n{}", self.log.display(), lines[lines.len().saturating_sub(40)..].join("\n"))
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended ({status}); {}", self.last_words());
            }
            if answers(self.port) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the server does not answer after {} s; {}", PATIENCE.as_secs(), self.last_words())
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
    let mut start = [0; 9];
    stream.set_read_timeout(Some(Duration::from_secs(5))).is_ok()
        && stream.write_all(request.as_bytes()).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && &start == b"HTTP/1.1 "
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("portico-{name}-{}.log", std::process::id()))
    }

    #[test]
    fn a_server_that_ends_at_once_is_told_with_its_last_words() {
        let (log, mut command) = (log("ends"), Command::new("sh"));
        command.args(["-c", "echo no such folder >&2; exit 2"]);
        let refusal = Server::start(&log, |_| command).err().unwrap().to_string();
        fs::remove_file(&log).unwrap();
        assert!(refusal.contains("ended") && refusal.contains("no such folder"), "{refusal}");
    }

    #[test]
    fn nothing_answers_on_a_free_port() {
        assert!(!answers(free_port().unwrap()));
    }
}
