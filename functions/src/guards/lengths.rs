//! Whatever is too long is refused, in every text that any endpoint takes, and nothing is kept of it.

use serde_json::Value;

use super::{
    places::{places_of, send},
    valid::prepare,
};
use crate::routes;

/// Longer than any text may be, and shorter than a request.
const LENGTH: usize = 1_000_000;

#[tokio::test]
async fn a_text_of_a_megabyte_is_refused_wherever_it_stands() {
    let long = "x".repeat(LENGTH);
    let mut tried = 0;
    for route in routes::all() {
        for place in places_of(&route) {
            let prepared = prepare(route.route.name).await;
            let name = format!("{}, {}", route.route.name, place.steps.join("."));
            let answer = send(&prepared, &place, &long).await;
            // By what is long, nobody is found. A code beside a link is not looked at, and whoever asks for an invitation is told
            // the same in any case.
            let ignored = !place.in_body || place.steps == ["code"] || route.route.name == "invitations-request";
            assert!(matches!(answer.status, 400..500) || ignored && answer.status < 300, "{name}: {}", answer.status);
            assert!(answer.text.len() < 200_000, "{name}: it is told what it sent");
            let kept = prepared.portal.store.dump();
            let longest = kept.iter().map(|it| Value::Object(it.body.clone()).to_string().len()).max();
            assert!(longest < Some(LENGTH), "{name}: it is kept");
            tried += 1;
        }
    }
    assert!(tried >= 150, "only {tried} texts were tried");
}
