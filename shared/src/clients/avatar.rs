//! A client's picture (C02): JPG or PNG only.

use super::Client;
use crate::{
    Result,
    pictures::Picture,
    records::{Changes, Stored},
    scope::Scope,
};

/// Sets or removes a client's picture.
pub async fn set_avatar(
    scope: &Scope<'_>,
    stored: &Stored<Client>,
    picture: Option<Picture>,
) -> Result<(Stored<Client>, Changes)> {
    let name = match picture {
        None => None,
        Some(picture) => {
            Some(picture.store(scope.ports.blobs, |name| stored.avatar_key(scope.workspace(), name)).await?)
        }
    };
    let after = stored.with(|it| {
        it.avatar = name;
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("client.updated");
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}
