//! Starting a chat, asking for a person, ending it.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    conversation::{ConversationKind, ConversationState},
    error_code::ErrorCode,
    ids::{ConversationId, PersonId},
    session::{Session, SessionStatus, StartSession},
    side::Side,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde_json::json;

use super::{access, assistant, entity, queries, waiting};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    conversations::{self, card::Card, participants},
    db::{Stored, Tx},
    error::{Error, Result},
    event::SessionEvent,
    facts::Item,
    messages::{
        author::Author,
        post::{self, PostMessage},
        system::{self, Notice},
    },
    work::{self, Phase},
};

/// Starts a chat, or finds the one that the caller has open; says whether it is new.
pub async fn start(app: &App, actor: &Actor, command: StartSession) -> Result<(Session, bool)> {
    let identity = access::starts(actor)?;
    if let Some(open) = queries::open_of(app, actor, identity.id).await? {
        return Ok((open, false));
    }
    let mut tx = app.begin().await?;
    let Some(row) = insert(&tx, app, identity).await? else {
        // Two tabs at once: the other one was faster.
        drop(tx);
        let open = queries::open_of(app, actor, identity.id).await?;
        return open.map(|open| (open, false)).ok_or_else(|| ErrorCode::Conflict.into());
    };
    let id = row.conversation();
    let about = conversations::commands::About { id: row.id, title: &identity.name };
    conversations::commands::create(&tx, id, ConversationKind::LiveChat, Some(about)).await?;
    participants::add(&tx, id, identity.id, Side::Customer).await?;
    let card = Card::load(tx.conn(), id).await?;
    assistant::greet(&mut tx, app, &card).await?;
    if let Some(text) = command.message.filter(|text| !text.trim().is_empty()) {
        let first = PostMessage { text, ..PostMessage::default() };
        post::post_in(&mut tx, app, &card, Author::Person(identity, Side::Customer), &first).await?;
        assistant::heard(&mut tx, row.item()).await?;
    }
    tx.commit().await?;
    Ok((queries::one(app, actor, id).await?, true))
}

/// `None` when the person has a chat that is not over.
async fn insert(tx: &Tx, app: &App, identity: &Identity) -> Result<Option<entity::Model>> {
    let id = ConversationId(app.new_id());
    let row = entity::ActiveModel {
        conversation: Set(id.0),
        person_id: Set(identity.id.0),
        status: Set(Stored(SessionStatus::Ai)),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
        ended_at: Set(None),
        ..Default::default()
    };
    let inserted = entity::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await;
    match inserted {
        Ok(_) | Err(DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(entity::Entity::find().filter(entity::Column::Conversation.eq(id.0)).one(tx.conn()).await?)
}

/// The party asks for a person. Who waits or talks to one already changes nothing.
pub async fn hand_over(app: &App, actor: &Actor, id: ConversationId) -> Result<Session> {
    let mut tx = app.begin().await?;
    work::turns::take(&tx).await?;
    let (row, side) = access::locked(&tx, actor, id).await?;
    access::hands_over(side)?;
    match row.status.0 {
        SessionStatus::Ai | SessionStatus::Abandoned => {
            waiting::ask_for_an_agent(&mut tx, app, actor, row, "asked_for").await?;
            tx.commit().await?;
        }
        SessionStatus::Waiting | SessionStatus::Assigned => drop(tx),
        SessionStatus::Ended => return Err(over()),
    }
    queries::one(app, actor, id).await
}

/// A member of staff takes a chat, also one that the assistant still answers.
pub async fn take(app: &App, actor: &Actor, id: ConversationId) -> Result<Session> {
    access::lists(actor)?;
    let mut tx = app.begin().await?;
    let item = as_case(&mut tx, app, actor, id).await?;
    work::commands::take_in(&mut tx, app, actor, item).await?;
    tx.commit().await?;
    queries::one(app, actor, id).await
}

/// A chat is given to another member of staff.
pub async fn transfer(app: &App, actor: &Actor, id: ConversationId, to: PersonId) -> Result<Session> {
    access::lists(actor)?;
    let mut tx = app.begin().await?;
    let item = as_case(&mut tx, app, actor, id).await?;
    work::commands::transfer_in(&mut tx, app, actor, item, to).await?;
    tx.commit().await?;
    queries::one(app, actor, id).await
}

/// The case that a chat is; one that the assistant answers becomes one now.
async fn as_case(tx: &mut Tx, app: &App, actor: &Actor, id: ConversationId) -> Result<Item> {
    work::turns::take(tx).await?;
    let (row, _) = access::locked(tx, actor, id).await?;
    let item = row.item();
    match row.status.0 {
        SessionStatus::Ai => waiting::make_case(tx, app, actor, row, "taken").await.map(|()| item),
        SessionStatus::Waiting | SessionStatus::Assigned | SessionStatus::Abandoned => Ok(item),
        SessionStatus::Ended => Err(over()),
    }
}

/// Ends a chat for good. Again is no change.
pub async fn end(app: &App, actor: &Actor, id: ConversationId) -> Result<Session> {
    let mut tx = app.begin().await?;
    work::turns::take(&tx).await?;
    let (row, side) = access::locked(&tx, actor, id).await?;
    conversations::commands::lock(&tx, [id.0]).await?;
    let card = Card::load(tx.conn(), id).await?;
    access::ends(actor, &card, side)?;
    if row.status.0 == SessionStatus::Ended {
        drop(tx);
        return queries::one(app, actor, id).await;
    }
    let is_case = row.status.0 != SessionStatus::Ai;
    let item = row.item();
    waiting::stop_waiting(&tx, row.id).await?;
    system::say(&mut tx, app, &card, Notice::SessionEnded { by: side }).await?;
    conversations::commands::set_state(&mut tx, &card, ConversationState::Closed, "session ended").await?;
    set_status(&mut tx, row, SessionStatus::Ended).await?;
    if is_case {
        let moved = (SessionStatus::Ended.as_str(), Phase::Ended);
        work::commands::move_to(&mut tx, app, actor, item, moved).await?;
    }
    if side == Side::Staff {
        let act = Act {
            action: ActivityAction::SessionEnded,
            subject: (ActivitySubject::Session, &item.id.to_string()),
            details: json!({}),
        };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await?;
    queries::one(app, actor, id).await
}

/// Notes how far a chat is, inside a transaction, and says so.
pub(super) async fn set_status(
    tx: &mut Tx,
    row: entity::Model,
    status: SessionStatus,
) -> Result<entity::Model> {
    let mut change: entity::ActiveModel = row.into();
    change.status = Set(Stored(status));
    change.updated_at = Set(tx.now());
    change.ended_at = Set((status == SessionStatus::Ended).then_some(tx.now()));
    let row = change.update(tx.conn()).await?;
    announce(tx, &row).await?;
    Ok(row)
}

/// Says inside a transaction how a chat stands.
async fn announce(tx: &mut Tx, row: &entity::Model) -> Result<()> {
    let session = queries::for_everyone(tx.conn(), row.clone()).await?;
    tx.emit(SessionEvent::Changed(session.into()), access::audience(row));
    Ok(())
}

fn over() -> Error {
    Error::with_message(ErrorCode::Conflict, "this chat is over; start a new one")
}
