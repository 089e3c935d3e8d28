//! How a run gets from a state to the next: triggers, guards, data, effects and times.

use crate::definition::{FieldId, RoleId, Roles, StateId, Style, TextId};
use crate::expr::Expr;
use crate::source::At;

/// What the awaited person sees.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) title: TextId,
    pub(crate) subtitle: Option<TextId>,
}

/// A text for all, or one for each role that is named.
#[derive(Debug, Clone)]
pub(crate) enum Said {
    /// The same for all.
    All(TextId),
    /// A role's own; the others get none.
    Each(Vec<(RoleId, TextId)>),
}

/// What makes a transition happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// Somebody presses a button.
    Action,
    /// Something happened outside.
    Event,
    /// A time has come.
    Time,
    /// Nothing: at once.
    Next,
}

/// From a state to another one, or nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Transition {
    /// The action, the event, the timer, or `next`.
    pub(crate) name: String,
    pub(crate) at: At,
    pub(crate) trigger: Trigger,
    pub(crate) by: Roles,
    pub(crate) button: Option<TextId>,
    pub(crate) style: Style,
    pub(crate) confirm: bool,
    pub(crate) ask: Vec<Ask>,
    pub(crate) when: Option<Expr>,
    pub(crate) when_at: At,
    pub(crate) target: Target,
    pub(crate) set: Vec<Set>,
    pub(crate) clear: Vec<FieldId>,
    pub(crate) add: Vec<FieldId>,
    pub(crate) effects: Vec<Effected>,
    pub(crate) said: Option<Said>,
    pub(crate) audit: Option<TextId>,
    pub(crate) during: During,
}

impl Transition {
    pub(crate) fn new(name: impl Into<String>, at: At, trigger: Trigger) -> Self {
        Self {
            name: name.into(),
            at,
            trigger,
            by: Roles::default(),
            button: None,
            style: Style::Primary,
            confirm: false,
            ask: Vec::new(),
            when: None,
            when_at: at,
            target: Target::Stay,
            set: Vec::new(),
            clear: Vec::new(),
            add: Vec::new(),
            effects: Vec::new(),
            said: None,
            audit: None,
            during: During::Always,
        }
    }

    /// Where it can lead.
    pub(crate) fn targets(&self) -> &[Branch] {
        match &self.target {
            Target::Stay => &[],
            Target::To(branches) => branches,
        }
    }

    pub(crate) fn text_ids(&self) -> impl Iterator<Item = TextId> + '_ {
        self.button.into_iter().chain(self.audit).chain(self.said.iter().flat_map(Said::ids))
    }
}

impl Said {
    pub(crate) fn ids(&self) -> Vec<TextId> {
        match self {
            Self::All(text) => vec![*text],
            Self::Each(texts) => texts.iter().map(|(_, text)| *text).collect(),
        }
    }

    /// What this role reads.
    pub(crate) fn of(&self, role: RoleId) -> Option<TextId> {
        match self {
            Self::All(text) => Some(*text),
            Self::Each(texts) => texts.iter().find(|(of, _)| *of == role).map(|(_, text)| *text),
        }
    }
}

/// What an action asks for: the field, and the name under which clients send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) parameter: String,
    pub(crate) field: FieldId,
}

/// Where a transition leads.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// Nowhere: the entry, its card and its timers go on.
    Stay,
    /// To the first branch whose guard is true.
    To(Vec<Branch>),
}

/// One of the places where a transition may lead.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) when: Option<Expr>,
    pub(crate) state: StateId,
    pub(crate) at: At,
}

/// A field that a transition fills.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    pub(crate) field: FieldId,
    pub(crate) value: Origin,
    pub(crate) at: At,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// Another field.
    Field(FieldId),
    /// The definition.
    Number(i64),
    /// The definition.
    Word(String),
    /// The event.
    Event(String),
}

/// An effect of a transition, as the definition names it.
#[derive(Debug, Clone)]
pub(crate) struct Effected {
    pub(crate) at: At,
    pub(crate) what: What,
}

/// The effects.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// Ask the payer for an amount.
    RequestPayment(FieldId),
    /// Pay captured money out.
    Release(FieldId),
    /// Pay captured money back.
    Refund(FieldId),
    /// Staff must look at it.
    Escalate(String),
    /// Tell a role something outside of the conversation.
    Notify(RoleId, TextId),
    /// A ticket for staff.
    OpenTicket,
}

/// When an action that is possible in every state is possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum During {
    /// As long as no money was captured.
    BeforeCapture,
    /// While captured money is neither released nor refunded.
    Captured,
    /// In every state but final ones.
    Always,
}

/// A time of a state.
#[derive(Debug, Clone)]
pub(crate) struct TimerDef {
    /// `timeout`, `also.1`; reminders add `.remind.1`.
    pub(crate) name: String,
    pub(crate) from: Since,
    pub(crate) plus: i64,
    pub(crate) remind: Vec<i64>,
    pub(crate) skip_if_past: bool,
    /// It comes from the defaults, not from the state.
    pub(crate) is_default: bool,
    /// None: it only reminds.
    pub(crate) act: Option<Transition>,
}

/// What a time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// This entry.
    Entry,
    /// A date in the data.
    Field(FieldId),
    /// When another state was last entered.
    State(StateId),
}

impl During {
    pub(crate) const ALL: [(&'static str, Self); 3] =
        [("before_capture", Self::BeforeCapture), ("captured", Self::Captured), ("always", Self::Always)];
}
