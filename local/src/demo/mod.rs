//! `--demo`: a workspace with realistic data, made through the same endpoints as everything else.

mod data;
mod desk;

use functions::app::App;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use shared::{system, text::Slug};

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
}

/// The demo's address.
const SLUG: &str = "demo";
/// The password of everyone in the demo.
const PASSWORD: &str = "portico demo";

/// Fills the demo workspace unless it is there, and returns what to tell about it.
pub async fn seed(app: &App) -> Result<Vec<String>, DemoError> {
    let slug: Slug = SLUG.parse().expect("the demo's address is one");
    if system::workspace_at(&*app.store, &slug).await?.is_none() {
        println!("Filling the demo workspace …");
        fill(app).await?;
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

async fn fill(app: &App) -> Result<(), DemoError> {
    let today = app.clock.now();
    let ago = |days: i64, minutes: i64| {
        today
            .checked_sub(SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(minutes))
            .unwrap_or(Timestamp::MIN)
    };
    let mut desk = Desk::new(app, ago(240, 0));
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
