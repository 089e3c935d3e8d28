//! What is taken and refused, and what is left behind: nothing.

use sea_orm::EntityTrait;

use super::{Announced, FileLimits, Home, broken, bytes_of, code, stuck};
use crate::{
    actor::Actor,
    files::{
        byte_range::ByteRange,
        commands::{self, Upload},
        entity,
        queries::{self, Disposition},
        store,
    },
};

#[tokio::test]
async fn what_was_uploaded_is_downloaded() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    // Less than a part, exactly parts, and parts with a rest.
    for size in [1, 4096, 8192, 10_000] {
        let text = "abcdefgh\n".repeat(2_000);
        let file = home.upload(&ann, "folder/notes.txt", &text.as_bytes()[..size]).await.unwrap().file;
        assert_eq!((file.name.as_str(), file.size), ("notes.txt", size as i64));
        assert_eq!(file.content_type, "text/plain");
        assert_eq!((file.width, file.thumbnail_url.clone()), (None, None));
        let download = home.download(&ann, file.id).await.unwrap();
        assert_eq!(download.disposition, Disposition::Attachment);
        assert_eq!((download.size, download.range.clone()), (size as u64, None));
        assert_eq!(bytes_of(download).await, &text.as_bytes()[..size]);
    }
}

#[tokio::test]
async fn the_hash_is_that_of_the_content() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let file = home.upload(&ann, "abc.txt", b"abc").await.unwrap().file;
    let download = home.download(&ann, file.id).await.unwrap();
    assert_eq!(download.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[tokio::test]
async fn a_part_can_be_asked_for() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let content = [b"ID3\x04".as_slice(), &[7; 9_000]].concat();
    let file = home.upload(&ann, "song.mp3", &content).await.unwrap().file;
    let part = queries::download(&home.app, &ann, file.id, Some(ByteRange::Between(2, 5))).await.unwrap();
    assert_eq!(part.range, Some(2..6));
    assert_eq!((part.size, part.disposition), (9_004, Disposition::Inline));
    assert_eq!(bytes_of(part).await, b"3\x04\x07\x07");
    let all = queries::download(&home.app, &ann, file.id, Some(ByteRange::From(10_000))).await.unwrap();
    assert_eq!(all.range, None);
    assert_eq!(bytes_of(all).await.len(), 9_004);
}

#[tokio::test]
async fn the_name_cannot_break_the_header() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let file = home.upload(&ann, "über; \"x\"\r\nSet-Cookie: a=b.txt", b"hi").await.unwrap().file;
    let header = home.download(&ann, file.id).await.unwrap().content_disposition();
    assert_eq!(
        header,
        "attachment; filename=\"_ber_ _x_ Set-Cookie_ a_b.txt\"; \
         filename*=UTF-8''%C3%BCber%3B%20_x_%20Set-Cookie_%20a%3Db.txt"
    );
}

#[tokio::test]
async fn refused_content_leaves_nothing_behind() {
    let limits = FileLimits { max_bytes: 20_000, ..FileLimits::default() };
    let home = Home::with_limits(limits).await;
    let ann = Actor::Person(home.person("Ann").await);
    let late_binary = [vec![b'a'; 15_000], vec![0]].concat();
    let late_cut = [vec![b'a'; 15_000], vec![0xc3]].concat();
    let cases: &[(&str, &[u8], &str)] = &[
        ("large.txt", &[b'a'; 20_001], "PAYLOAD_TOO_LARGE"),
        ("page.txt", b"<html>", "FILE_TYPE_REFUSED"),
        ("late.txt", &late_binary, "FILE_TYPE_REFUSED"),
        ("cut.txt", &late_cut, "FILE_TYPE_REFUSED"),
        ("empty.txt", b"", "INVALID"),
    ];
    for (name, content, expected) in cases {
        assert_eq!(code(home.upload(&ann, name, content).await), *expected, "{name}");
        home.nothing_is_left().await;
    }
    assert_eq!(code(home.upload(&ann, "fits.txt", &[b'a'; 20_000]).await), "taken");
}

#[tokio::test]
async fn a_broken_upload_leaves_nothing_behind() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let content = broken(vec![b'a'; 30_000]);
    let upload =
        Upload { name: "a.txt".to_owned(), declared_type: None, announced: Announced::default(), content };
    assert_eq!(code(commands::upload(&home.app, &ann, upload).await), "UNAVAILABLE");
    home.nothing_is_left().await;
}

#[tokio::test]
async fn an_upload_nobody_waits_for_is_removed() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let content = stuck(&[b'a'; 30_000]);
    let upload =
        Upload { name: "a.txt".to_owned(), declared_type: None, announced: Announced::default(), content };
    let app = home.app.clone();
    let running = tokio::spawn(async move { commands::upload(&app, &ann, upload).await });
    while home.left().await.0.is_empty() {
        tokio::task::yield_now().await;
    }
    running.abort();
    assert!(running.await.is_err());
    let is_clean = async {
        while home.left().await != (Vec::new(), Vec::new()) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), is_clean).await.unwrap();
}

#[tokio::test]
async fn only_people_upload() {
    let home = Home::open().await;
    assert_eq!(code(home.upload(&Actor::System, "a.txt", b"hi").await), "FORBIDDEN");
    home.nothing_is_left().await;
}

#[tokio::test]
async fn too_many_unsent_files_are_refused() {
    let limits = FileLimits { max_unused_files: 2, ..FileLimits::default() };
    let home = Home::with_limits(limits).await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let first = home.upload(&ann, "1.txt", b"1").await.unwrap().file;
    home.upload(&ann, "2.txt", b"2").await.unwrap();
    assert_eq!(code(home.upload(&ann, "3.txt", b"3").await), "RATE_LIMITED");
    assert_eq!(code(home.upload(&bob, "3.txt", b"3").await), "taken");
    home.send(&ann, chat, &[first.id]).await.unwrap();
    assert_eq!(code(home.upload(&ann, "3.txt", b"3").await), "taken");
}

#[tokio::test]
async fn too_many_unsent_bytes_are_refused() {
    let limits = FileLimits { max_unused_bytes: 5_000, ..FileLimits::default() };
    let home = Home::with_limits(limits).await;
    let ann = Actor::Person(home.person("Ann").await);
    home.upload(&ann, "1.txt", &[b'a'; 4_999]).await.unwrap();
    home.upload(&ann, "2.txt", b"a").await.unwrap();
    assert_eq!(code(home.upload(&ann, "3.txt", b"3").await), "RATE_LIMITED");
    let rows = entity::Entity::find().all(home.app.db().read()).await.unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_full_disk_is_said() {
    for kind in [std::io::ErrorKind::StorageFull, std::io::ErrorKind::QuotaExceeded] {
        let source = Box::new(std::io::Error::from(kind));
        let error = object_store::Error::Generic { store: "test", source };
        assert_eq!(store::failed(error).code().as_str(), "STORAGE_FULL");
    }
    let source = Box::new(std::io::Error::from(std::io::ErrorKind::PermissionDenied));
    let error = object_store::Error::Generic { store: "test", source };
    assert_eq!(store::failed(error).code().as_str(), "UNAVAILABLE");
}

#[tokio::test]
async fn one_person_does_not_take_the_memory_of_all() {
    let limits = FileLimits { max_bytes: 10_000, ..FileLimits::default() };
    let home = Home::with_limits(limits).await;
    let ann = Actor::Person(home.person("Ann").await);
    let bob = Actor::Person(home.person("Bob").await);
    let picture: &'static [u8] = Box::leak([b"GIF89a".as_slice(), &[0; 9_000]].concat().into_boxed_slice());
    let slow = || {
        let (app, ann) = (home.app.clone(), ann.clone());
        tokio::spawn(async move {
            let content = stuck(picture);
            let upload = Upload {
                name: "a.gif".to_owned(),
                declared_type: None,
                announced: Announced::default(),
                content,
            };
            commands::upload(&app, &ann, upload).await
        })
    };
    let uploads: Vec<_> = (0..3).map(|_| slow()).collect();
    while home.app.files().memory().coming(ann.person().unwrap().id) < 27_000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(code(slow().await.unwrap()), "RATE_LIMITED");
    assert_eq!(code(home.upload(&bob, "a.txt", b"a text needs no memory").await), "taken");
    let pixel = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    assert_eq!(code(home.upload(&bob, "a.gif", pixel).await), "taken");
    for upload in uploads {
        upload.abort();
        assert!(upload.await.is_err());
    }
    assert_eq!(home.app.files().memory().coming(ann.person().unwrap().id), 0);
    assert_eq!(code(home.upload(&ann, "a.gif", pixel).await), "taken");
}
