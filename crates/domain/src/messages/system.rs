//! What the server itself says in a conversation: welcome, joins, status. Taken even while a channel is frozen.

use liaison_protocol::message::{Message, MessageType};
use serde_json::Value;

use super::{entity, post, view};
use crate::{
    app::App,
    conversations::{access, card::Card},
    db::Tx,
    error::Result,
};

/// Says something in a conversation, inside a transaction. `facts` tell programs what the text tells people.
pub(crate) async fn say(tx: &mut Tx, app: &App, card: &Card, text: &str, facts: Value) -> Result<Message> {
    let row = entity::Model {
        conversation_id: card.id.0,
        seq: 0,
        id: app.new_id(),
        kind: view::MESSAGE.to_owned(),
        author_id: None,
        author_role: "system".to_owned(),
        message_type: Some(MessageType::System.as_str().to_owned()),
        text: text.to_owned(),
        attachments: None,
        media_url: None,
        action_required: false,
        action_completed: false,
        action_data: Some(facts),
        visible_to: None,
        target_tab: None,
        client_id: None,
        target_id: None,
        created_at: tx.now(),
        edited_at: None,
        deleted_at: None,
    };
    let new = post::New { row, sender: view::sender(None, None), relayed_from: None, mentions: Vec::new() };
    post::insert(tx, card, new, access::audience(card, None)).await
}
