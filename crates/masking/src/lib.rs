//! Finds and masks sensitive data in chat text before it is written anywhere.
//!
//! [`mask`] is the only way to make a [`Masked`]: a function that takes one cannot be given a text that did not pass a
//! [`Policy`]. What is masked before it is stored is masked everywhere after: log, event, search, model.
//!
//! - A number alone is never sensitive: prices, dates, order numbers, tracking ids and UUIDs stay. It takes a check
//!   digit (cards, IBAN, Aadhaar), a strict shape (SSN, PAN) or context (account numbers, PIN, CVV, OTP): a trigger
//!   word near, or a question just before ([`asks_for`]).
//! - Fails closed: a detector that panics, or a text that does not settle, leaves `****` and nothing else.
//! - Masking is idempotent: `mask(mask(x)) == mask(x)` under the same policy and question.
//! - Time is linear in the length of the text, also for hostile text and for patterns from settings.
//!
//! - Texts that follow each other are masked as one by [`mask_parts`]; [`Trace`] says cheaply when they must be, and
//!   [`mask_after`] does so for what one author wrote.
//!
//! How a text is read: `glance` (most hold nothing), `normalise`, then `digits` and `words`, then one file per detector,
//! then the same with a `loose` reading, then `redact`.
//!
//! ```
//! use liaison_masking::{mask, Kind, Policy};
//!
//! let masked = mask("card 4242 4242 4242 4242, order 88231", &Policy::standard(), None);
//! assert_eq!(masked.text(), "card **** 4242, order 88231");
//!
//! let answer = mask("it's 4821", &Policy::standard(), Some(Kind::Pin));
//! assert_eq!(answer.text(), "it's ****");
//! ```

mod asked;
mod asks;
mod card;
mod check_digit;
mod contact;
mod context;
mod detect;
mod digits;
mod earlier;
mod glance;
mod iban;
mod kind;
mod links;
mod loose;
mod national_id;
mod normalise;
mod number_words;
mod parts;
mod password;
mod policy;
mod quick_map;
mod reading;
mod redact;
mod roles;
mod triggers;
mod words;

pub use asked::Asked;
pub use asks::asks_for;
pub use detect::{Found, find};
pub use earlier::{Earlier, Joined, mask_after};
pub use kind::{Kind, UnknownKind};
pub use parts::{Trace, mask_parts};
pub use policy::{PatternError, Policy};
pub use redact::{Finding, Masked, mask};
