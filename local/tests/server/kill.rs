//! `kill -9` at any moment, under load: after the restart every answered write is there, and nothing is half-written.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::process::{Caller, Server};

const ROUNDS: usize = 3;
const WRITERS: usize = 6;
/// How many writes must have been answered in a round before it may be killed.
const FEWEST: usize = 30;
/// Within this time after that, it is killed.
const WINDOW: u64 = 900;
/// How long the last mail may take: the lease of the sender that was killed has to run out.
const MAILS: Duration = Duration::from_mins(3);

/// A client as the server answered that they are.
struct Written {
    id: String,
    email: String,
    company: Value,
    company_name: String,
    /// What an edit that was answered has set.
    position: Option<String>,
}

#[test]
fn n05_u01_what_was_answered_survives_a_kill_and_nothing_is_there_in_part() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let mut admin = Caller::new(&server, "harbor").found();
    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        answered.extend(write_until_killed(&mut server, &admin, round));
        server = Server::start(data.path());
        // The session was answered too.
        admin = admin.at(&server);
        check(&admin, &answered);
    }
    each_mail_arrives_once(&admin);
}

/// Lets everybody write, kills the server, and returns what it answered.
fn write_until_killed(server: &mut Server, admin: &Caller, round: usize) -> Vec<Written> {
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| (admin.clone(), &count, writer))
            .map(|(admin, count, writer)| scope.spawn(move || write(&admin, round, writer, count)))
            .collect();
        while count.load(Ordering::Relaxed) < FEWEST && writers.iter().any(|it| !it.is_finished()) {
            thread::sleep(Duration::from_millis(5));
        }
        // Another moment in each run.
        thread::sleep(Duration::from_millis(RandomState::new().hash_one(round) % WINDOW));
        server.kill();
        writers.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
}

/// Adds clients, and edits each, until there is no answer.
fn write(admin: &Caller, round: usize, writer: usize, count: &AtomicUsize) -> Vec<Written> {
    let mut answered = Vec::new();
    for n in 0.. {
        // Every third company is typed by all writers at the same time.
        let company_name = if n % 3 == 0 { format!("Shared {round} {n}") } else { format!("Own {round} {writer} {n}") };
        let email = format!("c{round}-{writer}-{n}@client.example");
        let body = json!({ "name": format!("Client {n}"), "email": email, "companyName": company_name });
        let Ok(answer) = admin.call("POST", "/v1/clients?sendInvite=true", Some(&body)) else { break };
        if answer.status == 409 {
            // Another writer's company of this name was faster.
            continue;
        }
        let body = answer.expect(201).body;
        let (id, company) = (body["id"].as_str().unwrap().to_owned(), body["companyIds"].clone());
        answered.push(Written { id: id.clone(), email, company, company_name, position: None });
        count.fetch_add(1, Ordering::Relaxed);
        let position = format!("Position {n}");
        let Ok(edit) = admin.call("PATCH", &format!("/v1/clients/{id}"), Some(&json!({ "position": position }))) else {
            break;
        };
        edit.expect(200);
        answered.last_mut().unwrap().position = Some(position);
    }
    answered
}

/// Looks for everything that was answered, and at everything that is there.
fn check(admin: &Caller, answered: &[Written]) {
    let companies = by_id(admin.list("/v1/companies"));
    let names: BTreeSet<_> = companies.values().map(|it| it["name"].to_string()).collect();
    assert_eq!(names.len(), companies.len(), "two companies have one name");
    let clients = by_id(admin.list("/v1/clients?sort=createdAt"));
    let invited: BTreeSet<_> = admin.list("/v1/invitations").iter().map(|it| it["email"].to_string()).collect();

    // Answered or not, whoever is there is there as a whole.
    for (id, listed) in &clients {
        let client = admin.get(&format!("/v1/clients/{id}"));
        assert_eq!((&client["status"], &listed["status"]), (&json!("invited"), &json!("invited")), "{client}");
        assert_eq!(client["invitation"]["status"], "pending", "{client}");
        assert!(invited.contains(&client["email"].to_string()), "no invitation of {client}");
        let own = client["companyIds"].as_array().unwrap();
        assert_eq!(own.len(), 1, "{client}");
        assert!(companies.contains_key(own[0].as_str().unwrap()), "no company of {client}");
        let history = admin.list(&format!("/v1/clients/{id}/activity"));
        let actions: Vec<_> = history.iter().map(|it| it["action"].as_str().unwrap()).collect();
        let edited = !client["position"].is_null();
        let expected: &[_] = if edited { &["client.updated", "client.created"] } else { &["client.created"] };
        assert_eq!(actions, expected, "{client}");
    }
    assert_eq!(invited.len(), clients.len(), "an invitation of nobody");

    for written in answered {
        let client = clients.get(&written.id).unwrap_or_else(|| panic!("{} was answered and is lost", written.email));
        assert_eq!(client["email"], written.email.as_str());
        assert_eq!(client["companyIds"], written.company);
        let company = &companies[written.company[0].as_str().unwrap()];
        assert_eq!(company["name"], written.company_name.as_str());
        if let Some(position) = &written.position {
            assert_eq!(client["position"], position.as_str(), "an edit of {} was answered and is lost", written.email);
        }
    }
    assert!(mails(admin).values().all(|it| *it == 1), "a mail arrived twice: {:?}", mails(admin));
}

fn each_mail_arrives_once(admin: &Caller) {
    let expected: BTreeMap<_, _> =
        admin.list("/v1/clients").iter().map(|it| (it["email"].as_str().unwrap().to_owned(), 1)).collect();
    let all_sent = || admin.list("/v1/invitations").iter().all(|it| it["delivery"] == "sent");
    let deadline = Instant::now() + MAILS;
    while !(mails(admin) == expected && all_sent()) && Instant::now() < deadline {
        thread::sleep(Duration::from_secs(1));
    }
    assert_eq!(mails(admin), expected);
    assert!(all_sent(), "a mail arrived and is not marked as sent");
}

/// How many mails each address got.
fn mails(admin: &Caller) -> BTreeMap<String, usize> {
    let mut mails = BTreeMap::new();
    for mail in admin.get("/_local/mail").as_array().unwrap() {
        *mails.entry(mail["to"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    mails
}

fn by_id(records: Vec<Value>) -> BTreeMap<String, Value> {
    let count = records.len();
    let by_id: BTreeMap<_, _> = records.into_iter().map(|it| (it["id"].as_str().unwrap().to_owned(), it)).collect();
    assert_eq!(by_id.len(), count, "something is listed twice");
    by_id
}
