"""The look for secrets finds one that was left behind, and the look at packages one that nobody agreed to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from product import ROOT

# In two halves, so that this file holds none.
PLANTED = {
    "token of ours": "tss_" + "a1B2c3D" * 7,
    "API token": "ts_" + "Z9y8X7w" * 7,
    "private key": "-----BEGIN EC PRIVATE KEY-----" + "\n" + "MHcCAQEEIBJ2vWqZ3" * 3,
    "key in a string": '"-----BEGIN PRIVATE KEY-----' + "\\n" + "MIGHAgEAMBMGByqGSM49" * 2 + '"',
    "age key": "AGE-SECRET-KEY-1" + "QPZRY9X8" * 7 + "QQ",
    "AWS key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "GitHub token": "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
    "signed token": "eyJhbGciOiJIUzI1NiIs" + ".eyJzdWIiOiIxMjM0NTY3" + ".SflKxwRJSMeKKF2QT4fwpM",
    "password in an address": "postgres://user" + ":hunter22@db",
}


def scan(what: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / "scripts/scan.py", what, folder], capture_output=True, text=True)


def repository(folder: Path, content: str, name: str = "notes.md") -> Path:
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    (folder / name).write_text(content)
    subprocess.run(["git", "-C", folder, "add", "--force", "--all"], check=True)
    return folder


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found_and_not_repeated(tmp_path: Path, kind: str) -> None:
    found = scan("secrets", repository(tmp_path, f"one\ntwo {PLANTED[kind]} three\n"))
    assert found.returncode == 1
    assert "notes.md:2: looks like a secret" in found.stderr
    assert PLANTED[kind].splitlines()[-1][-12:] not in found.stdout + found.stderr


def test_what_only_speaks_of_secrets_is_not_one(tmp_path: Path) -> None:
    text = "Tokens begin with ts_ or tss_. A key file begins with -----BEGIN PRIVATE KEY-----.\nSee https://example.org/a@b:c\n"
    assert scan("secrets", repository(tmp_path, text)).returncode == 0


def test_a_key_file_is_found_by_its_name(tmp_path: Path) -> None:
    assert scan("secrets", repository(tmp_path, "x", "server.key")).returncode == 1


def test_this_project_holds_none() -> None:
    found = scan("secrets", ROOT)
    assert found.returncode == 0, found.stderr


def project(folder: Path, **change: object) -> Path:
    (folder / "scripts").mkdir()
    for file in [*ROOT.glob("scripts/requirements-*.txt"), ROOT / "scripts/dependencies.txt"]:
        shutil.copy(file, folder / "scripts")
    pin = {"identity": "hummingbird", "location": "https://github.com/hummingbird-project/hummingbird", "state": {"version": "2.28.1"}}
    pin.update(change)
    (folder / "Package.resolved").write_text(json.dumps({"pins": [pin]}))
    return folder


def test_packages_that_were_agreed_to_pass(tmp_path: Path) -> None:
    found = scan("dependencies", project(tmp_path))
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"identity": "left-pad"}, "nobody agreed to it"),
        ({"state": {"version": "9.9.9"}}, "2.28.1 was agreed to"),
        ({"state": {"branch": "main", "revision": "0"}}, "no released version"),
        ({"state": {"version": "2.28.1-beta.1"}}, "no released version"),
        ({"location": "git@github.com:evil/hummingbird"}, "not https"),
    ],
)
def test_other_packages_do_not(tmp_path: Path, change: dict[str, object], words: str) -> None:
    found = scan("dependencies", project(tmp_path, **change))
    assert found.returncode == 1
    assert words in found.stderr


def test_a_python_package_has_one_version(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "scripts/requirements-test.txt").write_text("pytest>=9\n")
    assert "not pinned" in scan("dependencies", folder).stderr
