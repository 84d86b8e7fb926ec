//! The project's own source files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

/// What our own source files end with.
const SOURCES: &[&str] = &["rs", "ts", "tsx", "mjs", "css"];

/// Folders of other people's files, and of what programs make.
const FOREIGN: &[&str] = &["target", "node_modules", "dist", "data", "test-results"];

/// A source file, or the manifest of a crate.
pub struct Source {
    /// From the project's folder.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

impl Source {
    /// Every one of the project, in the order of their paths.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all(root: &Path) -> Result<Vec<Self>> {
        let mut paths = Vec::new();
        walk(root, &mut paths)?;
        paths.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Self { path: path.strip_prefix(root).unwrap_or(&path).to_owned(), text })
        };
        paths.into_iter().map(read).collect()
    }

    /// What its name ends with.
    pub fn is(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|it| it == extension)
    }

    /// Its tests: all of it, or what stands at its end.
    pub fn tests(&self) -> &str {
        let name = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let apart = name.ends_with("tests") || name.ends_with(".test") || name.ends_with(".spec");
        if apart || self.path.components().any(|it| it.as_os_str() == "tests") {
            return &self.text;
        }
        self.text.find("\n#[cfg(test)]").map_or("", |at| &self.text[at..])
    }

    /// All of it but its tests.
    pub fn product(&self) -> &str {
        &self.text[..self.text.len() - self.tests().len()]
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let source = path.extension().is_some_and(|it| SOURCES.iter().any(|known| it == *known));
        if path.is_dir() && !name.starts_with('.') && !FOREIGN.contains(&name.as_ref()) {
            walk(&path, files)?;
        } else if source || name == "Cargo.toml" {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.into(), text: text.to_owned() }
    }

    #[test]
    fn tests_are_told_from_the_product() {
        let mixed = source("shared/src/id.rs", "one\n#[cfg(test)]\ntwo");
        assert_eq!((mixed.product(), mixed.tests()), ("one", "\n#[cfg(test)]\ntwo"));
        for path in ["tests/tests/guards.rs", "tests/src/lib.rs", "web/src/base.test.ts", "shared/src/id_tests.rs"] {
            assert_eq!(source(path, "all").tests(), "all", "{path}");
        }
        assert_eq!(source("web/src/base.ts", "all").product(), "all");
    }

    #[test]
    fn the_projects_own_files_are_found_and_no_others() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = Source::all(root).unwrap();
        assert!(all.iter().any(|it| it.path == Path::new("src/sources.rs")));
        assert!(all.iter().all(|it| it.path.is_relative() && !it.path.starts_with("target")));
    }
}
