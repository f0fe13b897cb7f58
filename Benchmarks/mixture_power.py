"""How often a share of foreign grains is noticed, with 5 % false alarms: our mixture estimator beside the mean KS distance.

    mixture_power.py [FOLDER]

Pairs of sources of a district that does not exist (invented_grains.py), one near and one far apart; for each pair new
reference bags, and lots whose own and foreign part come from bags that are no reference: the thresholds of both come from clean
lots of the same kind. Alarms of the estimator are also counted by its own probability, as a user would.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy
from invented_grains import BAG, GRAIN, LEVELS
from measure import ROOT, progress

FINGERPRINT = ROOT / ".build-bench/release/fingerprint"
SHARES = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
TRIALS, BAGS, PER_BAG, PER_LOT = 300, 5, 20, 50


def distance(lot: numpy.ndarray, reference: numpy.ndarray) -> float:
    """The mean over elements of the largest distance between cumulative shares."""
    found = []
    for one, other in zip(lot.T, reference.T, strict=True):
        both = numpy.concatenate([one, other])
        shares = [numpy.searchsorted(numpy.sort(each), both, "right") / len(each) for each in (one, other)]
        found.append(numpy.abs(shares[0] - shares[1]).max())
    return float(numpy.mean(found))


def table(folder: Path, spread: float) -> None:
    generator = numpy.random.default_rng(11)
    width = len(LEVELS)

    def bag(centre: numpy.ndarray, grains: int) -> numpy.ndarray:
        middle = centre + generator.normal(0, BAG, width)
        return numpy.exp(middle + generator.normal(0, GRAIN, (grains, width)))

    numbers, distances = [numpy.array([TRIALS, width, BAGS, PER_BAG, len(SHARES), PER_LOT], dtype="<f8")], []
    for _ in range(TRIALS):
        own, foreign = (LEVELS + generator.normal(0, spread, width) for _ in range(2))
        declared = numpy.concatenate([bag(own, PER_BAG) for _ in range(BAGS)])
        numbers += [declared, numpy.concatenate([bag(foreign, PER_BAG) for _ in range(BAGS)])]
        for share in SHARES:
            count = round(share * PER_LOT)
            lot = numpy.concatenate([bag(foreign, count), bag(own, PER_LOT - count)])
            numbers.append(lot)
            distances.append(distance(lot, declared))
    file, output = folder / "lots", folder / "shares"
    file.write_bytes(numpy.concatenate([each.ravel() for each in numbers]).astype("<f8").tobytes())
    progress(f"mixture: sources {spread} apart")
    subprocess.run([FINGERPRINT, "mixture", file, output], check=True)
    found = numpy.fromfile(output, dtype="<f8").reshape(TRIALS, len(SHARES), 4)
    by_distance = numpy.array(distances).reshape(TRIALS, len(SHARES))
    limits = numpy.quantile(found[:, 0, 0], 0.95), numpy.quantile(by_distance[:, 0], 0.95)
    print(f"sources ln-sd {spread} apart, bags {BAG}, grains {GRAIN}; {TRIALS} pairs, {PER_LOT} grains a lot")
    print("share   estimator   own p ≤ 0.05   mean KS-D   mean estimate   interval holds it")
    for place, share in enumerate(SHARES):
        estimates = found[:, place]
        holds = (estimates[:, 1] <= share + 1e-9) & (share <= estimates[:, 2] + 1e-9)
        print(
            f"{share:5.1f}   {(estimates[:, 0] > limits[0]).mean():9.2f}   {(estimates[:, 3] <= 0.05).mean():12.2f}"
            f"   {(by_distance[:, place] > limits[1]).mean():9.2f}   {estimates[:, 0].mean():13.2f}   {holds.mean():17.2f}"
        )


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/mixture"
    where.mkdir(parents=True, exist_ok=True)
    for apart in (0.35, 0.6):
        table(where, apart)
