//! Ways to reach somebody outside the platform. Masked only where the policy says so: deals before payment.

mod domain;
mod email;
mod handle;
mod link;
mod phone;
mod spoken;

use crate::detect::Claims;
use crate::reading::Reading;

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    email::find(reading, claims);
    link::find(reading, claims);
    handle::find(reading, claims);
    phone::find(reading, claims);
    spoken::find(reading, claims);
}
