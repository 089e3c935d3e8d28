//! Copies of files for the other side: a new id, a name that says nothing, and nothing of the maker inside.

use liaison_protocol::{file::RemainingMetadata, ids::FileId};

use super::{access, content_type::ContentType, reservation::Reservation, storing};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
};

/// What came of copying a file.
pub(crate) enum Copied {
    /// The copy.
    File(FileId),
    /// Nothing was copied: the file may still say something of its maker.
    Tells {
        /// The name of the file that was to be copied.
        name: String,
        /// What it may say.
        remains: RemainingMetadata,
    },
}

/// How a copy is made.
pub(crate) struct Copy<'a> {
    /// The name of the copy, without its extension.
    pub(crate) stem: &'a str,
    /// Whether it may be made although something of the maker may remain in it.
    pub(crate) may_tell: bool,
}

/// Makes a file of its own, for the same person, with the content of one that the person may read. Files that were
/// stored before uploads were cleaned are cleaned here; the same is done to every other one.
pub(crate) async fn copy(app: &App, actor: &Actor, source: FileId, how: Copy<'_>) -> Result<Copied> {
    let owner = actor.person()?.id;
    let row = access::readable(app.db().read(), actor, source).await?;
    let found = ContentType::stored(&row.content_type)
        .ok_or_else(|| Error::internal(format!("a stored file is of type {}", row.content_type)))?;
    let size = u64::try_from(row.size).map_err(Error::internal)?;
    let memory = app.files().memory();
    let held = memory.read(app.files(), source, size).await?;
    let file = memory.clean(found, held).await?;
    if let Some(remains) = file.remains.filter(|_| !how.may_tell) {
        return Ok(Copied::Tells { name: row.name, remains });
    }
    let name = match found.extensions().first() {
        Some(extension) => format!("{}.{extension}", how.stem),
        None => how.stem.to_owned(),
    };
    let place = Reservation::for_copy(app, owner, name, found).await?;
    let stored = storing::store_whole(app, place.id, &file).await;
    Ok(Copied::File(FileId(place.conclude(stored).await?.id)))
}

/// Removes copies that nobody will send.
pub(crate) async fn discard(app: &App, copies: &[FileId]) -> Result<()> {
    let mut gone = Vec::with_capacity(copies.len());
    let tx = app.begin().await?;
    let taken_out = super::commands::take_out_unsent(&tx, copies).await?;
    tx.commit().await?;
    for file in taken_out {
        if app.files().remove(file).await {
            gone.push(file);
        }
    }
    super::reservation::forget(app, &gone).await
}
