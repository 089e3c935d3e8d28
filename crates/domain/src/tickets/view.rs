//! Rows to tickets as one viewer sees them.

use std::collections::HashMap;

use liaison_protocol::{
    channel_name,
    conversation::{ChannelType, Conversation},
    ids::{OrderId, PersonId, TicketId},
    label::Label,
    public_id,
    side::Side,
    ticket::{Snoozed, Ticket, TicketAgent, TicketSummary},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{access, entity, snooze, snooze_entity};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    facts::ItemKind,
    labels,
    messages::{mentions, overview},
    orders,
    people::queries::{NameTag, names},
    work,
};

/// The channel name, for those who may know that the channel exists.
fn name_for(row: &entity::Model, channel: ChannelType, side: Side) -> Option<String> {
    let sees = side == Side::Staff || side == channel.side();
    sees.then(|| channel_name::of_ticket(TicketId(row.id), channel))
}

pub(crate) fn agent(id: i64, tags: &HashMap<i64, NameTag>) -> Result<TicketAgent> {
    let tag = tags.get(&id).ok_or_else(|| Error::internal("a ticket without its agent"))?;
    Ok(TicketAgent {
        id: PersonId(id),
        public_id: public_id::of(tag.kind, PersonId(id)),
        name: tag.name.clone(),
    })
}

/// The short form, for an order.
pub(crate) async fn summary(
    conn: &impl ConnectionTrait,
    row: &entity::Model,
    side: Side,
) -> Result<TicketSummary> {
    let agent_id = access::handler(conn, row.id).await?.person.0;
    let tags = names(conn, [agent_id]).await?;
    Ok(TicketSummary {
        id: TicketId(row.id),
        status: row.status.0,
        priority: row.priority.0,
        agent: agent(agent_id, &tags)?,
        brand_agent_channel: name_for(row, ChannelType::BrandAgent, side),
        creator_agent_channel: name_for(row, ChannelType::CreatorAgent, side),
    })
}

/// What only staff see of tickets.
#[derive(Default)]
struct OfStaff {
    labels: HashMap<i64, Vec<Label>>,
    snoozes: HashMap<i64, snooze_entity::Model>,
    /// Unread notes that mention the caller, by conversation.
    mentions: HashMap<Uuid, i64>,
}

impl OfStaff {
    async fn read(
        app: &App,
        actor: &Actor,
        rows: &[entity::Model],
        sides: &HashMap<i64, Side>,
    ) -> Result<Self> {
        let seen: Vec<&entity::Model> =
            rows.iter().filter(|row| sides.get(&row.order_id) == Some(&Side::Staff)).collect();
        if seen.is_empty() {
            return Ok(Self::default());
        }
        let read = app.db().read();
        let ids: Vec<i64> = seen.iter().map(|row| row.id).collect();
        let notes = seen.iter().map(|row| row.notes());
        let mentions = match actor {
            Actor::Person(identity) => mentions::unread(read, identity.id, notes).await?,
            Actor::ApiKey { .. } | Actor::System => HashMap::new(),
        };
        let labels = labels::queries::of_tickets(read, ids.iter().copied()).await?;
        let snoozes = snooze::of_tickets(read, &ids, app.now()).await?;
        Ok(Self { labels, snoozes, mentions })
    }
}

/// The full form. Rows must be the caller's to see; what is in them is still filtered by side.
pub(crate) async fn show(app: &App, actor: &Actor, rows: Vec<entity::Model>) -> Result<Vec<Ticket>> {
    let read = app.db().read();
    let order_rows = orders::entity::Entity::find()
        .filter(orders::entity::Column::Id.is_in(rows.iter().map(|row| row.order_id)))
        .all(read)
        .await?;
    let with_side: Vec<_> = order_rows
        .into_iter()
        .filter_map(|row| {
            let side = orders::access::seeing_side(actor, row.brand_id, row.creator_id)?;
            Some((row, side))
        })
        .collect();
    let sides: HashMap<i64, Side> = with_side.iter().map(|(row, side)| (row.id, *side)).collect();
    let channel_ids: Vec<Uuid> = rows.iter().flat_map(|row| row.channels().map(|id| id.0)).collect();
    let mut orders: HashMap<OrderId, _> =
        orders::queries::show(read, with_side).await?.into_iter().map(|order| (order.id, order)).collect();
    let mut channels: HashMap<Uuid, Conversation> = overview::several(app, actor, &channel_ids)
        .await?
        .into_iter()
        .map(|conversation| (conversation.id.0, conversation))
        .collect();
    let mut of_staff = OfStaff::read(app, actor, &rows, &sides).await?;
    let snoozers = of_staff.snoozes.values().map(|snooze| snooze.snoozed_by);
    let mut handlers = work::queries::handlers(read, ItemKind::Ticket, rows.iter().map(|row| row.id)).await?;
    let tags = names(read, handlers.values().map(|handler| handler.person.0).chain(snoozers)).await?;
    rows.into_iter()
        .map(|row| {
            let side = sides.get(&row.order_id).copied().ok_or_else(Error::not_found)?;
            let snoozed = of_staff.snoozes.remove(&row.id);
            let handler =
                handlers.remove(&row.id).ok_or_else(|| Error::internal("a ticket without an agent"))?;
            let channels: Vec<Conversation> =
                row.channels().iter().filter_map(|id| channels.remove(&id.0)).collect();
            let mut participants: Vec<_> =
                channels.iter().flat_map(|channel| channel.participants.clone()).collect();
            participants.sort_by_key(|participant| (participant.side, participant.id));
            participants.dedup_by_key(|participant| participant.id);
            Ok(Ticket {
                id: TicketId(row.id),
                order_id: OrderId(row.order_id),
                status: row.status.0,
                priority: row.priority.0,
                agent: agent(handler.person.0, &tags)?,
                stream_channel_id: channel_name::legacy(OrderId(row.order_id)),
                brand_agent_channel: name_for(&row, ChannelType::BrandAgent, side),
                creator_agent_channel: name_for(&row, ChannelType::CreatorAgent, side),
                notes_channel: (side == Side::Staff && matches!(actor, Actor::Person(_)))
                    .then(|| channel_name::of_notes(TicketId(row.id))),
                order: orders.remove(&OrderId(row.order_id)).ok_or_else(Error::not_found)?,
                participants,
                last_message: channels
                    .iter()
                    .filter_map(|channel| channel.last_message.clone())
                    .max_by_key(|message| (message.created_at, message.id)),
                waiting_since: channels.iter().filter_map(|channel| channel.waiting_since).min(),
                unread: channels.iter().map(|channel| channel.unread).sum(),
                channels,
                labels: (side == Side::Staff).then(|| of_staff.labels.remove(&row.id).unwrap_or_default()),
                snoozed: snoozed
                    .map(|snooze| {
                        let by = agent(snooze.snoozed_by, &tags)?;
                        Ok::<_, Error>(Snoozed { until: snooze.snoozed_until, by, at: snooze.created_at })
                    })
                    .transpose()?,
                mentions: of_staff.mentions.get(&row.notes_conversation).copied().unwrap_or_default(),
                assignment: None,
                team: handler.team.filter(|_| side == Side::Staff),
                created_at: row.created_at,
                updated_at: row.updated_at,
                closed_at: row.closed_at,
            })
        })
        .collect()
}
