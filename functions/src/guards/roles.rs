//! Each role is as large as what its endpoint does: [`crate::testing::roles`] ends a test that does more than is declared, and
//! here nothing may be declared that is never done.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::valid::prepare;
use crate::{
    kernel::{Access, Use},
    routes,
    testing::roles,
};

/// Every endpoint, in all the ways that lead to a use.
#[tokio::test]
async fn no_endpoint_declares_what_it_does_not_do() {
    let mut wrong = Vec::new();
    for route in routes::all().into_iter().map(|it| it.route) {
        prepare(route.name).await.call().key("key-of-a-test-1").send().await.expect(route.status);
        by_a_client(route.name, route.access).await;
        with_an_invited_member(route.name).await;
        let declared: BTreeSet<Use> = route.uses.iter().copied().collect();
        assert_eq!(declared.len(), route.uses.len(), "{} declares something twice", route.name);
        let idle: Vec<&Use> = declared.iter().filter(|it| !roles::done(route.name).contains(it)).collect();
        if !idle.is_empty() {
            wrong.push(format!("{} never does {idle:?}: take it out of its `uses`", route.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A client's visit is noted beside whatever they do.
async fn by_a_client(name: &'static str, access: Access) {
    if matches!(access, Access::Public) {
        return;
    }
    let prepared = prepare(name).await;
    let (_, client) = prepared.firm.active_client(&prepared.portal, "visitor@mail.example").await;
    prepared.portal.clock.advance(SignedDuration::from_hours(2));
    // It need not succeed: what matters is what it tries.
    prepared.call().by(&client).send().await;
}

/// What is done only where somebody of the team is invited.
async fn with_an_invited_member(name: &'static str) {
    if !matches!(name, "internal-users-list" | "invitations-cancel") {
        return;
    }
    let prepared = prepare(name).await;
    let (portal, admin) = (&prepared.portal, &prepared.firm.admin);
    let body = json!({ "name": "Max Member", "email": "invited@acme.example", "role": "member" });
    portal.call("internal-users-create").by(admin).body(body).send().await.expect(201);
    if name == "internal-users-list" {
        portal.call(name).by(admin).send().await.expect(200);
        return;
    }
    let pending = portal.call("invitations-list").by(admin).send().await.expect(200);
    let invited = |it: &&Value| it["email"] == "invited@acme.example";
    let invitation = pending.body["data"].as_array().and_then(|all| all.iter().find(invited));
    let id = invitation.and_then(|it| it["id"].as_str()).expect("it is pending");
    portal.call(name).by(admin).id(id).send().await.expect(200);
}
