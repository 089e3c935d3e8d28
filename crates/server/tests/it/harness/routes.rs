//! Every route of the document.

use std::collections::BTreeSet;

/// Method and path of each, as the document writes them.
pub(crate) fn documented() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(liaison_server::http::document()).unwrap();
    document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = ["get", "put", "post", "patch", "delete"].into_iter();
            methods
                .filter(|method| item.get(method).is_some())
                .map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect()
}
