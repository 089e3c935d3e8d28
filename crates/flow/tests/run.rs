//! The shipped flows, run.

use liaison_flow::simulate::{explore, play};
use liaison_flow::{Source, load};

fn shipped(name: &str) -> liaison_flow::Definition {
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
