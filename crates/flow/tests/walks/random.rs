//! Chance that can be repeated, and random definitions.

/// SplitMix64.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A definition: a row of states with ways forward, bounded ways back, and sometimes a payment.
pub(crate) fn definition(chance: &mut Chance) -> String {
    let states = 3 + chance.below(8);
    let limit = chance.below(4);
    let pays = chance.is(60).then(|| chance.below(states - 2));
    let mut text = format!(
        "flow = \"random\"\nversion = 1\nstart = \"s0\"\nlimits = {{ turns = {limit} }}\n\n[roles]\nbuyer = {{ side = \"customer\", \
         starts = true }}\nseller = {{ side = \"creator\" }}\n\n[data]\nprice = {{ type = \"money\" }}\nword = {{ type = \"text\" }}\n\
         note = {{ type = \"text\", optional = true }}\nturn = {{ type = \"counter\", limit = \"turns\" }}\n\n"
    );
    for state in 0..states {
        let who = *chance.pick(&["buyer", "seller"]);
        text.push_str(&format!(
            "[state.s{state}]\nawaits = \"{who}\"\ncard = \"State {state}, turn {{turn}}\"\n"
        ));
        if pays == Some(state) {
            text.push_str("on.pay = { ask = [\"price\"], button = \"Pay\", stay = true, do = [{ request_payment = \"price\" }] }\n");
            text.push_str(&format!("event.\"payment.captured\" = {{ to = \"s{}\" }}\n", state + 1));
            text.push_str(
                "event.\"payment.failed\" = { stay = true, said = \"Not paid: {event.reason}\" }\n",
            );
            text.push_str("timeout = { after = \"3d\", remind = [\"1d\"], to = \"end\" }\n\n");
            continue;
        }
        let is_paid = pays.is_some_and(|paid| state > paid);
        let is_last = state + 1 == states;
        let next = if is_last { "end".to_owned() } else { format!("s{}", state + 1) };
        let settle = if is_last && is_paid { ", do = [{ release = \"price\" }]" } else { "" };
        let ask = *chance.pick(&[
            "",
            "ask = [\"word\"], ",
            "ask = [\"note\"], ",
            "ask = { said = \"word\" }, ",
            "ask = [\"word\", \"note\"], ",
        ]);
        text.push_str(&format!(
            "on.go = {{ {ask}button = \"Go\", to = \"{next}\"{settle}, said = \"{{note}}\" }}\n"
        ));
        // Back, but never from paid to unpaid.
        let lowest = if is_paid { pays.unwrap_or(0) + 1 } else { 0 };
        if chance.is(50) && state >= lowest {
            let back = lowest + chance.below(state - lowest + 1);
            let clear = if chance.is(30) { ", clear = [\"word\"]" } else { "" };
            text.push_str(&format!(
                "on.back = {{ when = \"turn < limits.turns\", by = [\"buyer\", \"seller\"], button = \"Back\", add = [\"turn\"]{clear}, to = \"s{back}\" }}\n"
            ));
        }
        if chance.is(40) && !is_last && pays.is_none_or(|paid| state >= paid || state + 2 <= paid) {
            let far = state + 1 + chance.below(2.min(states - state - 1));
            let far = if pays.is_some_and(|paid| state < paid) { far.min(pays.unwrap_or(far)) } else { far };
            text.push_str(&format!(
                "on.jump = {{ button = \"Jump\", to = [{{ when = \"word is set and turn == {}\", state = \"s{far}\" }}, {{ state = \"{next}\" }}]{settle} }}\n",
                chance.below(3)
            ));
        }
        if is_paid {
            text.push_str(
                "timeout = { after = \"5d\", remind = [\"1d\", \"2d\"], escalate = \"silence\" }\n\n",
            );
        } else {
            text.push_str("timeout = { after = \"5d\", to = \"end\" }\n\n");
        }
    }
    text.push_str("[state.end]\nfinal = true\n\n");
    text.push_str(
        "[anywhere.stop]\nby = [\"buyer\"]\nduring = \"before_capture\"\nbutton = \"Stop\"\nto = \"end\"\n\n",
    );
    if pays.is_some() {
        text.push_str("[anywhere.repay]\nby = [\"operator\"]\nduring = \"captured\"\ndo = [{ refund = \"price\" }]\nto = \"end\"\n");
    }
    text
}
