use serde_json::{Value, json};

use super::module;

fn with_schema(name: &str, schema: &Value) -> String {
    declared(&module(&json!({ "components": { "schemas": { (name): schema } }, "paths": {} })))
}

fn with_operation(operation: &Value) -> String {
    let text = module(&json!({ "paths": { "/v1/clients/{id}": { "patch": operation } } }));
    text.split_once("export interface Operations {\n").unwrap().1.split_once("}\n\n/**").unwrap().0.to_owned()
}

/// What stands between the head of the file and the operations.
fn declared(text: &str) -> String {
    let head = "Empty = Record<string, never>;\n\n";
    let start = text.find(head).unwrap() + head.len();
    text[start..text.find("\n/** What each operation").unwrap()].to_owned()
}

#[test]
fn an_object_is_an_interface_whose_optional_properties_are_marked() {
    let text = with_schema(
        "Client",
        &json!({
            "type": "object",
            "description": "A person the firm serves.",
            "required": ["id", "tags", "visits"],
            "properties": {
                "id": { "type": "string" },
                "position": { "type": "string", "description": "What they do.\n\nShown in the list." },
                "tags": { "type": "array", "items": { "type": "string" } },
                "visits": { "type": "integer", "format": "int64" },
            },
        }),
    );
    let expected = "\
/** A person the firm serves. */
export interface Client {
  id: string;
  /**
   * What they do.
   *
   * Shown in the list.
   */
  position?: string;
  tags: string[];
  visits: number;
}
";
    assert_eq!(text, expected);
}

#[test]
fn references_arrays_maps_and_null_are_told_apart() {
    let text = with_schema(
        "Page",
        &json!({
            "type": "object",
            "required": ["a", "b", "c", "d", "e", "f", "g-h"],
            "properties": {
                "a": { "$ref": "#/components/schemas/Client" },
                "b": { "type": "array", "items": { "anyOf": [{ "$ref": "#/components/schemas/Client" }, { "type": "null" }] } },
                "c": { "type": ["string", "null"] },
                "d": { "type": "object", "additionalProperties": { "type": "number" }, "propertyNames": { "$ref": "#/components/schemas/Status" } },
                "e": { "type": "object", "additionalProperties": true },
                "f": true,
                "g-h": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "boolean" }] },
            },
        }),
    );
    let expected = "\
export interface Page {
  a: Client;
  b: (Client | null)[];
  c: string | null;
  d: Record<Status, number>;
  e: Record<string, unknown>;
  f: unknown;
  \"g-h\": [string, boolean];
}
";
    assert_eq!(text, expected);
}

#[test]
fn an_enum_is_a_union_of_its_values() {
    let text = with_schema("Order", &json!({ "type": "string", "enum": ["asc", "desc"] }));
    assert_eq!(text, "export type Order = \"asc\" | \"desc\";\n");
}

#[test]
fn the_doc_comments_of_an_enums_variants_are_kept() {
    let text = with_schema(
        "Mode",
        &json!({ "oneOf": [
            { "type": "string", "const": "individuals", "description": "No companies." },
            { "type": "string", "enum": ["businesses", "both"] },
        ] }),
    );
    let expected = "\
export type Mode =
  /** No companies. */
  | \"individuals\"
  | \"businesses\"
  | \"both\";
";
    assert_eq!(text, expected);
}

#[test]
fn a_long_union_is_broken_into_lines() {
    let values: Vec<String> = (0..12).map(|it| format!("permission_{it:02}")).collect();
    let text = with_schema("Permission", &json!({ "enum": values }));
    assert!(text.starts_with("export type Permission =\n  | \"permission_00\"\n"), "{text}");
    assert!(text.lines().all(|it| it.len() <= 120));
}

#[test]
fn a_choice_of_objects_stays_on_one_line_where_it_fits() {
    let token = json!({ "type": "object", "properties": { "token": { "type": "string" } }, "required": ["token"] });
    let code = json!({
        "type": "object",
        "properties": { "email": { "type": "string" }, "code": { "type": "string" } },
        "required": ["email", "code"],
    });
    let text = with_schema("Proof", &json!({ "anyOf": [token, code] }));
    let either = ["{ code: string; email: string }", "{ email: string; code: string }"]
        .map(|it| format!("export type Proof = {{ token: string }} | {it};\n"));
    assert!(either.contains(&text), "{text}");
}

#[test]
fn what_is_flattened_into_an_object_is_joined_with_it() {
    let text = with_schema(
        "Confirm",
        &json!({
            "type": "object",
            "properties": { "password": { "type": "string" } },
            "required": ["password"],
            "anyOf": [{ "$ref": "#/components/schemas/ByToken" }, { "$ref": "#/components/schemas/ByCode" }],
        }),
    );
    assert_eq!(text, "export type Confirm = (ByToken | ByCode) & { password: string };\n");
}

#[test]
fn an_operation_has_its_parameters_body_and_answer() {
    let text = with_operation(&json!({
        "operationId": "clients-update",
        "summary": "Changes a client",
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "notify", "in": "query", "required": false, "schema": { "type": "boolean" } },
            { "name": "If-Match", "in": "header", "required": true, "schema": { "type": "string" } },
        ],
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ClientChanges" } } },
        },
        "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Client" } } } } },
    }));
    let expected = "  /** Changes a client */
  \"clients-update\": {
    params: { id: string; notify?: boolean };
    body: ClientChanges;
    output: Client;
  };
";
    assert_eq!(text, expected);
}

#[test]
fn an_operation_without_parameters_body_and_answer_says_so() {
    let text =
        with_operation(&json!({ "operationId": "sessions-end", "responses": { "204": { "description": "Done" } } }));
    assert_eq!(text, "  \"sessions-end\": {\n    params: Empty;\n    body: undefined;\n    output: Empty;\n  };\n");
}

#[test]
fn a_stylesheet_is_not_an_operation_to_call() {
    let text = with_operation(&json!({
        "operationId": "portals-theme",
        "responses": { "200": { "content": { "text/css": { "schema": { "type": "string" } } } } },
    }));
    assert_eq!(text, "");
}

#[test]
fn the_table_names_method_and_path() {
    let text = module(&json!({ "paths": { "/v1/clients/{id}": { "get": { "operationId": "clients-get" } } } }));
    assert!(text.contains("  \"clients-get\": [\"GET\", \"/v1/clients/{id}\"],\n"), "{text}");
}

#[test]
fn an_answer_never_holds_null_where_a_value_may_be_absent() {
    let schema = json!({ "type": "object", "properties": {
        "position": { "type": ["string", "null"] },
        "status": { "anyOf": [{ "$ref": "#/components/schemas/Status" }, { "type": "null" }] },
    } });
    let content = |name: &str| {
        let reference = format!("#/components/schemas/{name}");
        json!({ "content": { "application/json": { "schema": { "$ref": reference } } } })
    };
    let operation =
        json!({ "operationId": "x", "requestBody": content("Taken"), "responses": { "200": content("Given") } });
    let text = declared(&module(&json!({
        "paths": { "/v1/x": { "post": operation } },
        "components": { "schemas": { "Given": schema, "Taken": schema } },
    })));
    let given = "export interface Given {\n  position?: string;\n  status?: Status;\n}\n";
    let taken = "export interface Taken {\n  position?: string | null;\n  status?: Status | null;\n}\n";
    assert_eq!(text, format!("{given}\n{taken}"));
}

#[test]
fn the_documents_own_empty_answer_takes_the_place_of_ours() {
    let schemas = json!({ "Empty": { "type": "object", "description": "That it is done." } });
    let text = module(&json!({ "components": { "schemas": schemas }, "paths": {} }));
    assert_eq!(text.matches("export type Empty = Record<string, never>;").count(), 1);
    assert!(text.contains("/** That it is done. */"));
}
