//! Revocations that the bus did not bring: every node of a cluster looks into the database once a second, so that
//! connections are cut within two seconds also while the bus is down.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use liaison_protocol::ids::{LoginId, PersonId};
use parking_lot::Mutex;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entity;
use crate::{
    app::App,
    error::Result,
    event::{Audience, PersonEvent, Published},
    people,
};

/// How often a node is to look.
pub const INTERVAL: Duration = Duration::from_secs(1);

/// How far back a look goes. A revocation bears the time when its transaction began, by the clock of its node: so long
/// may the transaction take and the clocks differ together.
const BACK: chrono::Duration = chrono::Duration::seconds(60);

/// The revocations of the last moments, however this node learned of them: each cuts once. A person may have come
/// back by the time that the second way brings the same news.
#[derive(Default)]
pub(crate) struct Revocations(Mutex<HashMap<Whose, DateTime<Utc>>>);

/// Of a person: one login, or everything.
type Whose = (PersonId, Option<LoginId>);

impl Revocations {
    /// Whether it was not known, and is from now on.
    pub(crate) fn is_new(&self, person: PersonId, login: Option<LoginId>, at: DateTime<Utc>) -> bool {
        let mut known = self.0.lock();
        // Whoever lost everything lost this login, too.
        if known.get(&(person, None)).is_some_and(|all| *all >= at) {
            return false;
        }
        let last = known.entry((person, login)).or_insert(DateTime::UNIX_EPOCH);
        let is_new = *last < at;
        *last = at.max(*last);
        is_new
    }

    fn forget_before(&self, time: DateTime<Utc>) {
        self.0.lock().retain(|_, at| *at >= time);
    }
}

/// Takes what was revoked before this node began as known. To be called before anybody connects.
pub async fn begin(app: &App) -> Result<()> {
    for (person, login, at) in recent(app).await? {
        app.revocations().is_new(person, login, at);
    }
    Ok(())
}

/// Cuts, on this node, the connections of those whom the bus did not name.
pub async fn look(app: &App) -> Result<()> {
    let found = recent(app).await?;
    for (person, login, at) in found {
        let event = PersonEvent::Revoked { person, login, at }.into();
        app.hear(&Published { event, audience: Audience::default() });
    }
    // What is still found must still be known.
    app.revocations().forget_before(app.now() - BACK - BACK);
    Ok(())
}

type Revocation = (PersonId, Option<LoginId>, DateTime<Utc>);

/// Those of whole persons first: they cover those of single logins.
async fn recent(app: &App) -> Result<Vec<Revocation>> {
    let (conn, since) = (app.db().read(), app.now() - BACK);
    let cuts: Vec<(i64, DateTime<Utc>)> = people::entity::Entity::find()
        .select_only()
        .columns([people::entity::Column::Id, people::entity::Column::CutAt])
        .filter(people::entity::Column::CutAt.gt(since))
        .into_tuple()
        .all(conn)
        .await?;
    let ends: Vec<(uuid::Uuid, i64, DateTime<Utc>)> = entity::Entity::find()
        .select_only()
        .columns([entity::Column::Id, entity::Column::PersonId, entity::Column::RevokedAt])
        .filter(entity::Column::RevokedAt.gt(since))
        .into_tuple()
        .all(conn)
        .await?;
    let cuts = cuts.into_iter().map(|(person, at)| (PersonId(person), None, at));
    let ends = ends.into_iter().map(|(login, person, at)| (PersonId(person), Some(LoginId(login)), at));
    Ok(cuts.chain(ends).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_revocation_counts_once_and_a_later_one_again() {
        let (known, ann) = (Revocations::default(), PersonId(1));
        let (first, later) = (DateTime::UNIX_EPOCH + BACK, DateTime::UNIX_EPOCH + BACK + BACK);
        assert!(known.is_new(ann, None, first), "the bus brings it");
        assert!(!known.is_new(ann, None, first), "the database brings it, too");
        assert!(known.is_new(ann, None, later));
        assert!(!known.is_new(ann, None, first), "an old one");
        assert!(known.is_new(PersonId(2), None, first), "somebody else");
    }

    #[test]
    fn who_lost_everything_lost_each_login() {
        let (known, ann, login) = (Revocations::default(), PersonId(1), Some(LoginId(Uuid::from_u128(1))));
        let at = DateTime::UNIX_EPOCH + BACK;
        assert!(known.is_new(ann, None, at));
        assert!(!known.is_new(ann, login, at));
        assert!(known.is_new(ann, login, at + TimeDelta::seconds(1)), "a login that began later");
    }

    #[test]
    fn memory_ends() {
        let known = Revocations::default();
        let at = DateTime::UNIX_EPOCH + BACK;
        known.is_new(PersonId(1), None, at);
        known.forget_before(at + TimeDelta::seconds(1));
        assert!(known.0.lock().is_empty());
    }
}
