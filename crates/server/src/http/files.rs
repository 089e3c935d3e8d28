//! Attachments: upload first, then name the file in a message.

use axum::{
    Json,
    body::Body,
    extract::{Extension, FromRequest, Multipart, Request, State, multipart::MultipartError},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use liaison_domain::{
    error::Error,
    files::{
        byte_range::ByteRange,
        commands::{self, Upload},
        queries,
        quota::{self, Announced},
    },
};
use liaison_protocol::{error_code::ErrorCode, file::UploadedFile, ids::FileId};
use utoipa::ToSchema;

use super::{
    Context, Refused,
    extract::{At, Caller},
};
use crate::listener::{ClientAddr, permits::network};

/// A form with one file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form to the document; the handler reads it as it streams in")]
pub(super) struct FileForm {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Takes a file. It is the caller's alone until a message of the caller names it in `attachment_ids`.
///
/// Pictures, sound and film lose what they know of their maker, before they are stored. 507 before the body is read when
/// a quota is used up or the disk has no room to spare.
#[utoipa::path(post, path = "/files", tag = "files",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = UploadedFile)))]
pub(super) async fn upload_file(
    State(context): State<Context>,
    Caller(actor): Caller,
    Extension(ClientAddr(address)): Extension<ClientAddr>,
    request: Request,
) -> Result<(StatusCode, Json<UploadedFile>), Refused> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let announced = Announced {
        network: Some(network(address).to_string()),
        bytes: length.and_then(|length| length.parse().ok()),
    };
    quota::admit(context.app(), &actor, &announced).await?;
    let mut form =
        Multipart::from_request(request, &context).await.map_err(|_| ErrorCode::MediaTypeUnsupported)?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        let upload = Upload {
            name: field.file_name().unwrap_or_default().to_owned(),
            declared_type: field.content_type().map(ToOwned::to_owned),
            announced,
            content: content(field),
        };
        let uploaded = commands::upload(context.app(), &actor, upload).await?;
        return Ok((StatusCode::CREATED, Json(uploaded)));
    }
    Err(Error::invalid("file", "must be a part of the form").into())
}

fn content(
    field: impl Stream<Item = Result<Bytes, MultipartError>> + Send,
) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    field.map(|part| part.map_err(unreadable))
}

fn unreadable(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::PayloadTooLarge.into(),
        StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout.into(),
        _ => Error::with_message(ErrorCode::BodyMalformed, "the form cannot be parsed"),
    }
}

/// A file: its uploader's, or of a message the caller may read. Parts by `Range`.
#[utoipa::path(get, path = "/files/{id}", tag = "files", params(("id" = uuid::Uuid, Path, description = "the file")),
    responses(
        (status = 200, content_type = "*/*", description = "the content, with its own type"),
        (status = 206, content_type = "*/*", description = "the part that was asked for")))]
pub(super) async fn download_file(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<FileId>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let known = headers.get(header::IF_NONE_MATCH);
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(ByteRange::parse);
    let download = queries::download(context.app(), &actor, id, range).await?;
    if is_known(known, &etag_of(id)) {
        return Ok(not_modified(&etag_of(id)));
    }
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, text(&download.content_type));
    answer.insert(header::CONTENT_DISPOSITION, text(&download.content_disposition()));
    answer.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let status = match &download.range {
        Some(part) => {
            let last = part.end.saturating_sub(1);
            answer.insert(
                header::CONTENT_RANGE,
                text(&format!("bytes {}-{last}/{}", part.start, download.size)),
            );
            answer.insert(header::CONTENT_LENGTH, (part.end - part.start).into());
            StatusCode::PARTIAL_CONTENT
        }
        None => {
            answer.insert(header::CONTENT_LENGTH, download.size.into());
            StatusCode::OK
        }
    };
    contain(&mut answer, &etag_of(id));
    Ok((status, answer, Body::from_stream(download.content)).into_response())
}

/// A small picture of an image.
#[utoipa::path(get, path = "/files/{id}/thumbnail", tag = "files",
    params(("id" = uuid::Uuid, Path, description = "the file")),
    responses((status = 200, content_type = "*/*", description = "JPEG or PNG, 320 pixels at most on each side")))]
pub(super) async fn download_thumbnail(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<FileId>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let thumbnail = queries::thumbnail(context.app(), &actor, id).await?;
    let etag = etag_of(id);
    if is_known(headers.get(header::IF_NONE_MATCH), &etag) {
        return Ok(not_modified(&etag));
    }
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(thumbnail.content_type));
    contain(&mut answer, &etag);
    Ok((answer, thumbnail.bytes).into_response())
}

/// A file never changes, so its id names what it holds. A sum of the content would be the same for a file and its copy
/// on the other side.
fn etag_of(id: FileId) -> String {
    format!("\"{id}\"")
}

/// Whether one of the tags that the client knows is this one; weak ones count, as RFC 9110 13.1.2 says.
fn is_known(known: Option<&HeaderValue>, etag: &str) -> bool {
    let known = known.and_then(|known| known.to_str().ok()).unwrap_or_default();
    known.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn not_modified(etag: &str) -> Response {
    let mut answer = HeaderMap::new();
    contain(&mut answer, etag);
    (StatusCode::NOT_MODIFIED, answer).into_response()
}

/// Whatever a file holds, it must not act in our name when a browser opens it. Who has it kept asks each time whether
/// it may still be shown, and shows it to nobody with another token.
fn contain(headers: &mut HeaderMap, etag: &str) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::ETAG, text(etag));
}

/// A header of text that is known to be plain; anything else is left out.
fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static(""))
}
