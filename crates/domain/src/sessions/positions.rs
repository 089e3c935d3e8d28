//! Telling those who wait when their place in the queue changes. Each node tells those who are connected to it.

use std::collections::HashMap;

use liaison_protocol::ids::ConversationId;
use parking_lot::Mutex;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    access,
    entity::{Column, Entity},
};
use crate::{
    app::App,
    error::Result,
    event::{Event, SessionEvent},
    facts::ItemKind,
    work,
};

/// The places that were told last.
#[derive(Default)]
pub(crate) struct Told(Mutex<HashMap<ConversationId, i64>>);

/// Tells whoever has another place than before.
pub(crate) async fn tell(app: &App) -> Result<()> {
    let read = app.db().read();
    let places: HashMap<i64, i64> =
        work::queries::places(read, ItemKind::Session).await?.into_iter().collect();
    let rows = Entity::find().filter(Column::Id.is_in(places.keys().copied())).all(read).await?;
    let now: HashMap<ConversationId, i64> =
        rows.iter().filter_map(|row| Some((row.conversation(), *places.get(&row.id)?))).collect();
    let before = std::mem::replace(&mut *app.positions_told().0.lock(), now.clone());
    for row in &rows {
        let id = row.conversation();
        if let Some(position) = now.get(&id).filter(|place| before.get(&id) != Some(place)) {
            let event = SessionEvent::Position { session: id, position: *position };
            app.tell_here(Event::Session(event), access::of_position(row.party()));
        }
    }
    Ok(())
}
