//! What a caller says of the host it asks is never handed on as the place to connect to.

use reqwest::Method;

use crate::harness::{Client, Setup};

/// The address that clients are told when they asked with this host.
async fn told(client: &Client, host: Option<&str>) -> String {
    let request = client.request(Method::GET, "/chat/token");
    let request = match host {
        Some(host) => request.header("host", host),
        None => request,
    };
    let forwarded = request.header("x-forwarded-host", "evil.example").header("x-forwarded-proto", "https");
    let answer = client.send(forwarded.header("forwarded", "host=evil.example")).await.ok();
    answer["url"].as_str().unwrap().to_owned()
}

on_one_node!(a_made_up_host_is_not_where_clients_are_sent, |server| {
    let brand = server.brand("b1").await;
    for host in
        ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "192.0.2.1"]
    {
        assert_eq!(told(&brand, Some(host)).await, "/", "{host}");
    }
    for host in ["evil.example/x?", "a\"><script>", "user@evil.example", "evil.example#"] {
        let request = brand.request(Method::GET, "/chat/token").header("host", host);
        brand.send(request).await.refused(400, "HEADER_MALFORMED");
    }
    // Where it can only be this server, programs without a base address of their own are told all of it.
    assert!(told(&brand, None).await.starts_with("http://127.0.0.1:"));
    assert_eq!(told(&brand, Some("localhost:9000")).await, "http://localhost:9000");
});

on_one_node!(
    the_public_address_is_what_clients_are_told,
    Setup::configured(|config| config.http.public_url = Some("https://chat.example.com".to_owned())),
    |server| {
        let brand = server.brand("b1").await;
        for host in [None, Some("evil.example"), Some("localhost")] {
            assert_eq!(told(&brand, host).await, "https://chat.example.com");
        }
    }
);
