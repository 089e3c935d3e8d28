//! Every way to lose or replace entries is found, and named.

use sea_orm::ConnectionTrait as _;
use serde_json::json;

use liaison_protocol::activity::{ActivityAction, ActivitySubject};

use super::{
    Act,
    head::{self, Head, SealKey},
    proof::{self, Fault, Kept, prove},
    record,
};
use crate::{
    actor::Actor,
    app::{App, Options},
};

struct Workspace {
    folder: tempfile::TempDir,
    app: App,
}

impl Workspace {
    /// With so many entries in its log.
    async fn with(entries: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options::in_folder(folder.path())).await.unwrap();
        head::begin(&app, None).await.unwrap();
        let workspace = Self { folder, app };
        workspace.act(entries).await;
        workspace
    }

    async fn act(&self, times: u32) {
        self.act_on("1", times).await;
    }

    async fn act_on(&self, ticket: &str, times: u32) {
        for _ in 0..times {
            let tx = self.app.begin().await.unwrap();
            let details = json!({});
            let act = Act {
                action: ActivityAction::TicketStatus,
                subject: (ActivitySubject::Ticket, ticket),
                details,
            };
            record(&tx, &Actor::System, act).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    async fn sql(&self, statement: &str) {
        let tx = self.app.begin().await.unwrap();
        tx.conn().execute_unprepared(statement).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn fault(&self, witness: Option<&Head>) -> Option<Fault> {
        prove(&self.app, witness).await.unwrap().fault
    }

    async fn head(&self) -> Head {
        head::stored(&self.app).await.unwrap().unwrap()
    }
}

fn cut_off(had: i64, has: i64, by: Kept) -> Option<Fault> {
    Some(Fault::CutOff { had, has, by })
}

#[tokio::test]
async fn a_log_is_whole_as_it_was_written() {
    let workspace = Workspace::with(0).await;
    assert_eq!(workspace.fault(None).await, None);
    let first = workspace.head().await;
    workspace.act(5).await;
    assert_eq!(workspace.fault(None).await, None);
    assert_eq!(workspace.fault(Some(&first)).await, None);
    assert_eq!(workspace.fault(Some(&workspace.head().await)).await, None);
    let proof = prove(&workspace.app, None).await.unwrap();
    assert_eq!(proof.entries, 5);
}

#[tokio::test]
async fn entries_that_were_cut_off_are_missed() {
    for (statement, has) in [
        ("DELETE FROM activity WHERE id = 5", 4),
        ("DELETE FROM activity WHERE id > 1", 1),
        ("DELETE FROM activity", 0),
    ] {
        let workspace = Workspace::with(5).await;
        workspace.sql(statement).await;
        assert_eq!(workspace.fault(None).await, cut_off(5, has, Kept::Head), "{statement}");
        // What is done afterwards does not hide it.
        workspace.act(3).await;
        assert_eq!(workspace.fault(None).await, Some(Fault::Changed(6)), "{statement}");
    }
}

#[tokio::test]
async fn entries_that_were_changed_deleted_between_or_added_are_found() {
    for (statement, fault) in [
        ("UPDATE activity SET actor = 'x' WHERE id = 5", Fault::Changed(5)),
        ("UPDATE activity SET details = '{}  ' WHERE id = 2", Fault::Changed(2)),
        ("DELETE FROM activity WHERE id = 1", Fault::Changed(2)),
        ("DELETE FROM activity WHERE id = 3", Fault::Changed(4)),
        ("DELETE FROM activity_head", Fault::NoHead),
        ("UPDATE activity_head SET entries = 4", Fault::Forged(Kept::Head)),
        ("UPDATE activity_head SET seal = ''", Fault::Forged(Kept::Head)),
        ("UPDATE activity_head SET key = 'x'", Fault::OfAnotherKey(Kept::Head)),
    ] {
        let workspace = Workspace::with(5).await;
        workspace.sql(statement).await;
        assert_eq!(workspace.fault(None).await, Some(fault), "{statement}");
        workspace.act(1).await;
        assert!(workspace.fault(None).await.is_some(), "{statement}: the next entry hides it");
    }
}

#[tokio::test]
async fn a_head_that_goes_with_fewer_entries_is_found_out() {
    let workspace = Workspace::with(3).await;
    let old = workspace.head().await;
    workspace.act(2).await;
    let witness = workspace.head().await;
    // As somebody does who has kept a copy of both tables.
    workspace.sql("DELETE FROM activity WHERE id > 3").await;
    let Head { entries, hash, key, seal } = &old;
    let back = format!(
        "UPDATE activity_head SET entries = {entries}, hash = '{hash}', key = '{key}', seal = '{seal}'"
    );
    workspace.sql(&back).await;
    assert_eq!(workspace.fault(None).await, None, "nothing inside the database tells");
    assert_eq!(workspace.fault(Some(&witness)).await, cut_off(5, 3, Kept::Witness));
    assert_eq!(
        head::next_witness(&workspace.app, Some(&witness)).await.unwrap(),
        None,
        "the evidence is kept"
    );
    workspace.act_on("2", 2).await;
    assert_eq!(workspace.fault(Some(&witness)).await, Some(Fault::Replaced { at: 5, by: Kept::Witness }));
}

#[tokio::test]
async fn a_log_that_was_rewritten_from_the_beginning_is_found_out() {
    let workspace = Workspace::with(5).await;
    let witness = workspace.head().await;
    workspace.sql("DELETE FROM activity").await;
    workspace.sql("DELETE FROM activity_head").await;
    // The server starts anew with the witness in its folder, and goes on.
    head::begin(&workspace.app, Some(&witness)).await.unwrap();
    workspace.act(7).await;
    assert_eq!(workspace.fault(Some(&witness)).await, Some(Fault::NoHead));
    assert_eq!(head::next_witness(&workspace.app, Some(&witness)).await.unwrap(), None);
}

#[tokio::test]
async fn a_log_of_an_older_version_is_sealed_at_the_next_start() {
    let workspace = Workspace::with(4).await;
    workspace.sql("DELETE FROM activity_head").await;
    head::begin(&workspace.app, None).await.unwrap();
    assert_eq!(workspace.fault(None).await, None);
    assert_eq!(workspace.head().await.entries, 4);
}

#[tokio::test]
async fn another_key_proves_nothing_and_says_so() {
    let workspace = Workspace::with(2).await;
    let folder = workspace.folder.path();
    let app = App::open(Options { seal_key: SealKey::new(b"another"), ..Options::in_folder(folder) })
        .await
        .unwrap();
    let other = Workspace { folder: tempfile::tempdir().unwrap(), app };
    assert_eq!(other.fault(None).await, Some(Fault::OfAnotherKey(Kept::Head)));
}

#[tokio::test]
async fn a_backup_that_was_restored_is_accepted_with_a_reason() {
    let workspace = Workspace::with(5).await;
    let witness = workspace.head().await;
    let fault = Fault::CutOff { had: 9, has: 5, by: Kept::Witness };
    let accepted = proof::accept(&workspace.app, &fault, "the disk broke").await.unwrap().unwrap();
    assert_eq!(accepted.entries, 6);
    assert_eq!(workspace.fault(Some(&accepted)).await, None);
    assert_eq!(workspace.fault(Some(&witness)).await, None);
    workspace.sql("DELETE FROM activity WHERE id > 2").await;
    let fault = workspace.fault(None).await.unwrap();
    let accepted = proof::accept(&workspace.app, &fault, "a test").await.unwrap().unwrap();
    assert_eq!((accepted.entries, workspace.fault(Some(&accepted)).await), (3, None));
    workspace.act(2).await;
    assert_eq!(workspace.fault(Some(&accepted)).await, None);
}
