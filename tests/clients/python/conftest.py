"""What every test of python-socketio gets: a running engine, and clients that are closed with the test."""

import engineio
import pytest
import socketio

from inbox import Inbox
from program import Program, free_port, path


# python-engineio refuses a polling answer of more than 16 packets, also from the reference server; its manual says
# to raise the limit where bursts are expected.
engineio.payload.Payload.max_decode_packets = 1000


@pytest.fixture(scope="session")
def port():
    """The port of the running engine."""
    number = free_port()
    ready = f"http://127.0.0.1:{number}/socket.io/?EIO=4&transport=polling"
    with Program([path("LIAISON_CONFORMANCE_BIN"), str(number)], ready):
        yield number


@pytest.fixture
async def connect(port):
    """Connects a new client and returns it with its inbox."""
    clients = []

    async def make(url=None, namespaces=("/",), reconnection=True, **options):
        client = socketio.AsyncClient(
            reconnection=reconnection, reconnection_delay=0.02, reconnection_delay_max=0.1, randomization_factor=0
        )
        clients.append(client)
        inboxes = [Inbox(client, namespace) for namespace in namespaces]
        await client.connect(url or f"http://127.0.0.1:{port}", namespaces=list(namespaces), **options)
        return client, *inboxes

    yield make
    for client in clients:
        await client.shutdown()
