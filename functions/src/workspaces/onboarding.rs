//! Reads the checklist that leads a new firm (W09).

use http::Method;
use shared::{
    Result,
    workspaces::{self, OnboardingView},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// Read the onboarding checklist.
#[derive(Debug)]
pub struct GetOnboarding;

impl Endpoint for GetOnboarding {
    const ROUTE: Route = Route {
        name: "onboarding-get",
        method: Method::GET,
        path: "/v1/onboarding",
        summary: "Read the onboarding checklist",
        access: Access::Team,
        uses: &[Use::Read, Use::ReadBlobs],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = OnboardingView;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<OnboardingView> {
        workspaces::onboarding(cx, cx.workspace()?).await
    }
}
