//! Table `runs`: one flow in one conversation. The row of the conversation is its lock.

use liaison_flow::Side;
use liaison_protocol::ids::{ConversationId, PersonId};
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "runs")]
pub struct Model {
    /// The conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: Uuid,
    /// The flow.
    pub flow: String,
    /// The version that it began with.
    pub version: i32,
    /// The campaign or bid that it is about.
    pub offer_id: Option<i64>,
    /// The brand.
    pub brand_id: i64,
    /// The creator.
    pub creator_id: i64,
    /// Where it stands and what it knows, as the flow stores it.
    #[sea_orm(column_type = "JsonBinary")]
    pub state: Json,
    /// The name of the state.
    pub flow_state: String,
    /// Whether it has ended.
    pub is_over: bool,
    /// Why staff must look at it.
    pub attention: Option<String>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its conversation.
    pub(crate) fn conversation(&self) -> ConversationId {
        ConversationId(self.conversation_id)
    }

    /// Who stands on a side.
    pub(crate) fn person(&self, side: Side) -> Option<PersonId> {
        match side {
            Side::Brand => Some(PersonId(self.brand_id)),
            Side::Creator => Some(PersonId(self.creator_id)),
            Side::Customer | Side::Staff => None,
        }
    }
}
