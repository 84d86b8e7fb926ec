//! N05, proved by stopping at each step: whatever operation on the outside a sender was stopped at, before it or after it,
//! the mail reaches its reader exactly once.

use super::*;
use crate::team::InternalUser;

/// Fewest operations that sending an invitation takes: find it, read it, take the lease, read workspace, invitation and
/// client, hand over, mark. If a proof below covers fewer, it proves nothing.
const OPERATIONS: usize = 8;

/// A world with an invitation that waits to be sent.
async fn waiting() -> (World, OutboxId) {
    let world = World::new().await;
    let client = world.invited("Cleo").await;
    let id = invitation(&world, &client).await.mail;
    (world, id)
}

async fn assert_delivered_once(world: &World, id: OutboxId, how: &str) {
    let delivered: Vec<_> = world.mailer.sent().into_iter().map(|(id, _)| id).collect();
    assert_eq!(delivered, [named(world, id)], "{how}");
    let row = world.get::<Outbox>(&id).await;
    assert_eq!((row.state, row.sent_at.is_some()), (SendState::Sent, true), "{how}");
    assert!(listed(world, system::UNSENT).await.is_empty(), "{how}");
    world.clock.advance(LEASE * 1000);
    assert_eq!((swept(world).await, world.mailer.sent().len()), (0, 1), "{how}");
}

#[tokio::test]
async fn n05_a_stop_at_any_step_delivers_a_mail_exactly_once() {
    for moment in Moment::BOTH {
        for nth in 0.. {
            let (world, id) = waiting().await;
            let gate = Gate::holding(&world, nth, moment);
            let stopped = gate.until_stopped(sweep(&gate.ports(), &gate)).await.is_none();
            world.clock.advance(LEASE);
            swept(&world).await;
            assert_delivered_once(&world, id, &format!("stopped {moment:?} operation {nth}")).await;
            if !stopped {
                assert!(nth >= OPERATIONS, "only {nth} steps were tried");
                break;
            }
        }
    }
}

/// N05: whoever takes up what was left behind may be stopped as well.
#[tokio::test]
async fn n05_two_stops_in_a_row_deliver_a_mail_exactly_once() {
    for (first, second) in [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(a, b)| (Moment::BOTH[a], Moment::BOTH[b])) {
        for nth in 0..OPERATIONS {
            for again in 0..OPERATIONS {
                let (world, id) = waiting().await;
                for (nth, moment) in [(nth, first), (again, second)] {
                    let gate = Gate::holding(&world, nth, moment);
                    gate.until_stopped(sweep(&gate.ports(), &gate)).await;
                    world.clock.advance(LEASE);
                }
                swept(&world).await;
                let how = format!("stopped {first:?} operation {nth}, then {second:?} operation {again}");
                assert_delivered_once(&world, id, &how).await;
            }
        }
    }
}

/// N05: the same when the sender lives on, and the operation is answered as if the service were away.
#[tokio::test]
async fn n05_a_failure_at_any_step_delivers_a_mail_exactly_once() {
    for moment in Moment::BOTH {
        for nth in 0.. {
            let (world, id) = waiting().await;
            let gate = Gate::failing(&world, nth, moment);
            // Finding what is due may fail as a whole; what happens to one mail is dealt with and told to nobody.
            let swept_all = sweep(&gate.ports(), &gate).await.is_ok();
            assert!(swept_all || nth == 0);
            world.clock.advance(LEASE);
            swept(&world).await;
            assert_delivered_once(&world, id, &format!("failed {moment:?} operation {nth}")).await;
            if !gate.was_reached() {
                assert!(nth >= OPERATIONS, "only {nth} steps were tried");
                break;
            }
        }
    }
}

/// N05: while a sender is at it, however far it is, another one does not hand the mail over as well.
#[tokio::test]
async fn n05_while_one_sender_holds_the_lease_no_other_hands_the_mail_over() {
    for moment in Moment::BOTH {
        for nth in 0..OPERATIONS {
            let (world, id) = waiting().await;
            let (slow, fast) = (Gate::holding(&world, nth, moment), Gate::open(&world));
            slow.meanwhile(sweep(&slow.ports(), &slow), sweep(&fast.ports(), &fast)).await.1.unwrap().unwrap();
            let how = format!("another sender came {moment:?} operation {nth}");
            assert_eq!([slow.handed_over(), fast.handed_over()].concat(), [named(&world, id)], "{how}");
            assert_delivered_once(&world, id, &how).await;
        }
    }
}

/// N05: a sender that was asleep for longer than its lease wakes up after another one has sent the mail.
#[tokio::test]
async fn n05_a_sender_that_outlives_its_lease_delivers_nothing_twice() {
    for moment in Moment::BOTH {
        for nth in 0..OPERATIONS {
            let (world, id) = waiting().await;
            let (slow, fast) = (Gate::holding(&world, nth, moment), Gate::open(&world));
            let other = async {
                world.clock.advance(LEASE);
                sweep(&fast.ports(), &fast).await.unwrap()
            };
            slow.meanwhile(sweep(&slow.ports(), &slow), other).await.1.unwrap();
            assert_delivered_once(&world, id, &format!("slept {moment:?} operation {nth}")).await;
        }
    }
}

/// N01, N02, N05: a client whom more people may see than a commit has room for comes in, and each of them is told once, wherever
/// the sender was stopped.
#[tokio::test]
async fn n02_n05_however_many_may_see_a_client_each_is_told_once_wherever_a_sender_stops() {
    const PEOPLE: usize = 120;
    for moment in Moment::BOTH {
        for nth in 0.. {
            let world = World::new().await;
            let team: Vec<_> = (0..PEOPLE).map(|n| format!("user{n}@harbor.example")).collect();
            let client = arrived(&world, &team).await;
            let gate = Gate::holding(&world, nth, moment);
            // Up to here the row is shared out; what follows is as with every mail.
            let stopped = gate.until_stopped(sweep(&gate.ports(), &gate)).await.is_none();
            world.clock.advance(LEASE);
            while swept(&world).await > 0 {}
            let mut told: Vec<_> = world.mailer.sent().into_iter().map(|(_, mail)| mail.to).collect();
            let mut expected = team.clone();
            told.sort();
            expected.sort();
            assert_eq!(told, expected, "stopped {moment:?} operation {nth}");
            assert!(world.mailer.sent().iter().all(|(_, mail)| mail.subject.contains(&client.name())));
            if !stopped {
                assert!(nth > OPERATIONS, "only {nth} steps were tried");
                break;
            }
        }
    }
}

/// A client who accepted an invitation, and whom all of these may see.
async fn arrived(world: &World, team: &[String]) -> Client {
    let mut ids = Vec::new();
    for email in team {
        let scope = world.scope();
        let ada = world.get::<Workspace>(&()).await.default_lead;
        let ada = world.get::<InternalUser>(&ada).await;
        let user = InternalUser { id: scope.new_id(), email: email.parse().unwrap(), ..ada.entity };
        let mut changes = scope.change("test.user");
        changes.create(&user);
        scope.records.commit(changes).await.unwrap();
        ids.push(user.id);
    }
    let client = world.invited("Cleo").await;
    world.edit::<Outbox>(&invitation(world, &client).await.mail, |it| it.state = SendState::Dropped).await;
    world.edit::<Client>(&client.id, |it| it.visibility = ids).await;
    let scope = world.scope();
    let (client, changes) = invitations::activate_client(&scope, &world.get::<Client>(&client.id).await).await.unwrap();
    scope.records.commit(changes).await.unwrap();
    client.entity
}
