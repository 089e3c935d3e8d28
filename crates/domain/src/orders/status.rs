//! How an order moves: by forms in its ticket, or because the host says so. Pure.

use liaison_protocol::{error_code::ErrorCode, order::OrderStatus, side::Side, ticket::FormType};

use crate::error::{Error, Result};

/// What a form does to its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The status afterwards.
    pub(crate) status: OrderStatus,
    /// How often changes were asked for, afterwards.
    pub(crate) revision_count: i32,
}

/// Applies a form. The brand, or staff in its name, says what is wanted and what has to change; a creator delivers.
pub(crate) fn submit(form: FormType, by: Side, status: OrderStatus, revision_count: i32) -> Result<Moved> {
    if !matches!(by, Side::Brand | Side::Staff) {
        return Err(Error::with_message(ErrorCode::Forbidden, "only the brand can submit this form"));
    }
    let refused = |required: &[OrderStatus]| {
        let details = serde_json::json!({ "current_status": status, "required_status": required });
        Err(Error::with_message(
            ErrorCode::Conflict,
            format!("this form cannot be submitted while the order is {status}"),
        )
        .details(details))
    };
    match (form, status) {
        (FormType::Requirements, OrderStatus::AwaitingRequirements | OrderStatus::InProgress) => {
            Ok(Moved { status: OrderStatus::InProgress, revision_count })
        }
        (FormType::Requirements, _) => refused(&[OrderStatus::AwaitingRequirements, OrderStatus::InProgress]),
        (
            FormType::Revision,
            OrderStatus::InProgress | OrderStatus::RevisionRequested | OrderStatus::Delivered,
        ) => Ok(Moved {
            status: OrderStatus::RevisionRequested,
            revision_count: revision_count.saturating_add(1),
        }),
        (FormType::Revision, _) => {
            refused(&[OrderStatus::InProgress, OrderStatus::RevisionRequested, OrderStatus::Delivered])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_start_the_work_and_revisions_are_counted() {
        let moved =
            submit(FormType::Requirements, Side::Brand, OrderStatus::AwaitingRequirements, 0).unwrap();
        assert_eq!(moved, Moved { status: OrderStatus::InProgress, revision_count: 0 });
        let moved = submit(FormType::Revision, Side::Staff, OrderStatus::Delivered, 1).unwrap();
        assert_eq!(moved, Moved { status: OrderStatus::RevisionRequested, revision_count: 2 });
    }

    #[test]
    fn a_form_is_refused_to_the_wrong_side_and_in_the_wrong_state() {
        for side in [Side::Creator, Side::Customer] {
            let refused =
                submit(FormType::Requirements, side, OrderStatus::AwaitingRequirements, 0).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::Forbidden);
        }
        for (form, status) in [
            (FormType::Requirements, OrderStatus::Delivered),
            (FormType::Requirements, OrderStatus::RevisionRequested),
            (FormType::Requirements, OrderStatus::Completed),
            (FormType::Requirements, OrderStatus::Cancelled),
            (FormType::Revision, OrderStatus::AwaitingRequirements),
            (FormType::Revision, OrderStatus::Completed),
            (FormType::Revision, OrderStatus::Cancelled),
        ] {
            assert_eq!(
                submit(form, Side::Brand, status, 0).unwrap_err().code(),
                ErrorCode::Conflict,
                "{form} {status}"
            );
        }
    }
}
