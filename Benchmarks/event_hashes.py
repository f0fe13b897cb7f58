"""Event hash ids beside the reference implementation: the same documents, the same ids, processor time of one processor.

    event_hashes.py [FOLDER]

The reference is epcis-event-hash-generator from PyPI. Both read the document from memory; what is timed is from the bytes to
the list of ids.
"""

from __future__ import annotations

import hashlib
import logging
import statistics
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import mineral_events
from measure import ROOT, progress

KERNELS = ROOT / ".build-bench/release/kernels"
COUNT = 20_000
ROUNDS = 7


@dataclass(frozen=True)
class Rate:
    """Events per second of processor time, ours and theirs, and whether the ids are the same."""

    name: str
    ours: float
    theirs: float
    is_equal: bool


def reference(suffix: str, text: str) -> tuple[float, str]:
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    from epcis_event_hash_generator import hash_generator, json_to_py, xml_to_py

    reader = xml_to_py if suffix == "xml" else json_to_py
    began = time.process_time()
    ids = hash_generator.epcis_hashes_from_events(reader.event_list_from_epcis_document_str(text))
    seconds = time.process_time() - began
    return seconds, f"{len(ids)} {hashlib.sha256(chr(10).join(ids).encode()).hexdigest()}"


def ours(suffix: str, folder: Path) -> tuple[float, str]:
    command = [KERNELS, f"hash-{suffix}", folder, str(ROUNDS)]
    seconds, answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return statistics.median(map(float, seconds.split())), answer


def run(folder: Path) -> list[Rate]:
    folder = folder / "events"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for suffix, text in (("xml", mineral_events.as_xml(COUNT)), ("jsonld", mineral_events.as_json(COUNT))):
        progress(f"event hash ids, {suffix}")
        (folder / f"events.{suffix}").write_text(text, encoding="utf-8")
        mine, answer = ours(suffix, folder)
        theirs, other = reference(suffix, text)
        found.append(Rate(f"event hash ids, {COUNT:,} mineral events, {suffix}", COUNT / mine, COUNT / theirs, answer == other))
    return found


if __name__ == "__main__":
    for each in run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/kernels"):
        equal = "same ids" if each.is_equal else "IDS DIFFER"
        print(f"{each.name}: {each.ours:,.0f}/s; reference {each.theirs:,.0f}/s; {each.ours / each.theirs:.0f} times; {equal}")
