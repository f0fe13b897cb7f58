"""Forms filled in on a phone without a signal, with photos, arrive once; what is long goes in pieces over lines that break."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import itertools
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from offline import CAMERA, PHONE, Phone, Site, camera_photo, nothing_waits
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from PIL import Image
from playwright.sync_api import Browser, Error, Page, Route, expect
from product import LANGUAGES, expect_success, free_port, rows, scalar, touchstone
from test_forms import spreadsheet

VILLAGE = "Quissanga-by-the-xylographer"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("phone-forms")
    store = folder / "store"
    expect_success(touchstone("forms", "add", spreadsheet(folder / "water.xlsx"), "--open", "--store", store))
    site = Site(store, folder / "log.txt", free_port())
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def link(site: Site, browser: Browser) -> str:
    context = context_of(browser, site.address, signed_in(site.store, "Fay Forms", "supervisor"))
    page = context.new_page()
    page.goto(f"{site.address}/en/forms/1")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("The link was made")).to_be_visible()
    context.close()
    return str(scalar(site.store, "SELECT link FROM form WHERE id = 1"))


@pytest.fixture(scope="module")
def photo(browser: Browser) -> bytes:
    return camera_photo(browser)


@pytest.fixture
def phone(tmp_path: Path, browser: Browser) -> Iterator[Phone]:
    phone = Phone(tmp_path / "phone", browser)
    yield phone
    phone.close()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Next").click()


def filled(page: Page, village: str, photo: bytes | None = None, stop_at_photo: bool = False) -> None:
    """Fills the form in with the script, up to the page before sending."""
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("There must be an answer")
    page.get_by_label("Village").fill(village)
    go_on(page)
    page.get_by_label("Something else").check()
    go_on(page)
    page.get_by_label("What else?").fill("It <b>foams</b> & stinks")
    go_on(page)
    page.get_by_label("How many people drink it?").fill("100000")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("So many do not live here")
    page.get_by_label("How many people drink it?").fill("40")
    go_on(page)
    page.get_by_role("button", name="Add where I am now").click()
    expect(page.get_by_label("Where?")).to_have_value(re.compile(r"^-12.34567 39.23456 0.0 \d+.0$"))
    go_on(page)
    expect(page.get_by_label("Picture")).to_be_visible()
    if stop_at_photo:
        return
    rest(page, photo)


def rest(page: Page, photo: bytes | None) -> None:
    if photo is not None:
        page.get_by_label("Picture").set_input_files([{"name": "lorry.jpg", "mimeType": "image/jpeg", "buffer": photo}])
        expect(page.get_by_role("button", name="Remove: Picture")).to_be_visible()
    go_on(page)
    page.get_by_label("pH").fill("4.5")
    page.get_by_role("button", name="Add one").click()
    expect(page.get_by_label("pH")).to_have_count(2)
    page.get_by_label("pH").nth(1).fill("77")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("pH is 0 to 14")
    page.get_by_label("pH").nth(1).fill("7")
    go_on(page)
    expect(page.get_by_text("Thank you")).to_be_visible()
    go_on(page)
    expect(page.get_by_role("heading", name="Before you send")).to_be_visible()
    expect(page.get_by_text("It <b>foams</b> & stinks")).to_be_visible()


def kept(site: Site, village: str) -> list[tuple]:
    """Version, how many disagreements, files with their state, of the submissions that name a village."""
    return rows(
        site.store,
        f"""SELECT s.id, s.disagreements, v.version, (SELECT group_concat(f.state) FROM submission_file f WHERE f.submission_id = s.id)
            FROM submission s JOIN form_version v ON v.id = s.version_id WHERE CAST(s.xml AS TEXT) LIKE '%{village}%'""",
    )


def arrived(page: Page, site: Site, village: str) -> list[tuple]:
    """What is kept once nothing waits on the phone."""
    nothing_waits(page)
    return kept(site, village)


def test_filled_in_without_a_signal_with_a_photo_and_delivered_once(
    site: Site, link: str, phone: Phone, photo: bytes, tmp_path: Path
) -> None:
    page = phone.open()
    page.goto(f"{site.address}/en/f/{link}")
    expect(page.locator("#filling")).to_be_visible()
    page.get_by_text("This page on your phone").click()
    page.get_by_role("button", name="Keep this page on the phone").click()
    expect(page.get_by_text("opens without a signal.", exact=False).last).to_be_visible()

    # No server, and the form opens all the same; the phone is switched off half-way.
    site.stop()
    page.goto(f"{site.address}/en/f/{link}")
    filled(page, VILLAGE, stop_at_photo=True)
    page.get_by_label("Picture").set_input_files([{"name": "lorry.jpg", "mimeType": "image/jpeg", "buffer": photo}])
    expect(page.get_by_role("button", name="Remove: Picture")).to_be_visible()
    page.wait_for_timeout(500)
    page = phone.open()
    page.goto(f"{site.address}/en/f/{link}")
    expect(page.get_by_text("What you had begun is here again")).to_be_visible()
    expect(page.get_by_role("button", name="Remove: Picture")).to_be_visible()

    # The office gives out a newer version meanwhile: what has begun is ended as it began.
    newer = spreadsheet(tmp_path / "newer.xlsx", version="2")
    expect_success(touchstone("forms", "add", newer, "--open", "--store", site.store))
    site.start()
    page.reload()
    page.reload()
    expect(page.get_by_text("What you had begun is here again")).to_be_visible()
    site.stop()
    rest(page, None)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Your answers are sealed")).to_be_visible()
    expect(page.locator("#filling .delivery")).to_contain_text("has not arrived yet")
    page = phone.open()
    page.goto(f"{site.address}/en/f/{link}")
    expect(page.locator("#waiting-count")).to_have_text("1")
    expect(page.get_by_text("What you had begun is here again")).to_be_hidden()
    things = page.evaluate("outbox.waiting()")
    assert len(things) == 2 and {thing["kind"] for thing in things} == {"answers"}
    assert VILLAGE not in str(page.evaluate("outbox.waiting().then((all) => all.map((each) => String.fromCharCode(...each.sealed.slice(0, 9000))))"))

    # There is a signal: once, with its picture, in the version that it answers, in agreement with the form.
    site.start()
    page.reload()
    found = arrived(page, site, VILLAGE)
    page.reload()
    page.wait_for_timeout(1000)
    assert kept(site, VILLAGE) == found
    assert len(found) == 1 and found[0][1:] == (0, "1", "kept"), found
    file = rows(site.store, f"SELECT bytes FROM submission_file WHERE submission_id = {found[0][0]}")[0][0]
    picture = Image.open(io.BytesIO(file))
    assert max(picture.size) == 1280 and CAMERA not in file and b"Exif" not in file, "drawn anew on the phone"
    xml = rows(site.store, f"SELECT CAST(xml AS TEXT), received_by, length(received_at) FROM submission WHERE id = {found[0][0]}")[0]
    assert xml[1:] == ("", 10) and "lorry" not in xml[0] and xml[0].count("<sample>") == 2
    # The newer version is asked from now on.
    assert page.evaluate("fetch(location.pathname + '/form.json').then((each) => each.json()).then((each) => each.form.version)") == "2"


def test_nothing_is_kept_where_nobody_asked_for_it(site: Site, link: str, phone: Phone) -> None:
    page = phone.open()
    page.goto(f"{site.address}/en/f/{link}")
    page.get_by_label("Village").fill("Unkept-village")
    go_on(page)
    page.wait_for_timeout(500)
    assert page.evaluate("indexedDB.databases().then((all) => all.map((each) => each.name))") in ([], ["notes"])
    page.reload()
    expect(page.get_by_label("Village")).to_have_value("")


def test_answers_that_are_lost_on_the_way_are_there_once(site: Site, link: str, phone: Phone, photo: bytes) -> None:
    """The server keeps it and the phone does not hear of it; a gateway says something else; the server begins anew."""
    page = phone.open()
    count = itertools.count()
    dice = random.Random(11)

    def lose(route: Route) -> None:
        number = next(count)
        if number < 6 and dice.random() < 0.6:
            # It arrives; the answer does not.
            with contextlib.suppress(Error):
                route.fetch(timeout=5_000)
            route.abort("connectionreset")
        elif number < 6:
            route.fulfill(status=502, body="a gateway of somebody")
        else:
            route.continue_()

    page.route("**/r/deliver", lose)
    page.route("**/r/pieces/**", lose)
    page.goto(f"{site.address}/en/f/{link}")
    filled(page, "Lost-village", photo)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Your answers are sealed")).to_be_visible()
    for _ in range(40):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(1500)
        if page.locator("#waiting").is_hidden():
            break
    found = arrived(page, site, "Lost-village")
    assert len(found) == 1 and found[0][1] == 0 and found[0][3] == "kept"


def large_photo(seed: int, side: int = 1280) -> bytes:
    """A photo that stays large however it is drawn anew."""
    dice = random.Random(seed)
    noise = Image.frombytes("RGB", (side // 4, side // 4), dice.randbytes(3 * (side // 4) ** 2)).resize((side, side), Image.Resampling.BILINEAR)
    output = io.BytesIO()
    noise.save(output, "JPEG", quality=92)
    return output.getvalue()


def test_a_photo_over_2g_with_a_line_that_breaks(site: Site, link: str, phone: Phone) -> None:
    """Pieces and answers are lost at random, the server is killed half-way: the photo arrives, once."""
    page = phone.open()
    page.goto(f"{site.address}/en/f/{link}")
    filled(page, "Slow-village", large_photo(5))
    dice = random.Random(23)
    sent: list[tuple[str, int]] = []

    def cut(route: Route) -> None:
        request = route.request
        size = len(request.post_data_buffer or b"")
        chance = dice.random()
        if request.method == "PUT":
            sent.append((request.url, size))
        if chance < 0.15:
            route.abort("connectionreset")
        elif chance < 0.3:
            # The piece arrives; nobody hears of it.
            with contextlib.suppress(Error):
                route.fetch(timeout=5_000)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/r/pieces/**", cut)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 31_250, "uploadThroughput": 25_000, "connectionType": "cellular2g"},
    )
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Your answers are sealed")).to_be_visible(timeout=60_000)
    deadline = time.monotonic() + 60
    while len(sent) < 6 and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    site.stop()
    page.wait_for_timeout(1000)
    site.start()
    for _ in range(40):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(3000)
        if page.locator("#waiting").is_hidden():
            break
    found = arrived(page, site, "Slow-village")
    assert len(found) == 1 and found[0][3] == "kept", found
    size = scalar(site.store, f"SELECT length(bytes) FROM submission_file WHERE submission_id = {found[0][0]}")
    print(f"photo of {size:,} bytes over a line that breaks: {len(sent)} pieces, {sum(each[1] for each in sent):,} bytes")
    assert size > 200_000 and len(sent) > 10


# Pieces, against the server itself


def solved(site: Site) -> dict[str, str]:
    ticket = requests.get(f"{site.address}/en/r/ticket", timeout=30).json()
    threshold = 2**32 * 8 // ticket["hashes"]
    numbers = []
    for part in range(8):
        number = 0
        while int.from_bytes(hashlib.sha256(f"{ticket['puzzle']}.{part}.{number}".encode()).digest()[:4]) >= threshold:
            number += 1
        numbers.append(str(number))
    return {"X-Puzzle": ticket["puzzle"], "X-Solution": ".".join(numbers)}


def sealed_answers(page: Page, site: Site, link: str, village: str, size: int) -> bytes:
    """Answers with a file, sealed as a phone does."""
    xml = (
        f'<data id="water" version="1"><village>{village}</village><harm>smell</harm><photo>a.jpg</photo>'
        f"<meta><instanceID>uuid:{village}</instanceID></meta></data>"
    )
    picture = base64.b64encode(large_photo(size, 64 + size)).decode()
    sealed = page.evaluate(
        """async ({ link, xml, picture }) => {
          const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
          const { key } = await fetch(`${location.pathname}/form.json`).then((each) => each.json());
          const header = { kind: "answers", version: 1, link, xml, name: "a.jpg", length: bytes.length };
          const sealed = await outbox.seal(outbox.pack(header, bytes), phone.bytesOf(key));
          return btoa(Array.from(sealed, (each) => String.fromCharCode(each)).join(""));
        }""",
        {"link": link, "xml": xml, "picture": picture},
    )
    return base64.b64decode(sealed)


@pytest.mark.parametrize("seed", range(1, 7))
def test_pieces_in_any_order_doubled_cut_short_replayed(site: Site, link: str, browser: Browser, seed: int) -> None:
    dice = random.Random(seed)
    village = f"Piece-village-{seed}"
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/en/f/{link}")
    sealed = sealed_answers(page, site, link, village, seed * 40)
    context.close()
    name = hashlib.sha256(sealed).hexdigest()
    place = f"{site.address}/en/r/pieces/{name}"
    assert requests.get(place, timeout=30).status_code == 404
    piece = dice.choice([4096, 8192, 10_000])
    begin = {"length": len(sealed), "piece": piece}
    assert requests.post(place, json=begin, timeout=30).status_code == 403, "not without some trouble"
    trouble = solved(site)
    assert requests.post(place, json={**begin, "length": len(sealed)}, headers=trouble, timeout=30).json()["piece"] == piece
    assert requests.post(place, json=begin, headers=trouble, timeout=30).status_code == 403, "a puzzle is used once"
    pieces = [sealed[start : start + piece] for start in range(0, len(sealed), piece)]

    def put(number: int, content: bytes, digest: bytes | None = None) -> requests.Response:
        said = base64.b64encode(digest or hashlib.sha256(content).digest()).decode()
        headers = {"Content-Type": "application/octet-stream", "Content-Digest": f"sha-256=:{said}:"}
        return requests.put(f"{place}/{number}", data=content, headers=headers, timeout=30)

    order = list(range(len(pieces))) + dice.choices(range(len(pieces)), k=len(pieces))
    dice.shuffle(order)
    answers = []
    for number in order:
        fate = dice.random()
        content = pieces[number]
        if fate < 0.2:
            short = content[: dice.randrange(len(content))]
            assert put(number, short, hashlib.sha256(content).digest()).status_code == 400
            expected = {200, 201} if village in str(kept(site, village)) else {400}
            assert put(number, short).status_code in expected | {200, 400}
        elif fate < 0.3:
            assert put(len(pieces) + 3, content).status_code in (200, 400)
        answers.append(put(number, content))
    assert {answer.status_code for answer in answers} <= {200, 201}
    whole = [answer.json() for answer in answers if "sha256" in answer.json()]
    assert whole and all(each["sha256"] == name for each in whole)
    assert [answer.status_code for answer in answers].count(201) == 1, "kept at one moment"
    # Sent again as a whole, and as pieces: known.
    again = {**solved(site), "Content-Type": "application/octet-stream"}
    assert requests.post(f"{site.address}/en/r/deliver", data=sealed, headers=again, timeout=30).status_code == 200
    assert requests.get(place, timeout=30).json() == {"sha256": name}
    found = kept(site, village)
    assert len(found) == 1 and found[0][3] == "kept"


def test_what_waits_in_pieces_is_on_no_disk_and_bounded(site: Site) -> None:
    filler = random.Random(9).randbytes(300_000)
    name = hashlib.sha256(filler).hexdigest()
    place = f"{site.address}/en/r/pieces/{name}"
    assert requests.post(place, json={"length": 9 << 20, "piece": 65_536}, headers=solved(site), timeout=30).status_code == 400
    assert requests.post(place, json={"length": 300_000, "piece": 65_536}, headers=solved(site), timeout=30).status_code == 200
    for number in range(4):
        content = filler[number * 65_536 : (number + 1) * 65_536]
        said = base64.b64encode(hashlib.sha256(content).digest()).decode()
        headers = {"Content-Type": "application/octet-stream", "Content-Digest": f"sha-256=:{said}:"}
        assert requests.put(f"{place}/{number}", data=content, headers=headers, timeout=30).json()["left"] == 4 - number
    needle = filler[70_000:70_032]
    for file in site.store.rglob("*"):
        if file.is_file():
            assert needle not in file.read_bytes(), file.name
    # What no phone of ours has sealed is never taken, however often.
    content = filler[4 * 65_536 :]
    said = base64.b64encode(hashlib.sha256(content).digest()).decode()
    headers = {"Content-Type": "application/octet-stream", "Content-Digest": f"sha-256=:{said}:"}
    for _ in range(2):
        assert requests.put(f"{place}/4", data=content, headers=headers, timeout=30).status_code == 422
    # A server that begins anew has forgotten all of it.
    site.stop()
    site.start()
    assert requests.get(place, timeout=30).status_code == 404
    assert "pieces" not in site.log.read_text(errors="replace")


# Without a script, and how it looks


def test_files_without_a_script(site: Site, link: str, browser: Browser, photo: bytes) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE["viewport"])
    page = context.new_page()
    page.goto(f"{site.address}/en/f/{link}")
    page.get_by_label("Village").fill("Plain-village")
    go_on(page)
    page.get_by_label("Its smell").check()
    go_on(page)
    for _ in range(2):
        go_on(page)
    expect(page.get_by_text("You choose it at the end")).to_be_visible()
    go_on(page)
    page.get_by_label("pH").fill("7")
    go_on(page)
    go_on(page)
    expect(page.get_by_role("heading", name="Before you send")).to_be_visible()
    # Where nothing runs, nothing can look at it: the same page once more where something does.
    looker = browser.new_page(viewport=PHONE["viewport"])
    looker.set_content(page.content())
    assert accessibility_faults(looker) == []
    looker.close()
    fields = {each.get_attribute("name"): each.get_attribute("value") for each in page.locator("input[type=hidden]").all()}
    page.get_by_label("Picture").set_input_files([{"name": "lorry.jpg", "mimeType": "image/jpeg", "buffer": photo}])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is kept")).to_be_visible()
    for _ in range(2):
        again = requests.post(
            f"{site.address}/en/f/{link}", data={**fields, "do": "send"},
            files={"file0": ("lorry.jpg", photo, "image/jpeg")}, timeout=30,
        )
        assert again.status_code == 200 and again.url.endswith("sent=1"), again.text
    found = kept(site, "Plain-village")
    assert len(found) == 1 and found[0][1] == 0 and found[0][3] == "kept"
    file = rows(site.store, f"SELECT name, bytes FROM submission_file WHERE submission_id = {found[0][0]}")[0]
    assert file[0].endswith(".jpg") and "lorry" not in file[0] and CAMERA not in file[1]
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_on_a_phone_is_right(site: Site, link: str, browser: Browser, language: str) -> None:
    context = browser.new_context(**PHONE, reduced_motion="reduce", permissions=["geolocation"])
    for scheme in ("light", "dark"):
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        visit = open_page(page, f"{site.address}/{language}/f/{link}")
        expect(page.locator("#filling")).to_be_visible()
        page.locator("#device summary").click()
        page.locator("#filling form button[type=submit]").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], "the first step"
        page.locator("#q0").fill("…")
        for step in range(7):
            page.locator("#filling form button[type=submit]").click()
            if step == 0:
                page.locator("#filling input[type=radio]").first.check()
            assert shape_faults(page, language) + accessibility_faults(page) == [], f"step {step}"
        expect(page.locator("#filling dl")).to_be_visible()
        page.context.set_offline(True)
        page.locator("#filling .actions button").first.click()
        expect(page.locator("#waiting")).to_be_visible()
        assert shape_faults(page, language) + accessibility_faults(page) == [], "sealed"
        page.context.set_offline(False)
        page.evaluate("outbox.forget()")
        page.close()
    context.close()


def test_light_over_a_slow_network(site: Site, link: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: dict[str, int] = {}
    network.on("Network.loadingFinished", lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])))
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 31_250, "uploadThroughput": 6_250},
    )
    page.goto(f"{site.address}/en/f/{link}", wait_until="networkidle")
    expect(page.locator("#filling")).to_be_visible()
    page.wait_for_timeout(1000)
    first = next(iter(sizes.values()))
    print(f"page of a form: first answer {first:,} bytes, all {sum(sizes.values()):,} bytes")
    assert first < 14 * 1024 and sum(sizes.values()) < 100 * 1024
    context.close()
