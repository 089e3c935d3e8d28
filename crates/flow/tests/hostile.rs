//! Whatever is in a file: it is read or refused with a place, soon, and nothing panics.

#![expect(clippy::indexing_slicing, reason = "helpers of tests")]

use std::time::{Duration, Instant};

use liaison_flow::money::{self, Currency};
use liaison_flow::simulate::play;
use liaison_flow::{Checked, Source, check, explain, import, load, mermaid, svg};
use proptest::prelude::*;

const BID: &str = include_str!("../../../flows/bid.toml");
const PROCESS: &str = include_str!("processes/default-purchase.edn");
/// Pieces that mean something in one of the languages.
const PIECES: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "\"\"\"",
    "\\",
    "\\u0000",
    "=",
    ".",
    ",",
    ":",
    ";",
    "#",
    "#_",
    "#inst",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "🎉",
    "₹",
    "٥",
    "-1",
    "99999999999999999999",
    "1e400",
    "nan",
    "true",
    "[[state.initial]]",
    "[state.initial]",
    "to = \"initial\"",
    "when = \"not not (round < 1 or\"",
    "{price",
    "}}{{",
    ":state/x",
    "{:a}",
];

fn read_definition(text: &str) {
    let begun = Instant::now();
    let Checked { definition, faults } = check(&Source::new("hostile.toml", text));
    assert!(definition.is_some() || faults.is_fatal());
    drop(faults.to_string());
    if let (Some(definition), false) = (definition, faults.is_fatal()) {
        assert!(svg(&definition, None).contains("<svg"));
        assert!(!mermaid(&definition).is_empty() && !explain(&definition).is_empty());
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{} bytes took {:?}", text.len(), begun.elapsed());
}

fn read_process(text: &str) {
    let begun = Instant::now();
    match import(&Source::new("hostile.edn", text)) {
        Ok(imported) => {
            let checked = check(&Source::new("hostile.toml", imported.text.clone()));
            let not_toml = checked.faults.iter().any(|fault| format!("{:?}", fault.code) == "F00");
            assert!(!not_toml, "{}\n{}", checked.faults, imported.text);
        }
        Err(faults) => assert!(faults.is_fatal()),
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{} bytes took {:?}", text.len(), begun.elapsed());
}

/// A file with some places changed.
fn damaged(file: &'static str) -> impl Strategy<Value = String> {
    let change = (0..file.len(), 0..40_usize, 0..PIECES.len());
    proptest::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut text = file.to_owned();
        for (at, length, piece) in changes {
            let floor = |mut at: usize| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (from, to) = (floor(at), floor(at + length));
            text.replace_range(from..to, PIECES[piece]);
        }
        text
    })
}

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..PIECES.len(), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|piece| PIECES[piece]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_definitions_are_read_or_refused(text in damaged(BID)) {
        read_definition(&text);
    }

    #[test]
    fn damaged_processes_are_read_or_refused(text in damaged(PROCESS)) {
        read_process(&text);
    }

    #[test]
    fn anything_is_read_or_refused(text in prop_oneof![pieces(), any::<String>()]) {
        read_definition(&text);
        read_process(&text);
        let guard = format!("{BID}\n[state.more]\nnext = [{{ when = '''{text}''', state = \"initial\" }}, {{ state = \"initial\" }}]\n");
        read_definition(&guard);
    }

    #[test]
    fn scripts_are_played_or_refused(text in prop_oneof![pieces(), "(influencer|brand_owner|event|wait|expect) [a-z_]{0,12} ?[a-z=\"]{0,9}"]) {
        let bid = load(&Source::new("bid.toml", BID)).unwrap();
        drop(play(&bid, &text));
    }

    #[test]
    fn what_is_shown_is_what_was_read(minor in 1..money::MAX_MINOR, code in "(INR|USD|EUR|JPY|KWD|CHF|BRL)") {
        let currency = Currency::parse(&code).unwrap();
        let shown = money::show(minor, currency);
        match money::parse(&shown, currency) {
            Ok(read) => prop_assert_eq!(read, minor, "{}", shown),
            // Where the point does not divide, three digits behind one sign could be thousands.
            Err(_) => prop_assert!(!matches!(code.as_str(), "INR" | "USD" | "JPY"), "{shown}"),
        }
    }

    #[test]
    fn any_text_is_an_amount_or_not(text in any::<String>()) {
        if let Ok(minor) = money::parse(&text, Currency::parse("INR").unwrap()) {
            prop_assert!(minor > 0 && minor < money::MAX_MINOR);
        }
    }
}

#[test]
fn large_and_deep_files_are_bounded() {
    read_definition(&"a".repeat(1_000_000));
    read_definition(&"[".repeat(200_000));
    read_definition(&format!("x = {}", "[".repeat(100_000)));
    read_definition(&format!("flow = \"{}\"", "x".repeat(200_000)));
    read_process(&"[".repeat(900_000));
    read_process(&"{:a ".repeat(200_000));
    read_process(&"#_".repeat(300_000));
    read_process(&format!("{{:transitions [{}]}}", "{:name :a :to :b}".repeat(10_000)));
}

#[test]
fn a_flow_of_many_states_is_checked_soon() {
    let mut text = String::from(
        "flow = \"large\"\nversion = 1\nstart = \"s0\"\n[roles]\na = { side = \"brand\" }\n[data]\nc = { type = \"counter\" }\n",
    );
    for state in 0..300 {
        let (next, far) = ((state + 1) % 300, (state * 7 + 3) % 300);
        text.push_str(&format!(
            "[state.s{state}]\nawaits = \"a\"\ncard = \"{{c}}\"\non.go = {{ button = \"Go\", to = \"s{next}\" }}\non.far = {{ button = \"Far\", to = \"s{far}\" }}\n"
        ));
    }
    read_definition(&text);
}
