"""A wire between client and server that a test can cut or freeze: a TCP proxy on a free port."""

import asyncio


class Wire:
    """Carries bytes to a port of this machine until told otherwise. Use it as an asynchronous context manager."""

    def __init__(self, port: int):
        self._port = port
        self._state = "whole"
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task] = set()

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut(self):
        """Every connection breaks, and new ones break at once, until `mend`."""
        self._state = "cut"
        for writer in self._writers:
            writer.transport.abort()

    def freeze(self):
        """Every connection stays open and carries nothing, also new ones, until `mend`."""
        self._state = "frozen"
        for task in self._tasks:
            task.cancel()

    def mend(self):
        """New connections work again; what was cut or frozen stays so."""
        self._state = "whole"

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_):
        self.cut()
        self._server.close()

    async def _join(self, near_reader: asyncio.StreamReader, near: asyncio.StreamWriter):
        if self._state == "cut":
            near.transport.abort()
            return
        far_reader, far = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers |= {near, far}
        if self._state == "whole":
            for reader, writer in ((near_reader, far), (far_reader, near)):
                task = asyncio.create_task(_carry(reader, writer))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.transport.abort()
