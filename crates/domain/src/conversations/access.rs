//! Who may see a conversation, who may write in it, and who learns of what happens there: the predicate, the SQL
//! scope and the audience side by side. The test at the end proves that the three agree.

use liaison_protocol::{
    auth::Scope,
    conversation::{ConversationKind, ConversationState},
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    side::{Side, UserType},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{
    card::{Card, TicketFacts},
    entity, participant_entity,
};
use crate::{
    actor::{Actor, Identity},
    error::{Error, Result},
    event::Audience,
    orders, tickets,
};

const TICKET_KINDS: [ConversationKind; 3] =
    [ConversationKind::TicketBrand, ConversationKind::TicketCreator, ConversationKind::TicketNotes];

/// The side on which somebody reads a conversation, `None` when it must look absent.
pub fn reading_side(actor: &Actor, card: &Card) -> Option<Side> {
    match actor {
        Actor::System => Some(Side::Staff),
        Actor::ApiKey { scopes, .. } => {
            let channel = card.kind.channel_type().is_some();
            (channel && scopes.contains(&Scope::Tickets)).then_some(Side::Staff)
        }
        Actor::Person(identity) => side_of_person(identity, card),
    }
}

fn side_of_person(identity: &Identity, card: &Card) -> Option<Side> {
    if TICKET_KINDS.contains(&card.kind) {
        let ticket = card.ticket.as_ref()?;
        if identity.kind.is_staff() {
            return Some(Side::Staff);
        }
        let is_party = ticket.party(card.kind) == Some(identity.id);
        let fits = card.kind.channel_type().map(|channel| channel.side()) == Some(identity.kind.side());
        return (is_party && fits).then_some(identity.kind.side());
    }
    card.members.iter().find(|(member, _)| *member == identity.id).map(|(_, side)| *side)
}

/// The conversations somebody may read, for every query that starts from conversations.
pub fn scope(actor: &Actor) -> Condition {
    let ticket_kinds = || entity::Column::Kind.is_in(TICKET_KINDS.map(ConversationKind::as_str));
    match actor {
        Actor::System => Condition::all(),
        Actor::ApiKey { scopes, .. } => {
            if scopes.contains(&Scope::Tickets) {
                Condition::all().add(entity::Column::Kind.is_in([
                    ConversationKind::TicketBrand.as_str(),
                    ConversationKind::TicketCreator.as_str(),
                ]))
            } else {
                nothing()
            }
        }
        Actor::Person(identity) => {
            let member_of = participant_entity::Entity::find()
                .select_only()
                .column(participant_entity::Column::ConversationId)
                .filter(participant_entity::Column::PersonId.eq(identity.id.0))
                .filter(participant_entity::Column::LeftAt.is_null())
                .into_query();
            let by_membership = Condition::all()
                .add(entity::Column::Kind.is_not_in(TICKET_KINDS.map(ConversationKind::as_str)))
                .add(entity::Column::Id.in_subquery(member_of));
            let by_ticket = match identity.kind {
                kind if kind.is_staff() => Condition::all().add(ticket_kinds()),
                UserType::Brand => {
                    party_scope(ConversationKind::TicketBrand, orders::entity::Column::BrandId, identity.id)
                }
                UserType::Creator => party_scope(
                    ConversationKind::TicketCreator,
                    orders::entity::Column::CreatorId,
                    identity.id,
                ),
                _ => nothing(),
            };
            Condition::any().add(by_membership).add(by_ticket)
        }
    }
}

fn party_scope(kind: ConversationKind, column: orders::entity::Column, person: PersonId) -> Condition {
    let orders = orders::entity::Entity::find()
        .select_only()
        .column(orders::entity::Column::Id)
        .filter(column.eq(person.0))
        .into_query();
    let tickets_of_person = tickets::entity::Entity::find()
        .select_only()
        .column(tickets::entity::Column::Id)
        .filter(tickets::entity::Column::OrderId.in_subquery(orders))
        .into_query();
    Condition::all()
        .add(entity::Column::Kind.eq(kind.as_str()))
        .add(entity::Column::SubjectId.in_subquery(tickets_of_person))
}

fn nothing() -> Condition {
    Condition::any().add(entity::Column::Version.lt(0))
}

/// The sides that learn of what is said in a conversation, and those that learn only that something was.
///
/// `visible_to` is the only side that may read an entry; staff read everything that parties may.
pub fn audience(card: &Card, visible_to: Option<Side>) -> Audience {
    let all: &[Side] = match card.kind {
        ConversationKind::TicketBrand => &[Side::Brand, Side::Staff],
        ConversationKind::TicketCreator => &[Side::Creator, Side::Staff],
        ConversationKind::TicketNotes => &[Side::Staff],
        ConversationKind::Direct
        | ConversationKind::Campaign
        | ConversationKind::Bid
        | ConversationKind::LiveChat => Side::ALL,
    };
    let (sides, hidden_from) = all.iter().copied().partition(|side| may_read_entry(*side, visible_to));
    Audience { conversations: vec![card.id], sides, hidden_from, ..Audience::default() }
}

/// Whether somebody on that side may read an entry that is for `visible_to` only.
pub fn may_read_entry(side: Side, visible_to: Option<Side>) -> bool {
    side == Side::Staff || visible_to.is_none_or(|only| only == side)
}

/// Loads a conversation for reading: 404 when it must look absent.
pub async fn readable(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: ConversationId,
) -> Result<(Card, Side)> {
    let card = Card::load(conn, id).await?;
    let side = reading_side(actor, &card).ok_or_else(Error::not_found)?;
    Ok((card, side))
}

/// Whether somebody may write in a conversation now; the identity to write as, and the side.
pub fn writable<'a>(actor: &'a Actor, card: &Card) -> Result<(&'a Identity, Side)> {
    let side = reading_side(actor, card).ok_or_else(Error::not_found)?;
    let identity = actor.person()?;
    if side == Side::Staff
        && card.kind != ConversationKind::TicketNotes
        && let Some(ticket) = &card.ticket
        && !may_handle(identity, ticket)
    {
        return Err(Error::with_message(
            ErrorCode::Forbidden,
            "only the ticket's agent, the lead of its team and supervisors write here",
        ));
    }
    match card.state {
        ConversationState::Open => Ok((identity, side)),
        // Notes go on after a ticket was closed: that is when colleagues write down why.
        _ if card.kind == ConversationKind::TicketNotes => Ok((identity, side)),
        ConversationState::Frozen | ConversationState::Closed => Err(ErrorCode::ChannelFrozen.into()),
    }
}

/// Whether somebody may act on a ticket: its agent, the lead of its team, a supervisor and above.
pub fn may_handle(identity: &Identity, ticket: &TicketFacts) -> bool {
    match identity.kind {
        UserType::Agent => ticket.agent == identity.id,
        UserType::TeamLead => {
            ticket.agent == identity.id || (identity.team.is_some() && identity.team == ticket.team)
        }
        UserType::Supervisor | UserType::Admin | UserType::SuperAdmin => true,
        UserType::Brand | UserType::Creator | UserType::Customer | UserType::Visitor => false,
    }
}
