//! A second interpreter, as naive as can be: it reads the TOML anew for every step and looks everything up by name.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// A run, by names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) state: String,
    pub(crate) entry: u64,
    pub(crate) phase: &'static str,
    pub(crate) data: BTreeMap<String, Value>,
}

/// What happens, by names.
#[derive(Debug, Clone)]
pub(crate) enum Happens {
    Action { by: String, action: String, entry: u64, given: BTreeMap<String, Value> },
    Time { entry: u64, timer: String },
    Event { name: String },
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum No {
    State,
    Stale,
    Role,
    Guard,
    Input,
}

fn table<'a>(of: &'a Table, key: &str) -> Option<&'a Table> {
    of.get(key).and_then(Value::as_table)
}

fn words(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(list)) => list.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
        Some(Value::String(word)) => vec![word.clone()],
        _ => Vec::new(),
    }
}

pub(crate) struct Oracle {
    flow: Table,
}

impl Oracle {
    pub(crate) fn new(text: &str) -> Self {
        Self { flow: text.parse().unwrap() }
    }

    pub(crate) fn start(&self) -> Run {
        let mut run = Run { state: String::new(), entry: 0, phase: "none", data: BTreeMap::new() };
        for (name, field) in table(&self.flow, "data").into_iter().flatten() {
            if field["type"].as_str() == Some("counter") {
                run.data.insert(name.clone(), Value::Integer(0));
            }
        }
        self.enter(&mut run, self.flow["start"].as_str().unwrap());
        run
    }

    fn enter(&self, run: &mut Run, state: &str) {
        run.state = state.to_owned();
        run.entry += 1;
        if let Some(next) = self.flow["state"][state].get("next") {
            let to = self.branch(run, next);
            self.enter(run, &to);
        }
    }

    fn branch(&self, run: &Run, to: &Value) -> String {
        match to {
            Value::String(state) => state.clone(),
            branches => {
                let mut branches = branches.as_array().unwrap().iter();
                let fits = |branch: &&Value| {
                    branch.get("when").is_none_or(|when| self.holds(run, when.as_str().unwrap()))
                };
                branches.find(fits).unwrap()["state"].as_str().unwrap().to_owned()
            }
        }
    }

    /// Guards of the tests: comparisons of two sides and `is set`, joined by `and`.
    fn holds(&self, run: &Run, when: &str) -> bool {
        when.split(" and ").all(|part| {
            if let Some(field) = part.strip_suffix(" is set") {
                return run.data.contains_key(field);
            }
            let mut sides = part.split_whitespace();
            let (a, op, b) = (sides.next().unwrap(), sides.next().unwrap(), sides.next().unwrap());
            let number = |side: &str| match side.strip_prefix("limits.") {
                Some(limit) => self.flow["limits"][limit].as_integer(),
                None => side.parse().ok().or_else(|| run.data.get(side)?.as_integer()),
            };
            let (Some(a), Some(b)) = (number(a), number(b)) else { return false };
            match op {
                "<" => a < b,
                "<=" => a <= b,
                ">" => a > b,
                ">=" => a >= b,
                "==" => a == b,
                _ => a != b,
            }
        })
    }

    pub(crate) fn step(&self, run: &Run, happens: &Happens) -> Result<Run, No> {
        let here = table(table(&self.flow, "state").unwrap(), &run.state).unwrap();
        match happens {
            Happens::Action { by, action, entry, given } => {
                self.action(run, here, (by, action, *entry), given)
            }
            Happens::Time { entry, timer } => {
                if *entry != run.entry {
                    return Err(No::Stale);
                }
                let own = here.get("timeout").or_else(|| {
                    here.get("awaits")
                        .and_then(|_| self.flow.get("defaults"))
                        .and_then(|all| all.get("timeout"))
                });
                let timeout = own.and_then(Value::as_table).ok_or(No::State)?;
                if let Some(number) = timer.strip_prefix("timeout.remind.") {
                    let count = words(timeout.get("remind")).len();
                    let is_there = number.parse::<usize>().is_ok_and(|number| (1..=count).contains(&number));
                    return if is_there { Ok(run.clone()) } else { Err(No::State) };
                }
                if timer != "timeout" {
                    return Err(No::State);
                }
                self.guard(run, timeout)?;
                Ok(self.take(run.clone(), timeout))
            }
            Happens::Event { name } => {
                if name.starts_with("payment.") && run.phase != "requested" {
                    return Err(No::State);
                }
                let event = table(here, "event").and_then(|all| table(all, name)).ok_or(No::State)?;
                self.guard(run, event)?;
                let mut after = run.clone();
                if name == "payment.captured" {
                    after.phase = "captured";
                }
                Ok(self.take(after, event))
            }
        }
    }

    fn action(
        &self,
        run: &Run,
        here: &Table,
        (by, action, entry): (&str, &str, u64),
        given: &BTreeMap<String, Value>,
    ) -> Result<Run, No> {
        let on = table(here, "on").and_then(|on| on.get(action)).and_then(Value::as_table);
        let anywhere = table(&self.flow, "anywhere").and_then(|all| table(all, action)).filter(|one| {
            let during = match one.get("during").and_then(Value::as_str) {
                Some("before_capture") => matches!(run.phase, "none" | "requested"),
                Some("captured") => run.phase == "captured",
                _ => true,
            };
            during && here.get("final").is_none()
        });
        let one = on.or(anywhere).ok_or(No::State)?;
        if entry != run.entry {
            return Err(No::Stale);
        }
        let able = one.get("by").or(here.get("awaits"));
        if !words(able).contains(&by.to_owned()) {
            return Err(No::Role);
        }
        self.guard(run, one)?;
        for counter in words(one.get("add")) {
            let limit = self.flow["data"][&counter].get("limit").and_then(Value::as_str);
            let limit = limit.map(|limit| self.flow["limits"][limit].as_integer().unwrap());
            if limit.is_some_and(|limit| run.data[&counter].as_integer().unwrap() >= limit) {
                return Err(No::Guard);
            }
        }
        let mut after = run.clone();
        let asks: Vec<(String, String)> = match one.get("ask") {
            Some(Value::Table(pairs)) => {
                pairs.iter().map(|(name, field)| (name.clone(), field.as_str().unwrap().to_owned())).collect()
            }
            list => words(list).into_iter().map(|name| (name.clone(), name)).collect(),
        };
        for (parameter, field) in asks {
            let known = &self.flow["data"][&field];
            match given.get(&parameter) {
                Some(Value::String(text)) if text.trim().is_empty() => {
                    known.get("optional").ok_or(No::Input)?;
                    after.data.remove(&field);
                }
                Some(Value::Integer(number)) if *number <= 0 => return Err(No::Input),
                Some(value) => {
                    let is_money = known["type"].as_str() == Some("money");
                    if is_money != value.is_integer() {
                        return Err(No::Input);
                    }
                    after.data.insert(field, value.clone());
                }
                None if known.get("optional").is_some() => {
                    after.data.remove(&field);
                }
                None => return Err(No::Input),
            }
        }
        Ok(self.take(after, one))
    }

    fn guard(&self, run: &Run, one: &Table) -> Result<(), No> {
        let when = one.get("when").and_then(Value::as_str);
        if when.is_none_or(|when| self.holds(run, when)) { Ok(()) } else { Err(No::Guard) }
    }

    fn take(&self, mut run: Run, one: &Table) -> Run {
        for (field, from) in table(one, "set").into_iter().flatten() {
            match run.data.get(from.as_str().unwrap()).cloned() {
                Some(value) => run.data.insert(field.clone(), value),
                None => run.data.remove(field),
            };
        }
        for field in words(one.get("clear")) {
            run.data.remove(&field);
        }
        for counter in words(one.get("add")) {
            let now = run.data[&counter].as_integer().unwrap();
            run.data.insert(counter, Value::Integer(now + 1));
        }
        for effect in one.get("do").and_then(Value::as_array).into_iter().flatten() {
            for name in effect.as_table().unwrap().keys() {
                run.phase = match (name.as_str(), run.phase) {
                    ("request_payment", "none" | "settled") => "requested",
                    ("release" | "refund", "captured") => "settled",
                    (_, phase) => phase,
                };
            }
        }
        if let Some(to) = one.get("to") {
            let to = self.branch(&run, to);
            self.enter(&mut run, &to);
        }
        run
    }
}
