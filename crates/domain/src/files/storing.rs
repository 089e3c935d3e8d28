//! From bytes to a stored file: the content, and of pictures a thumbnail.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use liaison_protocol::{error_code::ErrorCode, ids::FileId};

use super::{
    content_type::{ContentType, TextCheck},
    in_memory::CleanFile,
    picture::Picture,
    writing::Written,
};
use crate::{
    app::App,
    error::{Error, Result},
};

/// Stores a file that is in memory. A picture is looked at first: one that would hurt is not stored.
pub(super) async fn store_whole(
    app: &App,
    id: FileId,
    file: &CleanFile,
) -> Result<(Written, Option<Picture>)> {
    let picture = match file.content_type.picture_format() {
        Some(format) => Some(app.files().pictures().look(format, file.bytes.clone()).await?),
        None => None,
    };
    let written = store_stream(app, id, file.content_type, &file.bytes, stream::empty()).await?;
    if let Some(thumbnail) = picture.as_ref().and_then(|picture| picture.thumbnail.clone()) {
        app.files().write_thumbnail(id, thumbnail).await?;
    }
    Ok((written, picture))
}

/// Stores a file as it comes.
pub(super) async fn store_stream<S>(
    app: &App,
    id: FileId,
    found: ContentType,
    head: &[u8],
    mut rest: S,
) -> Result<Written>
where
    S: Stream<Item = Result<Bytes>> + Unpin,
{
    let mut writing = app.files().write(id);
    let mut text = found.is_text().then(TextCheck::default);
    let outcome = async {
        check_text(&mut text, head)?;
        writing.add(head).await?;
        while let Some(chunk) = rest.next().await {
            let chunk = chunk?;
            check_text(&mut text, &chunk)?;
            writing.add(&chunk).await?;
        }
        if text.is_some_and(|text| !text.is_complete()) {
            return Err(no_text());
        }
        writing.finish().await
    }
    .await;
    if outcome.is_err() {
        writing.abandon().await;
    }
    outcome
}

fn check_text(check: &mut Option<TextCheck>, bytes: &[u8]) -> Result<()> {
    let is_text = check.as_mut().is_none_or(|check| check.add(bytes));
    if is_text { Ok(()) } else { Err(no_text()) }
}

fn no_text() -> Error {
    Error::with_message(ErrorCode::FileTypeRefused, "the file starts as text but is not valid UTF-8")
}
