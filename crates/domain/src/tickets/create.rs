//! A new ticket: agent, channels, welcome messages.

use liaison_protocol::{
    conversation::ConversationKind,
    error_code::ErrorCode,
    ids::{ConversationId, OrderId, PersonId, TicketId},
    order::OrderStatus,
    side::Side,
    ticket::{CreateTicket, Priority, Ticket, TicketStatus},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{access, entity, queries};
use crate::{
    actor::Actor,
    app::App,
    conversations::{self, card::Card, kinds, participants},
    db::{Stored, Tx},
    error::{Error, Result},
    event::{PartyChannel, TicketEvent},
    facts::Item,
    messages::system::{self, Notice},
    orders, people, templates,
    work::{self, commands::NewItem},
};

/// Creates a ticket for an order that has none.
pub async fn create(app: &App, actor: &Actor, command: CreateTicket) -> Result<Ticket> {
    access::manages(actor)?;
    let mut tx = app.begin().await?;
    let order = orders::entity::Entity::find_by_id(command.order_id.0)
        .one(tx.conn())
        .await?
        .ok_or_else(Error::not_found)?;
    let existing = entity::Entity::find().filter(entity::Column::OrderId.eq(order.id)).one(tx.conn()).await?;
    if let Some(existing) = existing {
        return Err(Error::new(ErrorCode::TicketExists).details(json!({ "ticket_id": existing.id })));
    }
    let id = for_order(&mut tx, app, actor, command.order_id, command.priority).await?;
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// The same inside the transaction that creates the order.
pub(crate) async fn for_order(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    order: OrderId,
    priority: Option<Priority>,
) -> Result<TicketId> {
    let order =
        &orders::entity::Entity::find_by_id(order.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let person = |id: i64| people::entity::Entity::find_by_id(id);
    let brand = &person(order.brand_id).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let creator = &person(order.creator_id).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let [brand_channel, creator_channel, notes] = std::array::from_fn(|_| ConversationId(app.new_id()));
    let row = entity::ActiveModel {
        order_id: Set(order.id),
        status: Set(Stored(TicketStatus::Open)),
        priority: Set(Stored(priority.unwrap_or(Priority::Medium))),
        brand_conversation: Set(brand_channel.0),
        creator_conversation: Set(creator_channel.0),
        notes_conversation: Set(notes.0),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        closed_at: Set(None),
        ..Default::default()
    };
    let row = row.insert(tx.conn()).await?;
    let id = TicketId(row.id);
    let channels = [
        (brand_channel, ConversationKind::TicketBrand, Some(brand)),
        (creator_channel, ConversationKind::TicketCreator, Some(creator)),
        (notes, ConversationKind::TicketNotes, None),
    ];
    for (channel, kind, party) in channels {
        let about = conversations::commands::About { id: row.id, title: &order.title };
        conversations::commands::create(tx, channel, kind, Some(about)).await?;
        if let (Some(party), Some(side)) = (party, kinds::of(kind).side) {
            participants::expect(tx, channel, PersonId(party.id), side).await?;
        }
    }
    let new = NewItem {
        item: Item::ticket(row.id),
        status: row.status.0.as_str(),
        priority: row.priority.0,
        skills: &[],
        team: None,
        cause: "order_created",
    };
    let agent = work::commands::queue(tx, app, actor, new).await?.ok_or(ErrorCode::NoAgent)?;
    welcome(tx, app, (id, order), agent, channels).await?;
    tx.emit(changed(&row, order, order.status.0, agent)?, access::audience(order));
    Ok(id)
}

/// The first message of each party's channel.
async fn welcome(
    tx: &mut Tx,
    app: &App,
    (ticket, order): (TicketId, &orders::entity::Model),
    agent: PersonId,
    channels: [(ConversationId, ConversationKind, Option<&people::entity::Model>); 3],
) -> Result<()> {
    let agent = people::queries::active_member_of_staff(tx.conn(), agent)
        .await?
        .ok_or_else(|| Error::internal("a ticket without an agent"))?;
    let workspace = app.workspace();
    for (channel, kind, party) in channels {
        let Some(party) = party else { continue };
        let card = Card::load(tx.conn(), channel).await?;
        let text = match kind {
            ConversationKind::TicketBrand => workspace.welcome_brand.as_deref(),
            _ => workspace.welcome_creator.as_deref(),
        };
        let text =
            templates::fill_welcome(text.unwrap_or(WELCOME), &party.name, &agent.name, (ticket, order))?;
        system::say(tx, app, &card, Notice::Welcome { ticket, agent: &agent, text: &text }).await?;
    }
    Ok(())
}

/// The first message of a channel when nothing else was set.
const WELCOME: &str =
    "Welcome, {{party.name}}! {{agent.name}} is here to help you with your order “{{order.title}}”.";

/// The event that says how a ticket stands.
pub(crate) fn changed(
    row: &entity::Model,
    order: &orders::entity::Model,
    order_status: OrderStatus,
    agent: PersonId,
) -> Result<TicketEvent> {
    let channels = row.channels().into_iter().zip([order.brand_id, order.creator_id]);
    Ok(TicketEvent::Changed {
        ticket: TicketId(row.id),
        status: row.status.0,
        priority: row.priority.0,
        agent,
        order_status,
        channels: channels
            .zip([Side::Brand, Side::Creator])
            .map(|((conversation, party), side)| PartyChannel { party: PersonId(party), side, conversation })
            .collect(),
    })
}
