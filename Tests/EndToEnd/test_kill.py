"""An import that is killed at any moment and started again leaves what an uninterrupted one leaves."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from product import BINARY, ENVIRONMENT, ROOT, expect_success, rows, scalar, touchstone

ROWS = 200_000
MOMENTS = 10
SEED = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(2**32)))


def arguments(file: Path, store: Path) -> list[str | Path]:
    return ["import", file, "--store", store, "--kind", "declaration", "--source", "kill test"]


def digest(store: Path, query: str) -> tuple[int, str]:
    """How many rows a query answers, and the SHA-256 of them all; the query gives the order."""
    found = rows(store, query)
    return len(found), hashlib.sha256("\n".join(map(repr, found)).encode()).hexdigest()


def contents(store: Path) -> dict[str, object]:
    """Everything that must be the same after an interruption. Row numbers and times of receipt may differ."""
    assert scalar(store, "PRAGMA integrity_check") == "ok"
    assert rows(store, "PRAGMA foreign_key_check") == []
    columns = [
        name
        for _, name, *_ in rows(store, "PRAGMA table_info(declaration)")
        if name not in ("record_id", "superseded_by", "owner")
    ]
    received = sorted(path.name for path in (store / "received").rglob("*") if path.is_file())
    return {
        "records": digest(store, "SELECT kind, sha256, position, length, line FROM record ORDER BY position, sha256"),
        "superseded": scalar(store, "SELECT count(*) FROM record WHERE superseded_by IS NOT NULL"),
        "declarations": digest(store, f"SELECT {', '.join(columns)} FROM declaration ORDER BY id"),
        "each declaration with the digest of its record": digest(
            store, "SELECT d.id, r.sha256, r.line FROM declaration d JOIN record r ON r.id = d.record_id ORDER BY d.id"
        ),
        "set aside": digest(store, "SELECT code, line FROM quarantine ORDER BY line, code"),
        "received": received,
    }


@pytest.fixture(scope="module")
def declarations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("declarations") / "declarations.csv"
    subprocess.run([sys.executable, ROOT / "Benchmarks/declarations_csv.py", str(ROWS), file], check=True)
    return file


@pytest.fixture(scope="module")
def uninterrupted(declarations: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    """What an uninterrupted import leaves, and how many seconds it took."""
    store = tmp_path_factory.mktemp("uninterrupted") / "store"
    began = time.monotonic()
    expect_success(touchstone(*arguments(declarations, store)))
    seconds = time.monotonic() - began
    found = contents(store)
    assert found["records"][0] == found["declarations"][0] == ROWS
    return found, seconds


@pytest.mark.parametrize("number", range(MOMENTS))
def test_an_import_that_was_killed_can_be_repeated(
    declarations: Path, uninterrupted: tuple[dict[str, object], float], tmp_path: Path, number: int
) -> None:
    expected, seconds = uninterrupted
    moment = random.Random(SEED + number).uniform(0, seconds)
    print(f"KILL_SEED={SEED}: killed after {moment:.3f} of {seconds:.3f} s")
    store = tmp_path / "store"
    process = subprocess.Popen(
        [str(BINARY), *map(str, arguments(declarations, store))],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    expect_success(touchstone(*arguments(declarations, store)))
    assert contents(store) == expected, f"KILL_SEED={SEED}"


def test_importing_a_file_twice_changes_nothing(
    declarations: Path, uninterrupted: tuple[dict[str, object], float], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    expect_success(touchstone(*arguments(declarations, store)))
    expect_success(touchstone(*arguments(declarations, store)))
    assert contents(store) == uninterrupted[0]
