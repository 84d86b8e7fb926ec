//! Signing in with email and password.

use super::Person;
use crate::{
    Error, Result,
    id::{Id, PersonId},
    limits::{SIGN_IN_ADDRESS, SIGN_IN_EMAIL},
    ports::Username,
    scope::Scope,
    text::Email,
};

/// Who this is. Whether the email has an account shows neither in the answer nor in the time it takes (S05): a password
/// is checked in every case, and of people who may not sign in nothing more is said than of those who do not exist.
pub async fn sign_in(scope: &Scope<'_>, email: &Email, password: &str) -> Result<Person> {
    scope.limit_address(SIGN_IN_ADDRESS).await?;
    scope.limit(SIGN_IN_EMAIL, email.as_str()).await?;
    let person = Person::with_email(&scope.records, email).await?;
    let nobody = PersonId::Client(Id::new(ulid::Ulid(0)));
    let id = person.as_ref().map_or(nobody, Person::id);
    let username = Username { workspace: scope.workspace(), person: id };
    let right = scope.ports.identity.verify(&username, password).await?;
    person.filter(|it| right && it.may_sign_in()).ok_or(Error::InvalidCredentials)
}
