//! Who may see a conversation, who may write in it, and who learns of what happens there: the predicate, the SQL
//! scope and the audience side by side. The test at the end proves that the three agree.

use liaison_protocol::{
    conversation::ConversationState,
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    side::{Side, UserType},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{
    card::{Card, Handler},
    entity,
    kinds::{self, StaffAccess},
    participant_entity::{self, Role},
    participants::{is_in, of_person},
};
use crate::{
    actor::{Actor, Identity},
    error::{Error, Result},
    event::Audience,
};

/// The side on which somebody reads a conversation, `None` when it must look absent.
pub fn reading_side(actor: &Actor, card: &Card) -> Option<Side> {
    let kind = kinds::of(card.kind);
    match actor {
        Actor::System => Some(Side::Staff),
        Actor::ApiKey { scopes, .. } => {
            kind.key_scope.is_some_and(|scope| scopes.contains(&scope)).then_some(Side::Staff)
        }
        Actor::Person(identity) if reads_as_staff(identity, kind.staff) => Some(Side::Staff),
        Actor::Person(identity) => card.side_of(identity.id),
    }
}

/// The conversations somebody may read, for every query that starts from conversations.
pub fn scope(actor: &Actor) -> Condition {
    let of_kinds = |kinds: Vec<&'static str>| entity::Column::Kind.is_in(kinds);
    // Where a party may come back to what it has left.
    let returns = of_kinds(kinds::with(|kind| kind.parties_return));
    match actor {
        Actor::System => Condition::all(),
        Actor::ApiKey { scopes, .. } => {
            let readable = kinds::with(|kind| kind.key_scope.is_some_and(|scope| scopes.contains(&scope)));
            if readable.is_empty() { nothing() } else { Condition::all().add(of_kinds(readable)) }
        }
        Actor::Person(identity) if identity.kind.is_staff() => {
            // One kind holds nearly all conversations: the databases are given no reason to begin with that.
            let of_others = kinds::with(|kind| reads_as_staff(identity, kind.staff));
            let takes_part = |which: Condition| {
                let row = of_person(identity.id, which).filter(
                    Expr::col((participant_entity::Entity, participant_entity::Column::ConversationId))
                        .equals((entity::Entity, entity::Column::Id)),
                );
                Expr::exists(row.into_query())
            };
            Condition::any()
                .add(of_kinds(of_others))
                .add(takes_part(is_in()))
                .add(Condition::all().add(returns).add(takes_part(was_party())))
        }
        Actor::Person(identity) => {
            let takes_part =
                |which| entity::Column::Id.in_subquery(of_person(identity.id, which).into_query());
            Condition::all()
                .add(takes_part(Condition::any().add(is_in()).add(was_party())))
                .add(Condition::any().add(returns).add(takes_part(is_in())))
        }
    }
}

fn was_party() -> Condition {
    Condition::all().add(participant_entity::Column::Role.eq(Role::Party))
}

/// Whether somebody reads conversations of a kind without being in them.
fn reads_as_staff(identity: &Identity, access: StaffAccess) -> bool {
    match access {
        StaffAccess::Members => false,
        StaffAccess::Supervises => identity.kind >= UserType::Supervisor,
        StaffAccess::Reads | StaffAccess::Writes => identity.kind.is_staff(),
    }
}

fn nothing() -> Condition {
    Condition::any().add(entity::Column::Version.lt(0))
}

/// The sides that learn of what is said in a conversation, and those that learn only that something was.
///
/// `visible_to` is the only side that may read an entry; staff read everything that parties may.
pub fn audience(card: &Card, visible_to: Option<Side>) -> Audience {
    let all = kinds::of(card.kind).sides;
    let (sides, hidden_from) = all.iter().copied().partition(|side| may_read_entry(*side, visible_to));
    Audience { conversations: vec![card.id], sides, hidden_from, ..Audience::default() }
}

/// Who learns of a message: everybody in the conversation, and its members wherever they are, without the person who
/// wrote it.
pub fn of_message(card: &Card, author: Option<PersonId>, visible_to: Option<Side>) -> Audience {
    let others = card
        .members
        .iter()
        .filter(|(member, side)| Some(*member) != author && may_read_entry(*side, visible_to));
    Audience { people: others.map(|(member, _)| *member).collect(), ..audience(card, visible_to) }
}

/// Who learns of what somebody does in a conversation: everybody else in it.
pub fn others(card: &Card, person: PersonId) -> Audience {
    Audience { except: Some(person), ..audience(card, None) }
}

/// Who learns how far somebody has read. A party learns it of its agent, not which colleague looks on; the reader's own
/// sockets learn it as such, so that each shows the same as unread.
pub fn of_reading(card: &Card, reader: PersonId, side: Side) -> Audience {
    let is_seen = side != Side::Staff || card.has_member(reader);
    let others = if is_seen { audience(card, None) } else { Audience::default() };
    Audience { people: vec![reader], except: Some(reader), ..others }
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
    let kind = kinds::of(card.kind);
    if side == Side::Staff && kind.staff == StaffAccess::Supervises {
        return Err(Error::with_message(ErrorCode::Forbidden, "staff do not write in a deal"));
    }
    if side == Side::Staff
        && kind.staff == StaffAccess::Reads
        && !card.handler.as_ref().is_some_and(|handler| may_handle(identity, handler))
        && !leads_all(identity)
    {
        return Err(Error::with_message(
            ErrorCode::Forbidden,
            "only the agent in charge, the lead of the team and supervisors can write here",
        ));
    }
    match card.state {
        ConversationState::Open => Ok((identity, side)),
        ConversationState::Automated => Err(ErrorCode::ChatNotOpen.into()),
        ConversationState::Frozen | ConversationState::Closed if kind.accepts_when_frozen => {
            Ok((identity, side))
        }
        ConversationState::Frozen | ConversationState::Closed => Err(ErrorCode::ChannelFrozen.into()),
    }
}

/// Whether somebody may end their own membership: the handler may not, who is replaced instead.
pub fn may_leave(identity: &Identity, card: &Card) -> Result<()> {
    if card.handler.as_ref().is_some_and(|handler| handler.person == identity.id) {
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "the agent in charge cannot leave; reassign the case instead",
        ));
    }
    Ok(())
}

/// Whether somebody may act on what a member of staff handles: that person, the lead of the team, a supervisor and above.
pub fn may_handle(identity: &Identity, handler: &Handler) -> bool {
    match identity.kind {
        UserType::Agent => handler.person == identity.id,
        UserType::TeamLead => {
            handler.person == identity.id || (identity.team.is_some() && identity.team == handler.team)
        }
        _ => leads_all(identity),
    }
}

/// Whether somebody may say what becomes of a case: whoever may act on what its handler handles; while it has none, team
/// leads and above.
pub(crate) fn may_give(identity: &Identity, handler: Option<&Handler>) -> bool {
    match handler {
        Some(handler) => may_handle(identity, handler),
        None => identity.kind > UserType::Agent,
    }
}

/// Whether somebody may act on whatever anybody handles, and on what nobody does.
fn leads_all(identity: &Identity) -> bool {
    match identity.kind {
        UserType::Supervisor | UserType::Admin | UserType::SuperAdmin => true,
        UserType::Agent
        | UserType::TeamLead
        | UserType::Brand
        | UserType::Creator
        | UserType::Customer
        | UserType::Visitor => false,
    }
}
