//! Uploads against a temporary SQLite database and a temporary folder.

mod access;
mod byte_range;
mod content_type;
mod copy;
mod fake_s3;
mod metadata;
mod name;
mod picture;
mod quota;
mod s3;
mod unused;
mod upload;

use std::{path::PathBuf, sync::Arc};

use bytes::Bytes;
use chrono::DateTime;
use futures_util::{StreamExt, TryStreamExt, stream};
use liaison_protocol::{
    conversation::ConversationKind,
    file::UploadedFile,
    ids::{ConversationId, FileId},
    message::Message,
    side::{Side, UserType},
};
use object_store::local::LocalFileSystem;
use sea_orm::EntityTrait;
use tempfile::TempDir;

use super::{
    FileStore, commands,
    commands::Upload,
    entity,
    limits::FileLimits,
    queries::{self, Download},
    quota::Announced,
};
use crate::{
    actor::{Actor, Identity},
    app::{App, Options},
    clock::Clock,
    conversations,
    error::{Error, Result},
    messages::post::{self, PostMessage},
    people::{
        self,
        commands::{HOST, Subject},
    },
};

/// Parts are small, so that a few kilobytes are several of them.
const PART: usize = 4 * 1024;

/// A node with a folder for files.
struct Home {
    app: App,
    clock: Clock,
    folder: PathBuf,
    _dir: TempDir,
}

impl Home {
    async fn open() -> Self {
        Self::with_limits(FileLimits::default()).await
    }

    async fn with_limits(limits: FileLimits) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("files");
        std::fs::create_dir(&folder).unwrap();
        let objects = LocalFileSystem::new_with_prefix(&folder).unwrap();
        let files = FileStore::new(Arc::new(objects), PART).with_limits(limits);
        Self::with_store(dir, folder, files).await
    }

    async fn with_store(dir: TempDir, folder: PathBuf, files: FileStore) -> Self {
        let clock = Clock::manual(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let options = Options { clock: clock.clone(), files, ..Options::in_folder(dir.path()) };
        let app = App::open(options).await.unwrap();
        Self { app, clock, folder, _dir: dir }
    }

    /// A customer that the host knows.
    async fn person(&self, name: &str) -> Arc<Identity> {
        let subject = Subject {
            issuer: HOST.to_owned(),
            external_id: name.to_owned(),
            kind: UserType::Customer,
            name: Some(name.to_owned()),
            email: None,
            token: crate::logins::ahead::TokenTimes {
                issued_at: self.app.now(),
                accepted_until: self.app.now() + chrono::TimeDelta::hours(1),
            },
        };
        Arc::new(people::commands::identify(&self.app, &subject).await.unwrap())
    }

    /// Two people in a conversation.
    async fn two_in_a_chat(&self) -> (Actor, Actor, ConversationId) {
        let (ann, bob) = (Actor::Person(self.person("Ann").await), Actor::Person(self.person("Bob").await));
        let id = self.chat_of(&[&ann, &bob]).await;
        (ann, bob, id)
    }

    async fn chat_of(&self, members: &[&Actor]) -> ConversationId {
        let id = ConversationId(self.app.new_id());
        let tx = self.app.begin().await.unwrap();
        conversations::commands::create(&tx, id, ConversationKind::Direct, None).await.unwrap();
        for member in members {
            let person = member.person().unwrap().id;
            conversations::participants::add(&tx, id, person, Side::Customer).await.unwrap();
        }
        tx.commit().await.unwrap();
        id
    }

    async fn upload(&self, actor: &Actor, name: &str, content: &[u8]) -> Result<UploadedFile> {
        self.upload_as(actor, name, None, content).await
    }

    /// Uploads in chunks of a thousand bytes.
    async fn upload_as(
        &self,
        actor: &Actor,
        name: &str,
        declared_type: Option<&str>,
        content: &[u8],
    ) -> Result<UploadedFile> {
        let chunks: Vec<Result<Bytes>> =
            content.chunks(1_000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        let upload = Upload {
            name: name.to_owned(),
            declared_type: declared_type.map(str::to_owned),
            announced: Announced::default(),
            content: stream::iter(chunks),
        };
        commands::upload(&self.app, actor, upload).await
    }

    async fn send(&self, actor: &Actor, chat: ConversationId, files: &[FileId]) -> Result<Message> {
        let message = PostMessage { attachment_ids: files.to_vec(), ..PostMessage::default() };
        post::post(&self.app, actor, chat, message).await
    }

    async fn download(&self, actor: &Actor, id: FileId) -> Result<Download> {
        queries::download(&self.app, actor, id, None).await
    }

    /// What the folder and the table hold.
    async fn left(&self) -> (Vec<String>, Vec<entity::Model>) {
        let mut names: Vec<String> = std::fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        (names, entity::Entity::find().all(self.app.db().read()).await.unwrap())
    }

    async fn nothing_is_left(&self) {
        let (names, rows) = self.left().await;
        assert!(names.is_empty(), "bytes are left: {names:?}");
        assert!(rows.is_empty(), "rows are left: {rows:?}");
    }
}

async fn bytes_of(download: Download) -> Vec<u8> {
    let chunks: Vec<Bytes> = download.content.try_collect().await.unwrap();
    chunks.concat()
}

fn code<T>(result: Result<T>) -> &'static str {
    result.map_or_else(|error| error.code().as_str(), |_| "taken")
}

/// A stream that never ends after these bytes.
fn stuck(first: &'static [u8]) -> impl stream::Stream<Item = Result<Bytes>> + Send {
    stream::once(async move { Ok(Bytes::from_static(first)) }).chain(stream::pending())
}

/// A stream that breaks after these bytes.
fn broken(first: Vec<u8>) -> impl stream::Stream<Item = Result<Bytes>> + Send {
    stream::iter([Ok(Bytes::from(first)), Err(Error::unavailable("the line broke"))])
}
