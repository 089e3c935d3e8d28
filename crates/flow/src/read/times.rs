//! Times of a state: the timeout with its reminders, and further ones.

use toml::de::DeValue;

use super::Reader;
use super::table::{Fields, Value, Word, at};
use crate::definition::{FieldId, Kind, StateDef, StateId};
use crate::duration;
use crate::fault::{Code, Fault};
use crate::source::At;
use crate::transition::{Effected, Since, TimerDef, Transition, Trigger, What};

const TIMER: [&str; 15] = [
    "after",
    "at",
    "minus",
    "since",
    "remind",
    "to",
    "stay",
    "escalate",
    "said",
    "skip_if_past",
    "do",
    "when",
    "set",
    "clear",
    "add",
];
/// How many further times a state may have.
const MAX_ALSO: usize = 32;

/// Marks the states from whose last entering times are counted.
pub(super) fn mark_counted(states: &mut [StateDef]) {
    let timers = states.iter().flat_map(|state| &state.timers);
    let counted: Vec<StateId> = timers
        .filter_map(|timer| match timer.from {
            Since::State(state) => Some(state),
            _ => None,
        })
        .collect();
    for state in counted {
        if let Some(state) = states.get_mut(state.index()) {
            state.is_counted_from = true;
        }
    }
}

impl Reader<'_> {
    pub(super) fn times<'a>(
        &mut self,
        path: &str,
        fields: &Fields<'a>,
        default: Option<&'a Value<'a>>,
        state: &mut StateDef,
    ) {
        if let Some(value) = fields.get("timeout") {
            let place = fields.key_at("timeout");
            state.timers.extend(self.timer(&format!("{path}.timeout"), "timeout", value, place));
        } else if let (Some(value), Some(_), false) = (default, state.awaits, state.is_final) {
            state.timers.extend(self.timer("defaults.timeout", "timeout", value, at(value)));
        }
        let Some(also) = fields.get("also") else { return };
        let DeValue::Array(list) = also.get_ref() else {
            self.wrong_type(also, "`also`", "a list of times");
            return;
        };
        for (index, value) in list.iter().enumerate().take(MAX_ALSO) {
            let name = format!("also.{}", index + 1);
            state.timers.extend(self.timer(&format!("{path}.{name}"), &name, value, at(value)));
        }
    }

    fn timer<'a>(&mut self, path: &str, name: &str, value: &'a Value<'a>, place: At) -> Option<TimerDef> {
        let fields = Fields::new(self, value, place, "a time", &TIMER)?;
        let (from, plus) = self.moment(&fields)?;
        let remind = self.reminders(&fields, from, plus);
        let mut act = Transition::new(name, place, Trigger::Time);
        self.rest(path, &fields, &mut act);
        if let Some(word) = fields.word(self, "escalate") {
            act.effects.push(Effected { at: word.at, what: What::Escalate(word.text) });
        }
        let does_nothing = Self::is_empty(&act);
        if does_nothing && (name == "timeout" || remind.is_empty()) {
            let fault = Fault::new(Code::F24, place, "nothing happens when the time has come");
            self.fault(fault.hint("`to`, or `escalate` with a reason"));
        }
        Some(TimerDef {
            name: name.to_owned(),
            from,
            plus,
            remind,
            skip_if_past: fields.flag(self, "skip_if_past"),
            is_default: path.starts_with("defaults."),
            act: (!does_nothing).then_some(act),
        })
    }

    /// `after = "5d"`, `at = "start"` with `minus` or `after`, or `since = "state"` with `after`.
    fn moment<'a>(&mut self, fields: &Fields<'a>) -> Option<(Since, i64)> {
        if let Some(value) = fields.get("after")
            && matches!(value.get_ref(), DeValue::Table(_))
        {
            let known = ["at", "minus", "since", "after"];
            let inner = Fields::new(self, value, at(value), "a time", &known)?;
            return self.moment(&inner);
        }
        let from = if let Some(word) = fields.word(self, "at") {
            Since::Field(self.date(&word)?)
        } else if let Some(word) = fields.word(self, "since") {
            Since::State(self.state_of_time(&word)?)
        } else {
            Since::Entry
        };
        let after = self.length(fields, "after");
        let minus = self.length(fields, "minus");
        if let (Since::Entry, None) = (from, after) {
            if !fields.has("after") {
                let fault = Fault::new(Code::F24, fields.at(), "`after`, how long, is missing");
                self.fault(fault.hint("after = \"5d\""));
            }
            return None;
        }
        Some((from, after.unwrap_or(0) - minus.unwrap_or(0)))
    }

    fn state_of_time(&mut self, word: &Word) -> Option<StateId> {
        self.state_id(word)
    }

    fn date(&mut self, word: &Word) -> Option<FieldId> {
        let field = self.field_id(word)?;
        if self.field(field).is_some_and(|field| field.kind != Kind::Date) {
            self.expect_kind(field, word, "date");
            return None;
        }
        Some(field)
    }

    fn length(&mut self, fields: &Fields<'_>, key: &str) -> Option<i64> {
        let word = fields.word(self, key)?;
        let length = duration::parse(&word.text);
        if length.is_none() {
            let text = format!("\"{}\" is not a length of time", super::short(&word.text));
            self.fault(Fault::new(Code::F19, word.at, text).hint("15m, 3h, 5d"));
        }
        length
    }

    fn reminders(&mut self, fields: &Fields<'_>, from: Since, plus: i64) -> Vec<i64> {
        let mut reminders = Vec::new();
        for word in fields.words(self, "remind") {
            match duration::parse(&word.text) {
                None => {
                    let text = format!("\"{}\" is not a length of time", super::short(&word.text));
                    self.fault(Fault::new(Code::F19, word.at, text).hint("15m, 3h, 5d"));
                }
                Some(length) if from == Since::Entry && length >= plus => {
                    self.fault(
                        Fault::new(Code::F14, word.at, "reminder after the end").hint("before `after`"),
                    );
                }
                Some(length) => reminders.push(length),
            }
        }
        reminders
    }
}
