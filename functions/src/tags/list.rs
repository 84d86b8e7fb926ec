//! Lists the tags of the clients that the caller may see, for filters and suggestions (C02, C07, A05).

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shared::{Result, access::Permission, directory::Directory, page::Limit};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Route, Use};

/// List tags.
#[derive(Debug)]
pub struct List;

/// Which tags.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Only those that contain this.
    search: Option<String>,
    /// How many.
    #[serde(default)]
    limit: Limit,
}

/// The most used tags.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Tags")]
pub struct Tags {
    /// The tags, the most used first.
    data: Vec<Tag>,
}

/// A word that the firm sorts clients by.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// The tag, as most clients have it written.
    name: String,
    /// How many clients have it that the caller may see, archived ones aside.
    client_count: usize,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "tags-list",
        method: Method::GET,
        path: "/v1/tags",
        summary: "List tags",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::List, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Tags;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Tags> {
        let directory = Directory::load(&cx.ports, &cx.records).await?;
        let tags = directory.tags(&cx.records.viewer(), params.search.as_deref().unwrap_or_default());
        let tag = |(name, client_count)| Tag { name, client_count };
        Ok(Tags { data: tags.into_iter().take(params.limit.get()).map(tag).collect() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Firm, Portal, Session};

    async fn tags(portal: &Portal, by: &Session, query: &str) -> Vec<(String, u64)> {
        let answer = portal.call("tags-list").by(by).query(query).send().await.expect(200);
        let pair = |it: &Value| (it["name"].as_str().unwrap().to_owned(), it["clientCount"].as_u64().unwrap());
        answer.body["data"].as_array().unwrap().iter().map(pair).collect()
    }

    async fn tagged(portal: &Portal, firm: &Firm, name: &str, tags: &[&str]) -> String {
        let body = json!({ "name": name, "email": format!("{name}@mail.example"), "tags": tags });
        firm.post(portal, "clients-create", body).await.id()
    }

    #[tokio::test]
    async fn c07_tags_are_counted_however_they_are_written_and_the_most_used_come_first() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        tagged(&portal, &firm, "ann", &["VIP", "Late payer"]).await;
        tagged(&portal, &firm, "bea", &["vip"]).await;
        let cid = tagged(&portal, &firm, "cid", &["VIP", "Élite"]).await;
        let pairs = |of: &[(&str, u64)]| of.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<Vec<_>>();
        let all = pairs(&[("VIP", 3), ("Élite", 1), ("Late payer", 1)]);
        assert_eq!(tags(&portal, &firm.admin, "").await, all);
        assert_eq!(tags(&portal, &firm.admin, "search=ELI").await, pairs(&[("Élite", 1)]));
        assert_eq!(tags(&portal, &firm.admin, "limit=1").await, pairs(&[("VIP", 3)]));
        assert_eq!(tags(&portal, &firm.admin, "search=none").await, []);
        // The archived are in no list, and a tag that is taken away is gone.
        firm.act(&portal, "clients-archive", &cid).await;
        assert_eq!(tags(&portal, &firm.admin, "search=i").await, pairs(&[("VIP", 2)]));
    }

    /// A05, A10: neither a tag nor a count tells of a client whom one may not see.
    #[tokio::test]
    async fn a05_a10_tags_tell_of_no_client_that_is_hidden() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        tagged(&portal, &rival, "zoe", &["Theirs"]).await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let ann = tagged(&portal, &firm, "ann", &["VIP", "Divorce"]).await;
        tagged(&portal, &firm, "bea", &["VIP"]).await;
        assert_eq!(tags(&portal, &member, "").await, []);
        let body = json!({ "visibilityInternalUserIds": [firm.admin_id, max] });
        firm.edit(&portal, "clients-set-access", &ann, body).await;
        assert_eq!(tags(&portal, &member, "").await, [("Divorce".to_owned(), 1), ("VIP".to_owned(), 1)]);
        assert_eq!(tags(&portal, &firm.admin, "").await[0], ("VIP".to_owned(), 2));
    }
}
