//! How long a step takes: a bid from the first card to the last, over and over, on one thread. `cargo xtask bench --only
//! flow-step` runs it beside XState.
//!
//! `cargo run --release -p liaison-flow --example steps -- 1000000`

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use liaison_flow::money::Currency;
use liaison_flow::{Answer, Begin, Definition, Happened, Input, Source, State, Value, load, start, step};
use serde_json::json;

const BID: &str = include_str!("../../../flows/bid.toml");

/// Who does what, and what is sent along; without a role it is an event.
type Move = (&'static str, &'static str, Vec<(&'static str, Answer)>);

fn deal() -> Vec<Move> {
    let text = |name, text: &str| (name, Answer::Sent(json!(text)));
    let price = |minor: i64| vec![("price", Answer::Sent(json!(minor)))];
    let work = || vec![text("deliverables", "https://example.com"), text("description", "Three posts")];
    vec![
        ("influencer", "accept_connection", vec![]),
        ("brand_owner", "send_project_details", vec![text("details", "Three posts")]),
        ("influencer", "accept_project", vec![]),
        ("brand_owner", "send_price_offer", price(500_000)),
        ("influencer", "negotiate_price", vec![]),
        ("brand_owner", "agree_to_negotiate", vec![]),
        ("influencer", "send_counter_offer", price(600_000)),
        ("brand_owner", "accept_counter_offer", vec![]),
        ("brand_owner", "proceed_to_payment", vec![]),
        ("", "payment.captured", vec![]),
        ("influencer", "start_work", vec![]),
        ("influencer", "submit_work", work()),
        ("brand_owner", "request_revision", vec![text("reason", "Brighter")]),
        ("influencer", "submit_work", work()),
        ("brand_owner", "approve_work", vec![]),
        ("influencer", "close", vec![]),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let steps: usize = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let definition = load(&Source::new("bid.toml", BID))?;
    let deal = deal();
    play(&definition, &deal, 20_000)?;
    let begun = Instant::now();
    let taken = play(&definition, &deal, steps)?;
    let micros = begun.elapsed().as_secs_f64() * 1e6;
    // A run that waits is a row in the database, and nothing in memory.
    println!("{}", json!({ "us_per_step": micros / taken as f64, "bytes_per_run": 0 }));
    Ok(())
}

fn play(definition: &Definition, deal: &[Move], steps: usize) -> Result<usize, Box<dyn Error>> {
    let currency = Currency::parse("INR").ok_or("a currency has three letters")?;
    let captured = [("amount", Value::Number(600_000))];
    let mut taken = 0;
    while taken < steps {
        let (mut state, _) = start(definition, &Begin { at: 0, currency, limits: &[], given: &[] })?;
        for (role, name, given) in deal {
            let what = match definition.role(role) {
                None => Happened::Event { name, values: &captured },
                Some(by) => Happened::Action { by, action: name, entry: Some(state.entry()), given },
            };
            state = one(definition, state, &Input { at: 0, what })?;
            taken += 1;
        }
    }
    Ok(taken)
}

fn one(definition: &Definition, state: State, input: &Input<'_>) -> Result<State, Box<dyn Error>> {
    let (state, effects) = step(definition, state, input)?;
    black_box(effects);
    Ok(state)
}
