//! Answers to a question and numbers in pieces are masked before they are stored, however they get into the log.

use std::{path::Path, sync::Arc};

use liaison_protocol::{conversation::ConversationKind, ids::ConversationId, message::Message, side::Side};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tokio::sync::oneshot;

use super::{
    change, entity,
    post::{Completion, PostMessage, hand_in, post},
};
use crate::{
    actor::Actor,
    app::{App, Options},
    clock::Clock,
    conversations, people,
};

struct Chat {
    app: App,
    clock: Clock,
    ann: Actor,
    ben: Actor,
    id: ConversationId,
}

impl Chat {
    async fn new(folder: &Path) -> Self {
        let options = Options::in_folder(folder);
        let clock = options.clock.clone();
        let app = App::open(options).await.unwrap();
        let mut both = Vec::new();
        for name in ["Ann", "Ben"] {
            both.push(Arc::new(people::commands::create_visitor(&app, Some(name)).await.unwrap()));
        }
        let id = ConversationId(app.new_id());
        let tx = app.begin().await.unwrap();
        conversations::commands::create(&tx, id, ConversationKind::Direct, None).await.unwrap();
        for who in &both {
            conversations::participants::add(&tx, id, who.id, Side::Customer).await.unwrap();
        }
        tx.commit().await.unwrap();
        let [ann, ben] = both.try_into().unwrap();
        Self { app, clock, ann: Actor::Person(ann), ben: Actor::Person(ben), id }
    }

    async fn says(&self, who: &Actor, text: &str) -> Message {
        let said = PostMessage { text: text.to_owned(), ..PostMessage::default() };
        post(&self.app, who, self.id, said).await.unwrap()
    }

    /// Hands messages in while the writer waits, so that all but the first are one batch; what was stored of each.
    async fn say_at_once(&self, said: &[(&Actor, &str)]) -> Vec<String> {
        self.says(&self.ann, "hello").await;
        let somebody = self.app.begin().await.unwrap();
        let mut stored = vec![self.hand_in(&self.ann, "with the writer").await];
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        for (who, text) in said {
            stored.push(self.hand_in(who, text).await);
        }
        drop(somebody);
        let mut texts = Vec::new();
        for text in stored {
            texts.push(text.await.unwrap());
        }
        texts.split_off(1)
    }

    async fn hand_in(&self, who: &Actor, text: &str) -> oneshot::Receiver<String> {
        let (sender, stored) = oneshot::channel();
        let completion = Completion::new(|message| sender.send(message.unwrap().text.clone()).unwrap());
        let said = PostMessage { text: text.to_owned(), ..PostMessage::default() };
        hand_in(&self.app, who, self.id, said, completion).await;
        stored
    }

    /// Every text of the log, changes too.
    async fn log(&self) -> Vec<String> {
        let rows = entity::Entity::find()
            .filter(entity::Column::ConversationId.eq(self.id.0))
            .order_by_asc(entity::Column::Seq)
            .all(self.app.db().read())
            .await
            .unwrap();
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        assert_eq!(seqs, (1..=rows.len() as i64).collect::<Vec<_>>(), "positions are dense");
        rows.into_iter().map(|row| row.text).collect()
    }
}

#[tokio::test]
async fn an_answer_is_masked_and_what_nobody_asked_for_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    assert_eq!(chat.says(&chat.ann, "4821").await.text, "4821");
    chat.says(&chat.ben, "What is your PIN?").await;
    assert_eq!(chat.says(&chat.ann, "why?").await.text, "why?");
    assert_eq!(chat.says(&chat.ann, "it's 4821").await.text, "it's ****");
    assert_eq!(chat.says(&chat.ann, "4 8 2 1").await.text, "****");
    assert_eq!(chat.says(&chat.ann, "order 482910 costs $4821").await.text, "order 482910 costs $4821");
    assert_eq!(chat.says(&chat.ben, "I mean 4822").await.text, "I mean 4822", "nobody asked Ben");
    chat.says(&chat.ben, "Please type your bank account number").await;
    assert_eq!(chat.says(&chat.ann, "123456789012").await.text, "****");
    chat.says(&chat.ben, "And what is the password?").await;
    assert_eq!(chat.says(&chat.ann, "swordfish").await.text, "****");
    assert_eq!(chat.says(&chat.ann, "my otp is").await.text, "my otp is");
    assert_eq!(chat.says(&chat.ann, "482910").await.text, "****");
}

#[tokio::test]
async fn numbers_that_are_counted_up_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    let counted = |from: u32| (from..from + 120).map(|number| number.to_string());
    // Two senders at once bring them a little out of order.
    let mut said: Vec<String> = counted(0).chain(counted(380)).chain(counted(4_000)).collect();
    for pair in said.chunks_mut(4) {
        pair.reverse();
    }
    for number in &said {
        assert_eq!(chat.says(&chat.ann, number).await.text, *number);
    }
    assert_eq!(chat.log().await, said, "nothing was changed afterwards");
}

#[tokio::test]
async fn a_restart_forgets_no_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut chat = Chat::new(folder.path()).await;
    chat.says(&chat.ben, "Please send me the OTP you received").await;
    chat.app = App::open(Options::in_folder(folder.path())).await.unwrap();
    assert_eq!(chat.says(&chat.ann, "482910").await.text, "****");
}

#[tokio::test]
async fn a_question_stays_open_for_some_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    chat.says(&chat.ben, "What is your PIN?").await;
    chat.clock.advance(chrono::TimeDelta::minutes(9));
    assert_eq!(chat.says(&chat.ann, "4821").await.text, "****");
    chat.clock.advance(chrono::TimeDelta::minutes(2));
    assert_eq!(chat.says(&chat.ann, "4821").await.text, "4821");
}

#[tokio::test]
async fn question_and_answer_may_be_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    let said = [
        (&chat.ben, "What is your PIN?"),
        (&chat.ann, "4821"),
        (&chat.ann, "or 4822"),
        (&chat.ben, "4823 ok"),
    ];
    let stored = chat.say_at_once(&said).await;
    assert_eq!(stored, ["What is your PIN?", "****", "or ****", "4823 ok"]);
}

#[tokio::test]
async fn a_number_in_pieces_is_masked_with_the_pieces_before() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    chat.says(&chat.ann, "my card number is").await;
    let first = chat.says(&chat.ann, "4111 1111").await;
    assert_eq!(first.text, "4111 1111");
    chat.says(&chat.ben, "and the rest?").await;
    chat.says(&chat.ann, "one moment please").await;
    assert_eq!(chat.says(&chat.ann, "1111").await.text, "1111");
    assert_eq!(chat.says(&chat.ann, "1111").await.text, "****");
    let log = chat.log().await;
    assert!(log.iter().all(|text| !text.contains("1111")), "{log:?}");
    assert_eq!(log.iter().filter(|text| *text == "****").count(), 5, "three pieces and two changes: {log:?}");
}

#[tokio::test]
async fn pieces_may_be_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    let said =
        [(&chat.ann, "4111 1111"), (&chat.ben, "1111 1111"), (&chat.ann, "1111 1111"), (&chat.ann, "thanks")];
    let stored = chat.say_at_once(&said).await;
    assert_eq!(stored[1..], ["1111 1111", "****", "thanks"], "Ben wrote another number");
    let log = chat.log().await;
    assert!(!log.iter().any(|text| text.starts_with("4111")), "{log:?}");
}

#[tokio::test]
async fn pieces_at_the_same_time_are_found_by_whoever_comes_second() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    for round in 0..10 {
        chat.clock.advance(chrono::TimeDelta::minutes(11));
        let pieces = ["4111 1111", "1111 1111"].map(|text| chat.says(&chat.ann, text));
        futures_util::future::join_all(pieces).await;
        let log = chat.log().await;
        let left = log.iter().filter(|text| text.contains("1111")).count();
        assert!(left != 1, "round {round}: {log:?}");
        chat.says(&chat.ann, "ok").await;
    }
}

#[tokio::test]
async fn an_edit_completes_no_number() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    let first = chat.says(&chat.ann, "hello").await;
    chat.says(&chat.ann, "1111 1111").await;
    assert_eq!(change::edit(&chat.app, &chat.ann, first.id, "4111 1111").await.unwrap().text, "****");
    chat.says(&chat.ben, "What is your PIN?").await;
    let answer = chat.says(&chat.ann, "wait").await;
    assert_eq!(change::edit(&chat.app, &chat.ann, answer.id, "4821").await.unwrap().text, "****");
    let log = chat.log().await;
    assert!(log.iter().all(|text| !text.contains("1111")), "{log:?}");
}

#[tokio::test]
async fn a_key_with_a_card_number_is_refused_and_an_address_masked() {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    let said = |key: Option<&str>| PostMessage {
        text: "look".to_owned(),
        media_url: Some("https://cdn.example/4111111111111111.png".to_owned()),
        client_id: key.map(str::to_owned),
        ..PostMessage::default()
    };
    let refused = post(&chat.app, &chat.ann, chat.id, said(Some("4111111111111111"))).await.unwrap_err();
    assert_eq!(refused.code(), liaison_protocol::error_code::ErrorCode::Invalid);
    let stored = post(&chat.app, &chat.ann, chat.id, said(Some("1700000000000-17"))).await.unwrap();
    assert_eq!(stored.media_url.as_deref(), Some("https://cdn.example/****.png"));
    assert_eq!(chat.log().await, ["look"]);
}

/// What is stored of a conversation; "B: " stands before what Ben says, all else is Ann's.
async fn stored(said: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let chat = Chat::new(folder.path()).await;
    for text in said.split(" | ") {
        match text.strip_prefix("B: ") {
            Some(text) => chat.says(&chat.ben, text).await,
            None => chat.says(&chat.ann, text).await,
        };
    }
    let rows = entity::Entity::find()
        .filter(entity::Column::ConversationId.eq(chat.id.0))
        .filter(entity::Column::Kind.eq(super::entity::EntryKind::Message))
        .order_by_asc(entity::Column::Seq)
        .all(chat.app.db().read())
        .await
        .unwrap();
    let ben = chat.ben.person().unwrap().id.0;
    let text = |row: &entity::Model| match row.author_id == Some(ben) {
        true => format!("B: {}", row.text),
        false => row.text.clone(),
    };
    rows.iter().map(text).collect::<Vec<_>>().join(" | ")
}

#[tokio::test]
async fn dialogues_are_stored_without_what_was_asked_for_or_cut() {
    let table = [
        ("B: What is your PIN? | 4 | 8 | 2 | 1", "B: What is your PIN? | **** | **** | **** | ****"),
        ("B: What is your PIN? | 48 | 21", "B: What is your PIN? | **** | ****"),
        (
            "B: What is your PIN? | B: we need it | B: for the refund | B: thanks | B: are you there? | 4821",
            "B: What is your PIN? | B: we need it | B: for the refund | B: thanks | B: are you there? | ****",
        ),
        (
            "4 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | B: go on | 1 | 1 | 1 | 1 | 1 | 1",
            "**** | **** | **** | **** | **** | **** | **** | **** | **** | **** | B: go on | **** | **** | **** | **** \
             | **** | ****",
        ),
        ("4111 1111 11 | B: yes? | 11 1111 exp 12/27", "**** | B: yes? | **** exp 12/27"),
        ("482910 | that's the otp", "**** | that's the otp"),
        ("GB82 WEST 1234 | 5698 7654 32", "**** | ****"),
        ("ABCPE | 1234F", "**** | ****"),
        ("account number 1234567 | 89012", "account number **** | ****"),
        (
            "B: the OTP please | 482,910 | B: again? | 482910thanks",
            "B: the OTP please | **** | B: again? | ****thanks",
        ),
        ("B: the last 3 digits on the back? | 123", "B: the last 3 digits on the back? | ****"),
        ("B: Quel est votre code ? | 482910", "B: Quel est votre code ? | ****"),
        ("B: ¿Cuál es tu código? | 482910", "B: ¿Cuál es tu código? | ****"),
        ("B: Wie lautet Ihr Code? | 482910", "B: Wie lautet Ihr Code? | ****"),
        ("B: Qual é o seu código? | 482910", "B: Qual é o seu código? | ****"),
        ("B: आपका कोड क्या है? | 482910", "B: आपका कोड क्या है? | ****"),
        ("B: aapka otp kya hai? | 482910", "B: aapka otp kya hai? | ****"),
        ("B: ما هو الرمز؟ | 482910", "B: ما هو الرمز؟ | ****"),
        ("B: 请输入验证码 | 482910", "B: 请输入验证码 | ****"),
        ("B: 您的密码是多少？ | 482910", "B: 您的密码是多少？ | ****"),
        (
            "B: Tafadhali tuma msimbo wa uthibitisho | 482910",
            "B: Tafadhali tuma msimbo wa uthibitisho | ****",
        ),
        (
            "B: your password? | B: and your city? | bengaluru",
            "B: your password? | B: and your city? | bengaluru",
        ),
        ("B: your password? | swordfish", "B: your password? | ****"),
        (
            "B: What is your PIN? | 4821 | B: how many reels? | 5",
            "B: What is your PIN? | **** | B: how many reels? | 5",
        ),
        ("B: your OTP? | #4821 | INV-482910", "B: your OTP? | #4821 | INV-482910"),
        ("1200 | B: ok | 4500 | 5600", "1200 | B: ok | 4500 | 5600"),
    ];
    for (said, expected) in table {
        assert_eq!(stored(said).await, expected, "{said}");
    }
}

#[tokio::test]
async fn a_question_that_was_deleted_was_asked_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut chat = Chat::new(folder.path()).await;
    for again in [false, true] {
        let question = chat.says(&chat.ben, "What is your PIN?").await;
        change::delete(&chat.app, &chat.ben, question.id).await.unwrap();
        if again {
            chat.app = App::open(Options::in_folder(folder.path())).await.unwrap();
        }
        assert_eq!(chat.says(&chat.ann, "4821").await.text, "****", "after a restart: {again}");
        assert!(!chat.log().await.iter().any(|text| text.contains("PIN")), "its text is gone");
        chat.clock.advance(chrono::TimeDelta::minutes(11));
    }
}
