"""`make bench`: speed and size against the targets, in one run on one machine, as one table.

    bench.py ROWS

Import is compared with `sqlite3 .import` of the same columns plus the same indexes, A B A B A B; the sums of both
databases must be equal, or the comparison is worth nothing. The kernels are timed by themselves beside a peer that must
give the same answer (kernels.py); their ratio is our time divided by the peer's.
"""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import capture
import credentials
import declarations_csv
import event_hashes
import event_intake
import fingerprint
import kernels
import ledger
import pages
import provenance
import search
from measure import ENVIRONMENT, ROOT, TOUCHSTONE, Run, median, progress, run

FOLDER = ROOT / ".local/bench"
ROUNDS = 3
NUMBERS = {"net_mass_kg", "value", "duty", "grade_percent"}

# measure, ours, compared with, ratio or "", target, met
Row = tuple[str, str, str, str, str, str]


def fresh(path: Path) -> Path:
    """The path, with nothing there: neither a folder nor a database and what SQLite leaves beside one."""
    shutil.rmtree(path, ignore_errors=True)
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return path


def import_with_sqlite(file: Path, database: Path) -> Run:
    columns = declarations_csv.COLUMNS.split(",")
    table = ", ".join(f"{name} {'REAL' if name in NUMBERS else 'TEXT'}" for name in columns)
    script = (
        f"CREATE TABLE declaration({table});\n.mode csv\n.import --skip 1 '{file}' declaration\n"
        "CREATE UNIQUE INDEX by_id ON declaration(id);\nCREATE INDEX by_exporter ON declaration(exporter);\n"
        "CREATE INDEX by_date ON declaration(date);\n"
    )
    return run(["sqlite3", "-bail", fresh(database)], stdin=script)


def import_with_touchstone(file: Path, store: Path) -> Run:
    return run([TOUCHSTONE, "import", file, "--store", fresh(store), "--kind", "declaration", "--source", "benchmark"])


def sums(database: Path, mass: str, value: str) -> tuple[int, int, int]:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT count(*), sum({mass}), sum({value}) FROM declaration").fetchone()


def import_rows(count: int) -> list[Row]:
    file = FOLDER / f"declarations-{count}.csv"
    if not file.exists():
        progress(f"writing {count:,} declarations")
        declarations_csv.write(count, str(file), 1)
    store, database = FOLDER / "import-store", FOLDER / "import.sqlite"
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(ROUNDS):
        ours.append(import_with_touchstone(file, store))
        theirs.append(import_with_sqlite(file, database))
        progress(f"import, round {number + 1} of {ROUNDS}: touchstone {ours[-1].wall:.2f} s, sqlite3 {theirs[-1].wall:.2f} s")
    mine = sums(store / "facts.sqlite", "net_mass_g", "value_minor")
    other = sums(
        database, "CAST(round(net_mass_kg * 1000) AS INTEGER)", "CAST(round(value * 100) AS INTEGER)"
    )
    if mine != other or mine[0] != count:
        sys.exit(f"count, mass and value differ: touchstone {mine}, sqlite3 {other}, rows written {count}")
    our_rate = count / median(ours, lambda each: each.wall)
    their_rate = count / median(theirs, lambda each: each.wall)
    ratio = our_rate / their_rate
    fresh(store)
    fresh(database)
    return [
        (
            f"import of {count:,} declarations", f"{our_rate:,.0f} rows/s", f"sqlite3 .import + 3 indexes: {their_rate:,.0f} rows/s",
            f"{ratio:.2f}", "at least 1.00", met(ratio >= 1),
        ),
        (
            "  processor time", f"{median(ours, lambda each: each.processor):.2f} s",
            f"{median(theirs, lambda each: each.processor):.2f} s", "", "", "",
        ),
        (
            "  peak memory", megabytes(median(ours, lambda each: each.peak_bytes)),
            megabytes(median(theirs, lambda each: each.peak_bytes)), "", "", "",
        ),
    ]  # fmt: skip


def demo_rows() -> list[Row]:
    country, imported, store = FOLDER / "country", FOLDER / "demo-imported", FOLDER / "demo"
    progress("making the demo country")
    run([ROOT / "scripts/demo.sh", fresh(store), fresh(country)])
    files = sorted(
        path for path in country.rglob("*")
        if path.suffix in (".csv", ".json", ".jsonl", ".ndjson", ".geojson", ".xml") and "truth" not in str(path.relative_to(country))
    )  # fmt: skip
    run([TOUCHSTONE, "import", *files, "--store", fresh(imported)])
    runs = []
    for _ in range(ROUNDS):
        shutil.copytree(imported, fresh(store))
        runs.append(run([TOUCHSTONE, "assess", "--store", store]))
    again = run([TOUCHSTONE, "assess", "--store", store])
    seconds = median(runs, lambda each: each.wall)
    return [
        ("assess, the whole demo country", f"{seconds:.2f} s", "", f"{seconds / 3:.2f}", "under 3 s", met(seconds < 3)),
        ("  peak memory", megabytes(median(runs, lambda each: each.peak_bytes)), "", "", "", ""),
        ("  again, nothing changed", f"{again.wall:.2f} s", "", "", "", ""),
        *server_rows(store),
    ]


def server_rows(store: Path) -> list[Row]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen(
        [str(TOUCHSTONE), "serve", "--store", str(store), "--host", "127.0.0.1", "--port", str(port), "--as-owner"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            if server.poll() is not None:
                sys.exit("the server ended before it listened")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.005)
        listening = time.perf_counter() - began
        time.sleep(1)
        idle = resident(server.pid)
        pages = [page_seconds(f"http://127.0.0.1:{port}/en/") for _ in range(101)]
        first, later = pages[0] * 1000, statistics.median(pages[1:]) * 1000
        after = resident(server.pid)
    finally:
        server.terminate()
        server.wait()
    return [
        ("serve, until it listens", f"{listening * 1000:.0f} ms", "", "", "", ""),
        ("serve, idle", megabytes(idle), "", f"{idle / 60e6:.2f}", "under 60 MB", met(idle < 60e6)),
        ("  after 101 pages", megabytes(after), "", "", "", ""),
        ("first page after start", f"{first:.1f} ms", "", f"{first / 10:.2f}", "under 10 ms", met(first < 10)),
        ("  median of the next 100", f"{later:.2f} ms", "", "", "", ""),
    ]


def page_seconds(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - began


def resident(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def help_rows() -> list[Row]:
    seconds = median([run([TOUCHSTONE, "--help"]) for _ in range(21)], lambda each: each.wall)
    other = median([run([sys.executable, "-c", "pass"]) for _ in range(21)], lambda each: each.wall)
    return [
        (
            "touchstone --help", f"{seconds * 1000:.1f} ms", f"python3 -c pass: {other * 1000:.1f} ms",
            f"{seconds / 0.05:.2f}", "under 50 ms", met(seconds < 0.05),
        )
    ]  # fmt: skip


def kernel_rows() -> list[Row]:
    found = kernels.run(FOLDER / "kernels")
    return [
        (
            each.name, f"{each.ours * 1000:,.0f} ms", f"{each.peer}: {each.theirs * 1000:,.0f} ms",
            f"{each.ours / each.theirs:.2f}", "same answer or better", met(each.is_equal),
        )
        for each in found
    ]  # fmt: skip


def fingerprint_rows() -> list[Row]:
    return [
        (
            each.name, f"{each.ours:.2f} s, {each.ours_two:.2f} s on two", f"SciPy ks_2samp: {each.theirs:,.0f} s",
            f"{each.ours / each.theirs:.4f}", f"same answers, {fingerprint.TARGET} times",
            met(each.is_equal and each.factor >= fingerprint.TARGET),
        )
        for each in fingerprint.run(FOLDER / "fingerprint")
    ]  # fmt: skip


def provenance_rows() -> list[Row]:
    folder = FOLDER / "provenance"
    rows = [
        (
            each.name, f"{each.ours:,.3f} ms", f"{each.peer}: {each.theirs:,.1f} ms", f"{each.ours / each.theirs:.4f}",
            "same answer" + (f", at most {each.target} ms" if each.target else ""),
            met(each.is_equal and (each.ours <= each.target or not each.target)),
        )
        for each in provenance.run(folder)
    ]  # fmt: skip
    found = provenance.size(folder)
    resident, seconds = found["resident"], found["open_seconds"]
    return rows + [
        (f"{found['events']:,} events in memory", megabytes(resident), "", "", "at most 2 GB", met(resident <= 2e9)),
        ("  opened from disk", f"{seconds * 1000:.0f} ms", "", "", "under 1 s", met(seconds < 1)),
    ]


def hash_rows() -> list[Row]:
    least = {"xml": 50, "jsonld": 100}
    return [
        (
            each.name, f"{each.ours:,.0f} events/s", f"epcis-event-hash-generator: {each.theirs:,.0f} events/s",
            f"{each.ours / each.theirs:.0f}", "same ids, 100,000/s, 50 (xml) or 100 times",
            met(each.is_equal and each.ours >= 100_000 and each.ours / each.theirs >= least[each.name.split()[-1]]),
        )
        for each in event_hashes.run(FOLDER / "kernels")
    ]  # fmt: skip


def intake_rows() -> list[Row]:
    return [
        (
            each.name, f"{each.ours:,.0f} events/s", f"Python, digests alone: {each.theirs:,.0f} events/s",
            f"{each.ours / each.theirs:.1f}", "same digests, 60,000/s",
            met(each.is_equal and each.ours >= event_intake.TARGET),
        )
        for each in event_intake.run(FOLDER / "kernels")
    ]  # fmt: skip


def capture_rows() -> list[Row]:
    """Durable capture of events: the median of the rounds; what it costs counts beside how long it takes."""
    found = sorted(capture.rounds(FOLDER / "capture"), key=lambda each: each.rate)
    middle = found[len(found) // 2]
    return [
        (
            f"durable capture of {middle.events:,} EPCIS events", f"{middle.rate:,.0f} events/s", "", f"{middle.rate / 20_000:.2f}",
            "at least 20,000/s on two processors, all found", met(middle.rate >= 20_000 and all(each.found for each in found)),
        ),
        ("  processor time", f"{middle.processor:.2f} s", "", "", "", ""),
    ]  # fmt: skip


def ledger_rows() -> list[Row]:
    folder = FOLDER / "ledger"
    rows = [
        (
            each.name, f"{each.ours:,.0f} {each.unit}/s", f"{each.peer}: {each.theirs:,.0f} {each.unit}/s",
            f"{each.ours / each.theirs:.1f}", f"same answer, at least {each.target:g} times",
            met(each.is_equal and each.ours / each.theirs >= each.target),
        )
        for each in ledger.run(folder)
    ]  # fmt: skip
    found = ledger.durable(FOLDER / "ledger-disk") if rows else None
    for check in ledger.checks():
        # The command shares its start with everything else that touchstone does; the small program is the one to be quick.
        is_small = check.name == "touchstone-verify"
        rows.append(
            (
                f"{check.name}, a proof bundle, as a process", f"{check.median * 1000:.2f} ms", "", f"{check.median / 0.005:.2f}" if is_small else "",
                "verified, under 5 ms" if is_small else "verified", met(check.is_right and (check.median < 0.005 or not is_small)),
            )
        )  # fmt: skip
    if found is None:
        return rows
    return rows + [
        (
            "append of 300-byte leaves, one sync a batch of 1,000", f"{found.rate:,.0f} leaves/s",
            f"the disk alone: {found.disk_rate:,.0f} leaves/s", f"{found.rate / found.disk_rate:.2f}", "at least 50,000/s, sound by aics-tlog", met(found.is_sound and found.rate >= 50_000),
        ),
        ("  of processor time", f"{found.processor_rate:,.0f} leaves/s", "", "", "", ""),
    ]  # fmt: skip


def credential_rows() -> list[Row]:
    found = credentials.run(FOLDER / "credentials")
    if found is None:
        return []
    ratio = found.ours / found.theirs
    return [
        (
            "full check of credentials, eddsa-jcs-2022", f"{found.ours:,.0f}/s", f"openvc-core: {found.theirs:,.0f}/s", f"{ratio:.1f}",
            f"same answer, at least {credentials.TARGET:g} times", met(found.is_equal and ratio >= credentials.TARGET),
        )
    ]  # fmt: skip


def met(holds: bool) -> str:
    return "met" if holds else "NOT MET"


def megabytes(count: float) -> str:
    return f"{count / 1e6:.1f} MB"


def table(all_rows: list[Row]) -> str:
    lines = [("measure", "touchstone", "compared with", "ratio", "target", ""), *all_rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    found = help_rows() + import_rows(count) + demo_rows() + pages.rows() + search.rows(count)
    found += kernel_rows() + provenance_rows() + hash_rows() + intake_rows() + capture_rows() + ledger_rows()
    found += credential_rows()
    print(f"\n{platform.machine()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}\n")
    print(table(found))
    if any(row[5] == "NOT MET" for row in found):
        print("\nThe ratio beside a target without comparison is the measure divided by the target.")


if __name__ == "__main__":
    main()
