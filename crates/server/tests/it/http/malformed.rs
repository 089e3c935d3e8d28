//! What nobody should send: every answer is a 4xx that says what is wrong, never a failure of the server.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Client, answer::is_error_body};

async fn is_refused(client: &Client, method: Method, path: &str, body: Option<Value>) {
    let answer = client.call(method, path, body).await;
    assert!((400..500).contains(&answer.status), "{answer:?}");
    is_error_body(&answer.json()).unwrap_or_else(|problem| panic!("{problem}: {answer:?}"));
}

on_one_node!(lists_refuse_impossible_pages, |server| {
    let case = server.case().await;
    let ticket = case.order.ticket;
    let channel = &case.order.brand_channel;
    let root = server.root();
    let lists = [
        "/chat/channels".to_owned(),
        "/messages/conversations".to_owned(),
        "/crm/tickets".to_owned(),
        "/crm/tickets/my".to_owned(),
        format!("/messages/conversations/{channel}/messages"),
        format!("/crm/tickets/{ticket}/messages"),
        format!("/crm/tickets/{ticket}/notes"),
    ];
    for list in &lists {
        for query in ["limit=0", "limit=-1", "limit=abc", "limit=99999999999999999999", "limit=1.5", "limit="]
        {
            is_refused(root, Method::GET, &format!("{list}?{query}"), None).await;
        }
        let page = root.get(&format!("{list}?limit=1000000")).await.ok();
        assert!(page["limit"].is_null() || page["limit"] == 100, "limits are capped: {page}");
    }
    for query in ["page=0", "page=-1", "page=abc", "page=9223372036854775807"] {
        is_refused(root, Method::GET, &format!("/chat/channels?{query}"), None).await;
    }
    for query in [
        "offset=-1",
        "offset=abc",
        "offset=9223372036854775807",
        "status=nonsense",
        "priority=nonsense",
        "sort=nonsense",
        "agent=nonsense",
        "q=a%00b",
        &format!("q={}", "x".repeat(201)),
    ] {
        is_refused(root, Method::GET, &format!("/crm/tickets?{query}"), None).await;
    }
    is_refused(root, Method::GET, "/crm/tickets/my?view=nonsense", None).await;
    let log = format!("/messages/conversations/{channel}/messages");
    for query in [
        "before_seq=0",
        "before_seq=-5",
        "before_seq=abc",
        "after_seq=-1",
        "after_seq=abc",
        "page=0",
        "before_seq=5&after_seq=2",
    ] {
        is_refused(root, Method::GET, &format!("{log}?{query}"), None).await;
    }
    // Huge, but a position all the same: an empty page.
    for (path, query) in [
        ("/crm/tickets", "offset=1000000000"),
        ("/chat/channels", "page=1000000000"),
        (log.as_str(), "after_seq=9223372036854775807"),
        (log.as_str(), "page=1000000000"),
    ] {
        assert_eq!(root.get(&format!("{path}?{query}")).await.ok()["items"], json!([]), "{path}?{query}");
    }
    assert_eq!(
        root.get(&format!("{log}?before_seq=9223372036854775807")).await.ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
});

on_one_node!(ids_that_are_none_are_refused, |server| {
    let case = server.case().await;
    let root = server.root();
    let numbers = [
        "0",
        "-1",
        "abc",
        "1.5",
        "9223372036854775807",
        "99999999999999999999",
        "%00",
        "1%27--",
        "%F0%9F%92%A9",
        "%FF",
    ];
    for id in numbers {
        for (method, path, body) in [
            (Method::GET, format!("/orders/{id}"), None),
            (Method::PATCH, format!("/orders/{id}"), Some(json!({}))),
            (Method::GET, format!("/crm/tickets/{id}"), None),
            (Method::GET, format!("/crm/tickets/order/{id}"), None),
            (Method::PUT, format!("/crm/tickets/{id}/status"), Some(json!({ "status": "open" }))),
            (Method::PUT, format!("/crm/tickets/{id}/priority"), Some(json!({ "priority": "low" }))),
            (Method::PUT, format!("/crm/tickets/{id}/reassign"), Some(json!({ "agent_id": case.agent.id }))),
            (Method::GET, format!("/crm/tickets/{id}/messages"), None),
            (
                Method::POST,
                format!("/crm/tickets/{id}/messages"),
                Some(json!({ "text": "x", "channel_type": "brand_agent" })),
            ),
            (Method::GET, format!("/crm/tickets/{id}/notes"), None),
            (Method::POST, format!("/crm/tickets/{id}/notes"), Some(json!({ "text": "x" }))),
            (
                Method::POST,
                format!("/crm/tickets/{id}/forms"),
                Some(json!({ "form_type": "revision", "fields": { "a": 1 } })),
            ),
            (Method::GET, format!("/crm/tickets/{id}/agent-status"), None),
            (Method::POST, format!("/chat/tickets/{id}/join"), None),
            (Method::POST, format!("/chat/tickets/{id}/leave"), None),
            (Method::PATCH, format!("/admin/staff/{id}"), Some(json!({}))),
            (Method::DELETE, format!("/admin/staff/{id}"), None),
            (Method::DELETE, format!("/admin/api-keys/{id}"), None),
        ] {
            is_refused(root, method, &path, body).await;
        }
    }
    let names = [
        "0",
        "not-a-uuid",
        "ticket_1",
        "ticket-0",
        "ticket_9223372036854775808_brand_agent",
        "ticket_-1_brand_agent",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "a%2Fb",
        "%FF",
        &"x".repeat(5_000),
    ];
    for name in names {
        for (method, path, body) in [
            (Method::GET, format!("/chat/channels/{name}"), None),
            (Method::GET, format!("/messages/conversations/{name}/messages"), None),
            (Method::POST, format!("/messages/conversations/{name}/seen"), Some(json!({}))),
            (Method::PATCH, format!("/messages/{name}"), Some(json!({ "text": "x" }))),
            (Method::DELETE, format!("/messages/{name}"), None),
            (Method::GET, format!("/files/{name}"), None),
            (Method::GET, format!("/files/{name}/thumbnail"), None),
        ] {
            is_refused(root, method, &path, body).await;
        }
    }
    is_refused(
        root,
        Method::POST,
        "/messages/send",
        Some(json!({ "conversation_id": "a\u{0}b", "message": "x" })),
    )
    .await;
    let reassign = format!("/crm/tickets/{}/reassign", case.order.ticket);
    for agent in [
        json!("agent-"),
        json!(""),
        json!("a\u{0}b"),
        json!(1.5),
        json!(null),
        json!(9_223_372_036_854_775_807_i64),
        json!(case.brand.id),
    ] {
        is_refused(root, Method::PUT, &reassign, Some(json!({ "agent_id": agent }))).await;
    }
});

on_one_node!(bodies_that_are_none_are_refused, |server| {
    let case = server.case().await;
    let root = server.root();
    let ticket = case.order.ticket;
    let routes = [
        (Method::POST, "/auth/login".to_owned()),
        (Method::POST, "/auth/refresh".to_owned()),
        (Method::POST, "/widget/session".to_owned()),
        (Method::POST, "/messages/send".to_owned()),
        (Method::POST, "/orders".to_owned()),
        (Method::PATCH, format!("/orders/{}", case.order.id)),
        (Method::POST, "/crm/tickets".to_owned()),
        (Method::PUT, format!("/crm/tickets/{ticket}/status")),
        (Method::PUT, format!("/crm/tickets/{ticket}/priority")),
        (Method::PUT, format!("/crm/tickets/{ticket}/reassign")),
        (Method::POST, format!("/crm/tickets/{ticket}/messages")),
        (Method::POST, format!("/crm/tickets/{ticket}/notes")),
        (Method::POST, format!("/crm/tickets/{ticket}/forms")),
        (Method::POST, format!("/messages/conversations/{}/seen", case.order.brand_channel)),
        (Method::PUT, "/agent/status".to_owned()),
        (Method::POST, "/admin/staff".to_owned()),
        (Method::PATCH, format!("/admin/staff/{}", case.agent.id)),
        (Method::POST, "/admin/api-keys".to_owned()),
    ];
    for (method, path) in routes {
        let bodies: [(&str, &[u8], &[u16]); 9] = [
            ("application/json", b"{", &[400]),
            ("application/json", b"", &[400]),
            ("application/json", b"\xff\xfe", &[400]),
            ("application/json", b"[]", &[422]),
            ("application/json", b"null", &[422]),
            ("application/json", b"\"text\"", &[422]),
            ("application/json", br#"{"no_such_field": 1}"#, &[422]),
            ("text/plain", b"{}", &[415]),
            ("application/x-www-form-urlencoded", b"a=b", &[415]),
        ];
        for (kind, body, statuses) in bodies {
            let request =
                root.request(method.clone(), &path).header("content-type", kind).body(body.to_vec());
            let answer = root.send(request).await;
            assert!(statuses.contains(&answer.status), "{kind}: {answer:?}");
            is_error_body(&answer.json()).unwrap_or_else(|problem| panic!("{problem}: {answer:?}"));
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let request =
            root.request(method.clone(), &path).header("content-type", "application/json").body(deep);
        assert!([400, 422].contains(&root.send(request).await.status), "{method} {path}");
        let large = format!("{{\"text\":\"{}\"}}", "x".repeat(300_000));
        let request =
            root.request(method.clone(), &path).header("content-type", "application/json").body(large);
        root.send(request).await.refused(413, "PAYLOAD_TOO_LARGE");
    }
});

on_one_node!(texts_that_cannot_be_stored_are_refused, |server| {
    let case = server.case().await;
    let root = server.root();
    let channel = &case.order.brand_channel;
    let send = |message: Value| json!({ "conversation_id": channel, "message": message });
    root.post("/messages/send", send(json!("x".repeat(10_000)))).await.ok();
    root.post("/messages/send", send(json!("é".repeat(10_000)))).await.ok();
    root.post("/messages/send", send(json!("é".repeat(10_001)))).await.refused(422, "MESSAGE_TOO_LONG");
    root.post("/messages/send", send(json!("a\u{0}b"))).await.refused(422, "INVALID");
    root.post("/messages/send", send(json!(" \n "))).await.refused(422, "MESSAGE_EMPTY");
    for (field, value) in [
        ("client_id", json!("")),
        ("client_id", json!("x".repeat(101))),
        ("client_id", json!("a\u{0}b")),
        ("media_url", json!("http://example.org/a")),
        ("media_url", json!("https://")),
        ("media_url", json!("javascript:alert(1)")),
        ("media_url", json!("https://a\u{0}b")),
        ("attachment_ids", json!(["nonsense"])),
        ("attachment_ids", json!(["00000000-0000-0000-0000-000000000000"])),
        ("attachment_ids", json!(vec!["00000000-0000-0000-0000-000000000000"; 11])),
    ] {
        let mut body = send(json!("x"));
        body[field] = value;
        is_refused(root, Method::POST, "/messages/send", Some(body)).await;
    }
    let own = root.post("/messages/send", send(json!("mine"))).await.ok();
    let message = format!("/messages/{}", own["message"]["id"].as_str().unwrap());
    for text in ["", "  ", "a\u{0}b", &"x".repeat(10_001)] {
        is_refused(root, Method::PATCH, &message, Some(json!({ "text": text }))).await;
    }
    for (method, path, body) in [
        (Method::POST, "/auth/login", json!({ "email": "a\u{0}b@example.org", "password": "x" })),
        (Method::POST, "/auth/login", json!({ "email": "", "password": "a\u{0}b" })),
        (Method::POST, "/auth/refresh", json!({ "refresh_token": "a\u{0}b" })),
        (Method::POST, "/widget/session", json!({ "name": "a\u{0}b" })),
        (Method::POST, "/widget/session", json!({ "identity": "a\u{0}b" })),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a\u{0}b", "email": "x@example.org", "role": "agent" }),
        ),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a", "email": "a\u{0}b@example.org", "role": "agent" }),
        ),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a", "email": "x@example.org", "role": "agent", "team": "a\u{0}b" }),
        ),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a", "email": "x@example.org", "role": "agent", "skills": ["a\u{0}b"] }),
        ),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a", "email": "x@example.org", "role": "agent", "capacity": -1 }),
        ),
        (
            Method::POST,
            "/admin/staff",
            json!({ "name": "a", "email": "x@example.org", "role": "agent", "password": "short" }),
        ),
        (Method::POST, "/admin/staff", json!({ "name": "a", "email": "x@example.org", "role": "brand" })),
        (Method::POST, "/admin/api-keys", json!({ "name": "a\u{0}b", "scopes": ["orders"] })),
        (Method::POST, "/admin/api-keys", json!({ "name": "a", "scopes": [] })),
        (Method::POST, "/admin/api-keys", json!({ "name": "a", "scopes": ["everything"] })),
        (
            Method::POST,
            "/admin/api-keys",
            json!({ "name": "a", "scopes": ["orders"], "expires_at": "2001-01-01T00:00:00Z" }),
        ),
    ] {
        is_refused(root, method, path, Some(body)).await;
    }
    let forms = format!("/crm/tickets/{}/forms", case.order.ticket);
    for fields in [
        json!({}),
        json!({ "a": "\u{0}" }),
        json!({ "\u{0}": "a" }),
        json!({ "a": { "b": 1 } }),
        json!({ "a": "x".repeat(40_000) }),
    ] {
        is_refused(
            root,
            Method::POST,
            &forms,
            Some(json!({ "form_type": "requirements", "fields": fields })),
        )
        .await;
    }
});

on_one_node!(sockets_answer_nonsense_with_an_error, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let socket = case.brand.socket().await;
    for event in liaison_protocol::events::CLIENT {
        for argument in [
            json!(null),
            json!(17),
            json!([]),
            json!({}),
            json!({ "conversationId": 5 }),
            json!("a\u{0}b"),
            json!("x".repeat(5_000)),
        ] {
            let ack = socket.ask(event.name, argument.clone()).await;
            // Nonsense in an id of the caller's own is a mismatch; `leave` of what was never joined is done already.
            assert_eq!(ack["success"], false, "{} {argument}: {ack}", event.name);
            let code = ack["error_code"].as_str().unwrap();
            assert!(!["INTERNAL", "UNAVAILABLE"].contains(&code), "{} {argument}: {ack}", event.name);
        }
    }
    crate::harness::answer::refused(&socket.ask("no_such_event", json!({})).await, "EVENT_UNKNOWN");
    let long = json!({ "conversationId": channel, "message": "é".repeat(10_001) });
    crate::harness::answer::refused(&socket.ask("send_message", long).await, "MESSAGE_TOO_LONG");
    let nul = json!({ "conversationId": channel, "message": "a\u{0}b" });
    crate::harness::answer::refused(&socket.ask("send_message", nul).await, "INVALID");
    // Without an acknowledgement the refusal comes as an event.
    socket.tell("send_message", json!({ "conversationId": channel, "message": "" }));
    assert_eq!(socket.next("error").await["error_code"], "MESSAGE_EMPTY");
    socket.say(channel, "the socket still works").await;
});

on_one_node!(paths_and_methods_that_are_none_are_refused, |server| {
    let root = server.root();
    root.get("/no/such/path").await.refused(404, "ROUTE_UNKNOWN");
    root.delete("/orders").await.refused(405, "METHOD_NOT_ALLOWED");
    root.call(Method::TRACE, "/orders", None).await.refused(405, "METHOD_NOT_ALLOWED");
    server.nobody().get("/no/such/path").await.refused(404, "ROUTE_UNKNOWN");
});
