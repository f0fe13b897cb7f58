"""The command line as a person meets it: help, exit codes, what it says when something is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from hostile import A, HEADER
from product import ROOT, expect_success, rows, touchstone

COMMANDS = {
    "simulate": ["--out", "--seed", "--scale"],
    "import": ["--store", "--kind", "--map", "--source", "--marking", "--agency"],
    "assess": ["--store"],
    "findings": ["list", "publish", "take-back"],
    "fingerprint": ["population", "compare", "assess", "mixture", "report", "calibrate", "statements"],
    "forms": ["add", "list", "open", "close", "send", "export"],
    "hash": ["--order", "--values", "--algorithm", "--prehash", "--digest", "--format"],
    "rules": ["check"],
    "search": ["--store", "--kind", "--format"],
    "serve": ["--store", "--port", "--host"],
    "sms": ["gateways", "outbox", "prices", "simulate"],
    "stats": ["--store", "--format"],
    "quarantine": ["list", "show", "retry"],
    "record": ["--store"],
    "validate": ["--strict", "--format", "--language"],
    "convert": ["--to", "--epc", "--prefixes"],
    "trace": ["--store", "--direction", "--depth", "--as-of", "--format"],
    "verify": ["--trust", "--tsa", "--did", "--status-list", "--entry", "--data", "--at", "--format", "--language"],
    "verify-store": ["--store"],
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


def every_command(*names: str) -> list[tuple[str, ...]]:
    """The commands below these names, as `--help` lists them, with these themselves."""
    listed = expect_success(touchstone(*names, "--help")).partition("SUBCOMMANDS:")[2]
    below = [name for name in re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE)]
    return ([names] if names else []) + [found for name in below for found in every_command(*names, name)]


def test_the_document_has_every_command_and_every_option() -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    sections = {title: body for title, body in re.findall(r"^##+ touchstone ([a-z -]+)\n(.*?)(?=^##|\Z)", page, re.M | re.S)}
    commands = every_command()
    assert {" ".join(names) for names in commands} == set(sections)
    for names in commands:
        said = expect_success(touchstone(*names, "--help")).partition("USAGE:")[2]
        options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", said, re.MULTILINE)) - {"--help"}
        described = set(re.findall(r"^\| `(--[a-z-]+)", sections[" ".join(names)], re.MULTILINE))
        assert options == described, names


def test_a_missing_store_is_said_in_one_line(tmp_path: Path) -> None:
    for command in (["findings"], ["search", "x"], ["stats"], ["serve"], ["assess"], ["quarantine"], ["record", "1"], ["trace", "X"], ["verify-store"], ["sms", "outbox"], ["sms", "gateways", "list"], ["sms", "prices", "list"]):
        result = touchstone(*command, "--store", tmp_path / "not-there")
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1
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


def taken(tmp_path: Path, rows_of_file: str) -> Path:
    """A store with one file of declarations in it."""
    file = tmp_path / "declarations.csv"
    file.write_text(HEADER + rows_of_file)
    expect_success(touchstone("import", file, "--store", tmp_path / "store", "--kind", "declaration"))
    return tmp_path / "store"


def test_a_record_is_shown_as_it_was_received(tmp_path: Path) -> None:
    store = taken(tmp_path, A)
    number, digest = rows(store, "SELECT id, lower(hex(sha256)) FROM record")[0]
    said = expect_success(touchstone("record", str(number), "--store", store))
    assert digest in said and A.strip() in said
    alone = expect_success(touchstone("record", str(number), "--store", store, "--bytes"))
    assert hashlib.sha256(alone.encode()).hexdigest() == digest
    missing = touchstone("record", "999", "--store", store)
    assert missing.returncode == 1 and "999" in missing.stderr


def test_what_is_set_aside_can_be_put_right(tmp_path: Path) -> None:
    store = taken(tmp_path, A.replace("2026-03-01", "yesterday"))
    [(number, code)] = rows(store, "SELECT id, code FROM quarantine")
    assert code in expect_success(touchstone("quarantine", "--store", store))
    shown = expect_success(touchstone("quarantine", "show", str(number), "--store", store))
    assert code in shown and "yesterday" in shown
    again = tmp_path / "again.csv"
    again.write_text(A.replace("2026-03-01", "tomorrow"))
    assert touchstone("quarantine", "retry", str(number), "--with", again, "--store", store).returncode == 1
    again.write_text(A)
    expect_success(touchstone("quarantine", "retry", str(number), "--with", again, "--store", store))
    assert rows(store, "SELECT id FROM declaration") == [("A",)]
    assert (number, "resolved") in rows(store, "SELECT id, state FROM quarantine")


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    store = taken(tmp_path, A.replace("2026-03-01", "\x1b[2J"))
    [(number,)] = rows(store, "SELECT id FROM quarantine")
    for command in (["quarantine"], ["quarantine", "show", str(number)]):
        assert "\x1b" not in expect_success(touchstone(*command, "--store", store))


def test_a_changed_store_is_noticed(tmp_path: Path) -> None:
    store = taken(tmp_path, A)
    for command in ("verify-store", "fsck"):
        expect_success(touchstone(command, "--store", store))
    [kept] = [path for path in (store / "received").rglob("*") if path.is_file()]
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"A,", b"B,"))
    result = touchstone("verify-store", "--store", store)
    assert result.returncode == 1 and "declarations.csv" in result.stderr and "record 1" in result.stderr
    kept.write_bytes(content)
    expect_success(touchstone("verify-store", "--store", store))
    with sqlite3.connect(store / "facts.sqlite") as connection:
        connection.execute("UPDATE record SET position = 1000000")
    assert touchstone("verify-store", "--store", store).returncode == 1
    kept.unlink()
    assert touchstone("verify-store", "--store", store).returncode == 1


def test_a_refused_file_makes_the_exit_code_and_the_next_is_taken(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(bytes(range(256)))
    good.write_text(HEADER + A)
    result = touchstone("import", bad, tmp_path, good, "--store", tmp_path / "store", "--kind", "declaration")
    assert result.returncode == 1
    assert "bad.csv" in result.stderr and "folder" in result.stderr
    assert rows(tmp_path / "store", "SELECT id FROM declaration") == [("A",)]


def test_quiet_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "declarations.csv"
    file.write_text(HEADER + A)
    result = touchstone("import", file, "--store", tmp_path / "store", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_kinds_and_maps_are_listed() -> None:
    kinds = expect_success(touchstone("import", "--list-kinds"))
    assert all(word in kinds for word in ("declaration", "net_mass_kg", "a mass in kg", "event", "listing"))
    maps = expect_success(touchstone("import", "--list-maps"))
    assert [path.stem for path in (ROOT / "Content/maps").glob("*.yaml") if path.stem not in maps] == []


def test_nothing_is_made_where_nothing_can_be_taken(tmp_path: Path) -> None:
    assert touchstone("import", tmp_path / "no.csv", "--store", tmp_path / "store").returncode == 1
    assert not (tmp_path / "store").exists()


def test_findings_are_in_order_and_can_be_narrowed(demo_store: Path) -> None:
    listed = json.loads(expect_success(touchstone("findings", "--store", demo_store, "--format", "json")))
    order = [(-each["severity"], -each["weight"] * each["strength"], each["id"]) for each in listed]
    assert order == sorted(order)
    cell = json.loads(
        expect_success(
            touchstone("findings", "--store", demo_store, "--format", "json", "--stage", "S2", "--vulnerability", "V3")
        )
    )
    assert [each["id"] for each in cell] == [each["id"] for each in listed if "S2/V3" in each["cells"]]
    few = json.loads(expect_success(touchstone("findings", "--store", demo_store, "--format", "json", "--limit", "3")))
    assert few == listed[:3]
    grave = json.loads(expect_success(touchstone("findings", "--store", demo_store, "--format", "json", "--severity", "5")))
    assert grave == [each for each in listed if each["severity"] == 5]


def test_findings_speak_every_language(demo_store: Path) -> None:
    said = {
        language: json.loads(
            expect_success(
                touchstone("findings", "--store", demo_store, "--format", "json", "--limit", "1", "--language", language)
            )
        )[0]["explanation"]
        for language in ("en", "fr", "pt", "es")
    }
    assert len(set(said.values())) == 4 and all(said.values())


def test_a_rule_that_is_not_there_is_said(demo_store: Path) -> None:
    result = touchstone("findings", "--store", demo_store, "--rule", "no-such-rule")
    assert result.returncode == 1 and "no-such-rule" in result.stderr
