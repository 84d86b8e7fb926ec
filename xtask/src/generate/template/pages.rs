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
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for (name, value) in all {
        let set = |property: &str, key: &str| format!("{property}: {{ {key}: \"{value}\", Override: {force} }}");
        match *name {
            "content-security-policy" => own.push(set("ContentSecurityPolicy", "ContentSecurityPolicy")),
            "referrer-policy" => own.push(set("ReferrerPolicy", "ReferrerPolicy")),
            "x-frame-options" => own.push(set("FrameOptions", "FrameOption")),
            // It has no other value.
            "x-content-type-options" => own.push("ContentTypeOptions: { Override: true }".to_owned()),
            _ => others.push(format!("    - {{ Header: {name}, Value: \"{value}\", Override: {force} }}")),
        }
    }
    let own = format!("  {}", own.join("\n  "));
    if others.is_empty() { own } else { format!("{own}\nCustomHeadersConfig:\n  Items:\n{}", others.join("\n")) }
}
