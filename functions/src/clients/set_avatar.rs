//! Sets a client's picture (C02, C09).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    pictures::Picture,
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, Folder, Route, Use};

/// Set a client's picture.
#[derive(Debug)]
pub struct SetAvatar;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

/// A picture.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAvatar {
    /// A JPG or PNG of at most 1 MiB, in base64.
    data: String,
}

impl Endpoint for SetAvatar {
    const ROUTE: Route = Route {
        name: "clients-avatar-set",
        method: Method::PUT,
        path: "/v1/clients/{id}/avatar",
        summary: "Set a client's picture",
        access: Access::Granted(Permission::EditClients),
        uses: &[Use::GetMany, Use::Put, Use::PutBlob(Folder::Avatars)],
        status: 200,
    };
    type Params = Params;
    type Body = NewAvatar;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, body: NewAvatar) -> Result<ClientView> {
        let picture = Picture::decode(&body.data, "data")?;
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::set_avatar(cx, &stored, Some(picture)).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde_json::json;

    use crate::testing::Portal;

    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    /// C02: an avatar is a JPG or PNG, and nothing else.
    #[tokio::test]
    async fn c02_only_a_jpg_or_png_becomes_an_avatar() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let client = firm.client(&portal, "cleo@mail.example").await.id();
        let set =
            |data: String| portal.call("clients-avatar-set").by(&firm.admin).id(&client).body(json!({ "data": data }));
        set(STANDARD.encode(b"GIF89a")).send().await.expect_error(415, "unsupported_media_type");
        set(STANDARD.encode(b"<svg onload='alert(1)'/>")).send().await.expect_error(415, "unsupported_media_type");
        set("not base64!".to_owned()).send().await.expect_error(422, "invalid");
        assert!(firm.read_client(&portal, &client).await.get("avatarImageUrl").is_none());
        let answer = set(PNG.to_owned()).send().await.expect(200);
        let url = answer.body["avatarImageUrl"].as_str().unwrap();
        assert_eq!(url.rsplit('.').next(), Some("png"), "{url}");
        let removed = portal.call("clients-avatar-remove").by(&firm.admin).id(&client).if_match(answer.version());
        assert!(removed.send().await.expect(200).body.get("avatarImageUrl").is_none());
    }

    /// A05, A10: a picture exists only for those for whom its client does.
    #[tokio::test]
    async fn a05_a10_a_picture_is_for_those_who_may_see_the_client() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let client = firm.client(&portal, "cleo@mail.example").await.id();
        let set = portal.call("clients-avatar-set").by(&firm.admin).id(&client).body(json!({ "data": PNG }));
        let url = set.send().await.expect(200).body["avatarImageUrl"].as_str().unwrap().to_owned();
        let get = || {
            let call = portal.call("clients-avatar-get").path("slug", "acme").id(&client);
            call.path("image", url.rsplit('/').next().unwrap())
        };
        // The browser's own request for a picture carries the cookie and no header of ours.
        let cookie = |session: &crate::testing::Session| session.cookie.clone();
        get().send().await.expect_error(401, "unauthenticated");
        let seen = get().header("cookie", &cookie(&firm.admin)).send().await.expect(200);
        assert_eq!(
            (&*seen.headers["content-type"], &*seen.headers["cache-control"]),
            ("image/png", "private, max-age=60")
        );
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        get().header("cookie", &cookie(&member)).send().await.expect_error(404, "picture_not_found");
        let (_, other) = firm.active_client(&portal, "other@mail.example").await;
        get().header("cookie", &cookie(&other)).send().await.expect_error(404, "picture_not_found");
        let rival = portal.firm("rival").await;
        get().header("cookie", &cookie(&rival.admin)).send().await.expect_error(401, "unauthenticated");
    }
}
