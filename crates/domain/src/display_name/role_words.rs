//! Names that claim to be staff: the words for those who work here, however they are written. Pure.
//!
//! Only for names that nobody vouches for. A word counts when the whole name is made of such words: `Support Team` is
//! a claim, `Grace Supportson` is a person.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// Words that name those who work here, in the languages that the chat speaks.
const ROLES: &[&str] = &[
    "admin",
    "admins",
    "administrator",
    "administrators",
    "administration",
    "superadmin",
    "support",
    "agent",
    "agents",
    "moderator",
    "moderators",
    "operator",
    "supervisor",
    "staff",
    "system",
    "assistant",
    "aiassistant",
    "helpdesk",
    "servicedesk",
    "teamlead",
    "customerservice",
    "customercare",
    "customersupport",
    "root",
    "owner",
    "kundenservice",
    "kundendienst",
    "kundenbetreuung",
    "unterstützung",
    "mitarbeiter",
    "administrateur",
    "assistance",
    "serviceclient",
    "administrador",
    "soporte",
    "atención al cliente",
    "suporte",
    "atendimento",
    "amministratore",
    "supporto",
    "assistenza",
    "beheerder",
    "klantenservice",
    "yönetici",
    "destek",
    "wsparcie",
    "администратор",
    "поддержка",
    "модератор",
    "оператор",
    "مدير",
    "المدير",
    "الدعم",
    "الدعم الفني",
    "مشرف",
    "管理员",
    "管理員",
    "管理者",
    "客服",
    "客服人员",
    "支持",
    "サポート",
    "カスタマーサポート",
    "관리자",
    "고객센터",
    "운영자",
    "एडमिन",
    "सहायता",
    "प्रशासक",
];

/// Words that stand beside them.
const COMPANIONS: &[&str] = &[
    "the",
    "your",
    "our",
    "team",
    "official",
    "live",
    "chat",
    "customer",
    "client",
    "service",
    "care",
    "desk",
    "help",
    "senior",
    "lead",
    "super",
    "head",
    "ai",
    "bot",
    "user",
    "account",
    "online",
    "technical",
    "tech",
    "from",
    "of",
    "liaison",
];

/// Whether a name is made of such words only, and at least one of them names a role.
pub(super) fn claims_to_be_staff(name: &str) -> bool {
    let name = skeleton(name);
    let list = |words: &[&str]| words.iter().map(|word| skeleton(word)).collect::<Vec<_>>();
    let (roles, companions) = (list(ROLES), list(COMPANIONS));
    let words = roles.iter().map(|word| (word.as_str(), true));
    let words: Vec<(&str, bool)> =
        words.chain(companions.iter().map(|word| (word.as_str(), false))).collect();
    // For each place: whether words lead there, and whether one of them names a role.
    let mut reached = vec![(false, false); name.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = (true, false);
    }
    for at in 0..name.len() {
        let (Some((true, has_role)), Some(rest)) = (reached.get(at).copied(), name.get(at..)) else {
            continue;
        };
        for (word, is_role) in words.iter().filter(|(word, _)| rest.starts_with(word)) {
            if let Some(end) = reached.get_mut(at + word.len()) {
                *end = (true, end.1 || has_role || *is_role);
            }
        }
    }
    reached.last() == Some(&(true, true))
}

/// The letters as a reader takes them in: without case, accents, spaces and signs, and with those of other scripts
/// that look like Latin ones as these.
fn skeleton(text: &str) -> String {
    let folded = text.nfkd().flat_map(char::to_lowercase).filter_map(|c| {
        let letter = latin_lookalike(c);
        let counts = matches!(
            letter.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
        );
        counts.then_some(letter)
    });
    // `rn` reads as `m`.
    folded.collect::<String>().replace("rn", "m").replace("vv", "w")
}

/// The Latin letter that a character is taken for; itself when there is none.
fn latin_lookalike(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' | '4' | '@' => 'a',
        'в' | 'ь' | '8' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'є' | 'ε' | '3' => 'e',
        'ց' | 'ɡ' => 'g',
        'н' | 'һ' => 'h',
        'і' | 'ї' | 'ι' | 'ı' | 'l' | 'ӏ' | '1' | '|' | '!' | 'ł' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'ⅿ' => 'm',
        'п' | 'ո' | 'η' => 'n',
        'о' | 'ο' | 'օ' | 'σ' | '0' | 'ø' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'ѕ' | '5' | '$' => 's',
        'т' | 'τ' | '7' => 't',
        'υ' | 'ս' | 'μ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_those_who_work_here_are_recognised_however_they_are_written() {
        for name in [
            "Administrator",
            "ADMIN",
            "admin",
            "Support",
            "Support Team",
            "The Support-Team",
            "Agent",
            "Liaison Support",
            "Аdministrator",
            "Admіn",
            "4dm1n",
            "Adrninistrator",
            "Ａｄｍｉｎ",
            "S u p p o r t",
            "Súpport",
            "System",
            "customer service",
            "AI Assistant",
            "Super Admin",
            "team lead",
            "Администратор",
            "客服",
            "サポート",
            "관리자",
            "الدعم",
            "Administrateur",
            "𝐀𝐝𝐦𝐢𝐧",
            "[Admin]",
            "✓ Support",
        ] {
            assert!(claims_to_be_staff(name), "{name}");
        }
    }

    #[test]
    fn people_and_businesses_are_not() {
        for name in [
            "Grace Supportson",
            "Mira",
            "Agentha Christie",
            "Adminah",
            "Blue Kettle",
            "Team Rocket",
            "Visitor",
            "Chat",
            "Bo",
            "Stefan",
            "Agent Provocateur",
            "Системин Олег",
            "Łukasz",
            "José Ñandú GmbH",
            "علی‌رضا",
            "客户一号",
            "7",
            "!",
        ] {
            assert!(!claims_to_be_staff(name), "{name}");
        }
    }
}
