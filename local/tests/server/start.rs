//! Starting: what can be set, what is refused and in which words, and what the demo brings.

use std::{
    fs,
    net::TcpListener,
    process::Output,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::process::{Caller, Server, program, refusal};

/// The program ended with an error of these words, and said that in nothing but words.
#[track_caller]
fn assert_refused(output: &Output, words: &[&str]) {
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    for word in words.iter().chain(&["Portico could not start."]) {
        assert!(stderr.contains(word), "`{word}` is missing in: {stderr}");
    }
    assert!(!stderr.contains("panicked") && !stderr.contains("Error {"), "{stderr}");
    assert!(!stdout.contains("running"), "{stdout}");
}

#[test]
fn a_port_that_is_taken_is_told_and_nothing_is_made() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let folder = data.path().join("new");
    let output = refusal(program().args(["--port", &port, "--data"]).arg(&folder));
    assert_refused(&output, &[&format!("Port {port} is in use"), "choose another port with --port"]);
    assert!(!folder.exists());
}

#[test]
fn a_folder_that_is_in_use_is_told_with_who_uses_it() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let output = refusal(program().args(["--port", "0", "--data"]).arg(data.path()));
    let process = format!("is in use by another Portico (process {})", server.id());
    assert_refused(&output, &[&data.path().display().to_string(), &process, "Stop that one first"]);
    // It goes on as if nothing had happened.
    Caller::new(&server, "harbor").found().get("/v1/workspaces");
}

/// What happens to a file's content.
type Damage = &'static dyn Fn(Vec<u8>) -> Vec<u8>;

#[test]
fn a_folder_that_is_damaged_is_told_and_left_as_it_is() {
    let data = tempfile::tempdir().unwrap();
    // After a kill, what the file lacks may be in the log beside it.
    let mut server = Server::start(data.path());
    Caller::new(&server, "harbor").found();
    server.stop();
    let cases: [(&str, Damage, &str); 3] = [
        ("portico.json", &|_| b"{ nonsense".to_vec(), "it is not JSON"),
        ("portico.db", &|whole| whole[..whole.len() / 2].to_vec(), "its end is missing"),
        ("portico.db", &|_| vec![b'x'; 5000], "it is no SQLite database"),
    ];
    for (name, damage, words) in cases {
        let file = data.path().join(name);
        let whole = fs::read(&file).unwrap();
        let damaged = damage(whole.clone());
        fs::write(&file, &damaged).unwrap();
        let output = refusal(program().args(["--port", "0", "--data"]).arg(data.path()));
        assert_refused(&output, &[&file.display().to_string(), "is damaged", words, "from a backup"]);
        assert_eq!(fs::read(&file).unwrap(), damaged, "{name} was written to");
        fs::write(&file, whole).unwrap();
    }
    // Put back, it works again.
    let server = Server::start(data.path());
    Caller::new(&server, "harbor").sign_in("ada@harbor.example", "correct horse battery");
}

#[test]
fn a_folder_of_somebody_else_is_told_and_left_as_it_is() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("thesis.txt"), "years of work").unwrap();
    let output = refusal(program().args(["--port", "0", "--data"]).arg(data.path()));
    assert_refused(&output, &["is not a data folder of Portico", "`thesis.txt`"]);
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1);
}

#[test]
fn port_and_folder_can_be_set_by_option_and_by_environment() {
    let data = tempfile::tempdir().unwrap();
    let [by_option, by_variable, other] = ["option", "variable", "other"].map(|it| data.path().join(it));
    let port = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();

    let wanted = port();
    let mut server = Server::run(program().args(["--port", &wanted.to_string(), "--data"]).arg(&by_option));
    assert_eq!(server.port, wanted);
    let admin = Caller::new(&server, "harbor").found();
    server.kill();

    let wanted = port();
    let server = Server::run(program().env("PORTICO_PORT", wanted.to_string()).env("PORTICO_DATA", &by_variable));
    assert_eq!(server.port, wanted);
    assert!(by_variable.join("portico.db").exists());
    assert_eq!(admin.at(&server).call("GET", "/v1/workspaces", None).unwrap().status, 401, "it is another portal");
    drop(server);

    // What is said on the command line wins.
    let wanted = port();
    let mut command = program();
    command.env("PORTICO_PORT", "1").env("PORTICO_DATA", &other);
    let server = Server::run(command.args(["--port", &wanted.to_string(), "--data"]).arg(&by_option));
    assert_eq!(server.port, wanted);
    assert!(!other.exists());
    assert!(server.welcome.contains(&format!("http://localhost:{wanted}/")), "{}", server.welcome);
    assert!(server.welcome.contains(&by_option.display().to_string()), "{}", server.welcome);
    assert_eq!(admin.at(&server).get("/v1/workspaces")["slug"], "harbor", "what was there is there");
}

#[test]
fn the_demo_has_a_team_companies_and_clients_of_every_status() {
    let folder = tempfile::tempdir().unwrap();
    let start = || Server::run(program().args(["--port", "0", "--demo", "--data"]).arg(folder.path()));
    let server = start();
    for line in ["/demo/sign-in", "portico demo", "dana@harborfinch.example"] {
        assert!(server.welcome.contains(line), "{}", server.welcome);
    }
    let admin = Caller::new(&server, "demo").sign_in("dana@harborfinch.example", "portico demo");
    let totals = |admin: &Caller| {
        let page = admin.get("/v1/clients?limit=1");
        let by_status = page["counts"].as_object().unwrap().clone();
        assert!(by_status.len() == 5 && by_status.values().all(|it| it.as_u64() > Some(0)), "{by_status:?}");
        let clients: u64 = by_status.values().filter_map(Value::as_u64).sum();
        (clients, admin.list("/v1/companies").len(), admin.list("/v1/internal-users").len())
    };
    assert_eq!(totals(&admin), (40, 12, 4));
    drop(server);

    let server = start();
    assert_eq!(totals(&admin.at(&server)), (40, 12, 4), "a second start fills nothing again");
}

/// Killed while it is being filled, the demo is made anew at the next start, and nothing of the first one is left.
#[test]
fn a_demo_that_was_left_half_filled_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let filling = folder.path().join("demo-filling");
    let mut first = program().args(["--port", "0", "--demo", "--data"]).arg(folder.path()).spawn().unwrap();
    let began = Instant::now();
    while !filling.exists() && began.elapsed() < Duration::from_mins(2) {
        thread::sleep(Duration::from_millis(2));
    }
    thread::sleep(Duration::from_millis(300));
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(filling.exists(), "it was filled before it could be killed");

    // Without the demo it starts as ever, with what is there.
    Caller::new(&Server::start(folder.path()), "harbor").found();
    let server = Server::run(program().args(["--port", "0", "--demo", "--data"]).arg(folder.path()));
    assert!(!filling.exists());
    let admin = Caller::new(&server, "demo").sign_in("dana@harborfinch.example", "portico demo");
    assert_eq!(admin.get("/v1/clients?limit=1&status=notInvited,invited,active,deactivated,archived")["total"], 40);
    assert_eq!((admin.list("/v1/companies").len(), admin.list("/v1/internal-users").len()), (12, 4));
    let harbor = Caller::new(&server, "harbor").sign_in("ada@harbor.example", "correct horse battery");
    assert_eq!(harbor.get("/v1/workspaces")["slug"], "harbor", "another workspace is left alone");
    // C08: what happened in a moment stands in its order.
    for client in admin.list("/v1/clients?status=active") {
        let history = admin.list(&format!("/v1/clients/{}/activity", client["id"].as_str().unwrap()));
        let actions: Vec<_> = history.iter().rev().filter_map(|it| it["action"].as_str()).collect();
        assert_eq!(actions[..2], ["client.created", "client.activated"], "{client}");
    }
}
