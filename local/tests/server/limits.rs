//! What the server refuses by itself, before any endpoint is asked.

use serde_json::json;

use crate::process::{Answer, Caller, Server};

#[test]
fn a_request_of_ten_megabytes_is_refused_and_the_next_one_is_served() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let admin = Caller::new(&server, "harbor").found();
    let client =
        |position: String| json!({ "name": "Cleo Client", "email": "cleo@mail.example", "position": position });
    let refused = admin.post("/v1/clients", &client("x".repeat(10_000_000))).expect(413);
    assert_eq!(refused.body["code"], "too_large");
    assert_has_a_name(&refused);
    admin.post("/v1/clients", &client("Owner".to_owned())).expect(201);
    assert_eq!(admin.list("/v1/clients").len(), 1);
}

#[test]
fn e_what_is_no_endpoint_is_told_in_the_shape_of_every_error() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let refused = Caller::new(&server, "harbor").call("GET", "/v1/nothing", None).unwrap().expect(404);
    assert_eq!(refused.body["code"], "endpoint_not_found");
    assert_has_a_name(&refused);
}

/// Each refusal can be asked about.
fn assert_has_a_name(refused: &Answer) {
    assert!(refused.body["requestId"].as_str().is_some_and(|it| it.len() == 26), "{}", refused.body);
}
