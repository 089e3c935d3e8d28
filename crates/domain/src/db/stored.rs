//! An enum of the wire in a column, stored by its name. `liaison_protocol` has no database library, so its enums cannot
//! derive `DeriveActiveEnum`; [`Stored`] does the same for all of them: a column holds a value of the enum or cannot be
//! read at all.

use std::sync::Arc;

use liaison_protocol::{
    at_work::{DraftChannel, ViewingState},
    conversation::{ConversationKind, ConversationState},
    deal::OfferKind,
    job::JobState,
    message::MessageType,
    order::OrderStatus,
    session::SessionStatus,
    side::{Side, UserType},
    staff::AgentStatus,
    ticket::{Priority, TicketStatus},
};
use sea_orm::{
    ActiveValue, ColIdx, ColumnType, DbErr, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, Nullable, StringLen, ValueType, ValueTypeErr},
};

/// An enum whose values have names.
pub trait Named: Copy {
    /// What the enum is called in an error.
    const ENUM: &'static str;

    /// The stored name.
    fn name(self) -> &'static str;

    /// The value with that name.
    fn of(name: &str) -> Option<Self>;
}

macro_rules! named {
    ($($ty:ident),* $(,)?) => {
        $(
            impl Named for $ty {
                const ENUM: &'static str = stringify!($ty);

                fn name(self) -> &'static str {
                    self.as_str()
                }

                fn of(name: &str) -> Option<Self> {
                    Self::parse(name)
                }
            }
        )*
    };
}

named!(
    AgentStatus,
    ConversationKind,
    ConversationState,
    DraftChannel,
    JobState,
    MessageType,
    OfferKind,
    OrderStatus,
    Priority,
    SessionStatus,
    Side,
    TicketStatus,
    UserType,
    ViewingState,
);

/// A value of a wire enum, as a column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stored<T>(pub T);

impl<T: Named> From<Stored<T>> for Value {
    fn from(stored: Stored<T>) -> Self {
        stored.0.name().into()
    }
}

impl<T: Named> TryGetable for Stored<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, column: I) -> Result<Self, TryGetError> {
        let name = String::try_get_by(row, column)?;
        T::of(&name).map(Self).ok_or_else(|| TryGetError::DbErr(unknown::<T>(&name)))
    }
}

impl<T: Named> ValueType for Stored<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let name = <String as ValueType>::try_from(value)?;
        T::of(&name).map(Self).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        T::ENUM.to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T: Named> Nullable for Stored<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

impl<T: Named> IntoActiveValue<Stored<T>> for Stored<T> {
    fn into_active_value(self) -> ActiveValue<Stored<T>> {
        ActiveValue::Set(self)
    }
}

/// The error for a name that a newer version, or another hand, has written.
fn unknown<T: Named>(name: &str) -> DbErr {
    let why = format!("`{name}` is no {}", T::ENUM);
    DbErr::TryIntoErr { from: "String", into: T::ENUM, source: Arc::new(std::io::Error::other(why)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_survives_its_column_and_an_unknown_name_is_refused() {
        let value: Value = Stored(TicketStatus::InProgress).into();
        assert_eq!(value, Value::from("in_progress"));
        assert_eq!(
            <Stored<TicketStatus> as ValueType>::try_from(value).ok(),
            Some(Stored(TicketStatus::InProgress))
        );
        assert!(<Stored<TicketStatus> as ValueType>::try_from("lost".into()).is_err());
    }
}
