//! A flow in plain sentences, for people who do not write definitions.

use crate::check::graph::Graph;
use crate::definition::{Definition, Kind, MaskContact, StateDef};
use crate::draw::when;
use crate::duration;
use crate::expr::{Expr, Operand};
use crate::text::{Piece, Template};
use crate::transition::{During, Target, TimerDef, Transition, Trigger, What};

/// The flow as Markdown.
pub fn explain(definition: &Definition) -> String {
    let say = Say { definition };
    let mut text = format!("# {}\n\n", say.words(&definition.name));
    let roles = definition.roles.iter().filter(|role| role.side.is_some());
    let roles: Vec<String> = roles.map(|role| say.words(&role.name)).collect();
    text.push_str(&format!(
        "This is version {} of the flow between {}. ",
        definition.version,
        list(&roles, "and")
    ));
    let starts: Vec<String> =
        definition.roles.iter().filter(|role| role.starts).map(|role| say.the(&role.name)).collect();
    if !starts.is_empty() {
        text.push_str(&format!("It is begun by {}. ", list(&starts, "or")));
    }
    text.push_str(match definition.mask_contact {
        MaskContact::Always => "Contact data in the conversation is hidden.\n",
        MaskContact::UntilCaptured => "Contact data in the conversation is hidden until money was paid.\n",
        MaskContact::Never => "Contact data in the conversation is not hidden.\n",
    });
    if definition.isolated {
        text.push_str("The parties learn nothing about each other.\n");
    }
    for index in say.order() {
        if let Some(state) = definition.states.get(index) {
            text.push_str(&say.state(state));
        }
    }
    for transition in &definition.anywhere {
        let by = say.roles(transition, "or");
        let during = match transition.during {
            During::BeforeCapture => "As long as no money was paid",
            During::Captured => "While paid money is held",
            During::Always => "At any time",
        };
        text.push_str(&format!(
            "\n{during}, {by} can {}. {}\n",
            say.action(transition),
            say.follows(transition)
        ));
    }
    text
}

struct Say<'a> {
    definition: &'a Definition,
}

/// A sentence begins with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a, b or c`.
fn list(words: &[String], last: &str) -> String {
    match words.split_last() {
        None => "nobody".to_owned(),
        Some((only, [])) => only.clone(),
        Some((end, others)) => format!("{} {last} {end}", others.join(", ")),
    }
}

impl Say<'_> {
    fn words(&self, name: &str) -> String {
        name.replace(['_', '-'], " ")
    }

    fn the(&self, role: &str) -> String {
        format!("the {}", self.words(role))
    }

    fn roles(&self, transition: &Transition, last: &str) -> String {
        let names = self.definition.role_names(transition.by);
        list(&names.iter().map(|name| self.the(name)).collect::<Vec<_>>(), last)
    }

    /// States in the order in which a run comes to them.
    fn order(&self) -> Vec<usize> {
        let graph = Graph::of(self.definition);
        let mut order = Vec::new();
        let mut queue = std::collections::VecDeque::from([graph.start()]);
        while let Some(state) = queue.pop_front() {
            if !order.contains(&state) {
                order.push(state);
                queue.extend(graph.out(state).map(|(_, edge)| edge.to));
            }
        }
        order.sort_by_key(|state| self.definition.states.get(*state).is_some_and(|state| state.is_final));
        order
    }

    fn state(&self, state: &StateDef) -> String {
        let mut text = format!("\n## {}\n\n", self.words(&state.name));
        let mut say = |sentence: String| {
            if !sentence.is_empty() {
                text.push_str(&format!("{sentence}\n"));
            }
        };
        if state.is_final {
            say("Here it ends.".to_owned());
        }
        if state.chat_open {
            say("Everybody may write freely.".to_owned());
        }
        if let Some(role) = state.awaits {
            let card = state.card.as_ref().map(|card| format!(", who reads \"{}\"", self.text(card.title)));
            let role = self.the(self.definition.role_name(role));
            say(format!("It is the turn of {role}{}.", card.unwrap_or_default()));
        }
        if let Some(next) = &state.next {
            say(format!("The flow goes on at once. {}", self.follows(next)));
        }
        for transition in &state.on {
            let when = transition.when.as_ref().map(|when| format!(", if {}", self.guard(when)));
            let who = capital(&self.roles(transition, "or"));
            let what = self.action(transition);
            say(format!("- {who} can {what}{}. {}", when.unwrap_or_default(), self.follows(transition)));
        }
        for event in &state.events {
            say(format!("- {} {}", self.event(&event.name), self.follows(event)));
        }
        for timer in &state.timers {
            say(self.timer(state, timer));
        }
        text
    }

    fn event(&self, name: &str) -> String {
        match name {
            "payment.captured" => "When the money has been paid:".to_owned(),
            "payment.failed" => "When the payment fails:".to_owned(),
            other => format!("When \"{other}\" happens:"),
        }
    }

    fn timer(&self, state: &StateDef, timer: &TimerDef) -> String {
        let moment = when(self.definition, timer);
        let mut text = String::new();
        if !timer.remind.is_empty() {
            let after: Vec<String> = timer.remind.iter().map(|after| duration::words(*after)).collect();
            let whom =
                state.awaits.map_or("everybody".to_owned(), |role| self.the(self.definition.role_name(role)));
            text.push_str(&format!("- After {} {whom} is reminded.", list(&after, "and")));
        }
        if let Some(act) = &timer.act {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!(
                "- {}, if nothing else has happened: {}",
                capital(&moment),
                self.follows(act)
            ));
        }
        text
    }

    /// `accept ("Accept")`, with what is asked.
    fn action(&self, transition: &Transition) -> String {
        let button = transition
            .button
            .map_or_else(|| self.words(&transition.name), |text| format!("choose \"{}\"", self.text(text)));
        let asked = transition.ask.iter().filter_map(|ask| self.definition.fields.get(ask.field.index()));
        let asked: Vec<String> = asked
            .map(|field| {
                let label = field.label.map_or_else(|| self.words(&field.name), |text| self.text(text));
                if field.optional { format!("\"{label}\" (if they wish)") } else { format!("\"{label}\"") }
            })
            .collect();
        if asked.is_empty() { button } else { format!("{button}, giving {}", list(&asked, "and")) }
    }

    fn follows(&self, transition: &Transition) -> String {
        let mut parts: Vec<String> =
            transition.effects.iter().map(|effect| self.effect(&effect.what)).collect();
        for counter in &transition.add {
            let name = self.definition.fields.get(counter.index()).map_or("", |field| field.name.as_str());
            parts.push(format!("this counts as one more {}", self.words(name)));
        }
        parts.push(match &transition.target {
            Target::Stay => "nothing else changes".to_owned(),
            Target::To(branches) => {
                let one = |branch: &crate::transition::Branch| {
                    let to = self.words(self.definition.state_name(branch.state));
                    match &branch.when {
                        Some(when) => format!("if {}, *{to}* follows", self.guard(when)),
                        None if branches.len() > 1 => format!("otherwise *{to}* follows"),
                        None => format!("*{to}* follows"),
                    }
                };
                branches.iter().map(one).collect::<Vec<_>>().join(", ")
            }
        });
        let does = transition.effects.len() + transition.add.len();
        if does > 0 && matches!(transition.target, Target::Stay) && transition.trigger != Trigger::Action {
            parts.pop();
        }
        let text = list(&parts, "and");
        format!("{}.", capital(&text))
    }

    fn effect(&self, what: &What) -> String {
        let field = |field: crate::definition::FieldId| {
            self.definition.fields.get(field.index()).map_or(String::new(), |field| self.words(&field.name))
        };
        match what {
            What::RequestPayment(of) => format!("the {} is to be paid", field(*of)),
            What::Release(of) => format!("the {} is paid out", field(*of)),
            What::Refund(of) => format!("the {} is paid back", field(*of)),
            What::Escalate(reason) => format!("staff are called, because {reason}"),
            What::Notify(role, text) => {
                format!("{} is told \"{}\"", self.the(self.definition.role_name(*role)), self.text(*text))
            }
            What::OpenTicket => "a ticket is opened for staff".to_owned(),
        }
    }

    fn guard(&self, expr: &Expr) -> String {
        match expr {
            Expr::And(a, b) => format!("{} and {}", self.guard(a), self.guard(b)),
            Expr::Or(a, b) => format!("{} or {}", self.guard(a), self.guard(b)),
            Expr::Not(inner) => match inner.as_ref() {
                Expr::IsSet(field) => format!("there is no {}", self.operand(&Operand::Field(*field))),
                inner => format!("not ({})", self.guard(inner)),
            },
            Expr::IsSet(field) => format!("there is a {}", self.operand(&Operand::Field(*field))),
            Expr::Compare(op, left, right) => {
                let is = match op.as_str() {
                    "<" => "is less than",
                    "<=" => "is at most",
                    ">" => "is more than",
                    ">=" => "is at least",
                    "==" => "is",
                    _ => "is not",
                };
                format!("{} {is} {}", self.operand(left), self.operand(right))
            }
        }
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Number(number) => number.to_string(),
            Operand::Word(word) => format!("\"{word}\""),
            Operand::Event(name) => format!("the event's {}", self.words(name)),
            Operand::Limit(limit) => {
                let limit = self.definition.limits.get(limit.index());
                limit.map_or(String::new(), |limit| format!("{} (the limit)", limit.value))
            }
            Operand::Field(field) => {
                let field = self.definition.fields.get(field.index());
                let name = field.map_or(String::new(), |field| self.words(&field.name));
                match field.map(|field| &field.kind) {
                    Some(Kind::Counter(_)) => format!("the {name} count"),
                    _ => name,
                }
            }
        }
    }

    /// A text with its placeholders in brackets.
    fn text(&self, text: crate::definition::TextId) -> String {
        let template = self.definition.texts.get(text.index()).map(|text| &text.template);
        self.template(template.unwrap_or(&Template::default()))
    }

    fn template(&self, template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Plain(plain) => plain.clone(),
            Piece::Field(field) => {
                format!(
                    "[{}]",
                    self.definition.fields.get(field.index()).map_or("", |field| field.name.as_str())
                )
            }
            Piece::Limit(limit) => self
                .definition
                .limits
                .get(limit.index())
                .map_or(String::new(), |limit| limit.value.to_string()),
            Piece::Role(role) => self.the(self.definition.role_name(*role)),
            Piece::Awaited => "[whose turn it is]".to_owned(),
            Piece::Subject(what) => format!("[{what}]"),
            Piece::Event(what) => format!("[{what}]"),
        };
        template.0.iter().map(piece).collect()
    }
}
