"""The main job by python-socketio: rooms that hold only who belongs there, and a return that misses nothing."""

import pytest

from host import ADMIN, API_KEY, ask, host_token, settings
from program import Program, free_port, path

BRAND = {"external_id": "b-py", "name": "Brandish"}
CREATOR = {"external_id": "c-py", "name": "Creatrix"}


@pytest.fixture(scope="session")
def liaison(tmp_path_factory):
    """A running server with one order; its address, the order, and the agent's token."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("liaison")
    with Program([path("LIAISON_BIN"), "serve"], f"{url}/readyz", settings(port), cwd=folder):
        admin = ask(url, "POST", "/auth/login", ADMIN)["access_token"]
        agent = {"name": "Asha", "role": "agent", "email": "asha@example.com", "password": ADMIN["password"]}
        ask(url, "POST", "/admin/staff", agent, admin)
        login = {"email": agent["email"], "password": agent["password"]}
        token = ask(url, "POST", "/auth/login", login)["access_token"]
        order = {"title": "An order", "amount": 1, "currency": "INR", "brand": BRAND, "creator": CREATOR}
        yield url, ask(url, "POST", "/orders", order, API_KEY), token


@pytest.fixture(params=["polling", "websocket"])
def transports(request):
    """Either transport alone."""
    return [request.param]


async def must(client, event, payload):
    """An event whose acknowledgement must say success."""
    answer = await client.call(event, payload)
    assert answer["success"] is True, answer
    return answer


async def test_a_room_holds_only_who_belongs_there(connect, transports, liaison):
    url, order, agent_token = liaison
    ticket = order["ticket"]
    brand, heard_by_brand = await connect(url, auth={"token": host_token(BRAND, "brand")}, transports=transports)
    creator, heard_by_creator = await connect(url, auth={"token": host_token(CREATOR, "creator")}, transports=transports)
    agent, heard_by_agent = await connect(url, auth={"token": agent_token}, transports=transports)
    await must(brand, "join_conversation", ticket["brand_agent_channel"])
    await must(creator, "join_conversation", ticket["creator_agent_channel"])
    for channel in (ticket["brand_agent_channel"], ticket["creator_agent_channel"]):
        await must(agent, "join_conversation", channel)

    refused = await creator.call("join_conversation", ticket["brand_agent_channel"])
    assert (refused["success"], refused["error_code"]) == (False, "NOT_FOUND")

    sent = await must(brand, "send_message", {"conversationId": ticket["brand_agent_channel"], "message": "to my agent"})
    while (arrived := (await heard_by_agent.next("new_message"))[0])["message"]["text"] != "to my agent":
        pass
    assert arrived["message"]["seq"] == sent["seq"]
    # What could have leaked was sent before this one.
    await must(agent, "send_message", {"conversationId": ticket["creator_agent_channel"], "message": "to the creator"})
    while (await heard_by_creator.next("new_message"))[0]["message"]["text"] != "to the creator":
        pass
    assert "to my agent" not in str(heard_by_creator.history)

    await must(brand, "leave_conversation", ticket["brand_agent_channel"])
    await must(agent, "send_message", {"conversationId": ticket["brand_agent_channel"], "message": "after you left"})
    await must(brand, "join", order["brand"]["public_id"])
    live = [event for event in heard_by_brand.history if event[0] == "new_message"]
    assert "after you left" not in str(live)

    page = await must(brand, "resume", {"conversationId": ticket["brand_agent_channel"], "afterSeq": sent["seq"]})
    assert [item["text"] for item in page["items"]] == ["after you left"]


async def test_a_bad_token_is_refused_with_the_error_of_the_catalog(connect, liaison):
    url, _, _ = liaison
    _, inbox = await connect(url, auth={"token": "rubbish"}, reconnection=False, wait=False)
    (error,) = await inbox.next("connect_error")
    assert error["data"]["error_code"] == "TOKEN_INVALID"
