//! Parts of a template: text that is put together without being understood, so that its comments stay.

use anyhow::{Context as _, Result, bail};

/// Resources and outputs, as they stand in the template.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    resources: String,
    outputs: String,
}

impl Part {
    /// Generated resources.
    pub const fn of_resources(resources: String) -> Self {
        Self { resources, outputs: String::new() }
    }

    /// A hand-written part: `Resources:`, and `Outputs:` if it has some. A line `# @insert <name>` is replaced by that
    /// text, as far to the right as the line stands.
    ///
    /// # Errors
    /// When it has another section, or asks for a text that there is not.
    pub fn read(text: &str, inserts: &[(&str, String)]) -> Result<Self> {
        let mut part = Self::default();
        let mut section = None;
        for line in text.lines() {
            match line {
                "Resources:" => section = Some(&mut part.resources),
                "Outputs:" => section = Some(&mut part.outputs),
                _ if !line.is_empty() && !line.starts_with([' ', '#']) => bail!("unknown section `{line}`"),
                _ => insert(section.as_deref_mut().context("starts with no section")?, line, inserts)?,
            }
        }
        Ok(part)
    }
}

fn insert(section: &mut String, line: &str, inserts: &[(&str, String)]) -> Result<()> {
    let Some((margin, name)) = line.split_once("# @insert ").filter(|(margin, _)| margin.trim().is_empty()) else {
        section.push_str(line);
        section.push('\n');
        return Ok(());
    };
    let (_, text) =
        inserts.iter().find(|(it, _)| *it == name).with_context(|| format!("nothing to insert as {name}"))?;
    for line in text.lines() {
        let line = format!("{margin}{line}");
        section.push_str(line.trim_end());
        section.push('\n');
    }
    Ok(())
}

/// The head, which ends with `Resources:`, all resources, and all outputs.
pub fn join(head: &str, parts: &[Part]) -> String {
    let join = |of: fn(&Part) -> &str| {
        let texts = parts.iter().map(|it| of(it).trim_matches('\n')).filter(|it| !it.is_empty());
        texts.collect::<Vec<_>>().join("\n\n")
    };
    format!("{head}{}\n\nOutputs:\n{}\n", join(|it| &it.resources), join(|it| &it.outputs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_section_by_section() {
        let one = Part::read("Resources:\n  A:\n    # why\n    Type: T\n\nOutputs:\n  O: 1\n", &[]).unwrap();
        let two = Part::of_resources("  B:\n    Type: T\n".to_owned());
        let joined = "Resources:\n  A:\n    # why\n    Type: T\n\n  B:\n    Type: T\n\nOutputs:\n  O: 1\n";
        assert_eq!(join("Resources:\n", &[one, two]), joined);
    }

    #[test]
    fn a_text_is_inserted_at_its_margin() {
        let part = Part::read("Resources:\n  A:\n    # @insert b\n", &[("b", "B:\n  C: 1\n".to_owned())]).unwrap();
        assert_eq!(part.resources, "  A:\n    B:\n      C: 1\n");
        assert!(Part::read("Resources:\n  # @insert c\n", &[]).is_err());
        assert!(Part::read("Mappings:\n", &[]).is_err());
    }
}
