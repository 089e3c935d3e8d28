//! The times of a run: jobs of the transaction that entered the state, gone with it.

use chrono::DateTime;
use liaison_flow::{Definition, State};
use liaison_protocol::{ids::ConversationId, job::JobKind};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{act, entity};
use crate::{
    app::App,
    conversations,
    db::Tx,
    error::{Error, Result},
    jobs::{self, Job, SameKey},
};

/// Sets the times of the present entry in place of those of the one before. A time that is left over finds that its entry
/// is.
pub(super) async fn set(
    tx: &mut Tx,
    id: ConversationId,
    definition: &Definition,
    before: Option<&State>,
    after: &State,
) -> Result<()> {
    let key = |state: &State, timer: &str| format!("{id}:{}:{timer}", state.entry());
    if let Some(before) = before {
        let old = liaison_flow::timers(definition, before);
        let old = old.iter().map(|due| key(before, &due.timer));
        jobs::cancel_waiting(tx, JobKind::FlowTimer, old).await?;
    }
    for due in liaison_flow::timers(definition, after) {
        let at = DateTime::from_timestamp_millis(due.at)
            .ok_or_else(|| Error::internal("a time that no calendar has"))?;
        let args = json!({ "conversation": id, "entry": after.entry(), "timer": due.timer });
        let job = Job::once(JobKind::FlowTimer, key(after, &due.timer), args, SameKey::Replace);
        tx.schedule(job, at).await?;
    }
    Ok(())
}

/// A time has come. What belongs to an earlier entry is over.
pub(crate) async fn fire(tx: &mut Tx, app: &App, id: ConversationId, entry: u64, timer: &str) -> Result<()> {
    conversations::commands::lock(tx, [id.0]).await?;
    let Some(run) = entity::Entity::find_by_id(id.0).one(tx.conn()).await? else { return Ok(()) };
    act::time(tx, app, run, entry, timer).await
}
