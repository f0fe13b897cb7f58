"""Officers open their organisation's key together; reports are held for a case; floods and guesses are slowed."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import LANGUAGES, expect_success, rows, scalar, serving, touchstone

ORGANISATION = "four old trees by the river"
REQUEST = "a passphrase for this request"
WORDS = "The xylographer of Quissanga saw the lorry at the weighbridge"
OTHER = "A zeugma about the other gate"
PATIENCE = 21


def own(name: str) -> str:
    """The officer's own passphrase."""
    return f"{name} keeps a share in the pantry"


@dataclass
class House:
    """An organisation with three officers and one of oversight elsewhere, each in a browser of their own."""

    address: str
    store: Path
    people: dict[str, BrowserContext]
    receipts: dict[str, list[str]]

    def page(self, who: str, path: str, status: int = 200) -> Page:
        page = self.people[who].new_page()
        answer = page.goto(f"{self.address}/en/{path}")
        assert answer is not None and answer.status == status, f"{who} {path}: {answer and answer.status}"
        return page

    def change(self, query: str, *arguments: object) -> None:
        with contextlib.closing(sqlite3.connect(self.store / "facts.sqlite", timeout=30)) as connection, connection:
            connection.execute(query, arguments)

    def share_out(self, passphrase: str = ORGANISATION, needed: str = "2") -> None:
        page = self.page("Lia", "inbox/escrow")
        form = page.locator("#share")
        for name in ("Lia", "Mara", "Nilo"):
            form.get_by_label(f"{name} Officer").check()
        form.get_by_label("How many of them").select_option(needed)
        form.get_by_label("Passphrase of the organisation").fill(passphrase)
        form.get_by_role("button", name="Share the key out").click()
        expect(page.get_by_text("The key is shared out.")).to_be_visible()
        page.close()

    def ask(self, who: str, reason: str, report: int | None = None, kind: str = "key-holder-lost") -> int:
        page = self.page(who, "inbox/escrow")
        form = page.locator("#ask")
        form.get_by_label("Kind of need").select_option(kind)
        form.get_by_label("What happened").fill(reason)
        form.get_by_label("Number of the report").fill("" if report is None else str(report))
        form.get_by_label("Passphrase of this request", exact=True).fill(REQUEST)
        form.get_by_label("Passphrase of this request once more").fill(REQUEST)
        form.get_by_role("button", name="Ask them").click()
        expect(page.get_by_text("Those who hold shares are asked.")).to_be_visible()
        number = int(re.search(r"/inbox/escrow/(\d+)", page.url)[1])
        page.close()
        return number

    def give(self, who: str, opening: int) -> None:
        page = self.page(who, f"inbox/escrow/{opening}")
        page.get_by_label("Your own passphrase for your share").fill(own(who))
        page.get_by_role("button", name="Give my share").click()
        expect(page.get_by_text("Your share is given for this request alone.")).to_be_visible()
        page.close()


def written(address: str, browser: Browser, *words: str) -> list[Page]:
    """A form with a report for each of the words, each in a browser of its own, old enough to be sent."""
    pages = [browser.new_context(java_script_enabled=False).new_page() for _ in words]
    for page, text in zip(pages, words, strict=True):
        page.goto(f"{address}/en/r")
        page.get_by_label("What happened?").fill(text)
    time.sleep(PATIENCE)
    return pages


def send(page: Page) -> list[str]:
    """Sends a report that is written; gives its receipt."""
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sealed and kept")
    receipt = page.locator(".receipt li").all_inner_texts()
    page.context.close()
    return receipt


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("escrow")
    store = folder / "store"
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", store))
    for name, kind in (("Voices of the Hills", "community"), ("Council of Oversight", "oversight")):
        expect_success(touchstone("agencies", "add", name, "--kind", kind, "--store", store))
    voices = scalar(store, "SELECT id FROM agency WHERE name = 'Voices of the Hills'")
    council = scalar(store, "SELECT id FROM agency WHERE name = 'Council of Oversight'")
    tokens = {name: signed_in(store, f"{name} Officer", "community_liaison", agency=voices) for name in ("Lia", "Mara", "Nilo")}
    tokens["Olga"] = signed_in(store, "Olga Oversight", "oversight", agency=council)
    with serving(store, folder / "log.txt") as address:
        # Without scripts: all of it works with forms alone.
        people = {
            who: context_of(browser, address, token, java_script_enabled=False) for who, token in tokens.items()
        }
        house = House(address, store, people, {})
        page = house.page("Lia", "inbox/key")
        page.get_by_label("Passphrase of the organisation").fill(ORGANISATION)
        page.get_by_label("The same again").fill(ORGANISATION)
        page.get_by_role("button", name="Make a key").click()
        expect(page.get_by_text("The key was made")).to_be_visible()
        page.get_by_label("Anything", exact=True).check()
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("The doors were set")).to_be_visible()
        page.close()
        for words, form in zip((WORDS, OTHER), written(address, browser, WORDS, OTHER), strict=True):
            house.receipts[words] = send(form)
        yield house
        for context in people.values():
            context.close()


def prepare(house: House, who: str) -> None:
    page = house.page(who, "inbox/escrow")
    form = page.locator("#own")
    form.get_by_label("Your own passphrase for your share").fill(own(who))
    form.get_by_label("Your own passphrase once more").fill(own(who))
    form.get_by_role("button", name="Prepare my share key").click()
    expect(page.get_by_text("Your share key is prepared.")).to_be_visible()
    page.close()


def test_a_key_is_shared_out_and_each_officer_tries_their_share(house: House) -> None:
    page = house.page("Lia", "inbox/escrow")
    expect(page.get_by_text("is not shared out")).to_be_visible()
    expect(page.get_by_text("Lia Officer, Mara Officer, Nilo Officer")).to_be_visible()
    for who in ("Lia", "Mara", "Nilo"):
        prepare(house, who)
    page.reload()
    form = page.locator("#share")
    form.get_by_label("Lia Officer").check()
    form.get_by_label("Passphrase of the organisation").fill(ORGANISATION)
    form.get_by_role("button", name="Share the key out").click()
    expect(page.get_by_role("alert")).to_contain_text("at least two officers")
    form = page.locator("#share")
    form.get_by_label("Mara Officer").check()
    form.get_by_label("Passphrase of the organisation").fill("some other passphrase of ours")
    form.get_by_role("button", name="Share the key out").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open the key")
    page.close()
    house.share_out()

    # The bell tells who was given one; each tries it with a passphrase that nobody else knows.
    for who in ("Lia", "Mara", "Nilo"):
        page = house.page(who, "notifications")
        expect(page.get_by_text("You were given a share of your organisation’s key")).to_have_count(1)
        page.goto(f"{house.address}/en/inbox/escrow")
        form = page.locator("#shares")
        form.get_by_label("Your own passphrase for your share").fill(own("Somebody"))
        form.get_by_role("button", name="Try my share").click()
        expect(page.get_by_role("alert")).to_contain_text("does not open your share")
        form = page.locator("#shares")
        form.get_by_label("Your own passphrase for your share").fill(own(who))
        form.get_by_role("button", name="Try my share").click()
        expect(page.get_by_text("Your share is there and right.")).to_be_visible()
        page.close()
    page = house.page("Lia", "inbox/escrow")
    expect(page.locator("#shares").get_by_text("Found right")).to_have_count(3)
    page.close()
    listed = json.loads(expect_success(touchstone("escrow", "list", "--json", "--store", house.store)))
    assert (listed["needed"], len(listed["shares"]), listed["sound"]) == (2, 3, True)


def test_two_of_three_open_one_report_and_one_alone_opens_nothing(house: House) -> None:
    number = scalar(house.store, "SELECT min(id) FROM sealed_report")
    page = house.page("Mara", f"inbox/{number}")
    page.get_by_role("link", name="Without the passphrase").click()
    expect(page.locator("#ask").get_by_label("Number of the report")).to_have_value(str(number))
    page.close()
    opening = house.ask("Mara", "Lia had the passphrase and cannot be reached", number, "danger")

    # The others are told.
    page = house.page("Nilo", "notifications")
    expect(page.get_by_text(f"Request {opening} to open the key waits for your share")).to_have_count(1)
    page.close()

    # One share, and it is her own: it opens nothing.
    house.give("Mara", opening)
    page = house.page("Mara", f"inbox/escrow/{opening}")
    expect(page.get_by_text("There are not enough shares yet.")).to_be_visible()
    token = page.locator("input[name=form_token]").first.input_value()
    answer = house.people["Mara"].request.post(
        f"{house.address}/en/inbox/escrow/{opening}", form={"form_token": token, "do": "open", "passphrase": REQUEST}
    )
    assert answer.status == 422 and "1 of 2" in answer.text()
    assert rows(house.store, "SELECT count(*) FROM access WHERE action = 'key-opened'") == [(0,)]
    page.close()

    # A wrong passphrase gives no share; the right one does. Nobody but Mara can put them together.
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    page.get_by_label("Your own passphrase for your share").fill(own("Mara"))
    page.get_by_role("button", name="Give my share").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open your share")
    page.close()
    house.give("Nilo", opening)
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    expect(page.get_by_text("Mara Officer gave share 2")).to_be_visible()
    expect(page.locator("#use")).to_have_count(0)
    token = page.locator("input[name=form_token]").first.input_value()
    answer = house.people["Nilo"].request.post(
        f"{house.address}/en/inbox/escrow/{opening}", form={"form_token": token, "do": "open", "passphrase": REQUEST}
    )
    assert answer.status == 422 and "has ended" in answer.text()
    page.close()

    page = house.page("Mara", "notifications")
    expect(page.get_by_text(f"Request {opening}: there are enough shares")).to_have_count(1)
    page.goto(f"{house.address}/en/inbox/escrow/{opening}")
    page.get_by_label("Passphrase of this request").fill("another passphrase of hers")
    page.get_by_role("button", name="Open the key for this report").click()
    expect(page.get_by_role("alert")).to_contain_text("not the one of this request")
    page.get_by_label("Passphrase of this request").fill(REQUEST)
    page.get_by_role("button", name="Open the key for this report").click()
    expect(page.get_by_text("The opening is written.")).to_be_visible()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("for this report alone")).to_be_visible()

    # The record stands in the trail before the report was opened, with who, why, and who gave a share.
    trail = rows(house.store, "SELECT id, action, detail FROM access WHERE action IN ('key-opened', 'report-opened') ORDER BY id")
    assert [action for _, action, _ in trail] == ["key-opened", "report-opened"]
    record = json.loads(trail[0][2])
    assert record["type"] == "key-opening" and record["needed"] == 2 and record["kind"] == "danger"
    assert record["requestedBy"] == "Mara Officer" and record["report"]
    assert [officer["officer"] for officer in record["officers"]] == ["Mara Officer", "Nilo Officer"]

    # She answers; the other report stays closed.
    page.get_by_label("Answer. Ask nothing").fill("We are with you now")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_text("We are with you now")).to_be_visible()
    page.goto(f"{house.address}/en/inbox/{number + 1}")
    expect(page.get_by_label("Passphrase of the organisation")).to_be_visible()
    page.close()

    # Everybody of the organisation sees it, and oversight elsewhere; a key for the report gives no new passphrase.
    page = house.page("Lia", "notifications")
    expect(page.get_by_text(f"Request {opening}: the key of your organisation was opened together")).to_have_count(1)
    page.close()
    page = house.page("Olga", "inbox/escrow")
    expect(page.get_by_role("heading", name="Requests in other organisations")).to_be_visible()
    page.get_by_role("link", name=f"Request {opening}").click()
    expect(page.get_by_text("Nilo Officer gave share 3")).to_be_visible()
    expect(page.locator("#give, #use")).to_have_count(0)
    page.close()
    page = house.page("Mara", f"inbox/escrow/{opening}")
    expect(page.get_by_text("New passphrase of the organisation")).to_have_count(0)
    page.get_by_role("button", name="I am done with it").click()
    expect(page.get_by_text("Opened, and over")).to_be_visible()
    page.close()
    assert rows(house.store, "SELECT count(*) FROM key_opening_answer WHERE envelope IS NOT NULL") == [(0,)]
    assert rows(house.store, "SELECT count(*) FROM key_opening WHERE sealed_key IS NOT NULL") == [(0,)]


def test_refused_taken_back_and_lapsed(house: House) -> None:
    opening = house.ask("Nilo", "I am curious")
    for who in ("Lia", "Mara"):
        page = house.page(who, f"inbox/escrow/{opening}")
        page.get_by_label("Why not").fill(f"{who} sees no need")
        page.get_by_role("button", name="Refuse").click()
        expect(page.get_by_text("You have refused, with your reason.")).to_be_visible()
        page.close()
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    expect(page.locator("dl").get_by_text("Refused", exact=True)).to_be_visible()
    expect(page.get_by_text("Mara sees no need")).to_be_visible()
    expect(page.locator("#give, #use")).to_have_count(0)
    page.close()

    opening = house.ask("Nilo", "I have found it again")
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    page.get_by_label("Why it ends").fill("It lay in the drawer")
    page.get_by_role("button", name="Take the request back").click()
    expect(page.locator("dl").get_by_text("Taken back", exact=True)).to_be_visible()
    expect(page.get_by_text("It lay in the drawer")).to_be_visible()
    page.close()

    opening = house.ask("Nilo", "The passphrase is gone")
    house.give("Lia", opening)
    house.give("Mara", opening)
    house.change("UPDATE key_opening SET lapses_at = '2026-01-01T00:00:00.000Z' WHERE id = ?", opening)
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    expect(page.locator("dl").get_by_text("Lapsed", exact=True)).to_be_visible()
    token = page.locator("input[name=form_token]").first.input_value()
    answer = house.people["Nilo"].request.post(
        f"{house.address}/en/inbox/escrow/{opening}", form={"form_token": token, "do": "open", "passphrase": REQUEST}
    )
    assert answer.status == 422 and "has ended" in answer.text()
    page.close()
    touchstone("escrow", "openings", "--store", house.store)
    assert rows(house.store, "SELECT state, sealed_key FROM key_opening WHERE id = ?", opening) == [("lapsed", None)]
    assert rows(house.store, "SELECT count(*) FROM key_opening_answer WHERE envelope IS NOT NULL") == [(0,)]


def test_a_lost_passphrase_is_set_anew(house: House) -> None:
    opening = house.ask("Nilo", "Lia left and took the paper with her")
    # A share that was changed on the disk is named by its number, and gives nothing.
    before = scalar(house.store, "SELECT envelope FROM key_share WHERE number = 1")
    house.change("UPDATE key_share SET envelope = zeroblob(length(envelope)) WHERE number = 1")
    page = house.page("Lia", f"inbox/escrow/{opening}")
    page.get_by_label("Your own passphrase for your share").fill(own("Lia"))
    page.get_by_role("button", name="Give my share").click()
    expect(page.get_by_role("alert")).to_contain_text("number 1")
    page.close()
    page = house.page("Mara", "inbox/escrow")
    expect(page.locator("#shares").get_by_text("Lost or wrong since")).to_be_visible()
    page.close()
    house.change("UPDATE key_share SET envelope = ? WHERE number = 1", before)
    house.give("Mara", opening)
    house.give("Nilo", opening)
    page = house.page("Nilo", f"inbox/escrow/{opening}")
    form = page.locator("form", has=page.get_by_role("button", name="Set it"))
    form.get_by_label("Passphrase of this request").fill(REQUEST)
    form.get_by_label("New passphrase of the organisation").fill("five new trees by the lake")
    form.get_by_label("The same again").fill("five new trees by the lake")
    form.get_by_role("button", name="Set it").click()
    expect(page.get_by_text("The key is under the new passphrase.")).to_be_visible()
    actions = [action for (action,) in rows(house.store, "SELECT action FROM access ORDER BY id DESC LIMIT 2")]
    assert actions == ["report-key-resealed", "key-opened"], "the record first"
    number = scalar(house.store, "SELECT max(id) FROM sealed_report")
    page.goto(f"{house.address}/en/inbox/{number}")
    page.get_by_label("Passphrase of the organisation").fill(ORGANISATION)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open the key")
    page.get_by_label("Passphrase of the organisation").fill("five new trees by the lake")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(OTHER)).to_be_visible()
    page.close()

    # Shared out anew, what was sealed for the sharing before is gone; withdrawing takes the passphrase.
    house.share_out("five new trees by the lake", needed="3")
    assert rows(house.store, "SELECT count(*) FROM key_share WHERE envelope IS NOT NULL") == [(3,)]
    page = house.page("Lia", "inbox/escrow")
    page.get_by_text("Withdraw this sharing").first.click()
    part = page.locator("details[open]")
    part.get_by_label("Passphrase of the organisation").fill(ORGANISATION)
    part.get_by_role("button", name="Withdraw this sharing").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open the key")
    page.close()


def test_the_disk_holds_no_share_in_the_open(house: House) -> None:
    """Neither a share, nor a key, nor a passphrase, in any file of the store; what stands there is sealed or locked."""
    opening = house.ask("Lia", "An exercise", kind="exercise")
    house.give("Mara", opening)
    needles = [b"TSSH", ORGANISATION.encode(), REQUEST.encode(), b"five new trees", *(own(name).encode() for name in ("Lia", "Mara", "Nilo"))]
    files = [file for file in house.store.rglob("*") if file.is_file()]
    for file in files:
        content = file.read_bytes()
        for needle in needles:
            assert needle not in content, f"{file.name} holds {needle!r}"
    everything = b"".join(file.read_bytes() for file in files)
    assert b"TSEV\x01\x05" in everything, "envelopes of shares are found by the search"
    assert b"TSES\x01" in everything and b"TSKY\x01" in everything


def test_a_report_is_held_for_a_case(house: House, browser: Browser) -> None:
    number = scalar(house.store, "SELECT max(id) FROM sealed_report")
    page = house.page("Lia", f"inbox/{number}")
    page.get_by_label("Passphrase of the organisation").fill("five new trees by the lake")
    page.get_by_role("button", name="Open it").click()

    def hold(day: date, reason: str) -> None:
        form = page.locator("#hold")
        form.get_by_label("Day of review").fill(day.isoformat())
        form.get_by_label("Why it is needed").fill(reason)
        form.get_by_role("button", name="Hold it until then").click()

    hold(date.today() + timedelta(days=200), "a very long case")
    expect(page.get_by_role("alert")).to_contain_text("day of review")
    hold(date.today() - timedelta(days=1), "a case that is over")
    expect(page.get_by_role("alert")).to_contain_text("day of review")
    review = date.today() + timedelta(days=10)
    hold(review, "The prosecutor of Ixtlan asked for it")
    expect(page.get_by_text("The report is held.")).to_be_visible()
    expect(page.locator("#hold").get_by_text("Lia Officer")).to_be_visible()
    assert b"Ixtlan" not in b"".join(file.read_bytes() for file in house.store.rglob("*") if file.is_file())
    assert rows(house.store, "SELECT detail FROM access WHERE action = 'report-held'") == [(f"until {review.isoformat()}",)]
    page.goto(f"{house.address}/en/notifications")
    expect(page.get_by_text(f"Report {number} is held until")).to_have_count(1)
    page.close()

    # Its day comes, and it is kept; the reporter sees until when.
    house.change("UPDATE sealed_report SET delete_on = ? WHERE id = ?", date.today().isoformat(), number)
    context = browser.new_context(java_script_enabled=False)
    theirs = context.new_page()

    def look() -> None:
        theirs.goto(f"{house.address}/en/r/thread")
        theirs.get_by_label("Receipt").fill(" ".join(house.receipts[OTHER]))
        theirs.get_by_role("button", name="Open").click()

    look()
    expect(theirs.get_by_text("because a case runs for which it is needed")).to_be_visible()

    # Withdrawn, it is held no more, and cannot be held again.
    theirs.get_by_text("Withdraw the report").first.click()
    theirs.get_by_role("button", name="Withdraw the report").click()
    expect(theirs.get_by_text("because a case runs for which it is needed")).to_have_count(0)
    context.close()
    assert rows(house.store, "SELECT count(*) FROM report_hold WHERE ended_on IS NULL") == [(0,)]
    page = house.page("Lia", f"inbox/{number}")
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#hold").get_by_text("cannot be kept longer")).to_be_visible()
    expect(page.get_by_role("button", name="Hold it until then")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_right(house: House, browser: Browser, language: str) -> None:
    for who, path in (("Lia", "inbox/escrow"), ("Mara", "inbox/escrow/1"), ("Lia", "inbox/escrow/5"), ("Olga", "inbox/escrow")):
        context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
        context.add_cookies(house.people[who].cookies())
        page = context.new_page()
        visit = open_page(page, f"{house.address}/{language}/{path}")
        assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], f"{language} {path}"
        context.close()


def test_others_do_not_get_in(house: House, browser: Browser) -> None:
    expect_success(touchstone("agencies", "add", "Elsewhere", "--store", house.store))
    agency = scalar(house.store, "SELECT id FROM agency WHERE name = 'Elsewhere'")
    context = context_of(browser, house.address, signed_in(house.store, "Eli Elsewhere", "community_liaison", agency=agency))
    page = context.new_page()
    assert page.goto(f"{house.address}/en/inbox/escrow/1").status == 404
    page.goto(f"{house.address}/en/inbox/escrow")
    assert "Request 1" not in page.content()
    context.close()
    for role in ("analyst", "supervisor", "administrator"):
        context = context_of(browser, house.address, signed_in(house.store, f"Some {role}", role))
        assert context.new_page().goto(f"{house.address}/en/inbox/escrow").status == 403, role
        context.close()


# MARK: Floods and guesses


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[House]:
    """A site that takes two reports an hour from one address, and counts this machine too."""
    folder = tmp_path_factory.mktemp("narrow")
    store = folder / "store"
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", store))
    expect_success(touchstone("agencies", "add", "Voices", "--kind", "community", "--store", store))
    agency = scalar(store, "SELECT id FROM agency WHERE name = 'Voices'")
    (store / "touchstone.yaml").write_text(
        "limits:\n  local: yes\n  reports_per_address: 2\n  sign_in_per_minute: 0\n", encoding="utf-8"
    )
    with serving(store, folder / "log.txt") as address:
        lia = context_of(browser, address, signed_in(store, "Lia Liaison", "community_liaison", agency=agency))
        page = lia.new_page()
        page.goto(f"{address}/en/inbox/key")
        page.get_by_label("Passphrase of the organisation").fill(ORGANISATION)
        page.get_by_label("The same again").fill(ORGANISATION)
        page.get_by_role("button", name="Make a key").click()
        page.get_by_label("Anything", exact=True).check()
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("The doors were set")).to_be_visible()
        yield House(address, store, {"Lia": lia}, {})
        lia.close()


def test_a_full_hour_is_said_honestly_and_a_phone_keeps_what_waits(narrow: House, browser: Browser) -> None:
    *first, page = written(narrow.address, browser, "The gate is open", "The gate is open still", "One more at the gate")
    receipts = [send(form) for form in first]
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Seal and send").click()
    assert answer.value.status == 429 and 60 < int(answer.value.headers["retry-after"]) <= 1800
    expect(page.get_by_role("alert")).to_contain_text("Yours is not lost")
    expect(page.get_by_label("What happened?")).to_have_value("One more at the gate")
    page.context.close()

    # A phone takes it as "later": it stays, sealed, and is not refused.
    phone = browser.new_context()
    page = phone.new_page()
    page.goto(f"{narrow.address}/en/r")
    page.get_by_label("What happened?").fill("From a phone at the gate")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.locator(".delivery").first).to_contain_text("takes no more reports this hour", timeout=60_000)
    expect(page.locator("#waiting-count")).to_have_text("1")
    expect(page.locator("#waiting-refused")).to_have_text("")
    phone.close()
    assert rows(narrow.store, "SELECT count(*) FROM sealed_report") == [(2,)]
    assert len({tuple(receipt) for receipt in receipts}) == 2
    assert not any(b"127.0.0.1" in file.read_bytes() for file in narrow.store.rglob("*") if file.is_file())


def test_wrong_receipts_make_one_wait_longer_and_longer(narrow: House) -> None:
    def attempt(receipt: str) -> tuple[int, int]:
        body = f"receipt={receipt}".encode()
        request = urllib.request.Request(f"{narrow.address}/en/r/thread", data=body, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, 0
        except urllib.error.HTTPError as error:
            return error.code, int(error.headers.get("Retry-After", 0))

    # Receipts that could be, and are none: 25 digits and three more so that all of it is a multiple of 997.
    def invented(number: int) -> str:
        head = number * 1_000
        return f"{head + (-head) % 997:028d}"

    answers = [attempt(invented(number)) for number in range(1, 7)]
    assert [status for status, _ in answers] == [422] * 6, answers
    status, first = attempt(invented(7))
    assert status == 429 and 1 <= first <= 10
    # While one waits nothing is looked at, and waiting grows no longer for it.
    assert attempt(invented(8))[0] == 429
    time.sleep(first + 1)
    assert attempt(invented(9))[0] == 422
    status, second = attempt(invented(10))
    assert status == 429 and 11 <= second <= 20, "twice as long"
