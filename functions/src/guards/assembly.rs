//! Where the field's reference API has the resource, Portico has its paths and names (T02).

use serde_json::Value;

use crate::{openapi, routes};

/// An operation as the types of `@assembly-js/node-sdk` 3.19.1 have it, with what Portico leaves out.
struct Operation {
    method: &'static str,
    path: &'static str,
    query: &'static [&'static str],
    body: &'static [&'static str],
    output: &'static [&'static str],
    listed: bool,
}

const CLIENT: &[&str] = &[
    // Without `inviteUrl`: a link that opens an account is sent to the person, and shown to nobody else (I02).
    "id",
    "object",
    "createdAt",
    "updatedAt",
    "givenName",
    "familyName",
    "email",
    "companyId",
    "companyIds",
    "status",
    "fallbackColor",
    "avatarImageUrl",
    "firstLoginDate",
    "lastLoginDate",
    "creationMethod",
    "customFields",
];
const COMPANY: &[&str] = &["id", "object", "createdAt", "name", "fallbackColor", "isPlaceholder"];
const INTERNAL_USER: &[&str] = &[
    "id",
    "object",
    "createdAt",
    "updatedAt",
    "givenName",
    "familyName",
    "email",
    "role",
    "fallbackColor",
    "isClientAccessLimited",
];
const WORKSPACE: &[&str] = &[
    "id",
    "isCompaniesEnabled",
    "isClientDirectSignUpEnabled",
    "brandName",
    "squareIconUrl",
    "fullLogoUrl",
    "squareLoginImageUrl",
    "colorSidebarBackground",
    "colorSidebarText",
    "colorAccent",
    "metaTitle",
    "portalUrl",
    "labels",
];

const CUSTOM_FIELD: &[&str] = &["id", "object", "entityType", "key", "name", "type", "order"];

const fn operation(method: &'static str, path: &'static str, output: &'static [&'static str]) -> Operation {
    Operation { method, path, query: &[], body: &[], output, listed: false }
}

const PAGE: &[&str] = &["limit", "nextToken"];

const OPERATIONS: &[Operation] = &[
    Operation {
        query: &["companyId", "email", "givenName", "familyName", "nextToken", "limit"],
        listed: true,
        ..operation("get", "/v1/clients", CLIENT)
    },
    Operation {
        query: &["sendInvite"],
        body: &["givenName", "familyName", "email", "companyId", "companyIds", "customFields"],
        ..operation("post", "/v1/clients", CLIENT)
    },
    operation("get", "/v1/clients/{id}", CLIENT),
    Operation {
        // Without `sendInvite`: an invitation is a step of its own, which can be refused and sent again (I04).
        body: &["givenName", "familyName", "companyId", "companyIds", "customFields"],
        ..operation("patch", "/v1/clients/{id}", CLIENT)
    },
    operation("delete", "/v1/clients/{id}", &[]),
    Operation {
        query: &["name", "isPlaceholder", "nextToken", "limit"],
        listed: true,
        ..operation("get", "/v1/companies", COMPANY)
    },
    Operation { body: &["name"], ..operation("post", "/v1/companies", COMPANY) },
    operation("get", "/v1/companies/{id}", COMPANY),
    Operation { body: &["name"], ..operation("patch", "/v1/companies/{id}", COMPANY) },
    operation("delete", "/v1/companies/{id}", &[]),
    Operation { query: PAGE, listed: true, ..operation("get", "/v1/internal-users", INTERNAL_USER) },
    operation("get", "/v1/internal-users/{id}", INTERNAL_USER),
    operation("get", "/v1/workspaces", WORKSPACE),
    Operation { listed: true, ..operation("get", "/v1/custom-fields", CUSTOM_FIELD) },
];

/// T02: the same paths, parameters, fields and pages.
#[test]
fn t02_what_programs_for_the_reference_api_ask_for_is_there() {
    let document = openapi::document(&routes::all());
    for it in OPERATIONS {
        let place = format!("{} {}", it.method, it.path);
        let operation = &document["paths"][it.path][it.method];
        assert!(operation.is_object(), "{place} is not there");
        let query: Vec<&str> =
            operation["parameters"].as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect();
        for name in it.query {
            assert!(query.contains(name), "{place} takes no {name}");
        }
        let content = |of: &Value| resolved(&document, &of["content"]["application/json"]["schema"]).clone();
        let body = content(&operation["requestBody"]);
        for name in it.body {
            assert!(body["properties"][name].is_object(), "the body of {place} takes no {name}: {body}");
        }
        let responses = operation["responses"].as_object().unwrap();
        let mut output = content(responses.iter().find(|(status, _)| status.starts_with('2')).unwrap().1);
        if it.listed {
            let paged = output["properties"]["nextToken"].is_object();
            assert!(paged || !it.query.contains(&"nextToken"), "{place} is not read page by page");
            output = resolved(&document, &output["properties"]["data"]["items"]).clone();
        }
        for name in it.output {
            assert!(output["properties"][name].is_object(), "{place} answers no {name}: {output}");
        }
    }
}

/// A schema, or the one that it refers to.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let place = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
    place.and_then(|it| document.pointer(it)).unwrap_or(schema)
}
