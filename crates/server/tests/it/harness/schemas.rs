//! Whether what a socket gets is what the description of events says: field by field, and nothing beside.
//!
//! Knows the part of JSON Schema that the description uses, and refuses the rest.

use std::sync::LazyLock;

use liaison_protocol::events::{CLIENT, SERVER, asyncapi};
use serde_json::{Map, Value};

static SCHEMAS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let document = serde_json::to_value(asyncapi::document()).unwrap();
    document["components"]["schemas"].as_object().unwrap().clone()
});

/// What is wrong with an event of the server.
pub(crate) fn fault_of_event(name: &str, payload: &Value) -> Option<String> {
    let Some(event) = SERVER.iter().find(|event| event.name == name) else {
        return Some(format!("`{name}` is not in the table of events"));
    };
    fault(&SCHEMAS[&event.payload.name()], payload).map(|fault| format!("`{name}` {payload}: {fault}"))
}

/// What is wrong with an acknowledgement; refusals have one form, and so has the answer to what is no event.
pub(crate) fn fault_of_answer(name: &str, answer: &Value) -> Option<String> {
    if answer["success"] != true {
        return fault_of_event("error", answer);
    }
    let event = CLIENT.iter().find(|event| event.name == name)?;
    let mut facts = answer.clone();
    facts.as_object_mut()?.remove("success");
    fault(&SCHEMAS[&event.answer.name()], &facts).map(|fault| format!("answer to `{name}` {facts}: {fault}"))
}

fn fault(schema: &Value, value: &Value) -> Option<String> {
    let schema = schema.as_object().unwrap();
    if let Some(reference) = schema.get("$ref") {
        let name = reference.as_str().unwrap().strip_prefix("#/components/schemas/").unwrap();
        return fault(&SCHEMAS[name], value);
    }
    if let Some(choices) = schema.get("oneOf") {
        let faults: Vec<_> =
            choices.as_array().unwrap().iter().filter_map(|choice| fault(choice, value)).collect();
        let fitting = choices.as_array().unwrap().len() - faults.len();
        return (fitting != 1).then(|| format!("{fitting} forms fit instead of one: {faults:?}"));
    }
    schema.iter().find_map(|(keyword, rule)| match keyword.as_str() {
        "type" => fault_of_type(rule, value),
        "enum" => (!rule.as_array().unwrap().contains(value)).then(|| format!("{value} is none of {rule}")),
        "properties" => fault_of_fields(rule.as_object().unwrap(), value),
        "required" => rule.as_array().unwrap().iter().find_map(|name| {
            let is_missing = value.is_object() && value.get(name.as_str().unwrap()).is_none();
            is_missing.then(|| format!("{name} is missing"))
        }),
        "items" => value.as_array().into_iter().flatten().find_map(|item| fault(rule, item)),
        "additionalProperties" => value.as_object()?.values().find_map(|field| fault(rule, field)),
        "propertyNames" => {
            value.as_object()?.keys().find_map(|name| fault(rule, &Value::from(name.as_str())))
        }
        "minimum" => (value.as_f64()? < rule.as_f64()?).then(|| format!("{value} is below {rule}")),
        "format" if rule == "uuid" => {
            let is_uuid = value.as_str().is_none_or(|text| text.parse::<uuid::Uuid>().is_ok());
            (!is_uuid).then(|| format!("{value} is no uuid"))
        }
        "format" if rule == "date-time" => {
            let is_time =
                value.as_str().is_none_or(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok());
            (!is_time).then(|| format!("{value} is no time"))
        }
        "format" | "description" | "example" | "default" => None,
        unknown => Some(format!("the keyword `{unknown}` is not known here")),
    })
}

fn fault_of_type(rule: &Value, value: &Value) -> Option<String> {
    let is = |kind: &Value| match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a type that is not known here: {other}"),
    };
    let fits = rule.as_array().map_or_else(|| is(rule), |kinds| kinds.iter().any(is));
    (!fits).then(|| format!("{value} is no {rule}"))
}

/// A field that the description does not name is a fault, though clients may ignore it.
fn fault_of_fields(rules: &Map<String, Value>, value: &Value) -> Option<String> {
    value.as_object()?.iter().find_map(|(name, field)| match rules.get(name) {
        Some(rule) => fault(rule, field).map(|fault| format!("{name}: {fault}")),
        None => Some(format!("`{name}` is not described")),
    })
}

#[test]
fn what_the_description_does_not_say_is_a_fault() {
    use serde_json::json;

    let offline = json!({ "userId": "agent-3" });
    assert_eq!(fault_of_event("user_offline", &offline), None);
    assert!(fault_of_event("user_offline", &json!({ "userId": "agent-3", "more": 1 })).is_some());
    assert!(fault_of_event("user_offline", &json!({ "userId": 3 })).is_some());
    assert!(fault_of_event("user_offline", &json!({})).is_some());
    assert!(fault_of_event("user_gone", &offline).is_some());
    assert_eq!(fault_of_answer("typing_start", &json!({ "success": true })), None);
    assert!(fault_of_answer("mark_seen", &json!({ "success": true })).is_some());
}
