"""An impact assessment by a community through the pages: asked, measured, found, answered; what is taken back is gone."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from people import context_of, faults_seen, signed_in
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import LANGUAGES, expect_success, rows, scalar, serving, touchstone

WORDS = "The xylographer of Quissanga carries water from the old ford"
CAMERA = b"Vermeer 6000"

AGENCIES = {
    "team": ("Voices", "community_liaison"), "mine": ("The Mine", "company"), "other": ("Other Mine", "company"),
    "stranger": ("Strangers", "community_liaison"), "ministry": ("Ministry", "supervisor"),
}  # fmt: skip


@dataclass
class House:
    site: str
    store: Path
    people: dict[str, BrowserContext]
    log: Path
    place: str = ""
    finding: str = ""
    interviews: list[str] = field(default_factory=list)

    def page(self, who: str, path: str, status: int = 200) -> Page:
        page = self.people[who].new_page()
        answer = page.goto(f"{self.site}/en/{path}")
        assert answer is not None and answer.status == status, f"{who} {path}: {answer and answer.status}"
        return page


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("impact")
    store = folder / "store"
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", store, "--marking", "clear"))
    tokens: dict[str, str | None] = {"administrator": signed_in(store, "Ada Admin", "administrator"), "anybody": None}
    for who, (name, role) in AGENCIES.items():
        expect_success(touchstone("agencies", "add", name, "--store", store))
        agency = scalar(store, "SELECT id FROM agency WHERE name = ?", name)
        tokens[who] = signed_in(store, f"Person of {name}", role, agency=agency)
    with serving(store, folder / "log.txt", "--demo") as site:
        people = {
            who: context_of(browser, site, token, java_script_enabled=False, viewport={"width": 320, "height": 800})
            for who, token in tokens.items()
        }
        house = House(site, store, people, folder / "log.txt")
        page = house.page("administrator", "grievances/mechanism")
        part = page.locator("#impact")
        part.get_by_text("Set up", exact=True).first.click()
        part.get_by_label("Working calendar").select_option(label="Mozambique")
        part.get_by_role("button", name="Set up").click()
        yield house
        for context in people.values():
            context.close()


def fill(form, fields: dict[str, str | list[str]]) -> None:  # noqa: ANN001
    for label, value in fields.items():
        if value == "tick":
            form.get_by_label(label).first.check()
            continue
        control = form.get_by_label(label, exact=True).first
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)


def say(house: House, act: str, on: str = "2026-03-02", **fields: str) -> Page:
    """Unfolds the form of an act, fills it in, and sends it."""
    return say_with(house, act, on, {name.replace("_", " "): value for name, value in fields.items()})


def say_with(house: House, act: str, on: str, fields: dict[str, str]) -> Page:
    page = house.page("team", house.place)
    form = page.locator("details", has=page.locator("summary", has_text=act)).last
    form.locator("summary").click()
    fill(form, fields)
    if form.get_by_label("On which day?").count():
        form.get_by_label("On which day?").fill(on)
    form.get_by_role("button", name="Write it down").click()
    return page


def done(page: Page) -> None:
    expect(page.get_by_text("It is written down.")).to_be_visible()


RECORDS = {
    "prepare": [
        "Who could come to harm by this assessment", "Who does it, in what part", "The community wants it",
        "How people are asked, and how they take it back",
    ],
    "frame": ["Laws, treaties and promises"],
    "questions": ["The community went through the questions"],
    "analyse": ["What company and state say, or that they did not say"],
    "report": ["Report", "Read out to the community", "Summary in plain words"],
}  # fmt: skip


def record(house: House, stage: str, on: str = "2026-03-02") -> None:
    for name in RECORDS[stage]:
        done(say_with(house, "A document is there", on, {"Document": name, "Record": "folder-7"}))


def ask(house: House, number: int, uses: tuple[str, ...]) -> None:
    page = house.page("team", house.place)
    page.get_by_role("link", name="Write an interview down: Water").click()
    for use in uses:
        page.get_by_label(use).check()
    fill(
        page.locator("main form"),
        {
            "For whom they speak": "downstream", "Language": "Emakhuwa",
            "How many minutes does it take to fetch water and come back?": str(10 + number),
        },
    )  # fmt: skip
    page.locator("[name=q_changed]").select_option("yes" if number % 2 else "no")
    page.locator("[name=q_account]").fill(f"{WORDS} {number}")
    page.get_by_label("On which day?").fill("2026-03-05")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("The interview is written down and sealed.")).to_be_visible()


def measure(house: House, result: str, far: str, day: str, phase: str, photos: list[dict] | None = None) -> Page:
    page = house.page("team", house.place)
    form = page.locator("#act-measure")
    form.locator("summary").click()
    fill(
        form,
        {
            "What was measured": "Arsenic", "Result": result, "How far the truth may lie to either side": far,
            "Where": "well-1", "When": day, "Instrument or laboratory": "lab-1", "Who measured": "team-2",
        },
    )  # fmt: skip
    form.locator("[name=unit]").select_option("mg/l")
    form.locator("[name=method]").select_option("laboratory-total")
    form.locator("[name=phase]").select_option(phase)
    if photos:
        form.get_by_label("Photos").set_input_files(photos)
    form.get_by_role("button", name="Write it down").click()
    return page


def photo() -> bytes:
    output = io.BytesIO()
    noted = Image.Exif()
    noted[0x010F] = CAMERA.decode()
    Image.effect_noise((300, 200), 100).convert("RGB").save(output, "JPEG", exif=noted)
    assert CAMERA in output.getvalue()
    return output.getvalue()


@pytest.fixture(scope="module")
def gathered(house: House) -> House:
    page = house.page("team", "assessments")
    form = page.locator("#begin")
    fill(form, {"What it is called": "Water below the plant", "Project": "plant-1", "Place": "village-1"})
    for name in ("The Mine", "Ministry"):
        form.get_by_label(name, exact=True).check()
    form.get_by_label("On which day?").fill("2026-03-01")
    fields = page.evaluate("() => [...new FormData(document.querySelector('#begin form'))]")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The assessment has begun.")).to_be_visible()
    house.place = page.url.split("/en/")[1].split("?")[0]
    again = house.people["team"].request.post(
        f"{house.site}/en/assessments",
        data=urllib.parse.urlencode([tuple(pair) for pair in fields]),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": house.site},
    )
    assert again.ok and again.url.split("?")[0] == page.url.split("?")[0], "one form is one assessment"
    assert scalar(house.store, "SELECT count(*) FROM remedy_file") == 1
    # Too early: what is missing is named.
    page = say(house, "The next stage begins")
    expect(page.get_by_role("alert")).to_contain_text("A document is missing: The community wants it")
    record(house, "prepare")
    done(say(house, "The next stage begins"))
    record(house, "frame")
    done(say(house, "A right is looked at", Right="Water and sanitation", Why="the river turned brown"))
    done(say(house, "The next stage begins"))
    record(house, "questions")
    done(say(house, "A set of questions is used", Set_of_questions="Water"))
    done(say(house, "The next stage begins"))
    every = ("counted with those of others", "given to the company", "given to an authority", "published, without a name")
    for number in range(7):
        ask(house, number, every if number else every[:1])
    house.interviews = [
        one for (one,) in rows(house.store, "SELECT interview FROM impact_interview ORDER BY id")
    ]
    assert len(house.interviews) == 7
    return house


def test_who_may_not_see_it_sees_nothing(gathered: House) -> None:
    place = gathered.place
    first = gathered.interviews[0]
    for path in (place, f"{place}/interviews/{first}", f"{place}/sheet/water", f"{place}/interviews/new/water"):
        gathered.page("stranger", path, 404)
        gathered.page("ministry", path, 404)
        gathered.page("mine", path, 403)
    for who in ("stranger", "ministry", "mine", "other", "anybody", "administrator"):
        assert "Water below the plant" not in gathered.page(who, "assessments").content(), who
    gathered.page("anybody", f"{place}/report", 404)
    stolen = gathered.people["stranger"].new_page()
    stolen.goto(f"{gathered.site}/en/assessments")
    token = stolen.locator("[name=csrf]").first.get_attribute("value") if stolen.locator("[name=csrf]").count() else ""
    answer = gathered.people["stranger"].request.post(
        f"{gathered.site}/en/{place}",
        data=urllib.parse.urlencode({"csrf": token or "", "act": "close", "reason": "x", "event": "e"}),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": gathered.site},
    )
    assert answer.status in (403, 404)
    assert scalar(gathered.store, "SELECT count(*) FROM remedy_event WHERE CAST(bytes AS TEXT) LIKE '%\"close\"%'") == 0


def test_what_is_told_is_sealed_and_reading_is_noted(gathered: House) -> None:
    for (bytes_,) in rows(gathered.store, "SELECT bytes FROM remedy_event"):
        assert b"xylographer" not in bytes_ and b"downstream" not in bytes_ and b"answers" not in bytes_
    page = gathered.page("team", f"{gathered.place}/interviews/{gathered.interviews[0]}")
    expect(page.get_by_text(f"{WORDS} 0")).to_be_visible()
    noted = rows(gathered.store, "SELECT reader FROM access WHERE action = 'interview-read'")
    assert noted == [("Person of Voices",)]
    page = gathered.page("team", gathered.place)
    assert WORDS not in page.content(), "words stand on the page of the interview alone"
    # A name where a code belongs is refused.
    page = gathered.page("team", f"{gathered.place}/interviews/new/water")
    page.get_by_label("counted with those of others").check()
    page.get_by_label("For whom they speak", exact=True).fill("Amélia Canário")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_contain_text("There is no such thing here.")
    page.get_by_label("counted with those of others").uncheck()
    page.get_by_label("For whom they speak", exact=True).fill("downstream")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Consent is missing")
    assert scalar(gathered.store, "SELECT count(*) FROM impact_interview") == 7


def test_a_sheet_to_print(gathered: House) -> None:
    page = gathered.page("team", f"{gathered.place}/sheet/water")
    expect(page.get_by_text("Where does the water that you drink come from?")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Where does the water that you drink come from?")).to_be_visible()
    expect(page.get_by_text("☐ published, without a name")).to_be_visible()


@pytest.fixture(scope="module")
def measured(gathered: House) -> House:
    picture = photo()
    done(measure(gathered, "0.004", "0.001", "2026-01-10", "baseline"))
    done(measure(gathered, "<0.005", "", "2026-01-12", "baseline"))
    done(measure(gathered, "0.012", "0.001", "2026-03-03", "now", [{"name": "w.jpg", "mimeType": "image/jpeg", "buffer": picture}]))
    done(measure(gathered, "0,014", "", "2026-03-04", "now"))
    return gathered


def test_measurements_against_limits(measured: House) -> None:
    page = measured.page("team", measured.place)
    panel = page.locator("section", has=page.locator("#measurements"))
    above = panel.locator("tbody tr", has_text="0.012 ± 0.001 mg/l")
    expect(above.get_by_text("above", exact=True)).to_be_visible()
    # Every limit that stands there says that nobody has read it in its source.
    for limit in panel.locator("tbody li").all():
        expect(limit).to_contain_text("limit unchecked")
    expect(panel.locator("tbody tr", has_text="0.014 mg/l")).to_contain_text("nobody said how uncertain the number is")
    baseline = page.locator("section", has=page.locator("#baseline"))
    expect(baseline).to_contain_text("each of now is higher")
    # The photo is there without what the camera noted.
    link = above.get_by_role("link", name="Photo")
    body = measured.people["team"].request.get(measured.site + str(link.get_attribute("href")))
    assert body.ok and body.headers["content-type"] == "image/jpeg" and CAMERA not in body.body()
    assert Image.open(io.BytesIO(body.body())).size == (300, 200)
    other = measured.people["stranger"].request.get(measured.site + str(link.get_attribute("href")))
    assert other.status == 404
    page = measure(measured, "0.011", "", "2026-03-05", "now", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7"}])
    expect(page.get_by_role("alert")).to_contain_text("Documents can name whoever wrote them")
    assert scalar(measured.store, "SELECT count(*) FROM impact_photo") == 1
    shown = expect_success(touchstone("assessments", "export", measured.place.split("/")[-1], "--format", "csv", "--store", measured.store))
    lines = list(csv.DictReader(io.StringIO(shown)))
    verdicts = {(line["result"], line["verdict"], line["caveats"]) for line in lines if line["limit"] == "who-arsenic"}
    assert verdicts == {
        ("0.004", "within", "limit-unchecked"), ("<0.005", "within", "limit-unchecked"),
        ("0.012", "above", "limit-unchecked"), ("0.014", "above", "limit-unchecked uncertainty-unknown"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def put(measured: House) -> House:
    done(say(measured, "The next stage begins", "2026-03-10"))
    record(measured, "analyse", "2026-03-11")
    page = measured.page("team", measured.place)
    form = page.locator("#act-find")
    form.locator("summary").click()
    for box in form.locator("[name=interviews], [name=measurements]").all():
        box.check()
    fill(form, {"What was found": "The well gives water with arsenic.", "What speaks against it": "No sample upstream."})
    form.locator("[name=attribution]").select_option("contributes")
    form.get_by_label("On which day?").fill("2026-03-12")
    form.get_by_role("button", name="Write it down").click()
    done(page)
    done(say(measured, "The next stage begins", "2026-03-13"))
    record(measured, "report", "2026-03-14")
    done(say(measured, "The next stage begins", "2026-03-15"))
    page = measured.page("team", measured.place)
    form = page.locator("#act-put")
    form.locator("summary").click()
    form.get_by_label("Put to").select_option(label="The Mine")
    form.get_by_label("Measurement to be followed").select_option(index=1)
    form.get_by_label("On which day?").fill("2026-03-20")
    form.get_by_role("button", name="Write it down").click()
    done(page)
    number = scalar(measured.store, "SELECT id FROM remedy_file WHERE kind = 'follow-up'")
    measured.finding = f"assessments/answers/{number}"
    return measured


def test_the_company_answers_on_its_own_sign_in(put: House) -> None:
    for who in ("stranger", "other", "ministry", "administrator"):
        put.page(who, put.finding, 404)
    # Sixty days after the 20th of March are long over: both are reminded.
    for who in ("mine", "team"):
        bell = put.page(who, "notifications")
        expect(bell.get_by_text("A finding waits for an answer or a second look").first).to_be_visible()
    page = put.page("mine", "assessments")
    page.get_by_role("link", name="The well gives water with arsenic.").click()
    content = page.content()
    assert WORDS not in content and "Water below the plant" not in content and "downstream" not in content
    assert not any(one in content for one in put.interviews), "no interview is named"
    expect(page.get_by_text("It rests on 6 interviews whose people let them be passed on.")).to_be_visible()
    for limit in page.locator("section", has=page.locator("#measured")).locator("tbody li").all():
        expect(limit).to_contain_text("limit unchecked")
    assert page.locator("summary", has_text="We looked again").count() == 0, "nobody judges their own repair"
    form = page.locator("details", has=page.locator("summary", has_text="Answer"))
    form.locator("summary").click()
    form.get_by_label("Answer", exact=True).fill("We have closed the pond.")
    form.get_by_label("Do you accept the finding?").select_option("yes")
    form.get_by_role("button", name="Write it down").click()
    done(page)
    page = put.page("team", put.finding)
    expect(page.get_by_text("We have closed the pond.")).to_be_visible()
    assert page.locator("summary", has_text="Answer").count() == 0, "nobody answers for an agency that is here"
    form = page.locator("details", has=page.locator("summary", has_text="We looked again"))
    form.locator("summary").click()
    form.get_by_label("How things stand now").select_option(label="partly put right")
    form.get_by_label("What was measured now").select_option(index=1)
    form.get_by_role("button", name="Write it down").click()
    done(page)
    expect(page.get_by_text("partly put right").first).to_be_visible()


def test_a_public_report_tells_no_small_numbers_and_no_places(put: House) -> None:
    page = put.page("team", put.place)
    form = page.locator("#act-publish")
    form.locator("summary").click()
    fill(form, {"Title for everybody": "Water and a plant", "Area": "Northern district"})
    form.get_by_role("button", name="Publish the report").click()
    expect(page.get_by_text("The report is published.")).to_be_visible()
    listed = put.page("anybody", "assessments")
    listed.get_by_role("link", name="Water and a plant").click()
    text = listed.locator("main").inner_text()
    assert "We have closed the pond." in text and "place 1" in text and "2026-03" in text and "limit unchecked" in text
    for secret in ("well-1", "village-1", "plant-1", "2026-03-03", "team-2", "lab-1", WORDS, *put.interviews):
        assert secret not in listed.content(), secret
    # Six of the seven let it be published, three each way.
    sets = listed.locator("section", has=listed.locator("#set-water"))
    expect(sets).to_contain_text("let it be published: 6")
    expect(sets).to_contain_text("yes: 3; no: 3")
    [(published,)] = rows(put.store, "SELECT bytes FROM impact_report")
    for question in json.loads(published)["sets"][0]["questions"]:
        for row in question["rows"]:
            assert row["count"] is None or row["count"] == 0 or row["count"] >= 3
    # Not again so soon: two reports of nearly the same people tell single ones.
    page = put.page("team", put.place)
    form = page.locator("#act-publish")
    form.locator("summary").click()
    fill(form, {"Title for everybody": "Again", "Area": "Northern district"})
    form.get_by_role("button", name="Publish the report").click()
    expect(page.get_by_role("alert")).to_contain_text("not long ago")


def files_of(house: House) -> dict[Path, bytes]:
    found = [path for path in house.store.rglob("*") if path.is_file()] + [house.log]
    return {path: path.read_bytes() for path in found}


def test_what_is_taken_back_is_nowhere_on_the_disk(put: House) -> None:
    gone = put.interviews[1]
    [(key, sealed)] = rows(put.store, "SELECT key_block, sealed FROM impact_interview WHERE interview = ?", gone)
    [(other,)] = rows(put.store, "SELECT key_block FROM impact_interview WHERE interview = ?", put.interviews[2])
    # Any 64 bytes of the key that lie beyond what a row has in its own page, and the end of what was sealed.
    pieces = [bytes(key[at : at + 64]) for at in range(17_000, 20_480 - 64, 64)] + [bytes(sealed[-64:])]
    kept = [bytes(other[at : at + 64]) for at in range(17_000, 20_480 - 64, 64)]
    before = files_of(put)
    assert all(any(piece in content for content in before.values()) for piece in pieces), "the search finds what is there"
    page = put.page("team", put.place)
    form = page.locator("#act-withdraw")
    form.locator("summary").click()
    form.get_by_label("Interview", exact=True).select_option(gone)
    form.get_by_label("counted with those of others").check()
    form.get_by_role("button", name="Write it down").click()
    done(page)
    after = files_of(put)
    for path, content in after.items():
        assert not any(piece in content for piece in pieces), f"{path.name} still holds a piece of the key"
        assert b"xylographer" not in content and "Quissanga".encode() not in content, path.name
    assert all(any(piece in content for content in after.values()) for piece in kept), "those of others are there"
    put.page("team", f"{put.place}/interviews/{gone}", 404)
    page = put.page("team", put.place)
    row = page.locator("section", has=page.locator("#interviews")).locator("tbody tr", has_text=gone)
    expect(row).to_contain_text("nothing is kept")
    seen = put.page("mine", put.finding)
    expect(seen.get_by_text("It rests on 5 interviews whose people let them be passed on.")).to_be_visible()
    expect_success(touchstone("verify-store", "--store", put.store))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(put: House, browser: Browser, language: str) -> None:
    visits = [
        ("team", path)
        for path in (
            "assessments", put.place, put.finding, f"{put.place}/interviews/new/water", f"{put.place}/sheet/water",
            f"{put.place}/interviews/{put.interviews[3]}", f"{put.place}/report",
        )
    ] + [("mine", "assessments"), ("mine", put.finding), ("anybody", "assessments")]  # fmt: skip
    assert faults_seen(browser, put.site, put.people, visits, language, ("remedy.", "impact.")) == []


def test_the_demo_has_something_to_show(site: str, demo_store: Path) -> None:
    query = "SELECT count(*) FROM remedy_file WHERE kind = ?"
    assert {kind: scalar(demo_store, query, kind) for kind in ("assessment", "follow-up")} == {"assessment": 1, "follow-up": 1}
