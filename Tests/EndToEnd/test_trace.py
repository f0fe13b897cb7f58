"""Where a lot comes from: the command, the data interface and the pages say the same."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from product import LANGUAGES, ROOT, expect_success, serving, touchstone


def example() -> str:
    """The JSON of the worked example of the page."""
    text = (ROOT / "docs/traceability.md").read_text(encoding="utf-8")
    return re.search(r"```json\n(.*?)```", text, re.S)[1]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, imported."""
    folder = tmp_path_factory.mktemp("trace")
    file = folder / "events.json"
    file.write_text(example(), encoding="utf-8")
    expect_success(touchstone("import", file, "--store", folder / "store", "--marking", "clear"))
    expect_success(touchstone("assess", "--store", folder / "store"))
    return folder / "store"


@pytest.fixture(scope="module")
def site_of_example(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(store, tmp_path_factory.mktemp("trace-server") / "log.txt") as address:
        yield address


def trace(store: Path, *arguments: str) -> str:
    return expect_success(touchstone("trace", *arguments, "--store", store))


def shares(answer: dict[str, Any]) -> dict[str, int]:
    return {origin["site"]: origin["share_ppm"] for origin in answer["origin"]["sites"]}


def test_the_worked_example_of_the_page(store: Path) -> None:
    answer = json.loads(trace(store, "METAL-1", "--format", "json"))
    assert shares(answer) == {"COLLINE-3": 750_000, "COLLINE-7": 250_000}
    assert answer["origin"]["unknown_ppm"] == 0
    assert [lot["lot"] for lot in answer["upstream"]["lots"]] == ["METAL-1", "LOT-1", "BAG-1", "BAG-2"]
    assert {(flow["from"], flow["to"], flow["mass_g"]) for flow in answer["upstream"]["flows"]} == {
        ("BAG-1", "LOT-1", 60_000),
        ("BAG-2", "LOT-1", 20_000),
        ("LOT-1", "METAL-1", 40_000),
    }
    assert answer["downstream"] is None


def test_the_tree_shows_masses_records_and_shares(store: Path) -> None:
    said = trace(store, "METAL-1", "--direction", "both")
    for piece in ("├─ BAG-1", "60 kg", "└─ BAG-2", "75\u00a0%", "25\u00a0%", "COLLINE-3", "not physical origin"):
        assert piece.replace(" kg", "\u00a0kg") in said, said
    assert re.search(r"record \d+", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(store: Path, language: str) -> None:
    said = trace(store, "METAL-1", "--direction", "both", "--language", language)
    assert not re.search(r"\b(trace|origin|custody|flow)\.[a-z_]+", said), said


def test_directions_and_limits(store: Path) -> None:
    down = json.loads(trace(store, "BAG-2", "--direction", "downstream", "--format", "json"))
    assert [lot["lot"] for lot in down["downstream"]["lots"]] == ["BAG-2", "LOT-1", "METAL-1"]
    near = json.loads(trace(store, "METAL-1", "--depth", "1", "--format", "json"))
    assert [lot["lot"] for lot in near["upstream"]["lots"]] == ["METAL-1", "LOT-1"]
    assert near["upstream"]["left_out"]["lots_at_depth"] == 1
    late = json.loads(trace(store, "METAL-1", "--from", "2026-01-04", "--format", "json"))
    assert [lot["lot"] for lot in late["upstream"]["lots"]] == ["METAL-1", "LOT-1"]
    before = json.loads(trace(store, "METAL-1", "--as-of", "2020-01-01", "--format", "json"))
    assert len(before["upstream"]["lots"]) == 1


def test_pictures(store: Path) -> None:
    picture = ElementTree.fromstring(trace(store, "METAL-1", "--format", "svg"))
    labels = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"COLLINE-3", "COLLINE-7", "BAG-1", "BAG-2", "LOT-1", "METAL-1"} <= labels
    dot = trace(store, "METAL-1", "--format", "dot")
    assert dot.startswith("digraph lots {") and dot.count("->") == 5


def test_an_unknown_lot_is_said_with_the_nearest_names(store: Path) -> None:
    result = touchstone("trace", "METAL-9", "--store", store)
    assert result.returncode == 1
    assert "METAL-9" in result.stderr and "METAL-1" in result.stderr
    wrong = touchstone("trace", "METAL-1", "--store", store, "--from", "yesterday")
    assert wrong.returncode == 64


def test_a_damaged_graph_is_built_again(store: Path) -> None:
    whole = trace(store, "METAL-1", "--format", "json")
    for file in (store / "lots").iterdir():
        if file.name.startswith(("events", "graph", "current")):
            file.write_bytes(b"damaged")
    assert trace(store, "METAL-1", "--format", "json") == whole


def test_the_data_interface_says_the_same(store: Path, site_of_example: str) -> None:
    with urllib.request.urlopen(f"{site_of_example}/api/v1/trace/METAL-1", timeout=30) as answer:
        assert json.load(answer) == json.loads(trace(store, "METAL-1", "--format", "json"))
    for address, status in (("trace/NONE", 404), ("trace/METAL-1?direction=sideways", 400), ("trace/METAL-1?from=x", 400)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{site_of_example}/api/v1/{address}", timeout=30)
        assert refused.value.code == status


def test_the_page_of_the_lot(site_of_example: str) -> None:
    with urllib.request.urlopen(f"{site_of_example}/en/lots/METAL-1", timeout=30) as answer:
        page = answer.read().decode("utf-8")
    assert "75\u00a0%" in page and "flow-picture" in page and 'class="qr"' in page
    assert f"{site_of_example}/en/lots/METAL-1" in page


def test_small_figures_are_not_shown(tmp_path: Path) -> None:
    head = "id,mineral,mass_kg,site,tag,made\n"
    lots = [f"A-{n},tin,50,MINE-A,T-A{n},2026-0{n}-01T00:00:00Z" for n in range(1, 5)]
    lots += [f"B-{n},tin,70,MINE-B,T-B{n},2026-01-01T00:00:00Z" for n in range(1, 3)]
    # What a smelter tags has been counted at its mines.
    lots += [f"C-{n},tin,90,SMELTER,T-C{n},2026-01-01T00:00:00Z" for n in range(1, 6)]
    (tmp_path / "lots.csv").write_text(head + "\n".join(lots) + "\n", encoding="utf-8")
    (tmp_path / "sites.csv").write_text("id,kind,name,workers\nMINE-A,mine,Alpha,40\nMINE-B,mine,Beta,9\nSMELTER,refinery,Gamma,90\n", encoding="utf-8")
    for kind in ("site", "lot"):
        file = tmp_path / f"{kind}s.csv"
        expect_success(touchstone("import", file, "--kind", kind, "--store", tmp_path / "store", "--marking", "clear"))
    said = expect_success(touchstone("trace", "A-1", "--store", tmp_path / "store", "--mineral", "étain", "--language", "fr"))
    assert "A-1 · étain · provenance déclarée : Alpha" in said, said
    with serving(tmp_path / "store", tmp_path / "log.txt") as site:
        with urllib.request.urlopen(f"{site}/api/v1/tonnage", timeout=30) as answer:
            items = {item["name"]: (item["lots"], item["mass_g"]) for item in json.load(answer)["items"]}
        with urllib.request.urlopen(f"{site}/en/tonnage", timeout=30) as answer:
            page = answer.read().decode("utf-8")
        with urllib.request.urlopen(f"{site}/api/v1/tonnage.csv", timeout=30) as answer:
            table = answer.read().decode("utf-8")
    assert items == {"Alpha": (4, 200_000), "Beta": (None, None)}
    assert "fewer than 3" in page and "140" not in re.sub(r"<[^>]+>", " ", page)
    assert "MINE-B,Beta,2026,tin,," in table
