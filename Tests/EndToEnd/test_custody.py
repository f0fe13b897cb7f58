"""`touchstone custody`: who had an exhibit when, and what a court will ask about."""

from __future__ import annotations

import json
import re
from pathlib import Path

from product import LANGUAGES, ROOT, expect_success, touchstone

LOG = ROOT / "docs/examples/custody.jsonl"
AT = ("--at", "2026-03-04T00:00:00Z")


def test_the_worked_example_of_the_document() -> None:
    page = (ROOT / "docs/custody.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- example: custody -->\n```\n(.*?)\n```", page, re.S)
    assert shown is not None
    answer = touchstone("custody", LOG, *AT)
    assert answer.returncode == 1, "a broken chain has its own exit code"
    assert answer.stdout.strip() == shown[1]


def test_what_the_document_says_would_be_right_is_right(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in LOG.read_text(encoding="utf-8").splitlines()]
    lines[3]["carrier"], lines[4]["seals"] = "courier", ["A-1001"]
    mended = tmp_path / "mended.jsonl"
    mended.write_text("\n".join(map(json.dumps, reversed(lines))), encoding="utf-8")
    assert "nothing grave is the matter" in expect_success(touchstone("custody", mended, *AT))


def test_every_act_of_the_document_is_read_and_no_other(tmp_path: Path) -> None:
    page = (ROOT / "docs/custody.md").read_text(encoding="utf-8").split("## The acts")[1]
    acts = [act for row in re.findall(r"^\| (`.*?) \|", page, re.M) for act in re.findall(r"`(\w+)`", row)][1:]
    assert len(acts) == 16
    log = tmp_path / "log.jsonl"
    whole = {"to": "b", "from": "b", "seal": "S", "seals": ["S"], "method": "m", "usedMilligrams": 1, "parts": ["p"], "order": "o"}
    whole |= {"milligrams": 1, "sha256": "0" * 64, "tool": "t", "entry": "e"}
    needs = {"released": "to", "received": "from", "sealed": "seal", "opened": "seals", "examined": "method usedMilligrams"}
    needs |= {"divided": "parts", "weighed": "milligrams", "copied": "sha256 tool", "verified": "sha256"}
    needs |= {"returned": "to", "destroyed": "order", "struck": "entry"}
    moment = "2026-01-01T00:00:00.000Z"
    for act in [*acts, "eaten"]:
        entry = {"id": "e", "exhibit": "X", "at": moment, "recorded": moment, "by": "a", "act": act}
        entry |= {name: whole[name] for name in needs.get(act, "").split()}
        log.write_text('{"id":"X"}\n' + json.dumps(entry), encoding="utf-8")
        assert (touchstone("custody", log, *AT).returncode == 2) == (act == "eaten"), act


def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(LOG.read_text(encoding="utf-8") + 'nonsense\n{"id":"Y","colour":"red"}\n', encoding="utf-8")
    answer = touchstone("custody", log, *AT)
    assert answer.returncode == 2
    assert f"{log}:6: " in answer.stderr and f"{log}:7: " in answer.stderr and "colour" in answer.stderr
    assert "X-1: a court will ask" in answer.stdout


def test_json_says_the_same_in_every_language() -> None:
    said = set()
    for language in LANGUAGES:
        answer = touchstone("custody", LOG, *AT, "--format", "json", "--language", language)
        chain = json.loads(answer.stdout)
        assert [flag["flag"] for flag in chain["flags"]] == ["gap", "seals-differ"]
        assert chain["isUnbroken"] is False and chain["seals"] == ["A-1002"]
        said.add(chain["flags"][0]["says"])
    assert len(said) == 4
