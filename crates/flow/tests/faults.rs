//! Every kind of fault: made by one change of the shipped `bid` flow, found at its place, with its words.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use liaison_flow::{Source, check, load, replaces};

const BID: &str = include_str!("../../../flows/bid.toml");

/// The faults of a flow, one a line: `line:column code text`.
fn found(text: &str) -> Vec<String> {
    let faults = check(&Source::new("bid.toml", text)).faults;
    faults.short().lines().map(|line| line.trim_start_matches("bid.toml:").to_owned()).collect()
}

/// The bid flow with one thing changed; the piece to change is there once.
fn bid(from: &str, to: &str) -> String {
    assert!(BID.contains(from), "{from}");
    BID.replacen(from, to, 1)
}

/// The bid flow with a line in place of another one.
fn with_line(number: usize, line: &str) -> String {
    let lines = BID.lines().enumerate().map(|(index, old)| if index + 1 == number { line } else { old });
    lines.collect::<Vec<_>>().join("\n")
}

/// The bid flow with lines inserted before a line.
fn inserted(number: usize, new: &str) -> String {
    let mut lines: Vec<&str> = BID.lines().collect();
    lines.insert(number - 1, new);
    lines.join("\n")
}

/// What the table of the guide promises: the change, and the place and words of the fault.
fn table() -> Vec<(String, &'static str)> {
    let approve = BID.lines().nth(103).unwrap();
    vec![
        (
            bid("danger\", to = \"chat_closed\"", "danger\", to = \"chat_close\""),
            "34:69 F01 there is no state \"chat_close\"",
        ),
        (with_line(31, "card = { titel = \"x\" }"), "31:10 F02 unknown field \"titel\" of a card"),
        (
            inserted(86, "on.pay = { button = \"Pay\", after = \"2d\", stay = true }"),
            "86:1 F03 \"pay\" has two triggers: button, time",
        ),
        (inserted(95, "[state.vip]\nfinal = true"), "95:1 F04 \"vip\" is never entered"),
        (inserted(95, "[state.x]\nawaits = \"influencer\""), "95:1 F05 nothing leads out of \"x\""),
        (with_line(24, ""), "36:1 F06 waits for ever if brand_owner is silent"),
        (
            bid(" add = [\"round\"],", ""),
            "73:1 F07 no bound: brand_owner_pricing → … → negotiation_input → brand_owner_pricing",
        ),
        (
            bid("when = \"counter is set\", ", ""),
            "54:46 F08 \"counter\" may be empty: initial → … → brand_owner_pricing",
        ),
        (
            bid("set = { price = \"counter\" }", "set = { price = \"details\" }"),
            "54:118 F09 \"price\" is money, \"details\" text",
        ),
        (bid("{ refund = \"price\" }", "{ refnd = \"price\" }"), "121:9 F10 no effect \"refnd\""),
        (
            with_line(104, &approve.replace(" do = [{ release = \"price\" }],", "")),
            "104:1 F11 captured money neither released nor refunded: payment.captured → … → chat_closed",
        ),
        (
            with_line(93, "timeout = { after = \"5d\", to = \"chat_closed\" }"),
            "93:1 F12 a time must not end a paid deal",
        ),
        (
            bid(
                "  { state = \"influencer_final_response\" },",
                "  { when = \"round > limits.rounds\", state = \"influencer_final_response\" },",
            ),
            "52:3 F13 no branch fits when round = 3",
        ),
        (bid("remind = [\"2d\", \"4d\"]", "remind = [\"6d\"]"), "24:37 F14 reminder after the end"),
        (bid("{price} is offered.\"", "{prise} is offered.\""), "50:88 F17 unknown {prise}"),
    ]
}

#[test]
fn the_shipped_flow_has_none() {
    assert_eq!(found(BID), Vec::<String>::new());
}

#[test]
fn each_fault_is_found_at_its_place() {
    for (text, wanted) in table() {
        let found = found(&text);
        assert!(found.iter().any(|line| line == wanted), "wanted {wanted}, found {found:#?}");
    }
}

#[test]
fn nothing_else_is_reported_of_one_mistake() {
    // A new state without a way in, and a default that was taken away, are more than one mistake.
    for (text, wanted) in table() {
        let found = found(&text);
        let codes: std::collections::BTreeSet<&str> =
            found.iter().filter_map(|line| line.split(' ').nth(1)).collect();
        let beside: &[&str] = match wanted.split(' ').nth(1) {
            Some("F05") => &["F04"],
            Some("F02") => &["F24", "W01"],
            Some("F07") => &["W01"],
            Some("F09") => &["W01"],
            _ => &[],
        };
        let code = wanted.split(' ').nth(1).unwrap();
        assert!(codes.iter().all(|one| *one == code || beside.contains(one)), "{wanted}: {found:#?}");
    }
}

#[test]
fn the_messages_are_these() {
    let mut text = String::new();
    for (source, _) in table() {
        text.push_str(&check(&Source::new("bid.toml", source)).faults.to_string());
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

#[test]
fn all_are_reported_at_once() {
    let mut text = bid("danger\", to = \"chat_closed\"", "danger\", to = \"chat_close\"");
    text = text.replace("{ refund = \"price\" }", "{ refnd = \"price\" }").replace("titel", "title");
    text = text.replace("{price} is offered.\"", "{prise} is offered.\"");
    let codes: Vec<String> =
        found(&text).iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(codes, ["F01", "F17", "F10"]);
}

const SMALL: &str = "flow = \"small\"\nversion = 1\nstart = \"a\"\n[roles]\nbuyer = { side = \"customer\", starts = true }\n[data]\nprice = { type = \"money\" }\n";

fn small(rest: &str) -> Vec<String> {
    let text = format!("{SMALL}{rest}");
    let faults = check(&Source::new("bid.toml", text)).faults;
    faults.short().lines().map(|line| line.trim_start_matches("bid.toml:").to_owned()).collect()
}

#[test]
fn a_circle_of_next_never_stops() {
    let found = small("[state.a]\nnext = \"b\"\n[state.b]\nnext = \"a\"\n");
    assert!(found.contains(&"9:8 F15 a → b → a never stops".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("F07")), "{found:?}");
}

#[test]
fn an_event_of_a_payment_that_nobody_requested_cannot_come() {
    let found = small(
        "[state.a]\nawaits = \"buyer\"\ncard = \"?\"\non.go = { button = \"Go\", to = \"z\" }\ntimeout = { after = \"1d\", to = \"z\" }\nevent.\"payment.captured\" = { to = \"z\" }\n[state.z]\nfinal = true\n",
    );
    assert!(found.contains(&"13:7 F16 this event cannot come here".to_owned()), "{found:?}");
}

#[test]
fn a_changed_text_needs_a_new_version() {
    let source = Source::new("bid.toml", bid("\"Accept\"", "\"Yes\""));
    let (old, new) = (load(&Source::new("bid.toml", BID)).unwrap(), load(&source).unwrap());
    let refused = replaces(&new, &source, &old, 214).unwrap_err().to_string();
    assert!(refused.starts_with("bid.toml:2:11 F18 214 runs use another version 1\n"), "{refused}");
    assert!(refused.ends_with("hint: version = 2\n"), "{refused}");
    assert!(replaces(&old, &source, &old, 214).is_ok());
    let next = load(&Source::new("bid.toml", bid("version = 1", "version = 2"))).unwrap();
    assert!(replaces(&next, &source, &old, 214).is_ok());
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", BID.replace('\n', "\r\n"));
    assert_eq!(found(&windows), Vec::<String>::new());
    let same = load(&Source::new("bid.toml", windows)).unwrap();
    assert_eq!(same.hash(), load(&Source::new("bid.toml", BID)).unwrap().hash());
    for (text, wanted) in table() {
        let found = found(&format!("\u{feff}{}", text.replace('\n', "\r\n")));
        assert!(found.iter().any(|line| line == wanted), "wanted {wanted}, found {found:#?}");
    }
}

#[test]
fn columns_count_characters_and_carets_stand_below_them() {
    let source = bid(
        "button = \"Decline\", style = \"danger\", to = \"chat_closed\"",
        "button = \"👍 नहीं\", style = \"danger\", to = \"chat_close\"",
    );
    let faults = check(&Source::new("bid.toml", source)).faults;
    assert!(faults.short().starts_with("bid.toml:34:68 F01"), "{faults}");
    insta::assert_snapshot!(faults.to_string());
}

#[test]
fn names_of_any_length_are_shown_short() {
    let name = "x".repeat(10_000);
    let faults =
        check(&Source::new("bid.toml", bid("to = \"chat_closed\"", &format!("to = \"{name}\"")))).faults;
    assert!(faults.to_string().lines().all(|line| line.chars().count() < 300), "{faults}");
}

#[test]
fn what_is_no_toml_is_a_fault_with_a_place() {
    let found = found("flow = \"bid\nversion = 1");
    assert!(found[0].contains(" F00 "), "{found:?}");
    assert!(found[0].starts_with("1:"), "{found:?}");
}

#[test]
fn a_payment_that_ends_the_run_is_money_in_hand() {
    let found = small(
        "[state.a]\nawaits = \"buyer\"\ncard = \"?\"\non.pay = { ask = [\"price\"], button = \"Pay\", stay = true, do = [{ request_payment = \"price\" }] }\ntimeout = { after = \"1d\", to = \"z\" }\nevent.\"payment.captured\" = { to = \"z\" }\n[state.z]\nfinal = true\n",
    );
    assert_eq!(found, ["13:7 F11 captured money neither released nor refunded: payment.captured → … → z"]);
}
