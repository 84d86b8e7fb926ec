//! What each mail says. Written at the moment it is sent, from the records as they are then.

use super::{
    Mail, Outbox,
    render::{Button, Letter, render},
};
use crate::{
    Result,
    accounts::Person,
    clients::{Client, ClientId, ClientStatus},
    id::PersonId,
    invitations::{Invitation, InvitationId, InvitationState, InvitationTemplate},
    ports::OutgoingMail,
    proofs::{self, ProofId},
    records::{Entity, Stored},
    scope::Scope,
    text::{Email, Markdown},
    workspaces::Workspace,
};

/// The mail, or nothing if there is no longer a reason to send it.
pub(super) async fn compose(scope: &Scope<'_>, row: &Outbox) -> Result<Option<OutgoingMail>> {
    let Some(workspace) = scope.records.find::<Workspace>(&()).await? else { return Ok(None) };
    let portal = scope.ports.addresses.portal(&workspace.slug);
    let desk = Desk { scope, workspace: &workspace, portal };
    let letter = match &row.mail {
        Mail::Invitation { invitation, proof } => desk.invitation(*invitation, *proof, &row.to).await?,
        Mail::SignUpCode { proof } => Some(desk.sign_up_code(*proof)),
        Mail::AccountExists => Some(desk.account_exists()),
        Mail::PasswordReset { proof } => Some(desk.password_reset(*proof)),
        Mail::PasswordChanged => Some(desk.password_changed()),
        Mail::EmailChange { proof } => Some(desk.email_change(*proof)),
        Mail::EmailChanged { new } => Some(desk.email_changed(new.as_str())),
        Mail::ClientSignedUp { client } => desk.client_signed_up(*client, &row.to).await?,
        Mail::ClientActivated { client } => desk.client_activated(*client, &row.to).await?,
        Mail::InvitationRequested { person } => desk.invitation_requested(*person, &row.to).await?,
        Mail::DetailsUpdated { client } => desk.details_updated(*client, &row.to).await?,
        Mail::Archived { client } => desk.archived(*client, &row.to).await?,
        Mail::Nothing => None,
    };
    letter.map(|letter| render(&workspace, scope.ports.addresses, &row.to, &letter)).transpose()
}

/// What every mail is written from.
struct Desk<'a> {
    scope: &'a Scope<'a>,
    workspace: &'a Workspace,
    portal: String,
}

impl Desk<'_> {
    fn firm(&self) -> &str {
        self.workspace.brand_name.as_str()
    }

    /// A button to a page that takes a proof. The token is in the fragment, which no server and no log ever sees.
    fn proof_button(&self, label: &str, page: &str, proof: ProofId) -> Button {
        let url = format!("{}/{page}#{}", self.portal, proofs::token(self.scope, proof));
        Button { label: label.to_owned(), url }
    }

    fn code(&self, proof: ProofId) -> String {
        proofs::code(self.scope, proof)
    }

    /// Somebody to tell the team member of this address about, who may still see them (A05): it may go out long after it was
    /// written.
    async fn known_to(&self, to: &Email, id: PersonId) -> Result<Option<Person>> {
        let reader = Person::with_email(&self.scope.records, to).await?.filter(Person::may_sign_in);
        let Some(Person::InternalUser(reader)) = reader else { return Ok(None) };
        let person = Person::find(&self.scope.records, id).await?;
        Ok(person.filter(|it| match it {
            Person::InternalUser(user) => user.visible_to(&reader.viewer()),
            Person::Client(client) => client.visible_to(&reader.viewer()),
        }))
    }

    /// A client to write to, if they stand where the mail says and have this address: it may go out long after it was written.
    async fn client_still(&self, id: ClientId, status: ClientStatus, to: &Email) -> Result<Option<Stored<Client>>> {
        Ok(self.scope.records.find::<Client>(&id).await?.filter(|it| it.status == status && it.email == *to))
    }

    async fn invitation(&self, id: InvitationId, proof: ProofId, to: &Email) -> Result<Option<Letter>> {
        let Some(invitation) = self.scope.records.find::<Invitation>(&id).await? else { return Ok(None) };
        // Taken back, replaced by a newer mail, or addressed to where the person no longer is, before this one went out.
        let waits = invitation.state(self.scope.now()) == InvitationState::Pending;
        if !waits || invitation.proof != proof || invitation.email != *to {
            return Ok(None);
        }
        let Some(person) = Person::find(&self.scope.records, invitation.person).await? else { return Ok(None) };
        let firm = self.firm();
        let template = match invitation.template {
            Some(id) => self.scope.records.find::<InvitationTemplate>(&id).await?,
            None => None,
        };
        let given = person.names().0.to_string();
        let subject = |text: &str| text.replace("{{givenName}}", &given).replace("{{brandName}}", firm);
        let (subject, from_firm) = match (&person, &template) {
            (Person::Client(_), Some(template)) => (subject(template.subject.as_str()), template.body.to_string()),
            (Person::Client(_), None) => (String::new(), self.workspace.invitation_text.to_string()),
            (Person::InternalUser(_), _) => {
                let text = "You have been added to the team. Set a password to open the dashboard, where the firm's clients \
                    and its work with them are kept.";
                (String::new(), text.to_owned())
            }
        };
        let usual = match &person {
            Person::Client(_) => format!("{firm} invites you to their client portal"),
            Person::InternalUser(_) => format!("Join {firm} on Portico"),
        };
        Ok(Some(Letter {
            subject: if subject.is_empty() { usual } else { subject },
            heading: format!("Welcome, {given}"),
            from_firm: from_firm.parse::<Markdown>().ok(),
            blanks: vec![("{{givenName}}", given), ("{{brandName}}", firm.to_owned())],
            button: Some(self.proof_button("Set your password", "accept", proof)),
            code: Some(self.code(proof)),
            notes: vec![
                format!(
                    "The button opens a page where you choose a password; then you are signed in. Your sign-in is {}.",
                    invitation.email
                ),
                format!("The code works at {}/accept together with your email address.", self.portal),
                "The invitation is good for 14 days. If you did not expect it, you can ignore this email.".to_owned(),
            ],
            ..Letter::default()
        }))
    }

    fn sign_up_code(&self, proof: ProofId) -> Letter {
        Letter {
            subject: format!("{} is your code for {}", self.code(proof), self.firm()),
            heading: "Confirm your email".to_owned(),
            paragraphs: vec![format!("Use this code to create your account at {}.", self.firm())],
            button: Some(self.proof_button("Confirm and choose a password", "sign-up", proof)),
            code: Some(self.code(proof)),
            notes: vec!["It is good for one hour. If you did not ask for it, you can ignore this email.".to_owned()],
            ..Letter::default()
        }
    }

    fn account_exists(&self) -> Letter {
        Letter {
            subject: format!("You already have an account at {}", self.firm()),
            heading: "You already have an account".to_owned(),
            paragraphs: vec![format!(
                "Somebody, most likely you, tried to use this email for a new account at {}. There is one already: sign in, \
                 or set a new password if you have forgotten it.",
                self.firm()
            )],
            button: Some(Button { label: "Sign in".to_owned(), url: format!("{}/sign-in", self.portal) }),
            notes: vec!["If it was not you, there is nothing to do: nothing was changed.".to_owned()],
            ..Letter::default()
        }
    }

    fn password_reset(&self, proof: ProofId) -> Letter {
        Letter {
            subject: format!("Set a new password for {}", self.firm()),
            heading: "Set a new password".to_owned(),
            paragraphs: vec![format!("You asked for a new password at {}.", self.firm())],
            button: Some(self.proof_button("Choose a new password", "reset", proof)),
            code: Some(self.code(proof)),
            notes: vec!["It is good for one hour. If you did not ask for it, your password stays as it is.".to_owned()],
            ..Letter::default()
        }
    }

    fn password_changed(&self) -> Letter {
        Letter {
            subject: format!("Your password at {} was changed", self.firm()),
            heading: "Your password was changed".to_owned(),
            paragraphs: vec!["You have been signed out everywhere else.".to_owned()],
            button: Some(Button { label: "It was not me".to_owned(), url: format!("{}/forgot", self.portal) }),
            notes: vec!["If it was you, there is nothing to do.".to_owned()],
            ..Letter::default()
        }
    }

    fn email_change(&self, proof: ProofId) -> Letter {
        Letter {
            subject: format!("Confirm your new email for {}", self.firm()),
            heading: "Confirm your new email".to_owned(),
            paragraphs: vec![format!(
                "Confirm that you want to sign in at {} with this address from now on.",
                self.firm()
            )],
            button: Some(self.proof_button("Confirm this address", "confirm-email", proof)),
            code: Some(self.code(proof)),
            notes: vec!["It is good for one hour. If you did not ask for it, you can ignore this email.".to_owned()],
            ..Letter::default()
        }
    }

    fn email_changed(&self, new: &str) -> Letter {
        Letter {
            subject: format!("Your email at {} was changed", self.firm()),
            heading: "Your email was changed".to_owned(),
            paragraphs: vec![format!(
                "You now sign in at {} with {new}. This address no longer works there.",
                self.firm()
            )],
            notes: vec!["If it was not you, contact the firm at once.".to_owned()],
            ..Letter::default()
        }
    }

    /// N01: with a link that opens a message to them.
    async fn client_signed_up(&self, id: ClientId, to: &Email) -> Result<Option<Letter>> {
        let Some(client) = self.known_to(to, id.into()).await? else { return Ok(None) };
        Ok(Some(Letter {
            subject: format!("{} signed up", client.name()),
            heading: format!("{} signed up at your portal", client.name()),
            paragraphs: vec![format!(
                "They created their own account with {} and are in your clients now.",
                client.email()
            )],
            button: Some(Button { label: "Write to them".to_owned(), url: format!("mailto:{}", client.email()) }),
            link: Some(self.page_button(id.into())),
            ..Letter::default()
        }))
    }

    /// N02.
    async fn client_activated(&self, id: ClientId, to: &Email) -> Result<Option<Letter>> {
        let Some(client) = self.known_to(to, id.into()).await? else { return Ok(None) };
        Ok(Some(Letter {
            subject: format!("{} activated their account", client.name()),
            heading: format!("{} is in", client.name()),
            paragraphs: vec![format!(
                "They accepted the invitation that was sent to {} and have signed in.",
                client.email()
            )],
            button: Some(self.page_button(id.into())),
            ..Letter::default()
        }))
    }

    async fn invitation_requested(&self, id: PersonId, to: &Email) -> Result<Option<Letter>> {
        let Some(person) = self.known_to(to, id).await? else { return Ok(None) };
        Ok(Some(Letter {
            subject: format!("{} asks for a new invitation", person.name()),
            heading: format!("{} asks for a new invitation", person.name()),
            paragraphs: vec![format!("Their link no longer works. Send a new invitation to {}.", person.email())],
            button: Some(self.page_button(id)),
            ..Letter::default()
        }))
    }

    async fn details_updated(&self, id: ClientId, to: &Email) -> Result<Option<Letter>> {
        let Some(client) = self.client_still(id, ClientStatus::Active, to).await? else { return Ok(None) };
        Ok(Some(Letter {
            subject: format!("{} updated your details", self.firm()),
            heading: format!("Hello {}, your details were updated", client.given_name),
            paragraphs: vec![format!(
                "{} changed what your portal says about you. Have a look whether it is right.",
                self.firm()
            )],
            button: Some(Button { label: "Open your portal".to_owned(), url: format!("{}/account", self.portal) }),
            ..Letter::default()
        }))
    }

    async fn archived(&self, id: ClientId, to: &Email) -> Result<Option<Letter>> {
        let Some(client) = self.client_still(id, ClientStatus::Archived, to).await? else { return Ok(None) };
        Ok(Some(Letter {
            subject: format!("Your access to {} has ended", self.firm()),
            heading: format!("Goodbye, {}", client.given_name),
            paragraphs: vec![format!(
                "{} has closed your access to their portal. Thank you for working together.",
                self.firm()
            )],
            notes: vec!["If this comes as a surprise, please contact the firm.".to_owned()],
            ..Letter::default()
        }))
    }

    /// A button to where the team deals with a person.
    fn page_button(&self, id: PersonId) -> Button {
        let (label, page) = match id {
            PersonId::Client(id) => ("Open their page", format!("clients/{id}")),
            PersonId::InternalUser(_) => ("Open the invitations", "invitations".to_owned()),
        };
        Button { label: label.to_owned(), url: format!("{}/app/{page}", self.portal) }
    }
}

#[cfg(test)]
mod tests;
