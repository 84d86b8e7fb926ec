//! The checklist that leads a new firm (W09).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Workspace;
use crate::{
    Result,
    access::Viewer,
    articles,
    directory::Directory,
    records::{Changes, Entity, Place, Stored},
    scope::Scope,
};

/// A step of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Set the brand's colour and a logo or icon.
    Brand,
    /// Write the welcome message.
    WelcomeMessage,
    /// Publish an article.
    Article,
    /// Add yourself as a test client, with another email.
    TestClient,
    /// Invite the first real client.
    FirstClient,
}

impl Step {
    const ALL: [Self; 5] = [Self::Brand, Self::WelcomeMessage, Self::Article, Self::TestClient, Self::FirstClient];
}

/// What the firm has decided about its checklist. What is done is worked out from the workspace, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Onboarding {
    skipped: Vec<Step>,
    dismissed: bool,
}

impl Entity for Onboarding {
    type Key = ();
    const KIND: &'static str = "onboarding";
    const NOUN: &'static str = "checklist";

    fn place((): &()) -> Place {
        Place::root("onboarding")
    }

    fn key(&self) {}

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn audited(&self) -> Option<String> {
        Some("onboarding".to_owned())
    }
}

/// One step as it stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OnboardingStep {
    /// Which step.
    pub key: Step,
    /// Whether the workspace shows that it is done.
    pub done: bool,
    /// Whether the firm has passed over it.
    pub skipped: bool,
}

/// The checklist as it stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Onboarding")]
pub struct OnboardingView {
    /// The steps, in order.
    pub steps: Vec<OnboardingStep>,
    /// Whether the firm has put the list away.
    pub dismissed: bool,
    /// The version that an edit must match.
    pub version: u64,
}

/// What the firm wants to change about its checklist.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OnboardingChanges {
    /// Pass over this step.
    pub skip: Option<Step>,
    /// Take this step up again.
    pub unskip: Option<Step>,
    /// Put the list away, or show it again.
    pub dismissed: Option<bool>,
}

/// The checklist as it stands.
pub async fn onboarding(scope: &Scope<'_>, workspace: &Workspace) -> Result<OnboardingView> {
    let stored = scope.records.get::<Onboarding>(&()).await?;
    view(scope, workspace, &stored, stored.version).await
}

/// Changes what the firm has decided about its checklist.
pub async fn update_onboarding(
    scope: &Scope<'_>,
    workspace: &Workspace,
    stored: &Stored<Onboarding>,
    wanted: &OnboardingChanges,
) -> Result<(OnboardingView, Changes)> {
    let after = stored.with(|it| {
        it.skipped.retain(|step| Some(*step) != wanted.skip && Some(*step) != wanted.unskip);
        it.skipped.extend(wanted.skip);
        it.dismissed = wanted.dismissed.unwrap_or(it.dismissed);
    });
    let mut changes = scope.change("onboarding.updated");
    let version = changes.replace(stored, &after);
    Ok((view(scope, workspace, &after, version).await?, changes))
}

async fn view(scope: &Scope<'_>, workspace: &Workspace, state: &Onboarding, version: u64) -> Result<OnboardingView> {
    // The checklist is the firm's, not one person's: it counts every client, whoever looks.
    let directory = Directory::load(&scope.ports, &scope.records.as_system()).await?;
    let (clients, invited) = directory.count_clients();
    let done = |step| match step {
        Step::Brand => workspace.square_icon.is_some() || workspace.full_logo.is_some(),
        Step::WelcomeMessage => workspace.welcome_message.as_str() != Workspace::WELCOME,
        Step::Article => false,
        Step::TestClient => clients >= 1,
        Step::FirstClient => clients >= 2 && invited >= 1,
    };
    let published = articles::any_published(&scope.records).await?;
    let steps = Step::ALL
        .map(|key| OnboardingStep {
            key,
            done: done(key) || (key == Step::Article && published),
            skipped: state.skipped.contains(&key),
        })
        .into();
    Ok(OnboardingView { steps, dismissed: state.dismissed, version })
}
