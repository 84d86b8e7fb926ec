//! The pages as they are uploaded: as they were built, and told below which domain portals lie. The same build serves every
//! deployment; only who deploys it knows the domain.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};

/// What a page that wants to know the domain has once, followed by the domain's place.
const META: &str = "<meta name=\"portico-domain\" content=\"";

/// Copies what was built, and fills the domain into every page that has a place for it.
///
/// # Errors
/// When a page names the domain in another way than in one empty place, and when there is a domain and no page wants it.
pub fn stage(built: &Path, staging: &Path, domain: &str) -> Result<()> {
    if staging.exists() {
        fs::remove_dir_all(staging).with_context(|| format!("cannot clear {}", staging.display()))?;
    }
    let told = copy(built, staging, domain)?;
    ensure!(told > 0 || domain.is_empty(), "no page in {} has a place for the domain {domain}", built.display());
    Ok(())
}

/// Copies a folder. Returns how many pages were told the domain.
fn copy(from: &Path, to: &Path, domain: &str) -> Result<usize> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    let mut told = 0;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let from = entry.context("cannot read a folder")?.path();
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            told += copy(&from, &to, domain)?;
        } else if from.extension().is_some_and(|it| it == "html") {
            let page = fs::read_to_string(&from).with_context(|| format!("cannot read {}", from.display()))?;
            let filled = fill(&page, domain).with_context(|| from.display().to_string())?;
            told += usize::from(filled.is_some());
            fs::write(&to, filled.unwrap_or(page)).with_context(|| format!("cannot write {}", to.display()))?;
        } else {
            fs::copy(&from, &to).with_context(|| format!("cannot write {}", to.display()))?;
        }
    }
    Ok(told)
}

/// A page with the domain in its place; nothing if it has none.
fn fill(page: &str, domain: &str) -> Result<Option<String>> {
    let places = page.matches("portico-domain").count();
    if places == 0 {
        return Ok(None);
    }
    let empty = format!("{META}\"");
    ensure!(
        places == 1 && page.contains(&empty),
        "the page must have `{empty}` once, and name portico-domain nowhere else"
    );
    Ok(Some(page.replacen(&empty, &format!("{META}{domain}\""), 1)))
}

/// The domain that a page was told.
pub fn domain(page: &str) -> Option<&str> {
    page.split_once(META)?.1.split_once('"').map(|it| it.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<!doctype html>\n<meta name=\"portico-domain\" content=\"\" />\n<meta name=\"x\" content=\"\" />";

    /// A build with these files.
    fn built(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join("dist").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn stage_in(folder: &tempfile::TempDir, domain: &str) -> Result<()> {
        stage(&folder.path().join("dist"), &folder.path().join("staged"), domain)
    }

    fn staged(folder: &tempfile::TempDir, name: &str) -> String {
        fs::read_to_string(folder.path().join("staged").join(name)).unwrap()
    }

    /// W01: pages know below which domain portals lie, and so which portal they are at.
    #[test]
    fn w01_every_page_that_asks_is_told_the_domain_and_the_build_stays_as_it_is() {
        let folder = built(&[
            ("index.html", PAGE),
            ("app/index.html", PAGE),
            ("mailbox.html", "-"),
            ("assets/a.js", "content=\"\""),
        ]);
        stage_in(&folder, "other.example").unwrap();
        stage_in(&folder, "portico.example").unwrap();
        for page in ["index.html", "app/index.html"] {
            let page = staged(&folder, page);
            assert_eq!(domain(&page), Some("portico.example"));
            assert_eq!(page.matches("content=\"\"").count(), 1, "other places stay: {page}");
        }
        assert_eq!(
            (staged(&folder, "mailbox.html"), staged(&folder, "assets/a.js")),
            ("-".into(), "content=\"\"".into())
        );
        assert_eq!(fs::read_to_string(folder.path().join("dist/index.html")).unwrap(), PAGE);
    }

    #[test]
    fn without_a_domain_pages_go_up_as_they_were_built() {
        let folder = built(&[("index.html", PAGE), ("assets/a.js", "")]);
        stage_in(&folder, "").unwrap();
        assert_eq!(staged(&folder, "index.html"), PAGE);
        assert_eq!(domain(PAGE), Some(""));
        assert_eq!(domain("<!doctype html>"), None);
    }

    #[test]
    fn a_page_with_two_places_or_a_full_one_or_none_at_all_is_not_published() {
        let full = PAGE.replace("portico-domain\" content=\"", "portico-domain\" content=\"old.example");
        for page in [format!("{PAGE}{PAGE}"), full, "<p>".to_owned()] {
            let folder = built(&[("index.html", &page)]);
            assert!(stage_in(&folder, "portico.example").is_err(), "{page}");
        }
    }
}
