//! What a client profile can grant (A07).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($variant:ident = $name:literal: $doc:literal),* $(,)?) => {
        /// What a client profile can grant to clients.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum ClientPermission {
            $(#[doc = $doc] #[serde(rename = $name)] $variant,)*
        }

        impl ClientPermission {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in the API.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

permissions! {
    SeeMessages = "see_messages": "See messages.",
    PostMessages = "post_messages": "Post messages.",
    SeeFiles = "see_files": "See files.",
    UploadFiles = "upload_files": "Upload files.",
    SeeInvoices = "see_invoices": "See invoices.",
    SeeRequests = "see_requests": "See requests.",
    CreateRequests = "create_requests": "Create requests.",
    FillForms = "fill_forms": "Fill in forms.",
    ReadKnowledgeBase = "read_knowledge_base": "Read the knowledge base.",
    InviteCoworkers = "invite_coworkers": "Invite coworkers, where the workspace allows it.",
}

/// The permissions of one client: what their profile grants. Small enough to be copied along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientRights(u32);

impl ClientRights {
    /// Whether a permission is among them.
    pub const fn grant(self, permission: ClientPermission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }
}

impl FromIterator<ClientPermission> for ClientRights {
    fn from_iter<I: IntoIterator<Item = ClientPermission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |all, it| all | (1 << it as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a07_each_permission_is_granted_by_itself_alone() {
        for one in ClientPermission::ALL {
            let rights: ClientRights = [*one].into_iter().collect();
            let granted: Vec<_> = ClientPermission::ALL.iter().copied().filter(|it| rights.grant(*it)).collect();
            assert_eq!(granted, [*one]);
        }
        assert!(ClientPermission::ALL.iter().all(|it| !ClientRights::default().grant(*it)));
    }
}
