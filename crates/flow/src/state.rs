//! A run between two steps: where it stands, what it knows. Small, without references to its definition.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::definition::{Definition, FieldId, Kind, LimitId, StateId};
use crate::money::Currency;

/// A value of the data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Of texts, choices, addresses and files.
    Text(Box<str>),
    /// Of whole numbers, money in minor units, counters, and dates in milliseconds since 1970.
    Number(i64),
}

impl Value {
    pub(crate) fn word(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }

    /// As it is in JSON.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
        }
    }
}

/// What became of the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing was asked for.
    None,
    /// Asked for, not there yet.
    Requested,
    /// There, and held.
    Captured,
    /// Released or refunded.
    Settled,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    pub(crate) state: StateId,
    pub(crate) entry: u64,
    pub(crate) entered_at: i64,
    pub(crate) phase: Phase,
    pub(crate) amount: i64,
    pub(crate) currency: Currency,
    pub(crate) data: Vec<Option<Value>>,
    pub(crate) limits: Vec<i64>,
    pub(crate) counted: Vec<(StateId, i64)>,
}

/// How a run is stored: names instead of positions.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    state: String,
    entry: u64,
    entered_at: i64,
    phase: Phase,
    amount: i64,
    currency: String,
    data: Map<String, Json>,
    limits: Map<String, Json>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    since: Map<String, Json>,
}

/// A stored run that does not fit its definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the stored run does not fit the definition: {0}")]
pub struct Unreadable(pub(crate) String);

impl State {
    /// Where it stands.
    pub fn state(&self) -> StateId {
        self.state
    }

    /// How many times a state was entered.
    pub fn entry(&self) -> u64 {
        self.entry
    }

    /// When the present one was, in milliseconds since 1970.
    pub fn entered_at(&self) -> i64 {
        self.entered_at
    }

    /// What became of the payment.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The amount that was asked for last, in minor units.
    pub fn amount(&self) -> i64 {
        self.amount
    }

    /// The currency of all its amounts.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// A field of its data.
    pub fn value(&self, field: FieldId) -> Option<&Value> {
        self.data.get(field.index())?.as_ref()
    }

    /// A limit that it began with.
    pub fn limit(&self, limit: LimitId) -> i64 {
        self.limits.get(limit.index()).copied().unwrap_or_default()
    }

    pub(crate) fn set(&mut self, field: FieldId, value: Option<Value>) {
        if let Some(slot) = self.data.get_mut(field.index()) {
            *slot = value;
        }
    }

    /// As JSON with names, which [`State::read`] reads.
    pub fn to_json(&self, definition: &Definition) -> Json {
        let data = definition.fields.iter().zip(&self.data);
        let data = data.filter_map(|(field, value)| Some((field.name.clone(), value.as_ref()?.to_json())));
        let limits = definition.limits.iter().zip(&self.limits);
        let counted = self.counted.iter();
        let stored = Stored {
            state: definition.state_name(self.state).to_owned(),
            entry: self.entry,
            entered_at: self.entered_at,
            phase: self.phase,
            amount: self.amount,
            currency: self.currency.to_string(),
            data: data.collect(),
            limits: limits.map(|(limit, value)| (limit.name.clone(), json!(value))).collect(),
            since: counted.map(|(state, at)| (definition.state_name(*state).to_owned(), json!(at))).collect(),
        };
        json!(stored)
    }

    /// Reads what [`State::to_json`] wrote.
    ///
    /// # Errors
    /// When it names what the definition does not have, or holds a value of another type.
    pub fn read(definition: &Definition, stored: &Json) -> Result<Self, Unreadable> {
        let unknown = |what: &str, name: &str| Unreadable(format!("there is no {what} \"{name}\""));
        let stored: Stored =
            serde_json::from_value(stored.clone()).map_err(|error| Unreadable(error.to_string()))?;
        let named = |name: &str| definition.state(name).ok_or_else(|| unknown("state", name));
        let mut data = vec![None; definition.fields.len()];
        for (name, value) in &stored.data {
            let id = definition.field(name).ok_or_else(|| unknown("field", name))?;
            let is_number = definition.fields.get(id.index()).is_some_and(|field| field.kind.is_number());
            let value = match value {
                Json::String(text) if !is_number => Value::word(text),
                Json::Number(number) if is_number => Value::Number(number.as_i64().unwrap_or_default()),
                _ => return Err(Unreadable(format!("the value of \"{name}\" is of another type"))),
            };
            if let Some(slot) = data.get_mut(id.index()) {
                *slot = Some(value);
            }
        }
        let limit = |limit: &crate::definition::Limit| {
            stored.limits.get(&limit.name).and_then(Json::as_i64).unwrap_or(limit.value)
        };
        let mut counted = Vec::new();
        for (name, at) in &stored.since {
            counted.push((named(name)?, at.as_i64().unwrap_or_default()));
        }
        for (slot, field) in data.iter_mut().zip(&definition.fields) {
            if slot.is_none() && matches!(field.kind, Kind::Counter(_)) {
                *slot = Some(Value::Number(0));
            }
        }
        Ok(Self {
            state: named(&stored.state)?,
            entry: stored.entry,
            entered_at: stored.entered_at,
            phase: stored.phase,
            amount: stored.amount,
            currency: Currency::parse(&stored.currency)
                .ok_or_else(|| unknown("currency", &stored.currency))?,
            data,
            limits: definition.limits.iter().map(limit).collect(),
            counted,
        })
    }
}
