//! What of this installation others can reach: its data on this machine, its connections, its API from browsers, its
//! metrics.

use super::{Finding, Health};
use crate::{config::Config, descriptors, private_files};

/// Whether others on this machine may look into the data.
pub(super) fn privacy(config: &Config) -> Finding {
    const NAME: &str = "privacy of data";
    match private_files::open_to_others(&config.data.dir, config.sqlite_file().as_deref()) {
        Ok(open) if open.is_empty() => Finding::new(NAME, Health::Ok, "only the server's user may read it"),
        Ok(open) => {
            let open: Vec<_> = open.iter().map(|path| format!("`{}`", path.display())).collect();
            let detail = format!("others can read {}; `liaison serve` fixes what it owns", open.join(", "));
            Finding::new(NAME, Health::Warning, detail)
        }
        Err(error) => Finding::new(NAME, Health::Ok, format!("nothing there yet: {error}")),
    }
}

/// Whether as many connections are possible as the configuration allows.
pub(super) fn open_files(config: &Config) -> Finding {
    const NAME: &str = "open files";
    let room = descriptors::attainable(config);
    let detail = format!(
        "the system allows {}: {} connections, {} from one address",
        room.descriptors, room.connections, room.connections_per_ip
    );
    if room.is_less_than(config) {
        let wanted = config.http.max_connections;
        let detail =
            format!("{detail}; http.max_connections is {wanted}: raise `LimitNOFILE` or `ulimit -Hn`");
        Finding::new(NAME, Health::Warning, detail)
    } else {
        Finding::new(NAME, Health::Ok, detail)
    }
}

/// Who may call from a browser.
pub(super) fn reach(config: &Config) -> Finding {
    const NAME: &str = "web origins";
    match config.http.cors_origin.as_slice() {
        [] => Finding::new(NAME, Health::Ok, "only pages of this server"),
        [any] if any == "*" => Finding::new(
            NAME,
            Health::Warning,
            "every page on the web may call: name your origins in CORS_ORIGIN",
        ),
        // `GET /api/chat/token` answers where to connect: without an address of its own, relative to the page.
        origins if config.http.public_url.is_none() => {
            let origins = origins.join(", ");
            let detail = format!(
                "{origins} may call, but http.public_url is not set: their pages are told to connect to `/`, which is \
                 their own server; set LIAISON_HTTP_PUBLIC_URL"
            );
            Finding::new(NAME, Health::Warning, detail)
        }
        origins => Finding::new(NAME, Health::Ok, origins.join(", ")),
    }
}

/// Who may read the metrics.
pub(super) fn metrics(config: &Config) -> Finding {
    const NAME: &str = "metrics";
    let has_proxy = config.http.public_url.is_some() || !config.http.trusted_proxies.is_empty();
    match &config.metrics.token {
        Some(_) => Finding::new(NAME, Health::Ok, "with metrics.token"),
        None if has_proxy => {
            Finding::new(NAME, Health::Off, "metrics.token is not set, and a proxy may run on this machine")
        }
        None => Finding::new(NAME, Health::Ok, "for this machine only"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_other_origins_need_the_address_of_the_server() {
        let reach = |origins: &[&str], public_url: Option<&str>| {
            let mut config = Config::default();
            config.http.cors_origin = origins.iter().map(|&origin| origin.to_owned()).collect();
            config.http.public_url = public_url.map(ToOwned::to_owned);
            super::reach(&config)
        };
        let shop = &["https://shop.example", "https://www.shop.example"];
        let found = reach(shop, None);
        assert_eq!(found.health, Health::Warning);
        assert!(found.detail.contains("https://shop.example") && found.detail.contains("public_url"));
        assert_eq!(reach(shop, Some("https://chat.example")).health, Health::Ok);
        assert_eq!(reach(&[], None).health, Health::Ok);
        assert_eq!(reach(&["*"], Some("https://chat.example")).health, Health::Warning);
    }
}
