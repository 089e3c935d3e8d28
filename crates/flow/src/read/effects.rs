//! The effects of a transition: `do = [{ request_payment = "price" }]`.

use toml::de::DeValue;

use super::Reader;
use super::table::{Fields, Value, Word, at, entries, short};
use crate::fault::{Code, Fault, nearest};
use crate::transition::{Effected, What};

const EFFECTS: [&str; 6] = ["request_payment", "release", "refund", "escalate", "notify", "open_ticket"];

impl Reader<'_> {
    pub(super) fn effects<'a>(&mut self, path: &str, fields: &Fields<'a>) -> Vec<Effected> {
        let Some(value) = fields.get("do") else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong_type(value, "`do`", "a list of effects");
            return Vec::new();
        };
        let mut effects = Vec::new();
        for (index, one) in list.iter().enumerate() {
            let DeValue::Table(table) = one.get_ref() else {
                self.wrong_type(one, "an effect", "a table, such as { refund = \"price\" }");
                continue;
            };
            for (name, value) in entries(table) {
                let path = format!("{path}.do.{}", index + 1);
                effects.extend(self.effect(&path, &name, value));
            }
        }
        effects
    }

    fn effect<'a>(&mut self, path: &str, name: &Word, value: &'a Value<'a>) -> Option<Effected> {
        let what = match name.text.as_str() {
            "request_payment" => What::RequestPayment(self.amount(value)?),
            "release" => What::Release(self.amount(value)?),
            "refund" => What::Refund(self.amount(value)?),
            "escalate" => What::Escalate(self.word(value, "the reason")?.text),
            "open_ticket" => What::OpenTicket,
            "notify" => {
                let fields = Fields::new(self, value, at(value), "notify", &["role", "text"])?;
                let role = fields.word(self, "role").and_then(|word| self.role_id(&word));
                let text = fields.word(self, "text").map(|word| self.text(path, &word));
                if !fields.has("role") || !fields.has("text") {
                    let fault = Fault::new(Code::F24, at(value), "notify needs `role` and `text`");
                    self.fault(fault);
                }
                What::Notify(role?, text?)
            }
            other => {
                self.has_unknown_effect = true;
                let hint = nearest(other, EFFECTS).map_or(EFFECTS.join(", "), |one| format!("{one}?"));
                let text = format!("no effect \"{}\"", short(other));
                self.fault(Fault::new(Code::F10, name.at, text).hint(hint));
                return None;
            }
        };
        Some(Effected { at: name.at, what })
    }

    fn amount(&mut self, value: &Value<'_>) -> Option<crate::definition::FieldId> {
        let word = self.word(value, "an amount")?;
        let field = self.field_id(&word)?;
        self.expect_kind(field, &word, "money");
        Some(field)
    }
}
