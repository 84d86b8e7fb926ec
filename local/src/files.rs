//! Files that are there as a whole or not at all, whatever happens meanwhile.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use crate::entropy::random_hex;

/// The ending of a file that is still being written. What is found under such a name at a start is rubbish.
pub const UNFINISHED: &str = ".unfinished";

/// Writes a file that only its owner may read, replacing what was there at once. When it returns, the file survives a
/// crash of the machine.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let unfinished = folder.join(format!("{}{UNFINISHED}", random_hex(8)));
    let written = create_private(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        publish(&file, &unfinished, path)
    });
    if written.is_err() {
        // It is rubbish already; the next start removes it if this does not.
        drop(fs::remove_file(&unfinished));
    }
    written
}

/// Gives a file that is written in full its name.
pub fn publish(file: &File, unfinished: &Path, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    fs::rename(unfinished, path)?;
    sync_folder(path.parent().unwrap_or_else(|| Path::new(".")))
}

/// Makes what happened to the names in a folder survive a crash of the machine.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows can't open a folder; its file systems keep names by themselves.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Creates a file that only its owner may read, where there is none.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes what a crash left unfinished in a folder.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
