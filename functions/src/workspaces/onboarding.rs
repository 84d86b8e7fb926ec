//! Reads the checklist that leads a new firm (W09).

use http::Method;
use shared::{
    Result,
    workspaces::{self, OnboardingView},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, NoParams, Route, Use};

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
        uses: &[Use::GetMany, Use::List, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = OnboardingView;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<OnboardingView> {
        workspaces::onboarding(cx, cx.workspace()?).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Firm, PNG, Portal};

    /// The steps that are done, in order.
    async fn done(portal: &Portal, firm: &Firm) -> Vec<String> {
        let list = portal.call("onboarding-get").by(&firm.admin).send().await.expect(200);
        let steps = list.body["steps"].as_array().unwrap().clone();
        let keys: Vec<_> = steps.iter().map(|it| it["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["brand", "welcomeMessage", "article", "testClient", "firstClient"]);
        steps.iter().filter(|it| it["done"] == true).map(|it| it["key"].as_str().unwrap().to_owned()).collect()
    }

    #[tokio::test]
    async fn w09_each_step_is_done_when_the_workspace_shows_it() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        assert!(done(&portal, &firm).await.is_empty());
        let logo = portal.call("workspaces-image-set").by(&firm.admin).path("kind", "fullLogo");
        logo.body(json!({ "data": PNG })).send().await.expect(200);
        assert_eq!(done(&portal, &firm).await, ["brand"]);
        firm.settings(&portal, json!({ "welcomeMessage": "Good to see you." })).await;
        assert_eq!(done(&portal, &firm).await, ["brand", "welcomeMessage"]);
        let draft = firm.post(&portal, "articles-create", json!({ "title": "Taxes", "body": "By May." })).await.id();
        assert_eq!(done(&portal, &firm).await, ["brand", "welcomeMessage"], "a draft is not published");
        firm.edit(&portal, "articles-update", &draft, json!({ "state": "published" })).await;
        assert_eq!(done(&portal, &firm).await, ["brand", "welcomeMessage", "article"]);
        let me = firm.client(&portal, "ada@private.example").await.id();
        assert_eq!(done(&portal, &firm).await, ["brand", "welcomeMessage", "article", "testClient"]);
        firm.act(&portal, "clients-invite", &me).await;
        assert_eq!(done(&portal, &firm).await.len(), 4, "the test client is not the first real one");
        let first = firm.client(&portal, "first@mail.example").await.id();
        firm.act(&portal, "clients-invite", &first).await;
        assert_eq!(done(&portal, &firm).await.len(), 5);
    }

    /// A05: the checklist is the firm's and shows nothing of any client but that a step is done.
    #[tokio::test]
    async fn a05_w09_the_checklist_says_yes_or_no_and_nothing_of_clients() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let hidden = firm.client(&portal, "hidden@mail.example").await.id();
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let list = portal.call("onboarding-get").by(&member).send().await.expect(200);
        assert!(!list.text.contains(&hidden) && !list.text.contains("hidden"), "{}", list.text);
        for step in list.body["steps"].as_array().unwrap() {
            let values: Vec<_> = step.as_object().unwrap().iter().filter(|(name, _)| *name != "key").collect();
            assert!(values.iter().all(|(_, value)| value.is_boolean()), "{step}");
        }
    }
}
