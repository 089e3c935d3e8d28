//! The policy on one page: everybody × everything, as the predicate, the SQL scope and the audience say it, which
//! must be the same. `LIAISON_UPDATE=1` writes the page; otherwise it is compared.

mod actions;

use std::{fmt::Write as _, path::Path, sync::Arc};

use liaison_protocol::{
    at_work::DraftChannel,
    auth::Scope,
    conversation::{ConversationKind, ConversationState},
    ids::{ApiKeyId, ConversationId, MessageId, OrderId, PersonId, TicketId},
    label::{CreateLabel, LabelColor},
    order::{CreateOrder, Party},
    side::{Side, UserType},
    staff::{CreateStaff, StaffRole},
    template::CreateTemplate,
    ticket::{Relay, Snooze},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryTrait,
};

use crate::{
    activity,
    actor::Actor,
    api_keys,
    app::{App, Options},
    conversations::{
        self, access,
        card::{Card, Handler},
    },
    drafts, labels,
    messages::{self, post::PostMessage},
    orders, people, search, templates,
    tickets::{self, access::Which},
    viewing, work,
};

#[tokio::test]
async fn all_forms_of_a_rule_agree_and_the_page_shows_them() {
    let world = World::make().await;
    let page = world.page().await;
    // Where the test runs, not where it was built: checkouts may share what was built.
    let file = Path::new(&variable("CARGO_MANIFEST_DIR").unwrap()).join("../../docs/access-matrix.txt");
    if variable("LIAISON_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(file, page).unwrap();
        return;
    }
    let known = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(known, page, "docs/access-matrix.txt is stale: run `cargo xtask gen` and read the difference");
}

#[expect(clippy::disallowed_methods, reason = "asks how the test was called; no setting of the server")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// One case, one conversation of each other kind, and everybody who could want to see them.
struct World {
    app: App,
    actors: Vec<(&'static str, Actor)>,
    ticket: TicketId,
    order: OrderId,
    conversations: Vec<(&'static str, ConversationId)>,
    _folder: tempfile::TempDir,
}

impl World {
    async fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options::in_folder(folder.path())).await.unwrap();
        let mut actors = Vec::new();
        // Alone while the order comes, so that the ticket is this agent's.
        let agent = staff(&app, StaffRole::Agent, "north").await;
        let (order, brand, creator) = order(&app).await;
        actors.push(("brand of the order", person(&app, brand).await));
        actors.push(("creator of the order", person(&app, creator).await));
        let mut others = Vec::new();
        for (name, kind) in [
            ("another brand", UserType::Brand),
            ("another creator", UserType::Creator),
            ("brand who left the others", UserType::Brand),
            ("customer of the chat", UserType::Customer),
            ("another customer", UserType::Customer),
            ("visitor of the chat", UserType::Visitor),
            ("another visitor", UserType::Visitor),
        ] {
            let id = end_user(&app, kind, name).await;
            others.push((name, id));
            actors.push((name, person(&app, id).await));
        }
        let other = |wanted: &str| others.iter().find(|(name, _)| *name == wanted).unwrap().1;
        actors.push(("agent of the ticket", person(&app, agent).await));
        for (name, role, team) in [
            ("another agent of the team", StaffRole::Agent, "north"),
            ("agent of another team", StaffRole::Agent, "south"),
            ("lead of the team", StaffRole::TeamLead, "north"),
            ("lead of another team", StaffRole::TeamLead, "south"),
            ("lead without a team", StaffRole::TeamLead, ""),
            ("supervisor", StaffRole::Supervisor, ""),
            ("admin", StaffRole::Admin, ""),
            ("super admin", StaffRole::SuperAdmin, ""),
        ] {
            let id = staff(&app, role, team).await;
            actors.push((name, person(&app, id).await));
        }
        for (name, scopes) in [
            ("key: orders, tickets", vec![Scope::Orders, Scope::Tickets]),
            ("key: tickets", vec![Scope::Tickets]),
            ("key: orders", vec![Scope::Orders]),
            ("key: staff, keys", vec![Scope::Staff, Scope::Keys]),
        ] {
            actors.push((name, Actor::ApiKey { id: ApiKeyId(1), scopes: scopes.into() }));
        }
        actors.push(("the server", Actor::System));

        let row = tickets::entity::Entity::find()
            .filter(tickets::entity::Column::OrderId.eq(order.0))
            .one(app.db().read())
            .await
            .unwrap()
            .unwrap();
        let mut found = vec![
            ("ticket_brand", ConversationId(row.brand_conversation)),
            ("ticket_creator", ConversationId(row.creator_conversation)),
            ("ticket_notes", ConversationId(row.notes_conversation)),
        ];
        for kind in [ConversationKind::Direct, ConversationKind::Campaign, ConversationKind::Bid] {
            let members = [(brand, Side::Brand), (creator, Side::Creator)];
            let left = other("brand who left the others");
            found.push((kind.as_str(), conversation(&app, kind, &members, Some((left, Side::Brand))).await));
        }
        let members =
            [(other("customer of the chat"), Side::Customer), (other("visitor of the chat"), Side::Customer)];
        let chat = conversation(&app, ConversationKind::LiveChat, &members, None).await;
        let handler = Handler { person: agent, team: Some("north".to_owned()) };
        let tx = app.begin().await.unwrap();
        conversations::participants::set_handler(&tx, chat, None, &handler).await.unwrap();
        tx.commit().await.unwrap();
        found.push((ConversationKind::LiveChat.as_str(), chat));
        Self { app, actors, ticket: TicketId(row.id), order, conversations: found, _folder: folder }
    }

    async fn page(&self) -> String {
        let mut page = String::from(
            "Who may see what, and who may act on it. Written by `cargo xtask gen`, compared by every test run.\n\
             \n\
             A cell names the side from which something is seen: `w` may write, `r` only reads, `-` it looks absent.\n\
             Each cell was asked three times: of the predicate, of the SQL scope, and of the audience of events.\n",
        );
        self.ticket_table(&mut page).await;
        page.push_str("\n\nWhat else is done, and read\n\n");
        self.front_end_table(&mut page).await;
        page.push_str("\n\nCommands: who gets past the question who may\n\n");
        self.action_table(&mut page).await;
        page.push_str("\n\nConversations of an open ticket, and others\n\n");
        self.conversation_table(&mut page).await;
        self.close().await;
        page.push_str("\n\nThe same when the ticket is closed and the others have ended\n\n");
        self.conversation_table(&mut page).await;
        page.push_str(
            "\n\nEntries that are for one side only: who reads them, who learns only that they are there\n\n",
        );
        visibility_table(&mut page);
        page
    }

    async fn ticket_table(&self, page: &mut String) {
        page.push_str("\n\nThe ticket and its order\n\n");
        line(page, "", &["ticket".into(), "order".into(), "notified".into()]);
        let read = self.app.db().read();
        for (name, actor) in &self.actors {
            let visible = tickets::access::visible(read, actor, Which::Ticket(self.ticket)).await.ok();
            let scoped = tickets::entity::Entity::find()
                .filter(tickets::access::scope(actor))
                .filter(tickets::entity::Column::Id.eq(self.ticket.0))
                .count(read)
                .await
                .unwrap();
            assert_eq!(visible.is_some(), scoped == 1, "{name}: predicate and scope of the ticket differ");
            let row = tickets::entity::Entity::find_by_id(self.ticket.0).one(read).await.unwrap().unwrap();
            let order = tickets::orders::one(&self.app, actor, OrderId(row.order_id)).await.ok();
            let order_row =
                orders::entity::Entity::find_by_id(row.order_id).one(read).await.unwrap().unwrap();
            let order_side = orders::access::seeing_side(actor, order_row.brand_id, order_row.creator_id);
            let ticket = visible.as_ref().map_or("-".to_owned(), |visible| {
                let acts = matches!(actor, Actor::Person(identity) if access::may_handle(identity, &visible.handler));
                cell(visible.side, acts)
            });
            let is_told = visible.as_ref().is_some_and(|visible| {
                let audience = tickets::access::audience(&visible.order);
                matches!(actor, Actor::Person(identity)
                    if audience.people.contains(&identity.id) || (audience.staff && identity.kind.is_staff()))
            });
            assert_eq!(
                is_told,
                visible.is_some() && matches!(actor, Actor::Person(_)),
                "{name}: whoever sees the ticket, and nobody else, is told of it"
            );
            let order = match (order, order_side) {
                (Some(_), Some(side)) => cell(side, orders::access::manages(actor).is_ok()),
                (None, _) => "-".to_owned(),
                (Some(_), None) => panic!("{name} is shown an order that it may not see"),
            };
            line(page, name, &[ticket, order, if is_told { "yes" } else { "-" }.to_owned()]);
        }
    }

    /// Commands and lists of the front ends: each is called, and refuses or does not.
    async fn front_end_table(&self, page: &mut String) {
        let names = [
            "viewers",
            "drafts",
            "relay",
            "labels it",
            "snoozes it",
            "labels",
            "templates",
            "search",
            "colleagues",
            "staff",
            "keys",
            "activity",
        ];
        line(page, "", &names.map(str::to_owned));
        let (app, ticket) = (&self.app, self.ticket);
        let said = self.a_message_of_the_brand().await;
        let lead = &self.actors.iter().find(|(name, _)| *name == "supervisor").unwrap().1;
        let label = |name: &str| CreateLabel { name: name.to_owned(), color: LabelColor::Blue };
        let known = labels::commands::create(app, lead, label("known")).await.unwrap().id;
        for (name, actor) in &self.actors {
            let relay = Relay {
                message_id: said,
                text: None,
                attachment_ids: None,
                confirm_metadata: Vec::new(),
                client_id: None,
            };
            let relay = tickets::relay::relay(app, actor, ticket, relay).await;
            let draft = drafts::commands::keep(app, actor, ticket, DraftChannel::Notes, "").await;
            let body = format!("of {name}");
            let template = CreateTemplate {
                title: body.clone(),
                shortcut: name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"),
                body,
                channel_type: None,
                locale: None,
            };
            let reads = templates::queries::list(
                app,
                actor,
                &templates::queries::Filter { page: 1, limit: 1, ..Default::default() },
            )
            .await
            .is_ok();
            let writes = templates::commands::create(app, actor, template).await.is_ok();
            assert!(reads || !writes, "{name}: writes templates and reads none");
            let lists = labels::queries::list(app, actor).await.is_ok();
            let makes = labels::commands::create(app, actor, label(name)).await.is_ok();
            assert!(lists || !makes, "{name}: makes labels and reads none");
            let written = |writes: bool, reads: bool| {
                if writes {
                    "w"
                } else if reads {
                    "r"
                } else {
                    "-"
                }
                .to_owned()
            };
            let filter = search::queries::Filter { q: "order".to_owned(), limit: 1, ..Default::default() };
            let does = |is_allowed: bool| if is_allowed { "yes" } else { "-" }.to_owned();
            line(
                page,
                name,
                &[
                    does(viewing::commands::list(app, actor, ticket).await.is_ok()),
                    does(draft.is_ok()),
                    does(relay.is_ok()),
                    does(tickets::labels::add(app, actor, ticket, known).await.is_ok()),
                    does(tickets::snooze::snooze(app, actor, ticket, Snooze { until: None }).await.is_ok()),
                    written(makes, lists),
                    written(writes, reads),
                    does(search::queries::messages(app, actor, &filter).await.is_ok()),
                    does(work::staff::colleagues(app, actor).await.is_ok()),
                    does(work::staff::list(app, actor).await.is_ok()),
                    does(api_keys::commands::list(app, actor).await.is_ok()),
                    does(
                        activity::queries::list(
                            app,
                            actor,
                            &activity::queries::Filter { limit: 1, ..Default::default() },
                        )
                        .await
                        .is_ok(),
                    ),
                ],
            );
        }
    }

    async fn a_message_of_the_brand(&self) -> MessageId {
        let (_, brand) = self.actors.first().unwrap();
        let (_, channel) = *self.conversations.first().unwrap();
        let message = PostMessage { text: "an order".to_owned(), ..PostMessage::default() };
        messages::post::post(&self.app, brand, channel, message).await.unwrap().id
    }

    /// What is named and in somebody's scope is not looked for among all conversations of its kind.
    async fn is_found_by_its_id(&self, actor: &Actor, id: ConversationId) {
        let mut query = conversations::entity::Entity::find()
            .filter(access::scope(actor))
            .filter(conversations::entity::Column::Id.is_in([id.0]))
            .build(DbBackend::Sqlite);
        query.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
        for step in self.app.db().read().query_all_raw(query).await.unwrap() {
            let step: String = step.try_get("", "detail").unwrap();
            let is_by_kind = step.contains("conversations_by_subject") || step.starts_with("SCAN");
            assert!(!is_by_kind, "{step}");
        }
    }

    async fn conversation_table(&self, page: &mut String) {
        line(page, "", &self.conversations.iter().map(|(kind, _)| (*kind).to_owned()).collect::<Vec<_>>());
        let read = self.app.db().read();
        for (name, actor) in &self.actors {
            let mut cells = Vec::new();
            for (kind, id) in &self.conversations {
                let card = Card::fresh(&self.app, *id).await.unwrap();
                let side = access::reading_side(actor, &card);
                let scoped = conversations::entity::Entity::find()
                    .filter(access::scope(actor))
                    .filter(conversations::entity::Column::Id.eq(id.0))
                    .count(read)
                    .await
                    .unwrap();
                assert_eq!(side.is_some(), scoped == 1, "{name}, {kind}: predicate and scope differ");
                self.is_found_by_its_id(actor, *id).await;
                let loaded = access::readable(read, actor, *id).await.ok().map(|(_, side)| side);
                assert_eq!(side, loaded, "{name}, {kind}");
                let writes = access::writable(actor, &card).is_ok();
                assert!(side.is_some() || !writes, "{name}, {kind}: writes what it may not read");
                agrees_with_audience(name, kind, side, &card);
                cells.push(side.map_or("-".to_owned(), |side| cell(side, writes)));
            }
            line(page, name, &cells);
        }
    }

    async fn close(&self) {
        for (kind, id) in &self.conversations {
            let mut tx = self.app.begin().await.unwrap();
            let card = Card::load(tx.conn(), *id).await.unwrap();
            let state =
                if *kind == "live_chat" { ConversationState::Closed } else { ConversationState::Frozen };
            conversations::commands::set_state(&mut tx, &card, state, "the matrix").await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

/// Who reads a conversation sits in the room of a side that is told; who may not read an entry gets only its place.
fn agrees_with_audience(name: &str, kind: &str, side: Option<Side>, card: &Card) {
    let Some(side) = side else { return };
    for visible_to in [None, Some(Side::Brand), Some(Side::Creator), Some(Side::Customer), Some(Side::Staff)]
    {
        let audience = access::audience(card, visible_to);
        assert_eq!(audience.conversations, [card.id]);
        assert!(audience.people.is_empty() && !audience.staff, "{kind}: told beyond the conversation");
        let reads = access::may_read_entry(side, visible_to);
        assert_eq!(audience.sides.contains(&side), reads, "{name}, {kind}, for {visible_to:?}: told");
        assert_eq!(
            audience.hidden_from.contains(&side),
            !reads,
            "{name}, {kind}, for {visible_to:?}: hidden"
        );
    }
}

fn visibility_table(page: &mut String) {
    line(page, "for", &Side::ALL.iter().map(|side| side.as_str().to_owned()).collect::<Vec<_>>());
    for visible_to in [None, Some(Side::Brand), Some(Side::Creator), Some(Side::Customer), Some(Side::Staff)]
    {
        let cells: Vec<String> = Side::ALL
            .iter()
            .map(|side| {
                if access::may_read_entry(*side, visible_to) { "reads" } else { "its place" }.to_owned()
            })
            .collect();
        line(page, visible_to.map_or("everybody", Side::as_str), &cells);
    }
}

fn cell(side: Side, writes: bool) -> String {
    format!("{side} {}", if writes { "w" } else { "r" })
}

fn line(page: &mut String, name: &str, cells: &[String]) {
    let mut text = format!("{name:<28}");
    for cell in cells {
        write!(text, "{cell:<16}").unwrap();
    }
    page.push_str(text.trim_end());
    page.push('\n');
}

pub(crate) async fn staff(app: &App, role: StaffRole, team: &str) -> PersonId {
    let command = CreateStaff {
        name: format!("{} {team}", UserType::from(role)),
        email: format!("{}@example.org", app.new_id().simple()),
        role,
        password: None,
        team: Some(team.to_owned()),
        skills: Vec::new(),
        capacity: None,
    };
    people::staff::create(app, &Actor::System, command).await.unwrap()
}

pub(crate) async fn order(app: &App) -> (OrderId, PersonId, PersonId) {
    let party = |id: &str| Party { external_id: id.to_owned(), name: id.to_owned(), email: None };
    let command = CreateOrder {
        external_id: None,
        title: "An order".to_owned(),
        amount: 1,
        currency: "EUR".to_owned(),
        quantity: None,
        brand: party("b"),
        creator: party("c"),
        requirements: None,
    };
    let (order, _) = tickets::orders::create(app, &Actor::System, command).await.unwrap();
    (order.id, order.brand.unwrap().id, order.creator.unwrap().id)
}

pub(crate) async fn end_user(app: &App, kind: UserType, name: &str) -> PersonId {
    let tx = app.begin().await.unwrap();
    let external_id = Some(name.to_owned());
    let row = people::commands::insert(
        tx.conn(),
        tx.now(),
        people::commands::HOST,
        external_id,
        kind,
        name.to_owned(),
        None,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    PersonId(row.id)
}

pub(crate) async fn person(app: &App, id: PersonId) -> Actor {
    Actor::Person(Arc::new(people::commands::by_id(app, id, None).await.unwrap()))
}

async fn conversation(
    app: &App,
    kind: ConversationKind,
    members: &[(PersonId, Side)],
    left: Option<(PersonId, Side)>,
) -> ConversationId {
    let tx = app.begin().await.unwrap();
    let id = ConversationId(app.new_id());
    conversations::commands::create(&tx, id, kind, None).await.unwrap();
    for (member, side) in members.iter().chain(&left) {
        conversations::participants::add(&tx, id, *member, *side).await.unwrap();
    }
    if let Some((person, _)) = left {
        conversations::participants::remove(&tx, id, person).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}
