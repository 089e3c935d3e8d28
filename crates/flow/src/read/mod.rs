//! TOML to a definition: names are collected first, so that everything may refer to everything; then each part is read,
//! and what is wrong is collected, not thrown.

mod data;
mod effects;
mod state;
mod table;
mod texts;
mod times;
mod transition;

use sha2::{Digest as _, Sha256};
use toml::de::{DeTable, DeValue};

use crate::definition::{Definition, Field, FieldId, Limit, LimitId, MaskContact, Role, RoleId, StateId};
use crate::expr;
use crate::fault::{Code, Fault, Faults, nearest};
use crate::source::{At, MAX_BYTES, Source};
use crate::text::Text;

pub(crate) use table::short;
use table::{Fields, Word, entries};

/// How many of each there may be.
const MAX_STATES: usize = 300;
const MAX_NAMES: usize = 200;
const MAX_ROLES: usize = 16;
/// How long a name may be.
const MAX_NAME: usize = 64;
/// How many faults are reported of one file.
const MAX_FAULTS: usize = 200;

/// Roles that every flow has.
pub(crate) const BUILT_IN: [&str; 3] = ["operator", "host", "system"];

const TOP: [&str; 14] = [
    "flow",
    "version",
    "title",
    "start",
    "limits",
    "mask_contact",
    "isolated",
    "texts",
    "roles",
    "data",
    "defaults",
    "state",
    "anywhere",
    "description",
];

/// What is known so far.
pub(super) struct Reader<'s> {
    source: &'s Source,
    faults: Vec<Fault>,
    roles: Vec<Role>,
    fields: Vec<Field>,
    limits: Vec<Limit>,
    state_names: Vec<Word>,
    texts: Vec<Text>,
    /// Whether a `to` named a state that does not exist: then "never entered" proves nothing.
    has_unknown_target: bool,
    /// Whether an effect was misspelled: then money may be lost by that only.
    has_unknown_effect: bool,
    /// The text that is being read may show values of the event.
    in_event: bool,
}

/// A definition as far as it could be read, and whether its states are connected as the author meant.
pub(crate) struct Read {
    pub(crate) definition: Option<Definition>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) has_unknown_target: bool,
    pub(crate) has_unknown_effect: bool,
}

/// Reads a definition; faults of its graph are not looked for.
pub(crate) fn read(source: &Source) -> Read {
    let mut reader = Reader {
        source,
        faults: Vec::new(),
        roles: Vec::new(),
        fields: Vec::new(),
        limits: Vec::new(),
        state_names: Vec::new(),
        texts: Vec::new(),
        has_unknown_target: false,
        has_unknown_effect: false,
        in_event: false,
    };
    let definition = reader.document();
    reader.faults.truncate(MAX_FAULTS);
    let Reader { faults, has_unknown_target, has_unknown_effect, .. } = reader;
    Read { definition, faults, has_unknown_target, has_unknown_effect }
}

/// SHA-256 of the text, whatever its line ends.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Reader<'_> {
    fn document(&mut self) -> Option<Definition> {
        let source = self.source;
        if source.text().len() > MAX_BYTES {
            let text = format!("the file has more than {} KiB", MAX_BYTES / 1024);
            self.fault(Fault::new(Code::F00, At::default(), text));
            return None;
        }
        let (document, errors) = DeTable::parse_recoverable(source.text());
        for error in &errors {
            let at = error.span().map_or_else(At::default, At::from);
            self.fault(Fault::new(Code::F00, at, error.message().replace('\n', ", ")));
        }
        if !errors.is_empty() {
            return None;
        }
        self.top(document.get_ref())
    }

    fn top<'a>(&mut self, table: &'a DeTable<'a>) -> Option<Definition> {
        let fields = Fields::of(self, table, At::default(), "a flow", &TOP);
        self.collect_names(&fields);
        let name = self.flow_name(&fields);
        let (version, version_at) = self.version(&fields);
        let title = fields.word(self, "title").map(|word| self.text("title", &word));
        self.label_texts(&fields);
        let mask_contact = self.mask_contact(&fields);
        let isolated = fields.flag(self, "isolated");
        let texts_folder = fields.word(self, "texts").map(|word| word.text);
        let default = self.defaults(&fields);
        let mut states = Vec::new();
        for (name, value) in fields.table(self, "state") {
            states.push(self.state(&name, value, default));
        }
        times::mark_counted(&mut states);
        let mut anywhere = Vec::new();
        for (name, value) in fields.table(self, "anywhere") {
            anywhere.extend(self.anywhere(&name, value));
        }
        let start = self.start(&fields, states.len())?;
        Some(Definition {
            name,
            version,
            version_at,
            hash: hash(self.source.text()),
            title,
            start,
            mask_contact,
            isolated,
            texts_folder,
            roles: std::mem::take(&mut self.roles),
            fields: std::mem::take(&mut self.fields),
            limits: std::mem::take(&mut self.limits),
            states,
            anywhere,
            texts: std::mem::take(&mut self.texts),
        })
    }

    fn collect_names(&mut self, fields: &Fields<'_>) {
        self.read_limits(fields);
        self.read_roles(fields);
        for (name, _) in fields.table(self, "state") {
            self.check_name(&name, "a state");
            self.state_names.push(name);
        }
        if let Some(one_too_many) = self.state_names.get(MAX_STATES) {
            let fault = Fault::new(Code::F19, one_too_many.at, format!("more than {MAX_STATES} states"));
            self.fault(fault);
            self.state_names.truncate(MAX_STATES);
        }
        self.read_data(fields);
    }

    fn flow_name(&mut self, fields: &Fields<'_>) -> String {
        let Some(name) = fields.word(self, "flow") else {
            if !fields.has("flow") {
                self.fault(Fault::new(Code::F24, At::default(), "`flow`, its name, is missing"));
            }
            return String::new();
        };
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        if name.text.is_empty() || name.text.len() > MAX_NAME || !name.text.chars().all(is_name) {
            let text = format!("\"{}\" cannot be the name of a flow", short(&name.text));
            self.fault(Fault::new(Code::F19, name.at, text).hint("a to z, 0 to 9, - and _; at most 64"));
        }
        name.text
    }

    fn version(&mut self, fields: &Fields<'_>) -> (u32, At) {
        match fields.number(self, "version") {
            Some((number, at)) => match u32::try_from(number) {
                Ok(version) if version > 0 => (version, at),
                _ => {
                    self.fault(Fault::new(Code::F19, at, "a version is a number from 1 up"));
                    (1, at)
                }
            },
            None => {
                if !fields.has("version") {
                    self.fault(
                        Fault::new(Code::F24, At::default(), "`version` is missing").hint("version = 1"),
                    );
                }
                (1, At::default())
            }
        }
    }

    fn mask_contact(&mut self, fields: &Fields<'_>) -> MaskContact {
        let known = [
            ("always", MaskContact::Always),
            ("until_captured", MaskContact::UntilCaptured),
            ("never", MaskContact::Never),
        ];
        fields.one_of(self, "mask_contact", &known).unwrap_or_default()
    }

    fn start(&mut self, fields: &Fields<'_>, states: usize) -> Option<StateId> {
        if states == 0 {
            self.fault(Fault::new(Code::F24, At::default(), "there are no states").hint("[state.initial]"));
            return None;
        }
        match fields.word(self, "start") {
            Some(word) => self.state_id(&word).or(Some(StateId(0))),
            None => {
                if !fields.has("start") {
                    let hint = self.state_names.first().map(|first| format!("start = \"{}\"", first.text));
                    let fault = Fault::new(Code::F24, At::default(), "`start` is missing");
                    self.fault(fault.hint(hint.unwrap_or_default()));
                }
                Some(StateId(0))
            }
        }
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        if self.faults.len() <= MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    /// Names of states, roles, fields and actions.
    fn check_name(&mut self, name: &Word, what: &str) {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let is_fine = name.text.starts_with(|c: char| c.is_ascii_lowercase())
            && name.text.len() <= MAX_NAME
            && name.text.chars().all(is_name);
        if !is_fine {
            let text = format!("\"{}\" cannot be the name of {what}", short(&name.text));
            let hint = "a to z, 0 to 9 and _, beginning with a letter; at most 64";
            self.fault(Fault::new(Code::F19, name.at, text).hint(hint));
        }
    }

    /// The place of something with a name: with what stands before it in its line, when that is the rest of its path.
    fn named(&self, key: At) -> At {
        let line = self.source.line_start(key.start);
        let before = self.source.slice(At::new(line, key.start));
        let is_path = |c: char| c.is_alphanumeric() || matches!(c, '[' | '.' | '_' | '-' | '"' | '\'' | ' ');
        if before.chars().all(is_path) {
            At::new(line + before.len() - before.trim_start().len(), key.end)
        } else {
            key
        }
    }

    fn state_id(&mut self, word: &Word) -> Option<StateId> {
        if let Some(index) = self.state_names.iter().position(|name| name.text == word.text) {
            return Some(StateId::new(index));
        }
        let guess = nearest(&word.text, self.state_names.iter().map(|name| name.text.as_str()));
        let guess = guess.and_then(|guess| self.state_names.iter().position(|name| name.text == guess));
        let known = guess.and_then(|index| self.state_names.get(index));
        let hint =
            known.map(|name| format!("\"{}\" (line {})?", name.text, self.source.position(name.at.start).0));
        let text = format!("there is no state \"{}\"", short(&word.text));
        self.fault(Fault::new(Code::F01, word.at, text).hint(hint.unwrap_or_default()));
        self.has_unknown_target = true;
        guess.map(StateId::new)
    }

    fn find_role(&self, name: &str) -> Option<RoleId> {
        self.roles.iter().position(|role| role.name == name).map(RoleId::new)
    }

    fn role_id(&mut self, word: &Word) -> Option<RoleId> {
        let found = self.find_role(&word.text);
        if found.is_none() {
            let names: Vec<&str> = self.roles.iter().map(|role| role.name.as_str()).collect();
            let hint = names.join(", ");
            let text = format!("there is no role \"{}\"", short(&word.text));
            self.fault(Fault::new(Code::F20, word.at, text).hint(hint));
        }
        found
    }

    fn field_id(&mut self, word: &Word) -> Option<FieldId> {
        let found = self.fields.iter().position(|field| field.name == word.text).map(FieldId::new);
        if found.is_none() {
            let guess = nearest(&word.text, self.fields.iter().map(|field| field.name.as_str()));
            let hint = guess.map(|guess| format!("{guess}?")).unwrap_or_default();
            let text = format!("there is no field \"{}\" in the data", short(&word.text));
            self.fault(Fault::new(Code::F20, word.at, text).hint(hint));
        }
        found
    }

    fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.index())
    }

    fn guard(&mut self, word: &Word) -> Option<expr::Expr> {
        let parsed = expr::parse(&word.text, self);
        match parsed {
            Ok(expr) => {
                self.check_guard(&expr, word);
                Some(expr)
            }
            Err(wrong) => {
                let code = if wrong.is_unknown { Code::F20 } else { Code::F19 };
                let known = self.fields.iter().map(|field| field.name.as_str());
                let guess = nearest(&wrong.word, known).map(|guess| format!("{guess}?"));
                let at = self.source.within(word.at, &wrong.word);
                let fault = Fault::new(code, at, wrong.text).hint(guess.unwrap_or_default());
                self.fault(fault);
                None
            }
        }
    }
}

impl expr::Names for Reader<'_> {
    fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|field| field.name == name).map(FieldId::new)
    }

    fn limit(&self, name: &str) -> Option<LimitId> {
        self.limits.iter().position(|limit| limit.name == name).map(LimitId::new)
    }
}

/// Faults of one file.
pub(crate) fn faults(source: &Source, found: Vec<Fault>) -> Faults {
    Faults::new(source.clone(), found)
}

/// The texts of another language.
pub(crate) fn translate(definition: &mut Definition, language: &str, source: &Source) -> Faults {
    let mut found = Vec::new();
    if source.text().len() > MAX_BYTES {
        found.push(Fault::new(Code::F00, At::default(), "the file is too large"));
        return faults(source, found);
    }
    let (document, errors) = DeTable::parse_recoverable(source.text());
    for error in &errors {
        let at = error.span().map_or_else(At::default, At::from);
        found.push(Fault::new(Code::F00, at, error.message().replace('\n', ", ")));
    }
    if errors.is_empty() {
        texts::translate(definition, language, source, document.get_ref(), &mut found);
    }
    faults(source, found)
}

/// Every text of a table and of the tables in it, by its path; what is no text comes without one.
fn leaves<'a>(table: &'a DeTable<'a>) -> Vec<(String, At, Option<Word>)> {
    let mut leaves = Vec::new();
    collect_leaves(table, "", 0, &mut leaves);
    leaves
}

fn collect_leaves<'a>(
    table: &'a DeTable<'a>,
    prefix: &str,
    depth: usize,
    into: &mut Vec<(String, At, Option<Word>)>,
) {
    for (key, value) in entries(table) {
        let path = if prefix.is_empty() { key.text.clone() } else { format!("{prefix}.{}", key.text) };
        match value.get_ref() {
            DeValue::Table(inner) if depth < 8 => collect_leaves(inner, &path, depth + 1, into),
            DeValue::String(text) => {
                into.push((path, key.at, Some(Word { text: text.to_string(), at: table::at(value) })));
            }
            _ => into.push((path, key.at, None)),
        }
    }
}
