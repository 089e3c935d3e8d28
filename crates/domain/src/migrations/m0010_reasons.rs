//! Why somebody was chosen or passed over becomes a code, which every language can say; what was kept as an English
//! sentence stays one.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait, DatabaseBackend},
};

/// The tenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_reasons"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rewrite = match manager.get_database_backend() {
            DatabaseBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        manager.get_connection().execute_unprepared(rewrite).await?;
        Ok(())
    }
}

// What comes from a subquery or a CASE is text to SQLite until `json` says what it is.
const SQLITE: &str = "
    UPDATE assignments SET
        reasons = (
            SELECT json_group_array(json_object('code', 'said', 'text', value)) FROM json_each(assignments.reasons)
        ),
        candidates = (
            SELECT json_group_array(json(
                CASE WHEN json_type(one.value, '$.refused_because') IS NULL THEN one.value
                ELSE json_set(one.value, '$.refused_because', json((
                    SELECT json_group_array(json_object('code', 'said', 'text', why.value))
                    FROM json_each(one.value, '$.refused_because') AS why
                ))) END
            ))
            FROM json_each(assignments.candidates) AS one
        )";

const POSTGRES: &str = "
    UPDATE assignments SET
        reasons = COALESCE((
            SELECT jsonb_agg(jsonb_build_object('code', 'said', 'text', reason))
            FROM jsonb_array_elements_text(reasons) AS reason
        ), '[]'),
        candidates = COALESCE((
            SELECT jsonb_agg(
                CASE WHEN one -> 'refused_because' IS NULL THEN one
                ELSE jsonb_set(one, '{refused_because}', COALESCE((
                    SELECT jsonb_agg(jsonb_build_object('code', 'said', 'text', why))
                    FROM jsonb_array_elements_text(one -> 'refused_because') AS why
                ), '[]')) END
            )
            FROM jsonb_array_elements(candidates) AS one
        ), '[]')";

#[cfg(test)]
mod tests {
    use liaison_protocol::assignment::{Candidate, Reason, Refusal};
    use sea_orm_migration::sea_orm::{Statement, TransactionTrait as _};
    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::db;

    #[tokio::test]
    async fn sentences_stay_on_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        sentences_stay(&format!("sqlite://{}", folder.path().join("db").display()), SQLITE).await;
    }

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "says where tests run; no setting of the server")]
    async fn sentences_stay_on_postgres() {
        let Ok(server) = std::env::var("LIAISON_TEST_POSTGRES") else {
            eprintln!("skipped: LIAISON_TEST_POSTGRES names no server");
            return;
        };
        sentences_stay(&server, POSTGRES).await;
    }

    async fn sentences_stay(url: &str, rewrite: &str) {
        let db = db::connect(url, 1).await.unwrap();
        // Temporary, and of this connection.
        let tx = db.write().begin().await.unwrap();
        tx.execute_unprepared("CREATE TEMPORARY TABLE assignments (id int, reasons jsonb, candidates jsonb)")
            .await
            .unwrap();
        let candidates = json!([
            { "agent_id": 3, "load": 1, "capacity": 5, "eligible": true },
            { "agent_id": 4, "load": 5, "capacity": 5, "eligible": false,
              "refused_because": ["is \"away\"", "has 5 of 5 open items"] },
        ]);
        for (id, reasons, candidates) in
            [(1, json!(["least loaded of 2 eligible", "another"]), candidates), (2, json!([]), json!([]))]
        {
            let row = format!("INSERT INTO assignments VALUES ({id}, '{reasons}', '{candidates}')");
            tx.execute_unprepared(&row).await.unwrap();
        }
        tx.execute_unprepared(rewrite).await.unwrap();
        let question = "SELECT CAST(reasons AS text) AS reasons, CAST(candidates AS text) AS candidates FROM assignments ORDER BY id";
        let rows =
            tx.query_all_raw(Statement::from_string(tx.get_database_backend(), question)).await.unwrap();
        let read: Vec<(Vec<Reason>, Vec<Candidate>)> = rows
            .iter()
            .map(|row| {
                let json = |name| row.try_get::<String>("", name).unwrap().parse::<Value>().unwrap();
                (from_value(json("reasons")).unwrap(), from_value(json("candidates")).unwrap())
            })
            .collect();
        let said = |text: &str| Reason::Said { text: text.to_owned() };
        let refused = |text: &str| Refusal::Said { text: text.to_owned() };
        let candidate = |agent, load, refused_because: Vec<Refusal>| Candidate {
            agent_id: liaison_protocol::ids::PersonId(agent),
            load,
            capacity: 5,
            eligible: refused_because.is_empty(),
            refused_because,
        };
        let kept = [
            (
                vec![said("least loaded of 2 eligible"), said("another")],
                vec![
                    candidate(3, 1, vec![]),
                    candidate(4, 5, vec![refused("is \"away\""), refused("has 5 of 5 open items")]),
                ],
            ),
            (vec![], vec![]),
        ];
        assert_eq!(read, kept);
    }
}
