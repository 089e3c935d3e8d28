//! Why a step is not taken. Nothing has changed then.

use crate::money::NotAnAmount;

/// The reasons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The action or event is not one of this state: 409 `FLOW_STATE_INVALID`.
    #[error("this is not possible in the state \"{current}\"")]
    State {
        /// Where the run stands.
        current: String,
        /// The states where it would be possible.
        required: Vec<String>,
    },
    /// The click or the time belongs to an earlier entry: 409 `FLOW_STATE_INVALID`.
    #[error("this is out of date")]
    Stale {
        /// The entry that it belongs to.
        entry: u64,
        /// The entry of the run.
        current: u64,
    },
    /// Another role's action: 403 `FLOW_ROLE_INVALID`.
    #[error("this is for {}", required.join(" or "))]
    Role {
        /// Who may.
        required: Vec<String>,
    },
    /// The guard is false: 409.
    #[error("\"{action}\" is not possible now")]
    Guard {
        /// The action.
        action: String,
    },
    /// What was sent does not fit: 422.
    #[error("{}", problems.iter().map(|one| format!("{}: {}", one.parameter, one.problem)).collect::<Vec<_>>().join("; "))]
    Input {
        /// Everything that does not.
        problems: Vec<Problem>,
    },
    /// Another amount than the one that was asked for: the provider's word does not fit the run.
    #[error("the amount is not the one that was asked for")]
    Amount {
        /// The amount of the run, in minor units.
        expected: i64,
    },
    /// The definition does not say what follows. A checked definition always does.
    #[error("the flow does not say what follows: {0}")]
    Broken(&'static str),
}

/// What is wrong with a value that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name under which it was sent.
    pub parameter: String,
    /// What is wrong.
    pub problem: Invalid,
}

/// What can be wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Nothing was sent.
    #[error("this is required")]
    Missing,
    /// The flow did not ask for it.
    #[error("this was not asked for")]
    Unknown,
    /// Not the type.
    #[error("this must be {0}")]
    Type(&'static str),
    /// Too few characters, or too small.
    #[error("this must be at least {0}")]
    Min(i64),
    /// Too many characters, or too large.
    #[error("this must be at most {0}")]
    Max(i64),
    /// Not one of the choices.
    #[error("this must be one of {}", .0.join(", "))]
    Choice(Vec<String>),
    /// Nothing is left of it after masking.
    #[error("there is nothing in it but hidden contact or payment data")]
    Masked,
    /// Not an amount.
    #[error(transparent)]
    Money(#[from] NotAnAmount),
}
