//! Changing one's email: confirmed at the new address, told to the old (S04).

use super::{Person, password::require_password};
use crate::{
    Error, Result,
    limits::{CODE_ADDRESS, CODE_EMAIL},
    mail::{self, Mail},
    proofs::{self, Account, Purpose, Shown, Topic},
    records::Changes,
    scope::Scope,
    text::Email,
};

/// Sends a mail to the new address to confirm it. If somebody else has that address, it gets a note instead; the answer is
/// the same (S05).
pub async fn request(scope: &Scope<'_>, person: &Person, new: &Email, password: &str) -> Result<Changes> {
    scope.limit_address(CODE_ADDRESS).await?;
    scope.limit(CODE_EMAIL, new.as_str()).await?;
    require_password(scope, person, password, "password").await?;
    if new == person.email() {
        return Err(Error::invalid("email", "unchanged", "This is your email already."));
    }
    let taken = scope.records.email_holder::<crate::id::PersonId>(new).await?.is_some();
    let mut changes = scope.change("emailChange.requested");
    let purpose = if taken { Purpose::Decoy } else { Purpose::EmailChange { account: Account::of(person) } };
    let proof = proofs::issue(scope, Topic::EmailChange, purpose, new, &mut changes).await?;
    if taken {
        mail::enqueue(scope, &mut changes, new, Mail::AccountExists);
    } else {
        mail::enqueue(scope, &mut changes, new, Mail::EmailChange { proof: proof.id });
    }
    Ok(changes)
}

/// Takes the new email over, tells the old address, and ends all sessions.
pub async fn confirm(scope: &Scope<'_>, shown: &Shown) -> Result<(Person, Changes)> {
    let proof = proofs::check(scope, Topic::EmailChange, shown).await?;
    let Purpose::EmailChange { account } = proof.purpose else { return Err(Error::CodeExpired) };
    let person = account.holder(scope).await?;
    let mut changes = scope.change_as("email.changed", person.actor());
    proofs::use_up(&proof, &mut changes);
    mail::enqueue(scope, &mut changes, person.email(), Mail::EmailChanged { new: proof.email.clone() });
    let after = person.end_sessions(Some(&proof.email), scope.now(), &mut changes);
    Ok((after, changes))
}
