//! Markdown as people write it, to HTML that is safe to show.

use pulldown_cmark::{Event, Options, Parser, Tag, html};

use crate::text::Markdown;

/// The HTML of a Markdown text, without anything that could run or load by itself.
pub fn to_html(text: &Markdown) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut unsafe_html = String::new();
    html::push_html(&mut unsafe_html, Parser::new_ext(text.as_str(), options));
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer"))
        .rm_tags(["img"])
        .clean(&unsafe_html)
        .to_string()
}

/// The first words of a Markdown text, without marks.
pub fn excerpt(text: &Markdown, most: usize) -> String {
    let mut words = String::new();
    for event in Parser::new(text.as_str()) {
        match event {
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::Start(_) if is_between(&event) => words.push(' '),
            _ => (),
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

/// Whether an event parts words: a break, or the start of anything but a mark within a line.
const fn is_between(event: &Event<'_>) -> bool {
    !matches!(event, Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_runs() {
        let evil = "# Hi\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> **bold**";
        let html = to_html(&evil.parse().unwrap());
        assert!(html.contains("<h1>Hi</h1>") && html.contains("<strong>bold</strong>"));
        assert!(!html.contains("script") && !html.contains("onerror") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn an_excerpt_has_no_marks() {
        assert_eq!(excerpt(&"# Taxes\n\nSend us *everything* by May.".parse().unwrap(), 18), "Taxes Send us ever…");
        assert_eq!(excerpt(&"- by the **5th**.\n- or\nlater".parse().unwrap(), 99), "by the 5th. or later");
    }
}
