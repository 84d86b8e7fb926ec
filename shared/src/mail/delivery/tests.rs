//! What is told of a mail, in every order and more than once (N05, I06).

use jiff::SignedDuration;

use super::*;
use crate::{
    invitations::{Invitation, resend},
    mail::{self, Mail, sweep},
    testing::World,
};

const LASTING: Happening = Happening::Bounced { permanent: true, reason: BounceReason::NoSuchAddress };
const FOR_NOW: Happening = Happening::Bounced { permanent: false, reason: BounceReason::MailboxFull };
const ALL: [Happening; 7] = [
    Happening::Accepted,
    Happening::Delivered,
    Happening::Opened,
    Happening::Complained,
    Happening::Rejected,
    LASTING,
    FOR_NOW,
];

async fn queued(world: &World) -> MailId {
    let scope = world.scope();
    let mut changes = scope.change("test.mailed");
    let row = mail::enqueue(&scope, &mut changes, &"rita@reader.example".parse().unwrap(), Mail::PasswordChanged);
    scope.records.commit(changes).await.unwrap();
    MailId { workspace: world.workspace, row }
}

async fn sent(world: &World) -> MailId {
    let mail = queued(world).await;
    sweep(&world.ports(), &world.mailer).await.unwrap();
    mail
}

async fn tell(world: &World, mail: MailId, what: Happening, seconds: i64) -> Noted {
    let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
    note(&world.ports(), &MailEvent { mail, what, at }).await.unwrap()
}

async fn row(world: &World, mail: MailId) -> Stored<Outbox> {
    world.get::<Outbox>(&mail.row).await
}

#[test]
fn what_names_a_mail_at_the_mailer_names_it_when_it_is_told_of() {
    let mail = MailId {
        workspace: "workspace_01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap(),
        row: crate::id::Id::new(ulid::Ulid(7)),
    };
    assert_eq!(mail.to_string().parse::<MailId>().ok(), Some(mail));
    for wrong in ["", "-", &mail.row.to_string(), &format!("{}-{}", mail.row, mail.workspace), &format!("{mail}-x")] {
        assert!(wrong.parse::<MailId>().is_err(), "{wrong}");
    }
}

/// I06: queued, sent, delivered, opened.
#[tokio::test]
async fn i06_a_mail_goes_from_queued_to_opened() {
    let world = World::new().await;
    let mail = queued(&world).await;
    assert_eq!(row(&world, mail).await.delivery(), Delivery::Queued);
    sweep(&world.ports(), &world.mailer).await.unwrap();
    assert_eq!(row(&world, mail).await.delivery(), Delivery::Sent);
    for (seconds, what, where_it_is) in [
        (1, Happening::Accepted, Delivery::Sent),
        (2, Happening::Delivered, Delivery::Delivered),
        (3, Happening::Opened, Delivery::Opened),
    ] {
        tell(&world, mail, what, seconds).await;
        assert_eq!(row(&world, mail).await.delivery(), where_it_is);
    }
}

/// I06: opened never becomes delivered again, and a lasting bounce outdoes the delivery that came before it.
#[tokio::test]
async fn i06_what_outdoes_what() {
    let cases: [(&[Happening], Delivery); 10] = [
        (&[Happening::Delivered, LASTING], Delivery::Bounced),
        (&[Happening::Delivered, FOR_NOW], Delivery::Delivered),
        (&[FOR_NOW], Delivery::Bounced),
        (&[FOR_NOW, LASTING], Delivery::Bounced),
        (&[Happening::Opened, Happening::Delivered], Delivery::Opened),
        (&[Happening::Opened, LASTING], Delivery::Opened),
        (&[Happening::Complained], Delivery::Delivered),
        (&[Happening::Complained, Happening::Opened], Delivery::Opened),
        (&[Happening::Rejected, Happening::Accepted], Delivery::Failed),
        (&[Happening::Accepted], Delivery::Sent),
    ];
    for (told, where_it_is) in cases {
        for backwards in [false, true] {
            let world = World::new().await;
            let mail = sent(&world).await;
            let mut told = told.to_vec();
            if backwards {
                told.reverse();
            }
            for what in &told {
                tell(&world, mail, *what, 1).await;
            }
            assert_eq!(row(&world, mail).await.delivery(), where_it_is, "{told:?}");
        }
    }
}

/// N05: every two things, at every two times, in both orders, each of them twice.
#[tokio::test]
async fn n05_the_order_in_which_it_is_told_does_not_matter() {
    for (one, at_one) in ALL.into_iter().flat_map(|it| [(it, 1), (it, 2)]) {
        for other in ALL {
            let mut ends = Vec::new();
            for order in [[(one, at_one), (other, 1)], [(other, 1), (one, at_one)]] {
                let world = World::new().await;
                let mail = sent(&world).await;
                for (what, at) in order {
                    tell(&world, mail, what, at).await;
                    assert_eq!(tell(&world, mail, what, at).await, Noted::Known, "{what:?}");
                }
                let row = row(&world, mail).await;
                ends.push((row.told.clone(), row.state, row.delivery(), row.bounce()));
            }
            assert_eq!(ends[0], ends[1], "{one:?} and {other:?}");
        }
    }
}

#[tokio::test]
async fn n05_of_what_is_told_at_once_nothing_is_lost() {
    let world = World::new().await;
    let mail = sent(&world).await;
    let (a, b, c, d) = tokio::join!(
        tell(&world, mail, Happening::Delivered, 1),
        tell(&world, mail, Happening::Opened, 2),
        tell(&world, mail, Happening::Complained, 3),
        tell(&world, mail, LASTING, 4),
    );
    assert_eq!([a, b, c, d], [Noted::New; 4]);
    let told = row(&world, mail).await.told.clone();
    assert!(told.delivered_at.is_some() && told.opened_at.is_some() && told.complained_at.is_some());
    assert!(told.bounced.is_some());
}

/// N05: what is told proves that the service has the mail, whatever its sender knows.
#[tokio::test]
async fn n05_a_mail_that_the_service_tells_of_is_not_sent_again() {
    for what in ALL {
        let world = World::new().await;
        let mail = queued(&world).await;
        assert_eq!(tell(&world, mail, what, 1).await, Noted::New);
        assert_eq!(row(&world, mail).await.state, SendState::Sent);
        assert_eq!(sweep(&world.ports(), &world.mailer).await.unwrap(), 0);
        assert_eq!(world.mailer.sent(), []);
    }
}

#[tokio::test]
async fn what_is_told_of_an_unknown_mail_is_nothing_to_note() {
    let world = World::new().await;
    let mail = queued(&world).await;
    let elsewhere = MailId { workspace: crate::id::Id::new(ulid::Ulid(9)), ..mail };
    assert_eq!(tell(&world, elsewhere, Happening::Delivered, 1).await, Noted::NoSuchMail);
    assert_eq!(row(&world, mail).await.delivery(), Delivery::Queued);
}

/// I04: a mail that bounced, or that could not be sent, may be sent again at once; no other.
#[tokio::test]
async fn i04_only_a_mail_that_is_lost_may_be_sent_again_at_once() {
    for (told, lost) in [
        (vec![LASTING], true),
        (vec![Happening::Delivered, LASTING], true),
        (vec![FOR_NOW], true),
        (vec![Happening::Rejected], true),
        (vec![FOR_NOW, Happening::Delivered], false),
        (vec![Happening::Delivered], false),
        (vec![LASTING, Happening::Opened], false),
    ] {
        let world = World::new().await;
        let client = world.invited("Cleo").await;
        let invitation = world.get::<Invitation>(&client.invitation.unwrap()).await;
        let mail = MailId { workspace: world.workspace, row: invitation.mail };
        sweep(&world.ports(), &world.mailer).await.unwrap();
        for what in &told {
            tell(&world, mail, *what, 1).await;
        }
        let scope = world.scope();
        let person = crate::accounts::Person::find(&scope.records, client.id.into()).await.unwrap().unwrap();
        let again = resend(&scope, &invitation, &person).await;
        assert_eq!(again.is_ok(), lost, "{told:?}");
        assert!(lost || matches!(again, Err(Error::ResendTooSoon(_))), "{told:?}");
    }
}
