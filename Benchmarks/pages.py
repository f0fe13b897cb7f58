"""Pages of findings beside FastAPI: rendered from the database for somebody who is signed in, permission check included.

    pages.py [REQUESTS]

Both serve the same fifty findings of the same SQLite file, from one process that is held to one processor, to wrk on the
other. FastAPI runs under uvicorn with uvloop and httptools, renders with Jinja2, looks its session up and asks for what the
marking lets the reader see. What is compared is processor time of the server a page, of the second page of the list.

Both keep compiled statements, the database's pages and the template in memory. Touchstone also keeps who sits at a session,
the rows of the pages that it links to, each for one reader until anything in the store changes, and rows as they were
written last. FastAPI keeps no answers. So the page is asked for twice: as the site links to it, whose rows are kept; and with
its size in the query (`size=50`), whose rows are the same and are read from the database at each request, under the
permissions of the reader, as FastAPI's are. REQUESTS (2,000,000) is for how long the server's memory is watched.
"""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import paint
from measure import ENVIRONMENT, ROOT, TOUCHSTONE, progress, run

FOLDER = ROOT / ".local/bench"
HERE = Path(__file__).resolve().parent
SECONDS = 10
CONNECTIONS = 16

# measure, ours, compared with, ratio or "", target, met
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Load:
    """What a server did under wrk."""

    requests: int
    seconds: float
    processor: float
    p99: float
    failures: int

    @property
    def microseconds(self) -> float:
        """Processor time a page."""
        return self.processor / max(self.requests, 1) * 1e6

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


@contextlib.contextmanager
def held(command: list[str | Path], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server on one processor, from when it listens."""
    server = subprocess.Popen(
        ["taskset", "-c", "0", *map(str, command)],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE,
    )  # fmt: skip
    try:
        for _ in range(2000):
            if server.poll() is not None:
                sys.exit(f"{command[0]} ended before it listened")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.01)
        yield server
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> int:
    text = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) * 1024


def load(server: int, address: str, cookie: str, *, seconds: float = SECONDS, connections: int = CONNECTIONS, delay: int = 0) -> Load:
    """Asks for one address as fast as it goes, or with a pause of so many milliseconds before each request."""
    script = FOLDER / "pause.lua"
    script.write_text(f"function delay() return {delay} end\n" if delay else "")
    before = processor_seconds(server)
    text = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--latency", "-s", script, "-H", f"Cookie: {cookie}", address],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    spent = processor_seconds(server) - before
    found = re.search(r"(\d+) requests in ([\d.]+)(s|m)", text)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Load(
        requests=int(found.group(1)),
        seconds=float(found.group(2)) * (60 if found.group(3) == "m" else 1),
        processor=spent,
        p99=duration(re.search(r"99%\s+([\d.]+)(us|ms|s)", text)),
        failures=(int(wrong.group(1)) if wrong else 0) + sum(map(int, broken.groups()) if broken else ()),
    )


def duration(found: re.Match[str]) -> float:
    return float(found.group(1)) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[found.group(2)]


def sign_in(site: str) -> str:
    """The cookies of the demo's analyst."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{site}/en/sign-in").read().decode()
    form = re.search(r'<form[^>]*action="([^"]*sign-in/demo[^"]*)".*?</form>', page, re.DOTALL)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0)))
    button = re.search(r'<button[^>]*name="([^"]+)"[^>]*value="([^"]*analyst[^"]*)"', page) or re.search(
        r'<button[^>]*value="([^"]*analyst[^"]*)"[^>]*name="([^"]+)"', page
    )
    if button:
        fields[button.group(1)] = button.group(2)
    opener.open(site + form.group(1), urllib.parse.urlencode(fields).encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def shown(address: str, cookie: str) -> list[str]:
    """The findings that a page lists, in order."""
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    page = urllib.request.urlopen(request).read().decode()
    return list(dict.fromkeys(re.findall(r'href="/en/findings/([^"?#/]+)"', page)))


def rows(requests: int = 2_000_000) -> list[Row]:
    if shutil.which("wrk") is None or os.cpu_count() == 1:
        return [("a page of findings", "not measured", "wrk and two processors are needed", "", "", "")]
    store = FOLDER / "pages-store"
    shutil.rmtree(store, ignore_errors=True)
    progress("making the demo country for the pages")
    run([ROOT / "scripts/demo.sh", store, FOLDER / "country"])
    # One account asks for all of it: refusals would be counted as pages otherwise.
    with (store / "touchstone.yaml").open("a") as settings:
        settings.write("limits:\n  requests_per_minute: 0\n")
    port, other = free_port(), free_port()
    site = f"http://127.0.0.1:{port}"
    with held([TOUCHSTONE, "serve", "--store", store, "--port", str(port), "--demo"], port) as server:
        cookie = sign_in(site)
        second, first = f"{site}/en/findings?page=2", f"{site}/en/findings"
        anew = second + "&size=50"
        listed, listed_anew = shown(second, cookie), shown(anew, cookie)
        load(server.pid, anew, cookie, seconds=2)
        progress("pages: touchstone")
        ours = load(server.pid, second, cookie)
        reading = load(server.pid, anew, cookie)
        kept = load(server.pid, first, cookie)
        pause = max(1, round(64 / (ours.rate / 2) * 1000))
        half = load(server.pid, second, cookie, connections=64, delay=pause)
        progress(f"pages: memory over {requests:,} requests")
        memory = watch(server.pid, first, second, cookie, requests)
        progress("pages: on a slow telephone")
        painted = paint.visit(site, cookie, ["/en/", "/en/findings", "/en/work", "/en/search?q=mining", f"/en/findings/{listed[0]}"])
    with held([sys.executable, "-m", "uvicorn", "peer_pages:app", "--port", str(other), "--log-level", "error", "--no-access-log"], other) as server:
        address = f"http://127.0.0.1:{other}/en/findings?page=2"
        peer_listed = shown(address, "session=analyst")
        load(server.pid, address, "session=analyst", seconds=2)
        progress("pages: FastAPI")
        theirs = load(server.pid, address, "session=analyst")
    failures = ours.failures + theirs.failures + reading.failures + kept.failures + half.failures
    if failures:
        sys.exit(f"{failures:,} answers were errors: nothing was measured")
    same = listed == listed_anew == peer_listed and len(listed) == 50
    heaviest, latest = max(painted, key=lambda each: each.weight), max(painted, key=lambda each: each.first_paint)
    ratio = theirs.microseconds / ours.microseconds
    growth = memory[-1] - memory[0]
    return [
        (
            "a page of findings, processor time", f"{ours.microseconds:.0f} µs", f"FastAPI: {theirs.microseconds:.0f} µs",
            f"{ratio:.1f}", "7 times, same rows", met(same and ratio >= 7),
        ),
        (
            "  its rows read anew at each request", f"{reading.microseconds:.0f} µs", f"FastAPI: {theirs.microseconds:.0f} µs",
            f"{theirs.microseconds / reading.microseconds:.1f}", "", "",
        ),
        ("  pages a second", f"{ours.rate:,.0f}", f"FastAPI: {theirs.rate:,.0f}", "", "", ""),
        ("  the first page of the list", f"{kept.microseconds:.0f} µs", "", "", "", ""),
        (
            f"  slowest hundredth at {half.rate:,.0f} pages a second", f"{half.p99 * 1000:.1f} ms", "", f"{half.p99 / 0.02:.2f}",
            "under 20 ms", met(half.p99 < 0.02),
        ),
        (
            f"  memory after {requests:,} requests", f"{memory[-1] / 1e6:.1f} MB", f"after the first tenth: {memory[0] / 1e6:.1f} MB",
            f"{memory[-1] / memory[0]:.2f}", "flat: less than 5 % more", met(growth < 0.05 * memory[0]),
        ),
        (
            f"the heaviest of {len(painted)} pages, without the map", f"{heaviest.weight / 1000:.0f} kB", heaviest.path,
            f"{heaviest.weight / 150_000:.2f}", "under 150 kB", met(heaviest.weight < 150_000),
        ),
        (
            "  the latest first paint, slow 3G, a quarter of the processor", f"{latest.first_paint:.2f} s", latest.path,
            f"{latest.first_paint:.2f}", "under 1 s", met(latest.first_paint < 1),
        ),
    ]  # fmt: skip


def watch(server: int, first: str, second: str, cookie: str, requests: int) -> list[int]:
    """The server's memory after each tenth of so many requests."""
    seen: list[int] = []
    done = 0
    while done < requests:
        for address in (first, second):
            took = load(server, address, cookie, seconds=5, connections=64)
            if took.failures:
                sys.exit(f"{took.failures:,} answers were errors: nothing was measured")
            done += took.requests
        while len(seen) < min(10, done * 10 // requests):
            seen.append(resident(server))
    return seen


def met(holds: bool) -> str:
    return "met" if holds else "NOT MET"


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000):
        print("  ".join(cell for cell in row if cell))
