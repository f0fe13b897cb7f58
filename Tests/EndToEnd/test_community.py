"""Somebody without a name reports, is answered, and reads it by receipt; nobody else finds a word of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import accessibility_faults, all_faults, shape_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, BrowserContext, expect
from product import LANGUAGES, expect_success, rows, serving, touchstone

PASSPHRASE = "four old trees by the river"
WORDS = "The xylographer of Quissanga saw the lorry at the weighbridge"
# As long as a form must have been open before it is taken.
PATIENCE = 21


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("community")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    expect_success(
        touchstone("agencies", "add", "Voices of the Hills", "--kind", "community", "--store", folder / "store")
    )
    # As talkative as a server can be made: a line for each request, with whole addresses.
    (folder / "store" / "touchstone.yaml").write_text("log:\n  level: info\n  addresses: whole\n", encoding="utf-8")
    return folder / "store"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("community-server") / "log.txt"


@pytest.fixture(scope="module")
def address(store: Path, log: Path) -> Iterator[str]:
    with serving(store, log, "--demo") as address:
        yield address


@pytest.fixture(scope="module")
def liaison(store: Path, address: str, browser: Browser) -> Iterator[BrowserContext]:
    """The officer of the organisation, who has made its key and opened its doors."""
    agency = rows(store, "SELECT id FROM agency WHERE name = 'Voices of the Hills'")[0][0]
    context = context_of(browser, address, signed_in(store, "Lia Liaison", "community_liaison", agency=agency))
    page = context.new_page()
    page.goto(f"{address}/en/r")
    expect(page.get_by_text("No organisation can receive reports here yet")).to_be_visible()
    page.goto(f"{address}/en/inbox/key")
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_label("The same again").fill("something that is different")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("alert")).to_contain_text("not the same")
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("The key was made")).to_be_visible()
    for door in ("Anything", "About guards, police or soldiers: they do not read it"):
        page.get_by_label(door, exact=True).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("The doors were set")).to_be_visible()
    yield context
    context.close()


@pytest.fixture(scope="module")
def receipt(address: str, browser: Browser, liaison: BrowserContext) -> list[str]:
    """The receipt of a report sent from a browser without scripts, on a narrow screen."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{address}/en/r")
    page.get_by_label("Somebody is in danger now").check()
    page.get_by_label("What is it about?").select_option("violence")
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_label("Where? (if you want to say)").fill("behind the washing plant")
    page.get_by_label("Hand it to another body that can help").check()
    page.get_by_role("button", name="Seal and send").click()
    # Faster than anybody writes: what was written is still there.
    expect(page.get_by_role("alert")).to_contain_text("very quick")
    expect(page.get_by_label("What happened?")).to_have_value(WORDS)
    expect(page.get_by_label("Somebody is in danger now")).to_be_checked()
    time.sleep(PATIENCE)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sealed and kept")
    words = page.locator(".receipt li").all_inner_texts()
    # Sent again, as by somebody who reloads the page: the same receipt, and one report.
    page.reload()
    assert page.locator(".receipt li").all_inner_texts() == words
    assert context.cookies() == [], "nothing stays in the browser"
    context.close()
    return words


def test_answered_and_read_by_receipt(
    address: str, browser: Browser, store: Path, liaison: BrowserContext, receipt: list[str]
) -> None:
    assert len(receipt) == 9
    page = liaison.new_page()
    page.goto(f"{address}/en/inbox")
    expect(page.locator("table.data tbody tr")).to_have_count(1)
    expect(page.get_by_text("in danger now")).to_be_visible()
    assert WORDS not in page.content()
    page.get_by_role("link", name=re.compile("^Report \\d+$")).click()
    page.get_by_label("Passphrase of the organisation").fill("a wrong passphrase of theirs")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open the key")
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("behind the washing plant")).to_be_visible()
    page.get_by_label("Answer. Ask nothing").fill("Is everybody safe now?")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_text("Is everybody safe now?")).to_be_visible()

    # Another browser, another language, the first four letters of each word.
    reader = browser.new_context(java_script_enabled=False)
    theirs = reader.new_page()
    theirs.goto(f"{address}/pt/r/thread")
    theirs.get_by_label("Recibo").fill(" ".join(word[:4].upper() for word in receipt))
    theirs.get_by_role("button", name="Abrir").click()
    expect(theirs.get_by_text("Is everybody safe now?")).to_be_visible()
    # Who answers is named.
    expect(theirs.locator(".message.answer")).to_contain_text("Voices of the Hills")
    assert WORDS not in theirs.content(), "by receipt one reads the answer, not the report"
    assert theirs.url.endswith("/pt/r/thread"), "the receipt stands in no address"
    time.sleep(PATIENCE)
    theirs.get_by_label("Responder").fill("Sim, estamos bem")
    theirs.get_by_role("button", name="Selar e enviar").click()
    expect(theirs.get_by_text("Sim, estamos bem")).to_be_visible()
    reader.close()

    page.goto(f"{address}/en/inbox")
    page.get_by_role("link", name=re.compile("^Report \\d+$")).click()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Sim, estamos bem")).to_be_visible()
    # Who was not asked to be counted is not: nobody can say as what.
    expect(page.locator("#progress")).to_contain_text("did not agree that it is counted")
    assert page.get_by_label("Count it as").count() == 0
    page.get_by_label("What became of it").select_option("under_way")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The reporter and the other recipients see it.")).to_be_visible()
    openings = rows(store, "SELECT reader FROM access WHERE action = 'report-opened'")
    assert len(openings) >= 3 and all("Lia" in name for (name,) in openings), "each opening, with who"
    page.close()


def test_wrong_receipts_are_told_what_is_wrong(address: str, browser: Browser, receipt: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for text, answer in [
        (" ".join(receipt[:8]), "nine words"),
        (" ".join(receipt[:8] + ["zzzzz"]), "in no receipt"),
        ("0" * 28, "no report under this receipt"),
    ]:
        page.goto(f"{address}/en/r/thread")
        page.get_by_label("Receipt").fill(text)
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).to_contain_text(answer)
    context.close()


def test_nobody_else_gets_in(address: str, browser: Browser, store: Path, receipt: list[str]) -> None:
    for role in ("analyst", "supervisor", "inspector", "auditor", "administrator"):
        context = context_of(browser, address, signed_in(store, f"Somebody {role}", role))
        page = context.new_page()
        assert page.goto(f"{address}/en/inbox").status == 403, role
        assert page.goto(f"{address}/en/inbox/1").status == 403, role
        context.close()
    expect_success(touchstone("agencies", "add", "Elsewhere", "--store", store))
    agency = rows(store, "SELECT id FROM agency WHERE name = 'Elsewhere'")[0][0]
    other = context_of(browser, address, signed_in(store, "Lia Elsewhere", "community_liaison", agency=agency))
    page = other.new_page()
    assert page.goto(f"{address}/en/inbox").status == 200
    assert page.goto(f"{address}/en/inbox/1").status == 404, "another organisation's report is not there"
    other.close()


def test_the_whole_disk_tells_nothing(store: Path, log: Path, receipt: list[str]) -> None:
    """Every file of the store and the log of the server, without a key."""
    needles = [b"xylographer", b"Quissanga", b"weighbridge", b"washing plant", b"everybody safe", b"estamos bem"]
    needles += [b"trees by the river", " ".join(receipt).encode(), "".join(receipt).encode()]
    files = [file for file in store.rglob("*") if file.is_file()]
    assert len(files) > 3
    for file in [*files, log]:
        content = file.read_bytes()
        for needle in needles:
            assert needle not in content, f"{file.name} holds {needle!r}"
    for file in files:
        assert b"127.0.0.1" not in file.read_bytes(), f"{file.name} holds an address"
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if "route" in line]
    assert any("/inbox" in line for line in lines), "the log has what officers asked for"
    assert not any(re.search(r"/(en|fr|pt|es)/r(/|\b(?!\w))", line) for line in lines), "and nothing of who reports"
    assert any(b"report-opened" in file.read_bytes() for file in files), "the search finds what is there"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_right(
    address: str, browser: Browser, liaison: BrowserContext, language: str, scheme: str, receipt: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    for path in ("r", "r/thread"):
        assert all_faults(page, f"{address}/{language}/{path}", language) == [], f"{language} {path}"
    page.goto(f"{address}/{language}/r/thread")
    page.locator("#receipt").fill(" ".join(receipt))
    page.locator("form button").click()
    assert shape_faults(page, language) + accessibility_faults(page) == [], "a thread"
    context.close()
    page = liaison.new_page()
    page.emulate_media(color_scheme=scheme)
    for path in ("inbox", "inbox/key", "inbox/1"):
        assert all_faults(page, f"{address}/{language}/{path}", language) == [], f"{language} {path}"
    page.close()


def test_police_do_not_stand_behind_the_door_for_complaints_about_them(
    address: str, browser: Browser, store: Path, liaison: BrowserContext
) -> None:
    """Not if they ask for it, and not if an organisation behind that door becomes a police service."""
    expect_success(touchstone("agencies", "add", "Mine police", "--kind", "police", "--store", store))
    agency = rows(store, "SELECT id FROM agency WHERE name = 'Mine police'")[0][0]
    context = context_of(browser, address, signed_in(store, "Paul Police", "community_liaison", agency=agency))
    page = context.new_page()
    page.goto(f"{address}/en/inbox/key")
    expect(page.get_by_label("Anything", exact=True)).to_be_visible()
    expect(page.get_by_label("About guards, police or soldiers: they do not read it")).to_have_count(0)
    token = page.locator("input[name=form_token]").first.input_value()
    answer = context.request.post(
        f"{address}/en/inbox/key", form={"form_token": token, "do": "doors", "doors": "security"}
    )
    assert answer.status == 400
    assert rows(store, "SELECT count(*) FROM reporting_door WHERE agency_id = (SELECT max(id) FROM agency)") == [(0,)]
    context.close()


def test_light_without_a_script(address: str, browser: Browser, liaison: BrowserContext) -> None:
    """All of the page in its first 14 kB: one answer, no picture, nothing to wait for."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    answer = page.goto(f"{address}/en/r", wait_until="networkidle")
    print(f"page for reporting: {sum(sizes):,} bytes in {len(sizes)} answers")
    assert len(sizes) == 1 and sum(sizes) < 14 * 1024
    assert answer is not None and "no-store" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    assert "script-src 'self';" in answer.headers["content-security-policy"] + ";"
    assert answer.headers["referrer-policy"] == "no-referrer"
    thread = page.goto(f"{address}/en/r/thread")
    assert thread is not None and "script-src" not in thread.headers["content-security-policy"], "none where answers are"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    context.close()
