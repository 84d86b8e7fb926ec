//! The OpenAPI 3.1 document of the route table.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::kernel::{Access, Handle, Problem};

/// The document: every endpoint with its parameters, body, answer, and who may call it.
pub fn document(handles: &[Handle]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|it| it.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for handle in handles {
        let operation = operation(handle, &mut generator);
        paths.entry(handle.route.path).or_default().insert(handle.route.method.as_str().to_lowercase(), operation);
    }
    let problem = json!({
        "description": "What happened and what to do.",
        "content": { "application/json": { "schema": problem } },
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Portico",
            "version": "1",
            "description": "The API of Portico, a client portal with a CRM. Sessions use a cookie, and every request of a \
                session names its workspace in the header `Portico-Workspace`.",
        },
        "paths": paths,
        "components": { "schemas": generator.take_definitions(true), "responses": { "Problem": problem } },
    })
}

fn operation(handle: &Handle, generator: &mut schemars::SchemaGenerator) -> Value {
    let route = &handle.route;
    let schemas = (handle.schemas)(generator);
    let content = match schemas.output {
        Ok(schema) => json!({ "application/json": { "schema": schema } }),
        Err(media_type) => json!({ (media_type): {} }),
    };
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.path.split('/').nth(2).unwrap_or_default()],
        "x-access": access(route.access),
        "parameters": parameters(route.path, &route.method, schemas.params.as_value()),
        "responses": {
            (route.status.to_string()): { "description": "Done", "content": content },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    });
    if let Some(schema) = schemas.body {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    operation
}

/// Who may call, in one word or by permission.
pub fn access(access: Access) -> Value {
    match access {
        Access::Public => json!("public"),
        Access::Portal => json!("portal"),
        Access::SignedIn => json!("signedIn"),
        Access::Client => json!("client"),
        Access::ClientGranted(permission) => json!(format!("client: {}", permission.name())),
        Access::Team => json!("team"),
        Access::Granted(permission) => json!(permission),
        Access::AnyOf(permissions) => json!(permissions),
    }
}

fn parameters(path: &str, method: &http::Method, params: &Value) -> Vec<Value> {
    let required = params["required"].as_array().cloned().unwrap_or_default();
    let own = params["properties"].as_object().into_iter().flatten().map(|(name, schema)| {
        let in_path = path.contains(&format!("{{{name}}}"));
        let place = if in_path { "path" } else { "query" };
        json!({ "name": name, "in": place, "required": in_path || required.contains(&json!(name)), "schema": schema })
    });
    let header = |name: &str, description: &str| json!({ "name": name, "in": "header", "required": false, "description": description, "schema": { "type": "string" } });
    let common = match *method {
        http::Method::POST => vec![header("Idempotency-Key", "A repeat with the same key has no second effect.")],
        http::Method::GET => vec![],
        _ => vec![header("If-Match", "The ETag that was read; 412 if it changed since.")],
    };
    own.chain(common).collect()
}
