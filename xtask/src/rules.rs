//! `cargo xtask rules`: which rules of `docs/rules.md` no test names.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context as _, Result};

use crate::sources::Source;

/// Prints the rules of the given areas, or of all, that no test names yet. Naming is not proving: read the test.
///
/// # Errors
/// When a file cannot be read.
pub fn print(root: &Path, areas: &[String]) -> Result<()> {
    let text = fs::read_to_string(root.join("docs/rules.md")).context("cannot read docs/rules.md")?;
    let sources = Source::all(root)?;
    let named: BTreeSet<String> = sources.iter().flat_map(|it| ids(it.tests())).collect();
    let wanted: Vec<(&str, &str)> = rules(&text)
        .filter(|(id, _)| areas.is_empty() || areas.iter().any(|it| id.starts_with(&it.to_uppercase())))
        .collect();
    let missing: Vec<_> = wanted.iter().filter(|(id, _)| !named.contains(*id)).collect();
    for (id, rule) in &missing {
        println!("{id}  {}", rule.chars().take(110).collect::<String>());
    }
    println!("{} of {} rules are named by a test", wanted.len() - missing.len(), wanted.len());
    Ok(())
}

/// The lines `- C07 List: …`.
fn rules(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.strip_prefix("- ")?.split_once(' ')).filter(|(id, _)| is_id(id))
}

/// The ids that stand alone in a text, or as a part of a test's name: `C07`, `c07_the_list_…`.
fn ids(text: &str) -> impl Iterator<Item = String> {
    text.split(|it: char| !it.is_ascii_alphanumeric()).map(str::to_uppercase).filter(|it| is_id(it))
}

fn is_id(text: &str) -> bool {
    matches!(text.as_bytes(), [area, tens, ones] if area.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_a_line_of_the_list_with_an_id() {
        let text = "# Rules\n- C07 List: all.\n- E is a table\n";
        assert_eq!(rules(text).collect::<Vec<_>>(), [("C07", "List: all.")]);
    }

    #[test]
    fn ids_are_found_in_names_and_comments_but_not_inside_words() {
        let found: Vec<String> = ids("/// C07, (I04)\nfn a05_sees_only() { 0x0c07u8 }").collect();
        assert_eq!(found, ["C07", "I04", "A05"]);
    }
}
