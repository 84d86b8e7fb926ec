//! Builds the web UI when it is missing or older than its sources.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// Why the web UI could not be built.
#[derive(Debug, thiserror::Error)]
pub enum WebBuildError {
    /// The sources can't be read.
    #[error("The web sources in {path} can't be read: {source}.")]
    Unreadable {
        /// What was read.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// There is no npm.
    #[error("npm can't be run ({0}). Install Node.js 20 or newer, which brings it, and start again.")]
    NoNpm(io::Error),
    /// npm failed.
    #[error("`npm {0}` failed in the folder web; what it says stands above. Mend that and start again.")]
    Failed(String),
}

/// Where the web sources lie.
pub fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).join("web")
}

/// Builds the web UI if it is missing or its sources changed since it was built; shows what it does.
pub fn ensure() -> Result<(), WebBuildError> {
    let web = source();
    let stamp = web.join("dist/.built-from");
    let wanted = fingerprint(&web)?;
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    let installed = web.join("node_modules/.installed-lock.json");
    let lock = read(&web.join("package-lock.json"))?;
    if !fs::read(&installed).is_ok_and(|it| it == lock) {
        println!("Installing the web UI's packages (once; about half a minute) …");
        npm(&web, &["ci", "--no-audit", "--no-fund"])?;
        write(&installed, &lock)?;
    }
    println!("Building the web UI (about ten seconds) …");
    npm(&web, &["run", "build"])?;
    write(&stamp, wanted.as_bytes())
}

fn npm(web: &Path, arguments: &[&str]) -> Result<(), WebBuildError> {
    let status = Command::new("npm").args(arguments).current_dir(web).status().map_err(WebBuildError::NoNpm)?;
    if status.success() { Ok(()) } else { Err(WebBuildError::Failed(arguments.join(" "))) }
}

/// A hash over names and contents of everything that the build reads.
fn fingerprint(web: &Path) -> Result<String, WebBuildError> {
    let mut files = Vec::new();
    for part in ["src", "app", "public"] {
        collect(&web.join(part), &mut files)?;
    }
    for file in ["index.html", "mailbox.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts"] {
        files.push(web.join(file));
    }
    files.sort();
    hash_of(&files.iter().collect::<Vec<_>>())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), WebBuildError> {
    let unreadable = |source| WebBuildError::Unreadable { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn hash_of(files: &[&PathBuf]) -> Result<String, WebBuildError> {
    let mut hash = Sha256::new();
    for path in files {
        let bytes = read(path)?;
        hash.update(path.to_string_lossy().as_bytes());
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(&bytes);
    }
    Ok(BASE64_STANDARD.encode(hash.finalize()))
}

fn read(path: &Path) -> Result<Vec<u8>, WebBuildError> {
    fs::read(path).map_err(|source| WebBuildError::Unreadable { path: path.to_owned(), source })
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), WebBuildError> {
    fs::write(path, bytes).map_err(|source| WebBuildError::Unreadable { path: path.to_owned(), source })
}
