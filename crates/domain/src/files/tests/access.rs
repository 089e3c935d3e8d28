//! Who may download what.

use liaison_protocol::{ids::FileId, side::Side};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Home, bytes_of, code};
use crate::{
    actor::Actor,
    conversations,
    files::queries,
    messages::{self, change},
};

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// What somebody gets: the same for the file and its thumbnail.
async fn gets(home: &Home, actor: &Actor, id: FileId) -> &'static str {
    let file = code(home.download(actor, id).await);
    assert_eq!(code(queries::thumbnail(&home.app, actor, id).await), file);
    file
}

#[tokio::test]
async fn an_unsent_file_is_its_uploaders_alone() {
    let home = Home::open().await;
    let (ann, bob, _) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "a.gif", PIXEL).await.unwrap().file;
    assert_eq!(gets(&home, &ann, file.id).await, "taken");
    assert_eq!(gets(&home, &bob, file.id).await, "NOT_FOUND");
    assert_eq!(gets(&home, &Actor::System, file.id).await, "NOT_FOUND");
    assert_eq!(gets(&home, &ann, FileId(home.app.new_id())).await, "NOT_FOUND");
}

#[tokio::test]
async fn a_sent_file_is_for_those_in_the_conversation() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let eve = Actor::Person(home.person("Eve").await);
    let file = home.upload(&ann, "a.gif", PIXEL).await.unwrap().file;
    let message = home.send(&ann, chat, &[file.id]).await.unwrap();
    assert_eq!(message.attachments.first(), Some(&file));
    assert_eq!(gets(&home, &bob, file.id).await, "taken");
    assert_eq!(gets(&home, &eve, file.id).await, "NOT_FOUND");
    assert_eq!(bytes_of(home.download(&bob, file.id).await.unwrap()).await, PIXEL);
    // Whoever leaves sees nothing any more, not even their own files.
    let tx = home.app.begin().await.unwrap();
    conversations::participants::remove(&tx, chat, ann.person().unwrap().id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(gets(&home, &ann, file.id).await, "NOT_FOUND");
}

#[tokio::test]
async fn a_file_follows_who_may_see_its_message() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "a.gif", PIXEL).await.unwrap().file;
    let message = home.send(&ann, chat, &[file.id]).await.unwrap();
    for (only, expected) in [(Side::Brand, "NOT_FOUND"), (Side::Customer, "taken")] {
        messages::entity::Entity::update_many()
            .col_expr(messages::entity::Column::VisibleTo, Expr::value(only.as_str()))
            .filter(messages::entity::Column::Id.eq(message.id.0))
            .exec(home.app.db().write())
            .await
            .unwrap();
        assert_eq!(gets(&home, &bob, file.id).await, expected);
        assert_eq!(gets(&home, &Actor::System, file.id).await, "taken");
    }
}

#[tokio::test]
async fn a_file_is_sent_once_and_by_its_uploader() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "a.gif", PIXEL).await.unwrap().file;
    assert_eq!(code(home.send(&bob, chat, &[file.id]).await), "INVALID");
    // Named twice, attached once.
    let message = home.send(&ann, chat, &[file.id, file.id]).await.unwrap();
    assert_eq!(message.attachments.len(), 1);
    assert_eq!(code(home.send(&ann, chat, &[file.id]).await), "FILE_IN_USE");
}

#[tokio::test]
async fn a_deleted_message_takes_its_files_along() {
    let home = Home::open().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "secret name.gif", PIXEL).await.unwrap().file;
    let message = home.send(&ann, chat, &[file.id]).await.unwrap();
    change::delete(&home.app, &ann, message.id).await.unwrap();
    for actor in [&ann, &bob, &Actor::System] {
        assert_eq!(gets(&home, actor, file.id).await, "NOT_FOUND");
    }
    assert_eq!(code(home.send(&ann, chat, &[file.id]).await), "INVALID");
    let (bytes, rows) = home.left().await;
    assert!(bytes.is_empty());
    assert!(rows.iter().all(|row| row.name.is_empty()));
}
