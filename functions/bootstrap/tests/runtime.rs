//! The program as Lambda runs it: its own process, an environment, events; the table behind an address.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
};

use portico_tests::{
    function::{Function, http_event},
    loopback::{Certificate, HEALTH},
    stage::{Stage, client},
};
use serde_json::{Value, json};

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_bootstrap"))
}

#[tokio::test]
async fn one_program_serves_each_endpoint_and_logs_a_line_of_each_request() {
    let stage = Stage::with_clients(3, None).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let path = format!("/v1/clients/{}", stage.clients[1]);
    let event = http_event("GET", &path, &json!({ "id": stage.clients[1] }), &stage.cookie, None);
    let output = Stdio::from(File::create(&log).unwrap());
    let environment = stage.environment("clients-get");
    let (mut function, told, _) = Function::start(program(), &[], &environment, output, &event).await.unwrap();
    for answer in [told.result.unwrap(), function.invoke(&event).await.unwrap().0.result.unwrap()] {
        assert_eq!(answer["statusCode"], 200, "{answer}");
        let body: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        assert_eq!(body["id"], stage.clients[1].as_str());
        assert_eq!(answer["headers"]["x-request-id"], "JKJaXmPLvHcESHA=");
    }
    let log = fs::read_to_string(log).unwrap();
    let lines: Vec<Value> = log.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!((&lines[0]["cold"], &lines[1]["cold"]), (&json!(true), &json!(false)));
    for line in &lines {
        assert_eq!(
            (&line["endpoint"], &line["status"], &line["workspace"]),
            (&json!("clients-get"), &json!(200), &json!("acme"))
        );
        assert!(line["readUnits"].as_f64().unwrap() >= 5.0, "the session's four records and the client: {line}");
    }
    assert!(!log.contains("person1") && !log.contains("Given1"), "{log}");
}

#[tokio::test]
async fn what_is_written_through_one_function_is_listed_by_another() {
    let stage = Stage::with_clients(1, None).await.unwrap();
    let created = http_event("POST", "/v1/clients", &json!({}), &stage.cookie, Some(&client(7)));
    let environment = stage.environment("clients-create");
    let (_create, told, _) = Function::start(program(), &[], &environment, Stdio::null(), &created).await.unwrap();
    let answer = told.result.unwrap();
    assert_eq!(answer["statusCode"], 201, "{answer}");
    let listed = http_event("GET", "/v1/clients", &json!({}), &stage.cookie, None);
    let environment = stage.environment("clients-list");
    let (_list, told, _) = Function::start(program(), &[], &environment, Stdio::null(), &listed).await.unwrap();
    let answer = told.result.unwrap();
    assert!(answer["body"].as_str().unwrap().contains("person7@clients.example"), "{answer}");
}

#[tokio::test]
async fn the_connection_to_the_table_is_opened_at_the_start_and_a_request_takes_that_one() {
    let stage = Stage::with_clients(1, Some(&Certificate::of_localhost())).await.unwrap();
    let path = format!("/v1/clients/{}", stage.clients[0]);
    let event = http_event("GET", &path, &json!({ "id": stage.clients[0] }), &stage.cookie, None);
    let environment = stage.environment("clients-get");
    let mut opened = 0;
    // A machine that stops for a second may take longer than a start waits.
    for _ in 0..3 {
        let before = stage.loopback.connections();
        stage.loopback.asked();
        let (_get, told, _) = Function::start(program(), &[], &environment, Stdio::null(), &event).await.unwrap();
        assert_eq!(told.result.unwrap()["statusCode"], 200);
        assert_eq!(stage.loopback.asked(), [HEALTH, "BatchGetItem"]);
        opened = stage.loopback.connections() - before;
        if opened == 1 {
            break;
        }
    }
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn what_stands_in_for_aws_behind_tls_is_asked_only_if_it_is_trusted() {
    let stage = Stage::with_clients(1, Some(&Certificate::of_localhost())).await.unwrap();
    let path = format!("/v1/clients/{}", stage.clients[0]);
    let event = http_event("GET", &path, &json!({ "id": stage.clients[0] }), &stage.cookie, None);
    let trusting = stage.environment("clients-get");
    let wary: Vec<_> = trusting.iter().filter(|it| it.0 != "SSL_CERT_FILE").cloned().collect();
    for (environment, status) in [(trusting, 200), (wary, 503)] {
        let (_get, told, _) = Function::start(program(), &[], &environment, Stdio::null(), &event).await.unwrap();
        assert_eq!(told.result.unwrap()["statusCode"], status);
    }
}

#[tokio::test]
async fn one_program_works_on_each_job() {
    let stage = Stage::with_clients(0, None).await.unwrap();
    let event = json!({ "Records": [{ "messageId": "1", "body": "{}" }] });
    let environment = stage.environment("jobs-mail");
    let (_function, told, _) = Function::start(program(), &[], &environment, Stdio::null(), &event).await.unwrap();
    assert_eq!(told.result.unwrap(), json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] }));
}

/// Runs the program with one variable set to something else. Returns what it printed before it stopped.
fn refusal(name: &str, value: &str) -> String {
    let good = [
        ("_HANDLER", "clients-list"),
        ("PORTICO_TABLE", "portico"),
        ("PORTICO_BUCKET", "portico"),
        ("PORTICO_ORIGIN", "https://portico.example"),
        ("PORTICO_SECRET", "0123456789abcdef0123456789abcdef"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        // Where nobody listens.
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
    ];
    let output = Command::new(program()).env_clear().envs(good).env(name, value).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_function_that_is_told_too_little_says_what_is_missing_and_stops() {
    for name in ["PORTICO_TABLE", "PORTICO_BUCKET", "PORTICO_ORIGIN", "PORTICO_SECRET", "AWS_REGION"] {
        let said = refusal(name, "");
        assert!(said.contains("cannot start") && said.contains(name), "{said}");
    }
    let said = refusal("_HANDLER", "clients-dance");
    assert!(said.contains("clients-dance"), "{said}");
}
