"""Promises and consultations through the pages: who owes what until when, and no consent with a step missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import Cast, cast, faults_seen, say
from playwright.sync_api import Browser, Page, expect
from product import LANGUAGES, expect_success, scalar, touchstone


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("dialogue")
    file = folder / "licences.csv"
    file.write_text("id,code,activity,status,holder_name,minerals\nlic-1,PE 4001,mine,active,Kivu & Fils,tin\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "licence", "--store", folder / "store", "--marking", "clear"))
    agencies = {"liaison": ("Voices", "community_liaison"), "mine": ("The Mine", "company"), "stranger": ("Strangers", "analyst")}
    with cast(browser, folder, agencies) as table:
        for procedure in ("commitment", "fpic"):
            table.set_up(procedure)
        yield table


KINDS = ("grievance", "commitment", "consultation", "group", "meeting", "mediation")


def promise(table: Cast, what: str, is_public: bool = True) -> int:
    page = table.page("liaison", "dialogue")
    form = page.locator("#promise")
    form.get_by_label("What was promised").fill(what)
    form.get_by_label("Who promised").select_option(label="The Mine")
    form.get_by_label("By when").fill("2199-12-31")
    form.get_by_label("What will show that it is done").fill("photographs")
    form.get_by_label("Who says whether it is done").fill("women’s seat")
    form.get_by_label("Everybody may see it").set_checked(is_public)
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The promise is written down.")).to_be_visible()
    return int(page.url.split("/")[-1].split("?")[0])


def test_a_promise_counts_when_others_confirm_it(table: Cast) -> None:
    public = promise(table, "Two taps at the market")
    secret = promise(table, "The names of the contractors", is_public=False)
    page = table.page("anybody", "dialogue")
    expect(page.get_by_text("Two taps at the market")).to_be_visible()
    assert "contractors" not in page.content()
    table.page("anybody", f"dialogue/commitments/{secret}", 404)
    table.page("stranger", f"dialogue/commitments/{secret}", 404)
    table.page("mine", f"dialogue/commitments/{secret}")

    page = table.page("mine", f"dialogue/commitments/{public}")
    assert page.locator("summary", has_text="Confirmed: it is there").count() == 0, "nobody confirms their own promise"
    say(page, "Who promised says that it is done", What_its_owner_shows="photographs of both")
    expect(page.get_by_text("said to be done")).to_be_visible()
    page = table.page("liaison", f"dialogue/commitments/{public}")
    say(page, "It is not so", Why="only one is there")
    expect(page.get_by_text("disputed", exact=True)).to_be_visible()
    say(page, "A mediator finds: it was kept")
    listed = expect_success(touchstone("commitments", "list", "--public", "--json", "--store", table.store))
    found = [json.loads(line) for line in listed.splitlines()]
    assert [(each["number"], each["state"], each["owner"]) for each in found] == [(public, "kept", "The Mine")]


STEPS = (
    ("Who is concerned, and who speaks for them", "2026-01-05"), ("How to consult, agreed with them", "2026-01-12"),
    ("All that is known, in their language", "2026-01-19"), ("Advice of their own choosing", "2026-02-02"),
    ("They talk among themselves", "2026-03-02"), ("Talks with company and state", "2026-03-16"),
)  # fmt: skip


def step(page: Page, act: str, on: str, **more: str) -> None:
    form = page.locator("details", has=page.locator("summary", has_text=act)).last
    form.locator("summary").click()
    for label, value in more.items():
        control = form.get_by_label(label)
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
    form.get_by_label("Language").select_option("vmw")
    form.get_by_label("Women").fill("12")
    form.get_by_label("Others").fill("9")
    form.get_by_label("Record", exact=True).fill("minutes")
    for box in form.get_by_role("checkbox").all():
        box.check()
    form.get_by_label("On which day?").fill(on)
    form.get_by_role("button", name="Write it down").click()


def consultation(table: Cast, licence: str) -> Page:
    page = table.page("liaison", "consultations")
    form = page.locator("#open")
    form.get_by_label("What it is about").fill("The pit in the east")
    form.get_by_label("With whom").fill("Six villages")
    form.get_by_label("Emakhuwa").check()
    form.get_by_label("Licence").fill(licence)
    form.get_by_label("Who may see it").select_option("0")
    form.get_by_label("On which day?").fill("2026-01-02")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The consultation is open.")).to_be_visible()
    return page


def test_no_consent_with_a_step_missing(table: Cast) -> None:
    page = table.page("anybody", "licences/lic-1")
    expect(page.get_by_text("That is no consent.")).to_be_visible()
    page = consultation(table, "lic-1")
    place = page.url.split("/en/")[1].split("?")[0]
    # A decision before they were told anything is refused, with what comes first.
    step(page, "The people have decided", "2026-01-03", Decision="yes")
    expect(page.get_by_role("alert")).to_contain_text("A step that comes before was not done")
    page = table.page("liaison", place)
    for name, day in STEPS:
        step(page, "A step was done", day, Step=name)
        expect(page.get_by_text("It is written down.")).to_be_visible()
    say(page, "Somebody said something that needs an answer", What_was_said="Where will the cattle cross?")
    step(page, "The people have decided", "2026-04-20", Decision="yes, with conditions", Conditions="A crossing for cattle")
    for name, day in (("Agreement in writing", "2026-05-04"), ("They watch that it is kept", "2026-11-02")):
        step(page, "A step was done", day, Step=name)
    licence = table.page("anybody", "licences/lic-1")
    expect(licence.get_by_text("consent not complete")).to_be_visible()
    expect(licence.get_by_text("2 things are missing")).to_be_visible()
    page = table.page("liaison", place)
    expect(page.get_by_text("1 comment waits for an answer.")).to_be_visible()
    expect(page.get_by_text("Comment 1 has no answer")).to_be_visible()
    # It cannot be closed over a comment without an answer: the page names it with a link, and the act is refused.
    place_of_comment = page.locator("#in-the-way a").get_attribute("href")
    expect(page.locator("#in-the-way")).to_contain_text("cannot be closed while these have no answer")
    expect(page.locator(place_of_comment)).to_contain_text("Where will the cattle cross?")
    say(page, "The consultation is closed", What_came_of_it="An agreement")
    expect(page.get_by_role("alert")).to_contain_text("comments have no answer")
    expect(page.locator("#in-the-way a")).to_have_count(1)
    page = table.page("liaison", place)
    say(page, "An answer is given", Answer="By a bridge at the old ford")
    expect(page.get_by_text("The consultation is not closed")).to_be_visible()
    assert page.locator("#in-the-way").count() == 0
    licence = table.page("anybody", "licences/lic-1")
    expect(licence.get_by_text("consent not complete")).to_be_visible()
    page = table.page("liaison", place)
    close = {"What came of it": "An agreement with conditions", "comment 1": "A bridge at the old ford"}
    form = page.locator("details", has=page.locator("summary", has_text="The consultation is closed")).locator("form")
    page.locator("summary", has_text="The consultation is closed").click()
    for label, text in close.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    # Everybody sees who closed it, when, and what was changed because of which comment.
    for who in ("anybody", "liaison"):
        closing = table.page(who, place).locator("#closing")
        expect(closing).to_contain_text("by Voices")
        expect(closing).to_contain_text("A bridge at the old ford (because of comment 1)")
        assert closing.get_by_role("link", name="comment 1").get_attribute("href") == place_of_comment
    # Nothing more is said in it, until it is opened again with a reason; then consent is not complete.
    page = table.page("liaison", place)
    assert page.locator("summary", has_text="Somebody said something").count() == 0
    say(page, "The consultation goes on after all", Why="A village was left out")
    expect(page.locator("#closing")).to_contain_text("A village was left out")
    licence = table.page("anybody", "licences/lic-1")
    expect(licence.get_by_text("consent not complete")).to_be_visible()
    page = table.page("liaison", place)
    say(page, "The consultation is closed", What_came_of_it="Agreed with all seven")
    licence = table.page("anybody", "licences/lic-1")
    expect(licence.get_by_text("consent complete", exact=True)).to_be_visible()
    # They take it back: it is gone from the licence at once.
    page = table.page("liaison", place)
    say(page, "It is taken back", Why="the crossing was not built")
    licence = table.page("anybody", "licences/lic-1")
    expect(licence.get_by_text("consent taken back")).to_be_visible()
    assert "consent complete" not in licence.locator("#consent").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(table: Cast, browser: Browser, language: str) -> None:
    number = promise(table, f"A promise for {language}")
    other = consultation(table, "lic-2").url.split("/")[-1].split("?")[0]
    paths = ("dialogue", f"dialogue/commitments/{number}", "consultations", f"consultations/{other}", "licences/lic-1")
    visits = [(who, path) for who in ("liaison", "mine", "anybody") for path in paths]
    assert faults_seen(browser, table.site, table.people, visits, language) == []


def test_the_demo_has_something_to_show(site: str, demo_store: Path) -> None:
    query = "SELECT count(*) FROM remedy_file WHERE kind = ?"
    kinds = {kind: scalar(demo_store, query, kind) for kind in KINDS}
    assert kinds == {"grievance": 4, "commitment": 5, "consultation": 1, "group": 1, "meeting": 2, "mediation": 1}
