//! What somebody or something may be called, wherever a name comes in, and messages in which there is nothing to see.

use serde_json::{Value, json};

use crate::harness::order;

/// One of each class: direction, no width, line breaks, controls, blanks that are letters, tags, joiners out of place.
const BAD: [&str; 16] = [
    "\u{202e}Administrator\u{202c}",
    "An\u{2066}na\u{2069}",
    "\u{200f}Anna",
    "\u{200b}",
    "\u{2800}",
    "\u{3164}\u{3164}",
    "\u{ad}",
    "An\u{200b}na",
    "An\u{feff}na",
    "An\nna",
    "An\u{2028}na",
    "An\u{1b}[31mna",
    "An\u{7f}na",
    "An\u{e0061}na",
    "An\u{200d}na",
    "\u{301}",
];

/// Legitimate ones of several scripts, each with a character that is elsewhere none of a name.
const GOOD: [&str; 4] = ["علی\u{200c}رضا", "क्\u{200d}ष", "👩\u{200d}🚀 Ana", "葛\u{e0100}城"];

/// Every way in which a name is set, as `(method, path, body, field)`.
fn ways(staff: i64, settings: &Value, name: &str, n: usize) -> Vec<(reqwest::Method, String, Value)> {
    use reqwest::Method;
    let mut changed = settings.clone();
    changed["organisation_name"] = json!(name);
    let mut party = order::body(&format!("party-{n}"), "b7", "c7");
    party["brand"]["name"] = json!(name);
    let email = format!("n{n}@staff.example.org");
    vec![
        (Method::POST, "/widget/session".into(), json!({ "name": name })),
        (Method::POST, "/admin/staff".into(), json!({ "name": name, "email": email, "role": "agent" })),
        (
            Method::POST,
            "/admin/staff".into(),
            json!({ "name": "N", "team": name, "email": email, "role": "agent" }),
        ),
        (
            Method::POST,
            "/admin/staff".into(),
            json!({ "name": "N", "skills": [name], "email": email, "role": "agent" }),
        ),
        (Method::PATCH, format!("/admin/staff/{staff}"), json!({ "name": name })),
        (Method::PATCH, format!("/admin/staff/{staff}"), json!({ "team": name })),
        (Method::POST, "/admin/api-keys".into(), json!({ "name": name, "scopes": ["orders"] })),
        (Method::POST, "/crm/labels".into(), json!({ "name": name, "color": "blue" })),
        (
            Method::POST,
            "/crm/templates".into(),
            json!({ "title": name, "shortcut": format!("n{n}"), "body": "B" }),
        ),
        (Method::POST, "/orders".into(), party),
        (Method::PUT, "/support/settings".into(), changed),
    ]
}

on_one_node!(a_name_is_one_line_that_can_be_seen, |server| {
    let root = server.root();
    let staff = server.staff("agent", "Nora").await;
    for (n, name) in BAD.into_iter().enumerate() {
        let settings = root.get("/support/settings").await.ok();
        for (method, path, body) in ways(staff.id, &settings, name, n) {
            root.call(method, &path, Some(body)).await.refused(422, "INVALID");
        }
    }
    for (n, name) in GOOD.into_iter().enumerate() {
        let settings = root.get("/support/settings").await.ok();
        let again = ways(staff.id, &settings, name, 100 + n);
        for (n, (method, path, mut body)) in again.into_iter().enumerate() {
            if let Some(email) = body.get_mut("email") {
                *email = json!(format!("{n}-{}", email.as_str().unwrap()));
            }
            let answer = root.call(method, &path, Some(body)).await;
            assert!((200..300).contains(&answer.status), "{answer:?}");
            assert!(answer.text.contains(name), "{answer:?}");
        }
    }
    // Half of a surrogate pair is no character.
    let half =
        root.request(reqwest::Method::POST, "/widget/session").header("content-type", "application/json");
    root.send(half.body(r#"{"name":"An\ud800na"}"#)).await.refused(400, "BODY_MALFORMED");
});

on_one_node!(a_title_of_the_host_loses_what_cannot_be_seen_and_keeps_its_ticket, |server| {
    let root = server.root();
    for (n, (title, kept)) in [
        ("Line one\nLine two", "Line one Line two"),
        ("Tab\there", "Tab here"),
        ("عنوان\u{200f} 2", "عنوان 2"),
        ("\u{feff}Or\u{202e}der\u{202c}", "Order"),
        ("علی\u{200c}رضا", "علی\u{200c}رضا"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = order::body(&format!("titled-{n}"), "b7", "c7");
        body["title"] = json!(title);
        let made = root.post("/orders", body).await.is(201);
        assert_eq!(made["title"], kept);
        assert!(made["ticket"]["id"].is_number());
        let path = format!("/orders/{}", made["id"]);
        assert_eq!(root.patch(&path, json!({ "title": title })).await.ok()["title"], kept);
    }
    let mut body = order::body("titled", "b7", "c7");
    body["title"] = json!("\u{200b}\u{3164}");
    root.post("/orders", body).await.refused(422, "INVALID");
});

on_one_node!(a_name_in_a_token_never_keeps_anybody_out, |server| {
    for (n, (name, kept)) in [
        ("\u{202e}Anna\u{202c}", "Anna"),
        ("An\u{200b}na\u{e0061}", "Anna"),
        ("\u{200b}\u{3164}", "brand"),
        ("علی\u{200c}رضا", "علی\u{200c}رضا"),
        ("  Anna  ", "Anna"),
        ("An\nna", "An na"),
        ("An\u{7}na", "Anna"),
    ]
    .into_iter()
    .enumerate()
    {
        let person = server.user("brand", &format!("n{n}"), name).await;
        assert_eq!(person.get("/me").await.ok()["name"], kept, "{name:?}");
    }
});

on_one_node!(a_visitor_is_not_called_like_staff, |server| {
    for name in ["Administrator", "Аdmin", "Support Team", "Liaison Support", "S U P P O R T"] {
        server.nobody().post("/widget/session", json!({ "name": name })).await.refused(422, "INVALID");
    }
    let visitor = server.nobody().post("/widget/session", json!({ "name": "Supportina" })).await.ok();
    assert_eq!(
        (&visitor["user"]["name"], &visitor["user"]["user_type"]),
        (&json!("Supportina"), &json!("visitor"))
    );
});

on_one_node!(a_message_in_which_there_is_nothing_to_see_is_empty, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let say = async |text: &str| {
        case.brand.post("/messages/send", json!({ "conversation_id": channel, "message": text })).await
    };
    let said = say("hello").await.ok()["message"]["id"].as_str().unwrap().to_owned();
    for text in ["\u{200b}", "\u{3164}", "\u{2800}", "\u{202e}", "\u{ad}", "\u{feff} \u{2060}\n", "\u{e0020}"]
    {
        say(text).await.refused(422, "MESSAGE_EMPTY");
        case.brand
            .patch(&format!("/messages/{said}"), json!({ "text": text }))
            .await
            .refused(422, "MESSAGE_EMPTY");
    }
    for text in ["👍", "\u{200b}a", ".", "❤\u{fe0f}"] {
        assert_eq!(say(text).await.ok()["message"]["text"], text);
    }
});
