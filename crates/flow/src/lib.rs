//! Guided deals as data: a definition in TOML is read and checked, run step by step, drawn and explained.
//!
//! [`load`] makes a [`Definition`] of a text, or reports everything that is wrong with it, with place and hint. [`start`]
//! and [`step`] take a run from one [`State`] to the next: pure, total, and all or nothing. They know no clock, database or
//! network; whatever is to be done outside comes back as [`Effect`]s, and what follows from it goes in as [`Input`].
//!
//! - What a role may see and do at a moment is [`view()`]; its times are [`timers()`].
//! - A run keeps the version that it began with; [`migrate`] takes it to another one.
//! - How a definition is read: `read/` (TOML to names and places), then `check/` (the graph).
//!
//! ```
//! use liaison_flow::{Source, load};
//!
//! let source = Source::new("tiny.toml", r#"
//! flow = "tiny"
//! version = 1
//! start = "asked"
//! [roles]
//! buyer = { side = "customer", starts = true }
//! [state.asked]
//! awaits = "buyer"
//! card = "Shall we?"
//! on.yes = { button = "Yes", to = "done" }
//! timeout = { after = "2d", to = "done" }
//! [state.done]
//! final = true
//! "#);
//! assert_eq!(load(&source).unwrap().states().len(), 2);
//! ```

mod answer;
mod check;
mod definition;
mod draw;
mod duration;
mod effect;
mod eval;
mod explain;
mod expr;
mod fault;
mod import;
mod migrate;
pub mod money;
mod progress;
mod read;
mod refusal;
mod render;
pub mod simulate;
mod source;
mod state;
mod step;
mod take;
mod text;
mod timers;
mod transition;
mod view;

pub use answer::{Answer, MAX_TEXT};
pub use check::{Checked, check, load, replaces, translate};
pub use definition::{
    Definition, Field, FieldId, Kind, Limit, LimitId, MaskContact, Role, RoleId, Roles, Side, StateDef,
    StateId, Style, TextId, Translations,
};
pub use draw::{mermaid, svg};
pub use effect::{Amount, Effect, Line, Moved};
pub use explain::explain;
pub use fault::{Code, Fault, Faults};
pub use import::{Imported, Note, Noted, import};
pub use migrate::{Renamed, Unmovable, migrate, plan};
pub use progress::{Progress, progress};
pub use refusal::{Invalid, Problem, Refusal};
pub use render::{Names, Reader};
pub use source::{At, MAX_BYTES, Source};
pub use state::{Phase, State, Unreadable, Value};
pub use step::{Begin, Happened, Input, MAX_IN_A_ROW, start, step};
pub use timers::{Due, deadline, timers};
pub use view::{View, chat_status, typed_action, view};
