//! Serves a picture of a workspace's brand (W03).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Error, Result, text::Slug, workspaces::ImageKind};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Raw, Route, Use};

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
        uses: &[Use::Read, Use::ReadBlobs],
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
        Ok(Raw { content_type: blob.content_type, bytes: blob.bytes, max_age: 31_536_000 })
    }
}
