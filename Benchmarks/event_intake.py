"""Events from their bytes to the graph of lots, beside what Python takes for the two digests alone.

    event_intake.py [FOLDER]

Ours reads a document, judges each event by the standard, takes the SHA-256 of its bytes as received and that of its RFC 8785
form, and appends it to a graph. Python parses the same document and takes the same two digests, and no more: it is there to
show that the digests are right, and what reading alone costs. Both have the document in memory; processor time is compared.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mineral_events
from measure import ROOT, progress

KERNELS = ROOT / ".build-bench/release/kernels"
COUNT = 40_000
ROUNDS = 7
TARGET = 60_000


@dataclass(frozen=True)
class Rate:
    """Events per second of processor time, and whether every digest is the one that Python takes."""

    name: str
    ours: float
    theirs: float
    is_equal: bool


def ours(suffix: str, folder: Path) -> tuple[float, list[str]]:
    command = [KERNELS, f"intake-{suffix}", folder, str(ROUNDS)]
    seconds, answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return statistics.median(map(float, seconds.split())), answer.split()


def plain(value: Any) -> Any:
    """Numbers as RFC 8785 writes them: those of these events have few digits."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def with_python(text: str) -> tuple[float, str]:
    began = time.process_time()
    digests = hashlib.sha256()
    for event in json.loads(text)["epcisBody"]["eventList"]:
        # The document was written by json.dumps, and so is the event: these are its bytes.
        digests.update(hashlib.sha256(json.dumps(event).encode()).digest())
        form = json.dumps(plain(event), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digests.update(hashlib.sha256(form.encode()).digest())
    return time.process_time() - began, digests.hexdigest()


def run(folder: Path) -> list[Rate]:
    folder = folder / "intake"
    folder.mkdir(parents=True, exist_ok=True)
    progress("events to the graph of lots")
    documents = {"jsonld": mineral_events.as_json(COUNT), "xml": mineral_events.as_xml(COUNT)}
    seconds, expected = with_python(documents["jsonld"])
    found = []
    lots = set()
    for suffix, text in documents.items():
        (folder / f"events.{suffix}").write_text(text, encoding="utf-8")
        mine, (count, lot_count, digest) = ours(suffix, folder)
        lots.add(lot_count)
        # The bytes of XML are others: there the number of events and of lots is compared.
        is_equal = int(count) == COUNT and len(lots) == 1 and (suffix == "xml" or digest == expected)
        name = f"read, judge, two digests, append: {COUNT:,} events, {suffix}"
        found.append(Rate(name, COUNT / mine, COUNT / seconds, is_equal))
    return found


if __name__ == "__main__":
    for each in run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/kernels"):
        equal = "same digests" if each.is_equal else "DIGESTS DIFFER"
        print(f"{each.name}: {each.ours:,.0f}/s; Python, digests alone: {each.theirs:,.0f}/s; {equal}")
