"""Credentials beside their peer: the same signed credentials, each checked from its bytes, processor time of one processor.

    credentials.py [FOLDER]

2,000 certificates of lots with a proof of the suite eddsa-jcs-2022, beside openvc-core: JSON read, canonical form (RFC 8785),
hashes, key out of its identifier, signature. The median of the rounds counts; both must find all of them right.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from measure import ROOT, progress

CREDENTIALS = Path(os.environ.get("CREDENTIALS_BENCHMARK", ROOT / ".build-bench/release/credentials"))
PEERS = ROOT / ".local/credential-peers"
PACKAGES = ["openvc-core==1.37.0"]
COUNT, ROUNDS, TARGET = 2_000, 5, 3


def peers() -> Path | None:
    """A Python that can run the peer; none if there is no Python 3.12 or later on the machine."""
    python = PEERS / "bin/python"
    if not python.exists():
        found = [shutil.which(f"python3.{minor}") for minor in (14, 13, 12)]
        found += sorted(map(str, Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python")), reverse=True)
        for base in filter(None, found):
            shutil.rmtree(PEERS, ignore_errors=True)
            if subprocess.run([base, "-m", "venv", PEERS], capture_output=True).returncode == 0:
                break
        else:
            return None
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def measured(command: list[str | Path]) -> tuple[float, str]:
    seconds, answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return statistics.median(map(float, seconds.split())), answer


def run(folder: Path) -> str | None:
    folder.mkdir(parents=True, exist_ok=True)
    python = peers()
    if python is None:
        progress("no Python 3.12 or later: CREDENTIALS WERE NOT COMPARED WITH THEIR PEER")
        return None
    file = folder / "credentials.jsonl"
    subprocess.run([CREDENTIALS, "make", file, str(COUNT)], check=True)
    ours, answer = measured([CREDENTIALS, "verify", file, str(ROUNDS)])
    theirs, other = measured([python, Path(__file__).with_name("credentials_peer.py"), file, str(ROUNDS)])
    equal = "same answer" if answer == other == str(COUNT) else "ANSWERS DIFFER"
    return (
        f"full check of credentials with eddsa-jcs-2022: {COUNT / ours:,.0f}/s; openvc-core {COUNT / theirs:,.0f}/s; "
        f"{theirs / ours:.1f} times (at least {TARGET}); {equal}"
    )


if __name__ == "__main__":
    print(run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/credentials"))
