//! Invitations: offers to activate an account, to clients and to team members.

mod accept;
mod invitation;
mod issue;
mod template;

pub use accept::{Accepted, Preview, accept, activate_client, address_of, preview, request_new};
pub use invitation::{Invitation, InvitationId, InvitationState, find, pending};
pub use issue::{cancel, email_changed, invite_client, issue_for_client, issue_for_user, resend, withdraw};
pub use template::{
    InvitationTemplate, NewTemplate, TemplateChanges, TemplateId, create_template, templates, update_template,
};
