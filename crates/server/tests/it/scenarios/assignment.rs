//! The one rule of assignment: capacity holds under concurrency, work is spread, reasons are kept.

use std::collections::HashMap;

use serde_json::json;

use crate::harness::order;

on_each_database!(orders_at_once_never_exceed_capacity_while_others_are_free, |server| {
    let mut agents = Vec::new();
    for n in 0..3 {
        agents.push(server.agent_at_work(&format!("Agent {n}"), json!({ "capacity": 2 })).await);
    }
    let calls: Vec<_> = (0..6)
        .map(|n| {
            let host = server.host();
            tokio::spawn(async move {
                host.post("/orders", order::body(&format!("o{n}"), &format!("b{n}"), "c1")).await
            })
        })
        .collect();
    let mut loads: HashMap<i64, usize> = HashMap::new();
    for call in calls {
        *loads.entry(call.await.unwrap().is(201)["ticket"]["agent"]["id"].as_i64().unwrap()).or_default() +=
            1;
    }
    assert_eq!(loads.len(), 3, "{loads:?}");
    assert!(loads.values().all(|load| *load == 2), "{loads:?}");
    // Everybody is full, but an order ticket must have an agent.
    let made = server.host().post("/orders", order::body("o7", "b7", "c1")).await.is(201);
    let seen = server.root().get(&format!("/crm/tickets/{}", made["ticket"]["id"])).await.ok();
    assert_eq!(seen["assignment"]["reasons"], json!([{ "code": "nobody_eligible" }]), "{seen}");
});

on_each_database!(of_equals_the_one_who_waited_longest_takes_the_next, |server| {
    let (one, _one) = server.agent_at_work("Agent One", json!({})).await;
    let (two, _two) = server.agent_at_work("Agent Two", json!({})).await;
    let mut taken = Vec::new();
    for n in 0..4 {
        let order = server.order(&format!("b{n}"), "c1").await;
        taken.push(order.agent);
        // Done at once, so that both are equally loaded again.
        server
            .root()
            .put(&format!("/crm/tickets/{}/status", order.ticket), json!({ "status": "closed" }))
            .await
            .ok();
    }
    assert_eq!(taken, [one.id, two.id, one.id, two.id]);
});

on_each_database!(who_is_not_there_for_work_is_passed_over_and_the_reasons_are_kept, |server| {
    let offline = server.staff("agent", "Agent Offline").await;
    let (busy, _busy) = server.agent_at_work("Agent Busy", json!({})).await;
    busy.put("/agent/status", json!({ "status": "busy" })).await.ok();
    let (full, _full) = server.agent_at_work("Agent Full", json!({ "capacity": 0 })).await;
    let (there, _there) = server.agent_at_work("Agent There", json!({})).await;
    let order = server.order("b1", "c1").await;
    assert_eq!(order.agent, there.id);
    let seen = there.get(&format!("/crm/tickets/{}", order.ticket)).await.ok();
    let assignment = &seen["assignment"];
    assert_eq!(
        (assignment["decided_by"].as_str(), assignment["agent"]["id"].as_i64()),
        (Some("rule"), Some(there.id))
    );
    let refused = |id: i64| {
        let candidates = assignment["candidates"].as_array().unwrap();
        let one = candidates.iter().find(|one| one["agent_id"] == id).unwrap();
        assert_eq!(one["eligible"], id == there.id, "{one}");
        one.get("refused_because").cloned().unwrap_or_default()
    };
    assert_eq!(
        refused(offline.id),
        json!([{ "code": "status", "status": "offline" }, { "code": "not_connected" }])
    );
    assert_eq!(refused(busy.id), json!([{ "code": "status", "status": "busy" }]));
    assert_eq!(refused(full.id), json!([{ "code": "full" }]));
    assert_eq!(refused(there.id), json!(null));
    assert_eq!(
        assignment["reasons"],
        json!([{ "code": "has_room", "load": 0, "capacity": 5 }, { "code": "only_eligible" }])
    );
    // Parties do not learn how it was decided.
    for party in [server.brand("b1").await, server.creator("c1").await] {
        let seen = party.get(&format!("/crm/tickets/{}", order.ticket)).await.ok();
        assert!(seen.get("assignment").is_none() && seen.get("team").is_none(), "{seen}");
    }
});

on_each_database!(the_tickets_of_somebody_who_leaves_go_to_others, |server| {
    let (leaver, _leaver) = server.agent_at_work("Agent Leaver", json!({})).await;
    let open = server.order("b1", "c1").await;
    let closed = server.order("b2", "c2").await;
    let closed_ticket = format!("/crm/tickets/{}", closed.ticket);
    server.root().put(&format!("{closed_ticket}/status"), json!({ "status": "closed" })).await.ok();
    let (stayer, _stayer) = server.agent_at_work("Agent Stayer", json!({})).await;
    assert_eq!((open.agent, closed.agent), (leaver.id, leaver.id));
    server.root().delete(&format!("/admin/staff/{}", leaver.id)).await.is(204);
    let seen = stayer.get(&format!("/crm/tickets/{}", open.ticket)).await.ok();
    assert_eq!(seen["agent"]["id"], stayer.id);
    assert_eq!(seen["assignment"]["decided_by"], "rule");
    let members: Vec<_> =
        seen["participants"].as_array().unwrap().iter().map(|one| one["id"].as_i64()).collect();
    assert!(!members.contains(&Some(leaver.id)) && members.contains(&Some(stayer.id)), "{seen}");
    assert_eq!(
        server.root().get(&closed_ticket).await.ok()["agent"]["id"],
        leaver.id,
        "a closed ticket stays"
    );
});
