//! A valid call of every endpoint: what the other guards send again, too late, from elsewhere.

use serde_json::{Value, json};

use crate::testing::{Call, Firm, PASSWORD, Portal, Session};

/// A portal with a firm that has something of everything, and a call of `name` that succeeds there.
pub struct Prepared {
    pub portal: Portal,
    pub firm: Firm,
    pub name: &'static str,
    pub by: Session,
    pub path: Vec<(&'static str, String)>,
    pub query: &'static str,
    pub body: Option<Value>,
}

impl Prepared {
    /// The call, as often as it is needed.
    pub fn call(&self) -> Call<'_> {
        let mut call = self.portal.call(self.name).by(&self.by).query(self.query);
        for (name, value) in &self.path {
            call = call.path(name, value);
        }
        match &self.body {
            Some(body) => call.body(body.clone()),
            None => call,
        }
    }
}

/// A picture of one pixel.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// Prepares a call of this endpoint that succeeds. An endpoint that is not listed here fails every guard.
pub async fn prepare(name: &'static str) -> Prepared {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    prepare_in(portal, firm, name).await
}

/// The same at the portal of a firm that exists: the firm `acme`.
#[expect(clippy::too_many_lines, reason = "a table, one entry for each endpoint")]
pub async fn prepare_in(portal: Portal, firm: Firm, name: &'static str) -> Prepared {
    let (slug, admin) = ("acme", firm.admin.clone());
    let visitor = Session { slug: slug.to_owned(), cookie: String::new() };
    let no_id = (None, None, "", None);
    let (by, (id, path, query, body)) = match name {
        "workspaces-create" => {
            let body = json!({ "brandName": "New Firm", "slug": "new-firm", "name": "Nina New", "email": "nina@new.example", "password": PASSWORD });
            (visitor, (None, None, "", Some(body)))
        }
        "workspaces-get"
        | "onboarding-get"
        | "sessions-current"
        | "sessions-end"
        | "sessions-end-all"
        | "companies-list"
        | "internal-users-list"
        | "roles-list"
        | "articles-list"
        | "custom-fields-list"
        | "client-profiles-list"
        | "invitations-list"
        | "invitation-templates-list"
        | "views-list"
        | "tags-list"
        | "clients-list" => (admin, no_id),
        "workspaces-update" => (admin, (None, None, "", Some(json!({ "brandName": "Acme Renamed" })))),
        "workspaces-image-set" => {
            (admin, (None, Some(("kind", "squareIcon".to_owned())), "", Some(json!({ "data": PICTURE }))))
        }
        "workspaces-image-remove" => (admin, (None, Some(("kind", "squareIcon".to_owned())), "", None)),
        "onboarding-update" => (admin, (None, None, "", Some(json!({ "dismissed": true })))),
        "portals-get" | "portals-theme" => (visitor, (None, Some(("slug", slug.to_owned())), "", None)),
        "portals-image" => {
            let set = portal.call("workspaces-image-set").by(&admin).path("kind", "squareIcon");
            let answer = set.body(json!({ "data": PICTURE })).send().await.expect(200);
            let url = answer.body["squareIconUrl"].as_str().unwrap().to_owned();
            let image = url.rsplit('/').next().unwrap().to_owned();
            let path = vec![("slug", slug.to_owned()), ("image", image)];
            return Prepared { portal, firm, name, by: visitor, path, query: "", body: None };
        }
        "sessions-create" => {
            (visitor, (None, None, "", Some(json!({ "email": "admin@acme.example", "password": PASSWORD }))))
        }
        "password-resets-create" => (visitor, (None, None, "", Some(json!({ "email": "admin@acme.example" })))),
        "password-resets-confirm" => {
            let ask = portal.call("password-resets-create").at(slug).body(json!({ "email": "admin@acme.example" }));
            ask.send().await.expect(202);
            let token = portal.token("admin@acme.example").await;
            (visitor, (None, None, "", Some(json!({ "token": token, "password": "another good one" }))))
        }
        "passwords-change" => {
            (admin, (None, None, "", Some(json!({ "currentPassword": PASSWORD, "newPassword": "another good one" }))))
        }
        "email-changes-create" => {
            (admin, (None, None, "", Some(json!({ "email": "ada@acme.example", "password": PASSWORD }))))
        }
        "email-changes-confirm" => {
            let body = json!({ "email": "ada@acme.example", "password": PASSWORD });
            portal.call("email-changes-create").by(&admin).body(body).send().await.expect(202);
            let token = portal.token("ada@acme.example").await;
            (visitor, (None, None, "", Some(json!({ "token": token }))))
        }
        "sign-ups-create" => {
            firm.settings(&portal, json!({ "directSignUp": true })).await;
            (visitor, (None, None, "", Some(json!({ "givenName": "Sia", "email": "sia@mail.example" }))))
        }
        "sign-ups-confirm" => {
            firm.settings(&portal, json!({ "directSignUp": true })).await;
            let body = json!({ "givenName": "Sia", "email": "sia@mail.example" });
            portal.call("sign-ups-create").at(slug).body(body).send().await.expect(202);
            let token = portal.token("sia@mail.example").await;
            (visitor, (None, None, "", Some(json!({ "token": token, "password": PASSWORD }))))
        }
        "invitations-inspect" | "invitations-accept" | "invitations-request" => {
            invite(&portal, &firm).await;
            let token = portal.token("cleo@mail.example").await;
            let body = match name {
                "invitations-accept" => json!({ "token": token, "password": PASSWORD }),
                _ => json!({ "token": token }),
            };
            (visitor, (None, None, "", Some(body)))
        }
        "invitations-resend" | "invitations-cancel" => {
            let client = invite(&portal, &firm).await;
            portal.clock.advance(jiff::SignedDuration::from_hours(25));
            let read = firm.read_client(&portal, &client).await;
            (admin, (read["invitation"]["id"].as_str().map(str::to_owned), None, "", None))
        }
        "invitation-templates-create" => {
            (admin, (None, None, "", Some(json!({ "name": "Warm welcome", "body": "Hello {{givenName}}" }))))
        }
        "invitation-templates-update" => {
            let body = json!({ "name": "Warm welcome", "body": "Hello" });
            let made = portal.call("invitation-templates-create").by(&admin).body(body).send().await.expect(201);
            (admin, (Some(made.id()), None, "", Some(json!({ "body": "Hello again" }))))
        }
        "clients-create" => {
            let profile = json!({ "name": "Guests", "permissions": [] });
            let profile = firm.post(&portal, "client-profiles-create", profile).await.id();
            let body = json!({
                "name": "Carl Client", "email": "carl@mail.example", "companyName": "Carl & Co", "clientProfileId": profile,
            });
            (admin, (None, None, "sendInvite=true", Some(body)))
        }
        "clients-get"
        | "clients-avatar-remove"
        | "clients-archive"
        | "clients-deactivate"
        | "clients-invite"
        | "clients-activity" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            (admin, (Some(client), None, "", None))
        }
        "clients-update" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            (admin, (Some(client), None, "", Some(json!({ "position": "Owner" }))))
        }
        "clients-set-access" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            (admin, (Some(client), None, "", Some(json!({ "leadInternalUserId": firm.admin_id }))))
        }
        "clients-avatar-set" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            (admin, (Some(client), None, "", Some(json!({ "data": PICTURE }))))
        }
        "clients-avatar-get" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            let set = portal.call("clients-avatar-set").by(&admin).id(&client);
            let answer = set.body(json!({ "data": PICTURE })).send().await.expect(200);
            let url = answer.body["avatarImageUrl"].as_str().unwrap().to_owned();
            let image = url.rsplit('/').next().unwrap().to_owned();
            let path = vec![("slug", slug.to_owned()), ("id", client), ("image", image)];
            return Prepared { portal, firm, name, by: admin, path, query: "", body: None };
        }
        "clients-restore" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            portal.call("clients-archive").by(&admin).id(&client).send().await.expect(200);
            (admin, (Some(client), None, "", None))
        }
        "clients-activate" => {
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            portal.call("clients-deactivate").by(&admin).id(&client).send().await.expect(200);
            (admin, (Some(client), None, "", None))
        }
        "clients-suggestion" => {
            let (client, company) = suggested(&portal, &firm).await;
            (admin, (Some(client), None, "", Some(json!({ "companyId": company, "accept": true }))))
        }
        "views-create" => {
            (admin, (None, None, "", Some(json!({ "name": "Quiet ones", "query": { "inactiveDays": 30 } }))))
        }
        "views-update" => {
            let view = firm.post(&portal, "views-create", json!({ "name": "Quiet ones" })).await.id();
            (admin, (Some(view), None, "", Some(json!({ "name": "Quieter ones" }))))
        }
        "views-delete" => {
            let view = firm.post(&portal, "views-create", json!({ "name": "Quiet ones" })).await.id();
            (admin, (Some(view), None, "", None))
        }
        "custom-fields-create" => (
            admin,
            (None, None, "", Some(json!({ "name": "Plan", "type": "singleSelect", "options": [{ "label": "Gold" }] }))),
        ),
        "custom-fields-update" => {
            let body = json!({ "name": "Tax ID", "type": "text" });
            let field = firm.post(&portal, "custom-fields-create", body).await.id();
            (admin, (Some(field), None, "", Some(json!({ "name": "VAT number" }))))
        }
        "custom-fields-remove" => {
            let body = json!({ "name": "Tax ID", "type": "text" });
            let field = firm.post(&portal, "custom-fields-create", body).await.id();
            (admin, (Some(field), None, "", None))
        }
        "client-profiles-create" => {
            (admin, (None, None, "", Some(json!({ "name": "Guests", "permissions": ["see_messages"] }))))
        }
        "client-profiles-update" => {
            let body = json!({ "name": "Guests", "permissions": [] });
            let profile = firm.post(&portal, "client-profiles-create", body).await.id();
            (admin, (Some(profile), None, "", Some(json!({ "permissions": ["read_knowledge_base"] }))))
        }
        "companies-create" => (admin, (None, None, "", Some(json!({ "name": "Acme Bakery" })))),
        "companies-get" | "companies-archive" => {
            let company = company(&portal, &firm).await;
            (admin, (Some(company), None, "", None))
        }
        "companies-update" => {
            let company = company(&portal, &firm).await;
            (admin, (Some(company), None, "", Some(json!({ "website": "https://bakery.example" }))))
        }
        "internal-users-get" => (admin, (Some(firm.admin_id.clone()), None, "", None)),
        "internal-users-create" => (
            admin,
            (None, None, "", Some(json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" }))),
        ),
        "internal-users-update" => {
            let (member, _) = firm.member(&portal, "max@acme.example", "member").await;
            (admin, (Some(member), None, "", Some(json!({ "role": "admin" }))))
        }
        "client-profiles-remove" => {
            let body = json!({ "name": "Guests", "permissions": [] });
            (admin, (Some(firm.post(&portal, "client-profiles-create", body).await.id()), None, "", None))
        }
        "roles-create" => {
            (admin, (None, None, "", Some(json!({ "name": "Front desk", "permissions": ["view_clients"] }))))
        }
        "roles-update" => {
            let body = json!({ "name": "Front desk", "permissions": ["view_clients"] });
            let role = portal.call("roles-create").by(&admin).body(body).send().await.expect(201);
            (admin, (Some(role.id()), None, "", Some(json!({ "permissions": ["view_clients", "edit_clients"] }))))
        }
        "articles-create" => (admin, (None, None, "", Some(json!({ "title": "Taxes", "body": "By May." })))),
        "articles-get" => {
            let article = article(&portal, &firm).await;
            (admin, (Some(article), None, "", None))
        }
        "articles-update" => {
            let article = article(&portal, &firm).await;
            (admin, (Some(article), None, "", Some(json!({ "body": "By June." }))))
        }
        "home-get" => {
            let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
            (client, no_id)
        }
        "home-article-get" => {
            let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
            let article = article(&portal, &firm).await;
            (client, (Some(article), None, "", None))
        }
        other => panic!("{other} has no valid call: add one to this table"),
    };
    let path = path.into_iter().chain(id.map(|id| ("id", id))).collect();
    Prepared { portal, firm, name, by, path, query, body }
}

async fn invite(portal: &Portal, firm: &Firm) -> String {
    let client = firm.client(portal, "cleo@mail.example").await.id();
    portal.call("clients-invite").by(&firm.admin).id(&client).send().await.expect(201);
    client
}

async fn company(portal: &Portal, firm: &Firm) -> String {
    let body = json!({ "name": "Acme Bakery", "domains": ["bakery.example"] });
    portal.call("companies-create").by(&firm.admin).body(body).send().await.expect(201).id()
}

async fn article(portal: &Portal, firm: &Firm) -> String {
    let body = json!({ "title": "Taxes", "body": "By May.", "state": "published" });
    portal.call("articles-create").by(&firm.admin).body(body).send().await.expect(201).id()
}

/// A client who signed up and typed the name of a company that exists.
async fn suggested(portal: &Portal, firm: &Firm) -> (String, String) {
    firm.settings(portal, json!({ "directSignUp": true })).await;
    let company = company(portal, firm).await;
    let body = json!({ "givenName": "Sia", "email": "sia@mail.example", "companyName": "acme  BAKERY" });
    portal.call("sign-ups-create").at(&firm.slug).body(body).send().await.expect(202);
    let body = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
    let client = portal.call("sign-ups-confirm").at(&firm.slug).body(body).send().await.expect(201).id();
    (client, company)
}
