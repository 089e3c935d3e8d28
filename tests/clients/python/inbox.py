"""Everything that one client received, so that a test can wait for an event and never miss one."""

import asyncio
import itertools

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
            raise AssertionError(f"no {name!r} within {DEADLINE_S} s; received so far: {self._summary()}") from None

    def _summary(self) -> str:
        """The names of what was received, repeats as a number: `connect, message-back (200), disconnect`."""
        runs = [(name, len(list(run))) for name, run in itertools.groupby(name for name, *_ in self.history)]
        return ", ".join(name if times == 1 else f"{name} ({times})" for name, times in runs) or "nothing"

    def _queue(self, name: str) -> asyncio.Queue:
        return self._queues.setdefault(name, asyncio.Queue())

    def _arrives(self, name: str):
        async def handler(*arguments):
            await self._arrive(name, *arguments)

        return handler

    async def _arrive(self, name: str, *arguments):
        self.history.append((name, *arguments))
        self._queue(name).put_nowait(arguments)
