//! Serves a picture of a workspace's brand (W03).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Error, Result, text::Slug, workspaces::ImageKind};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Raw, Route, Use};

/// Read a picture of a brand.
#[derive(Debug)]
pub struct Image;

/// Which picture of which portal.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// The portal's address.
    slug: Slug,
    /// The picture's name.
    image: String,
}

impl Endpoint for Image {
    const ROUTE: Route = Route {
        name: "portals-image",
        method: Method::GET,
        path: "/v1/portals/{slug}/images/{image}",
        summary: "Read a picture of a brand",
        access: Access::Public,
        uses: &[Use::GetMany, Use::GetBlob(Folder::Brand)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Raw;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Raw> {
        let workspace = super::workspace(cx, &params.slug).await?;
        let kinds = [ImageKind::SquareIcon, ImageKind::FullLogo, ImageKind::SignInPicture];
        let shown = kinds.into_iter().any(|kind| workspace.image(kind) == Some(params.image.as_str()));
        let no_such = || Error::NotFound("picture");
        let key = shown.then(|| workspace.image_key(&params.image)).ok_or_else(no_such)?;
        let blob = cx.ports.blobs.get(&key).await?.ok_or_else(no_such)?;
        // A name is the hash of its content, which therefore never changes.
        Ok(Raw::public(blob.content_type, blob.bytes, 31_536_000))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Firm, PNG, Portal};

    async fn icon(portal: &Portal, firm: &Firm) -> String {
        let call = portal.call("workspaces-image-set").by(&firm.admin).path("kind", "squareIcon");
        let answer = call.body(json!({ "data": PNG })).send().await.expect(200);
        answer.str("/squareIconUrl").rsplit('/').next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn w03_a_picture_may_be_kept_for_good_and_never_opens_as_a_page() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let name = icon(&portal, &firm).await;
        let call = portal.call("portals-image").path("slug", "acme").path("image", &name);
        let image = call.send().await.expect(200);
        assert_eq!(image.headers["content-type"], "image/png");
        assert_eq!(image.headers["cache-control"], "public, max-age=31536000");
        assert_eq!(image.headers["x-content-type-options"], "nosniff");
        assert_eq!(image.headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'; sandbox");
    }

    /// A10: a name that is another workspace's, or no brand's at all, is as good as made up.
    #[tokio::test]
    async fn a10_w03_only_pictures_of_this_brand_are_served() {
        let portal = Portal::new();
        let (acme, _) = (portal.firm("acme").await, portal.firm("rival").await);
        let name = icon(&portal, &acme).await;
        let at = async |slug: &str, name: &str| {
            portal.call("portals-image").path("slug", slug).path("image", name).send().await
        };
        let theirs = at("rival", &name).await.expect_error(404, "picture_not_found");
        let nobodys = at("rival", "made-up.png").await.expect_error(404, "picture_not_found");
        assert_eq!(theirs.body["message"], nobodys.body["message"]);
        at("acme", "../../rival/secret").await.expect_error(404, "picture_not_found");
        at("nobody", &name).await.expect_error(404, "workspace_not_found");
    }
}
