//! Staff with what each has to do.

use liaison_protocol::{
    ids::PersonId,
    public_id,
    staff::{Colleague, Staff},
};

use super::{catch_up, queries};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    people::staff::{Member, all, colleagues as active_colleagues, find},
    presence,
};

/// All staff with load, for those who manage them.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Staff>> {
    show(app, all(app.db().read(), actor).await?).await
}

/// Who works here now, for all staff: everybody may see every case, and so who handles how many.
pub async fn colleagues(app: &App, actor: &Actor) -> Result<Vec<Colleague>> {
    let staff = show(app, active_colleagues(app.db().read(), actor).await?).await?;
    let known = |member: Staff| Colleague {
        id: member.id,
        public_id: member.public_id,
        name: member.name,
        role: member.role,
        team: member.team,
        capacity: member.capacity,
        load: member.load,
        waiting_tickets: member.waiting_tickets,
        agent_status: member.agent_status,
        is_online: member.is_online,
        last_online_at: member.last_online_at,
    };
    Ok(staff.into_iter().map(known).collect())
}

/// One member of staff as a command left it, for whoever gave the command.
pub async fn one(app: &App, id: PersonId) -> Result<Staff> {
    let found = find(app.db().read(), id).await?;
    show(app, vec![found]).await?.pop().ok_or_else(Error::not_found)
}

async fn show(app: &App, rows: Vec<Member>) -> Result<Vec<Staff>> {
    let read = app.db().read();
    if let Err(error) = catch_up::with_news(app).await {
        // Such as a full disk: what is known is shown.
        tracing::warn!(event = "cases_not_caught_up", cause = error.cause());
    }
    let loads = queries::loads(read).await?;
    let waiting = queries::waiting_for_agents(read).await?;
    let online = presence::online_among(app, rows.iter().map(|(_, person)| person.id)).await?;
    rows.into_iter()
        .map(|(staff, person)| {
            let role = person.kind.0;
            let load = loads.get(&person.id).copied().unwrap_or_default();
            Ok(Staff {
                id: PersonId(person.id),
                public_id: public_id::of(role, PersonId(person.id)),
                name: person.name,
                email: person.email,
                role,
                team: staff.team,
                skills: serde_json::from_value(staff.skills).map_err(Error::internal)?,
                capacity: staff.capacity,
                load,
                open_tickets: load,
                waiting_tickets: waiting.get(&person.id).copied().unwrap_or_default(),
                active: person.active,
                agent_status: staff.agent_status.0,
                is_online: online.contains(&person.id),
                last_online_at: staff.last_online_at,
                created_at: person.created_at,
            })
        })
        .collect()
}
