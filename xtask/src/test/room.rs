//! Whether the disk has room for what a run makes: compilers that run out of it fail late, and not always in so many words.

use std::path::Path;

/// What a run from nothing takes with all that it installs, in bytes: 6 GB as measured, and what mails, pictures and logs of
/// the tests may add.
const NEEDED: u64 = 7_000_000_000;

/// Tells whoever runs the tests that there may be too little.
pub fn warn(root: &Path) {
    if let Some(warning) = warning(root) {
        println!("{warning}");
    }
}

fn warning(root: &Path) -> Option<String> {
    // A system that does not tell is no reason to warn.
    let disk = rustix::fs::statvfs(root).ok()?;
    about(disk.f_bavail.saturating_mul(disk.f_frsize))
}

fn about(left: u64) -> Option<String> {
    let gigabytes = |bytes: u64| format!("{}.{}", bytes / 1_000_000_000, bytes / 100_000_000 % 10);
    (left < NEEDED).then(|| {
        let (left, needed) = (gigabytes(left), gigabytes(NEEDED));
        format!("this disk has {left} GB left; a run from nothing takes up to {needed} (`cargo clean` frees what earlier ones made)")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_disk_with_too_little_room_is_spoken_of() {
        assert_eq!(about(NEEDED), None);
        let warning = about(287_000_000).unwrap();
        assert!(warning.starts_with("this disk has 0.2 GB left; a run from nothing takes up to 7.0 "), "{warning}");
    }

    #[test]
    fn the_disk_of_this_project_is_asked() {
        assert!(rustix::fs::statvfs(env!("CARGO_MANIFEST_DIR")).unwrap().f_blocks > 0);
        assert_eq!(warning(Path::new("/no/such/folder")), None);
    }
}
