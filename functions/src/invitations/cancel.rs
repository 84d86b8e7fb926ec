//! Takes an invitation back: its link stops at once (I05).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationId},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Route, Use};

/// Cancel an invitation.
#[derive(Debug)]
pub struct Cancel;

/// Which invitation.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InvitationId,
}

impl Endpoint for Cancel {
    const ROUTE: Route = Route {
        name: "invitations-cancel",
        method: Method::POST,
        path: "/v1/invitations/{id}/cancel",
        summary: "Cancel an invitation",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::GetMany, Use::List, Use::Put, Use::Add, Use::Delete, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InvitationView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InvitationView> {
        let (stored, person) = invitations::find(cx, params.id).await?;
        cx.require_match(stored.version)?;
        let (after, changes) = invitations::cancel(cx, &stored, &person).await?;
        cx.commit(changes, views::invitation(cx, &cx.caller()?.roles, &after, &person).await?).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Firm, PASSWORD, Portal, after_turns};

    async fn invited(portal: &Portal) -> (Firm, String, String) {
        let firm = portal.firm("acme").await;
        let client = firm.client(portal, "cleo@mail.example").await.id();
        let invited = firm.act(portal, "clients-invite", &client).await;
        (firm, client, invited.str("/invitation/id").to_owned())
    }

    #[tokio::test]
    async fn i05_a_cancelled_link_and_code_stop_at_once() {
        let portal = Portal::new();
        let (firm, client, invitation) = invited(&portal).await;
        let (token, code) = (portal.token("cleo@mail.example").await, portal.code("cleo@mail.example").await);
        assert_eq!(firm.act(&portal, "invitations-cancel", &invitation).await.str("/status"), "cancelled");
        for proof in [json!({ "token": token }), json!({ "email": "cleo@mail.example", "code": code })] {
            let inspect = portal.call("invitations-inspect").at("acme").body(proof.clone()).send().await;
            inspect.expect_error(410, "invitation_cancelled");
            let mut accept = proof;
            accept["password"] = json!(PASSWORD);
            let accept = portal.call("invitations-accept").at("acme").body(accept).send().await;
            accept.expect_error(410, "invitation_cancelled");
        }
        assert_eq!(firm.read_client(&portal, &client).await["status"], "notInvited");
        // I08: they can be invited again.
        firm.act(&portal, "clients-invite", &client).await;
        portal.accept("acme", "cleo@mail.example").await;
    }

    /// I05: a mail that has not gone out yet does not go out.
    #[tokio::test]
    async fn i05_the_mail_of_a_cancelled_invitation_is_not_sent() {
        let portal = Portal::new();
        let (firm, _, invitation) = invited(&portal).await;
        firm.act(&portal, "invitations-cancel", &invitation).await;
        assert!(portal.mails_to("cleo@mail.example").await.is_empty());
    }

    #[tokio::test]
    async fn i05_only_one_that_waits_can_be_cancelled() {
        let portal = Portal::new();
        let (firm, _, invitation) = invited(&portal).await;
        let cancel = async |id: &str| portal.call("invitations-cancel").by(&firm.admin).id(id).send().await;
        portal.accept("acme", "cleo@mail.example").await;
        cancel(&invitation).await.expect_error(409, "wrong_state");
        cancel("invitation_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect_error(404, "invitation_not_found");
    }

    /// I09: a team member who is taken back is gone, and their email is free.
    #[tokio::test]
    async fn i05_i09_a_team_member_who_is_taken_back_was_never_in_the_team() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
        let user = firm.post(&portal, "internal-users-create", body.clone()).await.id();
        let read = firm.act(&portal, "internal-users-get", &user).await;
        firm.act(&portal, "invitations-cancel", read.str("/invitation/id")).await;
        let gone = portal.call("internal-users-get").by(&firm.admin).id(&user).send().await;
        gone.expect_error(404, "internal_user_not_found");
        firm.post(&portal, "internal-users-create", body).await;
    }

    /// Whoever takes a team member back may be stopped between its two commits: until somebody goes on, the link is dead, and
    /// nobody mails another one.
    #[tokio::test]
    async fn i05_i09_a_cancel_that_was_stopped_half_way_is_gone_on_with() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
        let user = firm.post(&portal, "internal-users-create", body).await.id();
        let invitation = firm.act(&portal, "internal-users-get", &user).await.str("/invitation/id").to_owned();
        let token = portal.token("max@acme.example").await;
        portal
            .change_record("internalUser", &user, |body| drop(body.insert("standing".to_owned(), json!("deactivated"))))
            .await;
        portal.clock.advance(jiff::SignedDuration::from_hours(25));
        for (name, body) in [
            ("invitations-inspect", json!({ "token": token })),
            ("invitations-accept", json!({ "token": token, "password": PASSWORD })),
        ] {
            portal.call(name).at("acme").body(body).send().await.expect_error(410, "invitation_cancelled");
        }
        let again = portal.call("invitations-resend").by(&firm.admin).id(&invitation).send().await;
        assert!(again.expect_error(409, "wrong_state").str("/message").contains("Cancel it again"));
        firm.act(&portal, "invitations-cancel", &invitation).await;
        let gone = portal.call("internal-users-get").by(&firm.admin).id(&user).send().await;
        gone.expect_error(404, "internal_user_not_found");
    }

    /// A06: a lead needs a successor first, also one who is not in yet.
    #[tokio::test]
    async fn a06_a_team_member_whom_clients_need_can_not_be_taken_back() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
        let user = firm.post(&portal, "internal-users-create", body).await.id();
        let read = firm.act(&portal, "internal-users-get", &user).await;
        let cancel = || portal.call("invitations-cancel").by(&firm.admin).id(read.str("/invitation/id")).send();
        firm.settings(&portal, json!({ "defaultLeadInternalUserId": user })).await;
        cancel().await.expect_error(409, "wrong_state");
        let kept = firm.act(&portal, "internal-users-get", &user).await;
        assert_eq!(kept.body["status"], read.body["status"], "they can still accept");
        let back = json!({ "defaultLeadInternalUserId": firm.admin_id, "defaultVisibilityInternalUserIds": [] });
        firm.settings(&portal, back).await;
        let (client, session) = firm.active_client(&portal, "cleo@mail.example").await;
        firm.edit(&portal, "clients-set-access", &client, json!({ "leadInternalUserId": user })).await;
        cancel().await.expect_error(409, "wrong_state");
        portal.call("home-get").by(&session).send().await.expect(200);
        let other = json!({ "leadInternalUserId": firm.admin_id, "visibilityInternalUserIds": [firm.admin_id] });
        firm.edit(&portal, "clients-set-access", &client, other).await;
        cancel().await.expect(200);
    }

    /// A03, A06: of two who take a team member back and make them a lead at the same moment, one is refused.
    #[tokio::test]
    async fn a03_a06_nobody_becomes_a_lead_while_they_are_taken_back() {
        let mut cancelled = 0;
        for turns in 0..24 {
            let portal = Portal::new();
            let firm = portal.firm("acme").await;
            let client = firm.client(&portal, "cleo@mail.example").await.id();
            let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
            let user = firm.post(&portal, "internal-users-create", body).await.id();
            let invitation = firm.act(&portal, "internal-users-get", &user).await.str("/invitation/id").to_owned();
            let lead = json!({ "leadInternalUserId": user });
            let assign = portal.call("clients-set-access").by(&firm.admin).id(&client).body(lead);
            let cancel = portal.call("invitations-cancel").by(&firm.admin).id(&invitation);
            // Either may come first.
            let (wait, other) = if turns % 2 == 0 { (turns / 2, 0) } else { (0, turns / 2) };
            let (cancel, assign) = tokio::join!(after_turns(wait, cancel.send()), after_turns(other, assign.send()));
            let statuses = (cancel.status, assign.status);
            assert!(matches!(statuses, (200, 412 | 422) | (409 | 412, 200)), "{turns}: {statuses:?}");
            let lead = firm.read_client(&portal, &client).await["leadInternalUserId"].as_str().unwrap().to_owned();
            firm.act(&portal, "internal-users-get", &lead).await;
            cancelled += usize::from(cancel.status == 200);
        }
        assert!((1..24).contains(&cancelled), "{cancelled} of 24: the two never met");
    }

    /// A05, A10: the invitation of somebody whom one may not see does not exist; A11: of those one may, the right
    /// permission is asked for.
    #[tokio::test]
    async fn a05_a11_invitations_follow_their_person_and_ask_for_the_right_permission() {
        let portal = Portal::new();
        let (firm, client, of_client) = invited(&portal).await;
        let body = json!({ "name": "Ina Invited", "email": "ina@acme.example", "role": "member" });
        let user = firm.post(&portal, "internal-users-create", body).await.id();
        let of_user = firm.act(&portal, "internal-users-get", &user).await.str("/invitation/id").to_owned();
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let (sam, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        for name in ["invitations-cancel", "invitations-resend"] {
            let by = async |session, id: &str| portal.call(name).by(session).id(id).send().await;
            by(&member, &of_client).await.expect_error(404, "invitation_not_found");
            let refused = by(&member, &of_user).await.expect_error(403, "permission_denied");
            assert_eq!(refused.str("/requiredPermission"), "manage_team");
        }
        let access = json!({ "visibilityInternalUserIds": [firm.admin_id, max, sam] });
        firm.edit(&portal, "clients-set-access", &client, access).await;
        let refused = portal.call("invitations-cancel").by(&team).id(&of_client).send().await;
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "create_clients");
        portal.call("invitations-cancel").by(&member).id(&of_client).send().await.expect(200);
        portal.call("invitations-cancel").by(&team).id(&of_user).send().await.expect(200);
    }

    /// A01: who may not make admins may not send them away either.
    #[tokio::test]
    async fn a01_i05_an_admins_invitation_is_in_the_hands_of_admins() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Ada Admin", "email": "ada@acme.example", "role": "admin" });
        let user = firm.post(&portal, "internal-users-create", body).await.id();
        let invitation = firm.act(&portal, "internal-users-get", &user).await.str("/invitation/id").to_owned();
        let (_, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        for name in ["invitations-cancel", "invitations-resend"] {
            let refused = portal.call(name).by(&team).id(&invitation).send().await.expect_error(409, "wrong_state");
            assert!(refused.str("/message").contains("Ask a workspace administrator"), "{}", refused.text);
        }
        firm.act(&portal, "invitations-cancel", &invitation).await;
    }
}
