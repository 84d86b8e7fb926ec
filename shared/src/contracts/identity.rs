//! What the identity port promises.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use ulid::Ulid;

use super::{cases, run};
use crate::{
    id::{Id, PersonId},
    ports::{Identity, Username},
    text::Password,
};

/// Checks that an adapter keeps what [`Identity`] promises. Suites with different seeds use different usernames.
pub async fn identity(identity: Arc<dyn Identity>, seed: u64) {
    let cases = cases![
        the_password_that_was_set_is_right_and_others_are_wrong,
        a_username_without_password_has_no_right_one,
        setting_a_password_again_changes_nothing,
        a_new_password_replaces_the_old_one,
        a_removed_username_has_no_password_and_may_be_removed_again,
        people_and_workspaces_do_not_share_passwords,
        a_password_matches_however_its_letters_are_composed,
        two_who_set_a_password_at_once_leave_one_of_the_two,
        an_unknown_username_takes_as_long_as_a_known_one,
    ];
    run(&cases, identity, &seed.to_string()).await;
}

type Port = Arc<dyn Identity>;

/// The `n`th person of a case.
fn person(prefix: &str, n: u128) -> Username {
    let case: u128 = prefix.parse().expect("a prefix is a seed and a number");
    let person = PersonId::Client(Id::new(Ulid(case << 32 | n)));
    Username { workspace: Id::new(Ulid(case)), person }
}

fn password(text: &str) -> Password {
    text.parse().unwrap()
}

async fn the_password_that_was_set_is_right_and_others_are_wrong(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    identity.set_password(&jo, &password("correct horse")).await.unwrap();
    assert!(identity.verify(&jo, "correct horse").await.unwrap());
    for wrong in ["Correct horse", "correct horse ", "correct hors", "", "correct horse\0", &"x".repeat(5000)] {
        assert!(!identity.verify(&jo, wrong).await.unwrap(), "{wrong:?}");
    }
}

async fn a_username_without_password_has_no_right_one(identity: Port, prefix: String) {
    for guess in ["", "correct horse"] {
        assert!(!identity.verify(&person(&prefix, 1), guess).await.unwrap());
    }
}

async fn setting_a_password_again_changes_nothing(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    for _ in 0..3 {
        identity.set_password(&jo, &password("correct horse")).await.unwrap();
        assert!(identity.verify(&jo, "correct horse").await.unwrap());
    }
}

async fn a_new_password_replaces_the_old_one(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    identity.set_password(&jo, &password("correct horse")).await.unwrap();
    identity.set_password(&jo, &password("battery staple")).await.unwrap();
    assert!(identity.verify(&jo, "battery staple").await.unwrap());
    assert!(!identity.verify(&jo, "correct horse").await.unwrap());
}

async fn a_removed_username_has_no_password_and_may_be_removed_again(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    identity.set_password(&jo, &password("correct horse")).await.unwrap();
    for _ in 0..2 {
        identity.remove(&jo).await.unwrap();
        assert!(!identity.verify(&jo, "correct horse").await.unwrap());
    }
    identity.set_password(&jo, &password("battery staple")).await.unwrap();
    assert!(identity.verify(&jo, "battery staple").await.unwrap());
}

/// S06: the same person at two firms has separate accounts.
async fn people_and_workspaces_do_not_share_passwords(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    let sam = person(&prefix, 2);
    let jo_elsewhere = Username { workspace: Id::new(Ulid(jo.workspace.ulid().0 << 64)), ..jo };
    identity.set_password(&jo, &password("correct horse")).await.unwrap();
    identity.set_password(&jo_elsewhere, &password("battery staple")).await.unwrap();
    assert!(!identity.verify(&sam, "correct horse").await.unwrap());
    assert!(!identity.verify(&jo_elsewhere, "correct horse").await.unwrap());
    identity.remove(&jo_elsewhere).await.unwrap();
    assert!(identity.verify(&jo, "correct horse").await.unwrap());
}

async fn a_password_matches_however_its_letters_are_composed(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    identity.set_password(&jo, &password("cafe\u{301} \u{2126} blau")).await.unwrap();
    assert!(identity.verify(&jo, "caf\u{e9} \u{3a9} blau").await.unwrap());
    assert!(identity.verify(&jo, "cafe\u{301} \u{2126} blau").await.unwrap());
    assert!(!identity.verify(&jo, "cafe \u{3a9} blau").await.unwrap());
}

async fn two_who_set_a_password_at_once_leave_one_of_the_two(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    let (one, two) = (password("correct horse"), password("battery staple"));
    let set = tokio::join!(identity.set_password(&jo, &one), identity.set_password(&jo, &two));
    set.0.unwrap();
    set.1.unwrap();
    let matches =
        (identity.verify(&jo, one.as_str()).await.unwrap(), identity.verify(&jo, two.as_str()).await.unwrap());
    assert!(matches.0 != matches.1, "{matches:?}");
}

/// S05: whether a username exists can't be learned from the time an answer takes.
async fn an_unknown_username_takes_as_long_as_a_known_one(identity: Port, prefix: String) {
    let jo = person(&prefix, 1);
    identity.set_password(&jo, &password("correct horse")).await.unwrap();
    let mut fastest = [Duration::MAX; 2];
    // The machine may be busy with something else: the fastest of some attempts tells how much work there is.
    for _ in 0..150 {
        for (fastest, username) in fastest.iter_mut().zip([&jo, &person(&prefix, 2)]) {
            let start = Instant::now();
            assert!(!identity.verify(username, "battery staple").await.unwrap());
            *fastest = start.elapsed().min(*fastest);
        }
        let [known, unknown] = fastest;
        // A double in memory does not hash for long enough to compare.
        let compares = known > Duration::from_millis(2);
        if !compares || (unknown * 3 > known * 2 && known * 3 > unknown * 2) {
            return;
        }
    }
    panic!("{:?} for a known username and {:?} for an unknown one", fastest[0], fastest[1]);
}
