//! Writing mails into the outbox, as part of a change.

use jiff::Timestamp;

use super::{Mail, Outbox, OutboxId, SendState, Told};
use crate::{
    Result,
    accounts::Person,
    clients::Client,
    records::{Changes, Claim, Stored},
    scope::Scope,
    team::{InternalUser, Standing},
    text::Email,
};

/// Puts a mail into the outbox, to be sent once the change is committed.
pub fn enqueue(scope: &Scope<'_>, changes: &mut Changes, to: &Email, mail: Mail) -> OutboxId {
    put(scope, changes, to, mail, SendState::Queued, scope.now())
}

/// Puts the same mail to several people into the outbox, however many they are, as one row: a commit has room for so many
/// changes and no more. The sender writes a row for each of the others.
fn enqueue_for_all(scope: &Scope<'_>, changes: &mut Changes, to: Vec<Email>, mail: Mail) {
    let mut to = to.into_iter();
    if let Some(first) = to.next() {
        let row = row(scope, &first, mail, SendState::Queued, scope.now());
        changes.create(&Outbox { also_to: to.collect(), ..row });
    }
}

/// Writes as much as [`enqueue`] does and sends nothing: whether there was somebody to write to shows nowhere (S05).
pub fn enqueue_nothing(scope: &Scope<'_>, changes: &mut Changes, to: &Email) {
    put(scope, changes, to, Mail::Nothing, SendState::Dropped, scope.now());
}

pub(super) fn put(
    scope: &Scope<'_>,
    changes: &mut Changes,
    to: &Email,
    mail: Mail,
    state: SendState,
    due_at: Timestamp,
) -> OutboxId {
    let row = row(scope, to, mail, state, due_at);
    changes.create(&row);
    row.id
}

pub(super) fn row(scope: &Scope<'_>, to: &Email, mail: Mail, state: SendState, due_at: Timestamp) -> Outbox {
    Outbox {
        id: scope.new_id(),
        workspace: scope.workspace(),
        to: to.clone(),
        also_to: Vec::new(),
        mail,
        state,
        attempts: 0,
        due_at,
        sent_at: None,
        told: Told::default(),
        created_at: scope.now(),
    }
}

/// Tells a client's lead and visibility that they came in: once per client, by sign-up or by activation, never by both
/// (N01, N02).
pub async fn announce(scope: &Scope<'_>, client: &Client, mail: Mail, changes: &mut Changes) -> Result<()> {
    const ARRIVAL: &str = "arrival";
    let id = client.id.to_string();
    if scope.records.claimed(ARRIVAL, &id).await?.is_some() {
        return Ok(());
    }
    changes.once(Claim { noun: ARRIVAL, value: id.clone() }, id);
    let people = team(scope, &client.visibility).await?;
    enqueue_for_all(scope, changes, people.into_iter().map(|it| it.email).collect(), mail);
    Ok(())
}

/// Tells the firm that somebody asks for a new invitation (I07): a client's lead; if they are not in, who else sees the client;
/// and else, as for a team member, the admins. Reads and writes as much where nobody of this email waits for one (S05).
pub async fn tell_of_request(
    scope: &Scope<'_>,
    person: Option<&Person>,
    email: &Email,
    changes: &mut Changes,
) -> Result<()> {
    let team = scope.records.as_system().all::<InternalUser>("team").await?;
    match person {
        Some(person) => {
            let to = responsible(person, &team).map(|it| it.email.clone()).collect();
            enqueue_for_all(scope, changes, to, Mail::InvitationRequested { person: person.id() });
        }
        None => enqueue_nothing(scope, changes, email),
    }
    Ok(())
}

/// Those of the team who are in and have to do with a person: the closest of them, and in the end the admins, of whom there is
/// always one.
fn responsible<'a>(person: &Person, team: &'a [Stored<InternalUser>]) -> impl Iterator<Item = &'a InternalUser> {
    let (lead, visibility) = match person {
        Person::Client(client) => (Some(client.lead), client.visibility.clone()),
        Person::InternalUser(_) => (None, Vec::new()),
    };
    let closeness = move |it: &InternalUser| match it {
        it if lead == Some(it.id) => Some(0),
        it if visibility.contains(&it.id) => Some(1),
        it => it.is_admin().then_some(2),
    };
    let closest = team.iter().filter(|it| it.standing == Standing::Active).filter_map(|it| closeness(it)).min();
    let active = team.iter().map(|it| &it.entity).filter(|it| it.standing == Standing::Active);
    active.filter(move |it| closest.is_some() && closeness(it) == closest)
}

/// Those of the team who are in.
async fn team(scope: &Scope<'_>, ids: &[crate::team::InternalUserId]) -> Result<Vec<InternalUser>> {
    let found = scope.records.as_system().find_many::<InternalUser>(ids).await?;
    Ok(found.into_iter().filter(|it| it.standing == Standing::Active).map(|it| it.entity).collect())
}
