"""A community organiser's first day, as docs/community.md tells it: each command is run, each label in bold is looked for."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import LANGUAGES, ROOT, expect_success, rows, serving, touchstone

PASSPHRASE = "four old trees by the river"
PATIENCE = 21
FIRST = "Guards of the Ridge beat my brother Xavier at the washing plant on Friday night"
SECOND = "A man was hurt by guards when he asked for his wages"
ANSWER = "Is everybody safe now?"
SUMMARY = "Guards beat a man near a washing plant."


def steps() -> list[str]:
    """The numbered steps of the page."""
    page = (ROOT / "docs/community.md").read_text(encoding="utf-8")
    part = page.split("## A community organiser's first day", 1)[1].split("\n## ", 1)[0]
    return re.split(r"^\d+\. ", part, flags=re.MULTILINE)[1:]


@dataclass
class Day:
    """What came of the steps so far."""

    address: str
    store: Path
    browser: Browser
    codes: list[str] = field(default_factory=list)
    lia: BrowserContext | None = None
    ines: BrowserContext | None = None
    receipt: str = ""
    digests: list[str] = field(default_factory=list)


class Labels:
    """The labels in bold of one step: each has to be seen on a page before the step is over."""

    def __init__(self, text: str) -> None:
        self.left = [" ".join(label.split()) for label in re.findall(r"\*\*(.+?)\*\*", text, flags=re.DOTALL)]

    def see(self, page: Page) -> None:
        text = page.locator("body").inner_text()
        names = page.evaluate("[...document.querySelectorAll('[aria-label], option, title')].map(e => e.ariaLabel || e.textContent)")
        words = " ".join([text, *names]).replace("\u00a0", " ")
        words = " ".join(words.split())
        self.left = [label for label in self.left if label not in words]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("first-day")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--marking", "clear", "--store", folder / "store"))
    with serving(folder / "store", folder / "log.txt") as address:
        day = Day(address, folder / "store", browser)
        yield day
        for context in (day.lia, day.ines):
            if context:
                context.close()


def accept(day: Day, code: str, labels: Labels | None) -> BrowserContext:
    context = day.browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{day.address}/en/invitation")
    if labels:
        labels.see(page)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    if labels:
        labels.see(page)
    page.get_by_label("New password").fill("quiet herons cross nine bridges")
    page.get_by_role("button", name="Use this password").click()
    expect(page.get_by_role("button", name="Use this password")).to_have_count(0)
    page.close()
    return context


def make_key(day: Day, context: BrowserContext, labels: Labels | None) -> None:
    page = context.new_page()
    page.goto(f"{day.address}/en/inbox")
    if labels:
        labels.see(page)
    page.get_by_role("link", name="Key and doors of the organisation").click()
    if labels:
        labels.see(page)
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("The key was made")).to_be_visible()
    page.close()


def report(day: Day, told: list[tuple[str, str]], labels: Labels) -> list[str]:
    """Several people at once: each page has to be open for some time before it is taken."""
    contexts = [day.browser.new_context(java_script_enabled=False) for _ in told]
    pages = []
    for context, (text, place) in zip(contexts, told, strict=True):
        page = context.new_page()
        page.goto(f"{day.address}/en/r")
        page.get_by_label("What is it about?").select_option("violence")
        page.get_by_label("What happened?").fill(text)
        page.get_by_label("Where? (if you want to say)").fill(place)
        page.get_by_label("Hand it to another body that can help").check()
        page.get_by_label("Publish it without names and with a rough place").check()
        pages.append(page)
    pages[0].get_by_label("Somebody is in danger now").check()
    time.sleep(PATIENCE)
    receipts = []
    for page in pages:
        labels.see(page)
        page.get_by_role("button", name="Seal and send").click()
        receipts.append(" ".join(page.locator(".receipt li").all_inner_texts()))
    for context in contexts:
        context.close()
    return receipts


def opened(day: Day, number: int, labels: Labels | None = None) -> Page:
    page = day.lia.new_page()
    page.goto(f"{day.address}/en/inbox/{number}")
    if labels:
        labels.see(page)
    if page.get_by_label("Passphrase of the organisation").count():
        page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    return page


def step_1(day: Day, text: str, labels: Labels) -> None:
    commands = re.findall(r"^ {7}touchstone (.+)$", text, flags=re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        result = touchstone(*shlex.split(command), "--store", day.store)
        expect_success(result)
        day.codes += re.findall(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", result.stdout)
    assert len(day.codes) == 2


def step_2(day: Day, text: str, labels: Labels) -> None:
    day.lia = accept(day, day.codes[0], labels)


def step_3(day: Day, text: str, labels: Labels) -> None:
    page = day.lia.new_page()
    page.goto(f"{day.address}/en/r")
    expect(page.get_by_text("No organisation can receive reports here yet")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    make_key(day, day.lia, labels)


def step_4(day: Day, text: str, labels: Labels) -> None:
    page = day.lia.new_page()
    page.goto(f"{day.address}/en/inbox/key")
    labels.see(page)
    page.get_by_label("Anything", exact=True).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The doors were set")).to_be_visible()
    day.ines = accept(day, day.codes[1], None)
    make_key(day, day.ines, None)


def step_5(day: Day, text: str, labels: Labels) -> None:
    page = day.lia.new_page()
    page.goto(f"{day.address}/en/r/paper")
    labels.see(page)
    expect(page.locator("svg").first).to_be_visible()


def step_6(day: Day, text: str, labels: Labels) -> None:
    receipts = report(day, [(FIRST, "behind the washing plant"), (SECOND, "the washing plant behind")], labels)
    day.receipt = receipts[0]
    assert all(len(receipt.split()) == 9 for receipt in receipts)


def step_7(day: Day, text: str, labels: Labels) -> None:
    page = day.lia.new_page()
    page.goto(f"{day.address}/en/inbox")
    labels.see(page)
    expect(page.locator("table.data tbody tr")).to_have_count(2)
    expect(page.locator("table.data tbody tr").first).to_contain_text("in danger now")
    for word in ("beat", "Xavier", "washing", "wages"):
        assert word not in page.content()


def step_8(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 1, labels)
    expect(page.get_by_text(FIRST)).to_be_visible()
    trail = rows(day.store, "SELECT reader FROM access WHERE action = 'report-opened'")
    assert len(trail) == 1 and "Lia" in trail[0][0]


def step_9(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 1)
    page.get_by_label("Answer. Ask nothing").fill(ANSWER)
    labels.see(page)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_text("The answer was sealed")).to_be_visible()
    context = day.browser.new_context(java_script_enabled=False)
    theirs = context.new_page()
    theirs.goto(f"{day.address}/en/r/thread")
    labels.see(theirs)
    theirs.goto(f"{day.address}/fr/r/thread")
    theirs.locator("#receipt").fill(" ".join(word[:4] for word in day.receipt.split()))
    theirs.locator("form button").click()
    expect(theirs.get_by_text(ANSWER)).to_be_visible()
    assert theirs.url.endswith("/fr/r/thread")
    context.close()


def step_10(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 2)
    expect(page.get_by_text(SECOND)).to_be_visible()
    labels.see(page)
    # Before another report is tied to it, “confirmed” does not stand; what was typed does.
    page.get_by_label("The source").select_option("C")
    page.get_by_label("What it says").select_option("1")
    page.get_by_label("Why", exact=True).fill("Two people who do not know each other")
    page.get_by_role("button", name="Keep the judgement").click()
    expect(page.get_by_role("alert")).to_contain_text("needs another source")
    expect(page.get_by_label("Why", exact=True)).to_have_value("Two people who do not know each other")
    expect(page.locator("#same")).to_contain_text("100 % of the place")
    page.get_by_role("button", name="The same matter: Report 1").click()
    expect(page.locator("#same")).to_contain_text("2 reports tell of this matter")
    page.get_by_label("The source").select_option("C")
    page.get_by_label("What it says").select_option("1")
    page.get_by_label("Why", exact=True).fill("Two people who do not know each other")
    page.get_by_role("button", name="Keep the judgement").click()
    expect(page.locator("#weighing")).to_contain_text("C1: fairly reliable; confirmed by other sources")
    page.goto(f"{day.address}/en/inbox")
    expect(page.locator("table.data")).to_contain_text("C1")


def step_11(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 2)
    labels.see(page)
    page.get_by_label("Identifier", exact=True).fill("S-9")
    page.get_by_role("button", name="Tie", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("nothing of that identifier")
    page.get_by_label("Identifier", exact=True).fill("S-1")
    page.get_by_role("button", name="Tie", exact=True).click()
    expect(page.locator("#links")).to_contain_text("Site: Ridge (S-1)")


def step_12(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 2)
    labels.see(page)
    to = page.get_by_label("To", exact=True)
    assert to.locator("option").all_inner_texts() == ["Labour Inspectorate"], "no company without a key"
    page.get_by_label("What they must know, and what you ask of them").fill("Please look at the wages.")
    page.get_by_role("button", name="Seal and hand over").click()
    expect(page.get_by_text("It was handed over.")).to_be_visible()
    theirs = day.ines.new_page()
    theirs.goto(f"{day.address}/en/account/notices")
    theirs.goto(f"{day.address}/en/inbox")
    labels.see(theirs)
    expect(theirs.get_by_text("1 hand-over waits for an answer")).to_be_visible()
    theirs.get_by_role("link", name="Handed over").click()
    theirs.get_by_role("link", name="Hand-over 1").click()
    theirs.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    theirs.get_by_role("button", name="Open it").click()
    expect(theirs.get_by_text(SECOND)).to_be_visible()
    expect(theirs.get_by_text("Please look at the wages.")).to_be_visible()
    labels.see(theirs)
    theirs.get_by_role("button", name="We take it").click()
    expect(theirs.get_by_text("Taken. Who handed it over sees that.")).to_be_visible()
    assert rows(day.store, "SELECT state FROM report_handover") == [("accepted",)]
    theirs.get_by_role("button", name="Open it").click()
    labels.see(theirs)
    theirs.locator("#reply").get_by_role("textbox").fill("We have sent an inspector.")
    theirs.locator("#reply").get_by_role("button", name="Seal and send").click()
    expect(theirs.locator("#reply")).to_contain_text("We have sent an inspector.")
    page.goto(f"{day.address}/en/inbox/handed/1")
    both = [side.locator("#receipt").inner_text() for side in (page, theirs)]
    assert both[0] == both[1] and re.search(r"[0-9a-f]{64}", both[0])
    assert rows(day.store, "SELECT count(*) FROM notice WHERE event = 'handover'") == [(1,)]


def step_13(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 2)
    labels.see(page)
    page.get_by_label("When", exact=True).fill("2026-11-20")
    page.get_by_label("What happened", exact=True).fill(SUMMARY)
    page.get_by_label("Latitude (degrees)").fill("-12.3456")
    page.get_by_label("Longitude (degrees)").fill("39.2101")
    page.get_by_label("Who took part").fill("Green guards")
    page.get_by_label("Who may see it").select_option("everybody")
    page.get_by_role("button", name="Write the incident").click()
    expect(page.get_by_text("The incident was taken in.")).to_be_visible()
    found = rows(day.store, "SELECT description, actors, site, lat, lon, uncertainty_m, source FROM incident")
    assert found == [(SUMMARY, None, None, -12.35, 39.25, 15791, "Voices of the Hills (C1)")]
    public = day.browser.new_context()
    site = public.new_page()
    site.goto(f"{day.address}/en/sites/S-1")
    expect(site.get_by_role("heading", level=1)).to_contain_text("Ridge")
    assert "violence" not in site.locator("main").inner_text().lower(), "a site is no rough place"
    public.close()
    # Within the organisation the site may be named, and its page shows it.
    page.get_by_label("When", exact=True).fill("2026-11-20")
    page.get_by_label("What happened", exact=True).fill(SUMMARY)
    page.get_by_role("button", name="Write the incident").click()
    expect(page.locator("#incident ul.plain li")).to_have_count(2)
    page.goto(f"{day.address}/en/sites/S-1")
    expect(page.locator("main")).to_contain_text("violence", ignore_case=True)


def step_14(day: Day, text: str, labels: Labels) -> None:
    page = opened(day, 2)
    labels.see(page)
    page.get_by_label("What became of it").select_option("closed")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The reporter and the other recipients see it.")).to_be_visible()


def step_15(day: Day, text: str, labels: Labels) -> None:
    """The dates are those of the text; that it is deleted then, the tests of the desk show with a calendar of their own."""
    deletions = rows(day.store, "SELECT julianday(delete_on) - julianday(arrived_on) FROM sealed_report ORDER BY id")
    assert "90 days" in text and deletions[1] == (90.0,)
    assert "two years" in text and 729 <= deletions[0][0] <= 731


STEPS: list[Callable[[Day, str, Labels], None]] = [
    step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10, step_11, step_12, step_13, step_14,
    step_15,
]


def test_the_day_is_as_it_is_told(day: Day) -> None:
    texts = steps()
    assert len(texts) == len(STEPS)
    for number, (text, step) in enumerate(zip(texts, STEPS, strict=True), 1):
        labels = Labels(text)
        step(day, text, labels)
        assert labels.left == [], f"step {number} names labels that no page has"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_officers_are_right_in_every_language(day: Day, language: str) -> None:
    """After the day: lists, an opened report with all its panels, a hand-over from both sides; at 320 pixels too."""
    assert day.lia and day.ines, "the day went as far as two officers"
    for width in (1280, 320):
        for context, path in ((day.lia, "inbox"), (day.lia, "inbox/handed"), (day.ines, "inbox/handed")):
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            visit = open_page(page, f"{day.address}/{language}/{path}")
            assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], f"{path} {width}"
            page.close()
        for context, path in ((day.lia, "inbox/2"), (day.lia, "inbox/handed/1"), (day.ines, "inbox/handed/1")):
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{day.address}/{language}/{path}")
            if page.locator("input[type=password]").count():
                page.locator("input[type=password]").fill(PASSPHRASE)
            page.locator("main form button").first.click()
            expect(page.get_by_text(SECOND)).to_be_visible()
            assert shape_faults(page, language) + accessibility_faults(page) == [], f"{path} {width}"
            page.close()


def test_what_was_typed_while_the_key_was_closed_is_done_once_it_opens(day: Day) -> None:
    assert day.lia
    page = opened(day, 1)
    page.get_by_label("A note for your colleagues").fill("Ask the nurse")
    # The key closes with the server's memory of it: as after a quarter of an hour.
    token = page.locator("input[name=form_token]").first.input_value()
    day.lia.request.post(f"{day.address}/en/inbox/key", form={"form_token": token, "do": "close"})
    page.get_by_role("button", name="Seal and keep").click()
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#remarks")).to_contain_text("Ask the nurse")


def test_others_find_nothing_of_notes_and_hand_overs(day: Day) -> None:
    assert day.ines
    page = day.ines.new_page()
    assert page.goto(f"{day.address}/en/inbox/2").status == 404, "the report itself stays with who received it"
    assert page.goto(f"{day.address}/en/inbox/handed/2").status == 404
    needles = [b"Two people who do not know", b"look at the wages", b"Ask the nurse", FIRST.encode(), SECOND.encode()]
    for file in [file for file in day.store.rglob("*") if file.is_file()]:
        content = file.read_bytes()
        for needle in needles:
            assert needle not in content, f"{file.name} holds {needle!r}"
