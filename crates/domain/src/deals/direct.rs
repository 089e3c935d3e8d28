//! Direct conversations of a brand and a creator, without a flow. Whom someone may write to is whom they could make a deal
//! with: nobody finds people by guessing ids.

use liaison_protocol::{
    conversation::ConversationKind,
    deal::{DirectConnect, DirectConnected},
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    message::PersonRef,
    public_id,
    side::{Side, UserType},
};
use sea_orm::{ConnectionTrait, DbBackend};

use super::access;
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{self, participants},
    db::Tx,
    display_name,
    error::{Error, Result},
    messages::{
        overview,
        post::{self, PostMessage},
    },
};

/// Writes to someone for the first time, or again.
pub async fn connect(app: &App, actor: &Actor, command: DirectConnect) -> Result<DirectConnected> {
    if display_name::is_blank(&command.initial_message) {
        return Err(ErrorCode::MessageEmpty.into());
    }
    post::check_text(&command.initial_message)?;
    let id = open(app, actor, &command.target_user_id).await?;
    let words = PostMessage { text: command.initial_message, ..PostMessage::default() };
    let message = post::post(app, actor, id, words).await?;
    Ok(DirectConnected { success: true, conversation: overview::one(app, actor, id).await?, message })
}

/// The direct conversation of the caller with someone: the one that they have, or a new one. 404 when the caller may not
/// write to that person, or there is none.
pub async fn open(app: &App, actor: &Actor, target: &PersonRef) -> Result<ConversationId> {
    let identity = actor.person()?;
    let name = target.as_text();
    let target = public_id::number(&name).map(PersonId).ok_or_else(Error::not_found)?;
    let mut tx = app.begin().await?;
    take_turn(&tx, identity, target).await?;
    let side = access::connects(tx.conn(), identity, target).await?;
    let kind = if side == Side::Brand { UserType::Brand } else { UserType::Creator };
    if !public_id::names(&name, kind, target) {
        return Err(Error::not_found());
    }
    if let Some(known) =
        participants::between(tx.conn(), ConversationKind::Direct, identity.id, target).await?
    {
        return Ok(known);
    }
    let id = ConversationId(app.new_id());
    conversations::commands::create(&tx, id, ConversationKind::Direct, None).await?;
    participants::add(&tx, id, identity.id, identity.kind.side()).await?;
    participants::add(&tx, id, target, side).await?;
    conversations::commands::touch_access(&mut tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Of several calls about the same two people one comes after the other. SQLite has one writer at a time anyway.
async fn take_turn(tx: &Tx, identity: &Identity, target: PersonId) -> Result<()> {
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        let [low, high] = [identity.id.0.min(target.0), identity.id.0.max(target.0)]
            .map(|id| i32::try_from(id % i64::from(i32::MAX)).unwrap_or_default());
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({low}, {high})")).await?;
    }
    Ok(())
}
