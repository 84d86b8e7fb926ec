//! Sets a picture of the brand (W03).

use crate::views::{self, WorkspaceView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    pictures::Picture,
    workspaces::{self, ImageKind, Workspace},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, Route, Use};

/// Set a picture of the brand.
#[derive(Debug)]
pub struct SetImage;

/// Which picture.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Which picture.
    kind: ImageKind,
}

/// A picture.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImage {
    /// A JPG or PNG of at most 1 MiB, in base64.
    data: String,
}

impl Endpoint for SetImage {
    const ROUTE: Route = Route {
        name: "workspaces-image-set",
        method: Method::PUT,
        path: "/v1/workspaces/images/{kind}",
        summary: "Set a picture of the brand",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::Put, Use::PutBlob(Folder::Brand)],
        status: 200,
    };
    type Params = Params;
    type Body = NewImage;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, params: Params, body: NewImage) -> Result<WorkspaceView> {
        let picture = Picture::decode(&body.data, "data")?;
        let stored = cx.edit::<Workspace>(&()).await?;
        let (after, changes) = workspaces::set_image(cx, &stored, params.kind, Some(picture)).await?;
        cx.commit(changes, views::workspace(&after, cx.ports.addresses)).await
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde_json::json;

    use crate::testing::{Firm, PNG, Portal};

    async fn set(portal: &Portal, firm: &Firm, kind: &str, data: &str) -> crate::testing::Answer {
        let call = portal.call("workspaces-image-set").by(&firm.admin).path("kind", kind);
        call.body(json!({ "data": data })).send().await
    }

    #[tokio::test]
    async fn w03_each_picture_has_its_place_and_is_served_to_anyone() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let places =
            [("squareIcon", "squareIconUrl"), ("fullLogo", "fullLogoUrl"), ("signInPicture", "squareLoginImageUrl")];
        for (n, (kind, place)) in places.into_iter().enumerate() {
            let answer = set(&portal, &firm, kind, PNG).await.expect(200);
            let url = answer.body[place].as_str().unwrap().to_owned();
            let seen = portal.call("portals-get").path("slug", "acme").send().await.expect(200);
            let shown = places.iter().filter(|(_, it)| seen.body.get(it).is_some()).count();
            assert_eq!(shown, n + 1, "{kind} shows beside those before it, and nowhere else");
            assert_eq!(seen.body[place], url);
            let name = url.strip_prefix("/v1/portals/acme/images/").unwrap();
            let image = portal.call("portals-image").path("slug", "acme").path("image", name).send().await.expect(200);
            assert_eq!(image.headers["content-type"], "image/png");
            assert!(image.headers["content-security-policy"].contains("sandbox"));
        }
    }

    #[tokio::test]
    async fn w03_other_kinds_of_files_are_refused_with_their_own_code() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for other in [&b"GIF89a\x01\x00\x01\x00"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b""] {
            let answer = set(&portal, &firm, "squareIcon", &STANDARD.encode(other)).await;
            answer.expect_error(415, "unsupported_media_type");
        }
        let seen = portal.call("portals-get").path("slug", "acme").send().await;
        assert_eq!(seen.body.get("squareIconUrl"), None);
    }

    #[tokio::test]
    async fn w03_a_picture_that_is_too_large_or_broken_is_refused() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let png = STANDARD.decode(PNG).unwrap();
        let mut large = png.clone();
        large.resize((1 << 20) + 1, 0);
        set(&portal, &firm, "fullLogo", &STANDARD.encode(large)).await.expect_field("data", "too_large");
        set(&portal, &firm, "fullLogo", &STANDARD.encode(&png[..30])).await.expect_field("data", "unreadable_picture");
        set(&portal, &firm, "fullLogo", "not base64!").await.expect_field("data", "invalid_base64");
        let call = portal.call("workspaces-image-set").by(&firm.admin).path("kind", "fullLogo").body(json!({}));
        call.send().await.expect_field("data", "required");
        set(&portal, &firm, "favicon", PNG).await.expect_error(404, "record_not_found");
    }
}
