//! Rule about names of the wire: what a channel of a ticket is called belongs to the API. The domain speaks of sides.

use super::rust::{TestFiles, tokens, without_tests};
use super::{Found, TextFile};

/// The name, and the files of the domain that take it from clients or show it to them.
const NAME: &str = "ChannelType";
const BOUNDARY: [&str; 1] = ["crates/domain/src/tickets/messages.rs"];

/// Channel types are named where rows become views, and where a request names one.
pub(super) fn channel_types_stay_at_the_boundary(files: &[TextFile], found: &mut Found) {
    let tests = TestFiles::among(files);
    for file in files.iter().filter(|file| file.path.starts_with("crates/domain/src/") && file.is(".rs")) {
        let is_boundary = file.is("/view.rs") || BOUNDARY.contains(&file.path.as_str());
        if is_boundary || tests.contain(&file.path) {
            continue;
        }
        let tokens = without_tests(&tokens(&file.text));
        // `Column::ChannelType` is a column.
        let mut before = "";
        for token in tokens {
            if token.text == NAME && before != "::" {
                found.problem(format!(
                    "{}:{}: `{NAME}` is a name of the API; use the side",
                    file.path, token.line
                ));
            }
            before = token.text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_type_inside_the_domain_is_refused() {
        let problems = |path: &str, text: &str| {
            let mut found = Found::default();
            let file = TextFile { path: format!("crates/domain/src/{path}"), text: text.to_owned() };
            channel_types_stay_at_the_boundary(&[file], &mut found);
            found.problems.len()
        };
        assert_eq!(problems("tickets/new.rs", "fn a(channel: ChannelType) {}"), 1);
        assert_eq!(problems("tickets/view.rs", "fn a(channel: ChannelType) {}"), 0);
        assert_eq!(problems("tickets/new.rs", "fn a() { Column::ChannelType }"), 0);
    }
}
