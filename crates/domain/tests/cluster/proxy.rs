//! A way to a server that a test can cut and restore, as when the server is stopped and started again.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

/// The way.
pub(crate) struct Proxy {
    /// Where clients connect.
    pub(crate) address: SocketAddr,
    is_up: Arc<watch::Sender<bool>>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// A way to the server at this URL, such as `nats://127.0.0.1:4222`.
    pub(crate) async fn start(url: &str, is_up: bool) -> Self {
        let server = url.split("//").last().unwrap_or_default().trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let is_up = Arc::new(watch::Sender::new(is_up));
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, server, Arc::clone(&is_up)));
        Self { address, is_up, _tasks: tasks }
    }

    /// The URL for clients of NATS.
    pub(crate) fn nats_url(&self) -> String {
        format!("nats://{}", self.address)
    }

    /// Cuts all connections and refuses new ones.
    pub(crate) fn cut(&self) {
        self.is_up.send_replace(false);
    }

    /// Lets new connections through.
    pub(crate) fn restore(&self) {
        self.is_up.send_replace(true);
    }
}

async fn accept(listener: TcpListener, server: String, is_up: Arc<watch::Sender<bool>>) {
    let mut connections = JoinSet::new();
    loop {
        let (mut client, _) = listener.accept().await.unwrap();
        let (server, mut is_up) = (server.clone(), is_up.subscribe());
        connections.spawn(async move {
            if !*is_up.borrow_and_update() {
                return;
            }
            let Ok(mut server) = TcpStream::connect(server).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut client, &mut server) => {}
                _ = is_up.wait_for(|is_up| !is_up) => {}
            }
        });
    }
}
