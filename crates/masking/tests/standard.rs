//! What the standard policy masks, and what it must leave alone. All numbers are published test numbers or made up.

use liaison_masking::{Kind, Policy, find, mask};

fn masked(text: &str) -> String {
    mask(text, &Policy::standard(), None).into_text()
}

fn answered(text: &str, asked_for: Kind) -> String {
    mask(text, &Policy::standard(), Some(asked_for)).into_text()
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .map(|(text, expected)| (*text, masked(text), *expected))
        .filter(|(_, m, e)| m != e)
        .collect();
    assert!(wrong.is_empty(), "(text, masked, expected): {wrong:#?}");
}

#[track_caller]
fn stays(texts: &[&str]) {
    check(&texts.iter().map(|text| (*text, *text)).collect::<Vec<_>>());
}

#[test]
fn cards_keep_their_last_four() {
    check(&[
        ("4242424242424242", "**** 4242"),
        ("pay with 4242 4242 4242 4242 please", "pay with **** 4242 please"),
        ("4242-4242-4242-4242", "**** 4242"),
        ("4242.4242.4242.4242", "**** 4242"),
        ("4242\u{A0}4242\u{A0}4242\u{A0}4242", "**** 4242"),
        ("4242 – 4242 – 4242 – 4242", "**** 4242"),
        ("4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2", "**** 4242"),
        ("424242 424242 4242", "**** 4242"),
        ("4242 4242\n4242 4242", "**** 4242"),
        ("4242/4242/4242/4242", "**** 4242"),
        ("amex 3782 822463 10005", "amex **** 0005"),
        ("378282246310005", "**** 0005"),
        ("5555555555554444 12/26 123", "**** 4444 12/26 123"),
        ("2223003122003222", "**** 3222"),
        ("diners 30569309025904", "diners **** 5904"),
        ("jcb 3566002020360505", "jcb **** 0505"),
        ("6011111111111117", "**** 1117"),
        ("unionpay 6200000000000005", "unionpay **** 0005"),
        ("maestro 6759649826438453", "maestro **** 8453"),
        ("my card is 4222222222222", "my card is **** 2222"),
        ("visa4242424242424242", "visa**** 4242"),
        ("x4242 4242 4242 4242", "x**** 4242"),
        ("卡号4242424242424242", "卡号**** 4242"),
        ("card#4242424242424242.", "card#**** 4242."),
        ("(4242424242424242)", "(**** 4242)"),
        ("4242424242424242 and 5555555555554444", "**** 4242 and **** 4444"),
        ("4242 4242 4242 4242 5555 5555 5555 4444", "**** 4242 **** 4444"),
        ("my card 2 is 4242 4242 4242 4242", "my card 2 is **** 4242"),
    ]);
    assert_eq!(mask("4242424242424242", &Policy::standard().without_last_four(), None).text(), "****");
}

#[test]
fn cards_in_other_digits_and_with_invisible_characters_are_cards() {
    check(&[
        ("٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢", "**** 4242"),
        ("４２４２４２４２４２４２４２４２", "**** 4242"),
        ("कार्ड ४२४२ ४२४२ ४२४२ ४२४२ है", "कार्ड **** 4242 है"),
        ("é 42\u{200B}42\u{200D}4242\u{2060}4242\u{FEFF}4242 é", "é **** 4242 é"),
        ("4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2\u{FE0F}\u{20E3}", "**** 4242\u{FE0F}\u{20E3}"),
    ]);
}

#[test]
fn other_numbers_stay() {
    stays(&[
        "",
        "hello",
        "42",
        "order 4242 arrives 2024-05-06 at 10:30",
        "order #100234567",
        "4242424242424241",
        "1234567812345678",
        "it costs 1,299.00 or ₹ 45,000 or 4 500 000 000",
        "from 10000-15000 to 25 000 EUR",
        "550e8400-e29b-41d4-a716-446655440000",
        "41111111-1111-1111-8111-111111111111",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "abc4242424242424242def1",
        "tracking 1Z999AA10123456784",
        "USPS 9400 1000 0000 0000 0000 00",
        "awb 499999999996",
        "1700000000000 and 1700000000000000",
        "EAN 4006381333931",
        "call +49 170 1234567 or (555) 010-9999 or 098765 43210",
        "+91 98765 43210 and 919876543210",
        "20240506123011",
        "IP 192.168.100.200",
        "lat 40.712776, long -74.005974",
        "version 4.111111111111111",
        "prices 4500 5200 6100 7100",
    ]);
}

#[test]
fn ibans_need_their_country_length_and_check() {
    check(&[
        ("GB29NWBK60161331926819", "****"),
        ("iban gb29 nwbk 6016 1331 9268 19 thanks", "iban **** thanks"),
        ("DE89 3704 0044 0532 0130 00", "****"),
        ("NO93 8601 1117 947", "****"),
        ("IBANFR1420041010050500013M02606.", "IBAN****."),
        ("MT84MALT011000012345MTLCAST001S", "****"),
        ("my IBAN is DE89370400440532013001", "my IBAN is ****"),
    ]);
    stays(&[
        "GB29NWBK60161331926818",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "at 22 people came to the party",
        "BE FAIR 2025",
    ]);
    assert_eq!(answered("DE8937040044053201300", Kind::Iban), "****");
}

#[test]
fn social_security_numbers_need_valid_ranges() {
    check(&[
        ("078-05-1120", "****"),
        ("my ssn is 078051120", "my ssn is ****"),
        ("SSN: 078 05 1120.", "SSN: ****."),
    ]);
    stays(&[
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "123-00-4567",
        "123-45-0000",
        "123456789",
        "123 45 6789",
        "4123-45-6789",
        "123-45-6789-1",
    ]);
    assert_eq!(answered("078051120", Kind::Ssn), "****");
}

#[test]
fn aadhaar_numbers_need_the_check_digit() {
    check(&[
        ("2341 2341 2346", "****"),
        ("999941057058", "****"),
        ("२३४१ २३४१ २३४६", "****"),
        ("my aadhaar 2341-2341-2346 ok", "my aadhaar **** ok"),
        ("order done, aadhaar no 999941057058", "order done, aadhaar no ****"),
    ]);
    stays(&[
        "2341 2341 2345",
        "1341 2341 2346",
        "order 999941057058",
        "utr no 999941057058",
        "call 2341 2341 2346",
        "9999410570581",
    ]);
    assert_eq!(answered("2341 2341 2345", Kind::Aadhaar), "****");
}

#[test]
fn permanent_account_numbers_need_a_type_of_holder() {
    check(&[
        ("ABCPE1234F", "****"),
        ("abcpe1234f is mine", "**** is mine"),
        ("PAN: ABCPE 1234 F", "PAN: ****"),
        ("ABCPE 1234 F", "****"),
        ("my pan is AbcPe1234f", "my pan is ****"),
    ]);
    stays(&[
        "ABCDE1234F",
        "ABCPE0000F",
        "ABCPE12345F",
        "XABCPE1234F",
        "27ABCPE1234F1Z5",
        "abcpe 1234 f",
        "AbcPe1234f",
    ]);
}

#[test]
fn secrets_are_found_near_a_trigger() {
    check(&[
        ("my OTP is 482910", "my OTP is ****"),
        ("OTP: 4829", "OTP: ****"),
        ("otp 482 910", "otp ****"),
        ("otp482910", "otp****"),
        ("482910 is my otp", "**** is my otp"),
        ("Use 482910 as your verification code", "Use **** as your verification code"),
        ("the OTP I received on my phone is 482910", "the OTP I received on my phone is ****"),
        ("What's the OTP? 482910", "What's the OTP? ****"),
        ("my pin is 4821", "my pin is ****"),
        ("PIN 4821", "PIN ****"),
        ("upi pin 482910", "upi pin ****"),
        ("pin 1234 and 5678", "pin **** and ****"),
        ("cvv 123", "cvv ****"),
        ("CVV: 1234, expiry 12/26", "CVV: ****, expiry 12/26"),
        ("the security code on the back is 123", "the security code on the back is ****"),
        ("account number 123456789", "account number ****"),
        ("a/c no. 1234 5678 9012", "a/c no. ****"),
        ("my bank account is 00123456789", "my bank account is ****"),
        ("12345678 is my account number", "**** is my account number"),
        ("User: my PIN = 4821", "User: my PIN = ****"),
    ]);
}

#[test]
fn secrets_are_found_in_eight_languages() {
    check(&[
        ("मेरा ओटीपी 482910 है", "मेरा ओटीपी **** है"),
        ("४८२९१० मेरा ओटीपी है", "**** मेरा ओटीपी है"),
        ("mera otp 482910 hai", "mera otp **** hai"),
        ("खाता संख्या 123456789", "खाता संख्या ****"),
        ("mi código de verificación es 482910", "mi código de verificación es ****"),
        ("mi número de cuenta es 123456789", "mi número de cuenta es ****"),
        ("la clave es 4821", "la clave es ****"),
        ("mon code secret est 4821", "mon code secret est ****"),
        ("numéro de compte : 12345678901", "numéro de compte : ****"),
        ("cryptogramme 123", "cryptogramme ****"),
        ("meine Kontonummer lautet 1234567890", "meine Kontonummer lautet ****"),
        ("Prüfnummer 123", "Prüfnummer ****"),
        ("meine Geheimzahl ist 4821", "meine Geheimzahl ist ****"),
        ("minha senha é 4821", "minha senha é ****"),
        ("código de segurança: 123", "código de segurança: ****"),
        ("número da conta 1234567", "número da conta ****"),
        ("رمز التحقق هو ٤٨٢٩١٠", "رمز التحقق هو ****"),
        ("رقم الحساب 123456789", "رقم الحساب ****"),
        ("الرقم السري: 4821", "الرقم السري: ****"),
        ("nambari ya siri ni 4821", "nambari ya siri ni ****"),
        ("nambari ya akaunti 123456789", "nambari ya akaunti ****"),
    ]);
}

#[test]
fn numbers_that_only_stand_near_a_trigger_stay() {
    stays(&[
        "the OTP is valid for 10 minutes",
        "enter the 4 digit PIN, 3 attempts left",
        "OTP for order 483920 not received",
        "I need an OTP for a transaction of 500000",
        "I changed my PIN in 2023",
        "my pin is not working since 2023",
        "PIN code 560001",
        "MG Road, Bengaluru, PIN: 560001",
        "account ending in 1234",
        "my account balance is 1500000",
        "I paid 150000 from my account",
        "my pin was wrong, the order number is 483920",
        "OTP expires at 10:30",
        "cvv is on the back of card 4242",
        "I have had the account for 1200 days",
        "otp cost $4821",
        "spin 4821 and cotp 482910",
        "I forgot my PIN. 4821 Main Street is my address",
    ]);
}

#[test]
fn an_answer_needs_no_trigger() {
    let table = [
        ("4821", Kind::Pin, "****"),
        ("it's 482910.", Kind::Otp, "it's ****."),
        ("4 8 2 9 1 0", Kind::Otp, "****"),
        ("sure: 123", Kind::Cvv, "sure: ****"),
        ("12345678", Kind::Account, "****"),
        ("4242 4242 4242 4241", Kind::Card, "**** 4241"),
        ("order 482910", Kind::Otp, "order 482910"),
        ("on 2024-05-06 at 10:30", Kind::Pin, "on 2024-05-06 at 10:30"),
        ("$4821", Kind::Pin, "$4821"),
        ("4821", Kind::Phone, "4821"),
    ];
    for (text, asked_for, expected) in table {
        assert_eq!(answered(text, asked_for), expected, "{text}");
    }
}

#[test]
fn contact_data_stays_in_the_standard_policy() {
    stays(&[
        "call +91 98765 43210",
        "name@example.com",
        "https://example.com/x",
        "insta: some_name",
        "@name",
    ]);
}

#[test]
fn findings_stand_where_the_masks_are() {
    let masked = mask("é otp 482910, card 4242 4242 4242 4242!", &Policy::standard(), None);
    let at = |index: usize| masked.text().get(masked.findings()[index].range.clone()).unwrap();
    assert_eq!((at(0), at(1)), ("****", "**** 4242"));
    assert_eq!(masked.findings().iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::Otp, Kind::Card]);
    assert!(masked.is_changed());
    let found = find("é otp 482910", &Policy::standard(), None);
    assert_eq!(found[0].range, 7..13);
}

#[test]
fn what_the_server_wrote_stays() {
    let text = "4242424242424242 name@example.com";
    assert_eq!(mask(text, &Policy::verbatim_system(), Some(Kind::Card)).text(), text);
}

#[test]
fn patterns_from_settings_are_masked_too() {
    let policy = Policy::standard().with_pattern(r"EMP-\d{5}").unwrap();
    assert_eq!(mask("staff EMP-١٢٣٤٥ é", &policy, None).text(), "staff **** é");
    let greedy = Policy::standard().with_pattern(r"(?i)secret .+").unwrap();
    assert_eq!(mask("my secret word", &greedy, None).text(), "my ****");
}

#[test]
fn a_kind_can_be_left_out() {
    let policy = Policy::standard().without(Kind::Pan);
    assert_eq!(mask("ABCPE1234F otp 482910", &policy, None).text(), "ABCPE1234F otp ****");
}
