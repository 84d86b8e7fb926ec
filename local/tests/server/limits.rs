//! What is too much for one request.

use serde_json::json;

use crate::process::{Caller, Server};

#[test]
fn a_request_of_ten_megabytes_is_refused_and_the_next_one_is_served() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let admin = Caller::new(&server, "harbor").found();
    let client =
        |position: String| json!({ "name": "Cleo Client", "email": "cleo@mail.example", "position": position });
    let refused = admin.post("/v1/clients", &client("x".repeat(10_000_000))).expect(413);
    assert_eq!(refused.body["code"], "too_large");
    admin.post("/v1/clients", &client("Owner".to_owned())).expect(201);
    assert_eq!(admin.list("/v1/clients").len(), 1);
}
