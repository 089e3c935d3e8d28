//! Guards: `round < limits.rounds and counter is set`.

use crate::definition::{FieldId, LimitId};

/// The longest guard, and the deepest.
const MAX_LENGTH: usize = 1_000;
const MAX_DEPTH: usize = 32;

/// A guard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// A comparison; false when a side is empty.
    Compare(Op, Operand, Operand),
    /// The field has a value.
    IsSet(FieldId),
    /// Both.
    And(Box<Expr>, Box<Expr>),
    /// One of them.
    Or(Box<Expr>, Box<Expr>),
    /// The contrary.
    Not(Box<Expr>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Same,
    /// `!=`
    Other,
}

impl Op {
    const ALL: [(&'static str, Self); 6] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("==", Self::Same),
        ("!=", Self::Other),
        ("<", Self::Less),
        (">", Self::More),
    ];

    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, op)| *op == self).map_or("", |(name, _)| name)
    }

    pub(crate) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Same => order.is_eq(),
            Self::Other => order.is_ne(),
        }
    }

    /// The one that holds when this one does not.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::Same => Self::Other,
            Self::Other => Self::Same,
        }
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    /// A field of the data.
    Field(FieldId),
    /// A limit of the run.
    Limit(LimitId),
    /// A value of the event.
    Event(String),
    /// A number.
    Number(i64),
    /// A word.
    Word(String),
}

impl Expr {
    /// Calls this for each part, the whole first.
    pub(crate) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Compare(..) | Self::IsSet(_) => {}
            Self::And(a, b) | Self::Or(a, b) => {
                a.visit(see);
                b.visit(see);
            }
            Self::Not(a) => a.visit(see),
        }
    }

    /// What surely holds when this is `holds`: its conjuncts, each with whether it is true or false.
    pub(crate) fn implied<'a>(&'a self, holds: bool, into: &mut Vec<(&'a Self, bool)>) {
        match (self, holds) {
            (Self::And(a, b), true) | (Self::Or(a, b), false) => {
                a.implied(holds, into);
                b.implied(holds, into);
            }
            (Self::Not(a), _) => a.implied(!holds, into),
            (other, _) => into.push((other, holds)),
        }
    }
}

/// What names in a guard mean.
pub(crate) trait Names {
    fn field(&self, name: &str) -> Option<FieldId>;
    fn limit(&self, name: &str) -> Option<LimitId>;
}

/// What is wrong with a guard: the byte in it, and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) word: String,
    pub(crate) text: String,
    pub(crate) is_unknown: bool,
}

fn wrong<T>(word: &str, text: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { word: word.to_owned(), text: text.into(), is_unknown: false })
}

/// Reads a guard.
pub(crate) fn parse(text: &str, names: &dyn Names) -> Result<Expr, Wrong> {
    if text.len() > MAX_LENGTH {
        return wrong("", format!("a guard has at most {MAX_LENGTH} characters"));
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { rest: &tokens, names };
    let expr = parser.any(0)?;
    match parser.rest.first() {
        None => Ok(expr),
        Some(token) => wrong(token, format!("`{token}` is not expected here")),
    }
}

fn tokens(text: &str) -> Result<Vec<&str>, Wrong> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if let Some((op, _)) = Op::ALL.iter().find(|(op, _)| rest.starts_with(op)) {
            op.len()
        } else if matches!(first, '(' | ')') {
            1
        } else if matches!(first, '"' | '\'') {
            match rest.char_indices().skip(1).find(|(_, c)| *c == first) {
                Some((end, _)) => end + 1,
                None => return wrong(rest, "a quotation mark is missing"),
            }
        } else {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        };
        if length == 0 {
            return wrong(&first.to_string(), format!("`{first}` is not expected here"));
        }
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    rest: &'a [&'a str],
    names: &'a dyn Names,
}

impl<'a> Parser<'a> {
    fn take(&mut self) -> Option<&'a str> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take_if(&mut self, word: &str) -> bool {
        let is_it = self.rest.first() == Some(&word);
        if is_it {
            self.take();
        }
        is_it
    }

    fn any(&mut self, depth: usize) -> Result<Expr, Wrong> {
        let mut expr = self.all(depth)?;
        while self.take_if("or") {
            expr = Expr::Or(Box::new(expr), Box::new(self.all(depth)?));
        }
        Ok(expr)
    }

    fn all(&mut self, depth: usize) -> Result<Expr, Wrong> {
        let mut expr = self.one(depth)?;
        while self.take_if("and") {
            expr = Expr::And(Box::new(expr), Box::new(self.one(depth)?));
        }
        Ok(expr)
    }

    fn one(&mut self, depth: usize) -> Result<Expr, Wrong> {
        if depth > MAX_DEPTH {
            return wrong("", "the guard is nested too deeply");
        }
        if self.take_if("not") {
            return Ok(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take_if("(") {
            let expr = self.any(depth + 1)?;
            return if self.take_if(")") { Ok(expr) } else { wrong("", "`)` is missing") };
        }
        let word = self.rest.first().copied().unwrap_or_default();
        let left = self.operand()?;
        if self.take_if("is") {
            let is_not = self.take_if("not");
            if !self.take_if("set") {
                return wrong("is", "`is` is followed by `set`");
            }
            let Operand::Field(field) = left else { return wrong(word, format!("`{word}` is not a field")) };
            let expr = Expr::IsSet(field);
            return Ok(if is_not { Expr::Not(Box::new(expr)) } else { expr });
        }
        let op = self.take().unwrap_or_default();
        let Some((_, op)) = Op::ALL.iter().find(|(name, _)| *name == op) else {
            return wrong(word, format!("`{word}` is compared with nothing"));
        };
        Ok(Expr::Compare(*op, left, self.operand()?))
    }

    fn operand(&mut self) -> Result<Operand, Wrong> {
        let Some(word) = self.take() else { return wrong("", "the guard ends too early") };
        let unquoted = word.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
        if let Some(unquoted) = unquoted {
            return Ok(Operand::Word(unquoted.to_owned()));
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return match word.replace('_', "").parse() {
                Ok(number) => Ok(Operand::Number(number)),
                Err(_) => wrong(word, format!("`{word}` is not a whole number")),
            };
        }
        let unknown = |text: String| Err(Wrong { word: word.to_owned(), text, is_unknown: true });
        if let Some(limit) = word.strip_prefix("limits.") {
            return match self.names.limit(limit) {
                Some(limit) => Ok(Operand::Limit(limit)),
                None => unknown(format!("there is no limit \"{limit}\"")),
            };
        }
        if let Some(name) = word.strip_prefix("event.") {
            return Ok(Operand::Event(name.to_owned()));
        }
        match self.names.field(word) {
            Some(field) => Ok(Operand::Field(field)),
            None => unknown(format!("there is no field \"{word}\" in the data")),
        }
    }
}
