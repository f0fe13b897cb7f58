"""Making and verifying a dossier beside sha256sum: the same files, wall time, by turns.

    dossier.py [GIGABYTES [FILES [FOLDER]]]

By default 2 GB in 1,000 files of chance bytes of uneven sizes; 20 10000 is the size that the project promises. sha256sum
reads the files one after the other, as people run it; ours hashes each file with SHA-256 and SHA-512, copies it into the
archive and waits for the disk. The first turn warms the cache and does not count. The share is ours by theirs, as
speeds: the target is 0.8.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

import measure
from measure import TOUCHSTONE, Run, progress, run

ROUNDS, TARGET = 3, 0.8


def fill(folder: Path, size: int, count: int) -> int:
    """Files of chance bytes, from a seed; how many bytes they have."""
    chance = random.Random(8493)
    block = chance.randbytes(1 << 20)
    shares = [chance.uniform(0.1, 1.9) for _ in range(count)]
    written = 0
    for number, share in enumerate(shares):
        path = folder / f"{number % 100:02}" / f"exhibit-{number:05}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        left = round(size * share / sum(shares))
        with path.open("wb") as file:
            while left > 0:
                start = chance.randrange(len(block) // 2)
                left -= file.write(block[start : start + min(left, len(block) // 2)])
        written += path.stat().st_size
    return written


def main() -> None:
    gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    folder = Path(tempfile.mkdtemp(dir=sys.argv[3] if len(sys.argv) > 3 else None, prefix="dossier-"))
    try:
        progress(f"dossier: {gigabytes:g} GB in {count} files")
        files = folder / "files"
        size = fill(files, round(gigabytes * 1e9), count)
        archive = folder / "dossier.zip"
        sums = ["find", files, "-type", "f", "-exec", "sha256sum", "{}", "+"]
        taken: dict[str, list[Run]] = {"sha256sum": [], "make": [], "verify": []}
        for turn in range(ROUNDS + 1):
            archive.unlink(missing_ok=True)
            each = {
                "sha256sum": run(sums),
                "make": run([TOUCHSTONE, "dossier", "make", files, "--to", archive]),
                "verify": run([TOUCHSTONE, "dossier", "verify", archive]),
            }
            for name, cost in each.items():
                if turn > 0:
                    taken[name].append(cost)
        theirs = measure.median(taken["sha256sum"], lambda cost: cost.wall)
        for name, runs in taken.items():
            wall, processor = (measure.median(runs, key) for key in (lambda cost: cost.wall, lambda cost: cost.processor))
            peak = max(cost.peak_bytes for cost in runs) / 1e6
            share = "" if name == "sha256sum" else f", {theirs / wall:.2f} of sha256sum's speed (at least {TARGET})"
            print(f"{name}: {wall:.2f} s, {size / wall / 1e6:.0f} MB/s, processor {processor:.2f} s, peak {peak:.0f} MB{share}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
