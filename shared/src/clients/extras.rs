//! What depends on the workspace's own definitions: custom fields, profile, rate (C02, C15).

use std::collections::BTreeMap;

use super::Client;
use crate::{
    Result,
    access::{ClientProfiles, ProfileId},
    fields::{CustomFields, SentValue},
    money::Rate,
    scope::Scope,
};

/// What to set.
pub(super) struct Extras {
    /// Values of custom fields, by key; those that are not named are left.
    pub(super) custom_fields: BTreeMap<String, SentValue>,
    /// The client profile, or the default.
    pub(super) profile: Option<ProfileId>,
    /// The rate, or none.
    pub(super) portal_rate: Option<Rate>,
}

impl Extras {
    /// Sets them.
    pub(super) async fn apply(self, scope: &Scope<'_>, client: &mut Client) -> Result<()> {
        let records = scope.records.as_system();
        if !self.custom_fields.is_empty() {
            client.custom_fields.merge(&CustomFields::read(&records).await?.entity, self.custom_fields)?;
        }
        if self.profile != client.profile {
            ClientProfiles::require(&records, self.profile, "clientProfileId").await?;
        }
        client.profile = self.profile;
        client.portal_rate = self.portal_rate;
        Ok(())
    }
}
