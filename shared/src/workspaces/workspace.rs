//! The workspace record: settings, brand, plan.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Plan;
use crate::{
    access::Viewer,
    id::{Id, Kind},
    records::{Entity, Place},
    team::InternalUserId,
    text::{Color, Line, Markdown, Slug, Title},
};

/// A workspace's identifier.
pub type WorkspaceId = Id<Workspace>;

impl Kind for Workspace {
    const PREFIX: &'static str = "workspace";
}

/// Whom a firm serves (W04–W06).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ClientMode {
    /// The company field shows and may be left empty.
    #[default]
    IndividualsAndBusinesses,
    /// There are no companies.
    Individuals,
    /// Every client belongs to a company.
    Businesses,
}

/// A picture of the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ImageKind {
    /// Shown in the side bar, in mails and as the page's icon.
    SquareIcon,
    /// Shown in the portal's header.
    FullLogo,
    /// Shown beside the sign-in form.
    SignInPicture,
}

/// How a firm's clients reach it (W11).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Help {
    /// An email address that people read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<crate::text::Email>,
    /// A phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
    /// A page to book a call: an `https://` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking_url: Option<Line>,
}

/// One firm: the tenant that owns everything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workspace {
    /// Its id.
    pub id: WorkspaceId,
    /// Its address.
    pub slug: Slug,
    /// The firm's name, as its clients see it.
    pub brand_name: Title,
    /// What the firm calls a company.
    pub company_label: Title,
    /// The same for several.
    pub company_label_plural: Title,
    /// Whom it serves.
    pub client_mode: ClientMode,
    /// Whether people may create client accounts by themselves.
    pub direct_sign_up: bool,
    /// Whether clients may invite coworkers.
    pub coworker_invites: bool,
    /// Who becomes lead of those who sign up by themselves.
    pub default_lead: InternalUserId,
    /// Who else sees them.
    pub default_visibility: Vec<InternalUserId>,
    /// Whether a confirmed email on a company's domain assigns the company (C05).
    pub assign_company_by_domain: bool,
    /// An IANA time zone.
    pub time_zone: String,
    /// An ISO 4217 currency.
    pub currency: String,
    /// The brand's colour.
    pub color_accent: Color,
    /// The side bar's colour, if it is not made from the accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color_sidebar_background: Option<Color>,
    /// The side bar's text colour, if it is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color_sidebar_text: Option<Color>,
    /// The title of the portal's pages, if it is not the brand name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta_title: Option<Line>,
    /// The icon's name in object storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub square_icon: Option<String>,
    /// The logo's name in object storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_logo: Option<String>,
    /// The sign-in picture's name in object storage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in_picture: Option<String>,
    /// The message that greets each new client (M02).
    pub welcome_message: Markdown,
    /// The text of the invitation mail (I01).
    pub invitation_text: Markdown,
    /// How its clients reach the firm.
    #[serde(default)]
    pub help: Help,
    /// What it has paid for.
    #[serde(default)]
    pub plan: Plan,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Workspace {
    /// The welcome message until the firm writes its own.
    pub const WELCOME: &'static str = "Welcome! This is your private space with us. Here you will find what we share \
        with you, and this is the place to reach us. We are glad you are here.";
    /// The invitation's text until the firm writes its own.
    pub const INVITATION: &'static str = "We have set up a private portal for our work together. It keeps messages, \
        files and everything else in one safe place.";

    /// The stored name of one of its pictures.
    pub fn image(&self, kind: ImageKind) -> Option<&str> {
        match kind {
            ImageKind::SquareIcon => self.square_icon.as_deref(),
            ImageKind::FullLogo => self.full_logo.as_deref(),
            ImageKind::SignInPicture => self.sign_in_picture.as_deref(),
        }
    }

    /// Where a browser finds one of its pictures, from the origin.
    pub fn image_path(&self, kind: ImageKind) -> Option<String> {
        self.image(kind).map(|name| format!("/v1/portals/{}/images/{name}", self.slug))
    }

    /// The object storage key of a picture of this name.
    pub fn image_key(&self, name: &str) -> String {
        format!("{}/brand/{name}", self.id)
    }
}

impl Entity for Workspace {
    type Key = ();
    const KIND: &'static str = "workspace";
    const NOUN: &'static str = "workspace";

    fn place((): &()) -> Place {
        Place::root("workspace")
    }

    fn key(&self) {}

    fn visible_to(&self, _: &Viewer) -> bool {
        true
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}
