"""Groups, meetings and mediations through the pages: minutes in few taps, decisions for everybody, talks for nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from people import Cast, cast, faults_seen, fill, say
from playwright.sync_api import Browser, Page, expect
from product import LANGUAGES, expect_success, scalar, touchstone

SITE = "S-1"
SEATS = (("women 1", "women", "woman"), ("women 2", "women", "woman"), ("village 1", "communities", "man"), ("mine 1", "company", "man"))
SECRET = "They talked about the widow's field"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("groups")
    file = folder / "sites.csv"
    file.write_text(f"id,name,kind,lon,lat\n{SITE},Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store", "--marking", "clear"))
    agencies = {
        "liaison": ("Voices", "community_liaison"), "mine": ("The Mine", "company"), "rival": ("Other Voices", "community_liaison"),
        "stranger": ("Strangers", "supervisor"),
    }  # fmt: skip
    with cast(browser, folder, agencies) as hall:
        for procedure in ("commitment", "mediation"):
            hall.set_up(procedure)
        yield hall


def place_of(page: Page) -> str:
    return page.url.split("/en/")[1].split("?")[0]


@pytest.fixture(scope="module")
def group(hall: Cast) -> str:
    page = hall.page("liaison", "dialogue")
    form = page.locator("details", has=page.locator("summary", has_text="Found a dialogue group"))
    form.locator("summary").click()
    form.get_by_label("Name of the group").fill("Dialogue of the ridge")
    form.get_by_label("Site").fill(SITE)
    for sector, seats, quorum in (("women", 2, 1), ("community", 2, 1), ("company", 1, 1)):
        form.locator(f"[name=seats_{sector}]").fill(str(seats))
        form.locator(f"[name=quorum_{sector}]").fill(str(quorum))
    form.get_by_label("Women at least").fill("40")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It is written down.")).to_be_visible()
    place = place_of(page)
    for seat, sector, sex in SEATS:
        page = hall.page("liaison", place)
        fields = {"Seat": seat, "Who_sits_there": sector, "What_the_person_says_of_their_sex": sex, "From": "2026-01-05"}
        say(page, "Somebody takes a seat", **fields)
        expect(page.get_by_text("It is written down.")).to_be_visible()
    return place


def call(hall: Cast, group: str, title: str, agenda: str = "A siren\nThe road\nThe market") -> str:
    page = hall.page("liaison", group)
    say(page, "A meeting is called", Meeting=title, Day_of_the_meeting="2026-03-02", Where="School", Agenda=agenda)
    expect(page.get_by_text("It is written down.")).to_be_visible()
    return place_of(page)


def attend(hall: Cast, meeting: str, *seats: str) -> Page:
    page = hall.page("liaison", meeting)
    form = page.locator("form", has=page.locator("[name=present]"))
    for seat in seats:
        form.locator(f"[name=present][value='{seat}']").check()
    form.get_by_role("button").click()
    return page


def minutes(page: Page, *items: tuple[int, str, str, str]) -> None:
    form = page.locator("form", has=page.locator("[name^=outcome_]"))
    for number, outcome, text, seat in items:
        form.locator(f"[name=outcome_{number}][value={outcome}]").check()
        form.locator(f"[name=text_{number}]").fill(text)
        if seat:
            form.locator(f"[name=seat_{number}]").select_option(seat)
    form.get_by_role("button").click()


def test_everybody_sees_the_balance_and_nobody_the_seats(hall: Cast, group: str) -> None:
    page = hall.page("anybody", group)
    expect(page.get_by_text("Women hold 2 of 4 seats.")).to_be_visible()
    expect(page.get_by_text("as agreed: 40 percent at least")).to_be_visible()
    expect(page.get_by_text("Not balanced: communities hold 1 of 2 seats.")).to_be_visible()
    for who in ("anybody", "mine", "rival", "stranger"):
        for place in (group, f"dialogue?site={SITE}"):
            text = hall.page(who, place).content()
            assert "Dialogue of the ridge" in text and "women 1" not in text and "village 1" not in text, f"{who} {place}"
    assert "women 1" in hall.page("liaison", group).content()
    assert "Dialogue of the ridge" not in hall.page("anybody", "dialogue?site=S-9").locator("main").inner_text()


def test_minutes_in_few_taps(hall: Cast, group: str) -> None:
    meeting = call(hall, group, "Spring meeting")
    for who in ("anybody", "mine", "rival"):
        expect(hall.page(who, meeting).get_by_text("What was decided is shown once the minutes are approved.")).to_be_visible()
    page = attend(hall, meeting, "women 1", "village 1")
    # The company is not there: no quorum, and nothing of the form is kept.
    minutes(page, (1, "decided", "", ""), (3, "postponed", "Next time", ""))
    expect(page.get_by_role("alert")).to_contain_text("Not enough of a group are there.")
    assert "Next time" not in hall.page("liaison", meeting + "/minutes").content()
    page = attend(hall, meeting, "mine 1")
    minutes(
        page,
        (1, "decided", "", ""), (2, "dissent", "No trucks at the school", "women 1"), (3, "postponed", "Next time", ""),
    )  # fmt: skip
    expect(page.get_by_text("It is written down.")).to_be_visible()
    say(
        page, "A promise is made", What_was_promised="A siren is bought", Who_promised="The Mine", By_when="2199-12-31",
        What_will_show="a test", Who_says_whether="village 1",
    )  # fmt: skip
    expect(page.get_by_text("A siren is bought").first).to_be_visible()
    # Not before they were read out.
    assert page.locator("summary", has_text="approve the minutes").count() == 0
    say(page, "The minutes are read out", Language="Emakhuwa")
    read = hall.page("liaison", meeting + "/minutes")
    for words in ("Dialogue of the ridge met on", "women 1: objects. No trucks at the school", "read out in: Emakhuwa", "not approved yet"):
        expect(read.get_by_text(words)).to_be_visible()
    assert read.locator("main ol > li").count() == 4, "three items and a promise"
    page = hall.page("liaison", meeting)
    say(page, "approve the minutes")
    for place in (meeting, group, "dialogue"):
        public = hall.page("anybody", place)
        expect(public.locator("main").get_by_text("A siren", exact=True)).to_be_visible()
        assert "No trucks" not in public.content() and "women 1" not in public.content(), place
    assert hall.page("liaison", meeting).locator("form[action*=meetings]").count() == 0, "what stands is not changed"
    promise = hall.page("anybody", "dialogue").get_by_role("link", name="A siren is bought").get_attribute("href")
    assert promise is not None
    expect(hall.page("anybody", promise.removeprefix("/en/")).get_by_role("link", name="Spring meeting")).to_be_visible()


def test_only_who_leads_takes_it_down(hall: Cast, group: str) -> None:
    meeting = call(hall, group, "A meeting of others")
    for who in ("rival", "mine", "stranger", "anybody"):
        page = hall.page(who, meeting)
        assert page.locator("form[action*=meetings]").count() == 0, who
        assert page.locator("#history-heading").count() == 0, who
    page = hall.page("rival", "dialogue")
    token = page.locator("[name=form_token]").first.input_value()
    answer = hall.people["rival"].request.post(
        f"{hall.site}/en/{meeting}",
        form={"form_token": token, "event": "x", "act": "add-to-agenda", "text": "mine"},
        headers={"Origin": hall.site},
    )
    assert answer.status in (403, 404, 422), answer.status
    kept = scalar(hall.store, "SELECT count(*) FROM remedy_event WHERE file_id = ?", int(meeting.split("/")[-1]))
    assert kept == 2, "the call and its day"


def test_talks_are_for_those_who_talk(hall: Cast) -> None:
    page = hall.page("liaison", "dialogue")
    form = page.locator("details", has=page.locator("summary", has_text="Something is proposed"))
    form.locator("summary").click()
    form.get_by_label("What it is about").fill("The widow and the mine")
    form.get_by_label("The Mine").check()
    fill(form, Others_who_talk="The family")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It is written down.")).to_be_visible()
    talks = place_of(page)
    say(page, "We agree to talk", Who_says_so="The family")
    page = hall.page("mine", talks)
    say(page, "We agree to talk")
    say(page, "We accept a mediator")
    page = hall.page("liaison", talks)
    say(page, "We accept a mediator", Who_says_so="The family")
    say(page, "They have met", Minutes=SECRET)
    say(page, "Terms are put on the table", Terms="A new field by the river")
    expect(page.get_by_text("Terms on the table").first).to_be_visible()
    for who in ("rival", "stranger", "administrator"):
        hall.page(who, talks, 404)
        assert "widow" not in hall.page(who, "dialogue").content(), who
    assert "widow" not in hall.page("anybody", "dialogue").content()
    # It ends only with what both took, and with promises.
    say(page, "It ends with an agreement")
    expect(page.get_by_role("alert")).to_contain_text("Consent is missing")
    say(page, "We accept the terms", Who_says_so="The family")
    seen = hall.page("mine", talks)
    assert SECRET in seen.content()
    say(seen, "We accept the terms")
    page = hall.page("liaison", talks)
    say(
        page, "A promise is made", What_was_promised="A field by the river", Who_promised="The Mine", By_when="2199-12-31",
        What_will_show="the paper", Who_says_whether="The family", Everybody_may_see="tick",
    )  # fmt: skip
    say(page, "It ends with an agreement")
    expect(page.get_by_text("Agreed and written down").first).to_be_visible()
    public = hall.page("anybody", "dialogue")
    expect(public.get_by_text("A field by the river")).to_be_visible()
    href = public.get_by_role("link", name="A field by the river").get_attribute("href")
    assert href is not None
    told = hall.page("anybody", href.removeprefix("/en/")).content()
    assert "widow" not in told and "mediation" not in told.lower()


def test_commands(hall: Cast, group: str) -> None:
    listed = [json.loads(line) for line in expect_success(touchstone("dialogue", "list", "--json", "--store", hall.store)).splitlines()]
    assert [each["name"] for each in listed] == ["Dialogue of the ridge"]
    balance = {row["group"]: (row["held"], row["due"], row["women"]) for row in listed[0]["balance"]}
    assert balance == {"women": (2, 2, 2), "community": (1, 2, 0), "company": (1, 1, 0)}
    meeting = listed[0]["meetings"][-1]["number"]
    shown = json.loads(expect_success(touchstone("dialogue", "show", str(meeting), "--json", "--store", hall.store)))
    assert shown["group"] == listed[0]["number"] and shown["place"] == "School"
    public = expect_success(touchstone("dialogue", "export", "--site", SITE, "--store", hall.store))
    assert "women 1" not in public and json.loads(public)["groups"][0]["number"] == listed[0]["number"]
    assert json.loads(expect_success(touchstone("dialogue", "export", "--site", "S-9", "--store", hall.store)))["groups"] == []
    assert "Dialogue of the ridge" in expect_success(touchstone("dialogue", "list", "--public", "--store", hall.store))
    wrong = touchstone("dialogue", "show", "9999", "--store", hall.store)
    assert wrong.returncode != 0 and "no meeting 9999" in wrong.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(hall: Cast, group: str, browser: Browser, language: str) -> None:
    meeting = call(hall, group, f"A meeting in {language}")
    minutes(attend(hall, meeting, "women 2", "village 1", "mine 1"), (1, "decided", "", "mine 1"), (2, "noted", "x", ""))
    page = hall.page("liaison", "dialogue")
    say(page, "Something is proposed", What_it_is_about=f"Talks in {language}", The_Mine="tick", Others_who_talk="Others")
    talks = place_of(page)
    visits = [(who, path) for who in ("liaison", "anybody") for path in ("dialogue", group, meeting, meeting + "/minutes")]
    visits += [("liaison", talks), ("mine", talks)]
    assert faults_seen(browser, hall.site, hall.people, visits, language, ("remedy.", "dialogue.")) == []
