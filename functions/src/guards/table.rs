//! The route table itself.

use std::collections::HashSet;

use super::valid::prepare;
use crate::{openapi, routes};

#[test]
fn names_and_places_are_unique_and_named_after_their_area() {
    let (mut names, mut places) = (HashSet::new(), HashSet::new());
    for route in routes::all().into_iter().map(|it| it.route) {
        assert!(names.insert(route.name), "{} is listed twice", route.name);
        assert!(places.insert((route.method.clone(), route.path)), "{} {} is served twice", route.method, route.path);
        assert!(route.path.starts_with("/v1/"), "{}", route.path);
    }
}

/// T01: everything is in the one documented API.
#[test]
fn t01_every_route_is_in_the_openapi_document() {
    let document = openapi::document(&routes::all());
    for route in routes::all().into_iter().map(|it| it.route) {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        assert_eq!(operation["operationId"], route.name);
        assert!(operation["summary"].as_str().is_some_and(|it| it.len() > 5), "{}", route.name);
    }
}

#[tokio::test]
async fn every_endpoint_succeeds_with_the_status_that_it_documents() {
    for route in routes::all().into_iter().map(|it| it.route) {
        let prepared = prepare(route.name).await;
        let answer = prepared.call().send().await;
        assert_eq!(answer.status, route.status, "{}: {}", route.name, answer.text);
        assert!(answer.headers.contains_key("x-request-id"), "{}", route.name);
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{}", route.name);
        if let Some(version) = answer.body["version"].as_u64() {
            assert_eq!(answer.headers["etag"], format!("\"{version}\""), "{}", route.name);
        }
    }
}
