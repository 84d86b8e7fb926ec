use std::sync::{Arc, Mutex};

use functions::{
    jobs::{self, Tools},
    testing::Portal,
};
use serde_json::json;
use shared::{
    memory::MemoryQueues,
    ports::{MailerError, Queue},
};
use tracing::subscriber::with_default;

use super::*;

/// Everything that is logged while `work` runs, at any level that a function logs.
fn logged(work: impl Future<Output = ()>) -> Vec<Value> {
    let lines = Arc::<Mutex<Vec<String>>>::default();
    let kept = Arc::clone(&lines);
    let layer =
        Lines::new(Some("Portico/test".to_owned()), move |line: &str| kept.lock().unwrap().push(line.to_owned()));
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
    assert_eq!(directive["Namespace"], "Portico/test", "two stacks of one account are two");
    assert_eq!(directive["Dimensions"], json!([["endpoint"]]));
    assert!(list["readUnits"].is_number() && list["writeUnits"].is_number());
    assert_eq!(measured(list), ["Latency"], "each metric costs money by itself");
    let failed = requests.iter().find(|it| it["status"] == 503).unwrap();
    assert_eq!(measured(failed), ["Latency", "Errors"]);
    assert_eq!(failed["Errors"], 1);
}

/// The names of a line's metrics, each of which has a value.
fn measured(line: &Value) -> Vec<&str> {
    let metrics = line["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().unwrap();
    let names: Vec<&str> = metrics.iter().map(|it| it["Name"].as_str().unwrap()).collect();
    assert!(names.iter().all(|it| line[it].is_number()), "{line}");
    names
}

/// N05: while no mail leaves, each is put off and counts as dealt with; its age is what an alarm can hear, and later that it
/// was given up.
#[test]
fn n05_mails_that_do_not_leave_are_measured_where_the_alarms_listen() {
    let lines = logged(async {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        portal.deliver().await;
        let (mailer, queues) = (Arc::clone(&portal.mailer), Arc::<MemoryQueues>::default());
        let app = portal.app.clone();
        let tools = Tools { app, mailer, queues: Arc::clone(&queues) as _, read_mail_event: |_| Ok(None) };
        let sweep = async || {
            jobs::named("jobs-sweep").unwrap().call(&tools, "request", &json!({})).await.unwrap();
            let bodies = queues.take(Queue::Mail).into_iter();
            let records = bodies.enumerate().map(|(n, it)| json!({ "messageId": n.to_string(), "body": it }));
            let event = json!({ "Records": records.collect::<Vec<_>>() });
            jobs::named("jobs-mail").unwrap().call(&tools, "request", &event).await.unwrap();
        };
        sweep().await;
        let client = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-invite", &client).await;
        for _ in 0..16 {
            portal.mailer.fail_next(MailerError::Unavailable("away".into()));
            sweep().await;
            portal.clock.advance(jiff::SignedDuration::from_hours(4));
        }
    });
    let mails: Vec<_> = lines.iter().filter(|it| it["message"] == "mails").collect();
    let ages: Vec<i64> = mails.iter().filter_map(|it| it["OldestMail"].as_i64()).collect();
    assert_eq!((ages.len(), ages[0], ages[1]), (16, 0, 4 * 3600), "nothing is told while nothing waits");
    let last = mails.last().unwrap();
    assert_eq!((measured(last), &last["MailsGivenUp"]), (vec!["MailsGivenUp"], &json!(1)));
    let alarms = include_str!("../../../../infra/parts/alarms.yaml");
    for line in [mails[0], last] {
        let (metric, endpoint) = (measured(line)[0], line["endpoint"].as_str().unwrap());
        let heard = format!("MetricName: {metric}\n      Dimensions: [{{ Name: endpoint, Value: {endpoint} }}]");
        assert!(alarms.contains(&heard), "no alarm hears {metric} of {endpoint}");
    }
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
