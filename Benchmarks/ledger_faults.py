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

CALLS = ("openat", "write", "pread64", "fdatasync", "fsync", "rename", "mkdir", "unlink", "rmdir", "close", "flock")
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


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "log.given").write_text("", encoding="utf-8")
    return folder / "log"


def traced(folder: Path, call: str) -> list[str]:
    return ["strace", "-f", "-qq", "-y", "-o", str(folder / "trace"), "-e", f"trace={call}"]


def run(folder: Path) -> bool:
    is_sound = True
    for call in CALLS:
        # Which of the calls are on the log's files; the others are those of the process that starts.
        log = fresh(folder)
        grow(log, BATCHES, traced(folder, call))
        lines = (folder / "trace").read_text(errors="replace").splitlines()
        numbers = [number for number, line in enumerate(lines, 1) if str(log) in line and ".given" not in line]
        for trouble in TROUBLES:
            for number in numbers:
                log = fresh(folder)
                _, said = grow(log, BATCHES, [*traced(folder, call), "-e", f"inject={call}:{trouble}:when={number}"])
                status, resaid = grow(log, 2, [])
                if status != 0 or held(resaid) < held(said):
                    is_sound = False
                    print(f"{call} {number}, {trouble}: status {status}, held {held(said)}\n{resaid[-600:]}")
        print(f"{call}: {len(numbers)} places, {', '.join(TROUBLES)}", flush=True)
    return is_sound


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/ledger-faults"
    sys.exit(0 if run(place) else 1)
