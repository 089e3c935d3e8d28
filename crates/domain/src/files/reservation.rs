//! The place of a file while its bytes are on their way: a row without a hash. It counts for the person's quota, and
//! it goes away with its bytes when the upload does not end well.

use std::time::Duration;

use liaison_protocol::{
    error_code::ErrorCode,
    ids::{FileId, PersonId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{content_type::ContentType, entity, limits::FileLimits, picture::Picture, writing::Written};
use crate::{
    app::App,
    db::Tx,
    error::{Error, Result},
};

/// How long a write goes on at most when nobody waits for it.
const GRACE: Duration = if cfg!(test) { Duration::from_millis(50) } else { Duration::from_secs(60) };

/// A place that is taken back unless it is confirmed.
pub(super) struct Reservation {
    app: App,
    pub(super) id: FileId,
    is_open: bool,
}

impl Reservation {
    /// Takes a place: 429 when the person has too many files waiting.
    pub(super) async fn make(
        app: &App,
        owner: PersonId,
        name: String,
        content_type: ContentType,
    ) -> Result<Self> {
        let limits = app.files().limits();
        let tx = app.begin().await?;
        check_quota(&tx, owner, limits).await?;
        let id = app.new_id();
        entity::Entity::insert(entity::ActiveModel {
            id: Set(id),
            owner_id: Set(owner.0),
            conversation_id: Set(None),
            message_id: Set(None),
            name: Set(name),
            content_type: Set(content_type.as_str().to_owned()),
            size: Set(i64::try_from(limits.max_bytes).map_err(Error::internal)?),
            width: Set(None),
            height: Set(None),
            has_thumbnail: Set(false),
            sha256: Set(String::new()),
            created_at: Set(tx.now()),
        })
        .exec_without_returning(tx.conn())
        .await?;
        tx.commit().await?;
        Ok(Self { app: app.clone(), id: FileId(id), is_open: true })
    }

    /// Makes the place a file.
    pub(super) async fn confirm(
        &mut self,
        written: Written,
        picture: Option<&Picture>,
    ) -> Result<entity::Model> {
        let tx = self.app.begin().await?;
        let rows = entity::Entity::update_many()
            .col_expr(
                entity::Column::Size,
                Expr::value(i64::try_from(written.size).map_err(Error::internal)?),
            )
            .col_expr(entity::Column::Sha256, Expr::value(written.sha256))
            .col_expr(entity::Column::Width, Expr::value(picture.map(|picture| picture.width)))
            .col_expr(entity::Column::Height, Expr::value(picture.map(|picture| picture.height)))
            .col_expr(
                entity::Column::HasThumbnail,
                Expr::value(picture.is_some_and(|picture| picture.thumbnail.is_some())),
            )
            .filter(entity::Column::Id.eq(self.id.0))
            .filter(entity::whole().not())
            .exec_with_returning(tx.conn())
            .await?;
        let row =
            rows.into_iter().next().ok_or_else(|| Error::internal("the file was removed while it came"))?;
        tx.commit().await?;
        self.is_open = false;
        Ok(row)
    }

    /// Gives the place back, bytes first.
    pub(super) async fn undo(mut self) {
        self.is_open = false;
        take_back(&self.app, self.id).await;
    }
}

impl Drop for Reservation {
    /// The client went away: nobody waits for the end any more. A write that was under way may still come to its end,
    /// so the bytes are removed only after a while.
    fn drop(&mut self) {
        if self.is_open
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let (app, id) = (self.app.weak(), self.id);
            runtime.spawn(async move {
                tokio::time::sleep(GRACE).await;
                if let Some(app) = app.upgrade() {
                    take_back(&app, id).await;
                }
            });
        }
    }
}

async fn take_back(app: &App, id: FileId) {
    // While bytes are left the row stays, so that they are found again.
    if app.files().remove(id).await
        && let Err(error) = forget(app, &[id]).await
    {
        tracing::warn!(event = "file_row_left_behind", file = %id, %error);
    }
}

/// Removes rows whose bytes are gone.
pub(super) async fn forget(app: &App, files: &[FileId]) -> Result<()> {
    let tx = app.begin().await?;
    entity::Entity::delete_many()
        .filter(entity::Column::Id.is_in(files.iter().map(|file| file.0)))
        .filter(entity::whole().not())
        .exec(tx.conn())
        .await?;
    tx.commit().await
}

async fn check_quota(tx: &Tx, owner: PersonId, limits: &FileLimits) -> Result<()> {
    let sizes: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Size)
        .filter(entity::Column::OwnerId.eq(owner.0))
        .filter(entity::Column::MessageId.is_null())
        .filter(entity::Column::ConversationId.is_null())
        .limit(limits.max_unused_files)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let bytes = sizes.iter().filter_map(|size| u64::try_from(*size).ok()).fold(0, u64::saturating_add);
    if sizes.len() as u64 >= limits.max_unused_files || bytes >= limits.max_unused_bytes {
        return Err(Error::with_message(
            ErrorCode::RateLimited,
            "too many uploaded files wait to be sent; send them first, or try again later",
        ));
    }
    Ok(())
}
