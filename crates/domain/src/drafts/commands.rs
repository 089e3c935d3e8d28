//! Keeping, reading and removing drafts. Everyone has only their own; nobody else is told of them.

use liaison_protocol::{
    at_work::{Draft, DraftChannel, Drafts},
    ids::{ConversationId, TicketId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::{access, entity};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    event::TicketEvent,
    masked,
    messages::{just_before, post::check_text},
    tickets,
};

/// The caller's drafts for a ticket.
pub async fn list(app: &App, actor: &Actor, ticket: TicketId) -> Result<Drafts> {
    let (_, identity) = tickets::access::of_staff(app.db().read(), actor, ticket).await?;
    let rows = entity::Entity::find()
        .filter(entity::Column::TicketId.eq(ticket.0))
        .filter(entity::Column::PersonId.eq(identity.id.0))
        .order_by_asc(entity::Column::Channel)
        .all(app.db().read())
        .await?;
    let show = |row: entity::Model| {
        let channel_type = DraftChannel::parse(&row.channel)
            .ok_or_else(|| Error::internal("a draft for an unknown channel"))?;
        Ok(Draft { channel_type, text: row.text, updated_at: row.updated_at })
    };
    Ok(Drafts { items: rows.into_iter().map(show).collect::<Result<_>>()? })
}

/// Keeps a draft instead of the one before; an empty text removes it.
pub async fn keep(
    app: &App,
    actor: &Actor,
    ticket: TicketId,
    channel_type: DraftChannel,
    text: &str,
) -> Result<Draft> {
    check_text(text)?;
    let mut tx = app.begin().await?;
    let (visible, identity) = tickets::access::of_staff(tx.conn(), actor, ticket).await?;
    let text = if text.trim().is_empty() { String::new() } else { masked::as_typed(app, text) };
    let text =
        just_before::in_view(tx.conn(), app, conversation(&visible.row, channel_type), identity.id, text)
            .await?;
    let is_news = if text.is_empty() {
        let key = (ticket.0, identity.id.0, channel_type.as_str().to_owned());
        entity::Entity::delete_by_id(key).exec(tx.conn()).await?.rows_affected > 0
    } else {
        entity::Entity::insert(entity::ActiveModel {
            ticket_id: Set(ticket.0),
            person_id: Set(identity.id.0),
            channel: Set(channel_type.as_str().to_owned()),
            text: Set(text.clone()),
            updated_at: Set(tx.now()),
        })
        .on_conflict(
            OnConflict::columns([
                entity::Column::TicketId,
                entity::Column::PersonId,
                entity::Column::Channel,
            ])
            .update_columns([entity::Column::Text, entity::Column::UpdatedAt])
            .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
        true
    };
    let draft = Draft { channel_type, text, updated_at: tx.now() };
    if is_news {
        tx.emit(TicketEvent::DraftChanged { ticket, draft: draft.clone() }, access::audience(identity.id));
    }
    tx.commit().await?;
    Ok(draft)
}

/// Where a draft is to go.
fn conversation(ticket: &tickets::entity::Model, channel: DraftChannel) -> ConversationId {
    let [brand, creator] = ticket.channels();
    match channel {
        DraftChannel::BrandAgent => brand,
        DraftChannel::CreatorAgent => creator,
        DraftChannel::Notes => ticket.notes(),
    }
}
