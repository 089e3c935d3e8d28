//! What the bus counts, as metrics. Read when somebody asks.

use liaison_domain::bus::BusStatus;

use super::metrics::{
    BUS_CONNECTED, BUS_DROPPED_TOTAL, BUS_LOSSES_TOTAL, BUS_PUBLISHED_TOTAL, BUS_RECEIVED_TOTAL,
    BUS_REFUSED_TOTAL,
};

/// Records the present numbers; a node that is alone has none.
pub fn record(status: Option<BusStatus>) {
    let Some(status) = status else { return };
    metrics::gauge!(BUS_CONNECTED).set(f64::from(u8::from(status.is_connected)));
    metrics::counter!(BUS_PUBLISHED_TOTAL).absolute(status.published);
    metrics::counter!(BUS_RECEIVED_TOTAL).absolute(status.received);
    metrics::counter!(BUS_DROPPED_TOTAL).absolute(status.dropped);
    metrics::counter!(BUS_REFUSED_TOTAL).absolute(status.refused);
    metrics::counter!(BUS_LOSSES_TOTAL).absolute(status.losses);
}
