"""The command line as a person meets it: help, exit codes, what it says when something is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hostile import A, HEADER
from product import ROOT, expect_success, rows, touchstone

COMMANDS = {
    "simulate": ["--out", "--seed", "--scale"],
    "import": ["--store", "--kind", "--map", "--source", "--marking", "--agency"],
    "assess": ["--store"],
    "findings": ["--store", "--format", "--rule"],
    "rules": ["check"],
    "serve": ["--store", "--port", "--host"],
    "stats": ["--store", "--format"],
}


def test_help_names_every_command() -> None:
    said = expect_success(touchstone("--help"))
    assert [command for command in COMMANDS if command not in said] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_names_its_options(command: str) -> None:
    said = expect_success(touchstone(command, "--help"))
    assert [option for option in COMMANDS[command] if option not in said] == []


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["no-such-command"], *([name, "--no-such-option"] for name in COMMANDS)])
def test_what_is_not_known_is_a_usage_error(arguments: list[str]) -> None:
    result = touchstone(*arguments)
    assert result.returncode == 64, result.stderr
    assert "Usage" in result.stderr
    assert result.stdout == ""


def test_a_missing_store_is_said_in_one_line(tmp_path: Path) -> None:
    for command in ("findings", "stats", "serve"):
        result = touchstone(command, "--store", tmp_path / "not-there")
        assert result.returncode > 0
        assert "not-there" in result.stderr
        assert not (tmp_path / "not-there").exists()


@pytest.mark.parametrize("option", [["--kind", "gossip"], ["--marking", "purple"], ["--map", "no-such-map"]])
def test_a_word_that_is_not_known_is_refused_before_anything_is_kept(option: list[str], tmp_path: Path) -> None:
    file = tmp_path / "declarations.csv"
    file.write_text(HEADER + A)
    result = touchstone("import", file, "--store", tmp_path / "store", *option)
    assert result.returncode > 0
    assert option[1] in result.stderr
    assert not (tmp_path / "store/facts.sqlite").exists() or rows(tmp_path / "store", "SELECT 1 FROM record") == []


def test_the_kind_of_a_file_is_recognised(tmp_path: Path) -> None:
    file = tmp_path / "some-file.csv"
    file.write_text(HEADER + A)
    expect_success(touchstone("import", file, "--store", tmp_path / "store", "--marking", "amber+strict"))
    assert rows(tmp_path / "store", "SELECT id, marking FROM declaration") == [("A", 3)]


def test_findings_come_in_every_format(demo_store: Path) -> None:
    total = rows(demo_store, "SELECT count(*) FROM finding")[0][0]
    assert total > 0
    as_json = json.loads(expect_success(touchstone("findings", "--store", demo_store, "--format", "json")))
    listed = as_json if isinstance(as_json, list) else as_json["findings"]
    assert len(listed) == total
    table = list(csv.reader(io.StringIO(expect_success(touchstone("findings", "--store", demo_store, "--format", "csv")))))
    assert len(table) == total + 1 and {len(line) for line in table} == {len(table[0])}
    places = json.loads(expect_success(touchstone("findings", "--store", demo_store, "--format", "geojson")))
    assert places["type"] == "FeatureCollection" and 0 < len(places["features"]) <= total
    assert expect_success(touchstone("findings", "--store", demo_store)).strip()


def test_findings_of_one_rule(demo_store: Path) -> None:
    rule, count = rows(demo_store, "SELECT rule_id, count(*) FROM finding GROUP BY rule_id ORDER BY 2 LIMIT 1")[0]
    table = expect_success(touchstone("findings", "--store", demo_store, "--format", "csv", "--rule", rule))
    assert len(list(csv.reader(io.StringIO(table)))) == count + 1


def test_the_same_seed_makes_the_same_country_and_the_same_findings(demo_store: Path, tmp_path: Path) -> None:
    countries = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        expect_success(touchstone("simulate", "--out", folder, "--seed", "7"))
        countries.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert countries[0] == countries[1] != {}
    before = rows(demo_store, "SELECT id FROM finding ORDER BY id")
    expect_success(touchstone("assess", "--store", demo_store))
    assert rows(demo_store, "SELECT id FROM finding ORDER BY id") == before


def test_the_rules_pass_their_own_tests() -> None:
    expect_success(touchstone("rules", "check"))
    expect_success(touchstone("rules", "check", ROOT / "Rules"))
