//! Rule about npm locks: packages come from the public registry, not from where one machine got them.

use serde_json::Value;

use super::{Found, TextFile};

const REGISTRY: &str = "https://registry.npmjs.org/";

/// Every `resolved` of a package-lock.json names the registry; a lock may also leave it out.
pub(super) fn name_only_the_registry(files: &[TextFile], found: &mut Found) {
    for file in files.iter().filter(|file| file.is("package-lock.json")) {
        let Ok(lock) = serde_json::from_str::<Value>(&file.text) else {
            found.problem(format!("{}: is not JSON", file.path));
            continue;
        };
        let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
        for (name, package) in packages {
            // A package of the same repository is a link to its folder.
            let is_ours = package.get("link").and_then(Value::as_bool) == Some(true);
            let from = package.get("resolved").and_then(Value::as_str).unwrap_or(REGISTRY);
            if !is_ours && !from.starts_with(REGISTRY) {
                found.problem(format!("{}: {name} comes from {from}", file.path));
            }
        }
    }
}
