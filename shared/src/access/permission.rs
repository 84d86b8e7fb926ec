//! What a role can grant (A01).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($variant:ident = $name:literal: $doc:literal),* $(,)?) => {
        /// What a role can grant to internal users.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Permission {
            $(#[doc = $doc] #[serde(rename = $name)] $variant,)*
        }

        impl Permission {
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
    ViewClients = "view_clients": "See the list and the pages of clients within one's visibility.",
    CreateClients = "create_clients": "Add clients and send invitations, within the plan.",
    EditClients = "edit_clients": "Change a client's fields and company.",
    DeleteClients = "delete_clients": "Archive and restore clients.",
    ManageClientOrganizations = "manage_client_organizations": "Create and edit companies.",
    ManageClientAccess = "manage_client_access": "Change lead and visibility; deactivate and activate clients.",
    ViewRequests = "view_requests": "See requests.",
    CreateRequests = "create_requests": "Create requests.",
    EditRequests = "edit_requests": "Edit requests.",
    AssignRequests = "assign_requests": "Assign requests.",
    DeleteRequests = "delete_requests": "Delete requests.",
    ManageServices = "manage_services": "Manage services.",
    ManageBilling = "manage_billing": "Manage invoices and payments.",
    ManageKnowledgeBase = "manage_knowledge_base": "Write and publish articles.",
    ManageForms = "manage_forms": "Manage forms.",
    ManageSettings = "manage_settings": "Change the workspace's settings and branding.",
    ManageTeam = "manage_team": "Invite team members and manage roles.",
    ViewAudit = "view_audit": "See the audit trail.",
    ExportData = "export_data": "Export data.",
}
