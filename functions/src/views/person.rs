//! People of the firm, and whoever is signed in.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::{Permission, RoleKey, Roles},
    accounts::Person,
    id::PersonId,
    invitations::InvitationId,
    records::{Changes, Stored},
    scope::Scope,
    team::{InternalUser, InternalUserId, Standing},
    text::Slug,
    workspaces::{ClientMode, ImageKind, Workspace, WorkspaceId},
};

use super::{InvitationBrief, brief, briefs, fallback_color, invitation::InvitedKind};

/// A person of the firm.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InternalUser")]
pub struct InternalUserView {
    /// Their id.
    pub id: InternalUserId,
    /// Always `internalUser`.
    pub object: &'static str,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
    /// Their given name.
    pub given_name: String,
    /// Their family name; empty if they have none.
    pub family_name: String,
    /// Their email.
    pub email: String,
    /// `admin`, `member`, or a custom role's id.
    pub role: RoleKey,
    /// What people call the role.
    pub role_name: String,
    /// Whether they can sign in.
    pub status: Standing,
    /// A colour for whoever has no picture.
    pub fallback_color: String,
    /// Whether they see only the clients in whose visibility they are: all but admins.
    pub is_client_access_limited: bool,
    /// Their last invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationBrief>,
}

/// A person of the firm with their role and invitation.
pub async fn internal_user(
    scope: &Scope<'_>,
    roles: &Roles,
    user: &Stored<InternalUser>,
    changes: Option<&Changes>,
) -> Result<InternalUserView> {
    let invitation = brief(scope, waiting(user), changes).await?;
    Ok(InternalUserView::of(roles, user, invitation))
}

/// People of the firm, their invitations read together.
pub async fn internal_users(
    scope: &Scope<'_>,
    roles: &Roles,
    users: &[Stored<InternalUser>],
) -> Result<Vec<InternalUserView>> {
    let ids: Vec<_> = users.iter().filter_map(waiting).collect();
    let mut briefs = briefs(scope, &ids).await?;
    let view = |user| InternalUserView::of(roles, user, waiting(user).and_then(|it| briefs.remove(&it)));
    Ok(users.iter().map(view).collect())
}

/// The invitation that somebody has yet to accept.
fn waiting(user: &Stored<InternalUser>) -> Option<InvitationId> {
    user.invitation.filter(|_| user.standing == Standing::Invited)
}

impl InternalUserView {
    fn of(roles: &Roles, user: &Stored<InternalUser>, invitation: Option<InvitationBrief>) -> Self {
        Self {
            id: user.id,
            object: "internalUser",
            version: user.version,
            created_at: user.created_at,
            updated_at: user.updated_at,
            given_name: user.given_name.to_string(),
            family_name: user.family_name.as_ref().map(ToString::to_string).unwrap_or_default(),
            email: user.email.to_string(),
            role: user.role,
            role_name: roles.name(user.role),
            status: user.standing,
            fallback_color: fallback_color(user.id),
            is_client_access_limited: !user.is_admin(),
            invitation,
        }
    }
}

/// Who is signed in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// Whether they are of the firm or a client.
    pub kind: InvitedKind,
    /// Their id.
    pub id: PersonId,
    /// Their given name.
    pub given_name: String,
    /// Their family name; empty if they have none.
    pub family_name: String,
    /// Their email.
    pub email: String,
    /// `admin`, `member`, or a custom role's id; people of the firm only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleKey>,
    /// What people call the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
    /// What the role grants.
    pub permissions: Vec<Permission>,
    /// Where they are signed in.
    pub workspace: SignedInWorkspace,
}

/// Where somebody is signed in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedInWorkspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Its address.
    pub slug: Slug,
    /// The firm's name.
    pub brand_name: String,
    /// Whom it serves.
    pub client_mode: ClientMode,
    /// What the firm calls a company.
    pub company_label: String,
    /// The same for several.
    pub company_label_plural: String,
    /// The firm's icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square_icon_url: Option<String>,
}

/// Who is signed in, and what they may do.
pub fn signed_in(person: &Person, roles: &Roles, workspace: &Workspace) -> SignedIn {
    let (given_name, family_name) = person.names();
    let role = match person {
        Person::InternalUser(user) => roles.get(user.role),
        Person::Client(_) => None,
    };
    SignedIn {
        kind: person.id().into(),
        id: person.id(),
        given_name: given_name.to_string(),
        family_name: family_name.map(ToString::to_string).unwrap_or_default(),
        email: person.email().to_string(),
        role: role.as_ref().map(|it| it.id),
        role_name: role.as_ref().map(|it| it.name.clone()),
        permissions: role.map(|it| it.permissions).unwrap_or_default(),
        workspace: SignedInWorkspace {
            id: workspace.id,
            slug: workspace.slug.clone(),
            brand_name: workspace.brand_name.to_string(),
            client_mode: workspace.client_mode,
            company_label: workspace.company_label.to_string(),
            company_label_plural: workspace.company_label_plural.to_string(),
            square_icon_url: workspace.image_path(ImageKind::SquareIcon),
        },
    }
}
