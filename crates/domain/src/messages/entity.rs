//! Table `entries`: the logs of all conversations. Append only, but for the present text of a message.

use liaison_protocol::message::MessageType;
use sea_orm::entity::prelude::*;

use super::author::AuthorKind;
use crate::db::Stored;

/// What an entry of the log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum EntryKind {
    /// A message.
    Message,
    /// An edit of an earlier message.
    Edit,
    /// The deletion of an earlier message.
    Deletion,
}

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "entries")]
pub struct Model {
    /// The conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: Uuid,
    /// The position: dense, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The entry; for messages the message id.
    pub id: Uuid,
    /// What it is.
    pub kind: EntryKind,
    /// What kind of author wrote it.
    pub author_kind: AuthorKind,
    /// The person who wrote it, when it was one.
    pub author_id: Option<i64>,
    /// The role in the case, `brand` … `system`.
    pub author_role: String,
    /// The type, for messages.
    pub message_type: Option<Stored<MessageType>>,
    /// The masked text: of a message the one it has now.
    pub text: String,
    /// The files, as in the answer to their upload.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub attachments: Option<Json>,
    /// Media kept elsewhere.
    pub media_url: Option<String>,
    /// Whether somebody has to act on it.
    pub action_required: bool,
    /// Whether that has happened.
    pub action_completed: bool,
    /// Buttons, inputs, facts.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub action_data: Option<Json>,
    /// The only `Side` that may read it. A name that this version does not know is a side that nobody is on.
    pub visible_to: Option<String>,
    /// The tab the agent had open.
    pub target_tab: Option<String>,
    /// The sender's own key.
    pub client_id: Option<String>,
    /// The message a change is about.
    pub target_id: Option<Uuid>,
    /// When it was stored.
    pub created_at: DateTimeUtc,
    /// When the message was last edited.
    pub edited_at: Option<DateTimeUtc>,
    /// When the message was deleted.
    pub deleted_at: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
