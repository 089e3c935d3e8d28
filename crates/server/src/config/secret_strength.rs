//! Whether a secret was chosen, or left over from a sample file.

/// Words of which sample values consist.
const SAMPLE_WORDS: &[&str] = &[
    "a",
    "access",
    "admin",
    "api",
    "app",
    "aws",
    "bar",
    "change",
    "changeit",
    "changeme",
    "default",
    "demo",
    "dev",
    "dummy",
    "example",
    "fill",
    "foo",
    "generate",
    "goes",
    "here",
    "host",
    "in",
    "insert",
    "is",
    "it",
    "jwt",
    "key",
    "liaison",
    "lk",
    "long",
    "me",
    "min",
    "minimum",
    "my",
    "nats",
    "none",
    "null",
    "openai",
    "pass",
    "passphrase",
    "password",
    "passwd",
    "placeholder",
    "please",
    "production",
    "pwd",
    "random",
    "razorpay",
    "replace",
    "resend",
    "root",
    "s",
    "sample",
    "secret",
    "set",
    "shared",
    "sk",
    "smtp",
    "some",
    "string",
    "strong",
    "super",
    "supersecret",
    "test",
    "testing",
    "the",
    "this",
    "to",
    "todo",
    "token",
    "turn",
    "undefined",
    "use",
    "user",
    "value",
    "very",
    "webhook",
    "with",
    "x",
    "xx",
    "xxx",
    "xxxx",
    "your",
];

/// Why `secret` cannot be a real one, if so. Never quotes the secret.
#[must_use]
pub fn weakness(secret: &str, min_length: Option<usize>, prefix: Option<&str>) -> Option<String> {
    if secret.trim().is_empty() {
        return Some("is set but empty; remove it or give it a value".to_owned());
    }
    if secret.trim() != secret {
        return Some("begins or ends with white space".to_owned());
    }
    let body = match prefix {
        Some(prefix) => match secret.strip_prefix(prefix) {
            Some(body) => body,
            None => return Some(format!("must begin with `{prefix}`")),
        },
        None => secret,
    };
    if is_placeholder(body) {
        return Some("is a known placeholder; choose a value that nobody can guess".to_owned());
    }
    let length = secret.chars().count();
    match min_length {
        Some(min) if length < min => {
            Some(format!("is too short: {length} characters, at least {min} are needed"))
        }
        _ => None,
    }
}

fn is_placeholder(text: &str) -> bool {
    // The words of an address are names of machines; what is secret in it stands between them.
    if text.contains("://") {
        return false;
    }
    let lower = text.to_lowercase();
    ["your_", "your-", "<", "${", "{{", "..."].iter().any(|start| lower.starts_with(start))
        || lower.ends_with("...")
        || only_sample_words(&lower)
        || repeats(&lower)
        || counts_up(&lower)
}

/// `my-super-secret-key-123`: nothing but words that samples are made of.
fn only_sample_words(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| SAMPLE_WORDS.contains(&word))
}

/// `aaaaaaaa`, `abcabcabc`, `changemechangeme…`: a short unit over and over.
fn repeats(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    (1..=10).any(|period| {
        let enough = if period == 1 { chars.len() >= 4 } else { chars.len() >= period * 3 };
        enough && chars.iter().zip(chars.iter().skip(period)).all(|(a, b)| a == b)
    })
}

/// `12345678`, `abcdefgh…`, `0123456789abcdef…`: mostly the next character of the one before.
fn counts_up(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let steps =
        chars.iter().zip(chars.iter().skip(1)).filter(|(a, b)| u32::from(**a) + 1 == u32::from(**b)).count();
    chars.len() >= 6 && steps * 10 >= (chars.len() - 1) * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_recognised() {
        for sample in [
            "changeme",
            "CHANGE_ME",
            "secret",
            "password",
            "example",
            "test",
            "test1234",
            "your_openai_api_key",
            "your-secret-goes-here-and-it-is-long",
            "my-super-secret-jwt-key-change-me-please-123",
            "<insert>",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "secretsecretsecretsecretsecretsecret",
            "sk-...",
            "01234567890123456789012345678901",
            "abcdefghijklmnopqrstuvwxyz012345",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert!(weakness(sample, None, None).is_some(), "{sample} was taken for a real secret");
        }
    }

    #[test]
    fn real_secrets_pass() {
        for real in [
            "9f2c1d7ab04e48e6b1c3f5a7d9e0b2c4",
            "correct horse battery staple nine",
            "kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5",
        ] {
            assert_eq!(weakness(real, Some(32), None), None, "{real}");
        }
        assert_eq!(weakness("lk_4Qm8Zt1Vx7Bn3Kp9Rw5Ys2", Some(24), Some("lk_")), None);
    }

    #[test]
    fn the_reason_is_told_without_the_secret() {
        assert_eq!(weakness("", None, None).unwrap(), "is set but empty; remove it or give it a value");
        assert_eq!(
            weakness("kT7w-Zq2m_Vb8x", Some(32), None).unwrap(),
            "is too short: 14 characters, at least 32 are needed"
        );
        assert_eq!(weakness("kT7w-Zq2m_Vb8x", None, Some("lk_")).unwrap(), "must begin with `lk_`");
        assert!(weakness("lk_testtesttesttesttesttest", Some(24), Some("lk_")).is_some());
    }
}
