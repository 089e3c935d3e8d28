//! The table of routes, each with the requests that others could try with a side's ids. A new route belongs here.

use reqwest::Method;
use serde_json::{Value, json};

use super::Target;

/// What somebody of the other side, or a stranger, must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// 404, to everybody: it belongs to the other side.
    Absent,
    /// 422, in the same words as for what is not there: a foreign file in an own message.
    NotOwn,
    /// 404 to strangers; a party of the ticket is served its own side.
    OwnSide,
    /// 404 to strangers, 403 to a party: it may see the ticket, not do this.
    NotByParties,
    /// 403 to everybody who is not staff.
    Staff,
    /// Says nothing of others to anybody; refused or not is not the point.
    Harmless,
    /// The same, and a token is not asked for.
    Open,
}

/// One request.
pub(super) struct Try {
    pub(super) method: Method,
    /// The route as the document writes it.
    pub(super) route: &'static str,
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) answered: Answered,
}

/// The routes that the walk leaves for its end, because they end a login.
pub(super) const LAST: &[(&str, &str)] = &[("POST", "/auth/logout")];

/// The requests with which somebody tries to get at a target. `own` is a conversation of whoever tries.
pub(super) fn tries(target: &Target, own: Option<&str>) -> Vec<Try> {
    use Answered::{Absent, Harmless, NotByParties, NotOwn, Open, OwnSide, Staff};
    let Target { order, ticket, conversation, message, file, channel_type, .. } = target;
    let (person, agent, name) = (target.person.id, target.agent.id, target.channel_name());
    let mut tries = Vec::new();
    let mut add = |method: &str, route, path: String, body: Option<Value>, answered| {
        tries.push(Try { method: method.parse().unwrap(), route, path, body, answered });
    };
    add(
        "POST",
        "/auth/login",
        "/auth/login".into(),
        Some(json!({ "email": target.agent.email, "password": "a guess that is wrong" })),
        Open,
    );
    add("POST", "/auth/refresh", "/auth/refresh".into(), Some(json!({ "refresh_token": message })), Open);
    add("POST", "/widget/session", "/widget/session".into(), Some(json!({ "name": "Somebody" })), Open);
    add(
        "POST",
        "/console/login",
        "/console/login".into(),
        Some(json!({ "email": target.agent.email, "password": "a guess that is wrong" })),
        Open,
    );
    add("POST", "/console/refresh", "/console/refresh".into(), None, Open);
    add("POST", "/console/logout", "/console/logout".into(), None, Open);
    add("GET", "/me", "/me".into(), None, Harmless);
    add("PATCH", "/me", "/me".into(), Some(json!({ "locale": "de" })), Harmless);
    add("GET", "/chat/token", "/chat/token".into(), None, Harmless);
    for list in ["/chat/channels", "/messages/conversations"] {
        add("GET", list, format!("{list}?limit=100"), None, Harmless);
    }
    add("GET", "/messages/unread-count", "/messages/unread-count".into(), None, Harmless);
    for channel in [conversation, &name] {
        add("GET", "/chat/channels/{channel}", format!("/chat/channels/{channel}"), None, Absent);
        let log = format!("/messages/conversations/{channel}/messages");
        for query in ["", "?after_seq=0", "?before_seq=100", "?page=1"] {
            add("GET", "/messages/conversations/{id}/messages", format!("{log}{query}"), None, Absent);
        }
        let seen = format!("/messages/conversations/{channel}/seen");
        for body in [json!({}), json!({ "seq": 1 }), json!({ "message_id": message })] {
            add("POST", "/messages/conversations/{id}/seen", seen.clone(), Some(body), Absent);
        }
        add(
            "POST",
            "/messages/send",
            "/messages/send".into(),
            Some(json!({ "conversation_id": channel, "message": "let me in", "receiver_id": person })),
            Absent,
        );
    }
    let notes_name = format!("ticket_{ticket}_notes");
    add("GET", "/chat/channels/{channel}", format!("/chat/channels/{notes_name}"), None, Absent);
    let log = format!("/messages/conversations/{notes_name}/messages");
    add("GET", "/messages/conversations/{id}/messages", log, None, Absent);
    add(
        "POST",
        "/messages/send",
        "/messages/send".into(),
        Some(json!({ "conversation_id": notes_name, "message": "let me in" })),
        Absent,
    );
    let legacy = format!("/chat/channels/ticket-{order}");
    add("GET", "/chat/channels/{channel}", legacy, None, OwnSide);
    add(
        "GET",
        "/messages/conversations/{id}/messages",
        format!("/messages/conversations/ticket-{order}/messages"),
        None,
        OwnSide,
    );
    if let Some(own) = own {
        let seen = format!("/messages/conversations/{own}/seen");
        add(
            "POST",
            "/messages/conversations/{id}/seen",
            seen,
            Some(json!({ "message_id": message })),
            Absent,
        );
        add(
            "POST",
            "/messages/send",
            "/messages/send".into(),
            Some(json!({ "conversation_id": own, "message": "x", "attachment_ids": [file] })),
            NotOwn,
        );
    }
    for action in ["join", "leave"] {
        let route =
            if action == "join" { "/chat/tickets/{ticket}/join" } else { "/chat/tickets/{ticket}/leave" };
        add(
            "POST",
            route,
            format!("/chat/tickets/{ticket}/{action}?channel_type={channel_type}"),
            None,
            OwnSide,
        );
    }
    add(
        "PATCH",
        "/messages/{id}",
        format!("/messages/{message}"),
        Some(json!({ "text": "changed" })),
        Absent,
    );
    add("DELETE", "/messages/{id}", format!("/messages/{message}"), None, Absent);
    add("POST", "/files", "/files".into(), None, Harmless);
    add("GET", "/files/{id}", format!("/files/{file}"), None, Absent);
    add("GET", "/files/{id}/thumbnail", format!("/files/{file}/thumbnail"), None, Absent);
    add("POST", "/orders", "/orders".into(), Some(crate::harness::order::body("first", "b1", "c1")), Staff);
    add("GET", "/orders/{id}", format!("/orders/{order}"), None, OwnSide);
    add(
        "PATCH",
        "/orders/{id}",
        format!("/orders/{order}"),
        Some(json!({ "title": "changed" })),
        NotByParties,
    );
    add("GET", "/crm/tickets", format!("/crm/tickets?agent={agent}&q={}", target.name), None, Staff);
    add("POST", "/crm/tickets", "/crm/tickets".into(), Some(json!({ "order_id": order })), Staff);
    add("GET", "/crm/tickets/my", format!("/crm/tickets/my?view=overview&q={}", target.name), None, Staff);
    add("GET", "/crm/tickets/counts", "/crm/tickets/counts".into(), None, Staff);
    add("GET", "/crm/tickets/order/{order}", format!("/crm/tickets/order/{order}"), None, OwnSide);
    add("GET", "/crm/tickets/{id}", format!("/crm/tickets/{ticket}"), None, OwnSide);
    add(
        "PUT",
        "/crm/tickets/{id}/status",
        format!("/crm/tickets/{ticket}/status"),
        Some(json!({ "status": "closed" })),
        NotByParties,
    );
    add(
        "PUT",
        "/crm/tickets/{id}/priority",
        format!("/crm/tickets/{ticket}/priority"),
        Some(json!({ "priority": "low" })),
        NotByParties,
    );
    add(
        "PUT",
        "/crm/tickets/{id}/reassign",
        format!("/crm/tickets/{ticket}/reassign"),
        Some(json!({ "agent_id": agent })),
        NotByParties,
    );
    let snooze = format!("/crm/tickets/{ticket}/snooze");
    add("PUT", "/crm/tickets/{id}/snooze", snooze.clone(), Some(json!({})), NotByParties);
    add("DELETE", "/crm/tickets/{id}/snooze", snooze, None, NotByParties);
    let label = format!("/crm/tickets/{ticket}/labels/1");
    add("PUT", "/crm/tickets/{id}/labels/{label}", label.clone(), None, NotByParties);
    add("DELETE", "/crm/tickets/{id}/labels/{label}", label, None, NotByParties);
    let messages = format!("/crm/tickets/{ticket}/messages");
    for query in [
        String::new(),
        format!("?channelType={channel_type}"),
        format!("?channel_type={channel_type}&after_seq=0"),
        format!("?before={message}&loadOlderMessages=true"),
    ] {
        add("GET", "/crm/tickets/{id}/messages", format!("{messages}{query}"), None, OwnSide);
    }
    add(
        "POST",
        "/crm/tickets/{id}/messages",
        messages,
        Some(json!({ "text": "to my own side", "channel_type": channel_type, "target_tab": channel_type })),
        OwnSide,
    );
    let notes = format!("/crm/tickets/{ticket}/notes");
    add("GET", "/crm/tickets/{id}/notes", notes.clone(), None, Absent);
    add("POST", "/crm/tickets/{id}/notes", notes, Some(json!({ "text": "x" })), Absent);
    let relay = json!({ "message_id": message, "text": "x" });
    add("POST", "/crm/tickets/{id}/relay", format!("/crm/tickets/{ticket}/relay"), Some(relay), NotByParties);
    let template = || Some(json!({ "title": "x", "shortcut": "x", "body": "x" }));
    add("GET", "/crm/templates", "/crm/templates".into(), None, Staff);
    add("POST", "/crm/templates", "/crm/templates".into(), template(), Staff);
    add("PATCH", "/crm/templates/{id}", "/crm/templates/1".into(), Some(json!({ "title": "y" })), Staff);
    add("DELETE", "/crm/templates/{id}", "/crm/templates/1".into(), None, Staff);
    let render = json!({ "ticket_id": ticket, "channel_type": channel_type });
    add("POST", "/crm/templates/{id}/render", "/crm/templates/1/render".into(), Some(render), Staff);
    add("GET", "/crm/labels", "/crm/labels".into(), None, Staff);
    add("POST", "/crm/labels", "/crm/labels".into(), Some(json!({ "name": "x" })), Staff);
    add("PATCH", "/crm/labels/{id}", "/crm/labels/1".into(), Some(json!({ "name": "y" })), Staff);
    add("DELETE", "/crm/labels/{id}", "/crm/labels/1".into(), None, Staff);
    let form = json!({ "form_type": "requirements", "fields": { "size": "large" } });
    let by_creator = if *channel_type == "brand_agent" { NotByParties } else { OwnSide };
    add("POST", "/crm/tickets/{id}/forms", format!("/crm/tickets/{ticket}/forms"), Some(form), by_creator);
    add(
        "GET",
        "/crm/tickets/{id}/agent-status",
        format!("/crm/tickets/{ticket}/agent-status"),
        None,
        OwnSide,
    );
    let drafts = format!("/crm/tickets/{ticket}/drafts");
    add("GET", "/crm/tickets/{id}/drafts", drafts.clone(), None, NotByParties);
    let draft = Some(json!({ "text": "x" }));
    let path = format!("{drafts}/{channel_type}");
    add("PUT", "/crm/tickets/{id}/drafts/{channel_type}", path, draft, NotByParties);
    add("GET", "/crm/tickets/{id}/viewers", format!("/crm/tickets/{ticket}/viewers"), None, NotByParties);
    let inbox = format!("/inbox/cases?view=everyone&agent={agent}&q={}", target.name);
    add("GET", "/inbox/cases", inbox, None, Staff);
    add("GET", "/inbox/counts", "/inbox/counts".into(), None, Staff);
    let case = format!("/inbox/cases/ticket/{ticket}");
    add("GET", "/inbox/cases/{kind}/{id}", case.clone(), None, Staff);
    add("POST", "/inbox/cases/{kind}/{id}/take", format!("{case}/take"), None, Staff);
    let to = Some(json!({ "agent_id": agent }));
    add("POST", "/inbox/cases/{kind}/{id}/transfer", format!("{case}/transfer"), to, Staff);
    add("POST", "/inbox/cases/{kind}/{id}/release", format!("{case}/release"), None, Staff);
    let chats = "/support/chat/sessions";
    add(
        "POST",
        "/support/chat/sessions/user",
        format!("{chats}/user"),
        Some(json!({ "message": "x" })),
        Harmless,
    );
    add("GET", "/support/chat/sessions/active", format!("{chats}/active"), None, Harmless);
    add("GET", "/support/chat/sessions", format!("{chats}?limit=100"), None, Staff);
    add("GET", "/support/chat/queue", "/support/chat/queue?limit=100".into(), None, Staff);
    // The channels of a ticket are no live chats.
    let chat = format!("{chats}/{conversation}");
    add("GET", "/support/chat/sessions/{id}", chat.clone(), None, Absent);
    add("POST", "/support/chat/sessions/{id}/handover", format!("{chat}/handover"), None, Absent);
    let to = || Some(json!({ "agent_id": agent }));
    add("POST", "/support/chat/sessions/{id}/assign", format!("{chat}/assign"), to(), Staff);
    add("POST", "/support/chat/sessions/{id}/transfer", format!("{chat}/transfer"), to(), Staff);
    add("POST", "/support/chat/sessions/{id}/end", format!("{chat}/end"), None, Absent);
    let words = Some(json!({ "text": "let me in" }));
    add("POST", "/support/chat/sessions/{id}/messages", format!("{chat}/messages"), words, Absent);
    for offers in ["/campaigns", "/bids"] {
        add(
            "POST",
            offers,
            offers.into(),
            Some(json!({ "title": "", "amount": 1, "currency": "INR" })),
            Harmless,
        );
        add("GET", offers, format!("{offers}?limit=100"), None, Harmless);
    }
    add("GET", "/campaigns/{id}", "/campaigns/1".into(), None, Absent);
    add("GET", "/bids/{id}", "/bids/1".into(), None, Absent);
    add("POST", "/campaigns/{id}/apply", "/campaigns/1/apply".into(), None, Harmless);
    add("POST", "/bids/{id}/connect", "/bids/1/connect".into(), None, Harmless);
    let deal = format!("/messages/conversations/{conversation}");
    add("GET", "/messages/conversations/{id}/context", format!("{deal}/context"), None, Absent);
    let click = json!({ "button_id": "accept_price" });
    add(
        "POST",
        "/messages/conversations/{id}/button-click",
        format!("{deal}/button-click"),
        Some(click),
        Absent,
    );
    let text = json!({ "text": "5000" });
    add("POST", "/messages/conversations/{id}/text-input", format!("{deal}/text-input"), Some(text), Absent);
    let work = json!({ "deliverables": "x", "description": "x" });
    add("POST", "/messages/conversations/{id}/work", format!("{deal}/work"), Some(work), Absent);
    let hello = json!({ "target_user_id": person, "initial_message": "hello" });
    add("POST", "/messages/direct-connect", "/messages/direct-connect".into(), Some(hello), Harmless);
    add("GET", "/messages/direct-connections", "/messages/direct-connections".into(), None, Harmless);
    let payment = json!({ "order_id": message, "outcome": "captured" });
    add("POST", "/payments/sandbox", "/payments/sandbox".into(), Some(payment), Absent);
    add("GET", "/flows", "/flows".into(), None, Harmless);
    let assignments = format!("/crm/tickets/{ticket}/assignments");
    add("GET", "/crm/tickets/{id}/assignments", assignments, None, NotByParties);
    add("GET", "/support/settings", "/support/settings".into(), None, Staff);
    let settings = json!({
        "version": 0, "organisation_name": "x", "primary_color": "#000000", "masking_patterns": [],
        "auto_away_minutes": 1, "default_capacity": 1,
    });
    add("PUT", "/support/settings", "/support/settings".into(), Some(settings), Staff);
    add("GET", "/support/activity", "/support/activity".into(), None, Staff);
    add("GET", "/widget/config", "/widget/config".into(), None, Open);
    add("PUT", "/agent/status", "/agent/status".into(), Some(json!({ "status": "busy" })), Staff);
    add("GET", "/crm/agents", "/crm/agents".into(), None, Staff);
    add("GET", "/search/messages", "/search/messages?q=a".into(), None, Staff);
    add("GET", "/admin/agents", "/admin/agents".into(), None, Staff);
    add("GET", "/admin/staff", "/admin/staff".into(), None, Staff);
    add(
        "POST",
        "/admin/staff",
        "/admin/staff".into(),
        Some(json!({ "name": "Me", "email": "me@example.org", "role": "agent" })),
        Staff,
    );
    add("PATCH", "/admin/staff/{id}", format!("/admin/staff/{agent}"), Some(json!({ "name": "x" })), Staff);
    add("DELETE", "/admin/staff/{id}", format!("/admin/staff/{agent}"), None, Staff);
    add("GET", "/admin/api-keys", "/admin/api-keys".into(), None, Staff);
    add(
        "POST",
        "/admin/api-keys",
        "/admin/api-keys".into(),
        Some(json!({ "name": "x", "scopes": ["orders"] })),
        Staff,
    );
    add("DELETE", "/admin/api-keys/{id}", "/admin/api-keys/1".into(), None, Staff);
    add("GET", "/jobs", "/jobs".into(), None, Staff);
    add("POST", "/jobs/{id}/replay", format!("/jobs/{message}/replay"), None, Staff);
    add("DELETE", "/jobs/{id}", format!("/jobs/{message}"), None, Staff);
    let which = Some(json!({ "id": person }));
    add("POST", "/people/revoke", "/people/revoke".into(), which.clone(), Staff);
    add("POST", "/people/deactivate", "/people/deactivate".into(), which.clone(), Staff);
    add("POST", "/people/reactivate", "/people/reactivate".into(), which, Staff);
    tries
}

/// The events with which somebody tries to get at a target; every one must be refused.
pub(super) fn events(target: &Target, own: Option<&str>) -> Vec<(&'static str, Value, &'static str)> {
    let Target { conversation, message, .. } = target;
    let name = target.channel_name();
    // A party may see the ticket, but not do what staff do there.
    let of_staff = if own.is_some() { "FORBIDDEN" } else { "NOT_FOUND" };
    let mut tries = vec![
        ("join", json!(target.person.public_id), "IDENTITY_MISMATCH"),
        ("authenticate", json!({ "token": target.person.token }), "IDENTITY_MISMATCH"),
        (
            "user_status",
            json!({ "userId": target.person.public_id, "status": "online" }),
            "IDENTITY_MISMATCH",
        ),
        ("join_bid_room", json!(target.order), "NOT_FOUND"),
        ("join_campaign_room", json!(target.order), "NOT_FOUND"),
        ("ticket_viewing", json!({ "ticketId": target.ticket, "state": "viewing" }), of_staff),
        ("ticket_viewing", json!({ "ticketId": target.ticket, "state": "left" }), of_staff),
    ];
    for channel in [conversation, &name, &format!("ticket_{}_notes", target.ticket)] {
        tries.extend([
            ("join_conversation", json!(channel), "NOT_FOUND"),
            ("leave_conversation", json!(channel), "NOT_FOUND"),
            ("send_message", json!({ "conversationId": channel, "message": "let me in" }), "NOT_FOUND"),
            ("typing_start", json!({ "conversationId": channel }), "NOT_FOUND"),
            ("typing_stop", json!({ "conversationId": channel }), "NOT_FOUND"),
            ("mark_seen", json!({ "conversationId": channel, "messageId": message }), "NOT_FOUND"),
            ("resume", json!({ "conversationId": channel, "afterSeq": 0 }), "NOT_FOUND"),
            ("join:session", json!(channel), "NOT_FOUND"),
            ("join:session", json!({ "id": channel, "after_seq": 0 }), "NOT_FOUND"),
            ("message:send", json!({ "session_id": channel, "text": "let me in" }), "NOT_FOUND"),
            ("typing:start", json!({ "session_id": channel }), "NOT_FOUND"),
            ("typing:stop", json!({ "session_id": channel }), "NOT_FOUND"),
            ("message:read", json!({ "session_id": channel, "message_id": message }), "NOT_FOUND"),
        ]);
    }
    if let Some(own) = own {
        tries.push(("mark_seen", json!({ "conversationId": own, "messageId": message }), "NOT_FOUND"));
        tries.push(("message:read", json!({ "session_id": own, "message_id": message }), "NOT_FOUND"));
        let with_file = json!({ "conversationId": own, "message": "x", "attachmentIds": [target.file] });
        tries.push(("send_message", with_file, "INVALID"));
    }
    tries
}
