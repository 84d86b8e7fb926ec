//! Tests of adding clients.

use serde_json::{Value, json};
use shared::clients::{MOST_COMPANIES, MOST_VISIBLE_TO};

use crate::testing::{Answer, Firm, PASSWORD, Portal, Session};

async fn create(portal: &Portal, by: &Session, body: Value) -> Answer {
    portal.call("clients-create").by(by).body(body).send().await
}

#[tokio::test]
async fn c01_c02_everything_that_is_said_of_a_client_is_kept() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    let company = firm.post(&portal, "companies-create", json!({ "name": "Bakery" })).await.id();
    let body = json!({
        "givenName": "  Cleo ", "familyName": "Client", "email": " Cleo@Mail.example ", "position": "Owner",
        "phone": "+34 600", "tags": ["vip", "tax", "vip", " "], "companyId": company,
        "leadInternalUserId": max, "visibilityInternalUserIds": [firm.admin_id],
    });
    let answer = create(&portal, &firm.admin, body).await.expect(201);
    assert_eq!((answer.str("/givenName"), answer.str("/familyName")), ("Cleo", "Client"));
    assert_eq!((answer.str("/email"), answer.str("/position")), ("cleo@mail.example", "Owner"));
    assert_eq!((answer.str("/phone"), answer.body["tags"].clone()), ("+34 600", json!(["tax", "vip"])));
    assert_eq!((answer.str("/companyId"), answer.body["companyIds"].clone()), (company.as_str(), json!([company])));
    assert_eq!((answer.str("/status"), answer.str("/creationMethod")), ("notInvited", "internalUser"));
    assert_eq!(answer.str("/leadInternalUserId"), max);
    assert_eq!(answer.str("/createdAt"), "2026-01-01T12:00:00Z");
    assert_eq!(firm.read_client(&portal, &answer.id()).await, answer.body, "and read again as it was answered");
}

#[tokio::test]
async fn c02_a_full_name_is_split() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let named = async |name: &str, email: &str| {
        let answer = create(&portal, &firm.admin, json!({ "name": name, "email": email })).await.expect(201);
        (answer.str("/givenName").to_owned(), answer.str("/familyName").to_owned())
    };
    let full = named("Maria del Carmen Ruiz", "a@mail.example").await;
    assert_eq!(full, ("Maria del Carmen".to_owned(), "Ruiz".to_owned()));
    assert_eq!(named("Cher", "b@mail.example").await, ("Cher".to_owned(), String::new()));
}

#[tokio::test]
async fn c02_what_is_missing_or_wrong_is_named() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let wrong = [
        (json!({ "email": "a@mail.example" }), "givenName", "required"),
        (json!({ "givenName": "", "email": "a@mail.example" }), "givenName", "required"),
        (json!({ "name": "A" }), "email", "required"),
        (json!({ "name": "A", "email": "a@" }), "email", "invalid_email"),
        (json!({ "name": "A", "email": "a@mail.example", "position": "x".repeat(121) }), "position", "too_long"),
        (json!({ "name": "A", "email": "a@mail.example", "companyName": "B" }), "companyName", "name_too_short"),
        (json!({ "name": "A", "email": "a@mail.example", "tags": "vip" }), "tags", "invalid"),
        (json!({ "name": "A", "email": "a@mail.example", "status": "active" }), "status", "unknown_field"),
        (json!({ "name": "A", "email": "a@mail.example", "companyId": "nonsense" }), "companyId", "invalid"),
    ];
    for (body, field, code) in wrong {
        create(&portal, &firm.admin, body).await.expect_field(field, code);
    }
    let listed = portal.call("clients-list").by(&firm.admin).send().await;
    assert_eq!(listed.body["total"], 0);
}

/// C02: also against the team, and whatever the case.
#[tokio::test]
async fn c02_an_email_is_unique_among_clients_and_team() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let cleo = firm.client(&portal, "cleo@mail.example").await.id();
    let twice = create(&portal, &firm.admin, json!({ "name": "Other", "email": "CLEO@mail.example" })).await;
    let twice = twice.expect_error(409, "email_in_use");
    let record = json!({ "id": cleo, "kind": "client", "archived": false, "name": "Cleo Client" });
    assert_eq!(twice.body["record"], record);
    assert_eq!((twice.str("/fields/0/field"), twice.str("/fields/0/code")), ("email", "email_in_use"));
    let team = create(&portal, &firm.admin, json!({ "name": "Other", "email": "admin@acme.example" })).await;
    let team = team.expect_error(409, "email_in_use");
    assert_eq!((team.str("/record/id"), team.str("/record/kind")), (firm.admin_id.as_str(), "internalUser"));
    let listed = portal.call("clients-list").by(&firm.admin).send().await;
    assert_eq!(listed.body["total"], 1);
}

#[tokio::test]
async fn c02_of_two_clients_with_one_email_at_the_same_moment_one_is_added() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let body = json!({ "name": "Cleo Client", "email": "cleo@mail.example" });
    let (one, two) = tokio::join!(create(&portal, &firm.admin, body.clone()), create(&portal, &firm.admin, body));
    let refused = if one.status == 201 { two } else { one };
    assert_eq!(refused.expect_error(409, "email_in_use").str("/record/kind"), "client");
    assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 1);
}

/// A05: that somebody has the email is said, who it is only to those who may see them.
#[tokio::test]
async fn a05_an_email_in_use_names_nobody_whom_the_caller_may_not_see() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let hidden = firm.client(&portal, "hidden@mail.example").await.id();
    let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
    let answer = create(&portal, &member, json!({ "name": "Other", "email": "hidden@mail.example" })).await;
    let answer = answer.expect_error(409, "email_in_use");
    assert_eq!(answer.body.get("record"), None);
    assert!(!answer.text.contains("Cleo") && !answer.text.contains(&hidden), "{}", answer.text);
}

#[tokio::test]
async fn c03_creating_never_invites_by_itself() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for (n, query) in ["", "sendInvite=false"].into_iter().enumerate() {
        let body = json!({ "name": "Cleo", "email": format!("c{n}@mail.example") });
        let answer = portal.call("clients-create").by(&firm.admin).query(query).body(body).send().await.expect(201);
        assert_eq!((answer.str("/status"), answer.body.get("invitation")), ("notInvited", None));
    }
    portal.deliver().await;
    assert!(portal.mailer.sent().is_empty());
}

#[tokio::test]
async fn c03_creating_invites_when_it_is_asked_to() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let body = json!({ "name": "Cleo", "email": "cleo@mail.example" });
    let call = portal.call("clients-create").by(&firm.admin).query("sendInvite=true").body(body);
    let answer = call.send().await.expect(201);
    assert_eq!((answer.str("/status"), answer.str("/invitation/status")), ("invited", "pending"));
    assert_eq!(answer.str("/invitation/delivery"), "queued");
    assert_eq!(firm.read_client(&portal, &answer.id()).await, answer.body);
    assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1);
    let wrong = portal.call("clients-create").by(&firm.admin).query("sendInvite=maybe").body(json!({}));
    wrong.send().await.expect_field("sendInvite", "invalid");
}

/// I01, A10: a template that is not this workspace's is none.
#[tokio::test]
async fn a10_i01_only_templates_that_exist_can_be_chosen() {
    let portal = Portal::new();
    let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    let template = json!({ "name": "Theirs", "body": "Hello" });
    let theirs = rival.post(&portal, "invitation-templates-create", template).await.id();
    for id in [theirs.as_str(), "template_01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
        let body = json!({ "name": "Cleo", "email": "cleo@mail.example" });
        let query = format!("sendInvite=true&templateId={id}");
        let call = portal.call("clients-create").by(&firm.admin).query(&query).body(body);
        call.send().await.expect_error(404, "invitation_template_not_found");
    }
}

/// C04: the same after folding case, accents and spaces.
#[tokio::test]
async fn c04_a_typed_company_that_exists_is_selected_and_a_new_one_created() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let bakery = firm.post(&portal, "companies-create", json!({ "name": "Café  Bakery" })).await.id();
    let typed = json!({ "name": "Bo", "email": "bo@mail.example", "companyName": "  CAFE bakery " });
    let answer = create(&portal, &firm.admin, typed).await.expect(201);
    assert_eq!(answer.body["companyIds"], json!([bakery]));
    let typed = json!({ "name": "Ba", "email": "ba@mail.example", "companyName": " Barber   Shop " });
    let answer = create(&portal, &firm.admin, typed).await.expect(201);
    let company = firm.act(&portal, "companies-get", answer.str("/companyId")).await;
    assert_eq!((company.str("/name"), company.body["clientCount"].clone()), ("Barber Shop", json!(1)));
    assert_eq!(
        portal.call("companies-list").by(&firm.admin).send().await.column("name"),
        ["Barber Shop", "Café Bakery"]
    );
}

#[tokio::test]
async fn c04_two_who_type_a_new_company_at_the_same_moment_do_not_make_two() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let typed = |email: &str| json!({ "name": "Bo", "email": email, "companyName": "Bakery" });
    let (one, two) = tokio::join!(
        create(&portal, &firm.admin, typed("a@mail.example")),
        create(&portal, &firm.admin, typed("b@mail.example"))
    );
    let companies = portal.call("companies-list").by(&firm.admin).send().await.column("id");
    assert_eq!(companies.len(), 1, "{} {}", one.text, two.text);
    let refused = if one.status == 201 { two } else { one };
    refused.expect_error(409, "company_name_taken");
}

#[tokio::test]
async fn w04_a_company_that_is_left_empty_creates_none() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for (n, body) in
        [json!({}), json!({ "companyName": "" }), json!({ "companyName": "   " }), json!({ "companyIds": [] })]
            .into_iter()
            .enumerate()
    {
        let mut body = body;
        body["name"] = json!("Cleo");
        body["email"] = json!(format!("c{n}@mail.example"));
        let answer = create(&portal, &firm.admin, body).await.expect(201);
        assert_eq!((answer.body["companyIds"].clone(), answer.body.get("companyId")), (json!([]), None));
    }
    assert!(portal.call("companies-list").by(&firm.admin).send().await.column("id").is_empty());
}

#[tokio::test]
async fn w05_individuals_have_no_company() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.settings(&portal, json!({ "clientMode": "individuals" })).await;
    let made_up = "company_01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for company in
        [json!({ "companyName": "Bakery" }), json!({ "companyId": made_up }), json!({ "companyIds": [made_up] })]
    {
        let mut body = json!({ "name": "Cleo", "email": "cleo@mail.example" });
        body.as_object_mut().unwrap().extend(company.as_object().unwrap().clone());
        create(&portal, &firm.admin, body).await.expect_error(409, "companies_disabled");
    }
    create(&portal, &firm.admin, json!({ "name": "Cleo", "email": "cleo@mail.example" })).await.expect(201);
}

#[tokio::test]
async fn w06_businesses_need_a_company() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.settings(&portal, json!({ "clientMode": "businesses" })).await;
    for company in [Value::Null, json!(" ")] {
        let body = json!({ "name": "Cleo", "email": "cleo@mail.example", "companyName": company });
        create(&portal, &firm.admin, body).await.expect_field("companyId", "company_required");
    }
    let body = json!({ "name": "Cleo", "email": "cleo@mail.example", "companyName": "Bakery" });
    create(&portal, &firm.admin, body).await.expect(201);
}

#[tokio::test]
async fn e_a_company_that_does_not_exist_here_is_not_found() {
    let portal = Portal::new();
    let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    let theirs = rival.post(&portal, "companies-create", json!({ "name": "Bakery" })).await.id();
    for id in [theirs.as_str(), "company_01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
        let body = json!({ "name": "Cleo", "email": "cleo@mail.example", "companyIds": [id] });
        create(&portal, &firm.admin, body).await.expect_error(404, "company_not_found");
    }
}

/// A03: exactly one lead, who sees the client; whoever creates one sees them too.
#[tokio::test]
async fn a03_the_lead_and_whoever_creates_a_client_see_them() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
    let (lea, _) = firm.member(&portal, "lea@acme.example", "member").await;
    let own = create(&portal, &firm.admin, json!({ "name": "A", "email": "a@mail.example" })).await.expect(201);
    assert_eq!(own.str("/leadInternalUserId"), firm.admin_id);
    assert_eq!(own.body["visibilityInternalUserIds"], json!([firm.admin_id]));
    let given = json!({ "name": "B", "email": "b@mail.example", "leadInternalUserId": lea });
    let given = create(&portal, &firm.admin, given).await.expect(201);
    assert_eq!(given.body["visibilityInternalUserIds"], json!([lea]), "an admin sees all anyway");
    let by_max = json!({ "name": "C", "email": "c@mail.example", "leadInternalUserId": lea });
    let by_max = create(&portal, &member, by_max).await.expect(201);
    assert_eq!(by_max.body["visibilityInternalUserIds"], json!([max, lea]));
}

#[tokio::test]
async fn a03_a10_only_people_of_the_firm_lead_and_see() {
    let portal = Portal::new();
    let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    let mut body = json!({ "name": "A", "email": "a@mail.example", "leadInternalUserId": rival.admin_id });
    create(&portal, &firm.admin, body.clone()).await.expect_field("leadInternalUserId", "internal_user_not_found");
    body["leadInternalUserId"] = json!(firm.admin_id);
    body["visibilityInternalUserIds"] = json!([rival.admin_id]);
    create(&portal, &firm.admin, body).await.expect_field("visibilityInternalUserIds", "internal_user_not_found");
}

/// W08: plans are data; this one allows two clients.
#[tokio::test]
async fn w08_a_plan_that_is_used_up_says_so_with_its_numbers() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    plan(&portal, &firm, json!({ "clients": 2 })).await;
    let first = firm.client(&portal, "a@mail.example").await.id();
    firm.client(&portal, "b@mail.example").await;
    let body = json!({ "name": "C", "email": "c@mail.example" });
    let refused = create(&portal, &firm.admin, body.clone()).await.expect_error(402, "plan_limit_exceeded");
    assert_eq!((refused.body["limit"].clone(), refused.body["current"].clone()), (json!(2), json!(2)));
    assert!(refused.str("/message").contains("administrator"), "W11: it says whom to ask");
    // An archived client does not count, and does again when restored.
    firm.act(&portal, "clients-archive", &first).await;
    create(&portal, &firm.admin, body).await.expect(201);
    let restore = portal.call("clients-restore").by(&firm.admin).id(&first).send().await;
    restore.expect_error(402, "plan_limit_exceeded");
    // A plan that was made smaller tells how many there are.
    plan(&portal, &firm, json!({ "clients": 1 })).await;
    let body = json!({ "name": "D", "email": "d@mail.example" });
    let refused = create(&portal, &firm.admin, body).await.expect_error(402, "plan_limit_exceeded");
    assert_eq!((refused.body["limit"].clone(), refused.body["current"].clone()), (json!(1), json!(2)));
}

/// Gives the workspace a plan, as whoever sells plans does.
async fn plan(portal: &Portal, firm: &Firm, plan: Value) {
    portal.change_record("workspace", &firm.slug, |body| drop(body.insert("plan".to_owned(), plan))).await;
}

/// W08: a stranger is told neither the plan nor how many clients the firm has.
#[tokio::test]
async fn w08_a_plan_that_is_used_up_takes_no_more_sign_ups() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.settings(&portal, json!({ "directSignUp": true })).await;
    plan(&portal, &firm, json!({ "clients": 1 })).await;
    firm.client(&portal, "a@mail.example").await;
    let ask = json!({ "givenName": "Sia", "email": "sia@mail.example" });
    portal.call("sign-ups-create").at("acme").body(ask).send().await.expect(202);
    let body = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
    let confirm = || portal.call("sign-ups-confirm").at("acme").body(body.clone()).send();
    let refused = confirm().await.expect_error(403, "direct_sign_up_disabled");
    assert!(refused.body.get("limit").is_none() && refused.body.get("current").is_none(), "{}", refused.text);
    // What they typed and confirmed is kept.
    plan(&portal, &firm, json!({ "clients": 2 })).await;
    confirm().await.expect(201);
}

/// A03, C02, I03, N02: whatever the API accepts can be committed, at the most that it accepts.
#[tokio::test]
async fn a03_n02_a_client_of_the_most_people_and_companies_is_created_moved_and_activated_and_all_are_told() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let mut people = vec![firm.admin_id.clone()];
    for n in 1..MOST_VISIBLE_TO {
        people.push(firm.member(&portal, &format!("user{n}@acme.example"), "member").await.0);
    }
    let mut companies = Vec::new();
    for n in 0..2 * MOST_COMPANIES {
        companies.push(firm.post(&portal, "companies-create", json!({ "name": format!("Harbor {n}") })).await.id());
    }
    let (first, second) = companies.split_at(MOST_COMPANIES);
    let new = |people: &[String], companies: &[String], typed: Option<&str>| {
        json!({
            "name": "Cleo", "email": "cleo@mail.example", "companyIds": companies,
            "companyName": typed, "visibilityInternalUserIds": people,
        })
    };
    let create = async |body: Value| {
        portal
            .call("clients-create")
            .by(&firm.admin)
            .query("sendInvite=true")
            .key("key-of-a-test")
            .body(body)
            .send()
            .await
    };
    let crowd = [&people[..], &[people[1].replacen('0', "1", 1)]].concat();
    create(new(&crowd, &[], None)).await.expect_field("visibilityInternalUserIds", "too_many");
    create(new(&people, &companies, None)).await.expect_field("companyIds", "too_many");
    create(new(&people, first, Some("One more"))).await.expect_field("companyIds", "too_many");
    let client = create(new(&people, &first[1..], Some("One more"))).await.expect(201).id();
    portal.accept("acme", "cleo@mail.example").await;
    portal.deliver().await;
    let told = portal.mailer.sent().into_iter().filter(|(_, it)| it.subject.ends_with("activated their account"));
    assert_eq!(told.count(), MOST_VISIBLE_TO);
    firm.edit(&portal, "clients-update", &client, json!({ "companyIds": second, "email": "new@mail.example" })).await;
    firm.act(&portal, "clients-archive", &client).await;
    firm.act(&portal, "clients-restore", &client).await;
    let all = json!({ "defaultVisibilityInternalUserIds": people });
    firm.settings(&portal, all).await;
    let body = json!({ "defaultVisibilityInternalUserIds": crowd });
    let refused = portal.call("workspaces-update").by(&firm.admin).body(body).send().await;
    refused.expect_field("defaultVisibilityInternalUserIds", "too_many");
    let body = json!({ "visibilityInternalUserIds": crowd });
    let refused = portal.call("clients-set-access").by(&firm.admin).id(&client).body(body).send().await;
    refused.expect_field("visibilityInternalUserIds", "too_many");
}
