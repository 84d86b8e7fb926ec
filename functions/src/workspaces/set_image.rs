//! Sets a picture of the brand (W03).

use crate::views::{self, WorkspaceView};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Error, Result,
    access::Permission,
    pictures::Picture,
    workspaces::{self, ImageKind, Workspace},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

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
        uses: &[Use::Read, Use::Write, Use::WriteBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NewImage;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, params: Params, body: NewImage) -> Result<WorkspaceView> {
        let bytes = STANDARD.decode(&body.data);
        let bytes = bytes.map_err(|_| Error::invalid("data", "invalid_base64", "Send the picture in base64."))?;
        let picture = Picture::read(&bytes, "data")?;
        let stored = cx.edit::<Workspace>(&()).await?;
        let (after, changes) = workspaces::set_image(cx, &stored, params.kind, Some(picture)).await?;
        cx.commit(changes, views::workspace(&after, cx.ports.addresses)).await
    }
}
