//! The place of a file while its bytes are on their way: a row without a hash. It counts for the person's quota, and
//! it goes away with its bytes when the upload does not end well.

use std::{sync::Arc, time::Duration};

use liaison_protocol::ids::{FileId, PersonId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

use super::{
    content_type::ContentType,
    entity,
    picture::Picture,
    quota::{self, Announced, Charge},
    writing::Written,
};
use crate::{
    actor::Identity,
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
    charge: Option<Arc<Charge>>,
}

impl Reservation {
    /// Takes a place for an upload: 429 when the person has too many files waiting, 507 when a quota is used up.
    pub(super) async fn make(
        app: &App,
        owner: &Identity,
        announced: &Announced,
        name: String,
        content_type: ContentType,
    ) -> Result<Self> {
        let tx = app.begin().await?;
        quota::check_unsent(tx.conn(), owner.id, app.files().limits()).await?;
        let charge = Charge::of(app, owner, announced);
        charge.make(app, &tx).await?;
        Self::insert(app, tx, owner.id, name, content_type, Some(charge)).await
    }

    /// Takes a place for a copy, which the person neither sends nor keeps waiting: it counts for no quota.
    pub(super) async fn for_copy(
        app: &App,
        owner: PersonId,
        name: String,
        content_type: ContentType,
    ) -> Result<Self> {
        Self::insert(app, app.begin().await?, owner, name, content_type, None).await
    }

    async fn insert(
        app: &App,
        tx: Tx,
        owner: PersonId,
        name: String,
        content_type: ContentType,
        charge: Option<Charge>,
    ) -> Result<Self> {
        let id = app.new_id();
        let size = i64::try_from(app.files().limits().max_bytes).map_err(Error::internal)?;
        entity::Entity::insert(entity::ActiveModel {
            id: Set(id),
            owner_id: Set(owner.0),
            conversation_id: Set(None),
            message_id: Set(None),
            name: Set(name),
            content_type: Set(content_type.as_str().to_owned()),
            size: Set(size),
            width: Set(None),
            height: Set(None),
            has_thumbnail: Set(false),
            sha256: Set(String::new()),
            created_at: Set(tx.now()),
        })
        .exec_without_returning(tx.conn())
        .await?;
        tx.commit().await?;
        Ok(Self { app: app.clone(), id: FileId(id), is_open: true, charge: charge.map(Arc::new) })
    }

    /// Makes the place a file when it was stored, and gives it back when it was not.
    pub(super) async fn conclude(
        mut self,
        stored: Result<(Written, Option<Picture>)>,
    ) -> Result<entity::Model> {
        let row = match stored {
            Ok((written, picture)) => self.confirm(written, picture.as_ref()).await,
            Err(error) => Err(error),
        };
        if row.is_err() {
            self.undo().await;
        }
        row
    }

    async fn confirm(&mut self, written: Written, picture: Option<&Picture>) -> Result<entity::Model> {
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
        if let Some(charge) = &self.charge {
            charge.settle(&tx, written.size).await?;
        }
        tx.commit().await?;
        self.is_open = false;
        Ok(row)
    }

    /// Gives the place back, bytes first.
    async fn undo(mut self) {
        self.is_open = false;
        take_back(&self.app, self.id, self.charge.take()).await;
    }
}

impl Drop for Reservation {
    /// The client went away: nobody waits for the end any more. A write that was under way may still come to its end,
    /// so the bytes are removed only after a while.
    fn drop(&mut self) {
        if self.is_open
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let (app, id, charge) = (self.app.weak(), self.id, self.charge.take());
            runtime.spawn(async move {
                tokio::time::sleep(GRACE).await;
                if let Some(app) = app.upgrade() {
                    take_back(&app, id, charge).await;
                }
            });
        }
    }
}

async fn take_back(app: &App, id: FileId, charge: Option<Arc<Charge>>) {
    // While bytes are left the row stays, so that they are found again.
    if app.files().remove(id).await
        && let Err(error) = forget_one(app, id, charge).await
    {
        tracing::warn!(event = "file_row_left_behind", file = %id, %error);
    }
}

async fn forget_one(app: &App, id: FileId, charge: Option<Arc<Charge>>) -> Result<()> {
    let tx = app.begin().await?;
    delete(&tx, &[id]).await?;
    if let Some(charge) = charge {
        charge.settle(&tx, 0).await?;
    }
    tx.commit().await
}

/// Removes rows whose bytes are gone.
pub(super) async fn forget(app: &App, files: &[FileId]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let tx = app.begin().await?;
    delete(&tx, files).await?;
    tx.commit().await
}

async fn delete(tx: &Tx, files: &[FileId]) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::Id.is_in(files.iter().map(|file| file.0)))
        .filter(entity::whole().not())
        .exec(tx.conn())
        .await?;
    Ok(())
}
