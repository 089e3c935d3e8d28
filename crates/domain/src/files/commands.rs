//! What happens to files when messages come and go.

use liaison_protocol::{
    error_code::ErrorCode,
    file::Attachment,
    ids::{FileId, MessageId, PersonId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::entity;
use crate::{
    conversations::card::Card,
    db::Tx,
    error::{Error, Result},
};

/// A row as clients see it.
pub(crate) fn show(row: &entity::Model) -> Attachment {
    let url = format!("/api/files/{}", row.id);
    Attachment {
        id: FileId(row.id),
        name: row.name.clone(),
        content_type: row.content_type.clone(),
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
        .all(tx.conn())
        .await?;
    if rows.len() != ids.len() {
        return Err(Error::invalid("attachment_ids", "names a file that is not yours or not there"));
    }
    let taken = entity::Entity::update_many()
        .col_expr(entity::Column::ConversationId, Expr::value(Some(card.id.0)))
        .col_expr(entity::Column::MessageId, Expr::value(Some(message)))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::MessageId.is_null())
        .exec(tx.conn())
        .await?
        .rows_affected;
    if taken != ids.len() as u64 {
        return Err(ErrorCode::FileInUse.into());
    }
    let shown = |id: &FileId| rows.iter().find(|row| row.id == id.0).map(show);
    let mut attachments: Vec<Attachment> = files.iter().filter_map(shown).collect();
    attachments.dedup_by_key(|file| file.id);
    Ok(attachments)
}

/// Removes the rows of a deleted message's files, inside its transaction; their bytes are to be removed after it.
pub(crate) async fn detach(tx: &Tx, message: MessageId) -> Result<Vec<FileId>> {
    let rows = entity::Entity::delete_many()
        .filter(entity::Column::MessageId.eq(message.0))
        .exec_with_returning(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| FileId(row.id)).collect())
}
