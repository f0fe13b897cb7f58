"""Cases through the pages: two agencies, the elements of an offence, a request, and strangers who learn nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import Cast, cast, fill, say
from playwright.sync_api import Browser, expect
from product import LANGUAGES, expect_success, scalar, touchstone

PARTS = ("overview", "work", "board", "weigh", "story")


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("cases")
    file = folder / "parties.csv"
    file.write_text("id,name,kind\np-1,Ore Trading,company\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "party", "--store", folder / "store", "--marking", "green"))
    incident = folder / "incidents.geojson"
    properties = {"id": "i-1", "date": "2026-03-01", "category": "roadblock", "description": "Lorries at night.", "source": "an officer"}
    feature = {"type": "Feature", "geometry": None, "properties": properties}
    incident.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    expect_success(touchstone("import", incident, "--kind", "incident", "--store", folder / "store", "--marking", "green"))
    agencies = {
        "police": ("Mining Police", "supervisor"), "customs": ("Customs", "supervisor"),
        "stranger": ("Strangers", "supervisor"), "inspector": ("Inspectors", "inspector"), "company": ("The Mine", "company"),
    }  # fmt: skip
    with cast(browser, folder, agencies) as bureau:
        yield bureau


def opened(bureau: Cast) -> int:
    """A case of the police about the company, with customs."""
    page = bureau.page("police", "parties/p-1")
    page.get_by_role("link", name="cases about this").click()
    fill(page.locator("#open"), Title="Ore of no mine", What_it_is_about="Three lorries without papers.")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_text("Case opened.")).to_be_visible()
    say(page, "Add an agency", Agency="Customs", Why="they hold the declarations")
    expect(page.get_by_text("Agency added.")).to_be_visible()
    return int(page.url.split("/")[-1].split("?")[0])


def test_a_case_from_a_company_to_its_end(bureau: Cast) -> None:
    number = opened(bureau)
    page = bureau.page("police", f"cases/{number}")
    expect(page.get_by_role("link", name="Ore Trading")).to_be_visible()
    say(page, "Name somebody or something", What_kind_of_thing="party", Its_identifier="p-1", Its_part_in_the_case="buyer")
    say(page, "Add an exhibit", What_kind_of_thing="exhibit", Its_identifier="X-7")
    expect(page.get_by_text("X-7")).to_be_visible()

    page = bureau.page("police", f"cases/{number}?part=board")
    say(page, "Look at an offence", Offence="O01 Illegal mining")
    say(page, "Say when the acts were done", First_day="2025-02-01", Last_day="2025-03-31")
    say(
        page, "Add evidence", What_kind_of_thing="exhibit", What_it_rests_on="X-7", What_it_says="supports",
        What_it_is_worth="probative", Why="seized with the lorries",
    )  # fmt: skip
    expect(page.get_by_text("Evidence added.")).to_be_visible()
    assert page.locator("summary", has_text="Look at it as a second person").count() == 0, "nobody is their own second person"
    other = bureau.page("customs", f"cases/{number}?part=board")
    say(other, "Look at it as a second person", Do_you_see_it="agrees", In_words="I was there")
    expect(other.get_by_text("I was there")).to_be_visible()

    page = bureau.page("police", f"cases/{number}?part=work")
    say(page, "Ask an agency", To_whom="Customs", What_is_asked_for="declarations of March", Why="origin", Until="2099-03-09")
    say(page, "Write a note", Note="the driver is afraid", for_our_agency_alone="tick")
    expect(page.locator("bdi", has_text="the driver is afraid")).to_be_visible()

    duties = bureau.page("customs", "cases")
    expect(duties.get_by_role("cell", name="request to answer")).to_be_visible()
    other = bureau.page("customs", f"cases/{number}?part=work")
    assert "afraid" not in other.content(), "what one agency keeps to itself is for it alone"
    say(other, "Refuse", Why="only with an order of a judge")
    expect(other.get_by_text("only with an order of a judge")).to_be_visible()
    assert "afraid" not in bureau.page("customs", f"cases/{number}?part=story").content()

    page = bureau.page("police", f"cases/{number}?part=weigh")
    say(page, "Add a hypothesis", Hypothesis="dug beside the licence")
    expect(page.get_by_text("A table needs two hypotheses at least.")).to_be_visible()
    say(page, "Add a hypothesis", Hypothesis="papers were lost", without_an_offence="tick")
    weighing = page.locator("form", has=page.get_by_label("If this hypothesis held"))
    fill(weighing, Hypothesis="papers were lost", What_kind="exhibit", Evidence="X-7", If_this="would surprise", Why="no copy")
    weighing.get_by_role("button").click()
    expect(page.get_by_role("cell", name="would surprise")).to_be_visible()

    page = bureau.page("police", f"cases/{number}")
    say(page, "Close the case", How_it_ended="a court convicted", Why="judgement of 2 March", Lessons="ask earlier")
    expect(page.get_by_text("It ended: a court convicted.")).to_be_visible()
    story = bureau.page("police", f"cases/{number}?part=story")
    log = story.locator("#acts li")
    assert log.count() == scalar(bureau.store, "SELECT count(*) FROM case_act WHERE case_id = ?", number)
    assert "Case opened" in log.first.inner_text() and "Closed" in log.last.inner_text()


def test_a_case_from_the_record_of_an_incident(bureau: Cast) -> None:
    record = scalar(bureau.store, "SELECT record_id FROM incident WHERE id = 'i-1'")
    page = bureau.page("police", f"records/{record}")
    page.get_by_role("link", name="cases about this").click()
    fill(page.locator("#open"), Title="Lorries at night", What_it_is_about="A roadblock that nobody ordered.")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("link", name=str(record), exact=True)).to_be_visible()
    say(page, "Say what it comes from", What_kind_of_thing="incident", Its_identifier="i-1")
    expect(page.get_by_text("incident i-1")).to_be_visible()
    assert bureau.page("company", f"records/{record}").get_by_role("link", name="cases about this").count() == 0


def test_strangers_learn_nothing(bureau: Cast) -> None:
    number = opened(bureau)
    for who, status in (("stranger", 404), ("inspector", 404), ("company", 403), ("administrator", 403)):
        for place in (f"cases/{number}", f"cases/{number}?part=story"):
            bureau.page(who, place, status)
    assert "/sign-in" in bureau.page("anybody", f"cases/{number}").url
    page = bureau.page("stranger", "cases?kind=party&id=p-1")
    expect(page.get_by_text("No case that you see names it")).to_be_visible()
    assert "Ore of no mine" not in page.content() and "Another case" not in page.content()
    say(bureau.page("police", f"cases/{number}"), "Say whether others may ask", Let_others_ask_us="tick")
    page = bureau.page("stranger", "cases?kind=party&id=p-1")
    expect(page.get_by_text("Ask Mining Police; nothing more is told here.")).to_be_visible()
    assert "Ore of no mine" not in page.content()
    bureau.page("stranger", "cases?kind=party&id=p-9", 404)


def test_what_is_refused_says_why_and_changes_nothing(bureau: Cast) -> None:
    number = opened(bureau)
    page = bureau.page("police", f"cases/{number}")
    before = scalar(bureau.store, "SELECT count(*) FROM case_act WHERE case_id = ?", number)
    say(page, "Name somebody or something", What_kind_of_thing="party", Its_identifier="p-404", Its_part_in_the_case="buyer")
    expect(page.get_by_role("alert")).to_contain_text("You see no party p-404.")
    assert scalar(bureau.store, "SELECT count(*) FROM case_act WHERE case_id = ?", number) == before
    page = bureau.page("police", f"cases/{number}?part=weigh")
    say(page, "Fill in a card", Whose_part="p-1", Why="a feeling")
    expect(page.get_by_role("alert")).to_contain_text("These criteria are unknown")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_have_no_fault(bureau: Cast, browser: Browser, language: str) -> None:
    scheme = "dark" if language in ("fr", "es") else "light"
    number = opened(bureau)
    page = bureau.page("police", f"cases/{number}?part=board")
    say(page, "Look at an offence", Offence="O01 Illegal mining")
    page = bureau.page("police", f"cases/{number}?part=weigh")
    say(page, "Add a hypothesis", Hypothesis="dug beside the licence")
    faults = []
    places = ["cases", "cases?kind=party&id=p-1", *(f"cases/{number}?part={part}" for part in PARTS)]
    for place in places:
        context = browser.new_context(
            viewport={"width": 320, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale=language
        )
        context.add_cookies(bureau.people["police"].cookies())
        page = context.new_page()
        visit = open_page(page, f"{bureau.site}/{language}/{place}")
        for unfolded in page.locator("main details").all():
            unfolded.evaluate("e => e.open = true")
        faults += [f"{place}: {each}" for each in visit.faults + shape_faults(page, language) + accessibility_faults(page)]
        context.close()
    assert faults == []


def test_acts_are_never_changed(bureau: Cast) -> None:
    number = opened(bureau)
    with sqlite3.connect(f"file:{bureau.store / 'facts.sqlite'}?mode=ro", uri=True) as connection:
        first = connection.execute("SELECT bytes FROM case_act WHERE case_id = ? ORDER BY id", (number,)).fetchall()
    page = bureau.page("police", f"cases/{number}?part=work")
    say(page, "Write a note", Note="three bags")
    say(page, "Write it anew", Note="four bags")
    expect(page.get_by_text("1 earlier wording")).to_be_visible()
    with sqlite3.connect(f"file:{bureau.store / 'facts.sqlite'}?mode=ro", uri=True) as connection:
        now = connection.execute("SELECT bytes FROM case_act WHERE case_id = ? ORDER BY id", (number,)).fetchall()
    assert now[: len(first)] == first and len(now) == len(first) + 2
