//! The shipped flows, run.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use liaison_flow::money::Currency;
use liaison_flow::simulate::{explore, play};
use liaison_flow::{
    Answer, Begin, Definition, Effect, Happened, Input, Names, Phase, Reader, Refusal, Renamed, Source,
    State, Translations, Unmovable, Value, deadline, explain, load, mermaid, migrate, plan, progress, start,
    step, svg, timers, translate, typed_action, view,
};
use serde_json::json;

fn shipped(name: &str) -> Definition {
    let path = format!("{}/../../flows/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    load(&Source::new(format!("{name}.toml"), text)).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_way_through_the_shipped_flows_is_taken_and_no_money_is_lost() {
    for name in ["bid", "campaign", "mediated-order"] {
        let explored = explore(&shipped(name));
        assert!(explored.is_fine(), "{explored}");
    }
}

#[test]
fn a_bid_is_played_from_the_first_card_to_the_last() {
    let script = include_str!("scripts/bid.txt");
    insta::assert_snapshot!(play(&shipped("bid"), script).unwrap());
}

fn begun(definition: &Definition) -> State {
    let begin = Begin { at: 1_000, currency: Currency::parse("INR").unwrap(), limits: &[], given: &[] };
    start(definition, &begin).unwrap().0
}

fn click(
    definition: &Definition,
    state: &State,
    by: &str,
    action: &str,
    given: &[(&str, Answer)],
) -> Result<(State, Vec<Effect>), Refusal> {
    let what =
        Happened::Action { by: definition.role(by).unwrap(), action, entry: Some(state.entry()), given };
    step(definition, state.clone(), &Input { at: 5_000, what })
}

fn went(definition: &Definition, state: &State, by: &str, action: &str, given: &[(&str, Answer)]) -> State {
    click(definition, state, by, action, given).unwrap().0
}

fn sent(value: serde_json::Value) -> Answer {
    Answer::Sent(value)
}

/// A bid where an offer stands.
fn offered(definition: &Definition) -> State {
    let state = went(definition, &begun(definition), "influencer", "accept_connection", &[]);
    let details = [("details", sent(json!("Three posts")))];
    let state = went(definition, &state, "brand_owner", "send_project_details", &details);
    let state = went(definition, &state, "influencer", "accept_project", &[]);
    went(definition, &state, "brand_owner", "send_price_offer", &[("price", sent(json!(500_000)))])
}

#[test]
fn what_is_not_possible_is_refused_with_its_reason() {
    let bid = shipped("bid");
    let state = offered(&bid);
    let current = "influencer_price_response".to_owned();
    assert_eq!(
        click(&bid, &state, "influencer", "start_work", &[]).unwrap_err(),
        Refusal::State { current: current.clone(), required: vec!["payment_completed".to_owned()] }
    );
    assert_eq!(
        click(&bid, &state, "brand_owner", "accept_price", &[]).unwrap_err(),
        Refusal::Role { required: vec!["influencer".to_owned()] }
    );
    assert_eq!(
        click(&bid, &state, "influencer", "refund", &[]).unwrap_err(),
        Refusal::State { current, required: vec![] }
    );
    let pricing = went(&bid, &state, "influencer", "negotiate_price", &[]);
    let pricing = went(&bid, &pricing, "brand_owner", "agree_to_negotiate", &[]);
    let refused =
        click(&bid, &pricing, "influencer", "send_counter_offer", &[("price", sent(json!("5.000")))]);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "price: this amount is not clear; write it as 5000 or 5000.50"
    );
    let refused = click(&bid, &pricing, "influencer", "send_counter_offer", &[]);
    assert_eq!(refused.unwrap_err().to_string(), "price: this is required");
    let masked = [("details", Answer::Typed("**** ****".to_owned()))];
    let details = went(&bid, &begun(&bid), "influencer", "accept_connection", &[]);
    assert!(matches!(
        click(&bid, &details, "brand_owner", "send_project_details", &masked),
        Err(Refusal::Input { .. })
    ));
}

#[test]
fn a_late_click_never_accepts_the_price_of_another_round() {
    let bid = shipped("bid");
    let first = offered(&bid);
    let state = went(&bid, &first, "influencer", "negotiate_price", &[]);
    let state = went(&bid, &state, "brand_owner", "agree_to_negotiate", &[]);
    let state = went(&bid, &state, "influencer", "send_counter_offer", &[("price", sent(json!(900_000)))]);
    let state = went(&bid, &state, "brand_owner", "send_price_offer", &[("price", sent(json!(100)))]);
    let what = |entry| Happened::Action {
        by: bid.role("influencer").unwrap(),
        action: "accept_price",
        entry,
        given: &[],
    };
    let stale = step(&bid, state.clone(), &Input { at: 0, what: what(Some(first.entry())) });
    assert_eq!(stale.unwrap_err(), Refusal::Stale { entry: first.entry(), current: state.entry() });
    // A client that knows no entries says what it means by the state alone.
    assert!(step(&bid, state, &Input { at: 0, what: what(None) }).is_ok());
}

#[test]
fn the_third_counter_offer_makes_the_next_offer_final() {
    let bid = shipped("bid");
    let mut state = offered(&bid);
    for round in 1..=3 {
        assert_eq!(bid.state_name(state.state()), "influencer_price_response", "round {round}");
        state = went(&bid, &state, "influencer", "negotiate_price", &[]);
        state = went(&bid, &state, "brand_owner", "agree_to_negotiate", &[]);
        state = went(&bid, &state, "influencer", "send_counter_offer", &[("price", sent(json!(600_000)))]);
        assert_eq!(state.value(bid.field("round").unwrap()), Some(&Value::Number(round)));
        state = went(&bid, &state, "brand_owner", "send_price_offer", &[("price", sent(json!(500_000)))]);
        assert_eq!(state.value(bid.field("counter").unwrap()), None, "a new offer clears the counter-offer");
    }
    assert_eq!(bid.state_name(state.state()), "influencer_final_response");
}

#[test]
fn limits_of_a_run_are_those_it_began_with() {
    let bid = shipped("bid");
    let begin =
        Begin { at: 0, currency: Currency::parse("INR").unwrap(), limits: &[("rounds", 0)], given: &[] };
    let state = start(&bid, &begin).unwrap().0;
    let state = went(&bid, &state, "influencer", "accept_connection", &[]);
    let state = went(&bid, &state, "brand_owner", "send_project_details", &[("details", sent(json!("x")))]);
    let state = went(&bid, &state, "influencer", "accept_project", &[]);
    let state = went(&bid, &state, "brand_owner", "send_price_offer", &[("price", sent(json!(1)))]);
    assert_eq!(bid.state_name(state.state()), "influencer_final_response");
}

#[test]
fn the_awaited_role_gets_a_card_and_the_other_one_a_text() {
    let bid = shipped("bid");
    let mut names = Names::default();
    names.roles.insert("brand_owner".to_owned(), "{price} & Sons".to_owned());
    names.subject.insert("title".to_owned(), "Three reels".to_owned());
    let reader = Reader { definition: &bid, language: "en", names: &names };
    let state = begun(&bid);
    insta::assert_json_snapshot!("first_card", view(&reader, &state, bid.role("influencer").unwrap()));
    let waiting = view(&reader, &state, bid.role("brand_owner").unwrap());
    assert_eq!(
        (waiting.current_action_data, waiting.wait.as_deref()),
        (None, Some("influencer has been asked."))
    );
    let pricing = went(&bid, &state, "influencer", "accept_connection", &[]);
    let pricing =
        went(&bid, &pricing, "brand_owner", "send_project_details", &[("details", sent(json!("x")))]);
    let pricing = went(&bid, &pricing, "influencer", "accept_project", &[]);
    insta::assert_json_snapshot!("pricing_card", view(&reader, &pricing, bid.role("brand_owner").unwrap()));
    let asked = typed_action(&bid, &pricing, bid.role("brand_owner").unwrap());
    assert_eq!(asked, Some(("send_price_offer", "price")));
}

#[test]
fn times_are_instants_of_the_entry() {
    let bid = shipped("bid");
    let state = begun(&bid);
    let day = 86_400_000;
    let due: Vec<(String, i64)> =
        timers(&bid, &state).into_iter().map(|due| (due.timer, due.at - 1_000)).collect();
    let wanted = [("timeout.remind.1", 2 * day), ("timeout.remind.2", 4 * day), ("timeout", 5 * day)];
    assert_eq!(due, wanted.map(|(name, at)| (name.to_owned(), at)));
    assert_eq!(deadline(&bid, &state), Some(1_000 + 5 * day));
    // What was set in an earlier entry does nothing.
    let next = went(&bid, &state, "influencer", "accept_connection", &[]);
    let what = Happened::Time { entry: state.entry(), timer: "timeout" };
    assert!(matches!(step(&bid, next, &Input { at: 9, what }), Err(Refusal::Stale { .. })));
}

#[test]
fn an_amount_that_does_not_fit_is_not_a_payment() {
    let bid = shipped("bid");
    let state = went(&bid, &offered(&bid), "influencer", "accept_price", &[]);
    let event = |state: &State, name: &str, amount: i64| {
        let values = [("amount", Value::Number(amount))];
        step(&bid, state.clone(), &Input { at: 0, what: Happened::Event { name, values: &values } })
    };
    assert!(
        matches!(event(&state, "payment.captured", 500_000), Err(Refusal::State { .. })),
        "nothing was asked for"
    );
    let state = went(&bid, &state, "brand_owner", "proceed_to_payment", &[]);
    assert_eq!(event(&state, "payment.captured", 1).unwrap_err(), Refusal::Amount { expected: 500_000 });
    let (state, _) = event(&state, "payment.captured", 500_000).unwrap();
    assert_eq!((state.phase(), bid.state_name(state.state())), (Phase::Captured, "payment_completed"));
    assert!(matches!(event(&state, "payment.captured", 500_000), Err(Refusal::State { .. })), "once");
    assert!(
        matches!(click(&bid, &state, "brand_owner", "withdraw", &[]), Err(Refusal::State { .. })),
        "too late"
    );
    let (_, effects) = click(&bid, &state, "operator", "refund", &[]).unwrap();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Refund(amount) if amount.minor == 500_000)));
}

#[test]
fn runs_move_to_a_version_with_other_names_or_stay() {
    let old = shipped("bid");
    let text = include_str!("../../../flows/bid.toml");
    let new = text.replace("version = 1", "version = 2").replace("influencer_price_response", "deciding");
    let new = load(&Source::new(
        "bid.toml",
        new.replace("\"counter\"", "\"answer\"")
            .replace("{counter}", "{answer}")
            .replace("counter is", "answer is")
            .replace("counter = ", "answer = ")
            .replace("type = \"answer\"", "type = \"counter\""),
    ))
    .unwrap();
    let state = offered(&old);
    let wrong = plan(&old, &new, &Renamed::default()).unwrap_err();
    assert_eq!(wrong, [Unmovable::State("influencer_price_response".to_owned())]);
    let mut renamed = Renamed::default();
    renamed.states.insert("influencer_price_response".to_owned(), "deciding".to_owned());
    renamed.fields.insert("counter".to_owned(), "answer".to_owned());
    assert!(plan(&old, &new, &renamed).is_ok());
    let moved = migrate(&old, &new, &renamed, &state).unwrap();
    assert_eq!((new.state_name(moved.state()), moved.entry()), ("deciding", state.entry()));
    assert_eq!(timers(&new, &moved), timers(&old, &state), "instants stay");
    renamed.states.insert("initial".to_owned(), "chat_closed".to_owned());
    assert_eq!(
        plan(&old, &new, &renamed).unwrap_err(),
        [Unmovable::End("initial".to_owned(), "chat_closed".to_owned())]
    );
}

#[test]
fn texts_of_another_language_are_checked_and_used() {
    let mut bid = shipped("bid");
    let hindi = "[state.influencer_responding]\non.accept_connection.button = \"स्वीकार\"\ncard.titel = \"x\"\nwait = \"{prise}\"\n";
    let translations = Translations::from([("hi".to_owned(), Source::new("hi.toml", hindi))]);
    let faults = translate(&mut bid, &translations).unwrap_err();
    let short: String = faults.iter().map(|faults| faults.short()).collect();
    assert_eq!(
        short,
        "hi.toml:3:6 F02 the flow has no text \"state.influencer_responding.card.titel\"\nhi.toml:4:9 F17 unknown {prise}\n"
    );
    let reader = Reader { definition: &bid, language: "hi-IN", names: &Names::default() };
    let card = view(&reader, &begun(&bid), bid.role("influencer").unwrap()).current_action_data.unwrap();
    assert_eq!(card["buttons"][0]["text"], "स्वीकार");
    assert_eq!(card["buttons"][1]["text"], "Decline");
}

#[test]
fn parties_of_a_mediated_order_read_nothing_of_each_other() {
    let order = shipped("mediated-order");
    let names = Names::default();
    let reader = Reader { definition: &order, language: "en", names: &names };
    let requirements = [("requirements", sent(json!("Call Asha at the brand")))];
    let state = went(&order, &begun(&order), "brand", "submit_requirements", &requirements);
    for role in ["brand", "creator", "agent"] {
        let seen = serde_json::to_string(&view(&reader, &state, order.role(role).unwrap())).unwrap();
        assert_eq!(seen.contains("Asha"), role != "creator", "{role}: {seen}");
    }
    assert!(order.is_isolated());
    let text = include_str!("../../../flows/mediated-order.toml")
        .replace("creator = \"{brief}\"", "creator = \"{brand}: {requirements}\"");
    let faults = load(&Source::new("order.toml", text)).unwrap_err().short();
    assert!(faults.contains("F23 creator would read {requirements}, which is private"), "{faults}");
    assert!(
        faults.contains("F23 creator would read {brand}, which is another party of an isolated flow"),
        "{faults}"
    );
}

#[test]
fn the_guide_s_flow_is_as_it_says() {
    let guide = include_str!("../../../docs/guides/write-a-flow.md");
    let first = guide.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let faults = load(&Source::new("quote.toml", first)).unwrap_err().short();
    for line in guide.lines().filter(|line| line.starts_with("quote.toml:")) {
        assert!(faults.lines().any(|fault| fault == line), "{line}\n{faults}");
    }
    let more = guide.split("```toml\n").nth(2).unwrap().split("```").next().unwrap();
    let whole = first
        .replace("\n[roles]", &format!("\n{more}\n[roles]"))
        .replace("on.change = { ", "on.change = { when = \"changes < limits.changes\", ");
    let quote = load(&Source::new("quote.toml", whole)).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(explore(&quote).is_fine());
    let script = guide.split("customer ask wish").nth(1).unwrap().split("```").next().unwrap();
    play(&quote, &format!("customer ask wish{script}")).unwrap();
}

#[test]
fn drawings_and_sentences_name_every_state() {
    for name in ["bid", "campaign", "mediated-order"] {
        let flow = shipped(name);
        let (picture, diagram, text) = (svg(&flow, flow.state("initial")), mermaid(&flow), explain(&flow));
        for state in flow.states() {
            assert!(picture.contains(&state.name) && diagram.contains(&state.name), "{}", state.name);
            assert!(text.contains(&format!("## {}", state.name.replace('_', " "))), "{}", state.name);
        }
        assert_eq!(picture.matches("current\"").count(), 1);
    }
    insta::assert_snapshot!("bid_explained", explain(&shipped("bid")));
}

#[test]
fn progress_is_the_good_way_and_knows_states_beside_it() {
    let bid = shipped("bid");
    let at = |state: &State| {
        let progress = progress(&bid, state);
        progress.at.and_then(|at| progress.steps.get(at).cloned())
    };
    let state = offered(&bid);
    insta::assert_json_snapshot!("bid_progress", progress(&bid, &begun(&bid)));
    assert_eq!(at(&state).as_deref(), Some("brand_owner_pricing"), "negotiation belongs to the price");
    let state = went(&bid, &state, "influencer", "accept_price", &[]);
    assert_eq!(at(&state).as_deref(), Some("payment_pending"));
    let state = went(&bid, &state, "brand_owner", "withdraw", &[]);
    assert_eq!(at(&state), None);
}
