"""The shell of the site: its pages without fault in four languages, and six tasks done with the keyboard alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pages import all_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, Page, expect
from product import BINARY, ENVIRONMENT, LANGUAGES, expect_success, rows, scalar, serving, touchstone

OF_SUPERVISOR = ("", "work", "notifications", "notifications/digest", "seals", "trail", "assess", "keys", "design")
OF_ADMINISTRATOR = tuple(
    f"admin/{name}"
    for name in ("people", "people/1", "agencies", "agencies/1", "groups", "sources", "maps", "rules", "languages")
) + ("admin/rules/V6-lot-gave-more?trial=yes",)


@dataclass(frozen=True)
class Office:
    """A server over a store of its own, with people who have signed in."""

    site: str
    store: Path
    supervisor: str
    colleague: str
    administrator: str
    analyst: str


@pytest.fixture(scope="module")
def office(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    store = folder / "store"
    shutil.copytree(demo_store, store)
    people = {
        "supervisor": signed_in(store, "Sam Supervisor", "supervisor"),
        "colleague": signed_in(store, "Chris Colleague", "supervisor"),
        "administrator": signed_in(store, "Ada Admin", "administrator"),
        "analyst": signed_in(store, "Ana Analyst", "analyst"),
    }
    with serving(store, folder / "log.txt", "--demo") as site:
        yield Office(site, store, **people)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_fault(office: Office, browser: Browser, language: str, width: int) -> None:
    scheme = "dark" if language in ("fr", "es") else "light"
    faults = []
    pages = [(office.supervisor, path) for path in OF_SUPERVISOR]
    pages += [(office.administrator, path) for path in OF_ADMINISTRATOR]
    pages += [(None, path) for path in ("", "keys", "about")]
    for token in (office.supervisor, office.administrator, None):
        context = context_of(
            browser, office.site, token, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language
        )
        page = context.new_page()
        for _, path in (entry for entry in pages if entry[0] == token):
            faults += [f"{path}: {fault}" for fault in all_faults(page, f"{office.site}/{language}/{path}", language)]
        context.close()
    assert not faults, "\n".join(faults)


def test_the_menu_works_without_a_script_and_fits_a_phone(office: Office, browser: Browser) -> None:
    context = context_of(
        browser, office.site, office.supervisor, viewport={"width": 320, "height": 700}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{office.site}/en/work")
    assert page.locator(".sections > ul > li:visible").count() == 3
    page.locator("#menu > summary").click()
    expect(page.locator("#menu").get_by_role("link", name="Access trail")).to_be_visible()
    page.locator("#menu").get_by_role("link", name="Access trail").click()
    expect(page).to_have_url(f"{office.site}/en/trail")
    context.close()


def press_to(page: Page, selector: str, most: int = 150) -> None:
    """Moves the focus with Tab until it is on what the selector names."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}; the focus is on {page.evaluate('document.activeElement.outerHTML')[:200]}")


def press_and_wait(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def go(page: Page, letter: str) -> None:
    """The keys g and a letter."""
    page.keyboard.press("g")
    press_and_wait(page, letter)


def opened(browser: Browser, office: Office, token: str, path: str = "") -> Page:
    page = context_of(browser, office.site, token).new_page()
    page.goto(f"{office.site}/en/{path}")
    return page


def test_keyboard_find_the_finding_of_a_lot_and_judge_it(office: Office, browser: Browser) -> None:
    finding, lot = rows(office.store, "SELECT id, subject_id FROM finding WHERE subject_kind = 'lot' ORDER BY id LIMIT 1")[0]
    page = opened(browser, office, office.analyst)
    page.keyboard.press("/")
    page.keyboard.type(lot)
    press_and_wait(page, "Enter")
    if not re.search(r"/lots/[^/]+$", page.url):
        press_to(page, f"main a[href^='/en/lots/']")
        press_and_wait(page, "Enter")
    press_to(page, f"main a[href='/en/findings/{finding}']")
    press_and_wait(page, "Enter")
    press_to(page, "#reason")
    page.keyboard.type("The scale was changed that week.")
    press_to(page, "button[value=dismissed]")
    press_and_wait(page, "Enter")
    expect(page.locator("#verdict .tag-dismissed")).to_be_visible()
    press_to(page, ".done button")
    press_and_wait(page, "Enter")
    expect(page.locator("#verdict .tag-dismissed")).to_have_count(0)
    assert [row[0] for row in rows(office.store, "SELECT verdict FROM verdict WHERE finding_id = ? ORDER BY id", finding)] == [
        "dismissed", "reopened",
    ]


def test_keyboard_search(office: Office, browser: Browser) -> None:
    page = opened(browser, office, office.analyst, "work")
    page.keyboard.press("?")
    expect(page).to_have_url(f"{office.site}/en/keys")
    page.keyboard.press("/")
    page.keyboard.type("mining")
    press_and_wait(page, "Enter")
    press_to(page, ".hits a")
    press_and_wait(page, "Enter")
    expect(page.locator("h1")).to_be_visible()


def test_keyboard_import_a_file(office: Office, browser: Browser, tmp_path: Path) -> None:
    upload = tmp_path / "typed.csv"
    upload.write_text("id,name,kind\nkeyboard-1,Keyboard pit,mine\n")
    page = opened(browser, office, office.analyst)
    go(page, "i")
    press_to(page, "#kind")
    page.keyboard.type(page.locator("#kind option[value=site]").inner_text())
    press_to(page, "#file")
    # The dialogue of the system is not part of the page: the file is put where it would put it.
    page.locator("#file").set_input_files(upload)
    press_to(page, "form.upload button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Import complete", timeout=30_000)
    assert scalar(office.store, "SELECT count(*) FROM site WHERE id = 'keyboard-1'") == 1


def test_keyboard_resubmit_a_quarantined_record(office: Office, browser: Browser, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("id,name,kind,lon,lat\nkeyboard-2,Wrong pit,mine,400,1\n")
    expect_success(touchstone("import", broken, "--store", office.store, "--kind", "site"))
    entry = scalar(office.store, "SELECT max(id) FROM quarantine")
    page = opened(browser, office, office.analyst)
    go(page, "w")
    press_to(page, f"main a[href='/en/quarantine/{entry}']")
    press_and_wait(page, "Enter")
    press_to(page, "#bytes")
    page.keyboard.press("Control+a")
    page.keyboard.type("keyboard-2,Right pit,mine,28.4,1")
    page.keyboard.press("Tab")
    press_and_wait(page, "Enter")
    expect(page.locator("main")).to_contain_text("resolved")
    assert rows(office.store, "SELECT name FROM site WHERE id = 'keyboard-2'") == [("Right pit",)]


def test_keyboard_add_a_person(office: Office, browser: Browser) -> None:
    page = opened(browser, office, office.administrator)
    go(page, "a")
    press_to(page, "#person-name")
    page.keyboard.type("Tab Enter")
    press_to(page, "#person-email")
    page.keyboard.type("tab.enter@example.org")
    press_to(page, "input[value=inspector]")
    page.keyboard.press("Space")
    press_to(page, "#add-person button")
    press_and_wait(page, "Enter")
    expect(page.locator(".done")).to_contain_text("The person was added.")
    assert rows(
        office.store, "SELECT role FROM person_role JOIN person ON person.id = person_id WHERE name = 'Tab Enter'"
    ) == [("inspector",)]


def test_keyboard_two_persons_open_a_seal(office: Office, browser: Browser) -> None:
    site = scalar(office.store, "SELECT id FROM site WHERE marking < 4 AND id GLOB '[A-Za-z0-9-]*' ORDER BY id LIMIT 1")
    first = opened(browser, office, office.supervisor, f"sites/{site}")
    press_to(first, ".handling a")
    press_and_wait(first, "Enter")
    press_to(first, "#seal-reason")
    first.keyboard.type("A child lives there.")
    press_to(first, "#seal button")
    press_and_wait(first, "Enter")
    assert first.goto(f"{office.site}/en/sites/{site}").status == 403
    first.goto(f"{office.site}/en/seals")
    press_to(first, "summary:not(#menu summary)")
    first.keyboard.press("Enter")
    press_to(first, "textarea")
    first.keyboard.type("The court asks.")
    press_to(first, "form[action$='/seals/ask'] button")
    press_and_wait(first, "Enter")
    expect(first.locator("main")).to_contain_text("Somebody else has to confirm")

    second = opened(browser, office, office.colleague)
    go(second, "w")
    press_to(second, "main a[href*='/seals#seal-']")
    press_and_wait(second, "Enter")
    press_to(second, "form[action$='/seals/confirm'] button")
    press_and_wait(second, "Enter")
    for page in (first, second):
        assert page.goto(f"{office.site}/en/sites/{site}").status == 200


def test_an_assessment_from_the_page_shows_its_progress(office: Office, browser: Browser) -> None:
    page = opened(browser, office, office.supervisor, "assess")
    page.get_by_role("button", name="Start the assessment").click()
    expect(page.locator("main")).to_contain_text("Done", timeout=60_000)


def test_the_worked_example_of_the_digests_runs(office: Office, browser: Browser, tmp_path: Path) -> None:
    """docs/admin.md, "Digests": what it shows is what happens."""
    made = subprocess.run(
        [BINARY, "notify", "--store", office.store, "--out", tmp_path / "digests"],
        env=ENVIRONMENT, capture_output=True, text=True,
    )
    assert made.returncode == 0, made.stderr
    assert "0 digests were due." in made.stderr, "nobody asked for one yet"
    person = scalar(office.store, "SELECT id FROM person WHERE name = 'Ana Analyst'")
    page = opened(browser, office, office.analyst, "notifications")
    page.get_by_label("New findings", exact=True).select_option("daily")
    page.get_by_role("button", name="Keep these choices").click()
    expect(page.locator(".done")).to_contain_text("Your choices were kept.")
    made = subprocess.run(
        [BINARY, "notify", "--store", office.store, "--out", tmp_path / "digests", "--site", "https://t.example/"],
        env=ENVIRONMENT, capture_output=True, text=True,
    )
    assert made.returncode == 0, made.stderr
    files = list((tmp_path / "digests").glob(f"{person}-*.md"))
    assert len(files) == 1
    text = files[0].read_text()
    assert text.startswith("To: ana.analyst@example.org\n")
    assert "## New findings" in text and "<https://t.example/en/findings/" in text
    assert files[0].stat().st_mode & 0o077 == 0
