//! Who starts, sees and ends live chats, and who learns of them: the predicate, the SQL scope and the audience side by
//! side. Who writes in one is the conversation's to say, and who takes and transfers one the queue's.

use liaison_protocol::{
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    side::{Side, UserType},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use super::entity::{self, Column, Entity};
use crate::{
    actor::{Actor, Identity},
    conversations::{access::may_give, card::Card},
    db::Tx,
    error::{Error, Result},
    event::Audience,
};

/// Who starts a live chat: customers and visitors. Brands and creators write in the channels of their tickets.
pub(super) fn starts(actor: &Actor) -> Result<&Identity> {
    let identity = actor.person()?;
    match identity.kind.side() {
        Side::Customer => Ok(identity),
        Side::Brand | Side::Creator | Side::Staff => {
            Err(Error::with_message(ErrorCode::Forbidden, "only customers and visitors start live chats"))
        }
    }
}

/// Who lists live chats and their queue: staff.
pub(super) fn lists(actor: &Actor) -> Result<()> {
    actor.require_staff(UserType::Agent).map(drop)
}

/// The side on which someone sees a chat, `None` when it must look absent.
fn seeing_side(actor: &Actor, row: &entity::Model) -> Option<Side> {
    match actor {
        Actor::System => Some(Side::Staff),
        Actor::ApiKey { .. } => None,
        Actor::Person(identity) if identity.kind.is_staff() => Some(Side::Staff),
        Actor::Person(identity) => (row.party() == identity.id).then_some(Side::Customer),
    }
}

/// The chats someone may see, for every query that starts from chats.
pub(super) fn scope(actor: &Actor) -> Condition {
    match actor {
        Actor::System => Condition::all(),
        Actor::ApiKey { .. } => Condition::all().add(Column::Id.lt(0)),
        Actor::Person(identity) if identity.kind.is_staff() => Condition::all(),
        Actor::Person(identity) => Condition::all().add(Column::PersonId.eq(identity.id.0)),
    }
}

/// Loads a chat; 404 when it must look absent.
pub(super) async fn visible(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: ConversationId,
) -> Result<(entity::Model, Side)> {
    let row = Entity::find().filter(Column::Conversation.eq(id.0)).one(conn).await?;
    let row = row.ok_or_else(Error::not_found)?;
    let side = seeing_side(actor, &row).ok_or_else(Error::not_found)?;
    Ok((row, side))
}

/// Like [`visible`], and nobody else acts on the chat until the transaction ends. The turn of those who decide about cases
/// must have been taken already.
pub(super) async fn locked(tx: &Tx, actor: &Actor, id: ConversationId) -> Result<(entity::Model, Side)> {
    let (row, side) = visible(tx.conn(), actor, id).await?;
    Ok((lock(tx, row.id).await?.ok_or_else(Error::not_found)?, side))
}

/// The row of a chat, locked until the transaction ends. SQLite has one writer at a time anyway.
pub(crate) async fn lock(tx: &Tx, id: i64) -> Result<Option<entity::Model>> {
    let query = Entity::find_by_id(id);
    let query = match tx.conn().get_database_backend() {
        DbBackend::Postgres => query.lock_exclusive(),
        _ => query,
    };
    Ok(query.one(tx.conn()).await?)
}

/// Who asks for a person: whoever the chat is for. Staff take it instead.
pub(super) fn hands_over(side: Side) -> Result<()> {
    if side == Side::Customer {
        return Ok(());
    }
    Err(Error::with_message(ErrorCode::Forbidden, "staff take a chat instead of asking for a person"))
}

/// Who ends a chat: whoever it is for, and staff who handle it; while nobody does, team leads and above.
pub(super) fn ends(actor: &Actor, card: &Card, side: Side) -> Result<()> {
    if side == Side::Customer {
        return Ok(());
    }
    if may_give(actor.person()?, card.handler.as_ref()) {
        return Ok(());
    }
    Err(Error::with_message(
        ErrorCode::Forbidden,
        "only the agent in charge, the lead of the team and supervisors end a chat",
    ))
}

/// Who learns that a chat changed: whoever it is for, wherever they are, and everyone who has it open.
pub(super) fn audience(row: &entity::Model) -> Audience {
    Audience {
        conversations: vec![row.conversation()],
        sides: vec![Side::Customer, Side::Staff],
        people: vec![row.party()],
        except: Some(row.party()),
        ..Audience::default()
    }
}

/// Who learns of the place of a chat in the queue: whoever waits.
pub(super) fn of_position(party: PersonId) -> Audience {
    Audience { people: vec![party], ..Audience::default() }
}
