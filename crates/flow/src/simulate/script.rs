//! A script: who does what, what happens, how time passes, and where the run then stands.
//!
//! ```text
//! influencer accept_connection
//! brand_owner send_price_offer price="₹5,000"
//! event payment.captured amount=500000
//! wait 5d
//! expect payment_pending
//! ```

use super::currency;
use crate::answer::Answer;
use crate::definition::{Definition, RoleId};
use crate::duration;
use crate::effect::{Amount, Effect, Moved};
use crate::money;
use crate::refusal::Refusal;
use crate::render::{Names, Reader};
use crate::state::{State, Value};
use crate::step::{Begin, Happened, Input, start, step};
use crate::timers::timers;

/// The longest script, and the most times that come in one wait.
const MAX_LINES: usize = 10_000;
const MAX_TIMES: usize = 1_000;

/// A line that could not be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {text}")]
pub struct ScriptFault {
    /// Which, from 1.
    pub line: usize,
    /// Why.
    pub text: String,
}

/// Plays a script and returns what everybody reads.
///
/// # Errors
/// The first line that is wrong, is refused, or expects another state.
pub fn play(definition: &Definition, script: &str) -> Result<String, ScriptFault> {
    let names = Names::default();
    let reader = Reader { definition, language: "en", names: &names };
    let begin = Begin { at: 0, currency: currency(), limits: &[], given: &[] };
    let refused = |refusal: Refusal| ScriptFault { line: 0, text: refusal.to_string() };
    let (state, effects) = start(definition, &begin).map_err(refused)?;
    let mut play = Play { reader, state, now: 0, fired: Vec::new(), text: String::new() };
    play.show("start", &effects);
    for (index, line) in script.lines().take(MAX_LINES).enumerate() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            play.line(line).map_err(|text| ScriptFault { line: index + 1, text })?;
        }
    }
    Ok(play.text)
}

struct Play<'a> {
    reader: Reader<'a>,
    state: State,
    now: i64,
    /// Times of the present entry that have come.
    fired: Vec<String>,
    text: String,
}

impl Play<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let words = words(line)?;
        let word = |index: usize| words.get(index).map(String::as_str).ok_or("something is missing");
        match word(0)? {
            "wait" => {
                let length = duration::parse(word(1)?).ok_or("`wait` needs a length such as 5d")?;
                self.wait(length)
            }
            "expect" => {
                let (wanted, is) = (word(1)?, self.reader.definition.state_name(self.state.state()));
                if wanted == is {
                    Ok(())
                } else {
                    Err(format!("expected \"{wanted}\", the run is in \"{is}\""))
                }
            }
            "event" => {
                let values = pairs(words.get(2..).unwrap_or_default())?;
                let values: Vec<(&str, Value)> =
                    values.iter().map(|(name, value)| (*name, number_or_text(value))).collect();
                self.take(line, Happened::Event { name: word(1)?, values: &values })
            }
            role => {
                let by = self.reader.definition.role(role).ok_or(format!("there is no role \"{role}\""))?;
                let given = pairs(words.get(2..).unwrap_or_default())?;
                let given: Vec<(&str, Answer)> =
                    given.iter().map(|(name, value)| (*name, Answer::Typed((*value).to_owned()))).collect();
                let entry = Some(self.state.entry());
                self.take(line, Happened::Action { by, action: word(1)?, entry, given: &given })
            }
        }
    }

    fn take(&mut self, line: &str, what: Happened<'_>) -> Result<(), String> {
        let input = Input { at: self.now, what };
        let entry = self.state.entry();
        let taken = step(self.reader.definition, self.state.clone(), &input)
            .map_err(|refusal| refusal.to_string())?;
        self.state = taken.0;
        if self.state.entry() != entry {
            self.fired.clear();
        }
        self.show(line, &taken.1);
        Ok(())
    }

    fn wait(&mut self, length: i64) -> Result<(), String> {
        let until = self.now.saturating_add(length);
        for _ in 0..MAX_TIMES {
            let due = timers(self.reader.definition, &self.state).into_iter();
            let next = due.filter(|due| !self.fired.contains(&due.timer)).find(|due| due.at <= until);
            let Some(next) = next else {
                self.now = until;
                return Ok(());
            };
            self.now = self.now.max(next.at);
            self.fired.push(next.timer.clone());
            let what = Happened::Time { entry: self.state.entry(), timer: &next.timer };
            match self.take(&next.timer, what) {
                Ok(()) => {}
                // A guard that is false: this time passes.
                Err(_) => continue,
            }
        }
        Err("too many times come in this wait".to_owned())
    }

    fn show(&mut self, what: &str, effects: &[Effect]) {
        let days = self.now / 86_400_000;
        self.text.push_str(&format!("day {days:<3} {what}\n"));
        for effect in effects {
            let line = self.effect(effect);
            if !line.is_empty() {
                self.text.push_str(&format!("          {line}\n"));
            }
        }
    }

    fn effect(&self, effect: &Effect) -> String {
        let amount = |amount: &Amount| money::show(amount.minor, amount.currency);
        let definition = self.reader.definition;
        match effect {
            Effect::Moved(moved) => self.moved(moved),
            Effect::RequestPayment(what) => format!("* asks for {}", amount(what)),
            Effect::Release(what) => format!("* releases {}", amount(what)),
            Effect::Refund(what) => format!("* refunds {}", amount(what)),
            Effect::Escalate { reason } => format!("* needs attention: {reason}"),
            Effect::Notify { role, line } => {
                format!("* tells {}: {}", definition.role_name(*role), self.reader.line(&self.state, line))
            }
            Effect::OpenTicket => "* opens a ticket".to_owned(),
            Effect::Remind { role, number } => {
                let role = role.map_or("", |role| definition.role_name(role));
                format!("* reminds {role} ({number})")
            }
        }
    }

    fn moved(&self, moved: &Moved) -> String {
        let definition = self.reader.definition;
        let mut lines: Vec<String> = Vec::new();
        for line in &moved.said {
            let to = line.role.map_or("all", |role: RoleId| definition.role_name(role));
            lines.push(format!("{to}: {}", self.reader.line(&self.state, line)));
        }
        if moved.entered {
            lines.push(format!("→ {}", definition.state_name(moved.to)));
        }
        lines.join("\n          ")
    }
}

/// Words, with quotation marks around those that hold spaces.
fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            c if c.is_whitespace() && !is_quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if is_quoted {
        return Err("a quotation mark is missing".to_owned());
    }
    if !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}

fn pairs(words: &[String]) -> Result<Vec<(&str, &str)>, String> {
    let mut pairs = Vec::new();
    for word in words {
        pairs.push(word.split_once('=').ok_or(format!("`{word}` is not name=value"))?);
    }
    Ok(pairs)
}

fn number_or_text(value: &str) -> Value {
    value.parse().map_or_else(|_| Value::word(value), Value::Number)
}
