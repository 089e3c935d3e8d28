//! Does something again and again while the server runs. There is no other loop of this kind.

use std::{pin::Pin, time::Duration};

use liaison_domain::error::Error;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// One time.
pub(crate) type Doing = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
/// What is done each time.
pub(crate) type Work = Box<dyn Fn() -> Doing + Send + Sync>;

/// Does it at once and then every so often, until told to stop. A failure is logged, and the next time comes all the same.
pub(crate) async fn every(stop: CancellationToken, period: Duration, name: &'static str, work: Work) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let again = async {
        loop {
            ticks.tick().await;
            if let Err(error) = work().await {
                tracing::warn!(event = "upkeep_failed", name, %error);
            }
        }
    };
    stop.run_until_cancelled(again).await;
}
