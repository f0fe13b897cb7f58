"""Running a command and measuring it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOUCHSTONE = Path(os.environ.get("TOUCHSTONE_BINARY", ROOT / ".build/release/touchstone"))
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
ENVIRONMENT = {**os.environ, "TOUCHSTONE_HOME": str(ROOT)}


@dataclass(frozen=True)
class Run:
    """What one run of a command cost."""

    wall: float
    processor: float
    peak_bytes: int


def run(command: list[str | Path], stdin: str = "") -> Run:
    """Runs a command to its end, quietly; stops the benchmark where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin and process.stderr
    process.stdin.write(stdin.encode())
    process.stdin.close()
    complaint = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexit {process.returncode}\n{complaint[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def median(runs: list[Run], of: Callable[[Run], float]) -> float:
    return statistics.median(of(each) for each in runs)


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
