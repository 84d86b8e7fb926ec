use std::sync::{Arc, Mutex};

use functions::testing::Portal;
use serde_json::json;
use tracing::subscriber::with_default;

use super::*;

/// Everything that is logged while `work` runs, at any level that a function logs.
fn logged(work: impl Future<Output = ()>) -> Vec<Value> {
    let lines = Arc::<Mutex<Vec<String>>>::default();
    let kept = Arc::clone(&lines);
    let layer = Lines::new(move |line: &str| kept.lock().unwrap().push(line.to_owned()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    with_default(tracing_subscriber::registry().with(layer), || runtime.block_on(work));
    lines.lock().unwrap().iter().map(|it| serde_json::from_str(it).unwrap()).collect()
}

/// What the people of the journey are called and how they are reached.
const PEOPLE: [&str; 8] = [
    "admin@acme",
    "Ada",
    "cleo@mail.example",
    "Cleo",
    "Cleo Client",
    "max@acme.example",
    "Max Member",
    "sia@mail.example",
];

/// From a workspace to a client who signed in, with an outage on the way.
async fn journey() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.member(&portal, "max@acme.example", "member").await;
    let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
    firm.settings(&portal, json!({ "directSignUp": true })).await;
    firm.sign_up(&portal, json!({ "givenName": "Sia", "email": "sia@mail.example" })).await;
    portal.call("clients-list").by(&firm.admin).query("search=Cleo&email=cleo%40mail.example").send().await.expect(200);
    portal
        .call("clients-create")
        .by(&firm.admin)
        .body(json!({ "givenName": "Cleo", "email": "cleo@mail.example" }))
        .send()
        .await
        .expect(409);
    portal
        .call("sessions-create")
        .at("acme")
        .body(json!({ "email": "cleo@mail.example", "password": "wrong one" }))
        .send()
        .await
        .expect(401);
    portal.call("home-get").by(&client).send().await.expect(200);
    portal.mailer.fail_next(shared::ports::MailerError::Refused("cleo@mail.example is refused".into()));
    firm.edit(&portal, "clients-update", &id, json!({ "position": "Owner" })).await;
    portal.clock.advance(jiff::SignedDuration::from_mins(10));
    portal.deliver().await;
    portal.store.fail_next_commit(shared::memory::Outage::Before);
    portal.call("clients-archive").by(&firm.admin).id(&id).send().await.expect(503);
}

/// T-logs: what is logged names no person.
#[test]
fn the_log_of_the_journey_names_nobody() {
    let lines = logged(journey());
    assert!(lines.len() > 10, "{} lines", lines.len());
    for line in &lines {
        let text = line.to_string().to_lowercase();
        for word in PEOPLE {
            assert!(!text.contains(&word.to_lowercase()), "{word} is in {line}");
        }
    }
}

#[test]
fn each_request_is_a_line_that_is_measured() {
    let lines = logged(journey());
    let requests: Vec<_> = lines.iter().filter(|it| it["message"] == "request").collect();
    let list = requests.iter().find(|it| it["endpoint"] == "clients-list").unwrap();
    assert_eq!(list["workspace"], "acme");
    assert_eq!(list["status"], 200);
    assert_eq!(list["cold"], false);
    assert_eq!(requests[0]["cold"], true);
    assert!(list["requestId"].is_string() && list["milliseconds"].is_number());
    let directive = &list["_aws"]["CloudWatchMetrics"][0];
    assert_eq!(directive["Namespace"], "Portico");
    assert_eq!(directive["Dimensions"], json!([["endpoint"]]));
    for metric in directive["Metrics"].as_array().unwrap() {
        assert!(list[metric["Name"].as_str().unwrap()].is_number(), "{metric} has no value");
    }
    let failed = requests.iter().find(|it| it["status"] == 503).unwrap();
    assert_eq!((&failed["Errors"], &list["Errors"]), (&json!(1), &json!(0)));
}

#[test]
fn an_address_in_a_services_message_is_taken_out() {
    let cases = [
        ("no address", "no address"),
        ("cleo.o'neil+x@mail.example is refused", "[address] is refused"),
        ("<ä@b.example>, \"c@d.example\"", "<[address]>, \"[address]\""),
    ];
    for (text, kept) in cases {
        assert_eq!(without_addresses(text), kept);
    }
}
