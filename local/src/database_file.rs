//! Whether the database's file is whole, before anything is written to it.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use rusqlite::{Connection, OpenFlags};

use crate::folder::FolderError;

/// What every SQLite file starts with, see <https://www.sqlite.org/fileformat2.html#the_database_header>.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The size of SQLite's header.
const HEADER: usize = 100;
/// Files up to this size, in bytes, are read in full at each start, which takes less than a second. Larger ones are so
/// only after a kill.
const READ_IN_FULL: u64 = 256 << 20;

/// Checks the file of a database. `expected` says that it must be there: it has held data before.
pub fn check(file: &Path, expected: bool) -> Result<(), FolderError> {
    let damaged = |what: &str| Err(FolderError::damaged(file, what));
    let size = match fs::metadata(file) {
        Ok(found) => found.len(),
        Err(err) if err.kind() == io::ErrorKind::NotFound && expected => return damaged("it is missing"),
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(err) => return Err(FolderError::system(file)(err)),
    };
    if size == 0 {
        // SQLite takes an empty file for a new database, and would silently start over.
        return if expected { damaged("it is empty") } else { Ok(()) };
    }
    let header = header(file).map_err(FolderError::system(file))?;
    let Some(header) = header.filter(|it| it.starts_with(MAGIC)) else { return damaged("it is no SQLite database") };
    if was_killed(file) {
        // The log is moved into the file first page first, so that a kill at that moment leaves a header that promises
        // pages which are still in the log alone. Only SQLite, which reads through the log, can tell what is missing.
        return read_in_full(file);
    }
    if size < promised_size(&header) {
        return damaged("its end is missing");
    }
    if size <= READ_IN_FULL { read_in_full(file) } else { Ok(()) }
}

/// Whether there is a log beside the file: closing moves it into the file and removes it.
fn was_killed(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|it| it.len() > 0)
}

fn header(file: &Path) -> io::Result<Option<[u8; HEADER]>> {
    let mut header = [0; HEADER];
    match File::open(file)?.read_exact(&mut header) {
        Ok(()) => Ok(Some(header)),
        Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(err) => Err(err),
    }
}

/// How many bytes the header says there are.
fn promised_size(header: &[u8; HEADER]) -> u64 {
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    page * u64::from(pages)
}

fn read_in_full(file: &Path) -> Result<(), FolderError> {
    let damaged = |what: String| FolderError::damaged(file, what);
    let check = || -> rusqlite::Result<String> {
        // A connection that may write would, at its end, move the log into a damaged file.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    };
    match check() {
        Ok(verdict) if verdict == "ok" => Ok(()),
        Ok(verdict) => Err(damaged(verdict)),
        Err(err) => Err(damaged(err.to_string())),
    }
}
