//! Random walks over the shipped flows and over random definitions, beside a second interpreter.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod oracle;
mod random;

use std::collections::BTreeMap;

use liaison_flow::money::Currency;
use liaison_flow::{
    Answer, Begin, Definition, Effect, Happened, Input, Names, Phase, Reader, Refusal, Source, State, load,
    start, step, timers, view,
};
use oracle::{Happens, No, Oracle, Run};
use random::Chance;

/// How many walks there are, and how long one may become.
const WALKS: usize = 100_000;
const LONGEST: usize = 60;

struct Flow {
    definition: Definition,
    oracle: Oracle,
    actions: Vec<(String, Vec<String>)>,
    events: Vec<String>,
}

impl Flow {
    fn new(text: &str) -> Option<Self> {
        let definition = load(&Source::new("flow.toml", text)).ok()?;
        let table: toml::Table = text.parse().unwrap();
        let (mut actions, mut events) = (BTreeMap::new(), Vec::new());
        let on = table["state"].as_table().unwrap().values().filter_map(|state| state.get("on"));
        for (name, action) in on.chain(table.get("anywhere")).filter_map(toml::Value::as_table).flatten() {
            let asks = match action.get("ask") {
                Some(toml::Value::Table(pairs)) => pairs.keys().cloned().collect(),
                Some(toml::Value::Array(list)) => {
                    list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
                }
                _ => Vec::new(),
            };
            actions.insert(name.clone(), asks);
        }
        for state in table["state"].as_table().unwrap().values() {
            events.extend(
                state
                    .get("event")
                    .and_then(toml::Value::as_table)
                    .into_iter()
                    .flat_map(|all| all.keys().cloned()),
            );
        }
        Some(Self { definition, oracle: Oracle::new(text), actions: actions.into_iter().collect(), events })
    }
}

fn shipped() -> Vec<Flow> {
    ["bid", "campaign", "mediated-order"]
        .map(|name| {
            let path = format!("{}/../../flows/{name}.toml", env!("CARGO_MANIFEST_DIR"));
            Flow::new(&std::fs::read_to_string(path).unwrap()).unwrap()
        })
        .into()
}

fn begun(flow: &Flow) -> State {
    let begin = Begin { at: 0, currency: Currency::parse("INR").unwrap(), limits: &[], given: &[] };
    start(&flow.definition, &begin).unwrap().0
}

/// Something that may happen: mostly what fits, sometimes what does not.
fn something(chance: &mut Chance, flow: &Flow, run: &Run) -> Happens {
    let entry = if chance.is(95) { run.entry } else { run.entry.saturating_sub(1 + chance.below(2) as u64) };
    match chance.below(10) {
        0 => Happens::Time {
            entry,
            timer: (*chance.pick(&["timeout", "timeout.remind.1", "timeout.remind.9", "also.1"])).to_owned(),
        },
        1 | 2 if !flow.events.is_empty() => Happens::Event { name: chance.pick(&flow.events).clone() },
        _ => {
            let (action, asks) = chance.pick(&flow.actions).clone();
            let roles = flow.definition.roles();
            let by = roles[chance.below(roles.len())].name.clone();
            let mut given = BTreeMap::new();
            for name in asks {
                let is_amount = name == "price";
                let value = match chance.below(12) {
                    0 => continue,
                    1 => toml::Value::String("  ".to_owned()),
                    2 if is_amount => toml::Value::Integer(-5),
                    _ if is_amount => toml::Value::Integer(1 + chance.below(1_000_000) as i64),
                    _ => toml::Value::String(format!("words {{price}} {}", chance.below(100))),
                };
                // A text of spaces is nothing, for amounts, too.
                given.insert(name, value);
            }
            Happens::Action { by, action, entry, given }
        }
    }
}

fn ours(flow: &Flow, state: &State, happens: &Happens) -> Result<(State, Vec<Effect>), Refusal> {
    let definition = &flow.definition;
    match happens {
        Happens::Action { by, action, entry, given } => {
            let given: Vec<(&str, Answer)> = given
                .iter()
                .map(|(name, value)| {
                    let sent = match value {
                        toml::Value::Integer(number) => serde_json::json!(number),
                        other => serde_json::json!(other.as_str().unwrap()),
                    };
                    (name.as_str(), Answer::Sent(sent))
                })
                .collect();
            let by = definition.role(by).unwrap();
            let what = Happened::Action { by, action, entry: Some(*entry), given: &given };
            step(definition, state.clone(), &Input { at: 0, what })
        }
        Happens::Time { entry, timer } => {
            step(definition, state.clone(), &Input { at: 0, what: Happened::Time { entry: *entry, timer } })
        }
        Happens::Event { name } => {
            step(definition, state.clone(), &Input { at: 0, what: Happened::Event { name, values: &[] } })
        }
    }
}

fn same(flow: &Flow, state: &State, run: &Run) {
    let phase = match state.phase() {
        Phase::None => "none",
        Phase::Requested => "requested",
        Phase::Captured => "captured",
        Phase::Settled => "settled",
    };
    assert_eq!(
        (flow.definition.state_name(state.state()), state.entry(), phase),
        (run.state.as_str(), run.entry, run.phase)
    );
    for (index, field) in flow.definition.fields().iter().enumerate() {
        let id = flow.definition.field(&field.name).unwrap();
        assert_eq!(id.index(), index);
        let theirs = run.data.get(&field.name).map(|value| match value {
            toml::Value::Integer(number) => serde_json::json!(number),
            other => serde_json::json!(other.as_str().unwrap().trim()),
        });
        assert_eq!(state.value(id).map(|value| value.to_json()), theirs, "{}", field.name);
    }
}

/// What holds after every step.
fn holds(flow: &Flow, before: &State, after: &State, effects: &[Effect], ledger: &mut i32) {
    let mut entry = before.entry();
    for effect in effects {
        match effect {
            Effect::Moved(moved) => {
                entry += u64::from(moved.entered);
                assert_eq!(moved.entry, entry);
                assert!(moved.entered || moved.from == moved.to);
            }
            Effect::Release(amount) | Effect::Refund(amount) => {
                assert_eq!(*ledger, 1, "money moves once, after it was captured");
                assert!(amount.minor > 0);
                *ledger -= 1;
            }
            Effect::RequestPayment(amount) => assert!(amount.minor > 0),
            _ => {}
        }
    }
    assert_eq!(entry, after.entry());
    for due in timers(&flow.definition, after) {
        assert!(due.at >= after.entered_at());
    }
}

/// One walk; whether it came to an end.
fn walk(chance: &mut Chance, flow: &Flow) -> bool {
    let (mut state, mut run, mut ledger) = (begun(flow), flow.oracle.start(), 0);
    for _ in 0..LONGEST * 4 {
        let happens = something(chance, flow, &run);
        let theirs = flow.oracle.step(&run, &happens);
        match (ours(flow, &state, &happens), theirs) {
            (Ok((after, effects)), Ok(next)) => {
                if matches!(&happens, Happens::Event { name } if name == "payment.captured") {
                    ledger += 1;
                }
                holds(flow, &state, &after, &effects, &mut ledger);
                (state, run) = (after, next);
                same(flow, &state, &run);
            }
            (Err(refusal), Err(no)) => {
                let kind = match refusal {
                    Refusal::State { .. } => No::State,
                    Refusal::Stale { .. } => No::Stale,
                    Refusal::Role { .. } => No::Role,
                    Refusal::Guard { .. } => No::Guard,
                    Refusal::Input { .. } => No::Input,
                    other => panic!("{other}"),
                };
                assert_eq!(kind, no, "{happens:?} in {}", run.state);
            }
            (ours, theirs) => panic!("{happens:?} in {run:?}: {ours:?} and {theirs:?}"),
        }
        if flow.definition.states()[state.state().index()].is_final {
            assert_eq!(ledger, 0, "captured money is released or refunded at the end");
            return true;
        }
    }
    false
}

#[test]
fn a_hundred_thousand_walks_agree_with_a_second_interpreter() {
    let mut chance = Chance(20_261_130);
    let shipped = shipped();
    let (mut random, mut made, mut ended) = (Vec::new(), 0, 0);
    while random.len() < 400 {
        made += 1;
        random.extend(Flow::new(&random::definition(&mut chance)));
        assert!(made < 2_000, "{} of {made} random definitions can be used", random.len());
    }
    for number in 0..WALKS {
        let flow = match number % 4 {
            0 => &shipped[number / 4 % shipped.len()],
            _ => &random[number % random.len()],
        };
        ended += usize::from(walk(&mut chance, flow));
    }
    assert!(ended > WALKS / 2, "{ended} walks came to an end");
}

#[test]
fn a_stored_run_is_read_as_it_was_and_every_role_can_look_at_it() {
    let mut chance = Chance(7);
    for flow in shipped() {
        for _ in 0..200 {
            let (mut state, mut run) = (begun(&flow), flow.oracle.start());
            for _ in 0..60 {
                let happens = something(&mut chance, &flow, &run);
                let Ok((after, _)) = ours(&flow, &state, &happens) else { continue };
                run = flow.oracle.step(&run, &happens).unwrap();
                state = after;
                let stored = state.to_json(&flow.definition);
                assert_eq!(State::read(&flow.definition, &stored).unwrap(), state);
                looks(&flow, &state);
            }
        }
    }
}

/// A card is there for whoever can act, and each of its buttons does something or asks for more.
fn looks(flow: &Flow, state: &State) {
    let names = Names::default();
    let reader = Reader { definition: &flow.definition, language: "en", names: &names };
    for role in flow.definition.roles() {
        let id = flow.definition.role(&role.name).unwrap();
        let seen = view(&reader, state, id);
        let buttons = seen
            .current_action_data
            .iter()
            .flat_map(|card| card["buttons"].as_array().cloned().unwrap_or_default());
        for button in buttons.chain(seen.anywhere) {
            let entry = button["data"]["entry"].as_u64();
            let action = button["action"].as_str().unwrap().to_owned();
            let what = Happened::Action { by: id, action: &action, entry, given: &[] };
            match step(&flow.definition, state.clone(), &Input { at: 0, what }) {
                Ok(_) | Err(Refusal::Input { .. }) => {}
                Err(other) => panic!("the button {action} of {} is refused: {other}", role.name),
            }
        }
    }
}
