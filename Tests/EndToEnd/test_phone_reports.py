"""Reports written on a phone without a signal arrive once, whatever happens on the way, and leave nothing on the phone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from offline import CAMERA, PHONE, Phone, Site, camera_photo, nothing_waits
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from product import LANGUAGES, expect_success, free_port, rows, touchstone

PASSPHRASE = "four old trees by the river"
WORDS = "The xylographer of Quissanga saw the lorry at the weighbridge"
PATIENCE = 21


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """A site with one organisation that receives reports through every door that it may."""
    folder = tmp_path_factory.mktemp("phones")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    expect_success(
        touchstone("agencies", "add", "Voices of the Hills", "--kind", "community", "--store", folder / "store")
    )
    site = Site(folder / "store", folder / "log.txt", free_port())
    site.start()
    context = liaison_of(site, browser)
    page = context.new_page()
    page.goto(f"{site.address}/en/inbox/key")
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a key").click()
    for door in ("Anything", "About guards, police or soldiers: they do not read it"):
        page.get_by_label(door, exact=True).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("The doors were set")).to_be_visible()
    context.close()
    yield site
    site.stop()


def liaison_of(site: Site, browser: Browser) -> BrowserContext:
    agency = rows(site.store, "SELECT id FROM agency WHERE name = 'Voices of the Hills'")[0][0]
    name = f"Lia {time.monotonic_ns()}"
    return context_of(browser, site.address, signed_in(site.store, name, "community_liaison", agency=agency))


@pytest.fixture(scope="module")
def photo(browser: Browser) -> bytes:
    return camera_photo(browser)


@pytest.fixture
def phone(tmp_path: Path, browser: Browser) -> Iterator[Phone]:
    phone = Phone(tmp_path / "phone", browser)
    yield phone
    phone.close()


def write(page: Page, text: str, photo: bytes | None = None) -> None:
    page.get_by_label("What is it about?").select_option("violence")
    page.get_by_label("What happened?").fill(text)
    if photo is not None:
        files = page.get_by_label("Photos or recordings")
        files.set_input_files([{"name": "lorry.jpg", "mimeType": "image/jpeg", "buffer": photo}])
        expect(page.locator("#files li")).to_have_count(1)


def send(page: Page) -> list[str]:
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", name="Your receipt")).to_be_visible()
    return page.locator(".receipt li").all_inner_texts()


def parts(site: Site) -> list[tuple[int, int]]:
    """The pieces of each report that the store has: reports and attachments."""
    return [
        (int(texts), int(files))
        for texts, files in rows(
            site.store,
            """SELECT count(*) FILTER (WHERE purpose = 1), count(*) FILTER (WHERE purpose = 2)
               FROM sealed_part GROUP BY report_id ORDER BY report_id""",
        )
    ]


def test_written_without_a_signal_delivered_once_answered_and_read(
    site: Site, phone: Phone, browser: Browser, photo: bytes
) -> None:
    before = len(parts(site))
    page = phone.open()
    page.goto(f"{site.address}/en/r")
    page.get_by_text("This page on your phone").click()
    page.get_by_role("button", name="Keep this page on the phone").click()
    expect(page.get_by_text("opens without a signal.", exact=False).last).to_be_visible()

    # No server, and the page opens all the same.
    site.stop()
    page.goto(f"{site.address}/en/r")
    write(page, WORDS, photo)
    page.get_by_role("button", name="Record your voice").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#files li")).to_have_count(2)
    page.get_by_role("button", name="Add where I am now").click()
    expect(page.get_by_text("-12.346, 39.235")).to_be_visible()
    receipt = send(page)
    assert len(receipt) == 9
    expect(page.locator("h1 + .delivery")).to_contain_text("has not arrived yet")
    expect(page.locator("#waiting-count")).to_have_text("1")
    # Whoever takes the phone now finds not a word of it.
    phone.close()
    kept = [file.read_bytes() for file in phone.folder.rglob("*") if file.is_file()]
    assert any(b"notes" in content or b"n\0o\0t\0e\0s" in content for content in kept), "the search sees the outbox"
    for needle in (WORDS.encode(), WORDS.encode("utf-16-le"), CAMERA, " ".join(receipt).encode()):
        assert not any(needle in content for content in kept), f"the phone holds {needle!r}"

    # The phone is switched on again, still without a signal; then there is one.
    page = phone.open()
    page.goto(f"{site.address}/en/r")
    expect(page.locator("#waiting-count")).to_have_text("1")
    assert len(parts(site)) == before
    site.start()
    page.reload()
    nothing_waits(page)
    assert parts(site)[before:] == [(1, 2)]
    page.reload()
    page.wait_for_timeout(1000)
    assert parts(site)[before:] == [(1, 2)], "once"

    officer = liaison_of(site, browser)
    desk = officer.new_page()
    desk.goto(f"{site.address}/en/inbox")
    desk.get_by_role("link", name=re.compile("^Report \\d+$")).first.click()
    desk.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    desk.get_by_role("button", name="Open it").click()
    expect(desk.get_by_text(WORDS)).to_be_visible()
    expect(desk.get_by_text("-12.346, 39.235")).to_be_visible()
    pictures = desk.locator(".attachment img")
    expect(pictures).to_have_count(1)
    pictures.scroll_into_view_if_needed()
    desk.wait_for_function("() => document.querySelector('.attachment img').naturalWidth > 0")
    assert pictures.evaluate("picture => picture.naturalWidth") == 1280, "made small on the phone"
    expect(desk.locator(".attachment video, .attachment audio")).to_have_count(1)
    address = f"{site.address}{desk.locator('.attachment a').first.get_attribute('href')}"
    file = officer.request.get(address)
    assert file.ok and CAMERA not in file.body() and b"Exif" not in file.body()
    assert "sandbox" in file.headers["content-security-policy"] and file.headers["cache-control"] == "no-store"
    desk.get_by_label("Answer. Ask nothing").fill("Is everybody safe now?")
    desk.get_by_role("button", name="Seal and send").click()
    assert rows(site.store, "SELECT count(*) FROM access WHERE detail LIKE '% attachment %'")[0][0] >= 2
    officer.close()

    reader = browser.new_context(java_script_enabled=False)
    theirs = reader.new_page()
    theirs.goto(f"{site.address}/fr/r/thread")
    theirs.get_by_label("Reçu").fill(" ".join(receipt))
    theirs.get_by_role("button", name="Ouvrir").click()
    expect(theirs.get_by_text("Is everybody safe now?")).to_be_visible()
    reader.close()


def test_answers_that_are_lost_on_the_way_change_nothing(site: Site, phone: Phone, photo: bytes) -> None:
    """The server keeps it and the phone does not hear of it; half of it is sent; the server is gone in between."""
    before = len(parts(site))
    page = phone.open()
    lost = {"count": 0}

    def lose(route: Route) -> None:
        lost["count"] += 1
        if lost["count"] <= 3:
            # It arrives; the answer does not.
            route.fetch()
            route.abort("connectionreset")
        elif lost["count"] == 4:
            route.abort("connectionreset")
        elif lost["count"] == 5:
            route.fulfill(status=502, body="a gateway of somebody")
        else:
            route.continue_()

    page.route("**/r/deliver", lose)
    page.route("**/r/pieces/**", lose)
    page.goto(f"{site.address}/en/r")
    write(page, "A second thing happened", photo)
    send(page)
    for _ in range(40):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(1500)
        if page.locator("#waiting").is_hidden():
            break
    expect(page.locator("#waiting")).to_be_hidden(timeout=60_000)
    assert lost["count"] >= 7
    assert parts(site)[before:] == [(1, 1)]


def test_five_reports_wait_while_the_page_is_renewed(site: Site, phone: Phone, photo: bytes) -> None:
    before = len(parts(site))
    page = phone.open()
    page.goto(f"{site.address}/en/r")
    page.get_by_text("This page on your phone").click()
    page.get_by_role("button", name="Keep this page on the phone").click()
    expect(page.get_by_text("opens without a signal.", exact=False).last).to_be_visible()
    site.stop()
    for number in range(5):
        page.goto(f"{site.address}/en/r")
        write(page, f"Thing number {number}", photo if number % 2 else None)
        send(page)
    expect(page.locator("#waiting-count")).to_have_text("5")
    page.evaluate("caches.delete('notes-v1')")
    phone.close()
    site.start()
    page = phone.open()
    page.goto(f"{site.address}/en/r")
    nothing_waits(page)
    assert parts(site)[before:] == [(1, 0), (1, 1), (1, 0), (1, 1), (1, 0)]


def test_what_is_never_taken_is_said_and_kept_on_the_phone(site: Site, phone: Phone) -> None:
    page = phone.open()
    page.goto(f"{site.address}/en/r")
    page.get_by_label("What is it about?").select_option("violence")
    page.get_by_label("What happened?").fill("With a document")
    page.get_by_label("Photos or recordings").set_input_files(
        [{"name": "list.pdf", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7 by Ermelinda"}]
    )
    expect(page.locator("#files li")).to_have_count(1)
    send(page)
    expect(page.locator("#waiting-refused")).to_contain_text("Documents can name whoever wrote them", timeout=30_000)
    # Everything is taken off the phone when its owner says so.
    page.goto(f"{site.address}/en/r")
    page.get_by_text("This page on your phone").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove everything from this phone").click()
    page.wait_for_load_state()
    expect(page.locator("#waiting")).to_be_hidden()
    assert page.evaluate("async () => (await caches.keys()).length + (await outbox.waiting()).length") == 0


def test_photos_without_a_script(site: Site, browser: Browser, photo: bytes) -> None:
    """The form alone: what a camera noted is taken out by the server, and what is not taken is said."""
    before = len(parts(site))
    context = browser.new_context(java_script_enabled=False, viewport=PHONE["viewport"])
    page = context.new_page()
    page.goto(f"{site.address}/en/r")
    write_plain(page, photo)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the photos and recordings again")
    time.sleep(PATIENCE)
    write_plain(page, photo)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sealed and kept")
    expect(page.get_by_role("alert")).to_contain_text("2: Documents can name")
    page.reload()
    assert parts(site)[before:] == [(1, 1)]
    context.close()
    officer = liaison_of(site, browser)
    desk = officer.new_page()
    report = rows(site.store, "SELECT max(id) FROM sealed_report")[0][0]
    desk.goto(f"{site.address}/en/inbox/{report}")
    desk.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    desk.get_by_role("button", name="Open it").click()
    expect(desk.get_by_text("Without a script")).to_be_visible()
    file = officer.request.get(f"{site.address}{desk.locator('.attachment a').first.get_attribute('href')}")
    assert file.ok and CAMERA not in file.body()
    assert accessibility_faults(desk) == []
    officer.close()
    # With the whole disk of the server in hand: nothing of the camera, of the document, of the words, of an address.
    for kept in [site.log, *(each for each in site.store.rglob("*") if each.is_file())]:
        content = kept.read_bytes()
        for needle in (CAMERA, b"Zorblat", b"by Ermelinda", b"Without a script", b"xylographer", b"127.0.0.1"):
            assert needle not in content or (kept == site.log and needle == b"127.0.0.1"), f"{kept.name} holds {needle!r}"


def test_changed_and_sent_again_both_texts_are_there(site: Site, browser: Browser) -> None:
    """Somebody whose first answer was lost goes back, adds a sentence and sends it again: neither text is lost."""
    before = len(parts(site))
    context = browser.new_context(java_script_enabled=False)
    address = f"{site.address}/en/r"
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', context.request.get(address).text()))
    assert set(hidden) == {"id", "receipt", "ticket"}
    form = {**hidden, "door": "general", "category": "violence", "text": "At the gate"}
    time.sleep(PATIENCE)
    changed = {**form, "text": "At the gate, at night", "urgent": "yes"}
    for attempt in (form, form, changed, changed, form):
        assert context.request.post(address, form=attempt).status == 200
    assert parts(site)[before:] == [(2, 0)]
    assert context.request.post(address, form={**form, "door": "security"}).status == 422, "others stand behind that door"
    context.close()
    officer = liaison_of(site, browser)
    desk = officer.new_page()
    report = rows(site.store, "SELECT max(id) FROM sealed_report")[0][0]
    desk.goto(f"{site.address}/en/inbox/{report}")
    desk.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    desk.get_by_role("button", name="Open it").click()
    expect(desk.get_by_text("At the gate, at night")).to_be_visible()
    expect(desk.get_by_text("Somebody is in danger now")).to_be_visible()
    desk.get_by_text("What it said before").click()
    expect(desk.get_by_text("At the gate", exact=True)).to_be_visible()
    officer.close()


def write_plain(page: Page, photo: bytes) -> None:
    page.get_by_label("What happened?").fill("Without a script")
    page.get_by_label("Photos or recordings").set_input_files(
        [
            {"name": "lorry.jpg", "mimeType": "image/jpeg", "buffer": photo},
            {"name": "list.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 by Ermelinda"},
        ]
    )


def test_a_form_that_ran_out_goes_through_at_the_second_attempt(site: Site, browser: Browser) -> None:
    """Tickets hold until the server is started anew: what was written stays, and is not asked for ever."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/en/r")
    page.get_by_label("What happened?").fill("Through a new server")
    site.stop()
    site.start()
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("alert")).to_contain_text("wait half a minute")
    time.sleep(PATIENCE)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is sealed and kept")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_a_phone_is_right(site: Site, browser: Browser, language: str) -> None:
    context = browser.new_context(**PHONE, reduced_motion="reduce", permissions=["geolocation"])
    for scheme in ("light", "dark"):
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        visit = open_page(page, f"{site.address}/{language}/r")
        page.locator("#device summary").click()
        assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], "the form"
        page.locator("#text").fill("…")
        page.context.set_offline(True)
        page.locator("#report button[type=submit]").click()
        expect(page.locator("#waiting")).to_be_visible()
        assert shape_faults(page, language) + accessibility_faults(page) == [], "the receipt"
        page.context.set_offline(False)
        page.evaluate("outbox.forget()")
        page.goto(f"{site.address}/{language}/r/paper")
        assert shape_faults(page, language) + accessibility_faults(page) == [], "on paper"
        page.close()
    context.close()


def test_light_over_a_slow_network(site: Site, browser: Browser) -> None:
    """All of the page in 100 kB, what is seen first in 14; over 2G with a slow processor it is there in a few seconds."""
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    # GPRS/EDGE: 250 kbit/s and 400 ms there and back.
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 31_250, "uploadThroughput": 6_250},
    )
    network.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    sizes: dict[str, int] = {}
    network.on("Network.responseReceived", lambda event: sizes.setdefault(event["requestId"], 0))

    def note(event: dict[str, float | str]) -> None:
        sizes[str(event["requestId"])] = int(event["encodedDataLength"])

    network.on("Network.loadingFinished", note)
    page.goto(f"{site.address}/en/r", wait_until="networkidle")
    page.locator("#text").focus()
    page.wait_for_timeout(2500)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    first = next(iter(sizes.values()))
    print(f"page for reporting: first answer {first:,} bytes, all {sum(sizes.values()):,} bytes, seen after {painted:.0f} ms")
    assert first < 14 * 1024 and sum(sizes.values()) < 100 * 1024
    context.close()
