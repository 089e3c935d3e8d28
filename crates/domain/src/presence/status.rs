//! What staff say of their availability.

use liaison_protocol::staff::AgentStatus;

use super::{access, announce};
use crate::{actor::Actor, app::App, error::Result, facts::spans, happened::Happened, people};

/// Sets the caller's status, and tells those who may see the caller.
pub async fn set(app: &App, actor: &Actor, status: AgentStatus) -> Result<()> {
    let identity = access::has_status(actor)?;
    let mut tx = app.begin().await?;
    app.react(&mut tx, actor, Happened::StaffChanging).await?;
    people::staff::set_status(&tx, identity.id, status).await?;
    spans::status(&tx, identity.id, status).await?;
    app.react(&mut tx, actor, Happened::StaffChanged).await?;
    tx.commit().await?;
    announce(app, identity).await
}
