//! Changing settings and brand (W02, W03, W07).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClientMode, Help, ImageKind, Workspace};
use crate::{
    Error, Result,
    clients::{ClientId, require_visibility_fits},
    companies,
    directory::Directory,
    pictures::Picture,
    records::{Changes, Stored},
    scope::Scope,
    team::{self, InternalUserId},
    text::{Color, Line, Markdown, Title},
};

/// What to change; absent is left as it is, `null` clears.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkspaceChanges {
    /// The firm's name.
    pub brand_name: Option<Title>,
    /// What the firm calls a company.
    pub company_label: Option<Title>,
    /// The same for several.
    pub company_label_plural: Option<Title>,
    /// Whom it serves. To `individuals` only while no company is active.
    pub client_mode: Option<ClientMode>,
    /// Whether people may create client accounts by themselves.
    pub direct_sign_up: Option<bool>,
    /// Whether clients may invite coworkers.
    pub coworker_invites: Option<bool>,
    /// Who becomes lead of those who sign up by themselves.
    pub default_lead_internal_user_id: Option<InternalUserId>,
    /// Who else sees them.
    pub default_visibility_internal_user_ids: Option<BTreeSet<InternalUserId>>,
    /// Whether a confirmed email on a company's domain assigns the company.
    pub assign_company_by_domain: Option<bool>,
    /// An IANA time zone.
    pub time_zone: Option<String>,
    /// An ISO 4217 currency.
    pub currency: Option<String>,
    /// The brand's colour.
    pub color_accent: Option<Color>,
    /// The side bar's colour; `null` makes it from the accent.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub color_sidebar_background: Option<Option<Color>>,
    /// The side bar's text colour; `null` chooses a readable one.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub color_sidebar_text: Option<Option<Color>>,
    /// The title of the portal's pages; `null` takes the brand name.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub meta_title: Option<Option<Line>>,
    /// The message that greets each new client.
    pub welcome_message: Option<Markdown>,
    /// The text of the invitation mail.
    pub invitation_text: Option<Markdown>,
    /// How its clients reach the firm.
    pub help: Option<Help>,
}

const VISIBILITY: &str = "defaultVisibilityInternalUserIds";

/// A client by name.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientBrief {
    /// Their id.
    pub id: ClientId,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
}

/// Changes settings and brand. Returns the workspace as it will be, the clients that now need a company, and the changes.
pub async fn update(
    scope: &Scope<'_>,
    stored: &Stored<Workspace>,
    wanted: WorkspaceChanges,
) -> Result<(Stored<Workspace>, Vec<ClientBrief>, Changes)> {
    let (mut without_company, mut changes) = (Vec::new(), scope.change("workspace.updated"));
    check(scope, &wanted, &mut changes).await?;
    if let Some(mode) = wanted.client_mode.filter(|it| *it != stored.client_mode) {
        let directory = Directory::load(&scope.ports, &scope.records.as_system()).await?;
        match (mode, directory.active_companies()) {
            (ClientMode::Individuals, companies @ 1..) => return Err(Error::CompaniesExist(companies)),
            (ClientMode::Individuals, 0) => companies::require_none(&mut changes),
            (ClientMode::Businesses, _) => without_company = directory.clients_without_company(&scope.records.viewer()),
            _ => (),
        }
    }
    let mut after = stored.entity.clone();
    apply(&mut after, wanted);
    if !after.default_visibility.contains(&after.default_lead) {
        after.default_visibility.push(after.default_lead);
    }
    let (people, before) = (after.default_visibility.len(), stored.default_visibility.len());
    require_visibility_fits(people, before, VISIBILITY)?;
    after.updated_at = scope.now();
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, without_company, changes))
}

async fn check(scope: &Scope<'_>, wanted: &WorkspaceChanges, changes: &mut Changes) -> Result<()> {
    if let Some(zone) = &wanted.time_zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        return Err(Error::invalid("timeZone", "invalid_time_zone", "Choose a time zone like Europe/Madrid."));
    }
    if let Some(currency) = &wanted.currency
        && !(currency.len() == 3 && currency.bytes().all(|it| it.is_ascii_uppercase()))
    {
        return Err(Error::invalid("currency", "invalid_currency", "Enter a currency like EUR or USD."));
    }
    if let Some(url) = wanted.help.as_ref().and_then(|it| it.booking_url.as_ref())
        && !url.as_str().is_empty()
        && !url.as_str().starts_with("https://")
    {
        return Err(Error::invalid("help.bookingUrl", "invalid_url", "Enter an address that starts with https://."));
    }
    let (visibility, lead) = (&wanted.default_visibility_internal_user_ids, wanted.default_lead_internal_user_id);
    let mut people: BTreeMap<_, _> = visibility.iter().flatten().map(|it| (*it, VISIBILITY)).collect();
    require_visibility_fits(people.len(), 0, VISIBILITY)?;
    people.extend(lead.map(|it| (it, "defaultLeadInternalUserId")));
    team::require_assignable(scope, &people, changes).await
}

fn apply(workspace: &mut Workspace, wanted: WorkspaceChanges) {
    macro_rules! take {
        ($($to:ident = $from:ident),* $(,)?) => {$( if let Some(value) = wanted.$from { workspace.$to = value; } )*};
    }
    take! {
        brand_name = brand_name, company_label = company_label, company_label_plural = company_label_plural,
        client_mode = client_mode, direct_sign_up = direct_sign_up, coworker_invites = coworker_invites,
        default_lead = default_lead_internal_user_id, assign_company_by_domain = assign_company_by_domain,
        time_zone = time_zone, currency = currency, color_accent = color_accent,
        color_sidebar_background = color_sidebar_background, color_sidebar_text = color_sidebar_text,
        meta_title = meta_title, welcome_message = welcome_message, invitation_text = invitation_text, help = help,
    }
    if let Some(visibility) = wanted.default_visibility_internal_user_ids {
        workspace.default_visibility = visibility.into_iter().collect();
    }
}

/// Sets or removes a picture of the brand.
pub async fn set_image(
    scope: &Scope<'_>,
    stored: &Stored<Workspace>,
    kind: ImageKind,
    picture: Option<Picture>,
) -> Result<(Stored<Workspace>, Changes)> {
    let name = match picture {
        None => None,
        Some(picture) => Some(picture.store(scope.ports.blobs, |name| stored.image_key(name)).await?),
    };
    let after = stored.with(|it| {
        match kind {
            ImageKind::SquareIcon => it.square_icon = name,
            ImageKind::FullLogo => it.full_logo = name,
            ImageKind::SignInPicture => it.sign_in_picture = name,
        }
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("workspace.updated");
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}
