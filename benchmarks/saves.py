"""How long a page takes to reload in `edblog serve` after a story was saved."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from measure import environment, memory_of
from tools import CHECKOUT

SAVES = 10
PAUSE = 1.0
"""Seconds between a reload and the next save: a writer thinks."""
_HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


class Saves(NamedTuple):
    """What was seen."""

    seconds: list[float]
    """From each save to the message that reloads the page."""
    memory: int
    """Bytes of the server's processes after the last save."""


def saves(site: Path, source: Path, texts: list[str], url: str, limit: float) -> Saves:
    """Saves a story again and again; `url` is the path of its page."""
    with _server(site, limit) as (process, address):
        seconds = asyncio.run(_save_all(address, source, texts, limit))
        page = _fetch(f"http://{address}{url}")
        if texts[-1].split()[-1] not in page:
            raise AssertionError(f"the page that serve shows after the last save is an old one: {url}")
        return Saves(seconds, memory_of(process.pid))


async def _save_all(address: str, source: Path, texts: list[str], limit: float) -> list[float]:
    request = HTTPRequest(f"ws://{address}/livereload", headers={"Origin": f"http://{address}"})
    socket_ = await websocket_connect(request)
    await socket_.write_message(json.dumps(_HELLO))
    await socket_.read_message()
    await socket_.write_message(json.dumps({"command": "info", "url": f"http://{address}/"}))
    found = []
    for text in texts:
        await asyncio.sleep(PAUSE)
        temporary = source.with_name(f".{source.name}.tmp")
        temporary.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        temporary.replace(source)
        await asyncio.wait_for(_reloaded(socket_), limit)
        found.append(time.perf_counter() - started)
    socket_.close()
    return found


async def _reloaded(connection: WebSocketClientConnection) -> None:
    while (message := await connection.read_message()) is not None:
        if json.loads(message)["command"] == "reload":
            return
    raise AssertionError("edblog serve closed the connection")


@contextmanager
def _server(site: Path, limit: float) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`edblog serve`, answering; its process and `host:port`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(
            [sys.executable, "-m", "edblog", "serve", "--port", str(port)],
            cwd=site,
            env=environment(CHECKOUT),
            stdout=nowhere,
        )
    try:
        end = time.monotonic() + limit
        while not _fetch(f"http://{address}/"):
            if time.monotonic() > end or process.poll() is not None:
                raise AssertionError("edblog serve does not answer")
            time.sleep(0.1)
        yield process, address
    finally:
        # What runs in the background of a shell is deaf to Ctrl-C.
        process.terminate()
        process.wait()


def _fetch(url: str) -> str:
    try:
        with urlopen(url, timeout=60) as answer:
            return str(answer.read(), "utf-8")
    except OSError:
        return ""
