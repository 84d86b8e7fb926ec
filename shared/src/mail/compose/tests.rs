//! Tests of what mails say and how they look (I01, W03).

use super::*;
use crate::{
    mail::{OutboxId, SendState, Told},
    team::{InternalUser, Standing},
    testing::World,
    workspaces::{Help, Theme},
};

/// A firm with a brand, and a client with an invitation that waits.
async fn branded() -> (World, Client) {
    let world = World::new().await;
    world
        .edit::<Workspace>(&(), |it| {
            it.color_accent = "#7c3aed".parse().unwrap();
            it.square_icon = Some("icon.png".to_owned());
            it.help = Help { email: Some("hello@harbor.example".parse().unwrap()), ..Help::default() };
        })
        .await;
    let client = world.invited("Cleo").await;
    (world, client)
}

/// Writes a mail to the client, who stands where it says.
async fn write(world: &World, client: &Client, mail: Mail) -> OutgoingMail {
    let status = match mail {
        Mail::DetailsUpdated { .. } => ClientStatus::Active,
        Mail::Archived { .. } => ClientStatus::Archived,
        _ => ClientStatus::Invited,
    };
    world.edit::<Client>(&client.id, |it| it.status = status).await;
    written(world, client, mail).await.unwrap()
}

/// Writes a mail to the client, or about them to an admin, if there is still a reason to.
async fn written(world: &World, client: &Client, mail: Mail) -> Option<OutgoingMail> {
    let to_the_firm =
        matches!(mail, Mail::ClientSignedUp { .. } | Mail::ClientActivated { .. } | Mail::InvitationRequested { .. });
    let to = if to_the_firm { "ada@harbor.example".parse().unwrap() } else { client.email.clone() };
    written_to(world, to, mail).await
}

async fn written_to(world: &World, to: Email, mail: Mail) -> Option<OutgoingMail> {
    let scope = world.scope();
    let row = Outbox {
        id: scope.new_id::<Outbox>() as OutboxId,
        workspace: scope.workspace(),
        also_to: Vec::new(),
        to,
        mail,
        state: SendState::Queued,
        attempts: 1,
        due_at: scope.now(),
        sent_at: None,
        told: Told::default(),
        created_at: scope.now(),
    };
    compose(&scope, &row).await.unwrap()
}

async fn invitation_of(world: &World, client: &Client) -> Stored<Invitation> {
    world.get(&client.invitation.unwrap()).await
}

async fn write_invitation(world: &World, client: &Client) -> OutgoingMail {
    let invitation = invitation_of(world, client).await;
    write(world, client, Mail::Invitation { invitation: invitation.id, proof: invitation.proof }).await
}

/// HTML with its character references resolved, as a reader's program sees texts and links.
fn decoded(html: &str) -> String {
    [("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |html, (reference, character)| html.replace(reference, character))
}

/// I01: the welcome text, the portal's link, and how to set a password.
#[tokio::test]
async fn i01_an_invitation_has_the_welcome_text_the_link_the_code_and_the_portal() {
    let (world, client) = branded().await;
    let scope = world.scope();
    let proof = invitation_of(&world, &client).await.proof;
    let mail = write_invitation(&world, &client).await;
    assert_eq!(mail.to, "cleo@client.example");
    assert_eq!(mail.subject, "Harbor & Finch invites you to their client portal");
    let link = format!("https://portico.example/harbor/accept#{}", proofs::token(&scope, proof));
    let html = decoded(&mail.html);
    assert!(html.contains(&format!("<a href=\"{link}\"")), "{html}");
    for text in [&mail.text, &html] {
        assert!(text.contains(&link), "{text}");
        assert!(text.contains(&proofs::code(&scope, proof)), "{text}");
        assert!(text.contains("Set your password"), "{text}");
        assert!(text.contains("Welcome, Cleo"), "{text}");
        assert!(text.contains("We have set up a private portal for our work together."), "{text}");
        assert!(text.contains("The invitation is good for 14 days."), "{text}");
    }
    // The same link, and no other with a secret in it.
    assert_eq!(mail.text.matches("/accept#").count(), 1);
    assert_eq!(html.matches("/accept#").count(), 1);
}

/// Every mail there is.
async fn every_mail(world: &World, client: &Client) -> Vec<Mail> {
    let Stored { entity: Invitation { id: invitation, proof, .. }, .. } = invitation_of(world, client).await;
    let (new, client) = ("new@client.example".parse().unwrap(), client.id);
    vec![
        Mail::Invitation { invitation, proof },
        Mail::SignUpCode { proof },
        Mail::AccountExists,
        Mail::PasswordReset { proof },
        Mail::PasswordChanged,
        Mail::EmailChange { proof },
        Mail::EmailChanged { new },
        Mail::ClientSignedUp { client },
        Mail::ClientActivated { client },
        Mail::InvitationRequested { person: client.into() },
        Mail::DetailsUpdated { client },
        Mail::Archived { client },
    ]
}

#[tokio::test]
async fn w03_every_mail_shows_the_brand() {
    let (world, client) = branded().await;
    let (brand, on_brand, _) = Theme::new(&"#7c3aed".parse().unwrap(), None, None).mail_colors();
    for about in every_mail(&world, &client).await {
        let mail = write(&world, &client, about.clone()).await;
        assert_eq!(mail.from_name, "Harbor & Finch", "{about:?}");
        assert_eq!(mail.reply_to.as_deref(), Some("hello@harbor.example"), "{about:?}");
        let html = decoded(&mail.html);
        assert!(mail.text.contains("Harbor & Finch") && html.contains("Harbor & Finch"), "{about:?}: {html}");
        assert!(mail.text.trim_end().ends_with("https://portico.example/harbor"), "{about:?}: {}", mail.text);
        assert!(html.contains("<a href=\"https://portico.example/harbor\""), "{about:?}: {html}");
        assert!(html.contains(&format!("background:{brand};color:{on_brand};")), "{about:?}: {html}");
        let icon = "<img src=\"https://portico.example/v1/portals/harbor/images/icon.png\"";
        assert!(html.contains(icon), "{about:?}: {html}");
    }
}

#[tokio::test]
async fn w03_the_text_of_a_mail_has_the_links_of_its_html() {
    let (world, client) = branded().await;
    for about in every_mail(&world, &client).await {
        let mail = write(&world, &client, about.clone()).await;
        let html = decoded(&mail.html);
        let links = html.split("<a href=\"").skip(1).filter_map(|it| it.split('"').next());
        for link in links.filter(|it| *it != "mailto:hello@harbor.example") {
            assert!(mail.text.contains(link), "{about:?}: {link} is missing in\n{}", mail.text);
        }
    }
}

/// I02: what comes before the fragment reaches servers, proxies and their logs.
#[tokio::test]
async fn i02_the_secret_of_a_link_stands_in_its_fragment_only() {
    let (world, client) = branded().await;
    let proof = invitation_of(&world, &client).await.proof;
    let token = proofs::token(&world.scope(), proof);
    let secret = token.split('.').nth(1).unwrap();
    let mut shown = 0;
    for about in every_mail(&world, &client).await {
        let mail = write(&world, &client, about.clone()).await;
        assert!(!mail.subject.contains(secret), "{about:?}");
        for text in [mail.text, decoded(&mail.html)] {
            let (all, in_fragment) = (text.matches(secret).count(), text.matches(&format!("#{token}")).count());
            assert_eq!(all, in_fragment, "{about:?}: {text}");
            shown += all;
        }
    }
    // Invitation, sign-up, reset and change of email; in text and in HTML.
    assert_eq!(shown, 8);
}

#[tokio::test]
async fn i01_what_a_name_is_made_of_is_shown_and_never_runs() {
    let names =
        ["<script>alert(1)</script>", "[Win](https://evil.example)", "*Star*", "O'Brien & \"Sons\"", "{{ 7*7 }}"];
    for name in names {
        let (world, client) = branded().await;
        world.edit::<Workspace>(&(), |it| it.invitation_text = "**Hello {{givenName}}!**".parse().unwrap()).await;
        world.edit::<Client>(&client.id, |it| it.given_name = name.parse().unwrap()).await;
        let mail = write_invitation(&world, &client).await;
        let (text, html) = (&mail.text, &mail.html);
        assert!(!html.contains("<script") && !html.contains("<em>") && !html.contains("href=\"https://evil"), "{html}");
        assert!(decoded(html).contains(&format!("<strong>Hello {name}!</strong>")), "{html}");
        assert!(decoded(html).contains(&format!("Welcome, {name}")), "{html}");
        assert!(text.contains(&format!("Hello {name}!")) && text.contains(&format!("Welcome, {name}")), "{text}");
    }
}

#[tokio::test]
async fn w03_the_name_of_a_firm_is_shown_and_never_runs() {
    let (world, client) = branded().await;
    world.edit::<Workspace>(&(), |it| it.brand_name = "<img src=x onerror=alert(1)> & Co".parse().unwrap()).await;
    for about in every_mail(&world, &client).await {
        let mail = write(&world, &client, about.clone()).await;
        assert!(!mail.html.contains("<img src=x"), "{about:?}: {}", mail.html);
        assert!(mail.text.contains("<img src=x onerror=alert(1)> & Co"), "{about:?}: {}", mail.text);
    }
}

/// I01: the firm's own Markdown, without anything that could run or load by itself.
#[tokio::test]
async fn i01_the_text_of_a_template_is_laid_out_and_nothing_in_it_runs() {
    let (world, client) = branded().await;
    let scope = world.scope();
    let new = crate::invitations::NewTemplate {
        name: "Warm".parse().unwrap(),
        subject: Some("{{givenName}}, {{brandName}} is online".parse().unwrap()),
        body: "Hi **{{givenName}}** <script>alert(1)</script> [x](javascript:alert(1)) at {{brandName}}"
            .parse()
            .unwrap(),
    };
    let (template, changes) = crate::invitations::create_template(&scope, new);
    scope.records.commit(changes).await.unwrap();
    world.edit::<Invitation>(&client.invitation.unwrap(), |it| it.template = Some(template.id)).await;
    let mail = write_invitation(&world, &client).await;
    assert_eq!(mail.subject, "Cleo, Harbor & Finch is online");
    let html = decoded(&mail.html);
    assert!(html.contains("Hi <strong>Cleo</strong>") && html.contains("at Harbor & Finch"), "{html}");
    assert!(!html.contains("script") && !html.contains("alert"), "{html}");
    assert!(!html.contains("We have set up a private portal"), "{html}");
}

/// N01, N02: mails about a client lead the team to them.
#[tokio::test]
async fn n01_n02_mails_to_the_team_name_the_client_and_lead_to_them() {
    let (world, client) = branded().await;
    let page = format!("https://portico.example/harbor/app/clients/{}", client.id);
    for about in [Mail::ClientSignedUp { client: client.id }, Mail::ClientActivated { client: client.id }] {
        let mail = write(&world, &client, about.clone()).await;
        assert!(mail.subject.contains("Cleo"), "{about:?}");
        assert!(mail.text.contains(&page) && decoded(&mail.html).contains(&page), "{about:?}: {}", mail.text);
    }
    let mail = write(&world, &client, Mail::ClientSignedUp { client: client.id }).await;
    assert!(mail.text.contains("mailto:cleo@client.example"), "{}", mail.text);
}

/// A05, A09: a mail about a client that waited is not for somebody who may no longer see them.
#[tokio::test]
async fn n01_n02_a_mail_that_waited_goes_only_to_who_may_see_the_client() {
    let (world, client) = branded().await;
    let scope = world.scope();
    let roles = world.get::<crate::access::Roles>(&()).await;
    let workspace = world.get::<Workspace>(&()).await;
    let new = crate::team::NewInternalUser {
        given_name: Some("Max".parse().unwrap()),
        family_name: None,
        name: None,
        email: "max@harbor.example".parse().unwrap(),
        role: crate::access::RoleKey::Member,
    };
    let (max, changes) = crate::team::invite(&scope, &workspace, &roles, new).await.unwrap();
    scope.records.commit(changes).await.unwrap();
    let told = async |standing: Standing, sees: bool| {
        world.edit::<InternalUser>(&max.id, |it| it.standing = standing).await;
        world.edit::<Client>(&client.id, |it| it.visibility = sees.then_some(max.id).into_iter().collect()).await;
        let mut told = Vec::new();
        for about in [
            Mail::ClientSignedUp { client: client.id },
            Mail::ClientActivated { client: client.id },
            Mail::InvitationRequested { person: client.id.into() },
        ] {
            told.push(written_to(&world, max.email.clone(), about).await.is_some());
        }
        assert!(told.windows(2).all(|it| it[0] == it[1]), "{told:?}");
        told[0]
    };
    assert!(told(Standing::Active, true).await);
    assert!(!told(Standing::Active, false).await);
    assert!(!told(Standing::Deactivated, true).await);
    let about = Mail::ClientActivated { client: client.id };
    assert_eq!(written_to(&world, client.email.clone(), about).await, None, "not even to themselves");
}

/// C09, C11: a mail that waited is not for somebody who stands elsewhere by now, or has another address.
#[tokio::test]
async fn c09_c11_a_mail_that_waited_goes_only_to_a_client_who_stands_where_it_says() {
    let (world, client) = branded().await;
    let about = [Mail::DetailsUpdated { client: client.id }, Mail::Archived { client: client.id }];
    for status in ClientStatus::ALL {
        world.edit::<Client>(&client.id, |it| it.status = status).await;
        let [details, archived] =
            [written(&world, &client, about[0].clone()).await, written(&world, &client, about[1].clone()).await];
        let expected = (status == ClientStatus::Active, status == ClientStatus::Archived);
        assert_eq!((details.is_some(), archived.is_some()), expected, "{status:?}");
    }
    for (status, about) in [ClientStatus::Active, ClientStatus::Archived].into_iter().zip(about) {
        let new = format!("{}@new.example", client.given_name.as_str().to_lowercase()).parse().unwrap();
        world.edit::<Client>(&client.id, |it| (it.status, it.email) = (status, new)).await;
        assert_eq!(written(&world, &client, about).await, None);
    }
}

/// Rows that wait under the old name of this mail are still sent.
#[test]
fn c09_a_row_of_the_former_name_is_read() {
    let row = serde_json::json!({ "about": "profileUpdated", "client": "client_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    assert!(matches!(serde_json::from_value(row), Ok(Mail::DetailsUpdated { .. })));
}
