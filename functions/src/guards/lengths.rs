//! Whatever is too long is refused, in every text of every endpoint, and nothing is kept of it.

use serde_json::Value;

use super::valid::prepare;
use crate::routes;

/// Longer than any text may be, and shorter than a request.
const LENGTH: usize = 1_000_000;

/// The places of all texts in a body, as JSON pointers.
fn texts(value: &Value, place: &str, all: &mut Vec<String>) {
    match value {
        Value::String(_) => all.push(place.to_owned()),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, it)| texts(it, &format!("{place}/{n}"), all)),
        Value::Object(members) => members.iter().for_each(|(name, it)| texts(it, &format!("{place}/{name}"), all)),
        _ => (),
    }
}

#[tokio::test]
async fn a_text_of_a_megabyte_is_refused_wherever_it_stands() {
    let mut tried = 0;
    for route in routes::all().into_iter().map(|it| it.route) {
        let prepared = prepare(route.name).await;
        let mut places = Vec::new();
        prepared.body.iter().for_each(|it| texts(it, "", &mut places));
        for place in places {
            let mut body = prepared.body.clone().unwrap();
            *body.pointer_mut(&place).unwrap() = Value::from("x".repeat(LENGTH));
            let answer = prepared.call().body(body).send().await;
            // 202: whoever asks about an email or an invitation is told the same in any case.
            assert!(matches!(answer.status, 202 | 400..500), "{} {place}: {}", route.name, answer.status);
            assert!(answer.body.to_string().len() < 2_000, "{} {place}: it is told what it sent", route.name);
            let longest =
                prepared.portal.store.dump().iter().map(|it| Value::Object(it.body.clone()).to_string().len()).max();
            assert!(longest < Some(LENGTH), "{} {place}: it is kept", route.name);
            tried += 1;
        }
    }
    assert!(tried >= 50, "only {tried} texts were tried");
}
