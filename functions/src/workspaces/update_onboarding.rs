//! Passes over steps of the checklist, or puts it away (W09).

use http::Method;
use shared::{
    Result,
    access::Permission,
    records::{Entity, Place},
    workspaces::{self, Onboarding, OnboardingChanges, OnboardingView},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoParams, Route, Use};

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
        uses: &[Use::GetMany, Use::List, Use::Put, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = NoParams;
    type Body = OnboardingChanges;
    type Output = OnboardingView;

    fn ahead(_: &NoParams) -> Vec<Place> {
        vec![Onboarding::place(&())]
    }

    async fn call(cx: &Cx<'_>, _: NoParams, body: OnboardingChanges) -> Result<OnboardingView> {
        let stored = cx.edit::<Onboarding>(&()).await?;
        let (view, changes) = workspaces::update_onboarding(cx, cx.workspace()?, &stored, &body).await?;
        cx.commit(changes, view).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn w09_a_step_can_be_passed_over_and_taken_up_again_and_the_list_put_away() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let update = async |body| portal.call("onboarding-update").by(&firm.admin).body(body).send().await;
        let skipped = update(json!({ "skip": "article" })).await.expect(200);
        assert_eq!(skipped.body["steps"][2], json!({ "key": "article", "done": false, "skipped": true }));
        update(json!({ "skip": "article" })).await.expect(200);
        let back = update(json!({ "unskip": "article", "dismissed": true })).await.expect(200);
        assert_eq!(back.body["steps"][2]["skipped"], false, "once is enough, however often it was skipped");
        let read = portal.call("onboarding-get").by(&firm.admin).send().await.expect(200);
        assert_eq!((read.body["dismissed"].clone(), read.version()), (json!(true), back.version()));
        update(json!({ "skip": "dance" })).await.expect_field("skip", "invalid");
        update(json!({ "finish": true })).await.expect_field("finish", "unknown_field");
    }
}
