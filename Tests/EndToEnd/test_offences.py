"""`touchstone offences`: the content in four languages, the worked example of the document, files that are refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from product import LANGUAGES, ROOT, expect_success, touchstone

BOARD = ROOT / "docs/examples/board.json"


def example(name: str) -> str:
    page = (ROOT / "docs/offences.md").read_text(encoding="utf-8")
    shown = re.search(rf"<!-- example: {name} -->\n```\n(.*?)\n```", page, re.S)
    assert shown is not None
    return shown[1]


@pytest.mark.parametrize("name", ["element", "open"])
def test_the_worked_example_of_the_document(name: str) -> None:
    assert example(name) in expect_success(touchstone("offences", "board", BOARD))


def test_the_board_is_the_same_for_a_program() -> None:
    board = json.loads(expect_success(touchstone("offences", "board", BOARD, "--format", "json")))
    assert [element["standing"] for element in board["elements"]] == ["supported", "partial", "lead", "open"]
    assert [element["contested"] for element in board["elements"]] == [False, True, False, False]
    assert [entry["id"] for entry in board["disclosure"]] == ["b4"]
    assert {point["what"] for point in board["open"]} == {
        "none-probative", "essential", "contested", "unreviewed", "leads-alone", "nothing", "law",
    }
    assert "O01.2a" in board["whoCanGet"]["cadastre"]


def test_every_offence_is_shown_in_every_language() -> None:
    content = json.loads((ROOT / "Content/offences/offences.json").read_text(encoding="utf-8"))
    assert len(content["offences"]) == 18
    for language in LANGUAGES:
        listed = expect_success(touchstone("offences", "list", "--language", language))
        for offence in content["offences"]:
            assert offence["id"] in listed
        offence = content["offences"][7]
        shown = expect_success(touchstone("offences", "show", offence["id"], "--language", language))
        for element in offence["elements"]:
            assert element["text"][language] in shown
            for proof in element["proofs"]:
                assert proof["text"][language] in shown
        assert "offences." not in shown, "a key without a text"


def test_the_words_of_the_board_are_translated() -> None:
    boards = {expect_success(touchstone("offences", "board", BOARD, "--language", language)) for language in LANGUAGES}
    assert len(boards) == len(LANGUAGES)
    for board in boards:
        assert not re.search(r"\boffences\.|\{\w+\}|%", board)


def test_the_law_of_a_pack_shows_gaps_and_the_four_year_test() -> None:
    rows = expect_success(touchstone("offences", "list", "--pack", "simulated")).splitlines()
    assert next(row for row in rows if row.startswith("O01")).split()[-2:] == ["1", "yes"]
    assert next(row for row in rows if row.startswith("O02")).split()[-2:] == ["1", "no"]
    assert next(row for row in rows if row.startswith("O18")).split()[-2:] == ["4", "unknown"]
    refused = touchstone("offences", "list", "--pack", "nowhere")
    assert refused.returncode == 1 and "no pack nowhere" in refused.stderr
    without = touchstone("offences", "show", "O01", "--pack", "mz")
    assert without.returncode == 1 and "no provisions.json" in without.stderr


def test_a_file_that_is_wrong_is_refused_with_line_and_place(tmp_path: Path) -> None:
    file = tmp_path / "board.json"
    file.write_text(BOARD.read_text(encoding="utf-8").replace('"probative"', '"certain"'), encoding="utf-8")
    refused = touchstone("offences", "board", file)
    assert refused.returncode == 1 and refused.stdout == ""
    assert re.search(r"board\.json:\d+: entries\[1\]\.weight: expected one of lead, corroborative, probative", refused.stderr)
    absent = touchstone("offences", "board", tmp_path / "absent.json")
    assert absent.returncode == 1 and "cannot be read" in absent.stderr
    unknown = touchstone("offences", "show", "O99")
    assert unknown.returncode == 1 and "no offence O99" in unknown.stderr
