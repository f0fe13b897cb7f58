"""`touchstone hash`: ids, digests and faults of EPCIS documents, as a person or a program meets them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, expect_success, touchstone

sys.path.append(str(ROOT / "Benchmarks"))
import mineral_events  # noqa: E402

SHIPMENT = ROOT / "docs/examples/shipment.json"


def from_input(text: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BINARY), "hash", "-", *options], input=text, env=ENVIRONMENT, capture_output=True, text=True, timeout=60
    )


def test_the_worked_example_of_the_document() -> None:
    page = (ROOT / "docs/epcis-hash.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- example: shipment -->\n```\n(.*?)\n```", page, re.S)
    assert shown is not None
    identifier, _, lines = shown[1].partition("\n")
    expected = identifier + "\t" + "".join(line.strip() for line in lines.splitlines())
    assert expect_success(touchstone("hash", SHIPMENT, "--prehash")).splitlines() == [expected]


def test_the_document_names_every_ambiguity() -> None:
    page = (ROOT / "docs/epcis-hash.md").read_text(encoding="utf-8")
    messages = json.loads((ROOT / "Content/messages/en.json").read_text(encoding="utf-8"))
    names = {key.removeprefix("hash.ambiguity.") for key in messages if key.startswith("hash.ambiguity.")}
    assert {name for name in names if f"`{name}`" not in page} == set()
    source = (ROOT / "Sources/EPCIS/Hash/HashAmbiguity.swift").read_text(encoding="utf-8")
    assert set(re.findall(r"^    case (\w+)$", source, re.M)) == names
    faults = (ROOT / "Sources/EPCIS/Document/DocumentFault.swift").read_text(encoding="utf-8")
    reasons = {name for line in re.findall(r"^        case (.*)$", faults, re.M) for name in line.split(", ")}
    assert reasons == {key.removeprefix("hash.fault.") for key in messages if key.startswith("hash.fault.")} - {"end"}


def test_both_syntaxes_have_the_same_ids_in_the_order_of_the_document(tmp_path: Path) -> None:
    xml, json_ld = tmp_path / "events.xml", tmp_path / "events.jsonld"
    xml.write_text(mineral_events.as_xml(400), encoding="utf-8")
    json_ld.write_text(mineral_events.as_json(400), encoding="utf-8")
    for options in ([], ["--order", "cbv"], ["--values", "uniform"], ["--algorithm", "sha-512"], ["--algorithm", "sha3-256"]):
        left = expect_success(touchstone("hash", xml, *options)).splitlines()
        right = expect_success(touchstone("hash", json_ld, *options)).splitlines()
        assert left == right
        assert len(set(left)) == 400
        algorithm = options[1] if "--algorithm" in options else "sha-256"
        assert all(re.fullmatch(rf"ni:///{algorithm};[0-9a-f]+\?ver=CBV2\.0", line) for line in left)
    assert expect_success(touchstone("hash", xml)) == expect_success(from_input(xml.read_text(encoding="utf-8")))


def test_the_id_is_the_digest_of_the_prehash_string() -> None:
    for name in ("sha-256", "sha-384", "sha-512", "sha3-256"):
        said = expect_success(touchstone("hash", SHIPMENT, "--algorithm", name, "--format", "json", "--prehash"))
        event = json.loads(said)
        digest = hashlib.new(name.replace("-", "", 1) if "sha3" not in name else "sha3_256", event["prehash"].encode())
        assert event["id"] == f"ni:///{name};{digest.hexdigest()}?ver=CBV2.0"


def test_the_digests_are_those_of_the_bytes_and_of_the_canonical_form() -> None:
    event = json.loads(expect_success(touchstone("hash", SHIPMENT, "--digest", "--format", "json")))
    received = SHIPMENT.read_bytes()[event["offset"] :][: event["length"]]
    canonical = json.dumps(json.loads(received), sort_keys=True, separators=(",", ":")).encode()
    assert event["received"] == hashlib.sha256(received).hexdigest()
    assert event["canonical"] == hashlib.sha256(canonical).hexdigest()
    assert event["exact"] is True


def test_a_faulty_event_is_a_hyphen_and_is_said_with_its_place(tmp_path: Path) -> None:
    good = json.dumps(next(mineral_events.events(1)))
    file = tmp_path / "events.json"
    file.write_text(f'{{"@context":[],"epcisBody":{{"eventList":[{good},\n{{"type":"ObjectEvent","a":01}},\n{good}]}}}}')
    result = touchstone("hash", file)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert [line == "-" for line in lines] == [False, True, False]
    assert lines[0] == lines[2]
    assert "line 2, $.epcisBody.eventList[1]" in result.stderr
    assert "RFC 8259 §6" in result.stderr
    said = [json.loads(line) for line in touchstone("hash", file, "--format", "json").stdout.splitlines()]
    assert [event.get("fault") for event in said] == [None, "badNumber", None]
    assert said[1]["event"] == 1


@pytest.mark.parametrize("text", ["", "nonsense", "<!DOCTYPE a><a/>", "<a>", '{"epcisBody":{}', "[[["])
def test_what_is_no_document_fails_in_one_line(text: str) -> None:
    result = from_input(text)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert set(result.stdout.split()) <= {"-"}


def test_a_missing_file_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    result = touchstone("hash", tmp_path / "not-there.xml", SHIPMENT)
    assert result.returncode == 1
    assert "not-there.xml" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_ambiguities_are_said_once_in_each_language() -> None:
    event = {"@context": {"ex": "https://ex.org/"}, "type": "ObjectEvent", "ex:permit": "00123"}
    text = "\n".join([json.dumps(event)] * 3)
    said = [from_input(text, "--language", language) for language in LANGUAGES]
    assert [result.returncode for result in said] == [0] * 4
    assert all(result.stderr.count("\n") == 1 and "00123" in result.stderr for result in said)
    assert len({result.stderr for result in said}) == 4
    assert from_input(text, "--quiet").stderr == ""
    assert json.loads(from_input(text, "--format", "json").stdout.splitlines()[0])["ambiguities"] == ["numericText"]


def test_an_unknown_context_is_named_and_not_fetched() -> None:
    event = {"@context": ["https://unknown.example/c.jsonld"], "type": "ObjectEvent", "q:a": "1"}
    result = from_input(json.dumps({"@context": event["@context"], "epcisBody": {"eventList": [event]}}))
    assert result.returncode == 0
    assert "https://unknown.example/c.jsonld" in result.stderr
