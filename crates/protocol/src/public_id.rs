//! Chat identities: `brand-12`, `creator-12`, `agent-3`.

use crate::{ids::PersonId, side::UserType};

/// The chat identity of the server's own messages.
pub const SYSTEM: &str = "system";
/// The chat identity of the assistant.
pub const ASSISTANT: &str = "AI_ASSISTANT";

/// The chat identity of a person. All staff are `agent-…`: a party need not know who is whose superior.
pub fn of(kind: UserType, id: PersonId) -> String {
    let prefix = match kind {
        UserType::Brand => "brand",
        UserType::Creator => "creator",
        UserType::Customer => "customer",
        UserType::Visitor => "visitor",
        _ => "agent",
    };
    format!("{prefix}-{id}")
}

/// Whether `text`, as a client sent it, names the person: by number, number as text, or chat identity.
pub fn names(text: &str, kind: UserType, id: PersonId) -> bool {
    let own = of(kind, id);
    text == own
        || text.strip_prefix("influencer-").is_some_and(|rest| own == format!("creator-{rest}"))
        || text.parse() == Ok(id)
}

/// The number in a name as a client sent it; whether it fits the kind of person, [`names`] tells.
pub fn number(text: &str) -> Option<i64> {
    let digits = text.rsplit_once('-').map_or(text, |(_, digits)| digits);
    digits.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_named_by_number_identity_and_legacy_identity_only() {
        let id = PersonId(12);
        for text in ["12", "creator-12", "influencer-12"] {
            assert!(names(text, UserType::Creator, id), "{text}");
        }
        for text in ["", "13", "brand-12", "creator-1", "creator-012", "influencer-", "agent-12"] {
            assert!(!names(text, UserType::Creator, id), "{text}");
        }
    }
}
