"""Everything that one client received, so that a test can wait for an event and never miss one."""

import asyncio

import socketio

DEADLINE_S = 20


class Inbox:
    """Attached to a client before it connects, for one namespace."""

    def __init__(self, client: socketio.AsyncClient, namespace: str = "/"):
        self._queues: dict[str, asyncio.Queue] = {}
        self.history: list[tuple] = []
        for name in ("connect", "disconnect", "connect_error"):
            client.on(name, self._arrives(name), namespace=namespace)
        client.on("*", self._arrive, namespace=namespace)

    async def next(self, name: str) -> tuple:
        """The arguments of the oldest event of this name not yet taken, which may still be on its way."""
        try:
            return await asyncio.wait_for(self._queue(name).get(), DEADLINE_S)
        except TimeoutError:
            names = [event for event, *_ in self.history]
            raise AssertionError(f"no {name!r} within {DEADLINE_S} s; received so far: {names}") from None

    def _queue(self, name: str) -> asyncio.Queue:
        return self._queues.setdefault(name, asyncio.Queue())

    def _arrives(self, name: str):
        async def handler(*arguments):
            await self._arrive(name, *arguments)

        return handler

    async def _arrive(self, name: str, *arguments):
        self.history.append((name, *arguments))
        self._queue(name).put_nowait(arguments)
