//! Keys of a table that is being made. Says what `sea_query` says, in one line.

use sea_orm_migration::sea_orm::sea_query::{
    Alias, ForeignKey, ForeignKeyAction, Index, TableCreateStatement,
};

/// A column that holds the id of a row of another table, which stays as long as it is referred to.
pub(super) fn references(table: &mut TableCreateStatement, column: &'static str, target: &'static str) {
    table.foreign_key(
        ForeignKey::create()
            .from_col(Alias::new(column))
            .to(Alias::new(target), Alias::new("id"))
            .on_delete(ForeignKeyAction::Restrict),
    );
}

/// A primary key of several columns.
pub(super) fn key<const N: usize>(table: &mut TableCreateStatement, columns: [&'static str; N]) {
    let mut index = Index::create();
    for column in columns {
        index.col(Alias::new(column));
    }
    table.primary_key(&mut index);
}
