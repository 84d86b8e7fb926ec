//! What CloudFront does for pages: their rule of addresses, and the headers of everything.

use anyhow::{Result, bail};
use functions::{kernel, pages};

/// The function that finds the page of an address, with the front door's pages filled in.
pub fn function(source: &str) -> Result<String> {
    const PLACE: &str = "/* @insert front-door */ []";
    if !source.contains(PLACE) {
        bail!("infra/pages.js has no place `{PLACE}`");
    }
    Ok(source.replace(PLACE, &serde_json::json!(pages::FRONT_DOOR).to_string()))
}

/// The headers of pages, whatever the bucket says.
pub fn page_headers() -> String {
    headers(&pages::HEADERS, true)
}

/// The headers of what the gateway answers by itself; those of the functions stay as they are.
pub fn api_headers() -> String {
    headers(&kernel::HEADERS, false)
}

/// The properties of a policy of headers. Some headers have properties of their own there.
fn headers(all: &[(&str, &str)], force: bool) -> String {
    let mut own = String::new();
    let mut others = String::new();
    for (name, value) in all {
        let value = format!("\"{value}\"");
        match *name {
            "content-security-policy" => {
                own += &format!("ContentSecurityPolicy: {{ ContentSecurityPolicy: {value}, Override: {force} }}\n");
            }
            "referrer-policy" => own += &format!("ReferrerPolicy: {{ ReferrerPolicy: {value}, Override: {force} }}\n"),
            "x-frame-options" => own += &format!("FrameOptions: {{ FrameOption: {value}, Override: {force} }}\n"),
            // It has no other value.
            "x-content-type-options" => own += "ContentTypeOptions: { Override: true }\n",
            _ => others += &format!("    - {{ Header: {name}, Value: {value}, Override: {force} }}\n"),
        }
    }
    let own: String = own.lines().map(|it| format!("  {it}\n")).collect();
    let others = if others.is_empty() { others } else { format!("CustomHeadersConfig:\n  Items:\n{others}") };
    format!("{own}{others}")
}
