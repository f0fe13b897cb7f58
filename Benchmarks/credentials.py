"""Credentials beside their peer: the same signed credentials, each checked from its bytes, processor time of one processor.

    credentials.py [FOLDER]

2,000 certificates of lots with a proof of the suite eddsa-jcs-2022, beside openvc-core: JSON read, canonical form (RFC 8785),
hashes, key out of its identifier, signature. The median of the rounds counts; both must find all of them right.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import newer_python
from measure import ROOT, progress

CREDENTIALS = Path(os.environ.get("CREDENTIALS_BENCHMARK", ROOT / ".build-bench/release/credentials"))
PEERS = ROOT / ".local/credential-peers"
PACKAGES = ["openvc-core==1.37.0"]
COUNT, ROUNDS, TARGET = 2_000, 5, 3


@dataclass(frozen=True)
class Rate:
    """Credentials a second of processor time, and whether both found all of them right."""

    ours: float
    theirs: float
    is_equal: bool


def measured(command: list[str | Path]) -> tuple[float, str]:
    seconds, answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return statistics.median(map(float, seconds.split())), answer


def run(folder: Path) -> Rate | None:
    """The comparison; none where the peer cannot run."""
    folder.mkdir(parents=True, exist_ok=True)
    python = newer_python.having(PACKAGES, PEERS)
    if python is None:
        progress("no Python 3.12 or later: CREDENTIALS WERE NOT COMPARED WITH THEIR PEER")
        return None
    progress("credentials")
    file = folder / "credentials.jsonl"
    subprocess.run([CREDENTIALS, "make", file, str(COUNT)], check=True)
    ours, answer = measured([CREDENTIALS, "verify", file, str(ROUNDS)])
    theirs, other = measured([python, Path(__file__).with_name("credentials_peer.py"), file, str(ROUNDS)])
    return Rate(COUNT / ours, COUNT / theirs, answer == other == str(COUNT))


if __name__ == "__main__":
    rate = run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/credentials")
    if rate:
        print(
            f"full check of credentials with eddsa-jcs-2022: {rate.ours:,.0f}/s; openvc-core {rate.theirs:,.0f}/s; "
            f"{rate.ours / rate.theirs:.1f} times (at least {TARGET}); {'same answer' if rate.is_equal else 'ANSWERS DIFFER'}"
        )
