//! Several kinds of sensitive data at once: what a message asks for.

use crate::kind::Kind;

/// Which kinds were asked for. "Your card number and the CVV, please" asks for two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Asked(u32);

impl Asked {
    /// Nothing was asked for.
    pub const NOTHING: Self = Self(0);

    /// Whether this kind was asked for.
    #[must_use]
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & bit(kind) != 0
    }

    /// Whether nothing was asked for.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What was asked for here or there.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same, where a PIN may as well be a postal code: "pin code" in India. Only four digits answer it.
    pub(crate) const fn with_ambiguous_pin(self) -> Self {
        Self(self.0 | AMBIGUOUS_PIN)
    }

    /// Whether a PIN of so many digits was asked for, and not a postal code.
    pub(crate) const fn is_pin_of(self, digits: usize) -> bool {
        self.0 & AMBIGUOUS_PIN == 0 || digits == 4
    }

    /// The same, asked some messages ago: then a plain word is no password.
    #[must_use]
    pub const fn earlier(self) -> Self {
        Self(self.0 & !JUST_NOW)
    }

    /// Whether a plain word may answer.
    pub(crate) const fn is_just_now(self) -> bool {
        self.0 & JUST_NOW != 0
    }

    /// The kinds, in the order of their declaration.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

/// No kind's bit.
const AMBIGUOUS_PIN: u32 = 1 << 31;
const JUST_NOW: u32 = 1 << 30;

fn bit(kind: Kind) -> u32 {
    Kind::ALL.iter().position(|other| *other == kind).map_or(0, |place| 1 << place)
}

impl From<Kind> for Asked {
    fn from(kind: Kind) -> Self {
        Self(bit(kind) | JUST_NOW)
    }
}

impl From<Option<Kind>> for Asked {
    fn from(kind: Option<Kind>) -> Self {
        kind.map_or(Self::NOTHING, Self::from)
    }
}

impl FromIterator<Kind> for Asked {
    fn from_iter<T: IntoIterator<Item = Kind>>(kinds: T) -> Self {
        kinds.into_iter().fold(Self::NOTHING, |asked, kind| asked.and(kind.into()))
    }
}
