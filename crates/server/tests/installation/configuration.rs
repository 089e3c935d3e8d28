//! A configuration that would protect nobody, or do nothing, is refused in a sentence.

use crate::program::Installation;

#[test]
fn what_trusts_everybody_or_matches_nothing_does_not_start() {
    for (name, value, words) in [
        ("LIAISON_HTTP_TRUSTED_PROXIES", "0.0.0.0/0", "nearly everybody"),
        ("LIAISON_HTTP_TRUSTED_PROXIES", "::/0", "nearly everybody"),
        ("LIAISON_HTTP_TRUSTED_PROXIES", "0.0.0.0/1,128.0.0.0/1", "nearly everybody"),
        ("LIAISON_HTTP_TRUSTED_PROXIES", "proxy.example", "neither an address nor a network"),
        ("CORS_ORIGIN", "https://*.x.test", "wildcard"),
        ("CORS_ORIGIN", "https://app.x.test,https://*", "wildcard"),
        ("CORS_ORIGIN", "https://app.x.test/chat", "not an origin"),
        ("CORS_ORIGIN", "app.x.test", "not an origin"),
    ] {
        let installation = Installation::new(":").with(name, value);
        for command in ["serve", "doctor"] {
            let ended = installation.run(&[command]);
            let said = [ended.stdout, ended.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            assert!(!ended.status.success() && said.contains(words), "{name}={value}: {said}");
        }
    }
}

#[test]
fn doctor_warns_of_what_is_only_unwise() {
    let said = Installation::new(":").with("CORS_ORIGIN", "*").run(&["doctor"]).stdout;
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.contains("warn web origins: every page on the web may call"), "{said}");
}
