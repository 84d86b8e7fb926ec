//! Serves a client's picture to whoever may see the client (C02, A10).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Error, Result,
    clients::{Client, ClientId},
    records::{Entity, Place},
    text::Slug,
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Raw, Route, Use};

/// Read a client's picture.
#[derive(Debug)]
pub struct Avatar;

/// Which picture of whom.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// The portal's address.
    #[expect(dead_code, reason = "the kernel reads it, to find the session")]
    slug: Slug,
    /// The client's id.
    id: ClientId,
    /// The picture's name.
    image: String,
}

impl Endpoint for Avatar {
    const ROUTE: Route = Route {
        name: "clients-avatar-get",
        method: Method::GET,
        path: "/v1/portals/{slug}/avatars/{id}/{image}",
        summary: "Read a client's picture",
        access: Access::SignedIn,
        uses: &[Use::GetMany, Use::GetBlob(Folder::Avatars)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Raw;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Client::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Raw> {
        let no_such = || Error::NotFound("picture");
        let client = cx.records.find::<Client>(&params.id).await?.ok_or_else(no_such)?;
        let name = client.avatar.as_ref().filter(|it| **it == params.image).ok_or_else(no_such)?;
        let blob = cx.ports.blobs.get(&client.avatar_key(cx.scope.workspace(), name)).await?.ok_or_else(no_such)?;
        Ok(Raw::private(blob.content_type, blob.bytes))
    }
}
