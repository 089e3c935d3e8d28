//! Colleagues mentioned in notes: they are notified, find the ticket, and are reminded until they have read the note.

use serde_json::{Value, json};

use crate::harness::{order::Case, people::Person};

async fn note(of: &Person, case: &Case, text: &str) -> Value {
    of.post(&format!("/crm/tickets/{}/notes", case.order.ticket), json!({ "text": text })).await.ok()
}

async fn mentioned(of: &Person) -> (u64, Value) {
    let page = of.get("/crm/tickets/my?view=mentioned").await.ok();
    (page["total"].as_u64().unwrap(), of.get("/crm/tickets/counts").await.ok()["mentioned"].clone())
}

on_each_database!(whoever_a_note_mentions_is_told_and_reminded, |server| {
    let case = server.case().await;
    let omar = server.staff("agent", "Omar Other").await;
    let socket = omar.socket().await;
    assert_eq!(mentioned(&omar).await, (0, json!(0)));
    let said = note(&case.agent, &case, "@omar other, please look; @agent-999 and @Nobody too").await;
    assert_eq!(said["mentions"], json!([omar.public_id]));
    let told = socket.next("notification").await;
    assert_eq!((&told["type"], &told["data"]["message_id"]), (&json!("mention"), &said["id"]));
    assert_eq!(mentioned(&omar).await, (1, json!(1)));
    assert_eq!(mentioned(&case.agent).await, (0, json!(0)));
    let ticket = format!("/crm/tickets/{}", case.order.ticket);
    assert_eq!(omar.get(&ticket).await.ok()["mentions"], 1);
    assert_eq!(case.agent.get(&ticket).await.ok()["mentions"], 0);
    let page = omar.get(&format!("{ticket}/notes")).await.ok();
    assert_eq!(page["items"][0]["mentions"], json!([omar.public_id]));
    // Read: the ticket stays in the list, and reminds no more.
    let notes = format!("ticket_{}_notes", case.order.ticket);
    omar.post(&format!("/messages/conversations/{notes}/seen"), json!({})).await.ok();
    assert_eq!(mentioned(&omar).await, (1, json!(0)));
    assert_eq!(omar.get(&ticket).await.ok()["mentions"], 0);
    // The next note mentions nobody: only those who belong to the notes are told.
    note(&case.agent, &case, "thank you").await;
    socket.settled().await;
    assert_eq!(socket.all("notification").len(), 1);
    // By socket, by identity, and with whoever belongs to the ticket.
    socket.join(&notes).await;
    let answer = socket.say(&notes, &format!("done, @{}", case.agent.public_id)).await;
    assert_eq!(answer["mentions"], json!([case.agent.public_id]));
    let told =
        case.agent_socket.next_where("notification", |news| news["data"]["seq"] == answer["seq"]).await;
    assert_eq!(told["type"], "mention");
    case.agent_socket.settled().await;
    let twice = case.agent_socket.all("notification");
    assert_eq!(twice.iter().filter(|news| news["data"]["seq"] == answer["seq"]).count(), 1);
});

on_each_database!(only_notes_mention_and_nobody_mentions_their_own_name, |server| {
    let case = server.case().await;
    let omar = server.staff("agent", "Omar Other").await;
    let socket = omar.socket().await;
    let body = json!({ "text": "@Omar Other will call you", "channel_type": "brand_agent" });
    let said = case.agent.post(&format!("/crm/tickets/{}/messages", case.order.ticket), body).await.ok();
    assert_eq!(said["message"].get("mentions"), None);
    let own = note(&case.agent, &case, &format!("@{} must not forget", case.agent.public_id)).await;
    assert_eq!(own.get("mentions"), None);
    // A party's name is nobody's here, and no party learns of notes.
    let brand = case.brand.socket().await;
    note(&case.agent, &case, &format!("@Brand b1 and @{} are late", case.brand.public_id)).await;
    brand.settled().await;
    assert!(brand.all("notification").iter().all(|news| !news.to_string().contains("late")));
    socket.settled().await;
    assert!(socket.all("notification").is_empty());
    // Who has left is not mentioned.
    server.root().delete(&format!("/admin/staff/{}", omar.id)).await.is(204);
    let left = note(&case.agent, &case, "@Omar Other has left").await;
    assert_eq!(left.get("mentions"), None);
    case.brand.get("/crm/tickets/my?view=mentioned").await.refused(403, "FORBIDDEN");
});

on_each_database!(mentions_follow_what_becomes_of_the_note, |server| {
    let case = server.case().await;
    let (omar, lena) = (server.staff("agent", "Omar").await, server.staff("agent", "Lena").await);
    let body = json!({ "text": "@Omar look", "client_id": "k" });
    let path = format!("/crm/tickets/{}/notes", case.order.ticket);
    let said = case.agent.post(&path, body.clone()).await.ok();
    let again = case.agent.post(&path, body).await.ok();
    assert_eq!(
        (&again["id"], &again["mentions"]),
        (&said["id"], &json!([omar.public_id])),
        "the same result"
    );
    assert_eq!(mentioned(&omar).await, (1, json!(1)));
    let message = format!("/messages/{}", said["id"].as_str().unwrap());
    let edited = case.agent.patch(&message, json!({ "text": "@Lena look" })).await.ok();
    assert_eq!(edited["mentions"], json!([lena.public_id]));
    assert_eq!((mentioned(&omar).await, mentioned(&lena).await), ((0, json!(0)), (1, json!(1))));
    case.agent.delete(&message).await.is(204);
    assert_eq!(mentioned(&lena).await, (0, json!(0)));
});
