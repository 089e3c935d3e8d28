"""The real python-socketio 5 against our engine: the same matrix as the Node programs, from other hands."""

import asyncio

import pytest
import socketio

from wire import Wire

TRANSPORTS = {
    "polling": ["polling"],
    "websocket": ["websocket"],
    "upgrade": ["polling", "websocket"],
}


@pytest.fixture(params=TRANSPORTS.values(), ids=TRANSPORTS.keys())
def transports(request):
    """Every behaviour runs on every transport."""
    return request.param


async def test_the_handshake_carries_auth(connect, transports):
    client, inbox = await connect(transports=transports, auth={"token": "t-1", "nested": [1, {"a": None}]})
    assert await inbox.next("auth") == ({"token": "t-1", "nested": [1, {"a": None}]},)
    assert client.get_sid()


async def test_no_auth_arrives_as_an_empty_object(connect, transports):
    _, inbox = await connect(transports=transports)
    assert await inbox.next("auth") == ({},)


async def test_an_event_comes_back_with_the_same_arguments(connect, transports):
    client, inbox = await connect(transports=transports)
    arguments = (1, "zwei ✓ 🙂", None, True, {"a": [{}, [], ""], 'b"c': "\u2028\\n"}, -1.5e-7)
    await client.emit("message", arguments)
    assert await inbox.next("message-back") == arguments


async def test_an_acknowledgement_carries_the_same_arguments(connect, transports):
    client, _ = await connect(transports=transports)
    assert await client.call("message-with-ack", (1, "two", {"three": [4]})) == (1, "two", {"three": [4]})


async def test_many_acknowledgements_at_once_find_their_callers(connect, transports):
    client, _ = await connect(transports=transports)
    answers = await asyncio.gather(*(client.call("message-with-ack", number) for number in range(150)))
    assert answers == list(range(150))


async def test_an_event_that_nobody_acknowledges_times_out(connect, transports):
    client, _ = await connect(transports=transports)
    with pytest.raises(socketio.exceptions.TimeoutError):
        await client.call("message-without-handler", 1, timeout=0.05)


async def test_every_event_of_a_burst_comes_back(connect, transports):
    client, inbox = await connect(transports=transports)
    for number in range(150):
        await client.emit("message", number)
    back = [(await inbox.next("message-back"))[0] for _ in range(150)]
    assert back == list(range(150))


async def test_binary_attachments_travel_both_ways(connect, transports):
    client, inbox = await connect(transports=transports)
    arguments = (bytes([0, 1, 2, 253, 254, 255]), "between", {"deep": [b"later"]})
    await client.emit("message", arguments)
    assert await inbox.next("message-back") == arguments


async def test_an_acknowledgement_can_be_binary(connect, transports):
    client, _ = await connect(transports=transports)
    assert await client.call("message-with-ack", b"\x07" * 3000) == b"\x07" * 3000


async def test_a_namespace_shares_the_connection_and_nothing_else(connect, transports):
    client, root, custom = await connect(transports=transports, namespaces=("/", "/custom"))
    assert client.get_sid("/") != client.get_sid("/custom")
    await client.emit("message", "to custom", namespace="/custom")
    await client.emit("message", "to root")
    assert await custom.next("message-back") == ("to custom",)
    assert await root.next("message-back") == ("to root",)
    assert [name for name, *_ in root.history].count("message-back") == 1


async def test_an_unknown_namespace_is_refused_with_a_reason(connect, transports):
    _, inbox = await connect(transports=transports, namespaces=("/nowhere",), reconnection=False, wait=False)
    assert await inbox.next("connect_error") == ({"message": "Invalid namespace"},)


async def test_a_client_that_left_comes_back_as_a_new_socket(connect, transports, port):
    client, inbox = await connect(transports=transports)
    first = client.get_sid()
    await client.disconnect()
    assert await inbox.next("disconnect") == (client.reason.CLIENT_DISCONNECT,)
    await client.connect(f"http://127.0.0.1:{port}", transports=transports)
    assert client.get_sid() != first
    assert await client.call("message-with-ack", 2) == 2


async def test_a_cut_wire_is_followed_by_a_reconnection_with_the_same_auth(connect, transports, port):
    async with Wire(port) as wire:
        client, inbox = await connect(wire.url, transports=transports, auth={"token": "again"})
        await inbox.next("connect")
        await inbox.next("auth")
        first = client.get_sid()
        wire.cut()
        await inbox.next("disconnect")
        wire.mend()
        await inbox.next("connect")
        assert await inbox.next("auth") == ({"token": "again"},)
        assert client.get_sid() != first
        assert await client.call("message-with-ack", "back") == "back"
        await client.disconnect()


async def test_a_silent_wire_is_noticed_by_the_heartbeat(connect, transports, port):
    async with Wire(port) as wire:
        client, inbox = await connect(wire.url, transports=transports)
        await inbox.next("connect")
        wire.freeze()
        await inbox.next("disconnect")
        wire.mend()
        await inbox.next("connect")
        assert await client.call("message-with-ack", "back") == "back"
        await client.disconnect()


async def test_a_payload_beyond_the_limit_closes_the_connection_not_the_server(connect, transports):
    client, inbox = await connect(transports=transports)
    await inbox.next("connect")
    await client.emit("message", "x" * 2_000_000)
    await inbox.next("disconnect")
    # Unlike the Node client, this one takes the server's close as final, so a new one has to show that it lives.
    other, _ = await connect(transports=transports)
    assert await other.call("message-with-ack", "small") == "small"


async def test_the_upgrade_ends_on_websocket(connect):
    client, _ = await connect(transports=["polling", "websocket"])
    assert client.transport() == "websocket"


async def test_polling_only_stays_on_polling(connect):
    client, _ = await connect(transports=["polling"])
    assert await client.call("message-with-ack", 1) == 1
    assert client.transport() == "polling"


async def test_fifty_clients_at_once_are_fifty_sockets(connect):
    made = await asyncio.gather(*(connect(transports=["websocket"], auth={"index": n}) for n in range(50)))
    assert [await inbox.next("auth") for _, inbox in made] == [({"index": n},) for n in range(50)]
    assert len({client.get_sid() for client, _ in made}) == 50
