//! A checked definition: what a flow is made of, with names resolved to positions in lists.

use std::collections::BTreeMap;

use crate::source::At;
use crate::text::Text;
use crate::transition::{Card, Said, TimerDef, Transition};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u16);

        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                Self(u16::try_from(index).unwrap_or(u16::MAX))
            }

            /// Its position in the definition's list.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// A state.
    StateId
    /// A role.
    RoleId
    /// A field of the data.
    FieldId
    /// A limit.
    LimitId
    /// A text.
    TextId
}

/// Some of the roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(pub(crate) u32);

impl Roles {
    pub(crate) fn of(role: RoleId) -> Self {
        Self(1_u32.checked_shl(u32::from(role.0)).unwrap_or(0))
    }

    pub(crate) fn and(self, role: RoleId) -> Self {
        Self(self.0 | Self::of(role).0)
    }

    /// Whether the role is among them.
    pub fn has(self, role: RoleId) -> bool {
        self.0 & Self::of(role).0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A flow: parsed, resolved and checked.
#[derive(Debug, Clone)]
pub struct Definition {
    pub(crate) name: String,
    pub(crate) version: u32,
    pub(crate) version_at: At,
    pub(crate) hash: String,
    pub(crate) title: Option<TextId>,
    pub(crate) start: StateId,
    pub(crate) mask_contact: MaskContact,
    pub(crate) isolated: bool,
    pub(crate) texts_folder: Option<String>,
    pub(crate) roles: Vec<Role>,
    pub(crate) fields: Vec<Field>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) states: Vec<StateDef>,
    pub(crate) anywhere: Vec<Transition>,
    pub(crate) texts: Vec<Text>,
}

/// Until when contact data in the conversation is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MaskContact {
    /// In every state.
    #[default]
    Always,
    /// Until money was captured.
    UntilCaptured,
    /// Never.
    Never,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// On which side the person stands: `brand`, `creator`, `customer`, `staff`; none for built-in roles.
    pub side: Option<Side>,
    /// Whether it begins runs.
    pub starts: bool,
    pub(crate) at: At,
}

/// A side of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The brand's.
    Brand,
    /// The creator's.
    Creator,
    /// A customer's.
    Customer,
    /// Ours.
    Staff,
}

impl Side {
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("brand", Self::Brand),
        ("creator", Self::Creator),
        ("customer", Self::Customer),
        ("staff", Self::Staff),
    ];

    /// As definitions spell it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, side)| *side == self).map_or("", |(name, _)| name)
    }
}

/// A field of a run's data.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What people see in its place.
    pub label: Option<TextId>,
    /// The least value, or the least characters.
    pub min: Option<i64>,
    /// The greatest value, or the most characters.
    pub max: Option<i64>,
    /// Whether an answer may be left out.
    pub optional: bool,
    /// The one role, besides staff, that may see it.
    pub private_to: Option<RoleId>,
    pub(crate) at: At,
}

/// The types of data.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// What people write.
    Text,
    /// A whole number.
    Integer,
    /// An amount in minor units of the run's currency.
    Money,
    /// One of some words.
    Choice(Vec<String>),
    /// A moment, in milliseconds since 1970.
    Date,
    /// An address on the web.
    Url,
    /// An attachment.
    File,
    /// Counts from 0 up, by `add`.
    Counter(Option<LimitId>),
}

impl Kind {
    /// As definitions spell it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Money => "money",
            Self::Choice(_) => "choice",
            Self::Date => "date",
            Self::Url => "url",
            Self::File => "file",
            Self::Counter(_) => "counter",
        }
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Integer | Self::Money | Self::Date | Self::Counter(_))
    }
}

/// A number with a name, which settings may change for new runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: i64,
}

/// A state.
#[derive(Debug, Clone)]
pub struct StateDef {
    /// Its name.
    pub name: String,
    /// Whose turn it is.
    pub awaits: Option<RoleId>,
    /// Whether people may write freely.
    pub chat_open: bool,
    /// Whether a run ends here.
    pub is_final: bool,
    pub(crate) at: At,
    pub(crate) card: Option<Card>,
    pub(crate) wait: Option<Said>,
    pub(crate) next: Option<Transition>,
    pub(crate) on: Vec<Transition>,
    pub(crate) events: Vec<Transition>,
    pub(crate) timers: Vec<TimerDef>,
    /// Times of other states are counted from when it was last entered.
    pub(crate) is_counted_from: bool,
}

impl StateDef {
    /// Every transition that leaves it, or stays in it.
    pub(crate) fn transitions(&self) -> impl Iterator<Item = &Transition> {
        let times = self.timers.iter().filter_map(|timer| timer.act.as_ref());
        self.on.iter().chain(&self.events).chain(times).chain(&self.next)
    }
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// It agrees.
    Success,
    /// It ends or refuses.
    Danger,
    /// It holds up.
    Warning,
    /// The usual one.
    Primary,
    /// One beside.
    Secondary,
}

impl Style {
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("success", Self::Success),
        ("danger", Self::Danger),
        ("warning", Self::Warning),
        ("primary", Self::Primary),
        ("secondary", Self::Secondary),
    ];

    /// As definitions and clients spell it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, style)| *style == self).map_or("", |(name, _)| name)
    }
}

/// The texts of other languages, by language.
pub type Translations = BTreeMap<String, crate::source::Source>;

impl Definition {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call it, in the definition's own language.
    pub fn title(&self) -> Option<TextId> {
        self.title
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// SHA-256 of its text, in hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Until when contact data is masked.
    pub fn mask_contact(&self) -> MaskContact {
        self.mask_contact
    }

    /// Whether the parties must learn nothing about each other.
    pub fn is_isolated(&self) -> bool {
        self.isolated
    }

    /// The folder with its texts in other languages, if there is one.
    pub fn texts_folder(&self) -> Option<&str> {
        self.texts_folder.as_deref()
    }

    /// Its roles, the built-in ones last.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Its data.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Its limits.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Its states, in the order of the file.
    pub fn states(&self) -> &[StateDef] {
        &self.states
    }

    /// The role of this name.
    pub fn role(&self, name: &str) -> Option<RoleId> {
        self.roles.iter().position(|role| role.name == name).map(RoleId::new)
    }

    /// The state of this name.
    pub fn state(&self, name: &str) -> Option<StateId> {
        self.states.iter().position(|state| state.name == name).map(StateId::new)
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|field| field.name == name).map(FieldId::new)
    }

    /// The name of a role.
    pub fn role_name(&self, role: RoleId) -> &str {
        self.roles.get(role.index()).map_or("", |role| role.name.as_str())
    }

    /// The name of a state.
    pub fn state_name(&self, state: StateId) -> &str {
        self.states.get(state.index()).map_or("", |state| state.name.as_str())
    }

    /// The roles of a transition, by name.
    pub(crate) fn role_names(&self, roles: Roles) -> Vec<String> {
        let named = self.roles.iter().enumerate().filter(|(index, _)| roles.has(RoleId::new(*index)));
        named.map(|(_, role)| role.name.clone()).collect()
    }

    /// Every transition, those of states first.
    pub(crate) fn transitions(&self) -> impl Iterator<Item = &Transition> {
        self.states.iter().flat_map(StateDef::transitions).chain(&self.anywhere)
    }
}
