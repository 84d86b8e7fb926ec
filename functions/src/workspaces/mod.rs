//! Endpoints of the workspace: settings, brand, checklist.

pub mod create;
pub mod get;
pub mod onboarding;
pub mod remove_image;
pub mod set_image;
pub mod update;
pub mod update_onboarding;
