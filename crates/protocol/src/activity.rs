//! The activity log: what people did, each entry sealed with the one before it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::side::names;

/// An entry of the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Activity {
    /// The position in the log: dense, from 1.
    pub id: i64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it: a chat identity, `key-` and a number for an API key, or `system`.
    pub actor: String,
    /// The name of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// What was done. Any other value was not written by this server version; show it unchanged.
    #[schema(value_type = ActivityAction)]
    pub action: String,
    /// The kind of thing it was done to.
    #[schema(value_type = ActivitySubject)]
    pub subject_kind: String,
    /// The id of the thing it was done to.
    pub subject_id: String,
    /// Further details.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
    /// Hash of this entry and of the hash before it: changing an entry would require changing all later ones.
    pub hash: String,
}

/// A page of the activity log, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActivityPage {
    /// The entries.
    pub items: Vec<Activity>,
    /// Whether there are older entries.
    pub has_more: bool,
}

/// The actions that the activity log records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum ActivityAction {
    /// A member of staff signed in.
    #[serde(rename = "login")]
    Login,
    /// An API key was created.
    #[serde(rename = "api_key.created")]
    ApiKeyCreated,
    /// An API key was revoked.
    #[serde(rename = "api_key.revoked")]
    ApiKeyRevoked,
    /// Settings were changed.
    #[serde(rename = "settings.changed")]
    SettingsChanged,
    /// A member of staff was added.
    #[serde(rename = "staff.created")]
    StaffCreated,
    /// A member of staff was changed.
    #[serde(rename = "staff.changed")]
    StaffChanged,
    /// The tokens of a person were revoked.
    #[serde(rename = "person.revoked")]
    PersonRevoked,
    /// A person was deactivated.
    #[serde(rename = "person.deactivated")]
    PersonDeactivated,
    /// A person was reactivated.
    #[serde(rename = "person.reactivated")]
    PersonReactivated,
    /// A template was created.
    #[serde(rename = "template.created")]
    TemplateCreated,
    /// A template was changed.
    #[serde(rename = "template.changed")]
    TemplateChanged,
    /// A template was deleted.
    #[serde(rename = "template.deleted")]
    TemplateDeleted,
    /// A label was created.
    #[serde(rename = "label.created")]
    LabelCreated,
    /// A label was changed.
    #[serde(rename = "label.changed")]
    LabelChanged,
    /// A label was deleted.
    #[serde(rename = "label.deleted")]
    LabelDeleted,
    /// Another person's message was deleted.
    #[serde(rename = "message.deleted")]
    MessageDeleted,
    /// A message was relayed to the other side.
    #[serde(rename = "message.relayed")]
    MessageRelayed,
    /// The status of a ticket was changed.
    #[serde(rename = "ticket.status")]
    TicketStatus,
    /// The priority of a ticket was changed.
    #[serde(rename = "ticket.priority")]
    TicketPriority,
    /// A ticket was reassigned by a person.
    #[serde(rename = "ticket.reassigned")]
    TicketReassigned,
    /// A person gave a case other than a ticket to somebody else.
    #[serde(rename = "case.reassigned")]
    CaseReassigned,
    /// A person gave a case back to the queue.
    #[serde(rename = "case.released")]
    CaseReleased,
    /// A member of staff ended a live chat.
    #[serde(rename = "session.ended")]
    SessionEnded,
    /// A ticket was snoozed.
    #[serde(rename = "ticket.snoozed")]
    TicketSnoozed,
    /// A ticket was unsnoozed by a person before its time.
    #[serde(rename = "ticket.woken")]
    TicketUnsnoozed,
    /// A dead job was replayed.
    #[serde(rename = "job.replayed")]
    JobReplayed,
    /// A dead job was discarded.
    #[serde(rename = "job.discarded")]
    JobDiscarded,
    /// A label was added to a ticket.
    #[serde(rename = "ticket.labelled")]
    TicketLabelled,
    /// A label was removed from a ticket.
    #[serde(rename = "ticket.unlabelled")]
    TicketUnlabelled,
    /// The activity log was accepted although its end is missing, for example after a backup was restored.
    #[serde(rename = "activity.accepted")]
    ActivityAccepted,
}

names!(ActivityAction {
    Login = "login",
    ApiKeyCreated = "api_key.created",
    ApiKeyRevoked = "api_key.revoked",
    SettingsChanged = "settings.changed",
    StaffCreated = "staff.created",
    StaffChanged = "staff.changed",
    PersonRevoked = "person.revoked",
    PersonDeactivated = "person.deactivated",
    PersonReactivated = "person.reactivated",
    TemplateCreated = "template.created",
    TemplateChanged = "template.changed",
    TemplateDeleted = "template.deleted",
    LabelCreated = "label.created",
    LabelChanged = "label.changed",
    LabelDeleted = "label.deleted",
    MessageDeleted = "message.deleted",
    MessageRelayed = "message.relayed",
    TicketStatus = "ticket.status",
    TicketPriority = "ticket.priority",
    TicketReassigned = "ticket.reassigned",
    CaseReassigned = "case.reassigned",
    CaseReleased = "case.released",
    SessionEnded = "session.ended",
    TicketSnoozed = "ticket.snoozed",
    TicketUnsnoozed = "ticket.woken",
    JobReplayed = "job.replayed",
    JobDiscarded = "job.discarded",
    TicketLabelled = "ticket.labelled",
    TicketUnlabelled = "ticket.unlabelled",
    ActivityAccepted = "activity.accepted",
});

/// The kind of thing an action applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivitySubject {
    /// A login of a member of staff.
    Login,
    /// An API key.
    ApiKey,
    /// The settings of the workspace.
    Settings,
    /// Deferred work.
    Job,
    /// A member of staff.
    Staff,
    /// A person who is not staff.
    Person,
    /// A template.
    Template,
    /// A label.
    Label,
    /// A ticket, and its conversations.
    Ticket,
    /// A live chat, and its conversation.
    Session,
    /// A conversation without a ticket.
    Conversation,
    /// The activity log itself.
    Activity,
}

names!(ActivitySubject {
    Login = "login",
    ApiKey = "api_key",
    Settings = "settings",
    Job = "job",
    Staff = "staff",
    Person = "person",
    Template = "template",
    Label = "label",
    Ticket = "ticket",
    Session = "session",
    Conversation = "conversation",
    Activity = "activity",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_and_what_is_stored_have_one_name() {
        for action in ActivityAction::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.as_str());
        }
        for subject in ActivitySubject::ALL {
            assert_eq!(serde_json::to_value(subject).unwrap(), subject.as_str());
        }
    }
}
