//! Rule about documents: a link inside the repository leads somewhere.

use std::path::{Component, Path, PathBuf};

use super::{Found, TextFile};

/// Every relative link names a file or a folder of the project.
pub(super) fn links_resolve(files: &[TextFile], found: &mut Found) {
    for file in files.iter().filter(|file| file.is(".md")) {
        for (line, target) in links(&file.text) {
            let is_elsewhere =
                target.contains("://") || target.starts_with("mailto:") || target.starts_with('#');
            let path = target.split('#').next().unwrap_or_default();
            if !is_elsewhere && !exists(files, &resolve(&file.path, path)) {
                found.problem(format!("{}:{line}: leads nowhere: {target}", file.path));
            }
        }
    }
}

/// The targets of `[text](target)` outside of code, with their lines.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if in_code {
            continue;
        }
        // Every second part of a line cut at back-ticks is code.
        for prose in line.split('`').step_by(2) {
            for rest in prose.split("](").skip(1) {
                let target = rest.split([')', ' ']).next().unwrap_or_default();
                links.push((index + 1, target));
            }
        }
        // A link whose text is code is cut in two; its second half begins with the bracket.
    }
    links
}

fn resolve(from: &str, target: &str) -> PathBuf {
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    let mut path = PathBuf::new();
    for part in folder.join(target).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

fn exists(files: &[TextFile], path: &Path) -> bool {
    // Pictures are no text files, so ask the disk for what the list does not have.
    files.iter().any(|file| Path::new(&file.path).starts_with(path))
        || crate::paths::root().is_ok_and(|root| root.join(path).exists())
}

#[cfg(test)]
mod tests {
    use super::{links, resolve};

    #[test]
    fn links_in_code_are_no_links() {
        let text = "see [a](a.md) and [`b`](b.md#x)\n```\n[c](c.md)\n```\n`[d](d.md)`";
        assert_eq!(links(text), [(1, "a.md"), (1, "b.md#x")]);
    }

    #[test]
    fn links_start_from_their_file() {
        assert_eq!(resolve("docs/howto/x.md", "../../README.md").to_string_lossy(), "README.md");
    }
}
