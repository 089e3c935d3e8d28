//! What else is done with a ticket and around it: each command is called by everybody, and refuses or does not.

use liaison_protocol::{
    auth::CreateApiKey,
    error_code::ErrorCode,
    job::JobState,
    message::PersonRef,
    order::PatchOrder,
    settings::Settings,
    staff::{AgentStatus, CreateStaff, StaffRole},
    ticket::{FormType, PostNote, Priority, SubmitForm, TicketStatus},
};

use super::{World, line};
use crate::{
    activity, api_keys, error::Result, facts::Item, jobs, messages, people, presence, settings, tickets, work,
};

const NAMES: [&str; 14] = [
    "status",
    "priority",
    "reassigns",
    "notes",
    "form",
    "edits",
    "deletes",
    "inbox",
    "all tickets",
    "own status",
    "order",
    "makes staff",
    "makes keys",
    "settings",
];

impl World {
    pub(super) async fn action_table(&self, page: &mut String) {
        line(page, "", &NAMES.map(str::to_owned));
        let (app, ticket) = (&self.app, self.ticket);
        let agent =
            work::queries::handler(app.db().read(), Item::ticket(ticket.0)).await.unwrap().unwrap().person;
        for (name, actor) in &self.actors {
            let message = self.a_message_of_the_brand().await;
            let note = PostNote { text: format!("of {name}"), client_id: None };
            let form = SubmitForm {
                form_type: FormType::Requirements,
                fields: [("brief".to_owned(), "ten reels".into())].into_iter().collect(),
                client_id: None,
            };
            let staff = CreateStaff {
                name: "Somebody".to_owned(),
                email: "no address".to_owned(),
                role: StaffRole::Agent,
                password: None,
                team: None,
                skills: Vec::new(),
                capacity: None,
            };
            let key = CreateApiKey { name: "none".to_owned(), scopes: Vec::new(), expires_at: None };
            let to_itself = PersonRef::Number(agent.0);
            let priority = tickets::status::set_priority(app, actor, ticket, Priority::High).await;
            let page_of = tickets::queries::Filter { limit: 1, ..Default::default() };
            let own = liaison_protocol::ticket::TicketView::Assigned;
            let order = PatchOrder { amount: Some(-1), ..PatchOrder::default() };
            let allowed = [
                may(&tickets::status::set_status(app, actor, ticket, TicketStatus::Open).await),
                may(&priority),
                may(&tickets::reassign::reassign(app, actor, ticket, &to_itself).await),
                may(&tickets::messages::add_note(app, actor, ticket, note).await),
                may(&tickets::forms::submit(app, actor, ticket, form).await),
                may(&messages::change::edit(app, actor, message, "changed").await),
                may(&messages::change::delete(app, actor, message).await),
                may(&tickets::queries::mine(app, actor, own, &page_of).await),
                may(&tickets::queries::all(app, actor, &page_of).await),
                may(&presence::status::set(app, actor, AgentStatus::Away).await),
                may(&tickets::orders::patch(app, actor, self.order, order).await),
                may(&people::staff::create(app, actor, staff).await),
                may(&api_keys::commands::create(app, actor, key).await),
                may(&settings::commands::put(app, actor, Settings { version: 99, ..Settings::default() })
                    .await),
            ];
            line(page, name, &allowed.map(|allowed| if allowed { "yes" } else { "-" }.to_owned()));
        }
        // Jobs and the log have readers of their own; both are for admins alone.
        for (name, actor) in &self.actors {
            let filter = activity::queries::Filter { limit: 1, ..Default::default() };
            let log = may(&activity::queries::list(app, actor, &filter).await);
            let jobs = may(&jobs::commands::list(app, actor, JobState::Dead, 1).await);
            assert_eq!(log, jobs, "{name}: who reads the log looks after jobs");
        }
    }
}

/// Whether a command got past the question who may; what it says of its arguments is not the point.
fn may<T>(outcome: &Result<T>) -> bool {
    let refusals = [ErrorCode::Forbidden, ErrorCode::NotFound, ErrorCode::ScopeMissing];
    outcome.as_ref().err().is_none_or(|error| !refusals.contains(&error.code()))
}
