//! Joining and leaving a conversation, and saying so in it.

use liaison_protocol::{conversation::ConversationState, ids::ConversationId, side::Side};

use super::system::{self, Notice};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::{access, card::Card, commands, participants},
    db::Tx,
    error::Result,
    event::ConversationEvent,
};

/// Makes the caller a member of a conversation that the caller may read. A system message says so, once.
pub async fn join(app: &App, actor: &Actor, id: ConversationId) -> Result<()> {
    let identity = actor.person()?;
    let (card, side) = access::readable(app.db().read(), actor, id).await?;
    if card.has_come(identity.id) || card.state != ConversationState::Open {
        return Ok(());
    }
    let mut tx = app.begin().await?;
    commands::lock(&tx, [id.0]).await?;
    let (card, _) = access::readable(tx.conn(), actor, id).await?;
    if card.has_come(identity.id) || card.state != ConversationState::Open {
        return Ok(());
    }
    come_in(&mut tx, app, &card, identity, side).await?;
    tx.commit().await
}

/// The same inside a transaction that has locked the conversation.
pub(super) async fn come_in(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    side: Side,
) -> Result<()> {
    participants::add(tx, card.id, identity.id, side).await?;
    commands::touch_access(tx, card.id).await?;
    say_joined_or_left(tx, app, card, identity, side, true).await
}

/// Ends the caller's membership. A system message says so.
pub async fn leave(app: &App, actor: &Actor, id: ConversationId) -> Result<()> {
    let identity = actor.person()?;
    let mut tx = app.begin().await?;
    commands::lock(&tx, [id.0]).await?;
    let (card, side) = access::readable(tx.conn(), actor, id).await?;
    if !card.has_come(identity.id) {
        return Ok(());
    }
    access::may_leave(identity, &card)?;
    participants::remove(&tx, id, identity.id).await?;
    commands::touch_access(&mut tx, id).await?;
    if card.state == ConversationState::Open {
        say_joined_or_left(&mut tx, app, &card, identity, side, false).await?;
    }
    tx.commit().await
}

async fn say_joined_or_left(
    tx: &mut Tx,
    app: &App,
    card: &Card,
    identity: &Identity,
    side: Side,
    joined: bool,
) -> Result<()> {
    let notice = match joined {
        true => Notice::Joined { person: identity, side },
        false => Notice::Left { person: identity, side },
    };
    system::say(tx, app, card, notice).await?;
    let audience = access::others(card, identity.id);
    let (conversation, person) = (card.id, identity.person());
    tx.emit(
        if joined {
            ConversationEvent::Joined { conversation, person }
        } else {
            ConversationEvent::Left { conversation, person }
        },
        audience,
    );
    Ok(())
}
