"""Traces and mixes of origins beside databases and Python: one generated chain, the same answers, processor time.

    provenance.py [FOLDER]

The chain is that of ../shared/peers/traceability/gen_dag.py with blending heels: 1,000,000 packings and transformations,
2.7 million lots, 4.2 million flows, the longest chain 65 steps. Traces: SQLite's recursive query over a covering index,
DuckDB's recursive query. Mixes: the same topological walk in Python. Everything is warm, on one processor where the peer
lets itself be told so; processor time is compared, because machines are shared.
"""

from __future__ import annotations

import array
import csv
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from measure import ROOT, SHARED, progress

RUNS = ROOT / ".build-bench/release/provenance"
EVENTS = 1_000_000
LOTS = (2663637, 2493590, 2586787)
ROUNDS = 9
REACH = "WITH RECURSIVE up(lot) AS (SELECT {lot} UNION SELECT e.in_lot FROM edges e JOIN up ON e.out_lot = up.lot)"


@dataclass(frozen=True)
class Comparison:
    """One piece of work and one peer on the same chain; milliseconds of processor time."""

    name: str
    peer: str
    ours: float
    theirs: float
    is_equal: bool
    target: float


@dataclass(frozen=True)
class Chain:
    """The edges by what they went into: `inputs[starts[lot]:starts[lot + 1]]`, with their masses."""

    starts: array.array
    inputs: array.array
    masses: array.array


def generate(folder: Path) -> None:
    if (folder / "edges.csv").exists():
        return
    progress(f"provenance: making a chain of {EVENTS:,} events")
    script = SHARED / "peers/traceability/gen_dag.py"
    subprocess.run(
        [sys.executable, script, str(EVENTS), folder],
        check=True,
        capture_output=True,
        env={**os.environ, "HEEL": "0.6", "REM": "0.35"},
    )


def timed(body: Callable[[], object], rounds: int) -> tuple[float, object]:
    milliseconds, answer = [], None
    for _ in range(rounds):
        began = time.process_time()
        answer = body()
        milliseconds.append((time.process_time() - began) * 1000)
    return statistics.median(milliseconds), answer


def ours(*arguments: str | Path) -> list[dict]:
    said = subprocess.run([RUNS, *map(str, arguments)], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def with_sqlite(folder: Path) -> Callable[[int], tuple[int, int]]:
    path = folder / "edges.sqlite"
    if not path.exists():
        progress("provenance: loading SQLite")
        loading = sqlite3.connect(path)
        loading.executescript(
            "PRAGMA journal_mode = off; PRAGMA synchronous = off;"
            "CREATE TABLE edges(in_lot INT, out_lot INT); CREATE TABLE lots(lot INTEGER PRIMARY KEY, tier INT)"
        )
        with (folder / "edges.csv").open() as file:
            loading.executemany("INSERT INTO edges VALUES (?, ?)", ((row["in_lot"], row["out_lot"]) for row in csv.DictReader(file)))
        with (folder / "lots.csv").open() as file:
            loading.executemany("INSERT INTO lots VALUES (?, ?)", ((row["lot"], row["tier"]) for row in csv.DictReader(file)))
        loading.executescript("CREATE INDEX by_output ON edges(out_lot, in_lot); ANALYZE")
        loading.commit()
        loading.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA cache_size = -400000")
    question = REACH + " SELECT count(*), sum(tier = 0) FROM up JOIN lots USING (lot)"
    return lambda lot: connection.execute(question.format(lot=lot)).fetchone()


def with_duckdb(folder: Path) -> Callable[[int], tuple[int, int]]:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE edges AS SELECT in_lot::INT in_lot, out_lot::INT out_lot FROM '{folder}/edges.csv' ORDER BY out_lot")
    connection.execute(f"CREATE TABLE lots AS SELECT lot::INT lot, tier::INT tier FROM '{folder}/lots.csv' ORDER BY lot")
    question = REACH.replace("{lot}", "{lot}::INT") + " SELECT count(*), count(*) FILTER (tier = 0) FROM up JOIN lots USING (lot)"
    return lambda lot: connection.execute(question.format(lot=lot)).fetchone()


def read_chain(folder: Path) -> Chain:
    rows = duckdb.sql(f"SELECT out_lot, in_lot, in_kg FROM '{folder}/edges.csv' ORDER BY out_lot").fetchnumpy()
    count = int(max(rows["in_lot"].max(), rows["out_lot"].max())) + 1
    starts = array.array("q", bytes(8 * (count + 1)))
    for lot in rows["out_lot"].tolist():
        starts[lot + 1] += 1
    for lot in range(count):
        starts[lot + 1] += starts[lot]
    return Chain(starts, array.array("q", rows["in_lot"].tolist()), array.array("d", rows["in_kg"].tolist()))


def mix_in_python(chain: Chain, lot: int) -> tuple[float, list[tuple[int, float]]]:
    """The shares of the lots at the ends, in the order in which every lot is full before it is emptied."""
    starts, inputs, masses = chain.starts, chain.inputs, chain.masses
    waiting = {lot: 0}
    stack = [lot]
    while stack:
        here = stack.pop()
        for other in inputs[starts[here] : starts[here + 1]]:
            if other not in waiting:
                waiting[other] = 0
                stack.append(other)
            waiting[other] += 1
    shares, full, ends = {lot: 1.0}, [lot], []
    while full:
        here = full.pop()
        share, first, last = shares[here], starts[here], starts[here + 1]
        if first == last:
            ends.append((here, share))
            continue
        total = sum(masses[first:last])
        for place in range(first, last):
            other = inputs[place]
            shares[other] = shares.get(other, 0.0) + share * masses[place] / total
            waiting[other] -= 1
            if waiting[other] == 0:
                full.append(other)
    return sum(share for _, share in ends), sorted(ends, key=lambda end: -end[1])


def agree(mine: dict, ends: list[tuple[int, float]]) -> bool:
    top = [share for _, share in mine["top"]]
    return mine["sum_is_whole"] and all(abs(one - other[1]) < 1e-12 for one, other in zip(top, ends, strict=False))


def run(folder: Path) -> list[Comparison]:
    folder.mkdir(parents=True, exist_ok=True)
    generate(folder)
    peers = {"SQLite": with_sqlite(folder), "DuckDB": with_duckdb(folder)}
    chain = read_chain(folder)
    progress("provenance: traces and mixes")
    _, *answers = ours("trace", folder, ",".join(map(str, LOTS)), str(ROUNDS))
    found = []
    for lot, mine in zip(LOTS, answers, strict=True):
        name, target = f"{mine['lots']:,} lots behind one", 10 if mine["lots"] > 100_000 else 0
        for peer, ask in peers.items():
            taken, answer = timed(lambda ask=ask, lot=lot: ask(lot), ROUNDS)
            is_equal = tuple(answer) == (mine["lots"], mine["mines"])
            found.append(Comparison(f"trace, {name}", peer, mine["trace_ms"], taken, is_equal, target))
        taken, answer = timed(lambda lot=lot: mix_in_python(chain, lot), 3)
        target = 25 if mine["lots"] > 100_000 else 0
        found.append(Comparison(f"origins, {name}", "Python", mine["mix_ms"], taken, agree(mine, answer[1]), target))
    ladder = ours("ladder", "3", "15", "99")[0]
    taken, rows = timed(ladder_in_sqlite, 1)
    name = "origins, ladder 3 × 15"
    found.append(Comparison(name, f"SQLite, {rows:,} paths", ladder["ladder_ms"], taken, ladder["sum_is_whole"], 1))
    return found


def ladder_in_sqlite() -> int:
    """What one writes first: a query that carries the share along every path."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE edges(in_lot INT, out_lot INT)")
    steps = ((3 * stage + one, 3 * stage + 3 + other) for stage in range(15) for one in range(3) for other in range(3))
    connection.executemany("INSERT INTO edges VALUES (?, ?)", steps)
    connection.execute("CREATE INDEX by_output ON edges(out_lot, in_lot)")
    question = (
        "WITH RECURSIVE up(lot, share) AS (SELECT 45, 1.0 UNION ALL "
        "SELECT e.in_lot, share / 3 FROM edges e JOIN up ON e.out_lot = up.lot) SELECT count(*) FROM up"
    )
    return connection.execute(question).fetchone()[0]


def size(folder: Path, events: int = 10_000_000) -> dict:
    """Builds a chain of so many events, writes it, and opens it again: bytes and seconds."""
    progress(f"provenance: building {events:,} events")
    built = ours("build", str(events), folder / "graph")[0]
    opened = [ours("open", folder / "graph")[0]["open_seconds"] for _ in range(3)]
    return {**built, "open_seconds": statistics.median(opened)}


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/provenance"
    for each in run(place):
        same = "same answer" if each.is_equal else "ANSWERS DIFFER"
        print(f"{each.name}: {each.ours:.3f} ms; {each.peer} {each.theirs:.1f} ms; {each.ours / each.theirs:.4f}; {same}")
    print(json.dumps(size(place)))
