//! Who changes a message that is stored. Who reads and writes in a conversation: [`crate::conversations::access`].

use liaison_protocol::{error_code::ErrorCode, message::MessageType, side::UserType};

use super::entity;
use crate::{
    actor::{Actor, Identity},
    db::Stored,
    error::{Error, Result},
};

/// Whether somebody may replace the text of a message: its author.
pub(super) fn may_edit(identity: &Identity, message: &entity::Model) -> Result<()> {
    if message.author_id == Some(identity.id.0) {
        Ok(())
    } else {
        Err(Error::with_message(ErrorCode::Forbidden, "only the author can edit a message"))
    }
}

/// Whether somebody may remove a message: its author, a supervisor and above.
pub(super) fn may_delete(actor: &Actor, identity: &Identity, message: &entity::Model) -> Result<()> {
    if message.author_id == Some(identity.id.0) || actor.is_at_least(UserType::Supervisor) {
        Ok(())
    } else {
        Err(Error::with_message(ErrorCode::Forbidden, "only the author or a supervisor can delete a message"))
    }
}

/// Refuses to change what is gone, and what no person wrote.
pub(super) fn must_be_changeable(message: &entity::Model) -> Result<()> {
    if message.deleted_at.is_some() {
        return Err(ErrorCode::MessageDeleted.into());
    }
    let is_of_person = message.message_type == Some(Stored(MessageType::UserInput));
    if is_of_person && message.action_data.is_none() {
        Ok(())
    } else {
        Err(Error::with_message(
            ErrorCode::Forbidden,
            "only messages written by a person can be changed; forms cannot be changed",
        ))
    }
}
