//! What stands in a mail's headers: one line each, of nothing but ASCII.

use base64::{Engine, engine::general_purpose::STANDARD};

/// A text without anything that could end a header: controls and line separators become spaces.
pub fn one_line(text: &str) -> String {
    let ends = |it: char| it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    text.chars().map(|it| if ends(it) { ' ' } else { it }).collect()
}

/// An address under a name (RFC 5322, and RFC 2047 for names beyond ASCII).
pub fn mailbox(name: &str, address: &str) -> String {
    let (name, address) = (one_line(name), one_line(address));
    let name = name.trim();
    match name {
        "" => address,
        name if name.is_ascii() => format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\"")),
        name => format!("{} <{address}>", encoded_words(name)),
    }
}

/// An encoded word has at most 75 characters, of which 12 say what it is, and no character is cut in two: 45 bytes, as 60.
fn encoded_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for char in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + char.len_utf8() <= 45 => word.push(char),
            _ => words.push(char.to_string()),
        }
    }
    words.iter().map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: &str = "mail@portico.example";

    #[test]
    fn a_name_of_ascii_is_quoted() {
        assert_eq!(mailbox("Harbor & Finch", SENDER), "\"Harbor & Finch\" <mail@portico.example>");
        assert_eq!(mailbox("The \"A\" \\ Team", SENDER), "\"The \\\"A\\\" \\\\ Team\" <mail@portico.example>");
        assert_eq!(mailbox("  ", SENDER), SENDER);
        assert_eq!(mailbox("x@evil.example", SENDER), "\"x@evil.example\" <mail@portico.example>");
    }

    #[test]
    fn other_names_are_encoded_in_words_that_are_short_enough() {
        assert_eq!(mailbox("Härbor", SENDER), "=?UTF-8?B?SMOkcmJvcg==?= <mail@portico.example>");
        let long = "日本語の会社".repeat(20);
        let header = mailbox(&long, SENDER);
        let words: Vec<_> = header.split(' ').filter(|it| it.starts_with("=?")).collect();
        assert!(words.len() > 1 && words.iter().all(|it| it.len() <= 75), "{words:?}");
        let bytes =
            |word: &&str| STANDARD.decode(word.trim_start_matches("=?UTF-8?B?").trim_end_matches("?=")).unwrap();
        // Each word is text by itself.
        let texts: Vec<_> = words.iter().map(|it| String::from_utf8(bytes(it)).unwrap()).collect();
        assert_eq!(texts.concat(), long);
        assert!(header.is_ascii());
    }

    /// Nothing that a firm types ends its header and begins another.
    #[test]
    fn no_text_begins_a_header_of_its_own() {
        for end in ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\0"] {
            for text in [format!("Acme{end}Bcc: a@evil.example"), format!("Äcme{end}Bcc: a@evil.example")] {
                let header = mailbox(&text, SENDER);
                assert!(header.chars().all(|it| (' '..='~').contains(&it)), "{header:?}");
                assert!(!one_line(&text).chars().any(char::is_control));
            }
        }
    }
}
