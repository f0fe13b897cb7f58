"""Counts of reports that everybody may see: told once, never of a few; and answers of who has taken a report over."""

from __future__ import annotations

import csv
import io
import json
import secrets
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import LANGUAGES, expect_success, rows, serving, touchstone

PASSPHRASE = "four old trees by the river"
PATIENCE = 21
# So long ago that its quarter is always told.
ARRIVED = date.today() - timedelta(days=200)


def insert(store: Path, count: int, state: str, answered_after: int | None = None, day: date = ARRIVED) -> None:
    """Reports as they lie in the store: nothing in them can be read, and nothing has to be."""
    with sqlite3.connect(store / "facts.sqlite") as db:
        (agency,) = db.execute("SELECT id FROM agency WHERE name = 'Voices of the Hills'").fetchone()
        for _ in range(count):
            row = db.execute(
                "INSERT INTO sealed_report (report, lookup, reporter_key, door, is_urgent, language, arrived_on, delete_on,"
                " state) VALUES (?, ?, ?, 'general', 0, 'pt', ?, '2199-01-01', ?)",
                (secrets.token_bytes(16), secrets.token_bytes(32), b"k", day.isoformat(), state),
            ).lastrowid
            db.execute("INSERT INTO sealed_recipient (report_id, agency_id) VALUES (?, ?)", (row, agency))
            db.execute("INSERT INTO sealed_step (report_id, state, day) VALUES (?, 'received', ?)", (row, day.isoformat()))
            if answered_after is not None:
                came = (day + timedelta(days=answered_after)).isoformat()
                db.execute(
                    "INSERT INTO sealed_part (report_id, purpose, sequence, envelope, came_on, agency_id)"
                    " VALUES (?, 4, 0, x'00', ?, ?)",
                    (row, came, agency),
                )
    db.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counts")
    for name, kind in (("Voices of the Hills", "community"), ("Labour Inspectorate", "justice")):
        expect_success(touchstone("agencies", "add", name, "--kind", kind, "--store", folder / "store"))
    insert(folder / "store", 15, "closed", answered_after=3)
    insert(folder / "store", 12, "under_way")
    insert(folder / "store", 3, "withdrawn")
    insert(folder / "store", 1, "not_report")
    return folder / "store"


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with serving(store, store.parent / "log.txt", "--demo") as address:
        yield address


def get(address: str, path: str) -> bytes:
    with urllib.request.urlopen(f"{address}{path}", timeout=30) as answer:
        return answer.read()


def published(address: str) -> list[dict]:
    """What is published, once the server has come to it."""
    for _ in range(60):
        items = json.loads(get(address, "/api/v1/reported"))["items"]
        if items:
            return items
        time.sleep(0.5)
    raise AssertionError("nothing was published")


def table(item: dict, name: str) -> dict[str, int | None]:
    found = next(table for table in item["tables"] if table["table"] == name)
    return {row["name"]: row["count"] for row in found["rows"]}


def counts_in(node: object) -> list[int]:
    if isinstance(node, dict):
        own = [node["count"]] if isinstance(node.get("count"), int) else []
        return own + [count for value in node.values() for count in counts_in(value)]
    return [count for value in node for count in counts_in(value)] if isinstance(node, list) else []


def test_what_is_told_and_what_is_not(address: str, browser: Browser, store: Path) -> None:
    item = published(address)[-1]
    assert item["counted"]["count"] == 27 and item["threshold"] == 10
    assert item["withdrawn"]["count"] is None and item["no_report"]["count"] is None
    assert table(item, "standing") == {"closed": 15, "open": 12}
    assert table(item, "answer") == {"week": None, "month": None, "later": None, "none": None}
    assert table(item, "handed") == {"yes": None, "no": None}, "nought is not told either"
    kinds = table(item, "kind")
    assert "children" in kinds and set(kinds.values()) == {None}
    assert "region" not in [one["table"] for one in item["tables"]], "there are no regions"
    assert all(count >= 10 for count in counts_in(item))
    # No count of a single table gives away another: what is hidden adds up to at least the threshold.
    for one in item["tables"]:
        hidden = [row for row in one["rows"] if row["count"] is None]
        left = item["counted"]["count"] - sum(row["count"] or 0 for row in one["rows"])
        assert (not hidden and left == 0) or (len(hidden) > 1 and left >= 10), one["table"]

    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/reported")
    main = page.locator("main")
    expect(main).to_contain_text("Reports received since")
    expect(main).to_contain_text("and not withdrawn: 27")
    expect(main).to_contain_text("fewer than 10, or none")
    section = page.locator("section.panel").first
    expect(section.locator("table", has_text="Still open")).to_contain_text("12")
    assert page.locator("form[action*='regions']").count() == 0, "visitors set no regions"
    page.goto(f"{address}/en/grievances/statistics")
    page.get_by_role("link", name="Reports in numbers").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports in numbers")
    context.close()

    lines = list(csv.DictReader(io.StringIO(get(address, "/api/v1/reported.csv").decode())))
    assert {"quarter", "made_on", "from", "table", "row", "count"} == set(lines[0])
    closed = [line["count"] for line in lines if (line["table"], line["row"]) == ("standing", "closed")]
    assert closed[-1] == "15"
    assert rows(store, "SELECT count(*) FROM sealed_report WHERE is_counted = 0 AND arrived_on < date('now', '-190 days')") == [(0,)]


def test_two_downloads_on_two_days_are_the_same(store: Path, address: str) -> None:
    """Reports that end, go or come later change nothing of what was told."""
    before = published(address)
    texts = (get(address, "/api/v1/reported.csv"), get(address, "/api/v1/reported"))
    with sqlite3.connect(store / "facts.sqlite", timeout=30) as db:
        db.execute("UPDATE sealed_report SET state = 'closed' WHERE state = 'under_way'")
        db.execute("UPDATE sealed_report SET delete_on = '2026-01-01' WHERE id % 2 = 0")
    db.close()
    insert(store, 9, "closed", day=ARRIVED)
    with serving(store, store.parent / "log-2.txt", "--demo") as again:
        deadline = time.time() + 30
        while rows(store, "SELECT count(*) FROM sealed_report WHERE delete_on = '2026-01-01'") != [(0,)]:
            assert time.time() < deadline, "the second server deletes what is due"
            time.sleep(0.5)
        time.sleep(1)
        assert published(again) == before
        assert (get(again, "/api/v1/reported.csv"), get(again, "/api/v1/reported")) == texts


def test_regions_are_few_and_set_by_administrators(address: str, browser: Browser, store: Path) -> None:
    for role, status in (("community_liaison", 403), ("analyst", 403)):
        context = context_of(browser, address, signed_in(store, f"Somebody {role}", role))
        page = context.new_page()
        page.goto(f"{address}/en/reported")
        assert page.locator("form[action*='regions']").count() == 0
        assert page.request.post(f"{address}/en/reported/regions", form={"regions": "A\nB"}).status == status
        context.close()
    context = context_of(browser, address, signed_in(store, "Ada Administrator", "administrator"))
    page = context.new_page()
    page.goto(f"{address}/en/reported")
    page.get_by_label("One region a line").fill("Only one")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("none, or two to twelve regions")
    page.get_by_label("One region a line").fill("Cabo Delgado\n  Nampula \n\nTete")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The regions were set.")).to_be_visible()
    assert rows(store, "SELECT name FROM count_region ORDER BY place") == [("Cabo Delgado",), ("Nampula",), ("Tete",)]
    context.close()


# An officer's way


@pytest.fixture(scope="module")
def officers(address: str, store: Path, browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    contexts = []
    for name, agency in (("Lia Liaison", "Voices of the Hills"), ("Ines Inspector", "Labour Inspectorate")):
        number = rows(store, "SELECT id FROM agency WHERE name = ?", agency)[0][0]
        context = context_of(browser, address, signed_in(store, name, "community_liaison", agency=number))
        page = context.new_page()
        page.goto(f"{address}/en/inbox/key")
        page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
        page.get_by_label("The same again").fill(PASSPHRASE)
        page.get_by_role("button", name="Make a key").click()
        expect(page.get_by_text("The key was made")).to_be_visible()
        if not contexts:
            page.get_by_label("Anything", exact=True).check()
            page.get_by_role("button", name="Keep").click()
            expect(page.get_by_text("The doors were set")).to_be_visible()
        page.close()
        contexts.append(context)
    yield contexts[0], contexts[1]
    for context in contexts:
        context.close()


def send(address: str, browser: Browser, *uses: str) -> str:
    """Reports something, agreeing to some uses; the receipt."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/r")
    page.get_by_label("What is it about?").select_option("water")
    page.get_by_label("What happened?").fill(f"The xylographer saw the river run red ({len(uses)})")
    for use in uses:
        page.get_by_label(use).check()
    time.sleep(PATIENCE)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sealed and kept")
    words = page.locator(".receipt li").all_inner_texts()
    context.close()
    return " ".join(words)


def opened(context: BrowserContext, address: str, path: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/en/{path}")
    box = page.get_by_label("Passphrase of the organisation")
    if box.count():
        box.fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", name="What it says").or_(page.get_by_text("river run red")).first).to_be_visible()
    return page


@pytest.fixture(scope="module")
def told(address: str, browser: Browser, officers: tuple[BrowserContext, BrowserContext], store: Path) -> tuple[int, str]:
    """A report whose reporter agreed that it is handed over and counted, and its receipt."""
    receipt = send(address, browser, "Hand it to another body that can help", "Count it")
    return rows(store, "SELECT max(id) FROM sealed_report")[0][0], receipt


def test_who_has_taken_it_answers_the_reporter(
    address: str, browser: Browser, store: Path, officers: tuple[BrowserContext, BrowserContext], told: tuple[int, str]
) -> None:
    lia, ines = officers
    number, receipt = told
    page = opened(lia, address, f"inbox/{number}")
    page.get_by_label("To", exact=True).select_option(label="Labour Inspectorate")
    page.get_by_label("What they must know, and what you ask of them").fill("Please look at the river.")
    page.get_by_role("button", name="Seal and hand over").click()
    expect(page.get_by_text("It was handed over.")).to_be_visible()
    handover = rows(store, "SELECT max(id) FROM report_handover")[0][0]
    theirs = opened(ines, address, f"inbox/handed/{handover}")
    assert theirs.locator("#reply").count() == 0, "not before it was taken"
    theirs.get_by_role("button", name="We take it").click()
    theirs = opened(ines, address, f"inbox/handed/{handover}")
    reply = theirs.locator("#reply")
    reply.get_by_label("Answer. Ask nothing").fill("We have sent somebody to the zeugma bridge")
    reply.get_by_role("button", name="Seal and send").click()
    expect(theirs.locator("#reply")).to_contain_text("zeugma bridge")
    # Who gave it cannot answer there, and reads along in the thread.
    assert opened(lia, address, f"inbox/handed/{handover}").locator("#reply").count() == 0
    thread = opened(lia, address, f"inbox/{number}").locator("#thread")
    expect(thread).to_contain_text("Labour Inspectorate")
    expect(thread).to_contain_text("zeugma bridge")

    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/r/thread")
    page.get_by_label("Receipt").fill(receipt)
    page.get_by_role("button", name="Open").click()
    answer = page.locator(".message.answer")
    expect(answer).to_contain_text("Labour Inspectorate")
    expect(answer).to_contain_text("zeugma bridge")
    context.close()
    for file in store.rglob("*"):
        assert not file.is_file() or b"zeugma" not in file.read_bytes(), file.name
    assert rows(store, "SELECT count(*) FROM access WHERE action = 'report-answered' AND detail = ?", f"hand-over {handover}") == [(1,)]


def test_an_officer_says_as_what_a_report_is_counted(
    address: str, browser: Browser, store: Path, officers: tuple[BrowserContext, BrowserContext], told: tuple[int, str]
) -> None:
    lia, number = officers[0], told[0]
    page = opened(lia, address, f"inbox/{number}")
    progress = page.locator("#progress")
    expect(progress.get_by_label("Count it as")).to_have_value("water")
    progress.get_by_label("Region").select_option("Nampula")
    progress.get_by_label("What became of it").select_option("closed")
    progress.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The reporter and the other recipients see it.")).to_be_visible()
    assert rows(store, "SELECT state, is_counted FROM sealed_report WHERE id = ?", number) == [("closed", 1)]
    # Neither the trail nor the disk says as what.
    assert rows(store, "SELECT count(*) FROM access WHERE detail LIKE '%water%'") == [(0,)]
    sealed = rows(store, "SELECT sealed FROM report_tally")
    assert sealed and all(len(one[0]) % 4096 == 28 and b"water" not in one[0] for one in sealed)
    assert (store / "keys/counts").stat().st_mode & 0o077 == 0
    # Who did not agree to be counted is asked nothing, and nothing can be sent for them.
    send(address, browser)
    other = rows(store, "SELECT max(id) FROM sealed_report")[0][0]
    page = opened(lia, address, f"inbox/{other}")
    expect(page.locator("#progress")).to_contain_text("did not agree that it is counted")
    assert page.get_by_label("Count it as").count() == 0
    page.locator("#progress form").evaluate(
        "form => { for (const [name, value] of [['counts', 'yes'], ['kind', 'children']]) {"
        " const field = document.createElement('input'); field.name = name; field.value = value; form.append(field) } }"
    )
    page.get_by_label("What became of it").select_option("closed")
    page.locator("#progress").get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert rows(store, "SELECT is_counted FROM sealed_report WHERE id = ?", other) == [(0,)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_right(address: str, browser: Browser, store: Path, language: str) -> None:
    published(address)
    admin = context_of(browser, address, signed_in(store, f"Ada {language}", "administrator"))
    anybody = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark", reduced_motion="reduce")
    for context in (anybody, admin):
        page = context.new_page()
        visit = open_page(page, f"{address}/{language}/reported")
        assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], language
        context.close()
