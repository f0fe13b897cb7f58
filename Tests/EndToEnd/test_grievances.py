"""A complaint from intake to a remedy that the person confirms, through the pages: nobody sees it who must not."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator

import pytest
from people import Cast, cast, context_of, faults_seen, say
from playwright.sync_api import Browser, Page, expect
from product import LANGUAGES, expect_success, rows, scalar, touchstone

WORDS = "The xylographer of Quissanga lost her well"
NAME = "Perpétua Canário"

AGENCIES = {
    "liaison": ("Voices", "community_liaison"),
    "secretariat": ("Secretariat", "supervisor"),
    "facts": ("Fact finders", "inspector"),
    "panel": ("Panel", "auditor"),
    "appeals": ("Appeals", "supervisor"),
    "mine": ("The Mine", "company"),
    "keeper": ("Ombudsperson", "oversight"),
    "stranger": ("Strangers", "supervisor"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("grievances")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    with cast(browser, folder, AGENCIES) as office:
        yield office


@pytest.fixture(scope="module")
def mechanism(office: Cast) -> Cast:
    """The administrator says who plays which part."""
    before = office.page("liaison", "grievances")
    expect(before.get_by_text("no complaint can be taken in")).to_be_visible()
    page = office.page("administrator", "grievances/mechanism")
    part = page.locator("#company")
    part.get_by_text("Set up", exact=True).first.click()
    for label, name in [
        ("Secretariat", "Secretariat"), ("Fact-finding team", "Fact finders"), ("Independent panel", "Panel"),
        ("Appeals panel", "Appeals"), ("Mediators", "Voices"), ("Where no body may deal with it", "Ombudsperson"),
        ("Working calendar", "Mozambique"),
    ]:  # fmt: skip
        part.get_by_label(label, exact=True).select_option(label=name)
    part.get_by_label("Languages in which it works").fill("vmw por")
    part.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("It holds for new complaints from now on.")).to_be_visible()
    expect(page.locator("#company dl")).to_contain_text("Fact finders")
    return office


def fill_in(office: Cast, respondent: str, category: str) -> Page:
    page = office.page("liaison", "grievances/new")
    page.get_by_label(category).check()
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_label("Who is complained of").select_option(label=respondent)
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Language", exact=True).select_option("vmw")
    return page


def take_in(office: Cast, respondent: str = "The Mine", category: str = "Water spoiled or gone") -> Page:
    page = fill_in(office, respondent, category)
    page.get_by_role("button", name="Take it in").click()
    return page


def number_of(page: Page) -> int:
    return int(page.url.split("/")[-1].split("?")[0])


@pytest.fixture(scope="module")
def case(mechanism: Cast) -> int:
    page = fill_in(mechanism, "The Mine", "Water spoiled or gone")
    fields = page.evaluate("() => [...new FormData(document.querySelector('main form'))]")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The complaint is taken in.")).to_be_visible()
    expect(page.get_by_text(NAME)).to_be_visible()
    # Sent a second time, as by a finger that shakes: the same complaint.
    again = mechanism.people["liaison"].request.post(
        f"{mechanism.site}/en/grievances",
        data=urllib.parse.urlencode([tuple(pair) for pair in fields]),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": mechanism.site},
    )
    assert again.ok and again.url.split("?")[0] == page.url.split("?")[0]
    assert scalar(mechanism.store, "SELECT count(*) FROM remedy_file") == 1
    return number_of(page)


def test_from_intake_to_a_confirmed_remedy(mechanism: Cast, case: int) -> None:
    office, place = mechanism, f"grievances/{case}"
    for who in ("facts", "panel", "appeals", "mine", "keeper", "stranger", "administrator"):
        office.page(who, place, 404)
    # Refused, with what is allowed instead: the form says too little.
    page = office.page("secretariat", place)
    assert NAME in page.content(), "a supervisor reads what identifies persons"
    say(page, "The person is told that it is there", The_person_was_told_of_all_of_them="tick")
    expect(page.get_by_text("It is written down.")).to_be_visible()
    say(page, "It is dealt with")
    office.page("panel", place, 404)
    seen = office.page("mine", place)
    assert WORDS not in seen.content() and NAME not in seen.content() and "Emakhuwa" not in seen.content()
    expect(seen.get_by_text("Facts are looked for")).to_be_visible()
    expect(seen.get_by_text("The person does not want you to read the words.")).to_be_visible()

    page = office.page("facts", place)
    assert WORDS in page.content() and NAME not in page.content()
    say(page, "An interest is declared", Does_your_agency_have_an_interest_of_its_own="no")
    say(page, "What was found", What_it_comes_to="established", It_was_judged="tick")
    page = office.page("mine", place)
    say(page, "A remedy is offered", What="A clean well")
    expect(page.get_by_text("A clean well")).to_be_visible()
    page = office.page("liaison", place)
    say(page, "The offer is accepted")
    page = office.page("mine", place)
    say(page, "It is said to be delivered", Which_thing="A clean well")
    expect(page.get_by_text("said to be there; not confirmed")).to_be_visible()
    assert page.get_by_text("Confirmed: it is there").count() == 0 or not page.locator("details.act").count()

    # Nobody closes it over the head of the person.
    page = office.page("panel", place)
    say(page, "The complaint is closed", Why_it_is_closed="agreed, there, and confirmed by the person")
    expect(page.get_by_role("alert")).to_contain_text("Ask the person first how content they are")
    expect(page.get_by_role("alert")).to_contain_text("Possible now")
    page = office.page("liaison", place)
    say(page, "Confirmed: it is there", Which_thing="A clean well")
    page = office.page("secretariat", place)
    say(page, "The person is asked whether they suffered", Did_the_person_suffer_for_complaining="no")
    say(
        page,
        "The complaint is closed",
        Why_it_is_closed="agreed, there, and confirmed by the person",
        The_person_was_asked_how_content_they_are="tick",
    )
    expect(page.get_by_text("confirmed by the person").first).to_be_visible()
    listed = json.loads(expect_success(touchstone("grievances", "list", "--all", "--json", "--store", office.store)).splitlines()[0])
    assert listed["closure"] == "delivered" and listed["number"] == case
    opened = rows(office.store, "SELECT reader FROM access WHERE action = 'grievance-read' AND subject_id = ?", str(case))
    assert any("The Mine" in name for (name,) in opened), "each opening, with who"


def test_a_body_that_is_complained_of_never_sees_it(mechanism: Cast, case: int) -> None:
    page = take_in(mechanism, respondent="Secretariat", category="Money asked for")
    number = number_of(page)
    expect(page.get_by_text("May not: complained of")).to_be_visible()
    page = mechanism.page("secretariat", "grievances")
    assert f"Complaint {number}" not in page.content()
    mechanism.page("secretariat", f"grievances/{number}", 404)
    expect(mechanism.page("panel", f"grievances/{number}").get_by_text("What happened")).to_be_visible()
    # About the own agency: taken in, and gone.
    page = take_in(mechanism, respondent="Voices", category="Money asked for")
    expect(page.get_by_text("went to others")).to_be_visible()
    assert page.url.split("?")[0].endswith("/en/grievances")


def test_the_measures_are_those_of_the_records(mechanism: Cast, case: int) -> None:
    """Reckoned once more from the events as they lie in the store."""
    events: dict[str, list[dict]] = {}
    for file, bytes_ in rows(mechanism.store, "SELECT file_id, bytes FROM remedy_event ORDER BY id"):
        events.setdefault(str(file), []).append(json.loads(bytes_))
    words = {file: [event["fact"]["word"] for event in each] for file, each in events.items()}
    lodged = {file: each[0]["fact"] for file, each in events.items()}
    ended = {file for file, each in words.items() if "close" in each}
    wanted = {
        "assisted": ({f for f, fact in lodged.items() if fact["assisted"]}, set(lodged)),
        "anonymous": ({f for f, fact in lodged.items() if fact["bringer"]["who"] == "anonymous"}, set(lodged)),
        "retaliation-checked": ({f for f in ended if "check-retaliation" in words[f]}, ended),
        "remedy-confirmed": ({f for f in ended if "confirm" in words[f]}, ended),
        "items-confirmed": ({case_ for case_ in words if "confirm" in words[case_]}, {f for f in words if "accept" in words[f]}),
        "language-served": ({f for f, fact in lodged.items() if fact["language"] in ("vmw", "por")}, set(lodged)),
    }
    told = expect_success(touchstone("grievances", "measures", "--json", "--store", mechanism.store))
    measures = {each["measure"]: each for each in map(json.loads, told.splitlines())}
    assert len(measures) == 26
    for name, (numerator, denominator) in wanted.items():
        assert set(measures[name]["numerator"]) == numerator, name
        assert set(measures[name]["denominator"]) == denominator, name
        assert (measures[name]["counted"], measures[name]["of"]) == (len(numerator), len(denominator)), name
    page = mechanism.page("keeper", "grievances/measures")
    expect(page.get_by_role("heading", level=2)).to_have_count(11)
    row = page.get_by_role("row").filter(has_text="Closed with a remedy that the person confirmed")
    expect(row).to_contain_text("1 of 1")


def test_what_is_added_lies_sealed(mechanism: Cast, case: int) -> None:
    page = mechanism.page("liaison", f"grievances/{case}")
    papers = page.locator("#papers")
    papers.locator("summary").click()
    papers.locator("textarea").fill("The zeugma has the photographs")
    papers.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The zeugma has the photographs")).to_be_visible()
    for file in mechanism.store.rglob("*"):
        assert not file.is_file() or b"zeugma" not in file.read_bytes(), file.name
    papers = page.locator("#papers")
    expect(papers).to_contain_text("sealed on the disk")


def test_statistics_are_published_and_stay(mechanism: Cast, browser: Browser, case: int) -> None:
    anybody = context_of(browser, mechanism.site, None)
    page = anybody.new_page()
    page.goto(f"{mechanism.site}/en/grievances/statistics")
    expect(page.get_by_text("No statistics were published yet.")).to_be_visible()
    office = mechanism.page("keeper", "grievances/measures")
    office.locator("#publish").get_by_role("button").click()
    expect(office.get_by_text("The statistics are published.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("not told: fewer than 3").first).to_be_visible()
    assert "/grievances/" + str(case) not in page.content()
    office = mechanism.page("keeper", "grievances/measures")
    office.locator("#publish").get_by_role("button").click()
    expect(office.get_by_role("alert")).to_contain_text("published not long ago")
    anybody.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(mechanism: Cast, browser: Browser, language: str) -> None:
    number = number_of(take_in(mechanism, category="Dust, noise, blasting, cracked houses"))
    # One in the inquiry, so that those complained of see it.
    case = number_of(take_in(mechanism))
    page = mechanism.page("secretariat", f"grievances/{case}")
    say(page, "The person is told that it is there", The_person_was_told_of_all_of_them="tick")
    say(page, "It is dealt with")
    visits = [
        ("liaison", "grievances"), ("liaison", "grievances/new"), ("liaison", f"grievances/{case}"),
        ("liaison", f"grievances/{number}"), ("secretariat", f"grievances/{number}"), ("mine", f"grievances/{case}"),
        ("keeper", "grievances/measures"), ("administrator", "grievances/mechanism"), ("anybody", "grievances"),
        ("anybody", "grievances/statistics"), ("anybody", "grievances/mechanism"),
    ]  # fmt: skip
    assert faults_seen(browser, mechanism.site, mechanism.people, visits, language) == []
