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
    /// Whether it belongs to a module that only tests have.
    of_tests: bool,
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
            Ok(Self::new(path.strip_prefix(root).unwrap_or(&path), text))
        };
        let mut all = paths.into_iter().map(read).collect::<Result<Vec<_>>>()?;
        let modules: Vec<PathBuf> = all.iter().flat_map(Self::test_modules).collect();
        for source in &mut all {
            source.of_tests |=
                modules.iter().any(|it| source.path.starts_with(it) || source.path == it.with_extension("rs"));
        }
        Ok(all)
    }

    /// A file of this text; it is a test's if its name or its folder says so.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let path = path.into();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let named = name.ends_with("tests") || name.ends_with(".test") || name.ends_with(".spec");
        let of_tests = named || path.components().any(|it| it.as_os_str() == "tests");
        Self { path, text: text.into(), of_tests }
    }

    /// Where the modules lie that this file declares for tests alone.
    fn test_modules(&self) -> impl Iterator<Item = PathBuf> {
        let folder = match self.path.file_stem().and_then(|it| it.to_str()) {
            Some("lib" | "main" | "mod") => self.path.with_file_name(""),
            _ => self.path.with_extension(""),
        };
        // Also those that other crates' tests use.
        let for_tests = |it: &str| it == "#[cfg(test)]" || it.starts_with("#[cfg(any(test, ");
        let after = self.text.lines().zip(self.text.lines().skip(1)).filter(|(it, _)| for_tests(it)).map(|(_, it)| it);
        let names = after.filter_map(|it| it.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
        names.map(move |it| folder.join(it)).collect::<Vec<_>>().into_iter()
    }

    /// What its name ends with.
    pub fn is(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|it| it == extension)
    }

    /// Its tests: all of it, or what stands at its end.
    pub fn tests(&self) -> &str {
        if self.of_tests {
            return &self.text;
        }
        self.text.find("\n#[cfg(test)]\nmod tests").map_or("", |at| &self.text[at..])
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

    #[test]
    fn tests_are_told_from_the_product() {
        let mixed = Source::new("shared/src/id.rs", "one\n#[cfg(test)]\nmod tests {}");
        assert_eq!((mixed.product(), mixed.tests()), ("one", "\n#[cfg(test)]\nmod tests {}"));
        for path in ["tests/tests/guards.rs", "tests/src/lib.rs", "web/src/base.test.ts", "shared/src/id_tests.rs"] {
            assert_eq!(Source::new(path, "all").tests(), "all", "{path}");
        }
        assert_eq!(Source::new("web/src/base.ts", "all").product(), "all");
    }

    #[test]
    fn a_module_may_be_declared_for_tests_alone() {
        let declared = |path: &str| {
            Source::new(path, "#[cfg(test)]\nmod guards;\nmod kernel;\n").test_modules().collect::<Vec<_>>()
        };
        assert_eq!(declared("functions/src/lib.rs"), [Path::new("functions/src/guards")]);
        assert_eq!(declared("functions/src/kernel.rs"), [Path::new("functions/src/kernel/guards")]);
    }

    #[test]
    fn the_projects_own_files_are_found_and_no_others() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = Source::all(root).unwrap();
        assert!(all.iter().any(|it| it.path == Path::new("src/sources.rs")));
        assert!(all.iter().all(|it| it.path.is_relative() && !it.path.starts_with("target")));
    }
}
