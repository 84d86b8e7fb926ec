//! The directories that a process keeps in memory from one request to the next.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Directory;
use crate::workspaces::WorkspaceId;

/// The directories that this process has in memory: those that were asked for last, as far as there is room.
#[derive(Debug, Default)]
pub struct Directories(Mutex<Kept>);

/// Most workspaces whose directories one process keeps.
const MOST_WORKSPACES: usize = 64;
/// Most rows of all of them together. A row takes about 1.3 kB, a function has 512 MB, and reading one more directory takes as much
/// again.
const MOST_ROWS: usize = 100_000;

#[derive(Clone, Debug, Default)]
struct Kept {
    directories: HashMap<WorkspaceId, (Arc<Directory>, u64)>,
    /// How often one was asked for or kept: which of them was so last.
    times: u64,
}

impl Directories {
    pub(super) fn get(&self, workspace: WorkspaceId) -> Option<Arc<Directory>> {
        let mut kept = self.lock();
        kept.times += 1;
        let now = kept.times;
        let (directory, used) = kept.directories.get_mut(&workspace)?;
        *used = now;
        Some(Arc::clone(directory))
    }

    /// Keeps a directory, and forgets those that were longest not asked for where there would be too much.
    pub(super) fn keep(&self, workspace: WorkspaceId, directory: Arc<Directory>) {
        let mut kept = self.lock();
        kept.times += 1;
        let now = kept.times;
        kept.directories.insert(workspace, (directory, now));
        // The one that is in use is kept, however large it is.
        while kept.directories.len() > 1 && kept.is_too_much() {
            let oldest = kept.directories.iter().min_by_key(|(_, (_, used))| *used).map(|(workspace, _)| *workspace);
            oldest.and_then(|it| kept.directories.remove(&it));
        }
    }

    /// The same directories, to go on with apart.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(Mutex::new(self.lock().clone()))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn is_too_much(&self) -> bool {
        let rows: usize = self.directories.values().map(|(it, _)| it.len()).sum();
        self.directories.len() > MOST_WORKSPACES || rows > MOST_ROWS
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::Id;

    fn workspace(n: usize) -> WorkspaceId {
        Id::new(ulid::Ulid(n as u128))
    }

    fn of(rows: usize) -> Arc<Directory> {
        let activity = (0..rows).map(|n| (Id::new(ulid::Ulid(n as u128)), Timestamp::UNIX_EPOCH));
        Arc::new(Directory { activity: activity.collect(), ..Directory::default() })
    }

    fn kept(directories: &Directories) -> Vec<usize> {
        (0..200).filter(|n| directories.lock().directories.contains_key(&workspace(*n))).collect()
    }

    #[test]
    fn of_many_directories_those_are_kept_that_were_asked_for_last() {
        let directories = Directories::default();
        for n in 0..MOST_WORKSPACES {
            directories.keep(workspace(n), of(1));
        }
        directories.get(workspace(0)).unwrap();
        directories.keep(workspace(MOST_WORKSPACES), of(1));
        assert_eq!(kept(&directories), [vec![0], (2..=MOST_WORKSPACES).collect()].concat());
    }

    #[test]
    fn large_directories_make_room_for_each_other() {
        let directories = Directories::default();
        for n in 0..3 {
            directories.keep(workspace(n), of(MOST_ROWS / 2));
        }
        assert_eq!(kept(&directories), [1, 2]);
        // A newer copy takes the place of the old one.
        directories.keep(workspace(1), of(MOST_ROWS / 2));
        assert_eq!(kept(&directories), [1, 2]);
        directories.keep(workspace(3), of(2 * MOST_ROWS));
        assert_eq!(kept(&directories), [3], "it is in use");
    }
}
