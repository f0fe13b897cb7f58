"""Sets of grains compared with SciPy's ks_2samp: the same pairs, the same distances and exact probabilities.

    fingerprint.py [FOLDER] [--all]

1,000 sets with 1,000 sets: once of 60 grains each, once of 40 to 80. SciPy is given a sample of 20,000 pairs and its time
scaled up, since it takes minutes for all; --all gives it every pair. Distances must be equal to the last bits, exact
probabilities to twelve digits. SciPy runs on one processor; ours on one and on two, from unsorted values.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy
from measure import ROOT, progress
from scipy.stats import ks_2samp

FINGERPRINT = ROOT / ".build-bench/release/fingerprint"
SETS = 1_000
SAMPLE = 20_000
TARGET = 50


@dataclass(frozen=True)
class Comparison:
    """All pairs of two lists of sets; seconds."""

    name: str
    ours: float
    ours_two: float
    theirs: float
    is_equal: bool
    is_scaled: bool

    @property
    def factor(self) -> float:
        return self.theirs / self.ours


def made(generator: numpy.random.Generator, sizes: range) -> list[numpy.ndarray]:
    """Concentrations as laboratories give them: lognormal, three significant figures, so that some are equal."""
    sets = []
    for _ in range(SETS):
        count = int(generator.integers(sizes.start, sizes.stop))
        values = numpy.exp(generator.normal(generator.normal(0, 0.3), 0.5, count))
        sets.append(numpy.array([float(f"{value:.3g}") for value in values]))
    return sets


def ours(file: Path, tasks: int, output: Path) -> float:
    said = subprocess.run(
        [FINGERPRINT, file, str(tasks), "5", output], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return float(numpy.median([float(each) for each in said[0].split()]))


def compare(folder: Path, name: str, sizes: range, everything: bool) -> Comparison:
    progress(f"fingerprint: {name}")
    generator = numpy.random.default_rng(7)
    firsts, seconds = made(generator, sizes), made(generator, sizes)
    file, output = folder / "grains", folder / "answers"
    parts = [part for side in (firsts, seconds) for part in ([len(side)], [len(each) for each in side], numpy.concatenate(side))]
    file.write_bytes(numpy.concatenate([numpy.asarray(part, dtype="<f8") for part in parts]).tobytes())
    two = ours(file, 2, output)
    one = ours(file, 1, output)
    answers = numpy.fromfile(output, dtype="<f8").reshape(SETS, SETS, 2)
    pairs = SETS * SETS if everything else SAMPLE
    chosen = numpy.arange(SETS * SETS) if everything else generator.choice(SETS * SETS, SAMPLE, replace=False)
    theirs = numpy.empty((pairs, 2))
    began = time.perf_counter()
    for place, pair in enumerate(chosen):
        found = ks_2samp(firsts[pair % SETS], seconds[pair // SETS])
        theirs[place] = found.statistic, found.pvalue
    taken = (time.perf_counter() - began) * SETS * SETS / pairs
    mine = answers.reshape(-1, 2)[chosen]
    equal = numpy.allclose(mine[:, 0], theirs[:, 0], rtol=0, atol=1e-15) and numpy.allclose(
        mine[:, 1], theirs[:, 1], rtol=1e-9, atol=1e-300
    )
    return Comparison(name, one, two, taken, bool(equal), not everything)


def run(folder: Path, everything: bool = False) -> list[Comparison]:
    folder.mkdir(parents=True, exist_ok=True)
    return [
        compare(folder, "1,000 × 1,000 sets of 60 grains", range(60, 61), everything),
        compare(folder, "1,000 × 1,000 sets of 40 to 80 grains", range(40, 81), everything),
    ]


if __name__ == "__main__":
    rest = [each for each in sys.argv[1:] if each != "--all"]
    for each in run(Path(rest[0]) if rest else ROOT / ".local/bench/fingerprint", "--all" in sys.argv):
        scaled = f", from {SAMPLE:,} pairs" if each.is_scaled else ""
        equal = "same answers" if each.is_equal else "ANSWERS DIFFER"
        print(
            f"{each.name}: {each.ours:.2f} s on one processor, {each.ours_two:.2f} s on two; "
            f"SciPy {each.theirs:.0f} s{scaled}; {each.factor:.0f} times; {equal}"
        )
