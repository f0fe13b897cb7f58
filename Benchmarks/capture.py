"""Durable capture through the REST interface of EPCIS, in documents of 1,000 events.

    capture.py [DOCUMENTS]

Two programs hand in documents one after the other, as JSON. The clock runs from the first request until the last event has
been judged, filed as records and facts, and can be found; each document is one transaction that SQLite has synced to disk
(`PRAGMA synchronous = FULL`), and its bytes were synced before it was acknowledged. There is no peer here that runs without
a message broker and a search engine. Afterwards every event is counted, and some are asked for.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import ENVIRONMENT, ROOT, TOUCHSTONE, progress, run
from pages import free_port, processor_seconds

LENGTH = 1_000
DOCUMENTS = 100
ROUNDS = 3
PROGRAMS = 2
CONTEXT = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"mine": "https://ns.example.org/minerals/"}]
PATH = "/api/v1/epcis"


@dataclass(frozen=True)
class Speed:
    """What one round came to."""

    events: int
    acknowledged: float
    captured: float
    processor: float
    stored_bytes: int
    found: bool

    @property
    def rate(self) -> float:
        return self.events / self.captured


def event(number: int) -> dict[str, Any]:
    """A lot is made at a mine, shipped, packed, or becomes another lot."""
    lot = f"urn:epc:class:lgtin:9521234.011111.L{number - number % 4}"
    quantity = {"epcClass": lot, "quantity": 50.5, "uom": "KGM"}
    made: dict[str, Any] = {
        "eventID": uuid.UUID(int=number + 1, version=4).urn,
        "eventTime": f"2026-03-{1 + number // 86400 % 28:02d}T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}.000Z",
        "eventTimeZoneOffset": "+00:00",
        "readPoint": {"id": f"urn:epc:id:sgln:9521234.{number % 500:05d}.0"},
    }
    match number % 4:
        case 0:
            made |= {
                "type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "disposition": "active",
                "quantityList": [quantity], "ilmd": {"mine:grade": "31.5"},
            }  # fmt: skip
        case 1:
            made |= {
                "type": "ObjectEvent", "action": "OBSERVE", "bizStep": "shipping", "disposition": "in_transit",
                "quantityList": [quantity], "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521234.00009"}],
            }  # fmt: skip
        case 2:
            made |= {
                "type": "AggregationEvent", "action": "ADD", "bizStep": "packing",
                "parentID": f"urn:epc:id:sscc:9521234.{number:010d}", "childQuantityList": [quantity],
            }  # fmt: skip
        case _:
            output = {"epcClass": f"urn:epc:class:lgtin:9521234.011111.C{number}", "quantity": 20.25, "uom": "KGM"}
            made |= {
                "type": "TransformationEvent", "bizStep": "creating_class_instance",
                "inputQuantityList": [quantity], "outputQuantityList": [output],
            }  # fmt: skip
    return made


def document(number: int) -> bytes:
    events = [event(number * LENGTH + each) for each in range(LENGTH)]
    head = {"@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-10T00:00:00Z"}
    return json.dumps(head | {"epcisBody": {"eventList": events}}).encode()


@contextlib.contextmanager
def serving(store: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    server = subprocess.Popen(
        [str(TOUCHSTONE), "serve", "--store", str(store), "--port", str(port), "--as-owner"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(2_000):
            if server.poll() is not None:
                sys.exit("the server ended before it listened")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.01)
        yield server, port
    finally:
        server.terminate()
        server.wait()


def ask(connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    return answer, answer.read()


def hand_in(port: int, documents: Iterator[bytes], lock: threading.Lock, jobs: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        with lock:
            body = next(documents, None)
        if body is None:
            return
        while True:
            answer, text = ask(connection, "POST", f"{PATH}/capture", body)
            if answer.status == 202:
                jobs.append(answer.headers["Location"])
                break
            if answer.status != 503:
                sys.exit(f"a document was not taken: {answer.status} {text[:300]!r}")
            # So many wait that this one has to come again.
            time.sleep(0.02)


def count(connection: http.client.HTTPConnection, events: int) -> bool:
    """Whether every event is there, and some are found by what they hold."""
    path: str | None = f"{PATH}/events?perPage=1000"
    found = 0
    while path:
        answer, text = ask(connection, "GET", path)
        found += text.count(b'"eventTime"')
        link = answer.headers["Link"]
        path = link[1 : link.index(">")] if link else None
    _, one = ask(connection, "GET", f"{PATH}/events?MATCH_anyEPCClass=urn:epc:class:lgtin:9521234.011111.L40")
    # One more was imported to make the store.
    return found == events + 1 and one.count(b'"eventTime"') == 4


def measure(folder: Path, documents: list[bytes]) -> Speed:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first = folder / "first.json"
    first.write_bytes(json.dumps({**json.loads(document(0)), "epcisBody": {"eventList": [event(900_000_001)]}}).encode())
    run([TOUCHSTONE, "import", first, "--store", folder / "store"])
    with serving(folder / "store") as (server, port):
        jobs: list[str] = []
        lock, waiting = threading.Lock(), iter(documents)
        spent, began = processor_seconds(server.pid), time.perf_counter()
        programs = [threading.Thread(target=hand_in, args=(port, waiting, lock, jobs)) for _ in range(PROGRAMS)]
        for program in programs:
            program.start()
        for program in programs:
            program.join()
        acknowledged = time.perf_counter() - began
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for job in jobs:
            while (state := json.loads(ask(connection, "GET", job)[1]))["running"]:
                time.sleep(0.005)
            if not state["success"]:
                sys.exit(f"a document was not captured: {state}")
        captured = time.perf_counter() - began
        processor = processor_seconds(server.pid) - spent
        events = len(documents) * LENGTH
        found = len(jobs) == len(documents) and count(connection, events)
    stored = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    shutil.rmtree(folder)
    return Speed(events, acknowledged, captured, processor, stored, found)


def rounds(folder: Path, number: int = DOCUMENTS) -> list[Speed]:
    documents = [document(each) for each in range(number)]
    found = []
    for each in range(ROUNDS):
        found.append(measure(folder, documents))
        progress(f"capture of {found[-1].events:,} events, round {each + 1} of {ROUNDS}: {found[-1].rate:,.0f}/s")
    return found


if __name__ == "__main__":
    for speed in rounds(ROOT / ".local/bench/capture", int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(
            f"{speed.events:,} events: acknowledged in {speed.acknowledged:.2f} s, captured in {speed.captured:.2f} s "
            f"({speed.rate:,.0f}/s), {speed.processor:.2f} s of processors ({speed.events / speed.processor:,.0f}/s), "
            f"{speed.stored_bytes / 1e6:,.0f} MB on disk, {'every event found' if speed.found else 'EVENTS MISSING'}"
        )
