"""Kills and starves the log on disk at every call of the system on its files, then looks whether it is sound.

    ledger_faults.py [FOLDER]

A process lets a log grow under strace, which at the Nth call of one kind kills it or makes the call fail (EIO, ENOSPC). The
log is opened again, with the checkpoints that it gave out: it must open, every byte must be right, it must hold all that it
said it holds, and it must grow on. strace is Debian's. One line for each kind of call; status 1 if anything is wrong.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from ledger import LEDGER
from measure import ROOT

CALLS = ("openat", "write", "pread64", "fdatasync", "fsync", "rename", "mkdir", "unlink", "close", "flock")
TROUBLES = ("signal=KILL", "error=EIO", "error=ENOSPC")
BATCHES = 6


def grow(folder: Path, batches: int, trace: list[str]) -> tuple[int, str]:
    given = Path(f"{folder}.given")
    command = [*trace, LEDGER, "write", folder, str(batches)]
    done = subprocess.run(command, capture_output=True)
    said = done.stdout.decode(errors="replace")
    notes = re.findall(r"^note (.*?\n)%$", said, re.DOTALL | re.MULTILINE)
    given.write_text("%".join(filter(None, [given.read_text(), *notes])), encoding="utf-8")
    return done.returncode, said


def held(said: str) -> int:
    return max(map(int, re.findall(r"^held (\d+)$", said, re.MULTILINE)), default=0)


def run(folder: Path) -> bool:
    log = folder / "log"
    is_sound = True
    for call in CALLS:
        counts = {}
        for trouble in TROUBLES:
            number = 0
            while True:
                number += 1
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                Path(f"{log}.given").write_text("", encoding="utf-8")
                trace = ["strace", "-f", "-qq", "-o", str(folder / "trace"), "-e", f"trace={call}"]
                status, said = grow(log, BATCHES, [*trace, "-e", f"inject={call}:{trouble}:when={number}"])
                if "INJECTED" not in (folder / "trace").read_text(errors="replace") and status == 0:
                    break
                again, resaid = grow(log, 2, [])
                promised = held(said)
                if again != 0 or held(resaid) < promised:
                    is_sound = False
                    print(f"{call} {number}, {trouble}: status {again}, held {promised}\n{resaid[-600:]}")
            counts[trouble] = number - 1
        print(f"{call}: " + ", ".join(f"{count} times {trouble}" for trouble, count in counts.items()), flush=True)
    return is_sound


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/ledger-faults"
    sys.exit(0 if run(place) else 1)
