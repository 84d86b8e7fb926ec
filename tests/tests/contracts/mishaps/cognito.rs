//! Cognito with mishaps.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use aws::CognitoIdentity;
use http::{Request, Response};
use serde_json::{Value, json};
use shared::{
    id::PersonId,
    ports::{Identity, Username},
    text::Password,
};
use tokio::task::JoinSet;

use super::{Flaky, Mishap, Service, TOO_LONG, response};

/// Users with their passwords; one who has none yet has a password that nobody knows.
#[derive(Default)]
struct Pool(Mutex<HashMap<String, Option<String>>>);

impl Service for Pool {
    fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let target = request.headers()["x-amz-target"].to_str().unwrap();
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let name = body["Username"].as_str().or(body["AuthParameters"]["USERNAME"].as_str()).unwrap().to_owned();
        let mut users = self.0.lock().unwrap();
        match (target.rsplit('.').next().unwrap(), users.get_mut(&name)) {
            ("AdminCreateUser", Some(_)) => Self::error(400, "UsernameExistsException"),
            ("AdminCreateUser", None) => {
                assert_eq!((&body["MessageAction"], body.get("UserAttributes")), (&json!("SUPPRESS"), None));
                users.insert(name, None);
                ok(&json!({ "User": {} }))
            }
            ("AdminInitiateAuth", None) => Self::error(400, "NotAuthorizedException"),
            (_, None) => Self::error(400, "UserNotFoundException"),
            ("AdminSetUserPassword", Some(password)) => {
                assert_eq!(body["Permanent"], true);
                *password = Some(body["Password"].as_str().unwrap().to_owned());
                ok(&json!({}))
            }
            ("AdminDeleteUser", Some(_)) => {
                users.remove(&name);
                ok(&json!({}))
            }
            ("AdminInitiateAuth", Some(password)) => {
                let right = password.as_deref() == body["AuthParameters"]["PASSWORD"].as_str();
                let tokens = json!({ "AuthenticationResult": { "AccessToken": "a", "RefreshToken": "r" } });
                if right { ok(&tokens) } else { Self::error(400, "NotAuthorizedException") }
            }
            (other, _) => panic!("the adapter has no need of {other}"),
        }
    }

    fn error(status: u16, code: &str) -> Response<Vec<u8>> {
        response(status, json!({ "__type": code, "message": "no" }).to_string())
    }
}

fn ok(body: &Value) -> Response<Vec<u8>> {
    response(200, body.to_string())
}

fn room() -> (Arc<Flaky<Pool>>, CognitoIdentity) {
    let (flaky, connection) = Flaky::new(Pool::default());
    (flaky, CognitoIdentity::new(connection.cognito(), "us-east-1_pool", "client"))
}

fn jo() -> Username {
    let person: PersonId = "client_01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
    Username { workspace: "workspace_01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap(), person }
}

fn password(text: &str) -> Password {
    text.parse().unwrap()
}

const PASSWORD: &str = "correct horse";

#[tokio::test]
async fn what_cognito_throttles_fails_or_loses_is_repeated_at_every_step() {
    let (busy, failed) =
        (Mishap::Refused(400, "TooManyRequestsException"), Mishap::Refused(500, "InternalErrorException"));
    for mishap in [busy, failed, Mishap::Lost, Mishap::Silent] {
        for nth in 0..2 {
            let (flaky, identity) = room();
            let first = (0..nth).map(|_| Mishap::None).chain([mishap]);
            flaky.mishaps(first);
            identity.set_password(&jo(), &password(PASSWORD)).await.unwrap();
            assert_eq!(flaky.requests().len(), 3, "{mishap:?} at request {nth}");
            assert!(identity.verify(&jo(), PASSWORD).await.unwrap());
        }
        let (flaky, identity) = room();
        identity.set_password(&jo(), &password(PASSWORD)).await.unwrap();
        flaky.mishaps([mishap]);
        assert!(identity.verify(&jo(), PASSWORD).await.unwrap(), "{mishap:?}");
        flaky.mishaps([mishap]);
        identity.remove(&jo()).await.unwrap();
        assert!(flaky.service.0.lock().unwrap().is_empty(), "{mishap:?}");
    }
}

/// Wherever it stops, nobody gets in with a password that was not set, and setting it again mends everything.
#[tokio::test]
async fn a_password_that_could_not_be_set_can_be_set_again() {
    for nth in 0..2 {
        let (flaky, identity) = room();
        let away = || std::iter::repeat_n(Mishap::Refused(503, "ServiceUnavailableException"), 50);
        flaky.mishaps((0..nth).map(|_| Mishap::None).chain(away()));
        assert!(identity.set_password(&jo(), &password(PASSWORD)).await.is_err());
        flaky.mishaps([]);
        assert!(!identity.verify(&jo(), PASSWORD).await.unwrap());
        identity.set_password(&jo(), &password(PASSWORD)).await.unwrap();
        assert!(identity.verify(&jo(), PASSWORD).await.unwrap());
    }
}

#[tokio::test]
async fn cognito_that_stays_away_is_an_error_in_bounded_time() {
    let mut trials = JoinSet::new();
    for mishap in [Mishap::Silent, Mishap::Lost, Mishap::Refused(400, "TooManyRequestsException")] {
        for operation in 0..3 {
            trials.spawn(async move {
                let (flaky, identity) = room();
                flaky.mishaps(std::iter::repeat_n(mishap, 50));
                let start = Instant::now();
                let failed = match operation {
                    0 => identity.set_password(&jo(), &password(PASSWORD)).await.is_err(),
                    1 => identity.verify(&jo(), PASSWORD).await.is_err(),
                    _ => identity.remove(&jo()).await.is_err(),
                };
                assert!(failed && start.elapsed() < TOO_LONG, "{mishap:?} {operation}: {:?}", start.elapsed());
                assert!(flaky.requests().len() <= 5, "{mishap:?} {operation}");
            });
        }
    }
    trials.join_all().await;
}

#[tokio::test]
async fn a_refusal_is_false_and_a_failure_is_an_error() {
    let (flaky, identity) = room();
    identity.set_password(&jo(), &password(PASSWORD)).await.unwrap();
    for code in [
        "NotAuthorizedException",
        "UserNotFoundException",
        "UserNotConfirmedException",
        "PasswordResetRequiredException",
    ] {
        flaky.mishaps([Mishap::Refused(400, code)]);
        assert!(!identity.verify(&jo(), PASSWORD).await.unwrap(), "{code}");
    }
    for code in ["ResourceNotFoundException", "InvalidParameterException", "AccessDeniedException"] {
        flaky.mishaps([Mishap::Refused(400, code)]);
        assert!(identity.verify(&jo(), PASSWORD).await.is_err(), "{code}");
    }
}

/// S05: the time of a refusal tells nothing, as long as Cognito takes less.
#[tokio::test]
async fn s05_a_wrong_password_and_an_unknown_username_are_told_at_the_same_time() {
    let (_, identity) = room();
    identity.set_password(&jo(), &password(PASSWORD)).await.unwrap();
    let nobody = Username { workspace: "workspace_01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().unwrap(), ..jo() };
    for username in [jo(), nobody] {
        let start = Instant::now();
        assert!(!identity.verify(&username, "battery staple").await.unwrap());
        assert!(start.elapsed() >= Duration::from_millis(400), "{:?}", start.elapsed());
    }
}

/// Whatever is a password of Portico's is one that every policy of a pool takes, and Cognito is not told it.
#[tokio::test]
async fn cognito_is_given_a_digest_of_one_form_for_every_password() {
    let (flaky, identity) = room();
    let ligatures = "\u{FDFA}".repeat(256);
    for text in ["  ten spaces  ", "aaaaaaaaaa", "пароль пароль", "0123456789", &"x".repeat(256), &ligatures]
    {
        identity.set_password(&jo(), &password(text)).await.unwrap();
        assert!(identity.verify(&jo(), text).await.unwrap());
        let requests = flaky.requests();
        assert!(!requests.iter().any(|it| it.contains(text)), "{text} was sent");
        let given = flaky.service.0.lock().unwrap().values().next().cloned().flatten().unwrap();
        let has = |class: fn(char) -> bool| given.contains(class);
        assert_eq!((given.len(), given.is_ascii()), (47, true), "{given}");
        assert!(has(char::is_uppercase) && has(char::is_lowercase) && has(char::is_numeric), "{given}");
        assert!(given.contains('.') && !given.contains(' '), "{given}");
    }
}

/// Of two people with the same password, the pool does not know that it is the same.
#[tokio::test]
async fn the_same_password_of_another_is_another_digest() {
    let (flaky, identity) = room();
    let other = Username { workspace: "workspace_01BX5ZZKBKACTAV9WEVGEMMVRZ".parse().unwrap(), ..jo() };
    for username in [jo(), other] {
        identity.set_password(&username, &password(PASSWORD)).await.unwrap();
    }
    let given: std::collections::BTreeSet<_> = flaky.service.0.lock().unwrap().values().cloned().collect();
    assert_eq!(given.len(), 2);
}
