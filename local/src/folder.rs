//! The data folder: everything that a portal on one machine keeps.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use shared::ports::Entropy;

use crate::{entropy::SystemEntropy, files};

/// The folder's own file: what it is and what it needs.
const ABOUT: &str = "portico.json";
/// The file that the process which uses the folder keeps locked.
const LOCK: &str = "lock";
/// The layout of the folder that this program reads and writes.
const FORMAT: u32 = 1;

/// Why a data folder can't be used. Nothing in it has been changed.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another process uses it.
    #[error("{} is in use by another Portico{}. Stop that one first, or choose another folder.", .folder.display(), holder(*.process))]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The process that uses it, if it said so.
        process: Option<u32>,
    },
    /// It holds files, but they are not Portico's.
    #[error(
        "{} is not a data folder of Portico: it holds `{found}` but no `{ABOUT}`. Choose an empty or a new folder. If this is \
         your data, put the missing `{ABOUT}` back from a backup.",
        .folder.display()
    )]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// One of the files that should not be there.
        found: String,
    },
    /// A newer Portico wrote it.
    #[error(
        "{} was written by a newer Portico (format {format}, this one knows {FORMAT}). Start the newer Portico, or choose \
         another folder.",
        .folder.display()
    )]
    Newer {
        /// The folder.
        folder: PathBuf,
        /// The format that it says it has.
        format: u32,
    },
    /// One of its files is not what it was.
    #[error("{} is damaged: {what}. Put the whole data folder back from a backup, or choose another folder.", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The operating system refuses.
    #[error("{} can't be used: {}. Check that the disk is there, not full, and that you may write to it.", .path.display(), cause(.source))]
    System {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
}

fn holder(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (process {id})"))
}

fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}

impl FolderError {
    /// For `map_err`: the operating system refused something about `path`.
    pub fn system(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::System { path, source }
    }

    /// A damaged file.
    pub fn damaged(file: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Self::Damaged { file: file.into(), what: what.into() }
    }
}

/// What `portico.json` says.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct About {
    format: u32,
    /// 32 random bytes in Base64.
    secret: String,
    /// Whether the first start came to its end: from then on, the database must be there.
    complete: bool,
}

/// A data folder that this process alone uses until it is dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    secret: [u8; 32],
    complete: bool,
    /// Unlocked by the operating system when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    /// Opens a data folder, and makes it where there is none or an empty one.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, FolderError> {
        let path = path.into();
        let about = path.join(ABOUT);
        make(&path)?;
        // Before anything is written: a folder of someone else's stays as it is.
        if !about.exists()
            && let Some(found) = foreign(&path)?
            // Another process may have made it one of ours meanwhile; the lock tells.
            && !about.exists()
        {
            return Err(FolderError::Foreign { folder: path, found });
        }
        let lock = lock(&path)?;
        files::remove_unfinished(&path).map_err(FolderError::system(&path))?;
        let (secret, complete) = match fs::read_to_string(&about) {
            Ok(text) => read(&path, &about, &text)?,
            Err(err) if err.kind() == io::ErrorKind::NotFound => {
                let mut secret = [0; 32];
                SystemEntropy.fill(&mut secret);
                close_to_others(&path);
                write(&about, secret, false)?;
                (secret, false)
            }
            Err(err) if err.kind() == io::ErrorKind::InvalidData => {
                return Err(FolderError::damaged(about, "it is not text"));
            }
            Err(err) => return Err(FolderError::system(about)(err)),
        };
        Ok(Self { path, secret, complete, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The 32 random bytes that were drawn when the folder was made. What is derived from them is worthless without the
    /// folder, and the folder's data without them.
    pub const fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// Whether its first start came to its end.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// Notes that its first start came to its end.
    pub fn complete(&mut self) -> Result<(), FolderError> {
        if !self.complete {
            write(&self.path.join(ABOUT), self.secret, true)?;
            self.complete = true;
        }
        Ok(())
    }

    /// A folder inside of it, made where there is none, without what a crash left unfinished there.
    pub fn room(&self, name: &str) -> Result<PathBuf, FolderError> {
        let room = self.path.join(name);
        make(&room)?;
        files::remove_unfinished(&room).map_err(FolderError::system(&room))?;
        Ok(room)
    }
}

/// Makes a folder that only its owner may enter.
fn make(path: &Path) -> Result<(), FolderError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(FolderError::system(path))
}

/// Keeps other users out of a folder that was there before. Where that can't be had, what is in it still belongs to the
/// portal's user, and the operator is told.
fn close_to_others(path: &Path) {
    #[cfg(unix)]
    {
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        if let Err(err) = fs::set_permissions(path, private) {
            tracing::warn!(folder = %path.display(), %err, "other users of this machine may be able to read the data folder");
        }
    }
}

/// A file in a folder without `portico.json` that a first start can't have left there.
fn foreign(path: &Path) -> Result<Option<String>, FolderError> {
    for entry in fs::read_dir(path).map_err(FolderError::system(path))? {
        let name = entry.map_err(FolderError::system(path))?.file_name().to_string_lossy().into_owned();
        // A mounted disk has `lost+found`.
        if name != LOCK && name != "lost+found" && !name.ends_with(files::UNFINISHED) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn lock(path: &Path) -> Result<File, FolderError> {
    let file = path.join(LOCK);
    let refused = || FolderError::system(&file);
    let mut lock =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&file).map_err(refused())?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who it is only helps the one who reads the message.
            drop(lock.read_to_string(&mut holder));
            return Err(FolderError::InUse { folder: path.to_owned(), process: holder.trim().parse().ok() });
        }
        Err(TryLockError::Error(err)) => return Err(refused()(err)),
    }
    lock.set_len(0).and_then(|()| lock.rewind()).map_err(refused())?;
    writeln!(lock, "{}", std::process::id()).map_err(refused())?;
    Ok(lock)
}

fn read(folder: &Path, file: &Path, text: &str) -> Result<([u8; 32], bool), FolderError> {
    let json: serde_json::Value = serde_json::from_str(text)
        .map_err(|err| FolderError::damaged(file, format!("it is not JSON (line {})", err.line())))?;
    // The format decides what else to expect, so it is read first.
    let format = json.get("format").and_then(serde_json::Value::as_u64).and_then(|it| u32::try_from(it).ok());
    match format {
        Some(FORMAT) => {}
        Some(format) if format > FORMAT => return Err(FolderError::Newer { folder: folder.to_owned(), format }),
        Some(format) => return Err(FolderError::damaged(file, format!("there was never a format {format}"))),
        None => return Err(FolderError::damaged(file, "it names no format")),
    }
    let about: About = serde_json::from_value(json).map_err(|err| FolderError::damaged(file, err.to_string()))?;
    let secret = BASE64_STANDARD.decode(about.secret).ok().and_then(|it| <[u8; 32]>::try_from(it).ok());
    let secret = secret.ok_or_else(|| FolderError::damaged(file, "its secret is not 32 bytes in Base64"))?;
    Ok((secret, about.complete))
}

fn write(file: &Path, secret: [u8; 32], complete: bool) -> Result<(), FolderError> {
    let about = About { format: FORMAT, secret: BASE64_STANDARD.encode(secret), complete };
    let mut text = serde_json::to_string_pretty(&about).expect("texts and numbers are always JSON");
    text.push('\n');
    files::write_whole(file, text.as_bytes()).map_err(FolderError::system(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in a folder, by name.
    fn contents(path: &Path) -> Vec<(String, Vec<u8>)> {
        let mut found: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
            .filter(|(name, _)| name != LOCK)
            .collect();
        found.sort();
        found
    }

    /// Opens a folder whose `portico.json` says `text`, which must fail and change nothing.
    fn refusal(text: &str) -> String {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(ABOUT), text).unwrap();
        let before = contents(data.path());
        let message = Folder::open(data.path()).unwrap_err().to_string();
        assert_eq!(contents(data.path()), before);
        assert!(message.starts_with(&data.path().display().to_string()), "{message}");
        message
    }

    #[test]
    fn a_folder_is_made_and_opened_again_with_the_same_secret() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("new").join("data");
        let mut first = Folder::open(&path).unwrap();
        let secret = *first.secret();
        assert!(!first.is_complete() && secret != [0; 32]);
        first.complete().unwrap();
        drop(first);
        let again = Folder::open(&path).unwrap();
        assert!(again.is_complete() && *again.secret() == secret);
        let other = Folder::open(data.path().join("other")).unwrap();
        assert_ne!(*other.secret(), secret);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_a_folder() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        fs::set_permissions(data.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(data.path()), 0o700);
        assert_eq!(mode(&data.path().join(ABOUT)), 0o600);
        assert_eq!(mode(&folder.room("mail").unwrap()), 0o700);
    }

    #[test]
    fn a_folder_is_used_by_one_process_at_a_time() {
        let data = tempfile::tempdir().unwrap();
        let first = Folder::open(data.path()).unwrap();
        let message = Folder::open(data.path()).unwrap_err().to_string();
        assert!(message.contains(&format!("in use by another Portico (process {})", std::process::id())), "{message}");
        drop(first);
        Folder::open(data.path()).unwrap();
    }

    #[test]
    fn a_folder_of_someone_else_stays_as_it_is() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("taxes.ods"), "mine").unwrap();
        let message = Folder::open(data.path()).unwrap_err().to_string();
        assert!(message.contains("is not a data folder of Portico: it holds `taxes.ods`"), "{message}");
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_in_place_of_a_folder_is_an_error() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("data");
        fs::write(&file, "mine").unwrap();
        let message = Folder::open(&file).unwrap_err().to_string();
        assert!(message.contains("can't be used"), "{message}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[test]
    fn a_damaged_folder_says_what_is_wrong() {
        let secret = BASE64_STANDARD.encode([7; 32]);
        let cases = [
            (String::new(), "it is not JSON"),
            ("{ \"format\": 1,\n".to_owned(), "it is not JSON (line 2)"),
            ("{}".to_owned(), "it names no format"),
            ("{ \"format\": \"1\" }".to_owned(), "it names no format"),
            ("{ \"format\": 0 }".to_owned(), "there was never a format 0"),
            ("{ \"format\": 1 }".to_owned(), "missing field `secret`"),
            ("{ \"format\": 1, \"secret\": \"abc\", \"complete\": true }".to_owned(), "its secret is not 32 bytes"),
            (format!("{{ \"format\": 1, \"secret\": \"{secret}\", \"complete\": 1 }}"), "invalid type"),
        ];
        for (text, expected) in cases {
            let message = refusal(&text);
            assert!(message.contains(expected) && message.contains("portico.json is damaged"), "{message}");
            assert!(message.contains("from a backup"), "{message}");
        }
    }

    #[test]
    fn a_folder_of_a_newer_portico_stays_as_it_is() {
        let message = refusal("{ \"format\": 2, \"anything\": [] }");
        assert!(message.contains("was written by a newer Portico (format 2, this one knows 1)"), "{message}");
    }

    #[test]
    fn what_a_crash_left_unfinished_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let rubbish = data.path().join(format!("1234{}", files::UNFINISHED));
        fs::write(&rubbish, "{").unwrap();
        Folder::open(data.path()).unwrap();
        assert!(!rubbish.exists());
    }
}
