//! Who may call what (A01, A02, A11).

use std::fmt::Write;

use serde_json::{Value, json};
use shared::access::{ClientPermission, Permission};

use super::valid::prepare;
use crate::{
    kernel::Access,
    routes,
    testing::{Firm, Portal, Session},
};

/// Whether somebody of the team with these permissions may call it.
fn granted(access: Access, held: &[Permission]) -> bool {
    match access {
        Access::Public | Access::Portal | Access::SignedIn | Access::Team => true,
        Access::Client | Access::ClientGranted(_) => false,
        Access::Granted(permission) => held.contains(&permission),
        Access::AnyOf(permissions) => permissions.iter().any(|it| held.contains(it)),
    }
}

/// A browser of somebody with a role of the workspace's own that grants exactly this.
async fn with_permissions(portal: &Portal, firm: &Firm, permissions: &[Permission]) -> Session {
    let body = json!({ "name": "Exactly this", "permissions": permissions });
    let role = portal.call("roles-create").by(&firm.admin).body(body).send().await.expect(201);
    firm.member(portal, "exact@acme.example", &role.id()).await.1
}

#[tokio::test]
async fn without_credentials_nothing_but_the_public_pages_answers() {
    for route in routes::all().into_iter().map(|it| it.route) {
        if matches!(route.access, Access::Public | Access::Portal) {
            continue;
        }
        let mut prepared = prepare(route.name).await;
        prepared.by.cookie.clear();
        prepared.call().send().await.expect_error(401, "unauthenticated");
        prepared.by.cookie = format!("__Host-portico-acme={}.{}.{}", "workspace_x", "client_x", "y".repeat(43));
        prepared.call().send().await.expect_error(401, "unauthenticated");
    }
}

/// A01, A02: a permission opens exactly the endpoints that ask for it: it alone is enough, and without it all the others are
/// not. A11: a refusal names what is missing.
#[tokio::test]
async fn a01_a02_a11_a_permission_opens_exactly_what_asks_for_it() {
    for route in routes::all().into_iter().map(|it| it.route) {
        let asked: &[Permission] = match &route.access {
            Access::Granted(permission) => std::slice::from_ref(permission),
            Access::AnyOf(permissions) => permissions,
            _ => &[],
        };
        let others: Vec<Permission> = Permission::ALL.iter().copied().filter(|it| !asked.contains(it)).collect();
        for held in asked.iter().map(std::slice::from_ref).chain([&others[..]]) {
            let prepared = prepare(route.name).await;
            let session = with_permissions(&prepared.portal, &prepared.firm, held).await;
            let answer = prepared.call().by(&session).send().await;
            let refused = answer.status == 403;
            // Some records ask for more than their endpoint: nobody gives a role that grants more than they hold.
            let deeper = matches!(
                route.name,
                "internal-users-create" | "internal-users-update" | "roles-create" | "roles-update"
            ) || matches!(route.name, "invitations-resend" | "invitations-cancel");
            if granted(route.access, held) {
                assert!(!refused || deeper, "{held:?} on {}: {}", route.name, answer.text);
            } else {
                assert!(refused, "{held:?} on {}: {} {}", route.name, answer.status, answer.text);
                if let Access::Granted(missing) = route.access {
                    assert_eq!(answer.body["code"], "permission_denied");
                    assert_eq!(answer.body["requiredPermission"], json!(missing), "{}", route.name);
                    let message = answer.body["message"].as_str().unwrap();
                    assert!(
                        message.contains(missing.name()) && message.contains("workspace administrator"),
                        "{message}"
                    );
                }
            }
        }
    }
}

/// Whether a client may call it, as far as their profile goes.
const fn for_clients(access: Access) -> bool {
    match access {
        Access::Public | Access::Portal | Access::SignedIn | Access::Client | Access::ClientGranted(_) => true,
        Access::Team | Access::Granted(_) | Access::AnyOf(_) => false,
    }
}

/// A07: over the whole table, a client permission opens exactly the endpoints that ask for it, to whoever has it by their
/// own profile or by the default one. A11: a refusal names what is missing.
#[tokio::test]
async fn a07_a11_a_client_permission_opens_exactly_what_asks_for_it() {
    let mut asked_for = 0;
    for route in routes::all().into_iter().map(|it| it.route) {
        let Access::ClientGranted(asked) = route.access else { continue };
        asked_for += 1;
        let others: Vec<_> = ClientPermission::ALL.iter().copied().filter(|it| *it != asked).collect();
        for (granted, open) in [(vec![asked], true), (others, false)] {
            for own in [true, false] {
                let prepared = prepare(route.name).await;
                let (portal, firm) = (&prepared.portal, &prepared.firm);
                let profile = json!({ "name": "Exactly this", "permissions": granted });
                let profile = firm.post(portal, "client-profiles-create", profile).await.id();
                let (id, client) = firm.active_client(portal, "exact@mail.example").await;
                if own {
                    firm.edit(portal, "clients-update", &id, json!({ "clientProfileId": profile })).await;
                } else {
                    firm.edit(portal, "client-profiles-update", &profile, json!({ "isDefault": true })).await;
                }
                let answer = prepared.call().by(&client).send().await;
                if open {
                    answer.expect(route.status);
                } else {
                    let refused = answer.expect_error(403, "permission_denied");
                    assert_eq!(refused.body["requiredPermission"], json!(asked), "{}", route.name);
                    assert!(refused.str("/message").contains(asked.name()), "{}", refused.text);
                }
            }
        }
    }
    assert!(asked_for > 0, "no endpoint asks for a client permission");
}

#[tokio::test]
async fn a_client_gets_no_further_than_their_own_pages() {
    for route in routes::all().into_iter().map(|it| it.route) {
        let prepared = prepare(route.name).await;
        let (_, client) = prepared.firm.active_client(&prepared.portal, "intruder@mail.example").await;
        let answer = prepared.call().by(&client).send().await;
        let open = for_clients(route.access);
        assert_eq!(
            answer.body["code"] == "team_only" && answer.status == 403,
            !open,
            "{}: {}",
            route.name,
            answer.text
        );
    }
}

/// The whole matrix in one text, so that a change of it shows in a review.
#[test]
fn the_matrix_of_roles_and_endpoints_is_as_committed() {
    let roles = shared::access::Roles::default();
    let held: Vec<Vec<Permission>> = roles.all().map(|it| it.permissions).collect();
    let mut text =
        format!("{:<30} {:<7} {:<7} {:<7} {:<7} asks for\n", "endpoint", "admin", "member", "client", "visitor");
    for route in routes::all().into_iter().map(|it| it.route) {
        let mark = |it: bool| if it { "yes" } else { "-" };
        let client = for_clients(route.access);
        let visitor = matches!(route.access, Access::Public | Access::Portal);
        let asks = match crate::openapi::access(route.access) {
            Value::String(word) => word,
            other => other.to_string(),
        };
        let (admin, member) = (granted(route.access, &held[0]), granted(route.access, &held[1]));
        writeln!(
            text,
            "{:<30} {:<7} {:<7} {:<7} {:<7} {asks}",
            route.name,
            mark(admin),
            mark(member),
            mark(client),
            mark(visitor)
        )
        .unwrap();
    }
    insta::assert_snapshot!(text);
}
