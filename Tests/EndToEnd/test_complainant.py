"""A person's own complaint, by receipt, without an account, a cookie or a script."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import Cast, cast, fill, say
from playwright.sync_api import Browser, Page, expect
from product import LANGUAGES, expect_success, rows, scalar, touchstone

WORDS = "The xylographer of Quissanga lost her well"
CAMERA = b"CameraOfTheNeighbour"
# As an office makes it: who made it stands in the information and in XMP.
AUTHOR = "Zeferino Xylographer"


def letter() -> bytes:
    """A PDF with a page, and with who made it in both of the places where that stands."""
    words = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n" % len(words) + words + b"\nendstream",
        f"<< /Author ({AUTHOR}) >>".encode(),
    ]
    text, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\n"
    return text + head + b"startxref\n%d\n%%%%EOF\n" % len(text)


LETTER = letter()

AGENCIES = {
    "liaison": ("Voices", "community_liaison"),
    "secretariat": ("Secretariat", "supervisor"),
    "facts": ("Fact finders", "inspector"),
    "panel": ("Panel", "auditor"),
    "appeals": ("Appeals", "supervisor"),
    "mine": ("The Mine", "company"),
    "keeper": ("Ombudsperson", "oversight"),
}


def photo() -> bytes:
    """A picture of one pixel in which a camera has noted something."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Comment\0" + CAMERA) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("complainant")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    with cast(browser, folder, AGENCIES) as office:
        bodies = {
            "Secretariat": "Secretariat", "Fact-finding_team": "Fact finders", "Independent_panel": "Panel",
            "Appeals_panel": "Appeals", "Mediators": "Voices", "Where_no_body_may_deal_with_it": "Ombudsperson",
        }  # fmt: skip
        office.set_up("company", **bodies)
        yield office


def lodge(office: Cast) -> int:
    page = office.page("liaison", "grievances/new")
    page.get_by_label("Water spoiled or gone").check()
    fill(page, **{"What_happened?": WORDS, "Who_is_complained_of": "The Mine"})
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The complaint is taken in.")).to_be_visible()
    return int(page.url.split("/")[-1].split("?")[0])


def receipt_of(office: Cast, number: int) -> tuple[str, str]:
    """The receipt as the person gets it: its words, and its digits."""
    page = office.page("liaison", f"grievances/{number}")
    page.locator("#own").get_by_role("button").click()
    words = page.locator("ol.receipt li").all_inner_texts()
    assert len(words) == 9
    return " ".join(words), page.locator(".receipt-digits").inner_text()


def to_offer(office: Cast, number: int) -> None:
    place = f"grievances/{number}"
    page = office.page("secretariat", place)
    say(page, "The person is told that it is there", The_person_was_told_of_all_of_them="tick")
    say(page, "It is dealt with")
    page = office.page("facts", place)
    say(page, "An interest is declared", Does_your_agency_have_an_interest_of_its_own="no")
    say(page, "What was found", What_it_comes_to="established", It_was_judged="tick")
    say(office.page("mine", place), "A remedy is offered", What="A clean well")


def own(office: Cast, receipt: str, language: str = "en") -> Page:
    page = office.people["anybody"].new_page()
    page.goto(f"{office.site}/{language}/r/complaint")
    page.locator("#receipt").fill(receipt)
    page.locator("main form").get_by_role("button").click()
    return page


def test_from_a_receipt_to_a_survey(office: Cast) -> None:
    number = lodge(office)
    words, digits = receipt_of(office, number)
    for receipt in (words, digits, words.upper()):
        page = own(office, receipt)
        expect(page.get_by_text(WORDS)).to_be_visible()
        expect(page.get_by_text("Secretariat is to act.")).to_be_visible()
        expect(page.get_by_text("days left")).to_be_visible()
    assert office.people["anybody"].cookies() == [], "no cookie of the person"
    to_offer(office, number)

    page = own(office, words)
    expect(page.get_by_text("It waits for you.")).to_be_visible()
    expect(page.get_by_text("A clean well").first).to_be_visible()
    say(page, "I ask for something else", What_the_person_asks_for="Two wells")
    expect(page.get_by_text("It is written down.")).to_be_visible()
    say(office.page("mine", f"grievances/{number}"), "A remedy is offered", What="Two clean wells")
    page = own(office, words)
    say(page, "I accept the offer")
    say(office.page("mine", f"grievances/{number}"), "It is said to be delivered", Which_thing="Two clean wells")
    page = own(office, words)
    say(page, "It is not there", Which_thing="Two clean wells", Why="One is dry")
    say(office.page("mine", f"grievances/{number}"), "It is said to be delivered", Which_thing="Two clean wells")
    page = own(office, words)
    say(page, "It is there: I confirm", Which_thing="Two clean wells")
    expect(page.get_by_text("confirmed by the person")).to_be_visible()
    taken = office.page("liaison", f"grievances/{number}")
    expect(taken.get_by_text("the person, on their own page").first).to_be_visible()
    page = office.page("secretariat", f"grievances/{number}")
    say(page, "The person is asked whether they suffered", Did_the_person_suffer_for_complaining="no")
    say(
        page, "The complaint is closed", Why_it_is_closed="agreed, there, and confirmed by the person",
        The_person_was_asked_how_content_they_are="tick",
    )  # fmt: skip

    page = own(office, words)
    form = page.locator("form", has=page.locator("[name='survey_knew-next']"))
    form.locator("[name='survey_knew-next'][value=yes]").check()
    form.locator("[name='survey_felt-heard'][value=no]").check()
    form.get_by_role("button").click()
    expect(page.get_by_text("It is written down.")).to_be_visible()
    measures = expect_success(touchstone("grievances", "measures", "--store", office.store))
    assert "People say that they knew what comes next" in measures
    # Of one person nothing is published.
    keeper = office.page("keeper", "grievances/measures")
    keeper.locator("#publish").get_by_role("button").click()
    row = office.page("anybody", "grievances/statistics").get_by_role("row").filter(has_text="knew what comes next")
    expect(row).to_contain_text("not told: fewer than 3")


def test_another_receipt_opens_nothing(office: Cast) -> None:
    number = lodge(office)
    first, _ = receipt_of(office, number)
    expect(own(office, first).get_by_text(WORDS)).to_be_visible()
    second, digits = receipt_of(office, number)
    page = own(office, first)
    expect(page.get_by_role("alert")).to_contain_text("no complaint under this receipt")
    assert WORDS not in page.content()
    expect(own(office, second).get_by_text(WORDS)).to_be_visible()
    # Nothing that is sent to one place stands in what another keeps.
    kept = rows(office.store, "SELECT lookup FROM remedy_receipt WHERE file_id = ?", number)
    bare = digits.replace(" ", "").encode()
    assert len(kept) == 1 and bare not in kept[0][0] and hashlib.sha256(bare).digest() != kept[0][0]
    for wrong in ("acorn " * 9, "1234", first[:-1] + "z"):
        page = own(office, wrong)
        expect(page.get_by_role("alert")).to_be_visible()
        assert WORDS not in page.content()
    # Only who took it in makes one.
    page = office.page("secretariat", f"grievances/{number}")
    assert page.locator("#own").count() == 0
    log = (office.store.parent / "log.txt").read_text(encoding="utf-8")
    assert "r/complaint" not in log and second.split()[0] not in log


def test_words_and_files_by_permission(office: Cast) -> None:
    number = lodge(office)
    words, _ = receipt_of(office, number)
    to_offer(office, number)
    page = own(office, words)

    def add(page: Page, text: str, *files: tuple[str, str, bytes], tells: bool = False) -> None:
        form = page.locator("form[enctype]").last
        page.locator("details", has=form).last.locator("summary").click()
        form.locator("textarea").fill(text)
        form.locator("[type=file]").set_input_files([{"name": n, "mimeType": t, "buffer": b} for n, t, b in files])
        form.locator("[name=tells]").set_checked(tells)
        form.locator("[type=submit]").click()

    add(page, "The well is dry again", ("well.png", "image/png", photo()))
    expect(page.get_by_text("The well is dry again")).to_be_visible()
    add(page, "", ("letter.pdf", "application/pdf", LETTER), tells=True)
    expect(page.get_by_text("(PDF)")).to_be_visible()
    add(page, "", ("script.svg", "image/svg+xml", b"<svg onload='x'/>"))
    expect(page.get_by_role("alert")).to_be_visible()
    add(page, "", ("cut.pdf", "application/pdf", b"%PDF-1.4 no file"))
    if shutil.which("qpdf"):
        expect(page.get_by_role("alert")).to_contain_text("Print it anew")
    papers = rows(office.store, "SELECT id, kind, is_own, head IS NOT NULL FROM remedy_paper WHERE file_id = ? ORDER BY id", number)
    assert [paper[1:] for paper in papers[:3]] == [("words", 1, 1), ("png", 1, 1), ("pdf", 1, 1)]
    # Sealed on the disk: no word, no picture, no author, and not even the digest of what came.
    for file in office.store.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        for needle in (b"dry again", AUTHOR.encode(), CAMERA, b"\x89PNG", *(hashlib.sha256(one).digest() for one in (photo(), LETTER))):
            assert needle not in content, f"{file.name} holds {needle!r}"
    assert (office.store / "keys/papers").stat().st_mode & 0o077 == 0

    place = f"grievances/{number}"
    expect(office.page("facts", place).get_by_text("The well is dry again")).to_be_visible()
    told = office.page("mine", place)
    assert "dry again" not in told.content() and "(PNG)" not in told.content()
    expect(told.get_by_text("(PDF)")).to_be_visible()
    bodies: dict[int, bytes] = {}
    for who, index, status in (("facts", 1, 200), ("liaison", 2, 200), ("mine", 2, 200), ("mine", 1, 404), ("keeper", 2, 404)):
        answer = office.people[who].request.get(f"{office.site}/en/{place}/papers/{papers[index][0]}")
        assert answer.status == status, f"{who} {index}: {answer.status}"
        if status == 200:
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "sandbox" in answer.headers["content-security-policy"]
            bodies[index] = answer.body()
    opened = scalar(office.store, "SELECT count(*) FROM access WHERE action = 'remedy-paper-read' AND subject_id = ?", str(number))
    assert opened == 3
    assert bodies[1].startswith(b"\x89PNG") and CAMERA not in bodies[1] and bodies[1] != photo()
    assert bodies[2].startswith(b"%PDF-")
    digests = office.page("facts", place).locator("#papers").inner_text()
    for kept, came in ((bodies[1], photo()), (bodies[2], LETTER)):
        assert hashlib.sha256(kept).hexdigest() in digests and hashlib.sha256(came).hexdigest() in digests
    if shutil.which("qpdf"):
        assert AUTHOR.encode() not in bodies[2] and b"/Info" not in bodies[2] and b"/Metadata" not in bodies[2]
    else:
        assert bodies[2] == LETTER and "as it came" in digests
    page = office.page("facts", place)
    add(page, "Measured on Monday")
    expect(page.get_by_text("It is written down.")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(office: Cast, browser: Browser, language: str) -> None:
    scheme = "dark" if language in ("fr", "es") else "light"
    number = lodge(office)
    words, digits = receipt_of(office, number)
    to_offer(office, number)
    context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale=language)
    page = context.new_page()
    visit = open_page(page, f"{office.site}/{language}/r/complaint")
    faults = visit.faults + shape_faults(page, language) + accessibility_faults(page)
    page.locator("#receipt").fill(digits)
    page.locator("main form").get_by_role("button").click()
    page.wait_for_load_state()
    for unfolded in page.locator("main details").all():
        unfolded.evaluate("e => e.open = true")
    faults += shape_faults(page, language) + accessibility_faults(page)
    text = page.locator("main").inner_text()
    faults += [f"a key without a text: {key}" for key in ("remedy.", "complaint.", "dialogue.") if key in text]
    context.close()
    assert faults == []
    assert words
