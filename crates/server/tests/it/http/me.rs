//! The caller's own account, and what is stored for it.

use serde_json::{Value, json};

on_one_node!(everyone_sees_and_changes_only_their_own_account, |server| {
    let agent =
        server.staff_with("agent", "Asha Agent", json!({ "team": "north", "skills": ["refunds"] })).await;
    let brand = server.brand("b1").await;
    let seen = agent.get("/me").await.ok();
    assert_eq!(seen["public_id"], agent.public_id);
    assert_eq!((&seen["is_staff"], &seen["user_type"]), (&json!(true), &json!("agent")));
    assert_eq!(
        (&seen["team"], &seen["skills"], &seen["capacity"]),
        (&json!("north"), &json!(["refunds"]), &json!(5))
    );
    assert_eq!((&seen["agent_status"], &seen["email"]), (&json!("offline"), &json!(agent.email)));
    assert_eq!((&seen["preferences"], &seen["locale"]), (&json!({}), &Value::Null));
    let seen = brand.get("/me").await.ok();
    assert_eq!((&seen["id"], &seen["is_staff"]), (&json!(brand.id), &json!(false)));
    for of_staff in ["team", "skills", "capacity", "agent_status"] {
        assert_eq!(seen.get(of_staff), None, "{seen}");
    }
    let chosen = json!({ "theme": "dark", "filters": [{ "name": "mine", "q": "status=open" }] });
    let changed = agent.patch("/me", json!({ "preferences": chosen })).await.ok();
    assert_eq!(changed["preferences"], chosen);
    // What was not named stays.
    let changed = agent.patch("/me", json!({ "locale": "pt-BR" })).await.ok();
    assert_eq!((&changed["preferences"], &changed["locale"]), (&chosen, &json!("pt-BR")));
    assert_eq!(agent.patch("/me", json!({})).await.ok(), changed);
    assert_eq!(agent.get("/me").await.ok(), changed);
    assert_eq!(brand.get("/me").await.ok()["preferences"], json!({}));
    let changed = agent
        .patch("/me", json!({ "locale": "", "preferences": { "card": "4111 1111 1111 1111" } }))
        .await
        .ok();
    assert_eq!(changed.get("locale"), None);
    assert!(!changed.to_string().contains("4111 1111"), "{changed}");
    server.host().get("/me").await.refused(403, "FORBIDDEN");
    server.nobody().get("/me").await.refused(401, "TOKEN_MISSING");
});

on_one_node!(what_cannot_be_kept_is_refused, |server| {
    let brand = server.brand("b1").await;
    let kept = json!({ "sound": false });
    brand.patch("/me", json!({ "preferences": kept, "locale": "de" })).await.ok();
    for body in [
        json!({ "locale": "not a tag" }),
        json!({ "locale": "-" }),
        json!({ "locale": "e" }),
        json!({ "locale": "en-" }),
        json!({ "locale": "a".repeat(40) }),
        json!({ "preferences": { "large": "x".repeat(16 * 1024) } }),
        json!({ "preferences": { "nul": "\u{0}" } }),
        json!({ "preferences": { "deep": [{ "\u{0}": 1 }] } }),
        json!({ "preferences": [] }),
        json!({ "name": "Somebody else" }),
    ] {
        brand.patch("/me", body).await.refused(422, "INVALID");
    }
    let seen = brand.get("/me").await.ok();
    assert_eq!((&seen["preferences"], &seen["locale"]), (&kept, &json!("de")));
    // What is kept already counts too.
    let large = "x".repeat(16 * 1024 - 12);
    brand.patch("/me", json!({ "preferences": { "large": large } })).await.refused(422, "INVALID");
    let fits = brand.patch("/me", json!({ "preferences": { "large": large, "sound": null } })).await.ok();
    assert_eq!(fits["preferences"], json!({ "large": large }));
});

on_one_node!(preferences_are_changed_one_by_one, |server| {
    let brand = server.brand("b1").await;
    for (changed, kept) in [
        (json!({ "theme": "dark" }), json!({ "theme": "dark" })),
        (json!({ "sound": false }), json!({ "theme": "dark", "sound": false })),
        (json!({ "theme": { "name": "light" } }), json!({ "theme": { "name": "light" }, "sound": false })),
        (json!({ "theme": null, "none": null }), json!({ "sound": false })),
        (json!({}), json!({ "sound": false })),
    ] {
        let seen = brand.patch("/me", json!({ "preferences": changed })).await.ok();
        assert_eq!(seen["preferences"], kept);
    }
    // Two browsers at once, of which each knows only its own change.
    for round in 0..5 {
        let (first, second) = tokio::join!(
            brand.patch("/me", json!({ "preferences": { format!("a{round}"): 1 } })),
            brand.patch("/me", json!({ "preferences": { format!("b{round}"): 2 } })),
        );
        first.ok();
        second.ok();
        let seen = brand.get("/me").await.ok();
        assert_eq!(
            (&seen["preferences"][format!("a{round}")], &seen["preferences"][format!("b{round}")]),
            (&json!(1), &json!(2))
        );
    }
});

on_each_database!(two_changes_at_once_lose_nothing, |server| {
    let brand = server.brand("b1").await;
    let (first, second) = tokio::join!(
        brand.patch("/me", json!({ "locale": "hi" })),
        brand.patch("/me", json!({ "preferences": { "theme": "dark" } })),
    );
    first.ok();
    second.ok();
    let seen = brand.get("/me").await.ok();
    assert_eq!((&seen["locale"], &seen["preferences"]["theme"]), (&json!("hi"), &json!("dark")));
});
