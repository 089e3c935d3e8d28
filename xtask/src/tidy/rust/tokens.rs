//! Rust as tokens: names, `::` and single signs. Comments and literals are left out, so that nothing in them is taken
//! for code.

/// A name, `::` or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tidy) struct Token<'a> {
    pub(in crate::tidy) text: &'a str,
    /// Counted from 1.
    pub(in crate::tidy) line: usize,
}

impl Token<'_> {
    /// Whether it is a name or a keyword.
    pub(in crate::tidy) fn is_name(self) -> bool {
        self.text.starts_with(is_name_sign)
    }
}

fn is_name_sign(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// All tokens of a file.
pub(in crate::tidy) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (length, is_token) = match skipped(rest) {
            Some(length) => (length, false),
            None if is_name_sign(first) => (rest.find(|c| !is_name_sign(c)).unwrap_or(rest.len()), true),
            None if rest.starts_with("::") => (2, true),
            None => (first.len_utf8(), !first.is_whitespace()),
        };
        let (token, behind) = rest.split_at(length);
        if is_token {
            tokens.push(Token { text: token, line });
        }
        line += token.matches('\n').count();
        rest = behind;
    }
    tokens
}

/// The length of the comment, literal or lifetime that stands here, if there is one.
fn skipped(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if let Some(quote) = ["\"", "b\"", "c\""].iter().find(|quote| rest.starts_with(*quote)) {
        return Some(quote.len() + until_quote(rest.get(quote.len()..)?, '"'));
    }
    if let Some(prefix) = ["r", "br", "cr"].iter().find(|prefix| is_raw(rest, prefix)) {
        let signs = rest.get(prefix.len()..)?;
        let marks = signs.find('"')?;
        let end = format!("\"{}", "#".repeat(marks));
        let body = signs.get(marks + 1..)?;
        return Some(prefix.len() + marks + 1 + body.find(&end).map_or(body.len(), |at| at + end.len()));
    }
    let quote = ["'", "b'"].iter().find(|quote| rest.starts_with(*quote))?;
    let body = rest.get(quote.len()..)?;
    let mut signs = body.chars();
    let (first, second) = (signs.next()?, signs.next());
    // `'a'` is a character, `'a` the name of a lifetime.
    match first != '\\' && second != Some('\'') {
        true => Some(quote.len() + body.find(|c| !is_name_sign(c)).unwrap_or(body.len())),
        false => Some(quote.len() + until_quote(body, '\'')),
    }
}

fn is_raw(rest: &str, prefix: &str) -> bool {
    rest.strip_prefix(prefix).is_some_and(|signs| signs.trim_start_matches('#').starts_with('"'))
}

/// The length up to and with the closing quote.
fn until_quote(body: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, sign) in body.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if sign == '\\' {
            is_escaped = true;
        } else if sign == quote {
            return at + sign.len_utf8();
        }
    }
    body.len()
}

fn block_comment(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        let step = match here {
            _ if here.starts_with("/*") => {
                depth += 1;
                2
            }
            _ if here.starts_with("*/") => {
                depth -= 1;
                2
            }
            _ => here.chars().next().map_or(1, char::len_utf8),
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The tokens without what is only there for tests: whatever `#[cfg(test)]` stands before.
pub(in crate::tidy) fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((first, behind)) = rest.split_first() {
        match attribute(rest) {
            Some((attribute, behind)) if is_for_tests(attribute) => rest = behind_item(behind),
            _ => {
                kept.push(*first);
                rest = behind;
            }
        }
    }
    kept
}

/// The attribute that stands here, and what stands behind it.
fn attribute<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], &'t [Token<'a>])> {
    let [sign, bracket, ..] = tokens else { return None };
    if sign.text != "#" || bracket.text != "[" {
        return None;
    }
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "[" => depth += 1,
            "]" if depth == 1 => return tokens.split_at_checked(index + 1),
            "]" => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_for_tests(attribute: &[Token<'_>]) -> bool {
    let words: Vec<&str> = attribute.iter().map(|token| token.text).collect();
    words.contains(&"cfg") && words.contains(&"test") && !words.contains(&"not")
}

/// What stands behind the item, statement, field or argument that begins here, perhaps with more attributes.
fn behind_item<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    const ITEMS: [&str; 13] = [
        "pub", "fn", "mod", "impl", "use", "struct", "enum", "trait", "const", "static", "async", "let",
        "type",
    ];
    while let Some((_, behind)) = attribute(tokens) {
        tokens = behind;
    }
    let is_item = tokens.first().is_some_and(|first| ITEMS.contains(&first.text));
    let mut depth = 0_usize;
    let last = |token: &Token<'_>| {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            // The end of what it stands in.
            "}" | ")" | "]" if depth == 0 => return Some(0),
            "}" if depth == 1 => return Some(1),
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return Some(1),
            "," if depth == 0 && !is_item => return Some(1),
            _ => {}
        }
        None
    };
    let end = tokens.iter().map(last).enumerate().find_map(|(index, own)| own.map(|own| index + own));
    tokens.get(end.unwrap_or(tokens.len())..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{tokens, without_tests};

    fn texts(code: &str) -> Vec<&str> {
        tokens(code).into_iter().map(|token| token.text).collect()
    }

    fn kept(code: &str) -> Vec<&str> {
        without_tests(&tokens(code)).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        let code = "a // b\n /* c /* d */ e */ \"f \\\" g\" r#\"h \" i\"# b'j' 'k' '\\'' &'l m::n";
        assert_eq!(texts(code), ["a", "&", "m", "::", "n"]);
    }

    #[test]
    fn lines_are_counted_through_literals() {
        let code = "a\n\"two\nlines\"\nb";
        assert_eq!(tokens(code).iter().map(|token| token.line).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn what_is_for_tests_is_left_out() {
        assert_eq!(kept("#[cfg(test)] mod tests { fn a() { b(); } } fn c() {}"), texts("fn c() {}"));
        assert_eq!(kept("#[cfg(test)] mod tests; mod real;"), texts("mod real;"));
        assert_eq!(kept("S { a: 1, #[cfg(test)] b: f(2, 3), c: 4 }"), texts("S { a: 1, c: 4 }"));
        assert_eq!(kept("#[cfg(test)] #[rustfmt::skip] fn a<B, C>() {} d"), ["d"]);
        assert_eq!(kept("#[cfg(not(test))] fn a() {}"), texts("#[cfg(not(test))] fn a() {}"));
    }
}
