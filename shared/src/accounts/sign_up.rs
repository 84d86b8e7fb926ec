//! Direct sign-up: an invitation that a person sends themselves (S01–S03, S05).

use schemars::JsonSchema;
use serde::Deserialize;

use super::Person;
use crate::{
    Error, Result,
    clients::{self, Client, ClientStatus, CreationMethod},
    companies::{Company, CompanyStatus},
    fields::FieldValues,
    invitations,
    limits::{CODE_ADDRESS, CODE_EMAIL},
    mail::{self, Mail},
    ports::Username,
    proofs::{self, Proof, Purpose, Shown, Topic},
    records::{Changes, Stored},
    scope::Scope,
    text::{Email, Name, Password, Title},
    workspaces::{ClientMode, Limited, Workspace},
};

/// What a visitor says to sign up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSignUp {
    /// Their given name.
    pub given_name: Name,
    /// Their family name.
    pub family_name: Option<Name>,
    /// Their email; a code is sent there.
    pub email: Email,
    /// The company they work for. It gives access to nothing by itself.
    pub company_name: Option<Title>,
}

/// Somebody who has confirmed a sign-up.
#[derive(Debug)]
pub struct Confirmed {
    /// The client they are now.
    pub person: Person,
    /// What has to be committed.
    pub changes: Changes,
}

/// Sends a code to confirm the email. Whether the email has an account shows only in the mail itself (S05).
pub async fn request(scope: &Scope<'_>, workspace: &Workspace, new: NewSignUp) -> Result<Changes> {
    require_open(workspace)?;
    match (workspace.client_mode, &new.company_name) {
        (ClientMode::Individuals, Some(_)) => return Err(Error::CompaniesDisabled),
        (ClientMode::Businesses, None) => {
            let advice = "Enter the company you work for.";
            return Err(Error::invalid("companyName", "company_required", advice));
        }
        _ => (),
    }
    scope.limit_address(CODE_ADDRESS).await?;
    scope.limit(CODE_EMAIL, new.email.as_str()).await?;
    let known = Person::with_email(&scope.records, &new.email).await?;
    let taken = known.is_some_and(|it| !it.awaits_activation());
    let mut changes = scope.change("signUp.requested");
    let purpose = if taken {
        Purpose::Decoy
    } else {
        Purpose::SignUp { given_name: new.given_name, family_name: new.family_name, company_name: new.company_name }
    };
    let proof = proofs::issue(scope, Topic::SignUp, purpose, &new.email, &mut changes).await?;
    let mail = if taken { Mail::AccountExists } else { Mail::SignUpCode { proof: proof.id } };
    mail::enqueue(scope, &mut changes, &new.email, mail);
    Ok(changes)
}

/// Confirms the email, sets the password and lets the person in. Somebody whom the firm already knows under this email and
/// who has not activated becomes active as who they are; anybody else becomes a new client.
pub async fn confirm(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    shown: &Shown,
    password: &Password,
) -> Result<Confirmed> {
    require_open(workspace)?;
    let proof = proofs::check(scope, Topic::SignUp, shown).await?;
    match Person::with_email(&scope.records, &proof.email).await? {
        Some(Person::Client(known)) if Person::from(Stored::clone(&known)).awaits_activation() => {
            let username = Username { workspace: scope.workspace(), person: known.id.into() };
            scope.ports.identity.set_password(&username, password).await?;
            let (client, mut changes) = invitations::activate_client(scope, &known).await?;
            proofs::use_up(&proof, &mut changes);
            Ok(Confirmed { person: client.into(), changes })
        }
        Some(_) => Err(Error::CodeExpired),
        None => newcomer(scope, workspace, &proof, password).await,
    }
}

async fn newcomer(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    proof: &Stored<Proof>,
    password: &Password,
) -> Result<Confirmed> {
    let Purpose::SignUp { given_name, family_name, company_name } = proof.purpose.clone() else {
        return Err(Error::CodeExpired);
    };
    let (companies, suggestions) = clients::suggest(scope, workspace, &proof.email, company_name.as_ref()).await?;
    let companies = scope.records.as_system().find_many::<Company>(&companies).await?;
    let companies: Vec<_> = companies.into_iter().filter(|it| it.status == CompanyStatus::Active).collect();
    let client = Client {
        // The proof's own number: confirming again after a crash makes the same client, not a second one.
        id: crate::id::Id::new(proof.id.ulid()),
        given_name,
        family_name,
        email: proof.email.clone(),
        position: None,
        phone: None,
        avatar: None,
        tags: Vec::new(),
        custom_fields: FieldValues::default(),
        profile: None,
        portal_rate: None,
        companies: companies.iter().map(|it| it.id).collect(),
        status: ClientStatus::Active,
        status_before_archive: None,
        creation_method: CreationMethod::DirectSignUp,
        lead: workspace.default_lead,
        visibility: workspace.default_visibility.clone(),
        suggestions,
        session_epoch: 0,
        invitation: None,
        activated_at: Some(scope.now()),
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    let username = Username { workspace: scope.workspace(), person: client.id.into() };
    scope.ports.identity.set_password(&username, password).await?;
    let person = Person::from(Stored { entity: client.clone(), version: 1 });
    let mut changes = scope.change_as("client.signedUp", person.actor());
    proofs::use_up(proof, &mut changes);
    // What it names must be there still: the company, and those whom the settings make lead and visibility (A06).
    for company in &companies {
        changes.require(company);
    }
    changes.require(workspace);
    Limited::Clients.count_in(&workspace.plan, &mut changes);
    changes.create(&client);
    mail::announce(scope, &client, Mail::ClientSignedUp { client: client.id }, &mut changes).await?;
    Ok(Confirmed { person, changes })
}

fn require_open(workspace: &Workspace) -> Result<()> {
    if workspace.direct_sign_up { Ok(()) } else { Err(Error::DirectSignUpDisabled) }
}
