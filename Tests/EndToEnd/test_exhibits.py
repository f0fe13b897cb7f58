"""`touchstone exhibit`: files sealed as they arrive, a log that `touchstone custody` reads, and no damage that passes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from product import expect_success, scalar, touchstone

WORDS = b"2026-03-01;lot 7;1250 kg;weighed by night\n" * 60_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one case, which the owner of the machine opened past the pages."""
    folder = tmp_path_factory.mktemp("exhibits")
    file = folder / "parties.csv"
    file.write_text("id,name,kind\np-1,Ore Trading,company\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "party", "--store", folder / "store"))
    with contextlib.closing(sqlite3.connect(folder / "store/facts.sqlite")) as database, database:
        database.execute(
            "INSERT INTO case_file (id, opened_at, title, stage, marking, lead_id, is_known, changed_at) "
            "VALUES (7, '2026-03-01T00:00:00Z', 'Ore of no mine', 'open', 3, 1, 0, '2026-03-01T00:00:00Z')"
        )
    (folder / "scale.csv").write_bytes(WORDS)
    return folder


def added(archive: Path, *more: str | Path) -> str:
    moment = ("--at", "2026-03-02T09:00:00Z", "--by", "inspector Banda")
    return expect_success(touchstone("exhibit", "add", "7", *more, *moment, "--store", archive / "store"))


@pytest.fixture(scope="module")
def exhibit(archive: Path) -> str:
    return added(archive, archive / "scale.csv", "--title", "Log of the scale", "--request", "scale")


def test_a_file_is_sealed_and_comes_back_as_it_was(archive: Path, exhibit: str, tmp_path: Path) -> None:
    digest = hashlib.sha256(WORDS).hexdigest()
    assert "case-7-exhibit-1" in exhibit and digest in exhibit
    again = added(archive, archive / "scale.csv", "--title", "Log of the scale", "--request", "scale")
    assert again == exhibit, "the same word adds nothing"
    sealed = [path for path in (archive / "store/evidence").rglob("*") if path.is_file()]
    assert len(sealed) == 1
    for path in (archive / "store").rglob("*"):
        assert path.is_dir() or b"weighed by night" not in path.read_bytes(), path
    copy = tmp_path / "copy.csv"
    said = expect_success(touchstone("exhibit", "read", "7", "1", "--to", copy, "--store", archive / "store"))
    assert digest in said and copy.read_bytes() == WORDS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.csv"]
    refused = touchstone("exhibit", "read", "7", "1", "--to", copy, "--store", archive / "store")
    assert refused.returncode == 1 and "Nothing is written over" in refused.stderr
    assert scalar(archive / "store", "SELECT count(*) FROM access WHERE action = 'evidence-read'") == 1


def test_the_log_is_read_by_custody_and_takes_entries(archive: Path, exhibit: str, tmp_path: Path) -> None:
    added(archive, "--title", "Bag of ore", "--milligrams", "1250000", "--request", "bag")
    store = archive / "store"
    given = {"exhibit": "case-7-exhibit-2", "by": "inspector Banda", "purpose": "for the laboratory"}
    lines = [
        {"id": "s", "at": "2026-03-02T09:10:00.000Z", "act": "sealed", "seal": "A-1001", **given},
        {"id": "r", "at": "2026-03-02T15:00:00.000Z", "act": "released", "to": "laboratory", "carrier": "courier", **given},
        {"id": "x", "at": "2026-03-02T15:00:00.000Z", "act": "eaten", **given},
        {"id": "y", "at": "2999-01-01T00:00:00.000Z", "act": "moved", **given},
        {"id": "z", "at": "2026-03-02T15:00:00.000Z", "act": "moved", **given, "exhibit": "case-8-exhibit-2"},
    ]
    file = tmp_path / "entries.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for _ in range(2):
        answer = touchstone("exhibit", "record", "7", file, "--store", store)
        assert answer.returncode == 1 and answer.stdout.strip() == "Entries kept: 2. Refused: 3."
        for line in (3, 4, 5):
            assert f"{file}:{line}: " in answer.stderr
    log = tmp_path / "log.jsonl"
    log.write_text(expect_success(touchstone("exhibit", "log", "7", "--store", store)), encoding="utf-8")
    answer = touchstone("custody", log, "--at", "2026-03-03T00:00:00Z", "--format", "json")
    chains = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [chain["isUnbroken"] for chain in chains] == [True, True]
    assert chains[1]["seals"] == ["A-1001"] and len(chains[1]["spans"]) == 2
    listed = expect_success(touchstone("exhibit", "list", "7", "--store", store))
    assert "courier to laboratory" in listed and "Log of the scale" in listed


def test_damage_is_found_by_reading_and_without_the_key(archive: Path, exhibit: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(archive / "store", store)
    (sealed,) = (path for path in (store / "evidence").rglob("*") if path.is_file())
    expect_success(touchstone("verify-store", "--store", store))
    data = bytearray(sealed.read_bytes())
    data[len(data) // 2] ^= 1
    sealed.write_bytes(data)
    copy = tmp_path / "copy.csv"
    answer = touchstone("exhibit", "read", "7", "1", "--to", copy, "--store", store)
    assert answer.returncode == 1 and "not what was sealed" in answer.stderr
    assert not copy.exists() and not list(tmp_path.glob(".*.part"))
    (store / "keys/evidence").unlink()
    answer = touchstone("verify-store", "--store", store)
    assert answer.returncode != 0 and sealed.name in answer.stdout + answer.stderr


def test_a_backup_holds_the_sealed_files_and_not_their_key(archive: Path, exhibit: str, tmp_path: Path) -> None:
    backup, restored = tmp_path / "backup.tar", tmp_path / "restored"
    answer = touchstone("backup", "create", "--plain", "--store", archive / "store", "--to", backup)
    assert "1 files of exhibits" in expect_success(answer) and "keys/evidence" in answer.stderr
    expect_success(touchstone("restore", backup, "--into", restored))
    copy = tmp_path / "copy.csv"
    refused = touchstone("exhibit", "read", "7", "1", "--to", copy, "--store", restored)
    assert refused.returncode == 1 and "keys/evidence is missing" in refused.stderr
    shutil.copytree(archive / "store/keys", restored / "keys")
    expect_success(touchstone("exhibit", "read", "7", "1", "--to", copy, "--store", restored))
    assert copy.read_bytes() == WORDS


def test_what_is_not_there_is_named(archive: Path, exhibit: str, tmp_path: Path) -> None:
    store = archive / "store"
    file = archive / "scale.csv"
    said = ("--title", "t", "--by", "b", "--store", store)
    for arguments, words in [
        (("add", "99", file, *said), "There is no case 99"),
        (("add", "7", tmp_path / "none", *said), "cannot be read"),
        (("add", "7", tmp_path, *said), "cannot be read"),
        (("add", "7", "--title", " ", "--by", "b", "--store", store), "title"),
        (("read", "7", "44", "--to", tmp_path / "c", "--store", store), "no exhibit 44"),
        (("list", "99", "--store", store), "There is no case 99"),
    ]:
        answer = touchstone("exhibit", *arguments)
        assert answer.returncode == 1 and words in answer.stderr, (arguments, answer.stderr)
    assert len([path for path in (store / "evidence").rglob("*") if path.is_file()]) == 1
    assert not re.search(r"Fatal|crash", touchstone("exhibit", "log", "7", "--store", store).stderr)
