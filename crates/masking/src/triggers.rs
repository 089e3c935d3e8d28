//! Words that announce a sensitive number, in English, Hindi (both scripts), Spanish, French, German, Portuguese,
//! Arabic, Swahili and Chinese. Everything is written folded, see [`crate::words::fold`].

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use crate::kind::Kind;
use crate::quick_map::QuickMap;
use crate::words::is_ideograph;

/// Words that announce a kind of sensitive number.
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) kind: Kind,
    /// How many digits the number has.
    pub(crate) digits: RangeInclusive<usize>,
    /// Too common a word to act at a distance.
    pub(crate) only_adjacent: bool,
    /// Only says what the number before it is for ("use 4821 *to verify*").
    pub(crate) only_explains: bool,
    /// Whether somebody who says it in a question asks for the number.
    pub(crate) asks: bool,
}

const fn trigger(kind: Kind, digits: RangeInclusive<usize>) -> Trigger {
    Trigger { kind, digits, only_adjacent: false, only_explains: false, asks: true }
}

const fn adjacent(kind: Kind, digits: RangeInclusive<usize>) -> Trigger {
    Trigger { kind, digits, only_adjacent: true, only_explains: false, asks: true }
}

const fn purpose(kind: Kind, digits: RangeInclusive<usize>) -> Trigger {
    Trigger { kind, digits, only_adjacent: false, only_explains: true, asks: false }
}

/// The names of banks. Shorter numbers after them are their telephones.
const fn bank(digits: RangeInclusive<usize>) -> Trigger {
    Trigger { kind: Kind::Account, digits, only_adjacent: true, only_explains: false, asks: false }
}

/// How many digits a number of a kind has when nothing but the kind is known.
pub(crate) fn digits_of(kind: Kind) -> Option<RangeInclusive<usize>> {
    match kind {
        Kind::Card => Some(12..=19),
        Kind::Ssn => Some(9..=9),
        Kind::Aadhaar => Some(12..=12),
        Kind::Account => Some(6..=18),
        Kind::Pin => Some(4..=8),
        Kind::Cvv => Some(3..=4),
        Kind::Otp => Some(4..=8),
        _ => None,
    }
}

/// The trigger that starts with the word at `start`, the longest first, and how many words it has.
/// `word` answers with the text of a word that follows the one before it closely, or nothing.
pub(crate) fn trigger_at<'a>(
    first: &str,
    word: impl Fn(usize) -> Option<&'a str>,
) -> Option<(&'static Trigger, usize)> {
    let phrases = PHRASES.get(first)?;
    phrases.iter().find_map(|(rest, trigger)| {
        let matches = rest.iter().enumerate().all(|(offset, expected)| word(offset + 1) == Some(*expected));
        matches.then_some((*trigger, rest.len() + 1))
    })
}

type Phrase = (Vec<&'static str>, &'static Trigger);

static PHRASES: LazyLock<QuickMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: QuickMap<&'static str, Vec<Phrase>> = QuickMap::default();
    for (trigger, texts) in TRIGGERS {
        for text in texts.split(", ") {
            let mut words = words_of(text);
            let first = words.next().unwrap_or_default();
            phrases.entry(first).or_default().push((words.collect(), trigger));
        }
    }
    phrases.values_mut().for_each(|list| list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
    phrases
});

/// The words of a phrase, as [`crate::words::Words`] divides it.
fn words_of(phrase: &'static str) -> impl Iterator<Item = &'static str> {
    phrase.split(' ').flat_map(|word| {
        let length = if word.starts_with(is_ideograph) { 1 } else { usize::MAX };
        let mut rest = word;
        std::iter::from_fn(move || {
            let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
            let (first, after) = rest.split_at_checked(end)?;
            rest = after;
            (!first.is_empty()).then_some(first)
        })
    })
}

/// The phrases of each trigger, between commas.
const TRIGGERS: &[(Trigger, &str)] = &[
    (
        trigger(Kind::Otp, 4..=8),
        "otp, o t p, otps, one time code, passcode sent, code you received, code we sent, code you got, code sent to, \
         code from the sms, code in the sms, code from your phone, security otp, one time password, one time passcode, one time pin, totp, mfa code, authenticator code, \
         backup code, recovery code, onetime \
         password, verification code, verification pin, security passcode, confirmation passcode, \
         authentication code, auth code, login code, sms code, two factor code, factor code, fa code, fa codes, login verification code, ओटीपी, सत्यापन कोड, \
         वेरिफिकेशन कोड, वन टाइम पासवर्ड, satyapan code, codigo de verificacion, codigo de un solo uso, \
         clave de un solo uso, clave dinamica, codigo sms, contrasena de un solo uso, codigo de \
         verificacao, senha de uso unico, codigo de uso unico, token sms, code de verification, code de \
         confirmation, code a usage unique, mot de passe a usage unique, code sms, code recu par sms, \
         einmalpasswort, einmalcode, einmal passwort, bestatigungscode, verifizierungscode, sicherheits \
         tan, mtan, sms tan, code par sms, code de validation, code de connexion, codigo de acceso, codigo de \
         confirmacion, codigo de confirmacao, codigo de acesso, anmeldecode, zugangscode, freischaltcode, codice di verifica, codice otp, kode verifikasi, kode otp, doğrulama kodu, onay kodu, 验证码, 校验码, \
         动态码, 动态密码, 短信码, 确认码, رمز التحقق, كود التحقق, رمز التاكيد, كلمه مرور لمره واحده, كلمه المرور لمره واحده, \
         msimbo wa uthibitisho, nambari ya uthibitisho, namba ya uthibitisho, nenosiri la mara moja",
    ),
    (adjacent(Kind::Otp, 6..=8), "tan"),
    (adjacent(Kind::Otp, 3..=8), "digit code, digits code"),
    // "Your code": which one, nobody says; a promotion has its word before.
    (
        adjacent(Kind::Otp, 4..=8),
        "my code, your code, the code, a code, what code, which code, code did you, code have you, code batao, code bhejo, code kya, quel code, que codigo, welchen code, code haben, votre code, mon code, le code, ton code, tu codigo, su codigo, mi codigo, \
         el codigo, seu codigo, o codigo, meu codigo, ihr code, ihren code, dein code, deinen code, mein code, der code, \
         mera code, aapka code, apna code, आपका कोड, मेरा कोड, अपना कोड, الكود, الرمز, رمزك, nambari yako, msimbo wako",
    ),
    (
        purpose(Kind::Otp, 4..=8),
        "to verify, to log in, to login, to sign in, to authenticate, to confirm your, to complete your, to reset your, to \
         continue, to proceed, as your code, as your otp, as your verification, pour verifier, pour confirmer, pour vous \
         connecter, para verificar, para confirmar, zur verifizierung, zum anmelden, zur anmeldung, verify karne",
    ),
    (
        trigger(Kind::Pin, 3..=8),
        "door code, gate code, entry code, access code, alarm code, lock code, unlock code, locker code, safe code, vault code, \
         garage code, apartment code, keypad code, turcode, codigo de la puerta, codigo da porta, code de la porte, code \
         d entree, 门禁密码",
    ),
    (
        trigger(Kind::Pin, 4..=8),
        "my pin, your pin, his pin, her pin, the pin, upi pin, phonepe pin, gpay pin, paytm pin, sim pin, puk, puk code, atm pin, card pin, debit pin, mobile pin, \
         bank pin, secret pin, login pin, wallet pin, mpin, m pin, tpin, pin is, pin was, pin number, pin \
         no, passcode, personal identification number, secret code, mpesa pin, mera pin, meri pin, pin \
         hai, मेरा पिन, मेरी पिन, पिन नंबर, पिन है, यूपीआई पिन, एटीएम पिन, गुप्त कोड, mi pin, pin es, \
         clave secreta, numero secreto, codigo secreto, meu pin, pin e, senha do cartao, senha secreta, \
         mon pin, pin est, code secret, code confidentiel, code pin, meine pin, mein pin, pin ist, pin \
         lautet, pin nummer, geheimzahl, geheimnummer, geheimcode, الرقم السري, رقم سري, رقمي السري, \
         الرمز السري, رمز سري, pin yangu, pin ni, nambari ya siri, namba ya siri, nambari yangu ya siri, \
         namba yangu ya siri, neno la siri, ihre pin, deine pin, votre pin, su pin, tu pin, seu pin, aapka pin, apna pin, \
         आपका पिन, 取款密码, 支付密码",
    ),
    // A bare "PIN" before six digits is an Indian postal code more often than a secret.
    (
        trigger(Kind::Pin, 4..=4),
        "pin, p i n, pin code, my pin code, your pin code, the pin code, area pin, delivery pin, पिन, पिन \
         कोड, codigo pin",
    ),
    (adjacent(Kind::Pin, 4..=8), "clave, senha, contrasena, 密码"),
    (
        trigger(Kind::Cvv, 3..=4),
        "cvv, c v v, cvc, cvn, csc, cid code, card verification value, card verification code, card \
         verification number, card security code, security code, security number, सीवीवी, सुरक्षा कोड, \
         codigo de seguridad, codigo de seguranca, cryptogramme, cryptogramme visuel, code de securite, \
         prufnummer, kartenprufnummer, prufziffer, kartenprufziffer, sicherheitscode, رمز الامان, كود \
         الامان, رمز الحمايه, nambari ya usalama, namba ya usalama, msimbo wa usalama, digits on the back, numbers on the back, number on the \
         back, digits at the back, digits on the reverse, digits behind, back of your card, back of the card, back of my card, \
         reverso de la tarjeta, reverso de su tarjeta, dos de votre carte, dos de la carte, verso do cartao, verso do seu \
         cartao, ruckseite, card ke peeche, कार्ड के पीछे, خلف البطاقه, ظهر البطاقه, 安全码, 背面",
    ),
    (
        trigger(Kind::Account, 6..=18),
        "account number, account no, account num, account nr, acc number, acc no, acct number, acct no, \
         acct num, a c number, a c no, ac number, ac no, bank account, savings account, checking account, \
         current account, bank acct, bank details, routing number, beneficiary account, खाता संख्या, खाता \
         नंबर, खाता नम्बर, बैंक खाता, अकाउंट नंबर, khata number, khata sankhya, khata no, numero de \
         cuenta, cuenta bancaria, numero de la cuenta, cuenta corriente, cuenta de ahorros, clabe, numero \
         da conta, conta bancaria, conta corrente, conta poupanca, numero de conta, numero de compte, \
         compte bancaire, compte courant, numero du compte, rib, kontonummer, konto nummer, konto nr, \
         kontonr, bankkonto, bankverbindung, girokonto, رقم الحساب, رقم حساب, رقم حسابي, الحساب البنكي, \
         حسابي البنكي, نمره الحساب, nambari ya akaunti, namba ya akaunti, akaunti ya benki, akaunti \
         namba, akaunti nambari",
    ),
    (
        bank(11..=18),
        "hdfc, hdfc bank, sbi, icici, icici bank, axis bank, kotak, pnb, canara, canara bank, idfc, indusind, yes bank, \
         bank, state bank, union bank, chase, barclays, hsbc, lloyds, natwest, santander, bbva, itau, bradesco, \
         sparkasse, commerzbank, deutsche bank, bnp, equity bank, kcb",
    ),
    (trigger(Kind::Account, 6..=18), "银行账号, 账号, 帐号, 银行账户, 账户"),
    (
        adjacent(Kind::Account, 6..=18),
        "account, acct, acc, a c, खाता, अकाउंट, khata, cuenta, conta, compte, konto, الحساب, حسابي, حساب, \
         akaunti",
    ),
    (
        trigger(Kind::Password, 4..=64),
        "password, passwords, passwd, pwd, 口令, пароль, wachtwoord, losenord, sifre, parola, passphrase, pass word, passwort, kennwort, contrasena, mot de passe, senha, \
         पासवर्ड, كلمه المرور, كلمه السر, nenosiri",
    ),
    (adjacent(Kind::Password, 4..=64), "pass, pw, psw"),
    (
        trigger(Kind::Card, 12..=19),
        "card, cards, visa, mastercard, master card, amex, american express, maestro, rupay, verve, \
         discover, diners, jcb, unionpay, credit, debit, cc, कार्ड, क्रेडिट, डेबिट, tarjeta, carte, cb, \
         karte, kreditkarte, bankkarte, kartennummer, cartao, 卡号, 银行卡, 信用卡, بطاقه, البطاقه, بطاقتي, kadi",
    ),
    (trigger(Kind::Iban, 15..=34), "iban, आईबीएएन, ايبان, الايبان"),
    (
        trigger(Kind::Ssn, 9..=9),
        "ssn, s s n, social security, social security number, soc sec, seguro social",
    ),
    (
        trigger(Kind::Aadhaar, 12..=12),
        "aadhaar, aadhar, adhaar, adhar, aadhaar number, uidai, uid, आधार, आधार नंबर",
    ),
    (
        trigger(Kind::Pan, 10..=10),
        "pan, pan card, pan number, pan no, पैन, पैन कार्ड, पैन नंबर, permanent account number",
    ),
    (
        trigger(Kind::Phone, 6..=15),
        "phone, phone number, mobile, mobile number, cell, cellphone, telephone, tel, whatsapp, watsapp, \
         answering, whats app, call, call me, ring, ring me, text me, sms me, ping me, contact, contact \
         me, contact number, reach me, my number, fax, landline, signal, telegram, viber, imo, dial, फोन, \
         फ़ोन, मोबाइल, व्हाट्सएप, नंबर, कॉल, संपर्क, mera number, phone karo, call karo, telefono, \
         celular, movil, llamame, llamar, mi numero, wasap, fono, telefone, telemovel, liga, me liga, \
         ligue, meu numero, zap, portable, appelle, appelez, mon numero, numero de tel, telefon, \
         telefonnummer, handy, handynummer, ruf, anrufen, rufnummer, mobil, meine nummer, هاتف, هاتفي, \
         جوال, جوالي, موبايل, واتساب, واتس, اتصل, رقمي, تلفون, simu, namba yangu, nambari yangu, piga, \
         nipigie",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{fold, is_part_of_word};

    #[test]
    fn every_phrase_is_written_folded() {
        for phrase in TRIGGERS.iter().flat_map(|(_, phrases)| phrases.split(", ")) {
            for word in phrase.split(' ') {
                assert_eq!(word.chars().flat_map(fold).collect::<String>(), word, "{phrase}");
                assert!(!word.is_empty() && word.chars().all(is_part_of_word), "{phrase}");
            }
        }
    }

    #[test]
    fn the_longest_trigger_wins() {
        let words = ["pin", "code", "is"];
        let (trigger, length) = trigger_at(words[0], |index| words.get(index).copied()).unwrap();
        assert_eq!((trigger.kind, trigger.digits.clone(), length), (Kind::Pin, 4..=4, 2));
        assert!(trigger_at("spin", |_| None).is_none());
    }
}
