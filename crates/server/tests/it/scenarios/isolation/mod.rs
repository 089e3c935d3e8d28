//! A brand never learns anything of the creator, nor the other way round, nor strangers of either.
//!
//! Every route of the document and every event a client may send is driven by everybody with the ids of the other
//! side; names, addresses, texts and file names of that side must not occur in any answer or event.

mod coverage;
mod routes;
mod walk;

use serde_json::{Value, json};

use crate::harness::{Order, Socket, TestServer, people::Person};

/// What one side has to hide, and the ids by which others may try to get at it.
#[derive(Clone)]
struct Target {
    /// Whose case it is, for messages.
    name: String,
    order: i64,
    ticket: i64,
    /// `brand_agent` or `creator_agent`.
    channel_type: &'static str,
    conversation: String,
    person: Person,
    agent: Person,
    message: String,
    file: String,
    /// What must not occur in anything others get.
    canaries: Vec<String>,
}

impl Target {
    fn channel_name(&self) -> String {
        format!("ticket_{}_{}", self.ticket, self.channel_type)
    }
}

/// A party with a case: a message and a file of its own, an answer of the agent, and marks in everything it says.
async fn plant(
    server: &TestServer,
    order: &Order,
    channel_type: &'static str,
    (person, agent, mark): (&Person, &Person, &str),
) -> Target {
    let conversation =
        if channel_type == "brand_agent" { &order.brand_channel } else { &order.creator_channel }.clone();
    let file = upload(person, &format!("{mark}file.png")).await;
    let say = json!({ "conversation_id": conversation, "message": format!("{mark}text"), "attachment_ids": [file] });
    let message = person.post("/messages/send", say).await.ok()["message"].clone();
    let answer = json!({ "conversation_id": conversation, "message": format!("{mark}answer"), "client_id": format!("{mark}key") });
    agent.post("/messages/send", answer).await.ok();
    let note = json!({ "text": format!("{mark}note") });
    server.root().post(&format!("/crm/tickets/{}/notes", order.ticket), note).await.ok();
    let message = message["id"].as_str().unwrap().to_owned();
    let canaries = vec![
        // Names, texts, files, keys and addresses all begin with the mark.
        mark.to_owned(),
        format!("\"{}\"", person.public_id),
        conversation.clone(),
        message.clone(),
        file.clone(),
        format!("ticket_{}_{channel_type}", order.ticket),
    ];
    Target {
        name: mark.to_owned(),
        order: order.id,
        ticket: order.ticket,
        channel_type,
        conversation,
        person: person.clone(),
        agent: agent.clone(),
        message,
        file,
        canaries,
    }
}

/// A small picture.
const PICTURE: &[u8] = include_bytes!("picture.png");

async fn upload(person: &Person, name: &str) -> String {
    let part = reqwest::multipart::Part::bytes(PICTURE.to_vec()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().part("file", part);
    let answer = person.send(person.request(reqwest::Method::POST, "/files").multipart(form)).await;
    answer.is(201)["id"].as_str().unwrap().to_owned()
}

/// The order of a case whose parties are marked, and what its two sides hide.
async fn marked_case(
    server: &TestServer,
    agent: &Person,
    marks: [&str; 2],
    external_id: &str,
) -> [Target; 2] {
    let party = |mark: &str| json!({ "external_id": format!("{mark}sub"), "name": format!("{mark}name"), "email": format!("{mark}@example.org") });
    let body = json!({
        "external_id": external_id, "title": format!("Title of {external_id}"), "amount": 5, "currency": "EUR",
        "brand": party(marks[0]), "creator": party(marks[1]), "requirements": { "wish": format!("{}wish", marks[0]) },
    });
    let made = server.host().post("/orders", body).await.is(201);
    let order = server.order_of(&made).await;
    let brand = server.user("brand", &format!("{}sub", marks[0]), &format!("{}name", marks[0])).await;
    let creator = server.user("creator", &format!("{}sub", marks[1]), &format!("{}name", marks[1])).await;
    [
        plant(server, &order, "brand_agent", (&brand, agent, marks[0])).await,
        plant(server, &order, "creator_agent", (&creator, agent, marks[1])).await,
    ]
}

/// Somebody who tries, with what belongs to others.
struct Visitor {
    client: Person,
    /// The side of the first case this is a party of.
    party_of: Option<usize>,
    socket: Option<Socket>,
}

on_each_database!(neither_side_learns_of_the_other, |server| {
    let (agent, agent_socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let case = marked_case(&server, &agent, ["kestrelbrand", "ospreymaker"], "first").await;
    let other = marked_case(&server, &agent, ["heronbrand", "wrenmaker"], "second").await;
    let nobody = Person { client: server.nobody(), ..case[0].person.clone() };
    let mut people = Vec::new();
    for (client, party_of) in [
        (case[0].person.clone(), Some(0)),
        (case[1].person.clone(), Some(1)),
        (other[0].person.clone(), None),
        (other[1].person.clone(), None),
        (server.brand("strange-brand").await, None),
        (server.creator("strange-creator").await, None),
        (server.user("customer", "a-customer", "A customer").await, None),
        (server.visitor().await, None),
    ] {
        let socket = Some(client.socket().await);
        people.push(Visitor { client, party_of, socket });
    }
    people.push(Visitor { client: nobody, party_of: None, socket: None });
    // Parties listen in their own channels, in both vocabularies.
    for (visitor, own) in people.iter().zip(case.iter().chain(&other)) {
        let socket = visitor.socket.as_ref().unwrap();
        socket.join(&own.conversation).await;
        crate::harness::answer::done(
            socket.ask("join:session", json!({ "id": own.conversation, "after_seq": 0 })).await,
        );
    }
    for target in &case {
        agent_socket.join(&target.conversation).await;
    }

    for visitor in &people {
        for (side, target) in case.iter().enumerate() {
            if visitor.party_of != Some(side) {
                walk::routes(visitor, target).await;
                walk::events(visitor, target).await;
            }
        }
    }
    walk::live(&server, &case, &agent_socket, &people).await;
    for visitor in &people {
        let Some(socket) = &visitor.socket else { continue };
        socket.settled().await;
        for (side, target) in case.iter().enumerate().filter(|(side, _)| visitor.party_of != Some(*side)) {
            let heard = socket.everything();
            for canary in &target.canaries {
                let leak = heard.iter().find(|event| event.contains(canary.as_str()));
                assert_eq!(leak, None, "{} heard `{canary}` of side {side}", visitor.client.who);
            }
        }
    }
    // Nor has anyone written where they must not.
    for (target, own) in case.iter().zip([&case[0], &case[1]]) {
        let log = agent
            .get(&format!("/messages/conversations/{}/messages?limit=100", target.conversation))
            .await
            .ok();
        let mut authors: Vec<&Value> =
            log["items"].as_array().unwrap().iter().map(|entry| &entry["sender"]["public_id"]).collect();
        authors.retain(|author| {
            ![own.person.public_id.as_str(), agent.public_id.as_str(), "system"]
                .contains(&author.as_str().unwrap())
        });
        assert!(authors.is_empty(), "{authors:?}");
    }
    for visitor in &people {
        walk::last(visitor).await;
    }
});
