"""The product as its users meet it: the release binary, a store folder, and a server on loopback."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("TOUCHSTONE_BINARY", ROOT / ".build/release/touchstone"))
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
LANGUAGES = ("en", "fr", "pt", "es")
ENVIRONMENT = {**os.environ, "TOUCHSTONE_HOME": str(ROOT)}


def touchstone(*arguments: str | Path, timeout: float = 600, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the binary to its end. A process that a signal ended has a negative return code."""
    return subprocess.run(
        [str(BINARY), *map(str, arguments)],
        env=ENVIRONMENT,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
    )


def expect_success(result: subprocess.CompletedProcess[str]) -> str:
    """The standard output of a run that must have succeeded."""
    assert result.returncode == 0, f"{' '.join(result.args)}\nexit {result.returncode}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def rows(store: Path, query: str, *arguments: object) -> list[tuple]:
    """What a query over the facts answers; the database is opened read-only."""
    with contextlib.closing(sqlite3.connect(f"file:{store / 'facts.sqlite'}?mode=ro", uri=True)) as connection:
        return connection.execute(query, arguments).fetchall()


def scalar(store: Path, query: str, *arguments: object) -> object:
    """The one value that a query answers."""
    return rows(store, query, *arguments)[0][0]


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(url: str) -> int:
    """The status of the final answer, redirects followed."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def start_server(
    store: Path, log: Path, mode: str = "--as-owner", port: int | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """A server over the store that answers, and its address without a slash at the end; whoever starts it ends it."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(BINARY), "serve", "--store", str(store), "--host", "127.0.0.1", "--port", str(port), mode],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(server, address, log)
    except BaseException:
        server.kill()
        server.wait()
        raise
    return server, address


@contextlib.contextmanager
def serving(store: Path, log: Path, mode: str = "--as-owner") -> Iterator[str]:
    """A server over the store, from its first answer to its end; gives its address without a slash at the end."""
    server, address = start_server(store, log, mode)
    try:
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            status_of(address + "/")
            return
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not answer at {address}\n{log.read_text(errors='replace')}") from None
            time.sleep(0.05)
