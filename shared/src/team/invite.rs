//! Inviting team members and giving them roles (I09, A01).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{InternalUser, Standing};
use crate::{
    Error, Result,
    access::{Permission, RoleKey, Roles},
    invitations,
    records::{Changes, Stored},
    scope::Scope,
    text::{Email, Name},
    workspaces::{Limited, Workspace},
};

/// What makes a team member.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInternalUser {
    /// Their given name.
    pub given_name: Option<Name>,
    /// Their family name.
    pub family_name: Option<Name>,
    /// A full name instead of the two; it is split at its last space.
    pub name: Option<Name>,
    /// Their email; the invitation goes there.
    pub email: Email,
    /// `admin`, `member`, or a custom role's id.
    pub role: RoleKey,
}

/// Adds a team member and sends the invitation.
pub async fn invite(
    scope: &Scope<'_>,
    workspace: &Workspace,
    roles: &Roles,
    new: NewInternalUser,
) -> Result<(InternalUser, Changes)> {
    let (given_name, family_name) = match (new.given_name, &new.name) {
        (Some(given), _) => (given, new.family_name),
        (None, Some(full)) => full.split(),
        (None, None) => return Err(Error::invalid("givenName", "required", "Enter a name.")),
    };
    require_grantable(scope, roles, new.role)?;
    let mut user = InternalUser {
        id: scope.new_id(),
        given_name,
        family_name,
        email: new.email,
        role: new.role,
        standing: Standing::Invited,
        session_epoch: 0,
        invitation: None,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    let mut changes = scope.change("internalUser.invited");
    invitations::issue_for_user(scope, &mut user, &mut changes).await?;
    Limited::InternalUsers.count_in(&workspace.plan, &mut changes);
    changes.create(&user);
    Ok((user, changes))
}

/// Changes a team member's role. The last admin stays one.
pub async fn set_role(
    scope: &Scope<'_>,
    roles: &Roles,
    stored: &Stored<InternalUser>,
    role: RoleKey,
) -> Result<(Stored<InternalUser>, Changes)> {
    require_grantable(scope, roles, role)?;
    // Who may not make admins may not unmake them either.
    require_grantable(scope, roles, stored.role)?;
    let mut changes = scope.change("internalUser.roleChanged");
    if stored.is_admin() && role != RoleKey::Admin {
        let team = scope.records.all::<InternalUser>("team").await?;
        let other = team.iter().find(|it| it.id != stored.id && it.is_admin() && it.standing == Standing::Active);
        let Some(other) = other else {
            return Err(Error::WrongState("This is the last admin. Make somebody else an admin first."));
        };
        // Two admins must not unmake each other at the same moment.
        changes.require(other);
    }
    let after = stored.with(|it| {
        it.role = role;
        it.updated_at = scope.now();
    });
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Succeeds if the role exists and grants nothing that the caller does not hold: nobody can lift themselves.
fn require_grantable(scope: &Scope<'_>, roles: &Roles, role: RoleKey) -> Result<()> {
    let Some(role) = roles.get(role) else {
        return Err(Error::invalid("role", "role_not_found", "Choose a role of this workspace."));
    };
    require_held(scope, &role.permissions)?;
    require_rank(scope, role.id)
}

/// Succeeds if the caller is an admin, or this is not an admin's role.
pub(crate) fn require_rank(scope: &Scope<'_>, role: RoleKey) -> Result<()> {
    if role == RoleKey::Admin && !scope.records.viewer().is_admin() {
        return Err(Error::WrongState("Only an admin can make or change admins. Ask a workspace administrator."));
    }
    Ok(())
}

/// Succeeds if the caller holds all of these.
pub fn require_held(scope: &Scope<'_>, permissions: &[Permission]) -> Result<()> {
    permissions.iter().try_for_each(|it| scope.require(*it))
}
