"""Hostile files: none ends the process by a signal, each fault is kept with its reason and its place, and what is
good in the same file is kept too. Run with TOUCHSTONE_BINARY naming a build with AddressSanitizer to look deeper."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import MEGABYTE, Case, harmless_cases, hostile_cases
from product import BINARY, ENVIRONMENT, rows

HOSTILE = hostile_cases()
# A build with a sanitizer needs more for itself.
MOST_MEMORY = int(os.environ.get("TOUCHSTONE_MEMORY_LIMIT_MB", "300")) * MEGABYTE
FACTS = {"declaration": "declaration", "party": "party", "detection": "detection", "listing": "listing", "event": "event"}

# A child counts the memory of the process that started it as its own: so a small process starts it and not this one.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=2)
_, status, usage = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


def import_measured(file: Path, store: Path, kind: str) -> tuple[int, int, str]:
    """Imports a file; gives the exit code (negative for a signal), the peak memory in bytes and what was said."""
    output = store.parent / "output.txt"
    with output.open("wb") as sink:
        measured = subprocess.run(
            [sys.executable, "-S", "-c", MEASURE, str(BINARY), "import", str(file), "--store", str(store), "--kind", kind],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=sink,
            check=True,
        )
    code, kilobytes = map(int, measured.stdout.split())
    return code, kilobytes * 1024, output.read_text(errors="replace")


def kept(store: Path, kind: str) -> set[str]:
    """The facts of that kind in the store; of a list entry the number at the end, without its list's prefix."""
    found = {identifier for (identifier,) in rows(store, f"SELECT id FROM {FACTS[kind]}")}
    return {re.sub(r".*?0*(\d+)$", r"\1", identifier) for identifier in found} if kind == "listing" else found


def test_there_are_enough_hostile_files() -> None:
    assert len({case.name for case in HOSTILE}) == len(HOSTILE) >= 60


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.name)
def test_a_hostile_file_is_set_aside_with_its_reason(case: Case, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("this must never be read")
    file = case.write(tmp_path)
    if case.suffix == "xml":
        file.write_bytes(file.read_bytes().replace(b"SECRET", str(secret).encode()))
    store = tmp_path / "store"

    code, peak, said = import_measured(file, store, case.kind)

    assert code >= 0, f"ended by signal {-code}\n{said}"
    assert peak < MOST_MEMORY, f"{peak / MEGABYTE:.0f} MB"
    assert kept(store, case.kind) == case.good, said
    set_aside = rows(store, "SELECT code, found, line, position, path FROM quarantine")
    assert set_aside, f"nothing was set aside\n{said}"
    for _, found, line, position, path in set_aside:
        assert json.loads(found)["key"]
        assert line is not None or position is not None or path, "no place"
    assert case.code in {row[0] for row in set_aside}, set_aside
    if case.line is not None:
        assert case.line in {row[2] for row in set_aside}, set_aside
    database = b"".join(path.read_bytes() for path in store.glob("facts.sqlite*"))
    assert secret.read_bytes() not in database


@pytest.mark.parametrize("case", harmless_cases(), ids=lambda case: case.name)
def test_an_odd_but_right_file_is_taken_whole(case: Case, tmp_path: Path) -> None:
    store = tmp_path / "store"
    code, _, said = import_measured(case.write(tmp_path), store, case.kind)
    assert code == 0, said
    assert rows(store, "SELECT code, found, line, path FROM quarantine") == []
    assert kept(store, case.kind) == case.good


def directory(folder: Path) -> Path:
    made = folder / "a-folder.csv"
    made.mkdir()
    return made


def missing(folder: Path) -> Path:
    return folder / "not-there.csv"


def dangling(folder: Path) -> Path:
    link = folder / "link.csv"
    link.symlink_to(folder / "not-there.csv")
    return link


def unreadable(folder: Path) -> Path:
    file = folder / "unreadable.csv"
    file.write_text("id\n")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user reads every file")
    return file


@pytest.mark.parametrize("make", [directory, missing, dangling, unreadable], ids=lambda make: make.__name__)
def test_what_is_not_a_readable_file_is_refused_by_name(make, tmp_path: Path) -> None:
    file = make(tmp_path)
    code, _, said = import_measured(file, tmp_path / "store", "declaration")
    assert code > 0
    assert file.name in said


def test_a_bad_file_does_not_keep_the_next_one_out(tmp_path: Path) -> None:
    bad = next(case for case in HOSTILE if case.name == "png").write(tmp_path)
    good = next(case for case in harmless_cases() if case.name == "crlf").write(tmp_path)
    store = tmp_path / "store"
    subprocess.run(
        [str(BINARY), "import", str(bad), str(good), "--store", str(store), "--kind", "declaration"],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert kept(store, "declaration") == {"A", "B"}
