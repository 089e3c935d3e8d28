//! The logs as the database has them, read from outside, and what must be true of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

use crate::{harness::Client, talker::Talker};

/// One entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    id: Uuid,
    text: String,
    author: Option<i64>,
    key: Option<String>,
}

/// Every conversation with its entries by position.
pub(crate) struct Logs(HashMap<String, BTreeMap<i64, Entry>>);

/// Whether messages of one sender must be in the order in which they were first sent. A refused message that is sent
/// again comes after those that were taken meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Kept,
    Free,
}

impl Logs {
    /// Reads all in one statement, which is one moment. Dense positions without repetition are looked at on the way.
    pub(crate) async fn read(url: &str) -> Self {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.expect("the database opens");
        let sql = "SELECT c.id AS conversation, c.last_seq AS last_seq, e.seq AS seq, e.id AS id, e.text AS text, \
                   e.author_id AS author, e.client_id AS client_id \
                   FROM conversations c JOIN entries e ON e.conversation_id = c.id ORDER BY c.id, e.seq";
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        db.close().await.unwrap();
        let mut logs: HashMap<String, BTreeMap<i64, Entry>> = HashMap::new();
        let mut heads = HashMap::new();
        for row in rows {
            let conversation = row.try_get::<Uuid>("", "conversation").unwrap().to_string();
            let (seq, last_seq): (i64, i64) =
                (row.try_get("", "seq").unwrap(), row.try_get("", "last_seq").unwrap());
            let entry = Entry {
                id: row.try_get("", "id").unwrap(),
                text: row.try_get("", "text").unwrap(),
                author: row.try_get("", "author").unwrap(),
                key: row.try_get("", "client_id").unwrap(),
            };
            let log = logs.entry(conversation.clone()).or_default();
            assert_eq!(seq, log.len() as i64 + 1, "{conversation}: a hole or a repetition");
            log.insert(seq, entry);
            heads.insert(conversation, last_seq);
        }
        for (conversation, log) in &logs {
            assert_eq!(log.len() as i64, heads[conversation], "{conversation}: last_seq and log differ");
        }
        Self(logs)
    }

    /// The last position of a conversation.
    pub(crate) fn head(&self, conversation: &str) -> i64 {
        self.0[conversation].len() as i64
    }

    /// Nothing that was promised or told is missing or different, and nothing is there twice.
    pub(crate) fn keep(&self, talkers: &[Talker], order: Order) {
        for (conversation, log) in &self.0 {
            let mut keys = HashSet::new();
            let mut last: HashMap<i64, usize> = HashMap::new();
            for (seq, entry) in log {
                let (Some(author), Some(key)) = (entry.author, &entry.key) else { continue };
                assert!(keys.insert((author, key)), "{conversation}: `{key}` is there twice");
                assert_eq!(*key, entry.text);
                let number = key.rsplit(' ').next().unwrap().parse().unwrap();
                let before = last.insert(author, number);
                if order == Order::Kept && before.is_some_and(|before| before >= number) {
                    panic!("{conversation}: `{key}` at {seq} comes after {before:?}");
                }
            }
        }
        let (mut promised, mut lost) = (0, Vec::new());
        for talker in talkers {
            for channel in &talker.channels {
                let log = self.of(&channel.id);
                for said in &channel.said {
                    let Some(seq) = said.promised else { continue };
                    promised += 1;
                    let stored = log.get(&seq).map(|entry| &entry.text);
                    if stored != Some(&said.key) {
                        lost.push(format!(
                            "`{}`, acknowledged as {seq} of {}: {stored:?}",
                            said.key, channel.id
                        ));
                    }
                }
                for (seq, (id, text)) in &channel.heard {
                    let stored = log.get(seq).map(|entry| (entry.id.to_string(), entry.text.clone()));
                    if stored != Some((id.clone(), text.clone())) {
                        lost.push(format!("{seq} of {}, told to {}: {stored:?}", channel.id, talker.name));
                    }
                }
            }
        }
        let first = lost.first();
        assert!(lost.is_empty(), "{} lost with {promised} acknowledged; the first: {first:?}", lost.len());
    }

    /// One log; that of a conversation that is not there is empty.
    fn of(&self, conversation: &str) -> &BTreeMap<i64, Entry> {
        static NONE: BTreeMap<i64, Entry> = BTreeMap::new();
        self.0.get(conversation).unwrap_or(&NONE)
    }

    /// Everything that was ever said is there, and every talker knows the whole log.
    pub(crate) fn are_known_to(&self, talkers: &[Talker]) {
        for talker in talkers {
            assert!(talker.is_content(), "{} still waits for acknowledgements", talker.name);
            for channel in &talker.channels {
                let log = &self.0[&channel.id];
                assert_eq!(channel.heard.len(), log.len(), "{} lacks entries of {}", talker.name, channel.id);
                let keys: HashSet<_> = log.values().filter_map(|entry| entry.key.as_ref()).collect();
                for said in &channel.said {
                    assert!(keys.contains(&said.key), "`{}` is not stored", said.key);
                }
            }
        }
    }

    /// The public interface tells the same log.
    pub(crate) async fn are_told_to(&self, client: &Client, conversation: &str) {
        let mut seq = 0;
        loop {
            let path = format!("/messages/conversations/{conversation}/messages?after_seq={seq}&limit=100");
            let page = client.get(&path).await.ok();
            for item in page["items"].as_array().unwrap() {
                seq += 1;
                let entry = &self.0[conversation][&seq];
                assert_eq!(item["seq"], seq, "{item}");
                assert_eq!(
                    (&item["id"], &item["text"]),
                    (&entry.id.to_string().into(), &entry.text.clone().into())
                );
            }
            if page["has_more"] != true {
                break;
            }
        }
        assert_eq!(seq, self.head(conversation));
    }
}
