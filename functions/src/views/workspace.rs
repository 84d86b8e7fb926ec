//! A workspace, as its team and as the public see it.

use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    records::Stored,
    team::InternalUserId,
    text::Slug,
    workspaces::{Addresses, ClientMode, Help, ImageKind, Workspace, WorkspaceId},
};

/// A workspace's settings and brand.
#[expect(clippy::struct_excessive_bools, reason = "the API's own switches")]
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Workspace")]
pub struct WorkspaceView {
    /// Its id.
    pub id: WorkspaceId,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
    /// Its address.
    pub slug: Slug,
    /// The firm's name.
    pub brand_name: String,
    /// Where its clients find it.
    pub portal_url: String,
    /// What the firm calls a company.
    pub company_label: String,
    /// The same for several.
    pub company_label_plural: String,
    /// Whom it serves.
    pub client_mode: ClientMode,
    /// Whether people may create client accounts by themselves.
    pub direct_sign_up: bool,
    /// Whether clients may invite coworkers.
    pub coworker_invites: bool,
    /// Who becomes lead of those who sign up by themselves.
    pub default_lead_internal_user_id: InternalUserId,
    /// Who else sees them.
    pub default_visibility_internal_user_ids: Vec<InternalUserId>,
    /// Whether a confirmed email on a company's domain assigns the company.
    pub assign_company_by_domain: bool,
    /// An IANA time zone.
    pub time_zone: String,
    /// An ISO 4217 currency.
    pub currency: String,
    /// The brand's colour.
    pub color_accent: String,
    /// The side bar's colour, if it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_sidebar_background: Option<String>,
    /// The side bar's text colour, if it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_sidebar_text: Option<String>,
    /// The title of the portal's pages, if it is not the firm's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_title: Option<String>,
    /// The icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square_icon_url: Option<String>,
    /// The logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_logo_url: Option<String>,
    /// The picture beside the sign-in form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square_login_image_url: Option<String>,
    /// The message that greets each new client, in Markdown.
    pub welcome_message: String,
    /// The text of the invitation mail, in Markdown.
    pub invitation_text: String,
    /// How its clients reach the firm.
    pub help: Help,
    /// Whether the mode knows companies.
    pub is_companies_enabled: bool,
    /// As `directSignUp`.
    pub is_client_direct_sign_up_enabled: bool,
    /// What the firm calls those whom it serves, as integrations ask for it.
    pub labels: Labels,
}

/// What a firm calls those whom it serves.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "WorkspaceLabels")]
pub struct Labels {
    individual_term: &'static str,
    individual_term_plural: &'static str,
    group_term: String,
    group_term_plural: String,
}

/// A workspace as its team sees it.
pub fn workspace(workspace: &Stored<Workspace>, addresses: &Addresses) -> WorkspaceView {
    let it = &workspace.entity;
    WorkspaceView {
        id: it.id,
        version: workspace.version,
        slug: it.slug.clone(),
        brand_name: it.brand_name.to_string(),
        portal_url: addresses.portal(&it.slug),
        company_label: it.company_label.to_string(),
        company_label_plural: it.company_label_plural.to_string(),
        client_mode: it.client_mode,
        direct_sign_up: it.direct_sign_up,
        coworker_invites: it.coworker_invites,
        default_lead_internal_user_id: it.default_lead,
        default_visibility_internal_user_ids: it.default_visibility.clone(),
        assign_company_by_domain: it.assign_company_by_domain,
        time_zone: it.time_zone.clone(),
        currency: it.currency.clone(),
        color_accent: it.color_accent.to_string(),
        color_sidebar_background: it.color_sidebar_background.as_ref().map(ToString::to_string),
        color_sidebar_text: it.color_sidebar_text.as_ref().map(ToString::to_string),
        meta_title: it.meta_title.as_ref().map(ToString::to_string),
        square_icon_url: it.image_path(ImageKind::SquareIcon),
        full_logo_url: it.image_path(ImageKind::FullLogo),
        square_login_image_url: it.image_path(ImageKind::SignInPicture),
        welcome_message: it.welcome_message.to_string(),
        invitation_text: it.invitation_text.to_string(),
        help: it.help.clone(),
        is_companies_enabled: it.client_mode != ClientMode::Individuals,
        is_client_direct_sign_up_enabled: it.direct_sign_up,
        labels: Labels {
            individual_term: "Client",
            individual_term_plural: "Clients",
            group_term: it.company_label.to_string(),
            group_term_plural: it.company_label_plural.to_string(),
        },
    }
}

/// What anyone may know of a portal before they sign in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Portal")]
pub struct PortalView {
    /// Its address.
    pub slug: Slug,
    /// The firm's name.
    pub brand_name: String,
    /// The title of its pages.
    pub page_title: String,
    /// Whom it serves.
    pub client_mode: ClientMode,
    /// What the firm calls a company.
    pub company_label: String,
    /// Whether people may create accounts by themselves.
    pub direct_sign_up: bool,
    /// The icon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square_icon_url: Option<String>,
    /// The logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_logo_url: Option<String>,
    /// The picture beside the sign-in form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square_login_image_url: Option<String>,
    /// How its clients reach the firm.
    pub help: Help,
}

/// A portal as anyone sees it.
pub fn portal(it: &Workspace) -> PortalView {
    let title = it.meta_title.as_ref().filter(|it| !it.as_str().is_empty());
    PortalView {
        slug: it.slug.clone(),
        brand_name: it.brand_name.to_string(),
        page_title: title.map_or_else(|| it.brand_name.to_string(), ToString::to_string),
        client_mode: it.client_mode,
        company_label: it.company_label.to_string(),
        direct_sign_up: it.direct_sign_up,
        square_icon_url: it.image_path(ImageKind::SquareIcon),
        full_logo_url: it.image_path(ImageKind::FullLogo),
        square_login_image_url: it.image_path(ImageKind::SignInPicture),
        help: it.help.clone(),
    }
}
