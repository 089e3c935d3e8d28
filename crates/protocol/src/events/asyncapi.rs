//! The events as an AsyncAPI 3 document, made from the tables. The server is the application that it describes: it
//! receives what clients send.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::openapi::{Ref, RefOr, Schema};

use super::{CLIENT, Payload, SERVER, schema::Schemas};
use crate::error_code::ErrorBody;

/// The document.
#[derive(Serialize)]
pub struct Document {
    asyncapi: &'static str,
    info: Value,
    #[serde(rename = "defaultContentType")]
    content_type: &'static str,
    servers: Value,
    channels: Value,
    operations: BTreeMap<String, Value>,
    components: Components,
}

#[derive(Serialize)]
struct Components {
    messages: BTreeMap<String, Message>,
    schemas: Schemas,
    #[serde(rename = "securitySchemes")]
    security_schemes: Value,
}

#[derive(Serialize)]
struct Message {
    name: &'static str,
    summary: &'static str,
    payload: Value,
    #[serde(rename = "x-recipients", skip_serializing_if = "Option::is_none")]
    recipients: Option<String>,
    #[serde(rename = "x-passing", skip_serializing_if = "std::ops::Not::not")]
    is_passing: bool,
}

/// Keys of components may not hold a colon.
fn key(from: &str, name: &str) -> String {
    format!("{from}.{}", name.replace(':', "."))
}

fn reference(payload: Payload) -> RefOr<Schema> {
    Ref::from_schema_name(payload.name()).into()
}

/// All events of clients and of the server.
pub fn document() -> Document {
    let mut parts = Parts::default();
    Payload::of::<ErrorBody>().collect(&mut parts.schemas);
    parts.add_client_events();
    parts.add_server_events();
    Document {
        asyncapi: "3.0.0",
        info: json!({
            "title": "Liaison",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Conversations for businesses that stand between two parties: the events of the real-time \
                connection. Socket.IO protocol 5 over Engine.IO 4; a message is one event with one argument.",
            "license": { "name": "MIT OR Apache-2.0" },
        }),
        content_type: "application/json",
        servers: json!({
            "liaison": {
                "host": "localhost:8080",
                "pathname": "/socket.io",
                "protocol": "wss",
                "description": "Socket.IO; the same server also answers on `/socket.io/chat`.",
                "security": [{ "$ref": "#/components/securitySchemes/token" }],
            },
        }),
        channels: json!({
            "socket": { "address": "/", "description": "The main namespace.", "messages": parts.events },
            "acknowledgements": {
                "address": null,
                "description": "The acknowledgement of a client's event.",
                "messages": parts.answers,
            },
        }),
        operations: parts.operations,
        components: Components {
            messages: parts.messages,
            schemas: parts.schemas,
            security_schemes: json!({
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Sent as `auth: { token }` when connecting.",
                },
            }),
        },
    }
}

/// What the tables add to the document.
#[derive(Default)]
struct Parts {
    events: Map<String, Value>,
    answers: Map<String, Value>,
    operations: BTreeMap<String, Value>,
    messages: BTreeMap<String, Message>,
    schemas: Schemas,
}

impl Parts {
    fn add_client_events(&mut self) {
        for event in CLIENT {
            event.payload.collect(&mut self.schemas);
            event.answer.collect(&mut self.schemas);
            let (asked, answered) = (key("client", event.name), key("answer", event.name));
            self.events.insert(asked.clone(), component(&asked));
            self.answers.insert(answered.clone(), component(&answered));
            let operation = json!({
                "action": "receive",
                "channel": { "$ref": "#/channels/socket" },
                "messages": [{ "$ref": format!("#/channels/socket/messages/{asked}") }],
                "reply": {
                    "channel": { "$ref": "#/channels/acknowledgements" },
                    "messages": [{ "$ref": format!("#/channels/acknowledgements/messages/{answered}") }],
                },
            });
            self.operations.insert(asked.clone(), operation);
            let message = |payload, summary| Message {
                name: event.name,
                summary,
                payload,
                recipients: None,
                is_passing: false,
            };
            self.messages.insert(asked, message(json!(reference(event.payload)), event.meaning));
            self.messages.insert(answered, message(answer(event.answer), "the acknowledgement"));
        }
    }

    fn add_server_events(&mut self) {
        for event in SERVER {
            event.payload.collect(&mut self.schemas);
            let told = key("server", event.name);
            self.events.insert(told.clone(), component(&told));
            let operation = json!({
                "action": "send",
                "channel": { "$ref": "#/channels/socket" },
                "messages": [{ "$ref": format!("#/channels/socket/messages/{told}") }],
            });
            self.operations.insert(told.clone(), operation);
            let message = Message {
                name: event.name,
                summary: event.meaning,
                payload: json!(reference(event.payload)),
                recipients: Some(event.recipients()),
                is_passing: event.is_passing,
            };
            self.messages.insert(told, message);
        }
    }
}

fn component(key: &str) -> Value {
    json!({ "$ref": format!("#/components/messages/{key}") })
}

/// The facts and `success: true`, or the error.
fn answer(facts: Payload) -> Value {
    let success =
        json!({ "type": "object", "required": ["success"], "properties": { "success": { "const": true } } });
    json!({ "oneOf": [{ "allOf": [success, reference(facts)] }, reference(Payload::of::<ErrorBody>())] })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reference_leads_somewhere_and_every_name_is_there_once() {
        let document = serde_json::to_value(document()).unwrap();
        let mut references = Vec::new();
        find(&document, &mut references);
        for reference in references {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        let told: BTreeSet<_> = SERVER.iter().map(|event| event.name).collect();
        let said: BTreeSet<_> = CLIENT.iter().map(|event| event.name).collect();
        assert_eq!((told.len(), said.len()), (SERVER.len(), CLIENT.len()));
    }

    fn find(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
                fields.values().for_each(|value| find(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| find(value, found)),
            _ => {}
        }
    }
}
