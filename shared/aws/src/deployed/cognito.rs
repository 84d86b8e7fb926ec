//! The identity port over one Cognito user pool.
//!
//! A username is the port's: a workspace and a person. No user has an attribute; an email is neither alias nor attribute,
//! so the pool knows no person by anything that means something elsewhere. Users are made when they get a password.
//!
//! What Cognito is given is no password that somebody typed, but a digest of it: see [`secret`]. What the pool must be like
//! is in [`create_user_pool`]; the deployed stack's pool is the same.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_cognitoidentityprovider::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::{
        admin_create_user::AdminCreateUserError, admin_delete_user::AdminDeleteUserError,
        admin_initiate_auth::AdminInitiateAuthError, admin_set_user_password::AdminSetUserPasswordError,
    },
    types::{
        AdminCreateUserConfigType, AuthFlowType, ChallengeNameType, ExplicitAuthFlowsType, MessageActionType,
        PasswordPolicyType, PreventUserExistenceErrorTypes, UserPoolMfaType, UserPoolPolicyType,
        UsernameConfigurationType,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::{
    ports::{Identity, IdentityError, Username, normal_password},
    text::Password,
};
use tokio::time::{Instant, sleep_until, timeout};

use super::described::described;
use crate::trouble::BUDGET;

/// How long it takes at least to be told that a password is wrong.
///
/// Cognito answers the same for a wrong password and for a username that does not exist, but promises nothing about the
/// time. Both take less than this, so that whoever waits for the answer learns nothing from it. What remains: an answer
/// that takes longer, in an outage or under a load that Cognito feels, is told when it comes.
const REFUSAL: Duration = Duration::from_millis(400);
/// How often a user who vanishes while a password is set is made again.
const ATTEMPTS: u32 = 3;

/// Credentials in one Cognito user pool, made by [`create_user_pool`] or by the deployed stack.
#[derive(Clone, Debug)]
pub struct CognitoIdentity {
    client: Client,
    pool: String,
    pool_client: String,
}

impl CognitoIdentity {
    /// Credentials in a user pool, checked through one of its clients, which has no secret.
    pub fn new(client: Client, user_pool_id: impl Into<String>, user_pool_client_id: impl Into<String>) -> Self {
        Self { client, pool: user_pool_id.into(), pool_client: user_pool_client_id.into() }
    }

    /// Makes a user without a password that anybody knows, or leaves the one who exists.
    async fn create(&self, username: &str) -> Result<(), IdentityError> {
        // The SDK repeats what got no answer, so this may be our own.
        let request = self.client.admin_create_user().user_pool_id(&self.pool).username(username);
        match request.message_action(MessageActionType::Suppress).send().await {
            Err(err) if matches!(err.as_service_error(), Some(AdminCreateUserError::UsernameExistsException(_))) => {
                Ok(())
            }
            made => made.map(drop).map_err(failure),
        }
    }

    /// Sets the password of a user; false if there is none.
    async fn set(&self, username: &str, secret: &str) -> Result<bool, IdentityError> {
        let request = self.client.admin_set_user_password().user_pool_id(&self.pool).username(username);
        match request.password(secret).permanent(true).send().await {
            Err(err) if matches!(err.as_service_error(), Some(AdminSetUserPasswordError::UserNotFoundException(_))) => {
                Ok(false)
            }
            set => set.map(|_| true).map_err(failure),
        }
    }

    async fn check(&self, username: &str, secret: &str) -> Result<bool, IdentityError> {
        let request = self
            .client
            .admin_initiate_auth()
            .user_pool_id(&self.pool)
            .client_id(&self.pool_client)
            .auth_flow(AuthFlowType::AdminUserPasswordAuth)
            .auth_parameters("USERNAME", username)
            .auth_parameters("PASSWORD", secret);
        let answer = match request.send().await {
            Err(err) if err.as_service_error().is_some_and(says_no) => return Ok(false),
            answer => answer.map_err(failure)?,
        };
        match answer.challenge_name {
            // The tokens are dropped: a session of Portico is all that a browser gets.
            None if answer.authentication_result.is_some() => Ok(true),
            // Made, but stopped before the password was set.
            Some(ChallengeNameType::NewPasswordRequired) => Ok(false),
            other => {
                Err(IdentityError(format!("the user pool answers a password with the challenge {other:?}").into()))
            }
        }
    }
}

#[async_trait]
impl Identity for CognitoIdentity {
    /// Whatever stops this in between leaves a user whose password is the old one, or one that nobody knows.
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError> {
        let (username, secret) = (username.to_string(), secret(username, password.as_str()));
        bounded(async {
            for _ in 0..ATTEMPTS {
                self.create(&username).await?;
                if self.set(&username, &secret).await? {
                    return Ok(());
                }
            }
            Err(IdentityError("the user vanishes each time".into()))
        })
        .await
    }

    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError> {
        let start = Instant::now();
        let secret = secret(username, &normal_password(password));
        let right = bounded(self.check(&username.to_string(), &secret)).await?;
        if !right {
            sleep_until(start + REFUSAL).await;
        }
        Ok(right)
    }

    async fn remove(&self, username: &Username) -> Result<(), IdentityError> {
        let request = self.client.admin_delete_user().user_pool_id(&self.pool).username(username.to_string());
        match bounded(async { Ok(request.send().await) }).await? {
            Err(err) if matches!(err.as_service_error(), Some(AdminDeleteUserError::UserNotFoundException(_))) => {
                Ok(())
            }
            removed => removed.map(drop).map_err(failure),
        }
    }
}

/// Whether an answer means that this is not the password. `NotAuthorized` is also what Cognito answers for some seconds or
/// minutes after five wrong tries in a row, whatever comes then.
fn says_no(error: &AdminInitiateAuthError) -> bool {
    matches!(
        error,
        AdminInitiateAuthError::NotAuthorizedException(_)
            | AdminInitiateAuthError::UserNotFoundException(_)
            | AdminInitiateAuthError::UserNotConfirmedException(_)
            | AdminInitiateAuthError::PasswordResetRequiredException(_)
    )
}

/// What Cognito keeps instead of a password.
///
/// Cognito takes at most 256 characters and no space at either end, and does not say which others; a [`Password`] is any
/// 10 to 256 characters, and more of them once they are composed. A digest is always 47 characters of all the classes that a policy
/// can ask for. It is of this username alone, and no service sees what somebody typed.
fn secret(username: &Username, password: &str) -> String {
    let digest = Sha256::new()
        .chain_update("portico password 1\0")
        .chain_update(username.to_string())
        .chain_update("\0")
        .chain_update(password)
        .finalize();
    format!("Pw1.{}", URL_SAFE_NO_PAD.encode(digest))
}

/// Gives up when all the calls of one operation have taken too long together.
async fn bounded<T>(work: impl Future<Output = Result<T, IdentityError>> + Send) -> Result<T, IdentityError> {
    timeout(BUDGET, work).await.map_err(|err| IdentityError(err.into()))?
}

fn failure<E>(error: SdkError<E>) -> IdentityError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    IdentityError(described(error))
}

/// Makes a user pool and its client on a stand-in for AWS, and returns their ids; on AWS itself the deployed stack makes them.
///
/// What a pool must be like: usernames as they are, nothing else to sign in with, no attribute required, users made by nobody
/// but Portico, no second factor (Portico asks for it itself, if ever), and no history of passwords, since setting one again
/// must work. Its client has no secret, allows `ADMIN_USER_PASSWORD_AUTH` alone, and does not tell who exists. The policy for
/// passwords does not matter up to 47 characters; the rules for people are those of [`Password`].
pub async fn create_user_pool(client: &Client, name: &str) -> Result<(String, String), IdentityError> {
    let missing = |what: &str| IdentityError(format!("the answer lacks {what}").into());
    let as_is =
        UsernameConfigurationType::builder().case_sensitive(true).build().map_err(|err| IdentityError(err.into()))?;
    let request = client
        .create_user_pool()
        .pool_name(name)
        .username_configuration(as_is)
        .mfa_configuration(UserPoolMfaType::Off)
        .admin_create_user_config(AdminCreateUserConfigType::builder().allow_admin_create_user_only(true).build())
        .policies(UserPoolPolicyType::builder().password_policy(policy()).build());
    let pool =
        request.send().await.map_err(failure)?.user_pool.and_then(|it| it.id).ok_or_else(|| missing("a pool"))?;
    let request = client
        .create_user_pool_client()
        .user_pool_id(&pool)
        .client_name("portico")
        .generate_secret(false)
        .explicit_auth_flows(ExplicitAuthFlowsType::AllowAdminUserPasswordAuth)
        .prevent_user_existence_errors(PreventUserExistenceErrorTypes::Enabled);
    let made = request.send().await.map_err(failure)?.user_pool_client.and_then(|it| it.client_id);
    Ok((pool, made.ok_or_else(|| missing("a client"))?))
}

fn policy() -> PasswordPolicyType {
    let policy = PasswordPolicyType::builder().minimum_length(10).temporary_password_validity_days(1);
    policy.require_lowercase(true).require_uppercase(true).require_numbers(true).require_symbols(true).build()
}
