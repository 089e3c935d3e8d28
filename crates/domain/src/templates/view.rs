//! Rows to templates as staff see them.

use liaison_protocol::{conversation::ChannelType, ids::TemplateId, side::Side, template::Template};

use super::entity;
use crate::{app::App, error::Result, people, tickets};

/// The name under which the channel of a party is stored; of a side without one nothing is.
pub(super) fn stored_channel(party: Side) -> Option<&'static str> {
    ChannelType::of_side(party).map(ChannelType::as_str)
}

/// Rows in the order given.
pub(super) async fn show(app: &App, rows: Vec<entity::Model>) -> Result<Vec<Template>> {
    let tags = people::queries::names(app.db().read(), rows.iter().filter_map(|row| row.updated_by)).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Template {
                id: TemplateId(row.id),
                title: row.title,
                shortcut: row.shortcut,
                body: row.body,
                channel_type: row.channel_type.as_deref().and_then(ChannelType::parse),
                locale: row.locale,
                updated_at: row.updated_at,
                updated_by: row.updated_by.map(|id| tickets::view::agent(id, &tags)).transpose()?,
            })
        })
        .collect()
}
