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
/// is checked in every case, and people who may not sign in count as people who do not exist.
pub async fn sign_in(scope: &Scope<'_>, email: &Email, password: &str) -> Result<Person> {
    scope.limit_address(SIGN_IN_ADDRESS).await?;
    scope.limit(SIGN_IN_EMAIL, email.as_str()).await?;
    let person = Person::with_email(&scope.records, email).await?.filter(Person::may_sign_in);
    let nobody = PersonId::Client(Id::new(ulid::Ulid(0)));
    let id = person.as_ref().map_or(nobody, Person::id);
    let username = Username { workspace: scope.workspace(), person: id };
    let right = scope.ports.identity.verify(&username, password).await?;
    person.filter(|_| right).ok_or(Error::InvalidCredentials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clients::{Client, ClientStatus},
        ports::MockIdentity,
        scope::Ports,
        testing::World,
    };

    /// S05: a service that takes its time to refuse takes it for those, too, who know the password and may not sign in.
    #[tokio::test]
    async fn s05_the_password_of_somebody_who_may_not_sign_in_is_not_even_compared() {
        let world = World::new().await;
        let cleo = world.client("cleo").await;
        world.edit::<Client>(&cleo, |it| it.status = ClientStatus::Deactivated).await;
        let mut identity = MockIdentity::new();
        identity
            .expect_verify()
            .withf(move |username, _| username.person != cleo.into())
            .times(1)
            .returning(|_, _| Ok(true));
        let scope = Scope::system(Ports { identity: &identity, ..world.ports() }, world.workspace);
        let refused = sign_in(&scope, &"cleo@client.example".parse().unwrap(), "their own password").await;
        assert!(matches!(refused, Err(Error::InvalidCredentials)), "{refused:?}");
    }
}
