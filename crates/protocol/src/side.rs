//! The sides of a case, and the kinds of people.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! names {
    ($ty:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $ty {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$ty] = &[$($ty::$variant),*];

            /// The name as it is sent and stored.
            pub const fn as_str(self) -> &'static str {
                match self { $($ty::$variant => $text),* }
            }

            /// The value of that name, `None` for any other text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($ty::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $ty {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use names;

/// The kind of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserType {
    /// Buys: places orders.
    Brand,
    /// Delivers; `influencer` is understood on input.
    #[serde(alias = "influencer")]
    Creator,
    /// A customer of the business itself.
    Customer,
    /// A person who is not logged in.
    Visitor,
    /// Staff: handles tickets.
    Agent,
    /// Staff: an agent who also leads a team.
    TeamLead,
    /// Staff: may act on every ticket.
    Supervisor,
    /// Staff: manages people and settings.
    Admin,
    /// Staff: manages admins too.
    SuperAdmin,
}

names!(UserType {
    Brand = "brand",
    Creator = "creator",
    Customer = "customer",
    Visitor = "visitor",
    Agent = "agent",
    TeamLead = "team_lead",
    Supervisor = "supervisor",
    Admin = "admin",
    SuperAdmin = "super_admin",
});

impl UserType {
    /// Reads a name as a client may send it: `influencer` means `creator`.
    pub fn parse_input(text: &str) -> Option<Self> {
        if text == "influencer" { Some(Self::Creator) } else { Self::parse(text) }
    }

    /// Whether this is agent or above.
    pub fn is_staff(self) -> bool {
        self >= Self::Agent
    }

    /// The side a person of this kind stands on.
    pub fn side(self) -> Side {
        match self {
            Self::Brand => Side::Brand,
            Self::Creator => Side::Creator,
            Self::Customer | Self::Visitor => Side::Customer,
            Self::Agent | Self::TeamLead | Self::Supervisor | Self::Admin | Self::SuperAdmin => Side::Staff,
        }
    }
}

/// On which side of a mediated case a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The brand's.
    Brand,
    /// The creator's.
    Creator,
    /// A customer's or visitor's.
    Customer,
    /// The agent's and everybody above.
    Staff,
}

names!(Side { Brand = "brand", Creator = "creator", Customer = "customer", Staff = "staff" });
