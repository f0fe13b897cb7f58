"""The peer of credentials.py, in an environment of its own: checks each credential of a file, one a line.

    credentials_peer.py FILE ROUNDS

Prints the processor seconds of each round and, below them, how many were right.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime, timezone
from pathlib import Path


def main(file: Path, rounds: int) -> None:
    from openvc.proof.di_jcs import EddsaJcsProofSuite

    lines = file.read_bytes().splitlines()
    suite = EddsaJcsProofSuite()
    now = datetime(2026, 6, 1, tzinfo=timezone.utc)
    seconds, right = [], 0
    for _ in range(rounds):
        right = 0
        began = time.process_time()
        for line in lines:
            suite.verify(json.loads(line), now=now)
            right += 1
        seconds.append(time.process_time() - began)
    print(" ".join(map(str, seconds)))
    print(right)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
