//! What breaks a rule since before the rule was written. These lists may only become shorter.

/// File of the domain, and the feature above its own that it imports.
pub(super) const UPWARD_IMPORTS: &[(&str, &str)] = &[
    ("activity/queries.rs", "people"),
    ("files/access.rs", "messages"),
    ("people/commands.rs", "logins"),
    ("people/revoke.rs", "logins"),
    ("people/staff.rs", "logins"),
    ("tickets/create.rs", "templates"),
];

/// File of the domain, and another feature's table that it reads or writes.
pub(super) const FOREIGN_ENTITIES: &[(&str, &str, &str)] = &[
    ("drafts/commands.rs", "tickets", "entity"),
    ("files/access.rs", "conversations", "participant_entity"),
    ("files/access.rs", "messages", "entity"),
    ("jobs/claim.rs", "presence", "node_entity"),
    ("logins/ahead.rs", "people", "entity"),
    ("logins/commands.rs", "people", "entity"),
    ("logins/watch.rs", "people", "entity"),
    ("messages/just_before.rs", "conversations", "entity"),
    ("messages/overview.rs", "conversations", "entity"),
    ("messages/overview.rs", "conversations", "participant_entity"),
    ("messages/position.rs", "conversations", "entity"),
    ("messages/queries.rs", "conversations", "entity"),
    ("orders/queries.rs", "people", "entity"),
    ("presence/lease.rs", "people", "staff_entity"),
    ("presence/mod.rs", "conversations", "participant_entity"),
    ("presence/mod.rs", "people", "staff_entity"),
    ("search/index.rs", "conversations", "entity"),
    ("search/index.rs", "messages", "entity"),
    ("search/queries.rs", "conversations", "entity"),
    ("search/queries.rs", "messages", "entity"),
    ("templates/queries.rs", "orders", "entity"),
    ("tickets/access.rs", "orders", "entity"),
    ("tickets/attention.rs", "conversations", "entity"),
    ("tickets/create.rs", "orders", "entity"),
    ("tickets/create.rs", "people", "entity"),
    ("tickets/forms.rs", "orders", "entity"),
    ("tickets/queries.rs", "orders", "entity"),
    ("tickets/queries.rs", "people", "staff_entity"),
    ("tickets/relay.rs", "messages", "entity"),
    ("tickets/relay.rs", "messages", "relay_entity"),
    ("tickets/snooze.rs", "messages", "entity"),
    ("tickets/status.rs", "orders", "entity"),
    ("tickets/view.rs", "orders", "entity"),
];

/// File, and a function in it that is too long.
pub(super) const LONG_FUNCTIONS: &[(&str, &str)] = &[
    ("crates/domain/src/access_matrix/mod.rs", "front_end_table"),
    ("crates/domain/src/same_steps.rs", "what_is_foreign_takes_the_steps_of_what_is_absent"),
    ("crates/masking/src/contact/domain.rs", "is_common_top"),
    ("crates/masking/tests/properties.rs", "chat"),
    ("crates/server/tests/it/scenarios/isolation/routes.rs", "tries"),
];
