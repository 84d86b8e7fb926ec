//! Nothing crosses workspaces, and what may not be seen answers like what does not exist (A10).

use http::Method;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::valid::{Prepared, prepare};
use crate::{kernel::Handle, routes, testing::Portal};

/// A second firm on the same portal with something of everything; ids by their prefix.
async fn strangers(portal: &Portal) -> Vec<(&'static str, String)> {
    let firm = portal.firm("rival").await;
    let post = async |name: &'static str, body: Value| {
        portal.call(name).by(&firm.admin).body(body).send().await.expect(201).id()
    };
    let client = firm.client(portal, "secret@rival.example").await.id();
    portal.call("clients-invite").by(&firm.admin).id(&client).send().await.expect(201);
    let invitation = firm.read_client(portal, &client).await["invitation"]["id"].as_str().unwrap().to_owned();
    let select = json!({ "name": "Rival choice", "type": "singleSelect", "options": [{ "label": "Rival option" }] });
    let select = portal.call("custom-fields-create").by(&firm.admin).body(select).send().await.expect(201);
    vec![
        ("option", select.str("/options/0/id").to_owned()),
        ("client", client),
        ("invitation", invitation),
        ("user", firm.admin_id.clone()),
        ("company", post("companies-create", json!({ "name": "Rival Works" })).await),
        ("role", post("roles-create", json!({ "name": "Rival role", "permissions": [] })).await),
        ("field", post("custom-fields-create", json!({ "name": "Rival field", "type": "text" })).await),
        ("profile", post("client-profiles-create", json!({ "name": "Rival profile", "permissions": [] })).await),
        ("article", post("articles-create", json!({ "title": "Rival news", "body": "x", "state": "published" })).await),
        ("view", post("views-create", json!({ "name": "Rival view", "shared": true })).await),
        ("template", post("invitation-templates-create", json!({ "name": "Rival text", "body": "x" })).await),
    ]
}

/// An id of a kind that nobody has.
fn made_up(kind: &str) -> String {
    format!("{kind}_01ARZ3NDEKTSV4RRFFQ69G5FAV")
}

/// How an identifier looks, behind its kind.
const ULID: &str = "_[0-9A-HJKMNP-TV-Z]{26}";

/// A place that takes an identifier: the steps to it, `*` into a list, and the kind.
type Place = (Vec<String>, String);

/// The places of a schema that take identifiers, however deep.
fn places(schema: &Value, definitions: &Map<String, Value>, steps: &[String], found: &mut Vec<Place>) {
    let deeper = |step: &str| [steps, &[step.to_owned()]].concat();
    if let Some((before, _)) = schema["pattern"].as_str().and_then(|it| it.split_once(ULID)) {
        let kind = before.rsplit(|it: char| !it.is_ascii_lowercase()).next().unwrap_or_default();
        found.push((steps.to_vec(), kind.to_owned()));
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

/// The places of an endpoint's parameters and of its body that take identifiers.
fn places_of(route: &Handle) -> (Vec<Place>, Vec<Place>) {
    let mut generator = SchemaGenerator::default();
    let schemas = (route.schemas)(&mut generator);
    let mut definitions = generator.take_definitions(true);
    let mut of = |schema: &Value| {
        definitions.extend(schema["$defs"].as_object().cloned().unwrap_or_default());
        let mut found = Vec::new();
        places(schema, &definitions, &[], &mut found);
        found
    };
    (of(schemas.params.as_value()), schemas.body.map(|it| of(it.as_value())).unwrap_or_default())
}

/// Sets an identifier at a place of a body; whatever is missing on the way to it is made.
fn set(value: &mut Value, steps: &[String], id: &str) {
    match steps {
        [] => *value = json!(id),
        [step, rest @ ..] if step == "*" => {
            let mut item = value.get(0).cloned().unwrap_or_default();
            set(&mut item, rest, id);
            *value = json!([item]);
        }
        [step, rest @ ..] => {
            if !value.is_object() {
                *value = json!({});
            }
            set(&mut value[step], rest, id);
        }
    }
}

/// A10: ids of another workspace get the same answer as ids that nobody has, wherever an endpoint takes one.
#[tokio::test]
async fn a10_ids_of_another_workspace_answer_like_made_up_ones() {
    let mut tried = 0;
    for route in routes::all() {
        let prepared = prepare(route.route.name).await;
        let foreign = strangers(&prepared.portal).await;
        let (params, body) = places_of(&route);
        let in_body = |n: usize| params.len() <= n;
        for (n, (steps, kind)) in params.iter().chain(&body).enumerate() {
            let name = format!("{}, {}", route.route.name, steps.join("."));
            let theirs = foreign.iter().find(|it| it.0 == kind);
            let theirs = &theirs.unwrap_or_else(|| panic!("{name}: a second firm has no {kind}: add one")).1;
            let first = send(&prepared, in_body(n), steps, theirs).await;
            let second = send(&prepared, in_body(n), steps, &made_up(kind)).await;
            assert_eq!(first, second, "{name}");
            // Nobody is found by such a filter; everything else is refused.
            let filters = route.route.method == Method::GET && first.0 == 200;
            assert!(filters || matches!(first.0, 404 | 422), "{name}: {} {}", first.0, first.1);
            tried += 1;
        }
    }
    assert!(tried >= 55, "only {tried} places were tried");
}

/// The prepared call with an identifier at a place of its body or its parameters.
async fn send(prepared: &Prepared, in_body: bool, steps: &[String], id: &str) -> (u16, String) {
    let mut call = prepared.call();
    if in_body {
        let mut body = prepared.body.clone().unwrap_or_default();
        set(&mut body, steps, id);
        call = call.body(body);
    } else if prepared.path.iter().any(|(name, _)| *name == steps[0]) {
        call = call.path(&steps[0], id);
    } else {
        call = call.query(&format!("{}&{}={id}", prepared.query, steps[0]));
    }
    let answer = call.send().await;
    // Everything but the request id must be the same.
    let mut problem = answer.body;
    problem["requestId"] = Value::Null;
    (answer.status, problem.to_string())
}

/// A10: a cursor of another workspace, another caller or another filter is as good as a made-up one.
#[tokio::test]
async fn a10_cursors_of_another_workspace_answer_like_made_up_ones() {
    let portal = Portal::new();
    let (acme, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    for firm in [&acme, &rival] {
        for n in 0..3 {
            let client = firm.client(&portal, &format!("c{n}@mail.example")).await.id();
            portal.call("clients-invite").by(&firm.admin).id(&client).send().await.expect(201);
            portal
                .call("companies-create")
                .by(&firm.admin)
                .body(json!({ "name": format!("Co {n}") }))
                .send()
                .await
                .expect(201);
            firm.member(&portal, &format!("m{n}@{}.example", firm.slug), "member").await;
        }
    }
    let mut tried = 0;
    for route in routes::all().into_iter().map(|it| it.route) {
        if !format!(
            "{:?}",
            (routes::named(route.name).unwrap().schemas)(&mut schemars::SchemaGenerator::default()).params
        )
        .contains("nextToken")
        {
            continue;
        }
        let client = |firm: &crate::testing::Firm| {
            let (portal, firm) = (&portal, firm.clone());
            async move {
                let page = portal.call("clients-list").by(&firm.admin).query("limit=1").send().await.expect(200);
                page.body["data"][0]["id"].as_str().unwrap().to_owned()
            }
        };
        let page = async |firm: &crate::testing::Firm, query: String| {
            let mut call = portal.call(route.name).by(&firm.admin).query(&query);
            if route.path.contains("{id}") {
                call = call.id(&client(firm).await);
            }
            call.send().await
        };
        let first = page(&rival, "limit=1".to_owned()).await.expect(200);
        let token =
            first.body["nextToken"].as_str().unwrap_or_else(|| panic!("{} has one page: {}", route.name, first.text));
        page(&rival, format!("limit=1&nextToken={token}")).await.expect(200);
        let theirs = page(&acme, format!("limit=1&nextToken={token}")).await.expect_error(404, "page_not_found");
        let nobodys = page(&acme, "limit=1&nextToken=AAAA".to_owned()).await.expect_error(404, "page_not_found");
        assert_eq!(theirs.body["message"], nobodys.body["message"]);
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} listings were tried");
}
