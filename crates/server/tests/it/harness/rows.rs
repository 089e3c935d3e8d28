//! What a database holds, for tests that look for what must not be there.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Every row of every table as text, whatever its columns are: so a new one cannot be forgotten.
pub(crate) async fn every_row(conn: &impl ConnectionTrait) -> Vec<String> {
    let is_sqlite = conn.get_database_backend() == DbBackend::Sqlite;
    let tables = if is_sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    } else {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
    };
    let mut rows = Vec::new();
    for table in texts(conn, tables).await {
        let row = if is_sqlite {
            let columns = texts(conn, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let shown = columns.iter().map(|column| {
                format!("CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") ELSE coalesce(CAST(\"{column}\" AS TEXT), '') END")
            });
            shown.collect::<Vec<_>>().join(" || '|' || ")
        } else {
            format!("row_to_json(\"{table}\")::text")
        };
        let found = texts(conn, &format!("SELECT {row} FROM \"{table}\"")).await;
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    rows
}

async fn texts(conn: &impl ConnectionTrait, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}
