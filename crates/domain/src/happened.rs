//! What one feature tells the others without knowing them. What follows is said in [`crate::reactions`], which the
//! application is opened with: features call downwards only.

use std::{future::Future, pin::Pin};

use liaison_protocol::{
    ids::{NodeId, OrderId, PersonId},
    job::JobKind,
    order::OrderStatus,
};
use serde_json::Value;

use crate::{
    actor::{Actor, Identity},
    app::App,
    db::Tx,
    error::Result,
    facts::Item,
};

/// Something that happened, or is about to, inside a transaction.
#[derive(Debug, Clone)]
pub enum Happened {
    /// An order was mirrored.
    OrderCreated {
        /// Which.
        order: OrderId,
    },
    /// An order is about to be changed: whoever must be locked before it is locked now.
    OrderChanging {
        /// Which.
        order: OrderId,
    },
    /// An order is called something else.
    OrderRenamed {
        /// Which.
        order: OrderId,
        /// Its title now.
        title: String,
    },
    /// An order has another status, or another revision was counted.
    OrderMoved {
        /// Which.
        order: OrderId,
        /// Its status now.
        status: OrderStatus,
        /// How many revisions were requested.
        revision_count: i32,
    },
    /// A node is gone, and with it whoever was connected to it.
    NodeLeft {
        /// Which.
        node: NodeId,
    },
    /// Staff are about to be changed: whatever must be locked before them is locked now.
    StaffChanging,
    /// A member of staff may take other work than before: status, capacity, skills or team are different.
    StaffChanged,
    /// A member of staff leaves.
    StaffLeaves {
        /// Who.
        person: PersonId,
    },
    /// A member of staff is connected, who was not.
    StaffCame {
        /// Who.
        person: PersonId,
    },
    /// A member of staff is connected nowhere any more.
    StaffWent {
        /// Who.
        person: PersonId,
    },
    /// The party of a case wrote, while nobody is in charge and the assistant is there to answer.
    PartyWrote {
        /// Which case.
        item: Item,
    },
    /// It is about to be decided who handles a case: whatever must be locked before the case is locked now.
    CaseChanging {
        /// Which.
        item: Item,
    },
    /// A case was given to somebody, or put back into the queue.
    Assigned {
        /// Which.
        item: Item,
        /// Who handled it.
        from: Option<PersonId>,
        /// Who handles it now; nobody when it waits.
        to: Option<Identity>,
    },
}

/// A reaction on its way.
pub type Reacting<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// Who reacts: filled in by the module that knows all features.
#[derive(Clone, Copy)]
pub struct Reactions {
    /// To what happened, inside the transaction in which it did.
    pub(crate) to: for<'a> fn(&'a mut Tx, &'a App, &'a Actor, Happened) -> Reacting<'a>,
    /// To a job that is due, inside the transaction that also removes the job.
    pub(crate) job: for<'a> fn(&'a mut Tx, &'a App, JobKind, &'a Value) -> Reacting<'a>,
}
