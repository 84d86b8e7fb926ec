//! `--demo`: a workspace with realistic data, made through the same endpoints as everything else.
//!
//! A file in the data folder says that it is being filled, and by its moment of creation which one it is. Whoever finds the
//! file at a start removes what is there of that workspace and begins anew.

mod data;
mod desk;

use std::{fs, io::ErrorKind, path::Path};

use functions::app::App;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::{scope::Scope, system, text::Slug, workspaces::Workspace};

use crate::{database::Database, files};
use desk::Desk;

/// Why the demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// An endpoint refused.
    #[error("The demo workspace could not be filled: {endpoint} answered {status}: {answer}")]
    Refused {
        /// Which.
        endpoint: &'static str,
        /// With what.
        status: u16,
        /// In its words.
        answer: String,
    },
    /// Storage failed.
    #[error("The demo workspace could not be read: {0}")]
    Storage(#[from] shared::Error),
    /// The data folder failed.
    #[error("The demo workspace could not be noted in the data folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// The demo's address.
const SLUG: &str = "demo";
/// The password of everyone in the demo.
const PASSWORD: &str = "portico demo";

/// The file that is in the data folder while the demo is being filled. It holds when the workspace was created.
const FILLING: &str = "demo-filling";

/// Fills the demo workspace unless it is there, and returns what to tell about it.
pub async fn seed(app: &App, database: &Database, folder: &Path) -> Result<Vec<String>, DemoError> {
    let filling = folder.join(FILLING);
    remove_unfinished(app, database, &filling).await?;
    let slug: Slug = SLUG.parse().expect("the demo's address is one");
    if system::workspace_at(&*app.store, &slug).await?.is_none() {
        println!("Filling the demo workspace …");
        let created = ago(app, 240, 0);
        files::write_whole(&filling, created.to_string().as_bytes())?;
        fill(app, created).await?;
        fs::remove_file(&filling)?;
        files::sync_folder(folder)?;
    }
    let origin = &app.addresses.origin;
    let clients = data::clients();
    let line = |what: &str, email: &str| format!("    {what:<9} {email}");
    Ok(vec![
        format!("\n  Demo          {origin}/{SLUG}/sign-in   (everyone's password: {PASSWORD})"),
        line("admin", data::TEAM[0].email),
        line("member", data::TEAM[1].email),
        line("client", &clients[0].email),
    ])
}

/// So long before now, to the millisecond that records keep.
fn ago(app: &App, days: i64, minutes: i64) -> Timestamp {
    let by = SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(minutes);
    let then = app.clock.now().checked_sub(by).unwrap_or(Timestamp::MIN);
    Timestamp::from_millisecond(then.as_millisecond()).unwrap_or(then)
}

/// Removes what a stopped start has left of the demo. A workspace that somebody else has put at its address meanwhile was
/// created at another moment, and stays.
async fn remove_unfinished(app: &App, database: &Database, filling: &Path) -> Result<(), DemoError> {
    let created = match fs::read_to_string(filling) {
        Ok(text) => text,
        Err(err) if err.kind() == ErrorKind::NotFound => return Ok(()),
        Err(err) => return Err(err.into()),
    };
    let slug: Slug = SLUG.parse().expect("the demo's address is one");
    if let Some(id) = system::workspace_at(&*app.store, &slug).await? {
        let scope = Scope::system(app.ports(), id);
        let is_ours = match scope.records.find::<Workspace>(&()).await? {
            Some(found) => found.created_at.to_string() == created,
            // The last stop was while it was being removed.
            None => true,
        };
        if is_ours {
            println!("The demo workspace was left half-filled. It is made anew.");
            database.remove_workspace(id).await?;
            // The address goes last: it is what leads here again, should this be stopped too.
            database.remove(&system::slug_key(&slug)).await?;
        }
    }
    fs::remove_file(filling)?;
    Ok(())
}

async fn fill(app: &App, created: Timestamp) -> Result<(), DemoError> {
    let ago = |days: i64, minutes: i64| ago(app, days, minutes);
    let mut desk = Desk::new(app, created);
    let admin = desk.open_workspace(&data::TEAM[0], SLUG, PASSWORD).await?;
    let mut team = vec![admin];
    for (user, days) in data::TEAM[1..].iter().zip([238, 230, 221]) {
        desk.at(ago(days, 0)).await?;
        team.push(desk.add_team_member(user, PASSWORD).await?);
    }
    settings(&mut desk, &team).await?;
    let mut companies = Vec::new();
    for (n, (name, domain)) in data::COMPANIES.iter().enumerate() {
        desk.at(ago(220 - 6 * i64::try_from(n).unwrap_or(0), 30)).await?;
        let company = json!({ "name": name, "domains": [domain], "website": format!("https://{domain}") });
        companies.push(desk.post("companies-create", &[], company).await?["id"].clone());
    }
    for (n, client) in data::clients().iter().enumerate() {
        desk.at(ago(client.added_days_ago, i64::try_from(n * 37 % 600).unwrap_or(0))).await?;
        add_client(&mut desk, client, n, &team, &companies).await?;
        for days in &client.seen_days_ago {
            desk.at(ago(*days, i64::try_from(n * 53 % 900).unwrap_or(0))).await?;
            desk.visit(&client.email, PASSWORD).await?;
        }
    }
    Ok(())
}

async fn settings(desk: &mut Desk, team: &[Value]) -> Result<(), DemoError> {
    let settings = json!({
        "directSignUp": true, "colorAccent": "#0f766e", "timeZone": "Europe/Lisbon", "currency": "EUR",
        "welcomeMessage": data::WELCOME, "invitationText": data::INVITATION,
        "defaultVisibilityInternalUserIds": [team[0], team[1]],
        "help": { "email": "hello@harborfinch.example", "phone": "+351 21 555 0100", "bookingUrl": "https://harborfinch.example/book" },
    });
    desk.post("workspaces-update", &[], settings).await?;
    for (title, body) in data::ARTICLES {
        desk.post("articles-create", &[], json!({ "title": title, "body": body, "state": "published" })).await?;
    }
    let (name, permissions) = data::ROLE;
    desk.post("roles-create", &[], json!({ "name": name, "permissions": permissions })).await?;
    Ok(())
}

async fn add_client(
    desk: &mut Desk,
    client: &data::DemoClient,
    n: usize,
    team: &[Value],
    companies: &[Value],
) -> Result<(), DemoError> {
    let lead = &team[n % team.len()];
    let mut body = json!({
        "givenName": client.given_name, "familyName": client.family_name, "email": client.email,
        "position": client.position, "phone": client.phone, "tags": client.tags, "leadInternalUserId": lead,
        "visibilityInternalUserIds": [lead, team[(n / 3 + 1) % team.len()]],
    });
    if let Some(company) = client.company {
        body["companyId"] = companies[company].clone();
    }
    let invite: &[(&str, &str)] = if client.state == data::State::NotInvited { &[] } else { &[("sendInvite", "true")] };
    let id = desk.post("clients-create", invite, body).await?["id"].as_str().unwrap_or_default().to_owned();
    let path = [("id", id.as_str())];
    match client.state {
        data::State::NotInvited | data::State::Invited => (),
        data::State::Active => desk.accept(&id, PASSWORD).await?,
        data::State::Deactivated => {
            desk.accept(&id, PASSWORD).await?;
            desk.post("clients-deactivate", &path, json!({})).await?;
        }
        data::State::Archived => {
            desk.accept(&id, PASSWORD).await?;
            desk.post("clients-archive", &path, Value::Null).await?;
        }
    }
    Ok(())
}
