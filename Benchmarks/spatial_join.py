"""Which of the real satellite detections lie in which real mining title: shapely and Touchstone side by side.

    spatial_join.py

Touchstone has no command that only joins, so its figure is `touchstone assess` over a store that holds nothing but the
two layers: it reads them from the store, joins, grades the legal cover and runs every rule. Shapely's figure is the join
over outlines and points already in memory.
"""

from __future__ import annotations

import contextlib
import csv
import json
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy
import shapely
from measure import SHARED, TOUCHSTONE, median, run

TITLES = SHARED / "real/drc/drc_mining_titles_cami_2016.geojson"
POINTS = SHARED / "real/drc/detection_points.csv"
ROUNDS = 3


@dataclass(frozen=True)
class Comparison:
    points: int
    outlines: int
    inside: int
    ours: float
    theirs: float
    is_equal: bool


def with_shapely() -> tuple[int, set[tuple[float, float]], float]:
    """The number of outlines, the places inside any of them, and the seconds of one join."""
    with TITLES.open(encoding="utf-8") as file:
        outlines = [shapely.from_geojson(json.dumps(each["geometry"])) for each in json.load(file)["features"]]
    with POINTS.open(encoding="utf-8", newline="") as file:
        places = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    points = shapely.points(places)
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        pairs = shapely.STRtree(outlines).query(points, predicate="intersects")
        seconds.append(time.perf_counter() - began)
    return len(outlines), {places[number] for number in numpy.unique(pairs[0])}, statistics.median(seconds)


def with_touchstone(folder: Path) -> tuple[set[tuple[float, float]], float]:
    """The places inside any title, and the seconds of one assessment."""
    imported, store = folder / "join-imported", folder / "join-store"
    shutil.rmtree(imported, ignore_errors=True)
    run([TOUCHSTONE, "import", TITLES, "--map", "cod-titles-2016", "--store", imported, "--source", "titles"])
    run([TOUCHSTONE, "import", POINTS, "--map", "africa-mining-watch", "--store", imported, "--source", "detections"])
    runs = []
    for _ in range(ROUNDS):
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(imported, store)
        runs.append(run([TOUCHSTONE, "assess", "--store", store]))
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite")) as connection:
        inside = connection.execute(
            "SELECT DISTINCT lon, lat FROM detection JOIN licence_hit ON subject_kind = 'detection' AND subject_id = detection.id"
            " WHERE is_inside = 1"
        ).fetchall()
    return set(inside), median(runs, lambda each: each.wall)


def compare(folder: Path) -> Comparison:
    outlines, theirs, their_seconds = with_shapely()
    ours, our_seconds = with_touchstone(folder)
    with POINTS.open(encoding="utf-8") as file:
        points = sum(1 for _ in file) - 1
    return Comparison(points, outlines, len(ours), our_seconds, their_seconds, ours == theirs)


if __name__ == "__main__":
    if not TITLES.is_file():
        sys.exit(f"there is no {TITLES}")
    outlines, inside, seconds = with_shapely()
    print(f"shapely: {len(inside):,} places inside {outlines:,} titles, {seconds * 1000:.1f} ms")
    if TOUCHSTONE.is_file():
        with tempfile.TemporaryDirectory() as scratch:
            found = compare(Path(scratch))
        print(f"touchstone assess: {found.inside:,} places inside, {found.ours * 1000:.0f} ms; equal: {found.is_equal}")
    else:
        print(f"there is no {TOUCHSTONE}; `make build` makes it")
