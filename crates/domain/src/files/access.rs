//! Who may upload a file, and who may read it: its uploader until it is sent, from then on whoever may read the message.

use liaison_protocol::{
    error_code::ErrorCode,
    ids::{ConversationId, FileId},
    side::{Side, UserType},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity;
use crate::{
    actor::{Actor, Identity},
    conversations::{access, participant_entity},
    error::{Error, Result},
    messages,
};

/// Loads a whole file for reading: 404 when it must look absent.
pub(super) async fn readable(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: FileId,
) -> Result<entity::Model> {
    let row = entity::Entity::find_by_id(id.0).filter(entity::whole()).one(conn).await?;
    let sent = row.as_ref().map(|row| (row.conversation_id, row.message_id));
    // Looked for in any case: a file that is not there takes the same steps as one that is not the caller's.
    let conversation = sent.and_then(|(conversation, _)| conversation).unwrap_or_default();
    let side = match access::readable(conn, actor, ConversationId(conversation)).await {
        Ok((_, side)) => Some(side),
        Err(error) if error.code() == ErrorCode::NotFound => None,
        Err(error) => return Err(error),
    };
    let row = row.ok_or_else(Error::not_found)?;
    let allowed = match (row.conversation_id, row.message_id, side) {
        (None, None, _) => is_uploader(actor, &row),
        (Some(conversation), Some(message), Some(side)) => {
            is_shown(conn, side, conversation, message).await?
        }
        _ => false,
    };
    if allowed { Ok(row) } else { Err(Error::not_found()) }
}

/// Who may upload: people. A visitor is anybody, so a conversation has to have begun, where the file can go.
pub(super) async fn may_upload<'a>(conn: &impl ConnectionTrait, actor: &'a Actor) -> Result<&'a Identity> {
    let identity = actor.person()?;
    if identity.kind != UserType::Visitor {
        return Ok(identity);
    }
    let seat = participant_entity::Entity::find()
        .filter(participant_entity::Column::PersonId.eq(identity.id.0))
        .filter(participant_entity::Column::LeftAt.is_null())
        .one(conn)
        .await?;
    match seat {
        Some(_) => Ok(identity),
        None => Err(Error::with_message(
            ErrorCode::Forbidden,
            "visitors can upload files only after a conversation has started",
        )),
    }
}

fn is_uploader(actor: &Actor, row: &entity::Model) -> bool {
    matches!(actor, Actor::Person(identity) if identity.id.0 == row.owner_id)
}

/// Whether the message is there and for that side.
async fn is_shown(
    conn: &impl ConnectionTrait,
    side: Side,
    conversation: uuid::Uuid,
    message: uuid::Uuid,
) -> Result<bool> {
    let found = messages::entity::Entity::find()
        .filter(messages::entity::Column::ConversationId.eq(conversation))
        .filter(messages::entity::Column::Id.eq(message))
        .filter(messages::entity::Column::DeletedAt.is_null())
        .filter(messages::queries::readable_by(side))
        .one(conn)
        .await?;
    Ok(found.is_some())
}
