"""Starts one of our programs on a free port and waits until it answers."""

import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.request

DEADLINE_S = 30

# Whether a variable configures a server.
OF_SERVER = re.compile(r"LIAISON_|(PORT|DATABASE_URL|NATS_URL|CORS_ORIGIN)$")


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def path(variable: str) -> str:
    """The path of a program, which `cargo xtask test` puts into the environment."""
    if not os.environ.get(variable):
        raise RuntimeError(f"{variable} is not set: run `cargo xtask test --only python`")
    return os.environ[variable]


class Program:
    """A running program; use it as a context manager."""

    def __init__(self, arguments: list[str], ready_url: str, settings: dict[str, str] | None = None, **options):
        # A variable set for another server, or for us, must not reach ours.
        environment = {name: value for name, value in os.environ.items() if not OF_SERVER.match(name)}
        # A file, because nobody would empty a pipe while a test runs.
        self._output = tempfile.TemporaryFile()
        self._child = subprocess.Popen(
            arguments,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            env=environment | (settings or {}),
            **options,
        )
        self._wait_for(ready_url)

    def output(self) -> str:
        """What it has printed."""
        self._output.seek(0)
        return self._output.read().decode(errors="replace")

    def alive(self) -> bool:
        """Whether it still runs."""
        return self._child.poll() is None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._child.kill()
        self._child.wait()
        self._output.close()

    def _wait_for(self, url: str):
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline and self.alive():
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return
            except OSError:
                # Refused until it listens: there is no event to wait for on a port that is not there yet.
                time.sleep(0.02)
        output = self.output()
        self.__exit__()
        raise RuntimeError(f"no answer from {url}:\n{output}")
