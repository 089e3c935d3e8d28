//! What holds for each kind of conversation: one row per kind. Nothing else in the domain asks which kind a
//! conversation is of; it asks for a property.

use liaison_protocol::{auth::Scope, conversation::ConversationKind, side::Side};

use crate::facts::ItemKind;

/// What staff may do in a conversation that they are not in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffAccess {
    /// Nothing: to staff who are not in it, it looks absent.
    Members,
    /// Supervisors and above read; nobody of them writes.
    Supervises,
    /// Every member of staff reads; its handler, the lead of its team and supervisors write.
    Reads,
    /// Every member of staff reads and writes.
    Writes,
}

/// What holds for a kind.
#[derive(Debug, Clone, Copy)]
pub struct Properties {
    /// What it is about; `None` when it stands by itself.
    pub subject: Option<ItemKind>,
    /// The side it is for, when a subject has a conversation per side.
    pub side: Option<Side>,
    /// The sides that take part.
    pub sides: &'static [Side],
    /// What staff may do who are not in it.
    pub staff: StaffAccess,
    /// The scope with which the host's server reads it.
    pub key_scope: Option<Scope>,
    /// Whether a party that left still reads it, and comes back by writing.
    pub parties_return: bool,
    /// Whether messages are accepted while it is frozen or closed.
    pub accepts_when_frozen: bool,
    /// Whether `@name` mentions a colleague.
    pub has_mentions: bool,
    /// Whether the assistant answers its party while nobody is in charge.
    pub has_assistant: bool,
}

/// A conversation of members only.
const MEMBERS_ONLY: Properties = Properties {
    subject: None,
    side: None,
    sides: Side::ALL,
    staff: StaffAccess::Members,
    key_scope: None,
    parties_return: false,
    accepts_when_frozen: false,
    has_mentions: false,
    has_assistant: false,
};

/// One party of a ticket and its agent.
const TICKET_CHANNEL: Properties = Properties {
    subject: Some(ItemKind::Ticket),
    staff: StaffAccess::Reads,
    key_scope: Some(Scope::Tickets),
    parties_return: true,
    ..MEMBERS_ONLY
};

/// The properties of a kind.
pub const fn of(kind: ConversationKind) -> Properties {
    match kind {
        ConversationKind::TicketBrand => {
            Properties { side: Some(Side::Brand), sides: &[Side::Brand, Side::Staff], ..TICKET_CHANNEL }
        }
        ConversationKind::TicketCreator => {
            Properties { side: Some(Side::Creator), sides: &[Side::Creator, Side::Staff], ..TICKET_CHANNEL }
        }
        ConversationKind::TicketNotes => Properties {
            subject: Some(ItemKind::Ticket),
            side: Some(Side::Staff),
            sides: &[Side::Staff],
            staff: StaffAccess::Writes,
            // After a ticket is closed colleagues still note why.
            accepts_when_frozen: true,
            has_mentions: true,
            ..MEMBERS_ONLY
        },
        ConversationKind::LiveChat => Properties {
            subject: Some(ItemKind::Session),
            side: Some(Side::Customer),
            sides: &[Side::Customer, Side::Staff],
            staff: StaffAccess::Reads,
            has_assistant: true,
            ..MEMBERS_ONLY
        },
        ConversationKind::Campaign | ConversationKind::Bid => Properties {
            sides: &[Side::Brand, Side::Creator, Side::Staff],
            staff: StaffAccess::Supervises,
            ..MEMBERS_ONLY
        },
        ConversationKind::Direct => MEMBERS_ONLY,
    }
}

/// The names of the kinds with a property, for conditions in SQL.
pub(crate) fn with(property: impl Fn(&Properties) -> bool) -> Vec<&'static str> {
    ConversationKind::ALL.iter().filter(|kind| property(&of(**kind))).map(|kind| kind.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_of_a_subject_have_sides_of_their_own() {
        let mut seen = Vec::new();
        for kind in ConversationKind::ALL {
            let properties = of(*kind);
            assert_eq!(properties.subject.is_some(), properties.side.is_some(), "{kind}");
            if let Some(subject) = properties.subject {
                assert!(!seen.contains(&(subject, properties.side)), "{kind}: a second one of the same side");
                seen.push((subject, properties.side));
            }
            assert!(properties.side.is_none_or(|side| properties.sides.contains(&side)), "{kind}");
        }
    }

    #[test]
    fn parties_of_one_side_are_never_with_those_of_another_where_staff_mediate() {
        for kind in ConversationKind::ALL {
            let properties = of(*kind);
            let parties = properties.sides.iter().filter(|side| **side != Side::Staff).count();
            let mediates = matches!(properties.staff, StaffAccess::Reads | StaffAccess::Writes);
            assert!(!mediates || parties <= 1, "{kind}");
        }
    }
}
