//! Tests of the settings.

use serde_json::{Value, json};

use crate::testing::{Firm, Portal, after_turns};

async fn update(portal: &Portal, firm: &Firm, changes: Value) -> crate::testing::Answer {
    portal.call("workspaces-update").by(&firm.admin).body(changes).send().await
}

#[tokio::test]
async fn w02_every_general_setting_is_kept() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    let changes = json!({
        "brandName": "Acme & Partners", "companyLabel": "Customer", "companyLabelPlural": "Customers",
        "clientMode": "businesses", "directSignUp": true, "coworkerInvites": true, "assignCompanyByDomain": false,
        "defaultLeadInternalUserId": max, "defaultVisibilityInternalUserIds": [firm.admin_id, max],
        "timeZone": "Europe/Madrid", "currency": "EUR",
    });
    let answer = firm.settings(&portal, changes.clone()).await;
    let read = portal.call("workspaces-get").by(&firm.admin).send().await.expect(200);
    for (name, value) in changes.as_object().unwrap() {
        assert_eq!(&answer.body["workspace"][name], value, "{name} in the answer");
        assert_eq!(&read.body[name], value, "{name} when it is read again");
    }
    assert_eq!(answer.version(), read.version());
    // What is left out stays as it is.
    let later = firm.settings(&portal, json!({ "currency": "USD" })).await;
    assert_eq!((later.str("/workspace/currency"), later.str("/workspace/timeZone")), ("USD", "Europe/Madrid"));
    assert_eq!(later.str("/workspace/brandName"), "Acme & Partners");
}

#[tokio::test]
async fn w02_what_is_wrong_is_named_and_nothing_changes() {
    let portal = Portal::new();
    let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    let before = portal.call("workspaces-get").by(&firm.admin).send().await.body;
    let wrong = [
        ("brandName", json!("A"), "name_too_short"),
        ("companyLabel", json!(""), "name_too_short"),
        ("clientMode", json!("everybody"), "invalid"),
        ("directSignUp", json!("yes"), "invalid"),
        ("timeZone", json!("Europe/Atlantis"), "invalid_time_zone"),
        ("currency", json!("euro"), "invalid_currency"),
        ("colorAccent", json!("teal"), "invalid_color"),
        ("colorSidebarBackground", json!("#12"), "invalid_color"),
        ("defaultLeadInternalUserId", json!(rival.admin_id), "internal_user_not_found"),
        ("defaultVisibilityInternalUserIds", json!([rival.admin_id]), "internal_user_not_found"),
        ("slug", json!("other"), "unknown_field"),
    ];
    for (field, value, code) in wrong {
        let mut changes = json!({ "metaTitle": "Changed" });
        changes[field] = value;
        update(&portal, &firm, changes).await.expect_field(field, code);
    }
    let url = json!({ "help": { "bookingUrl": "javascript:alert(1)" } });
    update(&portal, &firm, url).await.expect_field("help.bookingUrl", "invalid_url");
    update(&portal, &firm, json!({ "help": { "email": "nobody" } })).await.expect_field("help.email", "invalid_email");
    assert_eq!(portal.call("workspaces-get").by(&firm.admin).send().await.body, before);
}

/// W02: whoever leads those who sign up also sees them.
#[tokio::test]
async fn w02_the_default_lead_is_always_in_the_default_visibility() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    let answer = firm.settings(&portal, json!({ "defaultLeadInternalUserId": max })).await;
    assert_eq!(answer.body["workspace"]["defaultVisibilityInternalUserIds"], json!([firm.admin_id, max]));
    let answer = firm.settings(&portal, json!({ "defaultVisibilityInternalUserIds": [] })).await;
    assert_eq!(answer.body["workspace"]["defaultVisibilityInternalUserIds"], json!([max]));
}

#[tokio::test]
async fn w03_colours_and_title_are_kept_and_can_be_taken_back() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let chosen = json!({
        "colorAccent": "#B4D", "colorSidebarBackground": "#112233", "colorSidebarText": "#ffffff", "metaTitle": "Acme portal",
    });
    update(&portal, &firm, chosen).await.expect_field("colorAccent", "invalid_color");
    let chosen = json!({
        "colorAccent": "#BB44DD", "colorSidebarBackground": "112233", "colorSidebarText": "#ffffff", "metaTitle": "Acme portal",
    });
    let answer = firm.settings(&portal, chosen).await;
    assert_eq!(answer.str("/workspace/colorAccent"), "#bb44dd");
    assert_eq!(answer.str("/workspace/colorSidebarBackground"), "#112233");
    assert_eq!(answer.str("/workspace/colorSidebarText"), "#ffffff");
    let title = async || portal.call("portals-get").path("slug", "acme").send().await.str("/pageTitle").to_owned();
    assert_eq!(title().await, "Acme portal");
    let none = json!({ "colorSidebarBackground": null, "colorSidebarText": null, "metaTitle": null });
    let answer = firm.settings(&portal, none).await;
    assert_eq!(answer.body["workspace"].get("colorSidebarBackground"), None);
    assert_eq!(answer.body["workspace"].get("metaTitle"), None);
    assert_eq!(title().await, "Firm acme");
}

/// W07: clients are kept, and those that need a company are listed.
#[tokio::test]
async fn w07_changing_to_businesses_lists_the_clients_that_need_a_company() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let lacking = firm.client(&portal, "cleo@mail.example").await.id();
    let with = json!({ "name": "Bo Baker", "email": "bo@mail.example", "companyName": "Bakery" });
    firm.post(&portal, "clients-create", with).await;
    let archived = firm.client(&portal, "old@mail.example").await.id();
    firm.act(&portal, "clients-archive", &archived).await;
    let answer = firm.settings(&portal, json!({ "clientMode": "businesses" })).await;
    let listed = json!([{ "id": lacking, "givenName": "Cleo", "familyName": "Client" }]);
    assert_eq!(answer.body["clientsWithoutCompany"], listed);
    assert_eq!(firm.read_client(&portal, &lacking).await["status"], "notInvited", "they are kept");
    let again = firm.settings(&portal, json!({ "clientMode": "businesses", "currency": "EUR" })).await;
    assert_eq!(again.body["clientsWithoutCompany"], json!([]), "only a change lists them");
}

/// A05 holds in the settings too: whoever may change them need not see every client.
#[tokio::test]
async fn a05_w07_only_visible_clients_are_listed_as_lacking_a_company() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.client(&portal, "hidden@mail.example").await;
    let (_, settings) = firm.with_permissions(&portal, "sam@acme.example", &["manage_settings"]).await;
    let call = portal.call("workspaces-update").by(&settings).body(json!({ "clientMode": "businesses" }));
    assert_eq!(call.send().await.expect(200).body["clientsWithoutCompany"], json!([]));
}

#[tokio::test]
async fn w07_changing_to_individuals_is_refused_while_companies_are_active() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.post(&portal, "companies-create", json!({ "name": "Bakery" })).await;
    let answer = update(&portal, &firm, json!({ "clientMode": "individuals" })).await;
    let answer = answer.expect_error(409, "companies_exist");
    assert!(answer.str("/message").contains("1 active"), "{}", answer.text);
    let read = portal.call("workspaces-get").by(&firm.admin).send().await;
    assert_eq!(read.str("/clientMode"), "individualsAndBusinesses");
}

/// W07: a company must not slip in while the mode changes, whichever of the two is a moment earlier.
#[tokio::test]
async fn w07_a_company_and_the_change_to_individuals_do_not_happen_at_the_same_moment() {
    let typed = json!({ "name": "Bo Baker", "email": "bo@mail.example", "companyName": "Barber" });
    for (endpoint, body) in [("companies-create", json!({ "name": "Bakery" })), ("clients-create", typed)] {
        for turns in 0..24 {
            let portal = Portal::new();
            let firm = portal.firm("acme").await;
            let create = portal.call(endpoint).by(&firm.admin).body(body.clone()).send();
            let change = after_turns(12, update(&portal, &firm, json!({ "clientMode": "individuals" })));
            let (change, create) = tokio::join!(change, after_turns(turns, create));
            let mode = portal.call("workspaces-get").by(&firm.admin).send().await.str("/clientMode").to_owned();
            let companies = portal.call("companies-list").by(&firm.admin).send().await.column("name").len();
            let both = mode == "individuals" && companies > 0;
            assert!(!both, "{endpoint} after {turns} turns: {} {}", change.text, create.text);
            assert!([200, 409, 412].contains(&change.status) && [201, 409, 412].contains(&create.status));
        }
    }
}

#[tokio::test]
async fn w11_the_firm_says_how_its_clients_reach_it() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let help =
        json!({ "email": "help@acme.example", "phone": "+34 600 000 000", "bookingUrl": "https://cal.example/acme" });
    firm.settings(&portal, json!({ "help": help })).await;
    let visitor = portal.call("portals-get").path("slug", "acme").send().await.expect(200);
    assert_eq!(visitor.body["help"], help);
    let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
    let home = portal.call("home-get").by(&client).send().await.expect(200);
    assert_eq!(home.body["help"], help);
    let mail = portal.mails_to("cleo@mail.example").await.remove(0);
    assert_eq!(mail.reply_to.as_deref(), Some("help@acme.example"));
}

#[tokio::test]
async fn a11_w11_who_may_not_change_settings_is_told_whom_to_ask() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
    let call = portal.call("workspaces-update").by(&member).body(json!({ "brandName": "Mine" }));
    let answer = call.send().await.expect_error(403, "permission_denied");
    assert_eq!(answer.str("/requiredPermission"), "manage_settings");
    assert!(answer.str("/message").contains("manage_settings") && answer.str("/message").contains("administrator"));
}

#[tokio::test]
async fn t03_of_two_edits_of_one_version_the_second_is_refused() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let version = portal.call("workspaces-get").by(&firm.admin).send().await.version();
    let edit = |name: &str| {
        portal.call("workspaces-update").by(&firm.admin).if_match(version).body(json!({ "brandName": name })).send()
    };
    let first = edit("First").await.expect(200);
    assert_eq!(first.version(), version + 1);
    edit("Second").await.expect_error(412, "version_conflict");
    // Without If-Match at the same moment: one of the two is told.
    let edit = |name: &str| portal.call("workspaces-update").by(&firm.admin).body(json!({ "brandName": name })).send();
    let (one, two) = tokio::join!(edit("One"), edit("Two"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}
