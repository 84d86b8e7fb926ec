//! What a workspace has paid for, and how much of it is used (W08).

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    records::{Bound, Changes},
    scope::Scope,
};

/// What the workspace has paid for. Plans are data; nothing here means unlimited (W08).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Most clients that are not archived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clients: Option<i64>,
    /// Most internal users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internal_users: Option<i64>,
}

/// What a plan may limit: a counter of the workspace says how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// Clients who are not archived.
    Clients,
    /// Internal users, invited ones included.
    InternalUsers,
}

impl Limited {
    /// The name of the counter, and of what a refusal names.
    const fn name(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::InternalUsers => "internalUsers",
        }
    }

    const fn most(self, plan: &Plan) -> Option<i64> {
        match self {
            Self::Clients => plan.clients,
            Self::InternalUsers => plan.internal_users,
        }
    }

    /// What a refusal of this name is about.
    pub(crate) fn of(what: &str) -> Option<Self> {
        [Self::Clients, Self::InternalUsers].into_iter().find(|it| it.name() == what)
    }

    /// Counts one more, as far as the plan allows.
    pub(crate) fn count_in(self, plan: &Plan, changes: &mut Changes) {
        changes.count(self.name(), 1, Bound { what: self.name(), at_most: self.most(plan) });
    }

    /// Counts one less.
    pub(crate) fn count_out(self, changes: &mut Changes) {
        changes.count(self.name(), -1, Bound { what: self.name(), at_most: None });
    }

    /// What it means that the plan allows no more. Whoever signs up learns nothing of the plan, and can do nothing about it.
    pub(crate) async fn exceeded(self, scope: &Scope<'_>, plan: &Plan) -> Error {
        if !scope.records.viewer().is_team() {
            return Error::DirectSignUpDisabled;
        }
        // There are more than the plan allows if it was made smaller.
        match scope.records.counted(self.name()).await {
            Ok(current) => Error::PlanLimit { limit: self.most(plan).unwrap_or(0), current },
            Err(error) => error,
        }
    }
}
