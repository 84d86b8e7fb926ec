//! The clients of a page, as a list shows them.

use std::collections::HashMap;

use super::Directory;
use crate::{
    Result,
    clients::{Client, ClientId},
    records::{Entity, Records, Stored},
};

impl Directory {
    /// The clients of these ids, in their order, as of their last change; those whom the viewer may not know of are left out.
    /// Rows hold all of nearly every client; the few whom they do not hold are read, in one trip.
    pub async fn clients(&self, records: &Records<'_>, ids: &[ClientId]) -> Result<Vec<Stored<Client>>> {
        let row = |id: &ClientId| self.clients.get(id)?.client();
        let mut known: HashMap<ClientId, Stored<Client>> = ids.iter().filter_map(|id| Some((*id, row(id)?))).collect();
        let lacking: Vec<ClientId> = ids.iter().filter(|it| !known.contains_key(it)).copied().collect();
        known.extend(records.find_many::<Client>(&lacking).await?.into_iter().map(|it| (it.id, it)));
        let shown = ids.iter().filter_map(|id| known.remove(id));
        Ok(shown.filter(|it| it.visible_to(&records.viewer())).collect())
    }
}
