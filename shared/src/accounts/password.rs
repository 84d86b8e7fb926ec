//! Forgotten and changed passwords (S04).

use super::Person;
use crate::{
    Error, Result,
    limits::{CODE_ADDRESS, CODE_EMAIL, SIGN_IN_EMAIL},
    mail::{self, Mail},
    proofs::{self, Account, Proof, Purpose, Shown, Topic},
    records::{Changes, Stored},
    scope::Scope,
    text::{Email, Password},
};

/// Sends a mail to set a new password, if this email has an account. If not, the same is written and nothing is sent (S05).
pub async fn request_reset(scope: &Scope<'_>, email: &Email) -> Result<Changes> {
    scope.limit_address(CODE_ADDRESS).await?;
    scope.limit(CODE_EMAIL, email.as_str()).await?;
    let person = Person::with_email(&scope.records, email).await?.filter(Person::may_sign_in);
    let mut changes = scope.change("passwordReset.requested");
    let purpose = person.as_ref().map_or(Purpose::Decoy, |it| Purpose::PasswordReset { account: Account::of(it) });
    let proof = proofs::issue(scope, Topic::PasswordReset, purpose, email, &mut changes).await?;
    match person {
        Some(_) => {
            mail::enqueue(scope, &mut changes, email, Mail::PasswordReset { proof: proof.id });
        }
        None => mail::enqueue_nothing(scope, &mut changes, email),
    }
    Ok(changes)
}

/// Whose password this proof resets. Uses nothing up.
pub async fn whose_reset(scope: &Scope<'_>, shown: &Shown) -> Result<Person> {
    Ok(open_reset(scope, shown).await?.1)
}

async fn open_reset(scope: &Scope<'_>, shown: &Shown) -> Result<(Stored<Proof>, Person)> {
    let proof = proofs::check(scope, Topic::PasswordReset, shown).await?;
    let Purpose::PasswordReset { account } = proof.purpose else { return Err(Error::CodeExpired) };
    let person =
        Some(account.holder(scope).await?).filter(|it| *it.email() == proof.email).ok_or(Error::CodeExpired)?;
    Ok((proof, person))
}

/// Sets the new password, ends all sessions, and returns the person to sign in. Can be repeated from any crash point.
pub async fn confirm_reset(scope: &Scope<'_>, shown: &Shown, password: &Password) -> Result<(Person, Changes)> {
    let (proof, person) = open_reset(scope, shown).await?;
    scope.ports.identity.set_password(&person.username(scope.workspace()), password).await?;
    let mut changes = scope.change_as("password.reset", person.actor());
    proofs::use_up(&proof, &mut changes);
    let person = person.end_sessions(None, scope.now(), &mut changes);
    mail::enqueue(scope, &mut changes, person.email(), Mail::PasswordChanged);
    Ok((person, changes))
}

/// Changes one's own password and ends all sessions; the caller keeps their own with [`crate::sessions::keep`]. Can be
/// repeated from any crash point.
pub async fn change(scope: &Scope<'_>, person: &Person, current: &str, new: &Password) -> Result<(Person, Changes)> {
    // Whoever repeats what was stopped half-way has the new password already.
    require_one_of(scope, person, &[current, new.as_str()], "currentPassword").await?;
    scope.ports.identity.set_password(&person.username(scope.workspace()), new).await?;
    let mut changes = scope.change("password.changed");
    let person = person.end_sessions(None, scope.now(), &mut changes);
    mail::enqueue(scope, &mut changes, person.email(), Mail::PasswordChanged);
    Ok((person, changes))
}

/// Succeeds if this is the person's password.
pub(super) async fn require_password(
    scope: &Scope<'_>,
    person: &Person,
    password: &str,
    field: &'static str,
) -> Result<()> {
    require_one_of(scope, person, &[password], field).await
}

/// Succeeds if one of these is the person's password. It counts as one try.
async fn require_one_of(scope: &Scope<'_>, person: &Person, passwords: &[&str], field: &'static str) -> Result<()> {
    scope.limit(SIGN_IN_EMAIL, person.email().as_str()).await?;
    let username = person.username(scope.workspace());
    for password in passwords {
        if scope.ports.identity.verify(&username, password).await? {
            return Ok(());
        }
    }
    Err(Error::invalid(field, "wrong_password", "This is not your password."))
}
