//! Coming back: everything after a position, once and in order, or a plain word that this is impossible.

use serde_json::{Value, json};

use crate::harness::{
    Setup,
    answer::{done, refused},
};

on_each_database!(whoever_comes_back_gets_everything_once, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    let have = brand.join(channel).await["last_seq"].as_i64().unwrap();
    drop(brand);
    let posts: Vec<_> = (0..230)
        .map(|n| {
            case.agent_socket
                .hand_in("send_message", json!({ "conversationId": channel, "message": format!("{n}") }))
        })
        .collect();
    for post in posts {
        done(post.await.unwrap());
    }
    let brand = case.brand.socket().await;
    let mut seen: Vec<i64> = Vec::new();
    loop {
        let after = seen.last().copied().unwrap_or(have);
        let page = done(brand.ask("resume", json!({ "conversationId": channel, "afterSeq": after })).await);
        assert_eq!(page["last_seq"], have + 230);
        let items: Vec<i64> =
            page["items"].as_array().unwrap().iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
        assert!(items.len() <= 200);
        seen.extend(items);
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(seen, (have + 1..=have + 230).collect::<Vec<_>>());
    let nothing =
        done(brand.ask("resume", json!({ "conversationId": channel, "afterSeq": have + 230 })).await);
    assert_eq!((&nothing["items"], &nothing["has_more"]), (&json!([]), &json!(false)));
});

on_each_database!(a_position_that_cannot_be_resets, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    let last = brand.join(channel).await["last_seq"].as_i64().unwrap();
    for after in [-1, i64::MIN, last + 1, i64::MAX] {
        let reset = done(brand.ask("resume", json!({ "conversationId": channel, "afterSeq": after })).await);
        assert_eq!((&reset["reset"], &reset["last_seq"]), (&json!(true), &json!(last)), "{after}");
        assert!(reset.get("items").is_none(), "never a part: {reset}");
    }
    let creator = &case.order.creator_channel;
    refused(&brand.ask("resume", json!({ "conversationId": creator, "afterSeq": 0 })).await, "NOT_FOUND");
    // The other vocabulary says it in the history.
    done(brand.ask("join:session", json!({ "id": channel, "after_seq": 1_000_000 })).await);
    assert_eq!(brand.next("session:history").await["reset"], true);
});

on_each_database!(
    heads_tell_where_joined_conversations_stand,
    Setup::configured(|config| config.realtime.heads_seconds = 1),
    |server| {
        let case = server.case().await;
        let channel = &case.order.brand_channel;
        let brand = case.brand.socket().await;
        brand.join(channel).await;
        let sent = case.agent_socket.say(channel, "the last word").await;
        let seq = sent["seq"].as_i64().unwrap();
        let heads = brand.next_where("heads", |heads| heads[channel] == seq).await;
        let names: Vec<&String> = heads.as_object().unwrap().keys().collect();
        assert_eq!(names, [channel], "only what was joined");
        assert!(case.agent_socket.all("heads").iter().all(|heads: &Value| heads.get(channel).is_none()));
    }
);
