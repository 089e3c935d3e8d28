//! What can be found in a text.

use std::fmt;
use std::str::FromStr;

/// A kind of sensitive data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Payment card number (ISO/IEC 7812).
    Card,
    /// International bank account number (ISO 13616).
    Iban,
    /// United States social security number.
    Ssn,
    /// Indian Aadhaar number.
    Aadhaar,
    /// Indian permanent account number (income tax).
    Pan,
    /// National bank account number, found in context only.
    Account,
    /// Personal identification number, found in context only.
    Pin,
    /// Card verification value, found in context only.
    Cvv,
    /// One-time password, found in context only.
    Otp,
    /// Password, found in context only.
    Password,
    /// Telephone number.
    Phone,
    /// E-mail address or payment address of the form `name@bank`, also spelled out ("at gmail dot com").
    Email,
    /// Web address.
    Link,
    /// Name on a social network or messenger.
    Handle,
    /// Match of a pattern from settings.
    Pattern,
    /// The whole text, which could not be read safely.
    Unreadable,
}

impl Kind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 16] = [
        Self::Card,
        Self::Iban,
        Self::Ssn,
        Self::Aadhaar,
        Self::Pan,
        Self::Account,
        Self::Pin,
        Self::Cvv,
        Self::Otp,
        Self::Password,
        Self::Phone,
        Self::Email,
        Self::Link,
        Self::Handle,
        Self::Pattern,
        Self::Unreadable,
    ];

    /// The name used in settings and events, for example `card`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Ssn => "ssn",
            Self::Aadhaar => "aadhaar",
            Self::Pan => "pan",
            Self::Account => "account",
            Self::Pin => "pin",
            Self::Cvv => "cvv",
            Self::Otp => "otp",
            Self::Password => "password",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Link => "link",
            Self::Handle => "handle",
            Self::Pattern => "pattern",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether this is a way to reach somebody outside the platform.
    #[must_use]
    pub const fn is_contact(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Link | Self::Handle)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no [`Kind`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of sensitive data `{0}`")]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert!("passport".parse::<Kind>().is_err());
    }
}
