//! Pages of listings, and the signed tokens between them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Error, Result, keys::Keys};

/// One page of a listing, in the shape of the field's reference API.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "{T}Page")]
pub struct Page<T> {
    /// The records, in order.
    pub data: Vec<T>,
    /// Pass this back as `nextToken` to read on; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<NextToken>,
}

/// An opaque, signed place in one listing of one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct NextToken(String);

impl NextToken {
    #[expect(clippy::missing_panics_doc, reason = "places in listings are plain data of our own")]
    /// Seals where a listing stopped. `scope` names the workspace, the listing and its filters.
    pub fn seal(keys: &Keys, scope: &str, after: &impl Serialize) -> Self {
        let content = serde_json::to_vec(after).expect("a place in a listing is plain data");
        let tag = keys.sign_cursor(scope, &content);
        Self(URL_SAFE_NO_PAD.encode([&tag[..], &content].concat()))
    }

    /// Opens a token. One of another workspace, listing or filter is as good as a made-up one: there is no such page.
    pub fn open<T: DeserializeOwned>(&self, keys: &Keys, scope: &str) -> Result<T> {
        let no_such_page = || Error::NotFound("page");
        let bytes = URL_SAFE_NO_PAD.decode(&self.0).map_err(|_| no_such_page())?;
        let (tag, content) = bytes.split_at_checked(16).ok_or_else(no_such_page)?;
        if keys.sign_cursor(scope, content) != tag {
            return Err(no_such_page());
        }
        serde_json::from_slice(content).map_err(|_| no_such_page())
    }
}

/// How many records a page holds: 1 to 200, 50 if not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Limit(#[schemars(range(min = 1, max = 200))] usize);

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl Limit {
    /// The number, brought into its range.
    pub fn get(self) -> usize {
        self.0.clamp(1, 200)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_continues_its_own_listing_only() {
        let keys = Keys::new(&[1; 32]);
        let token = NextToken::seal(&keys, "ws_1/clients", &("Ada", 3));
        assert_eq!(token.open::<(String, u8)>(&keys, "ws_1/clients").unwrap(), ("Ada".to_owned(), 3));
        assert!(matches!(token.open::<(String, u8)>(&keys, "ws_2/clients"), Err(Error::NotFound("page"))));
        let forged = NextToken(URL_SAFE_NO_PAD.encode(b"0123456789abcdef[\"Ada\",3]"));
        assert!(matches!(forged.open::<(String, u8)>(&keys, "ws_1/clients"), Err(Error::NotFound("page"))));
    }
}
