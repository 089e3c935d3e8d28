//! Uploading, and what happens to files when messages come and go.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use liaison_protocol::{
    error_code::ErrorCode,
    file::{Attachment, UploadedFile},
    ids::{FileId, MessageId, PersonId},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{
    access,
    content_type::{self, ContentType, HEAD},
    entity, metadata, name,
    picture::{Picture, unreadable},
    quota::{self, Announced},
    reservation::{self, Reservation},
    storing,
    writing::{Written, too_large},
};
use crate::{
    actor::Actor,
    app::App,
    conversations::card::Card,
    db::Tx,
    error::{Error, Result},
    masked,
};

/// Files that are removed in one go.
const BATCH: u64 = 200;

/// A file on its way.
pub struct Upload<S> {
    /// The name on the client's machine.
    pub name: String,
    /// The type the client claims: only a hint.
    pub declared_type: Option<String>,
    /// What was known of it before, and [`super::quota::admit`] has judged.
    pub announced: Announced,
    /// The bytes as they come. An error ends the upload and is handed on.
    pub content: S,
}

/// Takes a file. Only people upload, visitors only with a conversation. It belongs to them alone until they send it with a message.
///
/// 413 when it is too large, 422 when it is of no accepted type, 429 when too many wait to be sent, 507 when a quota is
/// used up or there is no room; nothing is left behind then, nor when this is dropped half-way.
pub async fn upload<S>(app: &App, actor: &Actor, upload: Upload<S>) -> Result<UploadedFile>
where
    S: Stream<Item = Result<Bytes>> + Send,
{
    let owner = access::may_upload(app.db().read(), actor).await?;
    let mut content = pin!(upload.content);
    let head = read_head(&mut content, app.files().limits().max_bytes).await?;
    if head.is_empty() {
        return Err(Error::invalid("file", "must not be empty"));
    }
    // A masked part has signs that no name may have.
    let name = name::clean(&masked::text(app, &name::clean(&upload.name)));
    let first = head.get(..HEAD).unwrap_or(&head);
    let found = ContentType::detect(first, &name, upload.declared_type.as_deref())?;
    let name = name::fit(&name, found);
    let place = Reservation::make(app, owner, &upload.announced, name, found).await?;
    let stored = receive(app, owner.id, place.id, found, head, content).await;
    let row = place.conclude(stored).await?;
    Ok(UploadedFile { file: show(&row), created_at: row.created_at })
}

/// The first bytes of a stream: [`HEAD`] or a little more, or all there are.
async fn read_head<S>(content: &mut S, limit: u64) -> Result<Bytes>
where
    S: Stream<Item = Result<Bytes>> + Unpin,
{
    let mut head = BytesMut::new();
    while head.len() < HEAD
        && let Some(chunk) = content.next().await
    {
        let chunk = chunk?;
        if (head.len() + chunk.len()) as u64 > limit {
            return Err(too_large(limit));
        }
        head.extend_from_slice(&chunk);
    }
    Ok(head.freeze())
}

/// Stores what comes. What phones and recorders make is cleaned before its first byte is written.
async fn receive<S>(
    app: &App,
    owner: PersonId,
    id: FileId,
    found: ContentType,
    head: Bytes,
    mut rest: S,
) -> Result<(Written, Option<Picture>)>
where
    S: Stream<Item = Result<Bytes>> + Unpin,
{
    if !metadata::is_cleaned_at_upload(found) {
        return Ok((storing::store_stream(app, id, found, &head, rest).await?, None));
    }
    let memory = app.files().memory();
    let held = memory.collect(owner, head, &mut rest, app.files().limits().max_bytes).await?;
    let file = memory.clean(found, held).await?;
    // A picture whose parts cannot be told apart may be anything. Sound and film come in more forms than are
    // understood: those are kept, and whoever would relay them is asked.
    if file.remains.is_some() && found.picture_format().is_some() {
        return Err(unreadable());
    }
    storing::store_whole(app, id, &file).await
}

/// A row as clients see it.
pub(crate) fn show(row: &entity::Model) -> Attachment {
    let url = format!("/api/files/{}", row.id);
    Attachment {
        id: FileId(row.id),
        name: row.name.clone(),
        content_type: content_type::essence(&row.content_type).to_owned(),
        size: row.size,
        width: row.width,
        height: row.height,
        thumbnail_url: row.has_thumbnail.then(|| format!("{url}/thumbnail")),
        url,
    }
}

/// Makes files part of a message, inside its transaction. Only the caller's own files that no message has yet.
pub(crate) async fn attach(
    tx: &Tx,
    owner: PersonId,
    card: &Card,
    files: &[FileId],
    message: Uuid,
) -> Result<Vec<Attachment>> {
    let mut ids: Vec<Uuid> = files.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = entity::Entity::find()
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::OwnerId.eq(owner.0))
        .filter(entity::whole())
        .all(tx.conn())
        .await?;
    if rows.len() != ids.len() {
        return Err(Error::invalid("attachment_ids", "names a file that does not exist or is not yours"));
    }
    let taken = entity::Entity::update_many()
        .col_expr(entity::Column::ConversationId, Expr::value(Some(card.id.0)))
        .col_expr(entity::Column::MessageId, Expr::value(Some(message)))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::MessageId.is_null())
        .filter(entity::whole())
        .exec(tx.conn())
        .await?
        .rows_affected;
    if taken != ids.len() as u64 {
        return Err(ErrorCode::FileInUse.into());
    }
    let mut attachments: Vec<Attachment> = Vec::with_capacity(ids.len());
    for id in files {
        if let Some(row) = rows.iter().find(|row| row.id == id.0)
            && attachments.iter().all(|shown| shown.id != *id)
        {
            attachments.push(show(row));
        }
    }
    Ok(attachments)
}

/// Takes the files of a deleted message out of use, inside its transaction; their bytes are to be removed after it.
/// The rows stay without name until [`remove_unused`] knows that the bytes are gone.
pub(crate) async fn detach(tx: &Tx, message: MessageId) -> Result<Vec<FileId>> {
    take_out(tx, Condition::all().add(entity::Column::MessageId.eq(message.0))).await
}

/// The same for files of the list that no message uses.
pub(super) async fn take_out_unsent(tx: &Tx, files: &[FileId]) -> Result<Vec<FileId>> {
    let ids = files.iter().map(|file| file.0);
    let which = Condition::all().add(entity::Column::Id.is_in(ids)).add(entity::Column::MessageId.is_null());
    take_out(tx, which).await
}

/// From here on nobody can send or download these files.
async fn take_out(tx: &Tx, which: Condition) -> Result<Vec<FileId>> {
    let rows = entity::Entity::update_many()
        .col_expr(entity::Column::MessageId, Expr::value(Option::<Uuid>::None))
        .col_expr(entity::Column::Name, Expr::value(""))
        .col_expr(entity::Column::Sha256, Expr::value(""))
        .filter(which)
        .exec_with_returning(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| FileId(row.id)).collect())
}

/// Removes files that no message uses: uploaded a while ago and never sent, sent with a message that was
/// deleted, or cut off half-way. Tells how many. Safe to run on several nodes at once.
pub async fn remove_unused(app: &App) -> Result<u64> {
    quota::forget_past_days(app).await?;
    let mut removed = 0;
    loop {
        let found = take_out_unused(app).await?;
        let mut gone = Vec::with_capacity(found.len());
        for file in &found {
            if app.files().remove(*file).await {
                gone.push(*file);
            }
        }
        reservation::forget(app, &gone).await?;
        removed += gone.len() as u64;
        // What could not be removed would only be found again.
        if (found.len() as u64) < BATCH || gone.len() < found.len() {
            return Ok(removed);
        }
    }
}

async fn take_out_unused(app: &App) -> Result<Vec<FileId>> {
    let unused = || {
        let is_old = entity::Column::CreatedAt.lt(app.now() - app.files().limits().keep_unused);
        Condition::all()
            .add(entity::Column::MessageId.is_null())
            .add(Condition::any().add(is_old).add(entity::Column::ConversationId.is_not_null()))
    };
    let ids: Vec<Uuid> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Id)
        .filter(unused())
        .order_by_asc(entity::Column::CreatedAt)
        .limit(BATCH)
        .into_tuple()
        .all(app.db().read())
        .await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tx = app.begin().await?;
    // Looked at again inside: some may have been sent meanwhile.
    let files = take_out(&tx, unused().add(entity::Column::Id.is_in(ids))).await?;
    tx.commit().await?;
    Ok(files)
}
