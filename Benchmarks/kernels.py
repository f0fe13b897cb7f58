"""The kernels side by side with well-known peers: the same input in memory, one processor, the same answer.

    kernels.py [FOLDER]

Input is generated from a seed. Points in polygons: shapely's STRtree (GEOS), its tree built in each round like our index.
CSV: Python's csv module. JSON: orjson and Python's json. Names: rapidfuzz, token_sort_ratio over all pairs; the two score
differently, so it is counted how often each finds the name in which a letter was changed, and ours must not find fewer.
"""

from __future__ import annotations

import csv
import json
import math
import random
import statistics
import string
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import declarations_csv
import numpy
import orjson
import shapely
from measure import ROOT, SHARED, progress
from rapidfuzz import fuzz, process

KERNELS = ROOT / ".build-bench/release/kernels"
TITLES = SHARED / "real/drc/drc_mining_titles_cami_2016.geojson"
POINTS = SHARED / "real/drc/detection_points.csv"
ROUNDS = 5


@dataclass(frozen=True)
class Comparison:
    """One kernel and one peer on the same input."""

    name: str
    peer: str
    ours: float
    theirs: float
    is_equal: bool


def ours(kernel: str, folder: Path) -> tuple[float, str]:
    said = subprocess.run([KERNELS, kernel, folder, str(ROUNDS)], check=True, capture_output=True, text=True).stdout
    seconds, answer = said.splitlines()
    return statistics.median(map(float, seconds.split())), answer


def timed(body: Callable[[], str], rounds: int = ROUNDS) -> tuple[float, str]:
    seconds, answer = [], ""
    for _ in range(rounds):
        began = time.perf_counter()
        answer = body()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), answer


def compare(name: str, kernel: str, folder: Path, peers: dict[str, Callable[[], str]], rounds: int = ROUNDS) -> list[Comparison]:
    progress(f"kernels: {name}")
    mine, answer = ours(kernel, folder)
    found = []
    for peer, body in peers.items():
        seconds, other = timed(body, rounds)
        found.append(Comparison(name, peer, mine, seconds, other == answer))
    return found


def join(folder: Path, name: str, shapes: list[shapely.Geometry], points: numpy.ndarray) -> list[Comparison]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "points").write_bytes(numpy.ascontiguousarray(points, dtype="<f8").tobytes())
    with (folder / "shapes").open("wb") as file:
        for shape in shapes:
            data = shapely.to_wkb(shape, byte_order=1)
            file.write(struct.pack("<I", len(data)) + data)
    places, outlines = shapely.points(points), numpy.array(shapes)

    def peer() -> str:
        pairs = shapely.STRtree(outlines).query(places, predicate="intersects").astype(numpy.uint64)
        total = (pairs[0] * numpy.uint64(1_000_003) + pairs[1] * numpy.uint64(7919)).sum(dtype=numpy.uint64)
        return f"{pairs.shape[1]} {total}"

    title = f"{name}: {len(points):,} points, {len(shapes):,} outlines"
    return compare(title, "join", folder, {"shapely STRtree": peer})


def stars(generator: random.Random, count: int) -> list[shapely.Geometry]:
    """Star-shaped outlines of 5 to 60 corners, some hundred metres to ten kilometres wide."""
    found = []
    for _ in range(count):
        lon, lat, width = generator.uniform(12, 31), generator.uniform(-13, 5), 10 ** generator.uniform(-2.5, -1)
        corners = generator.randrange(5, 61)
        angles = [2 * math.pi * (number + generator.random() * 0.8) / corners for number in range(corners)]
        ring = [
            (lon + math.cos(angle) * width * reach, lat + math.sin(angle) * width * reach)
            for angle in angles
            for reach in [generator.uniform(0.4, 1)]
        ]
        found.append(shapely.Polygon(ring))
    return found


def join_generated(folder: Path) -> list[Comparison]:
    generator = random.Random(7)
    shapes = stars(generator, 20_000)
    points = numpy.array([(generator.uniform(12, 31), generator.uniform(-13, 5)) for _ in range(300_000)])
    return join(folder / "join", "points in outlines", shapes, points)


def join_real(folder: Path) -> list[Comparison]:
    if not TITLES.is_file():
        progress("no real files in ../shared: their join is left out")
        return []
    with TITLES.open(encoding="utf-8") as file:
        shapes = [shapely.from_geojson(json.dumps(each["geometry"])) for each in json.load(file)["features"]]
    with POINTS.open(encoding="utf-8", newline="") as file:
        points = numpy.array([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])
    return join(folder / "join-real", "detections in mining titles", shapes, points)


def read_csv(folder: Path) -> list[Comparison]:
    folder = folder / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    rows = 200_000
    declarations_csv.write(rows, str(folder / "table.csv"), 7)
    text = (folder / "table.csv").read_text(encoding="utf-8")

    def peer() -> str:
        records = count = length = 0
        for row in csv.reader(text.splitlines()):
            records += 1
            count += len(row)
            length += sum(map(len, row))
        return f"{records} {count} {length}"

    return compare(f"CSV of {rows:,} declarations", "csv", folder, {"Python csv": peer}, 3)


def read_json(folder: Path) -> list[Comparison]:
    folder = folder / "json"
    folder.mkdir(parents=True, exist_ok=True)
    generator = random.Random(7)
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"LOT-{number:07d}", "grams": generator.randrange(10**8), "name": "Mina de São João nº 3"},
            "geometry": {"type": "Point", "coordinates": [generator.uniform(12, 31), generator.uniform(-13, 5)]},
        }
        for number in range(100_000)
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
    (folder / "features.json").write_bytes(data)

    def with_reader(read: Callable[[bytes], dict]) -> str:
        found = read(data)["features"]
        return f"{len(found)} {sum(each['properties']['grams'] for each in found)}"

    peers = {"orjson": lambda: with_reader(orjson.loads), "Python json": lambda: with_reader(json.loads)}
    return compare(f"JSON of {len(data) / 1e6:.0f} MB", "json", folder, peers, 3)


def screen_names(folder: Path) -> list[Comparison]:
    folder = folder / "names"
    folder.mkdir(parents=True, exist_ok=True)
    generator = random.Random(7)

    def word() -> str:
        return "".join(generator.choice("bdfgklmnprstvz") + generator.choice("aeiou") for _ in range(generator.randrange(2, 5)))

    words = sorted({word() for _ in range(6000)})
    names = sorted({" ".join(generator.sample(words, 3)) for _ in range(20_000)})
    wanted = generator.sample(range(len(names)), 400)
    asked = []
    for number in wanted:
        parts = names[number].split()
        longest = max(range(3), key=lambda place: len(parts[place]))
        place = generator.randrange(1, len(parts[longest]))
        letter = generator.choice([each for each in string.ascii_lowercase if each != parts[longest][place]])
        parts[longest] = parts[longest][:place] + letter + parts[longest][place + 1 :]
        asked.append(" ".join(parts))
    (folder / "list.txt").write_text("\n".join(names) + "\n")
    (folder / "asked.txt").write_text("\n".join(asked) + "\n")

    progress("kernels: names")
    mine, answer = ours("names", folder)
    found = sum(int(number) == right for number, right in zip(answer.split(), wanted, strict=True))
    scores = []

    def peer() -> str:
        scores.append(process.cdist(asked, names, scorer=fuzz.token_sort_ratio, workers=1).argmax(axis=1))
        return ""

    theirs, _ = timed(peer, 3)
    right = int((scores[-1] == numpy.array(wanted)).sum())
    title = f"{len(asked)} names, a list of {len(names):,}: {found} found"
    return [Comparison(title, f"rapidfuzz token_sort_ratio, {right} found", mine, theirs, found >= right)]


def run(folder: Path) -> list[Comparison]:
    return [each for kernel in (join_generated, join_real, read_csv, read_json, screen_names) for each in kernel(folder)]


if __name__ == "__main__":
    for each in run(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/kernels"):
        equal = "same answer" if each.is_equal else "ANSWERS DIFFER"
        print(f"{each.name}: {each.ours * 1000:.1f} ms; {each.peer} {each.theirs * 1000:.1f} ms; {each.ours / each.theirs:.2f}; {equal}")
