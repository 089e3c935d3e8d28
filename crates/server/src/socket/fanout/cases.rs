//! Rows of the inbox, to staff. One vocabulary: reference D has no inbox.

use liaison_domain::event::CaseEvent;
use liaison_protocol::events::CasesChanged;

use super::recipients::Recipients;

/// Tells staff which rows of their lists changed.
pub(super) fn tell(recipients: &Recipients<'_>, event: &CaseEvent) {
    recipients.staff(|| match event {
        CaseEvent::Changed(rows) => CasesChanged { cases: rows, reload: false },
        CaseEvent::Reload => CasesChanged { cases: &[], reload: true },
    });
}
