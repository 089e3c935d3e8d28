//! Editing and deleting: the text changes in place, and an entry of the same sequence says so.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    ids::MessageId,
    message::{Change, Message},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};

use serde_json::json;
use uuid::Uuid;

use super::{
    access as own, entity, just_before, mentions, position::next_position, post, queries, relayed, view,
};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    conversations::{access, card::Card, commands, kinds},
    db::Tx,
    display_name,
    error::{Error, Result},
    event::MessageEvent,
    files, masked,
};

/// Replaces the text of the caller's own message.
pub async fn edit(app: &App, actor: &Actor, id: MessageId, text: &str) -> Result<Message> {
    if display_name::is_blank(text) {
        return Err(ErrorCode::MessageEmpty.into());
    }
    post::check_text(text)?;
    let mut tx = app.begin().await?;
    let (row, card, identity) = changeable(&tx, actor, id).await?;
    own::may_edit(identity, &row)?;
    let text = masked::text(app, text);
    let text = just_before::settle_edit(&mut tx, app, &card, identity, &row, text).await?;
    entity::Entity::update_many()
        .col_expr(entity::Column::Text, Expr::value(text.as_str()))
        .col_expr(entity::Column::EditedAt, Expr::value(Some(tx.now())))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    if kinds::of(card.kind).has_mentions {
        let mentions = mentions::found(tx.conn(), card.kind, identity.id, &text).await?;
        mentions::forget(&tx, &card, row.seq).await?;
        mentions::keep(&tx, &card, row.seq, &mentions).await?;
    }
    record(&mut tx, app, &card, identity, &row, Entry::edit(text)).await?;
    tx.commit().await?;
    queries::one(app, actor, id).await
}

/// Masks an earlier message of the caller in which a piece of a secret turned out to stand, inside a transaction. Its
/// earlier texts go with it.
pub(super) async fn redact(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    id: Uuid,
    text: String,
) -> Result<()> {
    let row = message(tx, MessageId(id)).await?.ok_or_else(Error::not_found)?;
    for column in [entity::Column::Id, entity::Column::TargetId] {
        entity::Entity::update_many()
            .col_expr(entity::Column::Text, Expr::value(text.as_str()))
            .filter(entity::Column::ConversationId.eq(card.id.0))
            .filter(column.eq(id))
            .exec(tx.conn())
            .await?;
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::EditedAt, Expr::value(Some(tx.now())))
        .filter(entity::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    record(tx, app, card, identity, &row, Entry::edit(text)).await.map(drop)
}

/// Removes the text and the files of a message: the author's own, or any as supervisor and above.
pub async fn delete(app: &App, actor: &Actor, id: MessageId) -> Result<()> {
    let mut tx = app.begin().await?;
    let (row, card, identity) = changeable(&tx, actor, id).await?;
    own::may_delete(actor, identity, &row)?;
    entity::Entity::update_many()
        .col_expr(entity::Column::Text, Expr::value(""))
        .col_expr(entity::Column::Attachments, Expr::value(Option::<serde_json::Value>::None))
        .col_expr(entity::Column::MediaUrl, Expr::value(Option::<String>::None))
        .col_expr(entity::Column::ActionData, Expr::value(Option::<serde_json::Value>::None))
        .col_expr(entity::Column::DeletedAt, Expr::value(Some(tx.now())))
        .filter(entity::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    // Earlier edits hold earlier texts.
    entity::Entity::update_many()
        .col_expr(entity::Column::Text, Expr::value(""))
        .filter(entity::Column::TargetId.eq(id.0))
        .filter(entity::Column::ConversationId.eq(card.id.0))
        .exec(tx.conn())
        .await?;
    if kinds::of(card.kind).has_mentions {
        mentions::forget(&tx, &card, row.seq).await?;
    }
    relayed::release(&tx, row.conversation_id, row.seq).await?;
    let files = files::commands::detach(&tx, id).await?;
    let kept = just_before::what_is_left(&row.text);
    let entry = Entry { kind: entity::EntryKind::Deletion, text: String::new(), kept };
    record(&mut tx, app, &card, identity, &row, entry).await?;
    if row.author_id != Some(identity.id.0) {
        let (kind, subject) = match card.subject {
            Some(subject) => (subject.kind.of_activity(), subject.id.to_string()),
            None => (ActivitySubject::Conversation, card.id.to_string()),
        };
        let details = json!({ "conversation_id": card.id, "seq": row.seq, "author": row.author_id });
        let act = Act { action: ActivityAction::MessageDeleted, subject: (kind, &subject), details };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await?;
    app.files().remove_all(&files).await;
    Ok(())
}

/// The message, its conversation and the caller, when the caller may change something there at all.
async fn changeable<'a>(
    tx: &Tx,
    actor: &'a Actor,
    id: MessageId,
) -> Result<(entity::Model, Card, &'a Identity)> {
    // Looked at again under the lock: another change, or the end of the conversation, may have come first.
    // A message that is not there takes the same steps as one that is not the caller's.
    let conversation_of =
        |row: Option<&entity::Model>| row.map_or(uuid::Uuid::nil(), |row| row.conversation_id);
    let found = message(tx, id).await?;
    commands::lock(tx, [conversation_of(found.as_ref())]).await?;
    let row = message(tx, id).await?;
    let conversation = liaison_protocol::ids::ConversationId(conversation_of(row.as_ref()));
    let (card, side) = access::readable(tx.conn(), actor, conversation).await?;
    let row = row.ok_or_else(Error::not_found)?;
    let visible_to = row.visible_to.as_deref().and_then(liaison_protocol::side::Side::parse);
    if !access::may_read_entry(side, visible_to) {
        return Err(Error::not_found());
    }
    let (identity, _) = access::writable(actor, &card)?;
    own::must_be_changeable(&row)?;
    Ok((row, card, identity))
}

async fn message(tx: &Tx, id: MessageId) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::Kind.eq(entity::EntryKind::Message));
    Ok(query.one(tx.conn()).await?)
}

/// What the log says of a change.
struct Entry {
    kind: entity::EntryKind,
    text: String,
    /// What only the server reads.
    kept: Option<serde_json::Value>,
}

impl Entry {
    fn edit(text: String) -> Self {
        Self { kind: entity::EntryKind::Edit, text, kept: None }
    }
}

/// Adds the entry that says so.
async fn record(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    message: &entity::Model,
    entry: Entry,
) -> Result<Change> {
    let row = entity::Model {
        seq: next_position(tx, card.id).await?,
        id: app.new_id(),
        kind: entry.kind,
        author_id: Some(identity.id.0),
        message_type: None,
        text: entry.text,
        attachments: None,
        media_url: None,
        action_data: entry.kept,
        target_tab: None,
        client_id: None,
        target_id: Some(message.id),
        created_at: tx.now(),
        edited_at: None,
        deleted_at: None,
        ..message.clone()
    };
    let mut active = row.clone().into_active_model();
    active.seq = Set(row.seq);
    entity::Entity::insert(active.reset_all()).exec_without_returning(tx.conn()).await?;
    let change = view::change(&row)?;
    let visible_to = row.visible_to.as_deref().and_then(liaison_protocol::side::Side::parse);
    tx.emit(MessageEvent::Changed(change.clone()), access::audience(card, visible_to));
    Ok(change)
}
