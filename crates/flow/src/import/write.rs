//! The definition as TOML, with the lines of its states and transitions.

use super::Noted;
use super::model::{Effect, Kind, Model, State, Way, words};

/// How often a loop may be taken.
const LOOPS: i64 = 10;
/// Words in names of actions that end or refuse something, and that agree.
const DANGER: [&str; 8] = ["decline", "cancel", "reject", "expire", "withdraw", "delete", "dispute", "close"];
const SUCCESS: [&str; 7] = ["accept", "confirm", "pay", "complete", "approve", "received", "delivered"];

/// TOML, and where in it things stand.
pub(super) struct Written {
    pub(super) text: String,
    /// Line and state.
    pub(super) states: Vec<(usize, usize)>,
    /// Line, state and transition.
    pub(super) ways: Vec<(usize, usize, usize)>,
}

/// Writes it.
pub(super) fn write(model: &Model) -> Written {
    let mut out = Out { lines: Vec::new(), states: Vec::new(), ways: Vec::new() };
    out.head(model);
    for (index, state) in model.states.iter().enumerate() {
        out.state(model, index, state);
    }
    Written { text: out.lines.join("\n") + "\n", states: out.states, ways: out.ways }
}

/// The same with remarks before it.
pub(super) fn with_notes(from: &str, notes: &[Noted], text: &str) -> String {
    let name = from.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let mut head = format!("# Imported from {name}. Texts and fields are placeholders: make them yours.\n");
    for note in notes {
        let line: String = note.to_string().chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("# {line}\n"));
    }
    format!("{head}\n{text}")
}

struct Out {
    lines: Vec<String>,
    states: Vec<(usize, usize)>,
    ways: Vec<(usize, usize, usize)>,
}

impl Out {
    fn line(&mut self, line: impl Into<String>) -> usize {
        self.lines.push(line.into());
        self.lines.len()
    }

    fn head(&mut self, model: &Model) {
        self.line(format!("flow = \"{}\"", model.name));
        self.line("version = 1");
        self.line("start = \"initial\"");
        if model.has_loops {
            self.line(format!("limits = {{ loops = {LOOPS} }}"));
        }
        self.line("mask_contact = \"until_captured\"");
        self.line("\n[roles]");
        for (role, side) in [("customer", "customer"), ("provider", "creator")] {
            let starts = if model.starts.contains(&role) { ", starts = true" } else { "" };
            self.line(format!("{role} = {{ side = \"{side}\"{starts} }}"));
        }
        if !model.fields.is_empty() || model.has_loops {
            self.line("\n[data]");
        }
        for field in &model.fields {
            self.line(format!("{} = {}  # {}", field.name, field.declared, field.comment));
        }
        if model.has_loops {
            self.line("loops = { type = \"counter\", limit = \"loops\" }");
        }
        self.line("\n[defaults]  # their states wait without an end; ours call staff");
        self.line(
            "timeout = { after = \"30d\", remind = [\"7d\", \"21d\"], escalate = \"nobody answered in 30 days\" }",
        );
        // Lines are counted, so that nothing of the head may stand for two.
        self.lines = self.lines.join("\n").split('\n').map(ToOwned::to_owned).collect();
    }

    fn state(&mut self, model: &Model, index: usize, state: &State) {
        self.line("");
        let line = self.line(format!("[state.{}]", state.name));
        self.states.push((line, index));
        if state.ways.is_empty() {
            self.line("final = true");
            return;
        }
        if let Some(awaits) = state.awaits {
            self.line(format!("awaits = \"{awaits}\""));
            self.line(format!("card = \"{}\"", words(&state.name)));
        }
        for (number, way) in state.ways.iter().enumerate() {
            let line = match &way.kind {
                Kind::Action(by) => self.line(action(model, state, way, by)),
                Kind::Event(name) => {
                    self.line(format!("event.\"{name}\" = {{ {} }}", rest(model, way).join(", ")))
                }
                Kind::Time(_) => continue,
            };
            self.ways.push((line, index, number));
        }
        self.times(model, index, state);
    }

    /// The first time that leads on is the timeout; all others follow.
    fn times(&mut self, model: &Model, index: usize, state: &State) {
        let times = || state.ways.iter().enumerate().filter(|(_, way)| matches!(way.kind, Kind::Time(_)));
        let timeout = times().find(|(_, way)| way.to.is_some()).map(|(number, _)| number);
        if let Some((number, way)) = times().find(|(number, _)| Some(*number) == timeout) {
            let line = self.line(format!("timeout = {{ {} }}  # {}", time(model, way).join(", "), way.name));
            self.ways.push((line, index, number));
        }
        let others: Vec<(usize, &Way)> = times().filter(|(number, _)| Some(*number) != timeout).collect();
        if others.is_empty() {
            return;
        }
        self.line("also = [");
        for (number, way) in others {
            let line = self.line(format!("  {{ {} }},  # {}", time(model, way).join(", "), way.name));
            self.ways.push((line, index, number));
        }
        self.line("]");
    }
}

fn action(model: &Model, state: &State, way: &Way, by: &[&str]) -> String {
    let mut parts = Vec::new();
    if state.awaits.is_none_or(|awaits| by != [awaits]) {
        parts.push(format!("by = [{}]", quoted(by)));
    }
    if !way.ask.is_empty() {
        let ask: Vec<&str> = way.ask.iter().map(String::as_str).collect();
        parts.push(format!("ask = [{}]", quoted(&ask)));
    }
    parts.push(format!("button = \"{}\"", words(&way.name)));
    let has = |list: &[&str]| list.iter().any(|word| way.name.contains(word));
    if has(&DANGER) {
        parts.push("style = \"danger\"".to_owned());
    } else if has(&SUCCESS) {
        parts.push("style = \"success\"".to_owned());
    }
    parts.extend(rest(model, way));
    format!("on.{} = {{ {} }}", way.name, parts.join(", "))
}

fn time(model: &Model, way: &Way) -> Vec<String> {
    let Kind::Time(moment) = &way.kind else { return Vec::new() };
    let mut parts = vec![moment.clone()];
    match &way.escalates {
        Some(reason) => parts.push(format!("escalate = \"{reason}\"")),
        None => parts.extend(rest(model, way)),
    }
    parts
}

/// Guard, counter, effects and where it leads.
fn rest(model: &Model, way: &Way) -> Vec<String> {
    let mut parts = Vec::new();
    if way.counts {
        parts.push("when = \"loops < limits.loops\"".to_owned());
        parts.push("add = [\"loops\"]".to_owned());
    }
    if !way.effects.is_empty() {
        let effects: Vec<String> = way.effects.iter().map(effect).collect();
        parts.push(format!("do = [{}]", effects.join(", ")));
    }
    parts.push(match way.to.and_then(|to| model.states.get(to)) {
        Some(to) => format!("to = \"{}\"", to.name),
        None => "stay = true".to_owned(),
    });
    parts
}

fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Request => "{ request_payment = \"price\" }".to_owned(),
        Effect::Release => "{ release = \"price\" }".to_owned(),
        Effect::Refund => "{ refund = \"price\" }".to_owned(),
        Effect::Notify(role, text) => format!("{{ notify = {{ role = \"{role}\", text = \"{text}\" }} }}"),
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}
