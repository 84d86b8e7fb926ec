//! Workspaces: one firm each, with its settings and its brand.

mod address;
mod create;
mod onboarding;
mod plan;
mod theme;
mod update;
mod workspace;

pub use address::Addresses;
pub use create::{NewWorkspace, create, refused};
pub use onboarding::{
    Onboarding, OnboardingChanges, OnboardingStep, OnboardingView, Step, onboarding, update_onboarding,
};
pub use plan::{Limited, Plan};
pub use theme::{Theme, theme_css};
pub use update::{ClientBrief, WorkspaceChanges, set_image, update};
pub use workspace::{ClientMode, Help, ImageKind, Workspace, WorkspaceId};
