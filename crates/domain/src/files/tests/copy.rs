//! Copies for the other side.

use liaison_protocol::{file::RemainingMetadata, ids::FileId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{FileLimits, Home, bytes_of, code};
use crate::{
    actor::Actor,
    files::{
        copy::{Copied, Copy, copy, discard},
        entity,
    },
};

const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// A file as an earlier version has stored it: as it came.
async fn stored_before(home: &Home, actor: &Actor, name: &str, content: &[u8], content_type: &str) -> FileId {
    let file = home.upload(actor, "a.txt", b"something").await.unwrap().file.id;
    std::fs::write(home.folder.join(file.to_string()), content).unwrap();
    let tx = home.app.begin().await.unwrap();
    entity::Entity::update_many()
        .col_expr(entity::Column::Name, Expr::value(name))
        .col_expr(entity::Column::ContentType, Expr::value(content_type))
        .col_expr(entity::Column::Size, Expr::value(content.len() as i64))
        .filter(entity::Column::Id.eq(file.0))
        .exec(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    file
}

async fn copied(
    home: &Home,
    actor: &Actor,
    file: FileId,
    may_tell: bool,
) -> Result<FileId, RemainingMetadata> {
    match copy(&home.app, actor, file, Copy { stem: "attachment-1", may_tell }).await.unwrap() {
        Copied::File(copy) => Ok(copy),
        Copied::Tells { remains, .. } => Err(remains),
    }
}

#[tokio::test]
async fn files_of_earlier_versions_are_cleaned_when_they_are_copied() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let dirty = [PIXEL, b"Lena Fox".as_slice()].concat();
    let file = stored_before(&home, &ann, "Lena.jpeg.gif", &dirty, "image/gif").await;
    let copy = copied(&home, &ann, file, false).await.unwrap();
    let download = home.download(&ann, copy).await.unwrap();
    assert_eq!(download.attachment.name, "attachment-1.gif");
    assert!(download.attachment.thumbnail_url.is_some());
    assert_eq!(bytes_of(download).await, PIXEL);
    // What cannot be judged is left alone until somebody has decided.
    let broken = stored_before(&home, &ann, "a.gif", b"GIF89a by Lena Fox", "image/gif").await;
    let before = home.left().await;
    assert_eq!(copied(&home, &ann, broken, false).await, Err(RemainingMetadata::Unreadable));
    assert_eq!(home.left().await, before);
}

#[tokio::test]
async fn a_copy_counts_for_no_quota_and_can_be_taken_back() {
    let home = Home::with_limits(FileLimits { max_unused_files: 1, ..FileLimits::default() }).await;
    let ann = Actor::Person(home.person("Ann").await);
    let file = home.upload(&ann, "plan.log", b"a plan").await.unwrap().file.id;
    let before = home.left().await;
    let copy = copied(&home, &ann, file, false).await.unwrap();
    assert_eq!(home.download(&ann, copy).await.unwrap().attachment.name, "attachment-1.txt");
    discard(&home.app, &[copy]).await.unwrap();
    assert_eq!(home.left().await, before);
    assert_eq!(code(home.download(&ann, copy).await), "NOT_FOUND");
}

#[tokio::test]
async fn a_file_in_a_message_is_not_discarded() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "a.txt", b"a").await.unwrap().file.id;
    home.send(&ann, chat, &[file]).await.unwrap();
    discard(&home.app, &[file]).await.unwrap();
    assert_eq!(code(home.download(&bob, file).await), "taken");
}
