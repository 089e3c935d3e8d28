//! The same against a bucket.

use super::{Announced, FileLimits, Home, broken, bytes_of, code, fake_s3::FakeS3};
use crate::{
    actor::Actor,
    files::{
        FileStore,
        byte_range::ByteRange,
        commands::{self, Upload},
        queries,
        store::S3Options,
    },
    messages::change,
};

const MIB: usize = 1024 * 1024;

async fn home_with_bucket() -> (Home, FakeS3) {
    let (fake, endpoint) = FakeS3::start().await;
    let store = FileStore::s3(S3Options {
        bucket: "attachments".to_owned(),
        region: "eu-west-1".to_owned(),
        endpoint: Some(endpoint),
        key: Some(("id".to_owned(), "secret".to_owned())),
        allow_http: true,
        prefix: Some("live/files".to_owned()),
    })
    .unwrap()
    .with_limits(FileLimits { max_bytes: 12 * MIB as u64, ..FileLimits::default() });
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_owned();
    (Home::with_store(dir, folder, store).await, fake)
}

#[tokio::test]
async fn a_small_file_is_one_object_under_the_prefix() {
    let (home, s3) = home_with_bucket().await;
    let (ann, bob, chat) = home.two_in_a_chat().await;
    let file = home.upload(&ann, "../notes.txt", b"hello").await.unwrap().file;
    assert_eq!(s3.objects(), [(format!("/attachments/live/files/{}", file.id), 5)]);
    let message = home.send(&ann, chat, &[file.id]).await.unwrap();
    assert_eq!(bytes_of(home.download(&bob, file.id).await.unwrap()).await, b"hello");
    change::delete(&home.app, &ann, message.id).await.unwrap();
    assert!(s3.objects().is_empty());
}

#[tokio::test]
async fn a_large_file_is_sent_in_parts_and_read_in_parts() {
    let (home, s3) = home_with_bucket().await;
    let ann = Actor::Person(home.person("Ann").await);
    let content: Vec<u8> = (0..11 * MIB).map(|n| b'a' + (n / 1_000 % 26) as u8).collect();
    let file = home.upload(&ann, "large.txt", &content).await.unwrap().file;
    let parts = s3.requests().iter().filter(|line| line.contains("partNumber=")).count();
    assert_eq!((parts, s3.parts(), s3.objects().len()), (3, 0, 1));
    assert!(bytes_of(home.download(&ann, file.id).await.unwrap()).await == content);
    let range = ByteRange::Between(6_000_000, 6_001_999);
    let part = queries::download(&home.app, &ann, file.id, Some(range)).await.unwrap();
    assert!(bytes_of(part).await == content[6_000_000..6_002_000]);
}

#[tokio::test]
async fn parts_of_a_refused_file_are_taken_back() {
    let (home, s3) = home_with_bucket().await;
    let ann = Actor::Person(home.person("Ann").await);
    assert_eq!(code(home.upload(&ann, "large.txt", &vec![b'a'; 13 * MIB]).await), "PAYLOAD_TOO_LARGE");
    let content = broken(vec![b'a'; 6 * MIB]);
    let upload =
        Upload { name: "a.txt".to_owned(), declared_type: None, announced: Announced::default(), content };
    assert_eq!(code(commands::upload(&home.app, &ann, upload).await), "UNAVAILABLE");
    assert_eq!((s3.parts(), s3.objects().len()), (0, 0));
    assert!(home.left().await.1.is_empty());
}

#[tokio::test]
async fn a_bucket_that_is_away_is_said() {
    let store = FileStore::s3(S3Options {
        bucket: "attachments".to_owned(),
        region: "eu-west-1".to_owned(),
        endpoint: Some("http://127.0.0.1:1".to_owned()),
        key: Some(("id".to_owned(), "secret".to_owned())),
        // Plain http was not allowed, so nothing is sent and nothing is waited for.
        allow_http: false,
        prefix: None,
    })
    .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_owned();
    let home = Home::with_store(dir, folder, store).await;
    let ann = Actor::Person(home.person("Ann").await);
    assert_eq!(code(home.upload(&ann, "a.txt", b"hello").await), "UNAVAILABLE");
}
