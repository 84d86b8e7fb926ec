//! The places of an endpoint's parameters and of its body, as its schema tells them, and calls with something put there.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::valid::Prepared;
use crate::{kernel::Handle, testing::Answer};

/// How an identifier looks, behind its kind.
const ULID: &str = "_[0-9A-HJKMNP-TV-Z]{26}";

/// What a place takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An identifier of this kind.
    Id(String),
    /// Another text.
    Text,
}

/// A place that takes a text.
#[derive(Clone, Debug)]
pub struct Place {
    /// The steps to it, `*` into a list.
    pub steps: Vec<String>,
    /// What it takes.
    pub what: What,
    /// Whether it is in the body, and not among the parameters.
    pub in_body: bool,
}

/// All places of an endpoint that take texts, however deep.
pub fn places_of(route: &Handle) -> Vec<Place> {
    let mut generator = SchemaGenerator::default();
    let schemas = (route.schemas)(&mut generator);
    let mut definitions = generator.take_definitions(true);
    let mut of = |schema: &Value, in_body: bool| {
        definitions.extend(schema["$defs"].as_object().cloned().unwrap_or_default());
        let mut found = Vec::new();
        places(schema, &definitions, &[], &mut found);
        found.into_iter().map(move |(steps, what)| Place { steps, what, in_body })
    };
    let params = of(schemas.params.as_value(), false);
    let body = schemas.body.map(|it| of(it.as_value(), true));
    params.chain(body.into_iter().flatten()).collect()
}

fn places(schema: &Value, definitions: &Map<String, Value>, steps: &[String], found: &mut Vec<(Vec<String>, What)>) {
    let deeper = |step: &str| [steps, &[step.to_owned()]].concat();
    if let Some((before, _)) = schema["pattern"].as_str().and_then(|it| it.split_once(ULID)) {
        let kind = before.rsplit(|it: char| !it.is_ascii_lowercase()).next().unwrap_or_default();
        found.push((steps.to_vec(), What::Id(kind.to_owned())));
    } else if schema["type"] == "string" || schema["type"].as_array().is_some_and(|it| it.contains(&json!("string"))) {
        found.push((steps.to_vec(), What::Text));
    }
    let named = schema["$ref"].as_str().and_then(|it| definitions.get(it.rsplit('/').next()?));
    let either = ["anyOf", "oneOf", "allOf"].iter().filter_map(|it| schema[it].as_array()).flatten();
    named.into_iter().chain(either).for_each(|it| places(it, definitions, steps, found));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        places(property, definitions, &deeper(name), found);
    }
    if schema["items"].is_object() {
        places(&schema["items"], definitions, &deeper("*"), found);
    }
}

/// Sets a text at a place of a body; whatever is missing on the way to it is made.
fn set(value: &mut Value, steps: &[String], text: &str) {
    match steps {
        [] => *value = json!(text),
        [step, rest @ ..] if step == "*" => {
            let mut item = value.get(0).cloned().unwrap_or_default();
            set(&mut item, rest, text);
            *value = json!([item]);
        }
        [step, rest @ ..] => {
            if !value.is_object() {
                *value = json!({});
            }
            set(&mut value[step], rest, text);
        }
    }
}

/// The prepared call with a text at a place.
pub async fn send(prepared: &Prepared, place: &Place, text: &str) -> Answer {
    let (steps, mut call) = (&place.steps, prepared.call());
    if place.in_body {
        let mut body = prepared.body.clone().unwrap_or_default();
        set(&mut body, steps, text);
        call = call.body(body);
    } else if prepared.path.iter().any(|(name, _)| *name == steps[0]) {
        call = call.path(&steps[0], text);
    } else {
        call = call.query(&format!("{}&{}={text}", prepared.query, steps[0]));
    }
    call.send().await
}
