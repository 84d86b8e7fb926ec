//! Passes over steps of the checklist, or puts it away (W09).

use http::Method;
use shared::{
    Result,
    access::Permission,
    workspaces::{self, Onboarding, OnboardingChanges, OnboardingView},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Change the onboarding checklist.
#[derive(Debug)]
pub struct UpdateOnboarding;

impl Endpoint for UpdateOnboarding {
    const ROUTE: Route = Route {
        name: "onboarding-update",
        method: Method::PATCH,
        path: "/v1/onboarding",
        summary: "Change the onboarding checklist",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = NoParams;
    type Body = OnboardingChanges;
    type Output = OnboardingView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: OnboardingChanges) -> Result<OnboardingView> {
        let stored = cx.edit::<Onboarding>(&()).await?;
        let (view, changes) = workspaces::update_onboarding(cx, cx.workspace()?, &stored, &body).await?;
        cx.commit(changes, view).await
    }
}
