//! Table `files`: uploaded files.

use sea_orm::{entity::prelude::*, sea_query::SimpleExpr};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    /// The id, and the name it is stored under.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who uploaded it.
    pub owner_id: i64,
    /// Where it was sent. Without a message: the message was deleted, and the bytes are to be removed.
    pub conversation_id: Option<Uuid>,
    /// With which message.
    pub message_id: Option<Uuid>,
    /// The name it was uploaded under, without folders.
    pub name: String,
    /// Found in the content.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Whether a small picture is stored beside it.
    pub has_thumbnail: bool,
    /// Of the content, hexadecimal. Empty while the upload goes on and while the bytes are being removed.
    pub sha256: String,
    /// When it was uploaded.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The files whose bytes are all there and are to stay.
pub(super) fn whole() -> SimpleExpr {
    Column::Sha256.ne("")
}
