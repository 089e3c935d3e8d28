//! Limits, roles and the fields of the data.

use toml::de::DeValue;

use super::table::{Fields, Value, Word, at, number, short};
use super::{BUILT_IN, MAX_NAMES, MAX_ROLES, Reader};
use crate::definition::{Field, Kind, Limit, LimitId, Role, Side};
use crate::expr::{Expr, Operand};
use crate::fault::{Code, Fault, nearest};

const KINDS: [&str; 8] = ["text", "integer", "money", "choice", "date", "url", "file", "counter"];

impl Reader<'_> {
    pub(super) fn read_limits(&mut self, fields: &Fields<'_>) {
        for (name, value) in fields.table(self, "limits").into_iter().take(MAX_NAMES) {
            self.check_name(&name, "a limit");
            match number(value) {
                Some(value) if (0..=1_000).contains(&value) => {
                    self.limits.push(Limit { name: name.text, value });
                }
                _ => self.fault(Fault::new(Code::F19, at(value), "a limit is a number of 0 to 1000")),
            }
        }
    }

    pub(super) fn read_roles(&mut self, fields: &Fields<'_>) {
        for (name, value) in fields.table(self, "roles").into_iter().take(MAX_ROLES) {
            self.check_name(&name, "a role");
            if BUILT_IN.contains(&name.text.as_str()) {
                let text = format!("\"{}\" is a built-in role", name.text);
                self.fault(Fault::new(Code::F19, name.at, text).hint("another name"));
                continue;
            }
            let Some(role) = Fields::new(self, value, name.at, "a role", &["side", "starts"]) else {
                continue;
            };
            let side = role.one_of(self, "side", &Side::ALL);
            if !role.has("side") {
                let text = format!("`side` of the role \"{}\" is missing", short(&name.text));
                self.fault(Fault::new(Code::F24, name.at, text).hint("brand, creator, customer, staff"));
            }
            let starts = role.flag(self, "starts");
            self.roles.push(Role { name: name.text, side, starts, at: name.at });
        }
        let at = fields.key_at("roles");
        if self.roles.is_empty() {
            self.fault(Fault::new(Code::F24, at, "there are no roles").hint("[roles]"));
        }
        for name in BUILT_IN {
            self.roles.push(Role { name: name.to_owned(), side: None, starts: false, at });
        }
    }

    pub(super) fn read_data(&mut self, fields: &Fields<'_>) {
        for (name, value) in fields.table(self, "data").into_iter().take(MAX_NAMES) {
            self.check_name(&name, "a field");
            if let Some(field) = self.read_field(&name, value) {
                self.fields.push(field);
            }
        }
    }

    fn read_field(&mut self, name: &Word, value: &Value<'_>) -> Option<Field> {
        let known = ["type", "label", "of", "limit", "min", "max", "optional", "private_to"];
        let table = Fields::new(self, value, name.at, "a field of the data", &known)?;
        let kind = self.kind(&table, name);
        let private_to = table.word(self, "private_to").and_then(|word| self.role_id(&word));
        let (min, max) = (table.number(self, "min"), table.number(self, "max"));
        if let (Some((min, _)), Some((max, at))) = (min, max)
            && min > max
        {
            self.fault(Fault::new(Code::F19, at, format!("max = {max} is less than min = {min}")));
        }
        Some(Field {
            name: name.text.clone(),
            kind,
            label: None,
            min: min.map(|(min, _)| min),
            max: max.map(|(max, _)| max),
            optional: table.flag(self, "optional"),
            private_to,
            at: name.at,
        })
    }

    fn kind(&mut self, table: &Fields<'_>, name: &Word) -> Kind {
        let Some(word) = table.word(self, "type") else {
            if !table.has("type") {
                let text = format!("`type` of \"{}\" is missing", short(&name.text));
                self.fault(Fault::new(Code::F24, name.at, text).hint(KINDS.join(", ")));
            }
            return Kind::Text;
        };
        match word.text.as_str() {
            "text" => Kind::Text,
            "integer" => Kind::Integer,
            "money" => Kind::Money,
            "date" => Kind::Date,
            "url" => Kind::Url,
            "file" => Kind::File,
            "choice" => Kind::Choice(self.choices(table, name)),
            "counter" => Kind::Counter(self.counter_limit(table)),
            other => {
                let hint = nearest(other, KINDS).map_or(KINDS.join(", "), |one| format!("{one}?"));
                let text = format!("there is no type \"{}\"", short(other));
                self.fault(Fault::new(Code::F19, word.at, text).hint(hint));
                Kind::Text
            }
        }
    }

    fn choices(&mut self, table: &Fields<'_>, name: &Word) -> Vec<String> {
        let of = table.words(self, "of");
        if of.is_empty() {
            let text = format!("`of`, what can be chosen for \"{}\", is missing", short(&name.text));
            self.fault(Fault::new(Code::F24, name.at, text).hint("of = [\"small\", \"large\"]"));
        }
        of.into_iter().map(|word| word.text).collect()
    }

    fn counter_limit(&mut self, table: &Fields<'_>) -> Option<LimitId> {
        let word = table.word(self, "limit")?;
        let found = self.limits.iter().position(|limit| limit.name == word.text);
        if found.is_none() {
            let hint = self.limits.iter().map(|limit| limit.name.as_str()).collect::<Vec<_>>().join(", ");
            let text = format!("there is no limit \"{}\"", short(&word.text));
            self.fault(Fault::new(Code::F20, word.at, text).hint(hint));
        }
        found.map(LimitId::new)
    }

    /// The labels are read after all fields are known.
    pub(super) fn label_texts(&mut self, fields: &Fields<'_>) {
        for (name, value) in fields.table(self, "data") {
            let DeValue::Table(table) = value.get_ref() else { continue };
            let Some(label) = table.get("label") else { continue };
            let Some(word) = self.word(label, "label") else { continue };
            let text = self.text(&format!("data.{}.label", name.text), &word);
            if let Some(field) = self.fields.iter_mut().find(|field| field.name == name.text) {
                field.label = Some(text);
            }
        }
    }

    /// Both sides of each comparison must have the same type.
    pub(super) fn check_guard(&mut self, expr: &Expr, word: &Word) {
        let mut found = Vec::new();
        expr.visit(&mut |part| {
            let Expr::Compare(op, left, right) = part else { return };
            let (a, b) = (self.operand_type(left), self.operand_type(right));
            let fits = a == b
                || a == "event"
                || b == "event"
                || matches!((a, b), ("number", "integer" | "money" | "counter" | "date"))
                || matches!((a, b), ("integer" | "money" | "counter" | "date", "number"))
                || matches!((a, b), ("integer", "counter") | ("counter", "integer"));
            let is_word = |kind: &str| matches!(kind, "text" | "choice" | "url" | "file");
            if !(fits || is_word(a) && is_word(b)) {
                found.push(format!("{a} is compared with {b}"));
            } else if is_word(a) && !matches!(op.as_str(), "==" | "!=") {
                found.push(format!("{a} is compared by `{}`", op.as_str()));
            } else if let Some(text) = self.unknown_choice(left, right).or(self.unknown_choice(right, left)) {
                found.push(text);
            }
        });
        if !self.in_event {
            let mut shows_event = false;
            expr.visit(&mut |part| {
                if let Expr::Compare(_, left, right) = part {
                    shows_event |= matches!(left, Operand::Event(_)) || matches!(right, Operand::Event(_));
                }
            });
            if shows_event {
                found.push("there is no event here".to_owned());
            }
        }
        for text in found {
            self.fault(Fault::new(Code::F09, word.at, text));
        }
    }

    fn operand_type(&self, operand: &Operand) -> &'static str {
        match operand {
            Operand::Field(field) => self.field(*field).map_or("text", |field| field.kind.as_str()),
            Operand::Limit(_) | Operand::Number(_) => "number",
            Operand::Event(_) => "event",
            Operand::Word(_) => "text",
        }
    }

    fn unknown_choice(&self, left: &Operand, right: &Operand) -> Option<String> {
        let (Operand::Field(field), Operand::Word(word)) = (left, right) else { return None };
        match &self.field(*field)?.kind {
            Kind::Choice(of) if !of.contains(word) => {
                Some(format!("\"{}\" is not one of {}", short(word), of.join(", ")))
            }
            _ => None,
        }
    }
}
