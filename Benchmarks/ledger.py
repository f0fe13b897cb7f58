"""The ledger beside its peers: the same leaves, the same proofs, the same document, processor time of one processor.

    ledger.py [FOLDER]

Append: 100,000 leaves of 300 bytes in batches of 1,000, to tiles and bundles in memory with the root after each batch,
beside aics-tlog. Proofs of inclusion of each leaf of a tree of 20,000, beside pymerkle; their check, beside both.
Canonical JSON (RFC 8785) of a manifest of 100 files, 16 KB, beside rfc8785 and jcs: they start from objects, ours from the
bytes. The median of the rounds counts; both must give the same answer.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from measure import ROOT, progress

LEDGER = Path(os.environ.get("LEDGER_BENCHMARK", ROOT / ".build-bench/release/ledger"))
PEERS = ROOT / ".local/ledger-peers"
PACKAGES = ["aics-tlog==0.2.1", "jcs==0.2.1", "pymerkle==7.0.0", "rfc8785==0.1.4"]
ROUNDS = 5


@dataclass(frozen=True)
class Rate:
    """How many a second of processor time, ours and theirs, the ratio asked for, and whether the answers are the same."""

    name: str
    unit: str
    peer: str
    ours: float
    theirs: float
    target: float
    is_equal: bool


def peers() -> Path | None:
    """A Python that can run the peers; none if there is no Python 3.12 or later on the machine."""
    python = PEERS / "bin/python"
    if not python.exists():
        found = [shutil.which(f"python3.{minor}") for minor in (14, 13, 12)]
        found += sorted(map(str, Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python")), reverse=True)
        for base in filter(None, found):
            shutil.rmtree(PEERS, ignore_errors=True)
            made = subprocess.run([base, "-m", "venv", PEERS], capture_output=True)
            if made.returncode == 0:
                break
        else:
            return None
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def measured(command: list[str | Path]) -> tuple[float, str]:
    seconds, answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return statistics.median(map(float, seconds.split())), answer


def write_inputs(folder: Path) -> dict[str, Path]:
    chance = random.Random(6962)
    files = {"append": folder / "leaves-100000", "prove": folder / "leaves-20000", "jcs": folder / "manifest.json"}
    files["check"] = files["prove"]
    files["append"].write_bytes(chance.randbytes(100_000 * 300))
    files["prove"].write_bytes(chance.randbytes(20_000 * 300))
    manifest = {
        "title": "Dossier 2026-17: cassitérite, lot « Bisié »",
        "created": "2026-11-22T10:00:00Z",
        "files": [
            {
                "path": f"originals/{number:03}-{chance.randrange(10**6)}.jpg",
                "size": chance.randrange(10**7),
                "sha256": chance.randbytes(32).hex(),
                "mediaType": "image/jpeg",
            }
            for number in range(100)
        ],
    }
    files["jcs"].write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return files


def run(folder: Path) -> list[Rate]:
    folder.mkdir(parents=True, exist_ok=True)
    python = peers()
    if python is None:
        progress("no Python 3.12 or later: THE LEDGER WAS NOT COMPARED WITH ITS PEERS")
        return []
    files = write_inputs(folder)
    kilobytes = files["jcs"].stat().st_size / 1000
    found = []
    for kernel, peer, name, unit, count, target in (
        ("append", "aics-tlog", "append of 300-byte leaves, batches of 1,000, in memory", "leaves", 100_000, 3),
        ("prove", "pymerkle", "proofs of inclusion, tree of 20,000", "proofs", 20_000, 20),
        ("check", "pymerkle", "checks of proofs of inclusion", "checks", 20_000, 1),
        ("check", "aics-tlog", "checks of proofs of inclusion", "checks", 20_000, 1),
        ("jcs", "rfc8785", f"canonical JSON of a {kilobytes:.0f} KB manifest, from bytes", "documents", 100, 10),
        ("jcs", "jcs", f"canonical JSON of a {kilobytes:.0f} KB manifest, from bytes", "documents", 100, 10),
    ):
        progress(f"ledger: {name}, beside {peer}")
        ours, answer = measured([LEDGER, kernel, files[kernel], str(ROUNDS)])
        theirs, other = measured([python, Path(__file__).with_name("ledger_peers.py"), kernel, peer, files[kernel], str(ROUNDS)])
        found.append(Rate(name, unit, peer, count / ours, count / theirs, target, answer == other))
    return found


if __name__ == "__main__":
    for each in run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/ledger"):
        equal = "same answer" if each.is_equal else "ANSWERS DIFFER"
        print(
            f"{each.name}: {each.ours:,.0f} {each.unit}/s; {each.peer} {each.theirs:,.0f}/s; "
            f"{each.ours / each.theirs:.1f} times (at least {each.target:g}); {equal}"
        )
