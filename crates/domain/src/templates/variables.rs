//! Variables in a template: found, checked, filled in. Pure.

/// What a variable can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variable {
    PartyName,
    AgentName,
    OrderTitle,
    OrderId,
    OrderAmount,
    TicketId,
}

/// The name of each.
pub(super) const NAMES: [(&str, Variable); 6] = [
    ("party.name", Variable::PartyName),
    ("agent.name", Variable::AgentName),
    ("order.title", Variable::OrderTitle),
    ("order.id", Variable::OrderId),
    ("order.amount", Variable::OrderAmount),
    ("ticket.id", Variable::TicketId),
];

/// Fills a text in. What is put in is not looked at again: a name with braces in it is a name. Gives the variable that
/// is unknown, or was begun and not ended.
pub(super) fn fill(text: &str, value: impl Fn(Variable) -> String) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let shown = |name: &str| format!("{{{{{}", name.chars().take(50).collect::<String>());
        let (name, then) = after.split_once("}}").ok_or_else(|| shown(after))?;
        let known = NAMES.iter().find(|(known, _)| *known == name.trim());
        let (_, variable) = known.ok_or_else(|| format!("{}}}}}", shown(name)))?;
        filled.push_str(&value(*variable));
        rest = then;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Money as people write it: with as many decimals as the currency has.
pub(super) fn money(minor: i64, currency: &str) -> String {
    let decimals = match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    if decimals == 0 {
        return format!("{minor} {currency}");
    }
    let unit = 10_u64.pow(decimals);
    let (sign, amount) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    let width = usize::try_from(decimals).unwrap_or_default();
    format!("{sign}{}.{:0width$} {currency}", amount / unit, amount % unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name_of(variable: Variable) -> String {
        format!("<{}>", NAMES.iter().find(|(_, known)| *known == variable).unwrap().0)
    }

    #[test]
    fn known_variables_are_filled_in_once() {
        let filled = fill("Dear {{party.name}}, {{ order.id }}{{ticket.id}}!", name_of);
        assert_eq!(filled.unwrap(), "Dear <party.name>, <order.id><ticket.id>!");
        assert_eq!(fill("no { braces } at }} all", name_of).unwrap(), "no { braces } at }} all");
        assert_eq!(fill("{{party.name}}", |_| "{{agent.name}}".to_owned()).unwrap(), "{{agent.name}}");
    }

    #[test]
    fn unknown_and_unended_ones_are_named() {
        assert_eq!(fill("{{creator.name}}", name_of).unwrap_err(), "{{creator.name}}");
        assert_eq!(fill("Dear {{party.name", name_of).unwrap_err(), "{{party.name");
        assert_eq!(fill("{{}}", name_of).unwrap_err(), "{{}}");
    }

    #[test]
    fn money_has_the_decimals_of_its_currency() {
        assert_eq!(money(125_000, "INR"), "1250.00 INR");
        assert_eq!(money(5, "EUR"), "0.05 EUR");
        assert_eq!(money(500, "JPY"), "500 JPY");
        assert_eq!(money(1_234, "KWD"), "1.234 KWD");
        assert_eq!(money(-150, "USD"), "-1.50 USD");
    }

    proptest! {
        #[test]
        fn any_text_is_filled_in_or_refused(text in ".*") {
            if let Ok(filled) = fill(&text, |_| String::new()) {
                prop_assert!(filled.len() <= text.len());
            }
        }
    }
}
