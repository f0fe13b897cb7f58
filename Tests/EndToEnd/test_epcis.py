"""EPCIS documents: judged, converted and imported as `docs/epcis.md` says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from product import ROOT, expect_success, rows, touchstone

PAGE = (ROOT / "docs/epcis.md").read_text(encoding="utf-8")
DOCUMENT = re.findall(r"^```json\n(.*?)^```", PAGE, re.M | re.S)[0]
ANSWER = re.findall(r"^```\n(washed\.json:.*?)^```", PAGE, re.M | re.S)[0]


@pytest.fixture
def washed(tmp_path: Path) -> Path:
    path = tmp_path / "washed.json"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def valid(path: Path) -> Path:
    path.write_text(DOCUMENT.replace('"washing"', '"commissioning"'), encoding="utf-8")
    return path


def test_the_worked_example(washed: Path) -> None:
    result = touchstone("validate", washed)
    assert result.returncode == 1
    assert result.stdout.replace(str(washed), "washed.json") == ANSWER


@pytest.mark.parametrize(("language", "word"), [("en", "error"), ("fr", "erreur"), ("pt", "erro"), ("es", "error")])
def test_every_language(washed: Path, language: str, word: str) -> None:
    result = touchstone("validate", washed, "--language", language)
    assert f": {word}: $.epcisBody" in result.stdout
    assert "{" not in result.stdout and "validation." not in result.stdout


def test_faults_as_json(washed: Path) -> None:
    result = touchstone("validate", washed, "--format", "json")
    assert result.returncode == 1
    [verdict] = json.loads(result.stdout)
    assert verdict["valid"] is False and verdict["events"] == 1
    [fault] = verdict["faults"]
    assert (fault["reason"], fault["line"], fault["event"], fault["layer"]) == ("unknownWord", 19, 0, "rule")


def test_json_survives_xml(washed: Path) -> None:
    valid(washed)
    assert "valid, 1 event" in expect_success(touchstone("validate", washed))
    xml = washed.with_suffix(".xml")
    xml.write_text(expect_success(touchstone("convert", washed, "--to", "xml")), encoding="utf-8")
    assert "urn:epcglobal:cbv:bizstep:commissioning" in xml.read_text(encoding="utf-8")
    expect_success(touchstone("validate", xml))
    back = expect_success(touchstone("convert", xml, "--to", "json"))
    assert json.loads(back) == json.loads(washed.read_text(encoding="utf-8"))


def test_identifiers_and_what_is_lost(washed: Path) -> None:
    valid(washed)
    links = expect_success(touchstone("convert", washed, "--to", "json", "--epc", "link"))
    assert "https://id.gs1.org/01/04012345123456/10/ORE-1" in links
    path = washed.with_name("links.json")
    path.write_text(links, encoding="utf-8")
    result = touchstone("convert", path, "--to", "xml", "--epc", "urn", "--language", "fr")
    assert result.returncode == 0
    assert "préfixe d’entreprise" in result.stderr
    prefixes = washed.with_name("prefixes.json")
    prefixes.write_text('{"GCPPrefixFormatList":{"entry":[{"prefix":"4012345","gcpLength":7}]}}', encoding="utf-8")
    again = expect_success(touchstone("convert", path, "--to", "json", "--epc", "urn", "--prefixes", prefixes))
    assert json.loads(again) == json.loads(washed.read_text(encoding="utf-8"))


def test_an_xml_document_is_imported_and_a_faulty_event_set_aside(washed: Path, tmp_path: Path) -> None:
    valid(washed)
    xml = expect_success(touchstone("convert", washed, "--to", "xml"))
    event = re.search(r"<TransformationEvent.*</TransformationEvent>", xml, re.S).group(0)
    faulty = event.replace("2026-03-01T10:30:00+02:00", "yesterday").replace("374d95fc", "474d95fc")
    other = event.replace("374d95fc", "574d95fc")
    path = tmp_path / "events.xml"
    path.write_text(xml.replace(event, "\n".join([event, faulty, other])), encoding="utf-8")
    store = tmp_path / "store"
    expect_success(touchstone("import", path, "--store", store))
    assert [row[0] for row in rows(store, "SELECT id FROM event ORDER BY id")] == [
        "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
        "urn:uuid:574d95fc-9457-4a51-bd6a-0bba133845a8",
    ]
    assert rows(store, "SELECT lot_id, role, mass_g FROM event_lot WHERE event_id LIKE '%374d%' ORDER BY role") == [
        ("urn:epc:class:lgtin:4012345.012345.CON-1", "made", 120500),
        ("urn:epc:class:lgtin:4012345.012345.ORE-1", "used", 1500000),
    ]
    assert rows(store, "SELECT grade_ppm FROM lot") == [(315000,), (315000,)] or rows(store, "SELECT grade_ppm FROM lot") == [(315000,)]
    assert rows(store, "SELECT line, path, code FROM quarantine") == [(2, "$.eventTime", "bad-date")]


def test_what_is_no_epcis_is_said(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text("<other/>", encoding="utf-8")
    result = touchstone("convert", path, "--to", "json")
    assert result.returncode == 1 and result.stderr.count("\n") == 1
    assert touchstone("validate", path).returncode == 1
    assert touchstone("validate", tmp_path / "not-there.xml").returncode == 1
