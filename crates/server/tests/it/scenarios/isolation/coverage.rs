//! The tables are complete: every route of the document, every event a client may send.

use std::collections::BTreeSet;

use liaison_protocol::events;

use super::{marked_case, routes};
use crate::harness;

on_one_node!(every_route_and_event_is_walked, |server| {
    let (agent, _socket) = server.agent_at_work("Asha Agent", serde_json::json!({})).await;
    let [target, _] = marked_case(&server, &agent, ["kestrelbrand", "ospreymaker"], "first").await;

    let documented = harness::routes::documented();
    let tries = routes::tries(&target, Some("an own channel"));
    let mut walked: BTreeSet<(String, String)> =
        tries.iter().map(|attempt| (attempt.method.to_string(), attempt.route.to_owned())).collect();
    walked.extend(routes::LAST.iter().map(|(method, route)| ((*method).to_owned(), (*route).to_owned())));
    assert_eq!(
        documented, walked,
        "`routes.rs` beside this file is the table of routes: a new route needs a line that says what others are answered"
    );
    for attempt in &tries {
        let (path, _) = attempt.path.split_once('?').unwrap_or((&attempt.path, ""));
        assert!(fits(attempt.route, path), "{path} is not of {}", attempt.route);
    }

    let known: BTreeSet<&str> = events::CLIENT.iter().map(|event| event.name).collect();
    let tried: BTreeSet<&str> = routes::events(&target, None).iter().map(|(event, ..)| *event).collect();
    assert_eq!(known, tried, "a new event needs a line in `routes.rs`");
});

/// Whether a path is one of a route's.
fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route.iter().zip(&path).all(|(part, given)| part.starts_with('{') || part == given)
}
