//! The mail port over SES.

mod events;
mod headers;

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_sesv2::{
    Client,
    error::{BuildError, SdkError},
    operation::{
        create_configuration_set::CreateConfigurationSetError,
        create_email_identity::CreateEmailIdentityError,
        send_email::{SendEmailError, builders::SendEmailFluentBuilder},
    },
    types::{Body, Content, Destination, EmailContent, Message, MessageTag},
};
use aws_smithy_types::retry::RetryConfig;
use shared::{
    mail::{Attempt, Ledger, Turn},
    ports::{Mailer, MailerError, OutgoingMail},
};

pub use self::events::{UnreadableEvent, mail_event};
use super::described::described;
use crate::trouble::{BUDGET, Patience, Trouble};

/// The message tag that carries a mail's id at the port, and comes back with what becomes of it.
const TAG: &str = "mail";
/// How long to wait for somebody else who hands over the same mail.
const OTHERS: Duration = Duration::from_secs(3);

/// Mail over SES.
///
/// SES delivers whatever it is handed, as often as it is handed it, so a [`Ledger`] is kept of what it was. A mail whose answer
/// was lost is not handed over again until SES would have told of it: [`Ledger`] says what remains.
///
/// Refused is what SES will never send: a mail that it rejects or can't read. What is wrong with the account, such as a quota
/// that is used up, sending that is paused, a sender that is not verified, is an outage like others: the mail waits until
/// somebody has mended it.
#[derive(Clone, Debug)]
pub struct SesMailer {
    /// Makes one attempt at each call: only what surely was not done is repeated, here.
    client: Client,
    ledger: Ledger,
    sender_address: String,
    configuration_set: String,
}

impl SesMailer {
    /// Mail from `sender_address`, under the names of the firms. The configuration set says where SES tells what becomes of the
    /// mails.
    pub fn new(
        client: &Client,
        ledger: Ledger,
        sender_address: impl Into<String>,
        configuration_set: impl Into<String>,
    ) -> Self {
        let once = client.config().to_builder().retry_config(RetryConfig::disabled()).build();
        let (sender_address, configuration_set) = (sender_address.into(), configuration_set.into());
        Self { client: Client::from_conf(once), ledger, sender_address, configuration_set }
    }

    /// Whether this call hands the mail over; none if SES has it already.
    async fn turn(&self, id: &str) -> Result<Option<Attempt>, MailerError> {
        let mut patience = Patience::within(Some(OTHERS), None);
        loop {
            match self.ledger.begin(id).await.map_err(|err| MailerError::Unavailable(err.into()))? {
                Turn::Theirs(attempt) => return Ok(Some(attempt)),
                Turn::Accepted => return Ok(None),
                // Whoever is at it is done in a moment, unless they were stopped.
                Turn::InDoubt if patience.goes_on().await => {}
                Turn::InDoubt => {
                    let why = "the mail was handed over before, and nobody knows yet whether SES has it";
                    return Err(MailerError::Unavailable(why.into()));
                }
            }
        }
    }

    fn request(&self, id: &str, mail: &OutgoingMail) -> Result<SendEmailFluentBuilder, BuildError> {
        let text = |text: &str| Content::builder().data(text).charset("UTF-8").build();
        let body = Body::builder().text(text(&mail.text)?).html(text(&mail.html)?).build();
        let message = Message::builder().subject(text(&headers::one_line(&mail.subject))?).body(body).build();
        Ok(self
            .client
            .send_email()
            .from_email_address(headers::mailbox(&mail.from_name, &self.sender_address))
            .destination(Destination::builder().to_addresses(headers::one_line(&mail.to)).build())
            .set_reply_to_addresses(mail.reply_to.as_deref().map(|it| vec![headers::one_line(it)]))
            .content(EmailContent::builder().simple(message).build())
            .configuration_set_name(&self.configuration_set)
            .email_tags(MessageTag::builder().name(TAG).value(id).build()?))
    }

    /// Hands over, repeating only what SES says that it has not done.
    async fn hand_over(&self, request: SendEmailFluentBuilder) -> Result<(), (Trouble, SdkError<SendEmailError>)> {
        let mut patience = Patience::within(Some(BUDGET), None);
        loop {
            let Err(error) = request.clone().send().await else { return Ok(()) };
            let trouble = Trouble::of(&error);
            if trouble != Trouble::Busy || !patience.goes_on().await {
                return Err((trouble, error));
            }
        }
    }
}

#[async_trait]
impl Mailer for SesMailer {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        let request = self.request(id, mail).map_err(|err| MailerError::Refused(err.into()))?;
        let Some(attempt) = self.turn(id).await? else { return Ok(()) };
        let (noted, result) = match self.hand_over(request).await {
            Ok(()) => (self.ledger.accepted(attempt).await, Ok(())),
            // It stays in doubt.
            Err((Trouble::Doubtful, error)) => return Err(MailerError::Unavailable(described(error))),
            Err((_, error)) => (self.ledger.not_accepted(attempt).await, Err(failure(error))),
        };
        if let Err(error) = noted {
            tracing::warn!(mail = id, ?error, "it could not be noted whether a mail was handed over");
        }
        result
    }
}

/// What SES says of an account that may not send yet, under the name of a mail that it rejects: the sender is not verified, or,
/// while the account is in SES's sandbox, the receiver is not.
const NOT_VERIFIED: &str = "not verified";

fn failure(error: SdkError<SendEmailError>) -> MailerError {
    match error.as_service_error() {
        Some(SendEmailError::MessageRejected(why)) if why.message().is_some_and(|it| it.contains(NOT_VERIFIED)) => {
            tracing::error!(
                "SES sends nothing: the sender is not verified, or the account is in SES's sandbox and the receiver is not"
            );
            MailerError::Unavailable(described(error))
        }
        Some(SendEmailError::MessageRejected(_) | SendEmailError::BadRequestException(_)) => {
            MailerError::Refused(described(error))
        }
        _ => MailerError::Unavailable(described(error)),
    }
}

/// Makes a sender's address and a configuration set on a stand-in for AWS, or leaves them as they are; on AWS itself the deployed
/// stack makes them.
pub async fn create_sender(client: &Client, address: &str, configuration_set: &str) -> Result<(), MailerError> {
    match client.create_email_identity().email_identity(address).send().await {
        Err(err) if matches!(err.as_service_error(), Some(CreateEmailIdentityError::AlreadyExistsException(_))) => {}
        made => drop(made.map_err(|err| MailerError::Unavailable(err.into()))?),
    }
    match client.create_configuration_set().configuration_set_name(configuration_set).send().await {
        Err(err) if matches!(err.as_service_error(), Some(CreateConfigurationSetError::AlreadyExistsException(_))) => {
            Ok(())
        }
        made => made.map(drop).map_err(|err| MailerError::Unavailable(err.into())),
    }
}
