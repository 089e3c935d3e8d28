//! Sharetribe's processes as definitions of ours.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use liaison_flow::simulate::explore;
use liaison_flow::{Source, check, import};

/// Processes of the kinds that are out there; the files of Sharetribe themselves stay where they are.
fn samples() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/processes");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "edn"));
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_process_becomes_a_definition_that_can_be_used_and_is_reached_everywhere() {
    for (name, text) in samples() {
        let imported = import(&Source::new(&name, text)).unwrap();
        let checked = check(&Source::new(&name, imported.text.clone()));
        assert!(!checked.faults.is_fatal(), "{name}\n{}\n{}", checked.faults, imported.text);
        assert!(!imported.loses_money, "{name}\n{:#?}", imported.notes);
        let explored = explore(&checked.definition.unwrap());
        assert!(explored.stuck.is_empty() && explored.unsettled.is_empty(), "{name}\n{explored}");
    }
}

fn process(transitions: &str) -> String {
    format!("{{:format :v3, :transitions [{transitions}]}}")
}

/// Imports, checks, and gives the remarks as text.
fn imported(text: &str) -> (liaison_flow::Imported, String) {
    let imported = import(&Source::new("odd.edn", text)).unwrap_or_else(|faults| panic!("{faults}"));
    let notes = imported.notes.iter().map(|note| format!("{note}\n")).collect();
    (imported, notes)
}

fn is_usable(text: &str) -> bool {
    !check(&Source::new("odd.toml", text)).faults.is_fatal()
}

#[test]
fn unknown_actions_are_listed_with_their_line_and_never_an_error() {
    let text = process(
        "{:name :transition/ask :actor :actor.role/customer\n:actions [{:name :action/launch-rocket} {:name :paint}]\n:to :state/asked}",
    );
    let (imported, notes) = imported(&text);
    assert_eq!(notes, "line 2: not mapped: launch-rocket of ask\nline 2: not mapped: paint of ask\n");
    assert!(is_usable(&imported.text) && !imported.loses_money, "{}", imported.text);
    assert_eq!((imported.states, imported.transitions), (1, 1));
}

#[test]
fn money_that_would_stay_in_hand_is_reported() {
    let pay = "{:name :transition/pay :actor :actor.role/customer :actions [{:name :action/stripe-create-payment-intent} \
               {:name :action/stripe-confirm-payment-intent}] :to :state/paid}";
    let (kept, _) = imported(&process(pay));
    assert!(kept.loses_money);
    let done = "{:name :transition/done :actor :actor.role/customer :actions [{:name :action/stripe-create-payout}] \
                :from :state/paid :to :state/done}";
    let (released, _) = imported(&process(&format!("{pay} {done}")));
    assert!(!released.loses_money && is_usable(&released.text), "{}", released.text);
    let unknown = done.replace("stripe-create-payout", "paypal-payout");
    assert!(imported(&process(&format!("{pay} {unknown}"))).0.loses_money);
}

#[test]
fn a_time_that_would_end_a_paid_deal_calls_staff() {
    let text = process(
        "{:name :transition/pay :actor :actor.role/customer :actions [{:name :action/stripe-create-charge}] :to :state/paid}\
         {:name :transition/done :actor :actor.role/provider :actions [{:name :action/stripe-create-payout}] :from :state/paid :to :state/done}\
         {:name :transition/forget :at {:fn/plus [{:fn/timepoint [:time/first-entered-state :state/paid]} {:fn/period [\"P1M\"]}]} \
          :actions [] :from :state/paid :to :state/forgotten}",
    );
    let (imported, notes) = imported(&text);
    assert!(notes.contains("forget would end a paid deal by itself; here it calls staff"), "{notes}");
    assert!(notes.contains("a month of forget counts 30 days"), "{notes}");
    assert!(is_usable(&imported.text), "{}", imported.text);
}

#[test]
fn loops_several_starts_clashing_names_and_states_from_nowhere_are_mapped() {
    let text = process(
        "#_ {:name :left-out :to :x} ; not there\n\
         {:name :transition/ask, :actor :actor.role/customer, :to :state/in-talks}\n\
         {:name :transition/offer, :actor :actor.role/provider, :to :state/in_talks}\n\
         {:name :talk :actor :actor.role/customer :from [:state/in-talks :state/in_talks] :to :state/in-talks}\n\
         {:name :transition/end :actor :actor.role/operator :from :state/in-talks :to :state/initial}\n\
         {:name :transition/lost :actor :actor.role/operator :from :state/nowhere :to :state/initial}\n\
         {:name :transition/odd :from :state/in_talks :to :state/initial}\n\
         {:name :transition/sometime :at {:fn/never []} :from :state/in_talks :to :state/initial}",
    );
    let (imported, notes) = imported(&text);
    assert!(
        is_usable(&imported.text),
        "{}\n{}",
        check(&Source::new("odd.toml", imported.text.clone())).faults,
        imported.text
    );
    for wanted in [
        "[state.in_talks]",
        "[state.in_talks_2]",
        "[state.initial_2]",
        "customer = { side = \"customer\", starts = true }",
    ] {
        assert!(imported.text.contains(wanted), "{wanted}\n{}", imported.text);
    }
    for wanted in [
        "line 4: warning: talk is part of a loop",
        "line 6: not mapped: nowhere is never entered",
        "line 7: warning: transition odd has neither :actor nor :at",
        "line 8: not mapped: time of sometime: :fn/never is not known",
    ] {
        assert!(notes.contains(wanted), "{wanted}\n{notes}");
    }
}

#[test]
fn what_is_no_process_is_refused_with_its_place() {
    for (text, wanted) in [
        ("{:format :v3", "odd.edn:1:1 F00 `}` is missing"),
        ("{:a\n #inst \"2020\"}", "odd.edn:2:2 F00 tags are not read"),
        ("{:a}", "odd.edn:1:1 F00 a key of this map has no value"),
        ("[1 2]", "odd.edn:1:1 F00 this is no transaction process: a map with :transitions"),
        ("{:transitions []}", "odd.edn:1:1 F00 the process has no transitions"),
        ("", "odd.edn:1:1 F00 there is nothing in the file"),
    ] {
        let faults = import(&Source::new("odd.edn", text)).unwrap_err().short();
        assert_eq!(faults.trim_end(), wanted);
    }
}
