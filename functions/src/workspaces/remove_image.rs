//! Removes a picture of the brand (W03).

use crate::views::{self, WorkspaceView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    workspaces::{self, ImageKind, Workspace},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Remove a picture of the brand.
#[derive(Debug)]
pub struct RemoveImage;

/// Which picture.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Which picture.
    kind: ImageKind,
}

impl Endpoint for RemoveImage {
    const ROUTE: Route = Route {
        name: "workspaces-image-remove",
        method: Method::DELETE,
        path: "/v1/workspaces/images/{kind}",
        summary: "Remove a picture of the brand",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<WorkspaceView> {
        let stored = cx.edit::<Workspace>(&()).await?;
        let (after, changes) = workspaces::set_image(cx, &stored, params.kind, None).await?;
        cx.commit(changes, views::workspace(&after, cx.ports.addresses)).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PNG, Portal};

    #[tokio::test]
    async fn w03_a_picture_that_is_removed_is_served_no_more() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let set = |kind: &str| {
            let call = portal.call("workspaces-image-set").by(&firm.admin).path("kind", kind);
            call.body(json!({ "data": PNG })).send()
        };
        let url = set("squareIcon").await.expect(200).str("/squareIconUrl").to_owned();
        let name = url.rsplit('/').next().unwrap();
        let read = || portal.call("portals-image").path("slug", "acme").path("image", name).send();
        read().await.expect(200);
        let remove = portal.call("workspaces-image-remove").by(&firm.admin).path("kind", "squareIcon");
        assert_eq!(remove.send().await.expect(200).body.get("squareIconUrl"), None);
        read().await.expect_error(404, "picture_not_found");
        let unknown = portal.call("workspaces-image-remove").by(&firm.admin).path("kind", "banner");
        unknown.send().await.expect_error(404, "record_not_found");
    }
}
