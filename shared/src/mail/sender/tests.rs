//! Tests of the sender: what becomes of a mail (N05). What a stop at any step leaves is in `stops`.

mod stops;

use std::collections::BTreeSet;

use super::{super::Mail, *};
use crate::{
    accounts::Person,
    clients::{self, Client, ClientChanges},
    invitations::{self, Invitation},
    mail::{self, Delivery},
    memory::Outage,
    ports::{Attributes, Change, Clock, Key, MockMailer, MockStore, Record, Store, StoreError},
    records,
    testing::{Gate, Moment, World},
    text::Email,
    workspaces::Workspace,
};

/// Someone to write to.
fn reader() -> Email {
    "rita@reader.example".parse().unwrap()
}

/// Puts a mail into the outbox and commits it.
async fn queued(world: &World) -> OutboxId {
    let scope = world.scope();
    let mut changes = scope.change("test.mailed");
    let id = mail::enqueue(&scope, &mut changes, &reader(), Mail::PasswordChanged);
    scope.records.commit(changes).await.unwrap();
    id
}

/// Sends what is due, and returns how many mails that were.
async fn swept(world: &World) -> usize {
    sweep(&world.ports(), &world.mailer).await.unwrap()
}

/// The mails of one of the listings across workspaces.
async fn listed(world: &World, listing: &str) -> Vec<OutboxId> {
    let query = Query { index: Some(Index::Three), ..Query::partition(listing) };
    let rows = world.store.query(&query).await.unwrap().rows;
    rows.into_iter().map(|it| records::decode::<Outbox>(it).unwrap().id).collect()
}

/// What a row is called at the mailer.
fn named(world: &World, row: OutboxId) -> String {
    MailId { workspace: world.workspace, row }.to_string()
}

fn away() -> MailerError {
    MailerError::Unavailable("the service is away".into())
}

/// N05: what is due goes out once, and is gone from what waits.
#[tokio::test]
async fn n05_a_mail_goes_out_once_however_often_it_is_looked_for() {
    let world = World::new().await;
    let id = queued(&world).await;
    assert_eq!(swept(&world).await, 1);
    assert_eq!(send(&world.ports(), &world.mailer, world.workspace, id).await.unwrap(), Sent::Skipped);
    world.clock.advance(LEASE * 1000);
    assert_eq!(swept(&world).await, 0);
    let sent = world.mailer.sent();
    assert_eq!(sent.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), [named(&world, id)]);
    let row = world.get::<Outbox>(&id).await;
    assert_eq!((row.state, row.attempts, row.sent_at), (SendState::Sent, 1, Some(row.created_at)));
    assert!(listed(&world, system::UNSENT).await.is_empty());
}

/// N05: many senders at the same moment, as a queue and a sweeper are.
#[tokio::test]
async fn n05_senders_at_the_same_moment_hand_a_mail_over_once() {
    let world = World::new().await;
    let id = queued(&world).await;
    let gates: Vec<_> = (0..4).map(|_| Gate::open(&world)).collect();
    let [a, b, c, d] = &gates[..] else { unreachable!() };
    let one = async |gate: &Gate<'_>| send(&gate.ports(), gate, world.workspace, id).await.unwrap();
    let all = async |gate: &Gate<'_>| sweep(&gate.ports(), gate).await.unwrap();
    let (first, second, ..) = tokio::join!(one(a), one(b), all(c), all(d));
    let handed_over: Vec<_> = gates.iter().flat_map(Gate::handed_over).collect();
    assert_eq!(handed_over, [named(&world, id)]);
    assert!(first != second || first == Sent::Skipped, "both say that they sent it");
    assert_eq!(world.get::<Outbox>(&id).await.state, SendState::Sent);
}

/// N05: an outage puts a mail off, longer each time, and loses nothing.
#[tokio::test]
async fn n05_an_outage_of_the_mail_service_puts_a_mail_off_with_growing_pauses() {
    let world = World::new().await;
    let id = queued(&world).await;
    let mut pauses = Vec::new();
    for attempt in 1..MOST_ATTEMPTS {
        world.mailer.fail_next(away());
        assert_eq!(swept(&world).await, 1);
        let row = world.get::<Outbox>(&id).await;
        assert_eq!((row.state, row.attempts), (SendState::Queued, attempt));
        pauses.push(row.due_at.duration_since(world.clock.now()).as_secs());
        world.clock.set(row.due_at - SignedDuration::from_millis(1));
        assert_eq!(swept(&world).await, 0, "it was tried before its time");
        world.clock.set(row.due_at);
    }
    let (growing, longest) = pauses.split_at(9);
    assert_eq!(growing, [30, 60, 120, 240, 480, 960, 1920, 3840, 7680]);
    assert_eq!(longest, [4 * 3600; 6]);
    assert_eq!(world.mailer.sent(), []);
    assert_eq!(swept(&world).await, 1);
    assert_eq!(world.mailer.sent_to(reader().as_str()).len(), 1);
    assert_eq!(world.get::<Outbox>(&id).await.state, SendState::Sent);
}

/// N05: a mail that can't be sent at all ends where the operator sees it.
#[tokio::test]
async fn n05_after_the_last_attempt_a_mail_is_a_dead_letter() {
    let world = World::new().await;
    let id = queued(&world).await;
    for _ in 0..MOST_ATTEMPTS {
        assert_eq!(listed(&world, system::DEAD_MAIL).await, []);
        world.mailer.fail_next(away());
        world.clock.set(world.get::<Outbox>(&id).await.due_at);
        assert_eq!(swept(&world).await, 1);
    }
    assert_eq!(world.get::<Outbox>(&id).await.state, SendState::Dead);
    assert_eq!(listed(&world, system::DEAD_MAIL).await, [id]);
    assert_eq!(listed(&world, system::UNSENT).await, []);
    world.clock.advance(LEASE * 1000);
    assert_eq!((swept(&world).await, world.mailer.sent()), (0, vec![]));
}

#[tokio::test]
async fn n05_a_refused_mail_is_a_dead_letter_at_once() {
    let world = World::new().await;
    let (id, other) = (queued(&world).await, queued(&world).await);
    let mut mailer = MockMailer::new();
    let refused = named(&world, id);
    mailer
        .expect_send()
        .withf(move |it, _| it == refused)
        .times(1)
        .returning(|_, _| Err(MailerError::Refused("no such domain".into())));
    let accepted = named(&world, other);
    mailer.expect_send().withf(move |it, _| it == accepted).times(1).returning(|_, _| Ok(()));
    sweep(&world.ports(), &mailer).await.unwrap();
    sweep(&world.ports(), &mailer).await.unwrap();
    let row = world.get::<Outbox>(&id).await;
    assert_eq!((row.state, row.attempts), (SendState::Dead, 1));
    assert_eq!(listed(&world, system::DEAD_MAIL).await, [id]);
    assert_eq!(world.get::<Outbox>(&other).await.state, SendState::Sent, "one bad mail must not stop the others");
}

/// N05: what can't be written now is put off as what can't be sent, and becomes a dead letter in the end.
#[tokio::test]
async fn n05_a_mail_that_cannot_be_written_is_put_off_and_given_up_in_the_end() {
    let world = World::new().await;
    let id = queued(&world).await;
    let whole = break_workspace(&world, None).await;
    for attempt in 1..=MOST_ATTEMPTS {
        assert_eq!(swept(&world).await, 1);
        assert_eq!(world.get::<Outbox>(&id).await.attempts, attempt);
        world.clock.set(world.get::<Outbox>(&id).await.due_at);
    }
    assert_eq!(listed(&world, system::DEAD_MAIL).await, [id]);

    let second = queued(&world).await;
    swept(&world).await;
    break_workspace(&world, Some(whole)).await;
    world.clock.set(world.get::<Outbox>(&second).await.due_at);
    swept(&world).await;
    assert_eq!(world.mailer.sent().len(), 1, "it goes out once the defect is mended");
}

/// Puts something into the workspace's record, which is nothing that can be read unless it is given. Returns what it was.
async fn break_workspace(world: &World, body: Option<Attributes>) -> Attributes {
    let key = world.records().key(&Workspace::place(&()));
    let before = world.store.get(&key).await.unwrap().unwrap();
    let record = Record {
        key,
        indexes: [None, None, None],
        kind: Workspace::KIND,
        version: before.version + 1,
        body: body.unwrap_or_default(),
        expires: None,
    };
    let replace = Change::Replace { record, what: "workspace" };
    world.store.commit(vec![replace]).await.unwrap();
    before.body
}

/// N05: a row that can't be read holds up no other.
#[tokio::test]
async fn n05_a_row_that_can_not_be_read_holds_up_no_other() {
    let world = World::new().await;
    let record = Record {
        key: Key::new("ws_of_another#outbox#1", "A"),
        indexes: [None, None, Some(Key::new(system::UNSENT, "0"))],
        kind: Outbox::KIND,
        version: 1,
        body: Attributes::new(),
        expires: None,
    };
    world.store.commit(vec![Change::Create { record, what: "mail" }]).await.unwrap();
    queued(&world).await;
    assert_eq!((swept(&world).await, world.mailer.sent().len()), (1, 1));
}

/// N05: a mail that stops its sender each time must not do so for ever.
#[tokio::test]
async fn n05_a_mail_whose_sender_is_stopped_each_time_is_given_up_in_the_end() {
    let world = World::new().await;
    let id = queued(&world).await;
    for _ in 0..MOST_ATTEMPTS {
        world.clock.set(world.get::<Outbox>(&id).await.due_at);
        // The third operation of a sweep is the commit of the lease.
        let gate = Gate::holding(&world, 2, Moment::After);
        assert!(gate.until_stopped(sweep(&gate.ports(), &gate)).await.is_none());
    }
    world.clock.set(world.get::<Outbox>(&id).await.due_at);
    swept(&world).await;
    assert_eq!((listed(&world, system::DEAD_MAIL).await, world.mailer.sent()), (vec![id], vec![]));
}

/// I05: what was taken back before it went out does not go out.
#[tokio::test]
async fn i05_the_mail_of_a_cancelled_invitation_is_dropped() {
    let world = World::new().await;
    let client = world.invited("Cleo").await;
    let (scope, invitation) = (world.scope(), invitation(&world, &client).await);
    let person = Person::find(&scope.records, client.id.into()).await.unwrap().unwrap();
    let (_, changes) = invitations::cancel(&scope, &invitation, &person).await.unwrap();
    scope.records.commit(changes).await.unwrap();
    assert_dropped(&world, invitation.mail).await;
}

/// I04: of an invitation that was sent again before its first mail went out, only the second goes out.
#[tokio::test]
async fn i04_the_mail_of_a_replaced_invitation_is_dropped() {
    let world = World::new().await;
    let client = world.invited("Cleo").await;
    let first = invitation(&world, &client).await;
    world.clock.advance(SignedDuration::from_hours(24));
    let scope = world.scope();
    let person = Person::find(&scope.records, client.id.into()).await.unwrap().unwrap();
    let (second, changes) = invitations::resend(&scope, &first, &person).await.unwrap();
    scope.records.commit(changes).await.unwrap();
    assert_eq!(swept(&world).await, 2);
    let ids: Vec<_> = world.mailer.sent().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [named(&world, second.mail)]);
    let first = world.get::<Outbox>(&first.mail).await;
    assert_eq!(
        (first.state, first.delivery()),
        (SendState::Dropped, Delivery::Failed),
        "and it does not wait any more"
    );
}

/// I04: a link must not reach an address that is no longer the person's.
#[tokio::test]
async fn i04_the_mail_to_an_address_that_was_changed_is_dropped() {
    let world = World::new().await;
    let client = world.invited("Cleo").await;
    let (scope, workspace) = (world.scope(), world.get::<Workspace>(&()).await);
    let wanted = ClientChanges { email: Some("new@client.example".parse().unwrap()), ..ClientChanges::default() };
    let stored = world.get::<Client>(&client.id).await;
    let (_, changes) = clients::update(&scope, &workspace, &stored, wanted).await.unwrap();
    scope.records.commit(changes).await.unwrap();
    assert_dropped(&world, invitation(&world, &client).await.mail).await;
}

async fn invitation(world: &World, client: &Client) -> Stored<Invitation> {
    world.get(&client.invitation.unwrap()).await
}

async fn assert_dropped(world: &World, id: OutboxId) {
    swept(world).await;
    assert_eq!(world.get::<Outbox>(&id).await.state, SendState::Dropped);
    world.clock.advance(LEASE);
    assert_eq!((swept(world).await, world.mailer.sent()), (0, vec![]));
}

/// N05: a change and its mail are one commit.
#[tokio::test]
async fn n05_a_refused_commit_leaves_no_mail() {
    let world = World::new().await;
    world.invited("Cleo").await;
    let before: BTreeSet<_> = world.store.dump().into_iter().map(|it| it.key).collect();
    // The email is taken; Portico itself may know.
    let (scope, workspace) = (world.scope(), world.get::<Workspace>(&()).await);
    let new = clients::NewClient {
        given_name: Some("Cleo".parse().unwrap()),
        email: Some("cleo@client.example".parse().unwrap()),
        ..clients::NewClient::default()
    };
    let invite = Some(clients::Invite { template: None });
    let (_, changes) = clients::create(&scope, &workspace, new, invite).await.unwrap();
    let answer = scope.records.commit(changes).await;
    assert!(matches!(answer, Err(CommitError::Refused { what: "email", .. })), "{answer:?}");
    assert_eq!(world.store.dump().into_iter().map(|it| it.key).collect::<BTreeSet<_>>(), before);
}

/// N05: either both are there, or neither.
#[tokio::test]
async fn n05_a_commit_that_fails_leaves_the_change_with_its_mail_or_neither() {
    for outage in [Outage::Before, Outage::After] {
        let world = World::new().await;
        let scope = world.scope();
        let mut changes = scope.change("test.mailed");
        let before = world.get::<Workspace>(&()).await;
        changes.replace(&before, &before.with(|it| it.direct_sign_up = true));
        let id = mail::enqueue(&scope, &mut changes, &reader(), Mail::PasswordChanged);
        world.store.fail_next_commit(outage);
        assert!(matches!(scope.records.commit(changes).await, Err(CommitError::Store(_))));
        let happened = world.get::<Workspace>(&()).await.direct_sign_up;
        assert_eq!(happened, outage == Outage::After);
        assert_eq!(world.records().find::<Outbox>(&id).await.unwrap().is_some(), happened);
    }
}

#[tokio::test]
async fn an_outage_of_storage_is_told_and_hands_nothing_over() {
    let world = World::new().await;
    let mut store = MockStore::new();
    store.expect_query().times(1).returning(|_| Err(StoreError::Unavailable("the table is away".into())));
    let mut mailer = MockMailer::new();
    mailer.expect_send().never();
    let ports = Ports { store: &store, ..world.ports() };
    assert!(matches!(sweep(&ports, &mailer).await, Err(crate::Error::Unavailable(_))));
}
