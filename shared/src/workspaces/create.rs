//! Creating a workspace (W01).

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{ClientMode, Help, Limited, Onboarding, Plan, Workspace};
use crate::{
    Error, Result,
    access::{ClientProfiles, RoleKey, Roles},
    audit::{Actor, ActorKind},
    limits::WORKSPACE_ADDRESS,
    ports::{CommitError, Refusal, Username},
    records::{Changes, Stored},
    scope::Scope,
    system,
    team::{InternalUser, Standing},
    text::{Email, Name, Password, Slug, Title},
};

/// What a visitor says to create a workspace.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWorkspace {
    /// The firm's name.
    pub brand_name: Title,
    /// The address its portal shall have.
    pub slug: Slug,
    /// The visitor's own full name.
    pub name: Name,
    /// The visitor's email.
    pub email: Email,
    /// The password they choose.
    pub password: Password,
}

/// Creates a workspace with its first admin. `scope` is of the id that the workspace shall have. The admin's session may
/// be added to the changes that come back, and then they are to be committed with [`finish`].
pub async fn create(scope: &Scope<'_>, new: &NewWorkspace) -> Result<(Stored<Workspace>, InternalUser, Changes)> {
    scope.limit_address(WORKSPACE_ADDRESS).await?;
    if system::workspace_at(scope.ports.store, &new.slug).await?.is_some() {
        return Err(slug_taken());
    }
    let admin = first_admin(scope, new);
    // Before the commit: a password without an account is harmless, an account without its password is not.
    let username = Username { workspace: scope.workspace(), person: admin.id.into() };
    scope.ports.identity.set_password(&username, &new.password).await?;
    let workspace = fresh(scope.workspace(), new, admin.id, scope.now());
    let actor = Actor { kind: ActorKind::InternalUser, id: Some(admin.id.into()), name: admin.name() };
    let mut changes = scope.change_as("workspace.created", actor);
    changes.also(system::claim_slug(&new.slug, workspace.id));
    changes.create(&workspace);
    changes.create(&Roles::default());
    changes.create(&ClientProfiles::first(workspace.id));
    changes.create(&Onboarding::default());
    changes.create(&admin);
    Limited::InternalUsers.count_in(&workspace.plan, &mut changes);
    Ok((Stored { entity: workspace, version: 1 }, admin, changes))
}

/// What a refused commit of a workspace means.
pub fn refused(error: CommitError) -> Error {
    match error {
        CommitError::Refused { what: "slug", refusal: Refusal::Taken } => slug_taken(),
        // A company was created at the same moment as the mode was changed to one without (W07).
        CommitError::Refused { what: "companies", refusal: Refusal::Exceeded } => Error::Stale,
        other => other.into(),
    }
}

fn slug_taken() -> Error {
    Error::Taken { code: "slug_taken", field: "slug", message: "This address is taken. Choose another." }
}

fn first_admin(scope: &Scope<'_>, new: &NewWorkspace) -> InternalUser {
    let (given_name, family_name) = new.name.split();
    InternalUser {
        id: scope.new_id(),
        given_name,
        family_name,
        email: new.email.clone(),
        role: RoleKey::Admin,
        standing: Standing::Active,
        session_epoch: 0,
        invitation: None,
        created_at: scope.now(),
        updated_at: scope.now(),
    }
}

fn fresh(id: super::WorkspaceId, new: &NewWorkspace, admin: crate::team::InternalUserId, now: Timestamp) -> Workspace {
    let fixed = "a text of our own is valid";
    Workspace {
        id,
        slug: new.slug.clone(),
        brand_name: new.brand_name.clone(),
        company_label: "Company".parse().expect(fixed),
        company_label_plural: "Companies".parse().expect(fixed),
        client_mode: ClientMode::default(),
        direct_sign_up: false,
        coworker_invites: false,
        default_lead: admin,
        default_visibility: vec![admin],
        assign_company_by_domain: true,
        time_zone: "UTC".to_owned(),
        currency: "USD".to_owned(),
        color_accent: "#0f766e".parse().expect(fixed),
        color_sidebar_background: None,
        color_sidebar_text: None,
        meta_title: None,
        square_icon: None,
        full_logo: None,
        sign_in_picture: None,
        welcome_message: Workspace::WELCOME.parse().expect(fixed),
        invitation_text: Workspace::INVITATION.parse().expect(fixed),
        help: Help::default(),
        plan: Plan::default(),
        created_at: now,
        updated_at: now,
    }
}
