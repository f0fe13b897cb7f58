"""The search as people use it: typing, arrow keys, Enter; without scripts; in four languages; and the worked example."""

from __future__ import annotations

import json
import os
import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import open_page
from playwright.sync_api import Browser, Page, expect
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, rows, status_of


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def name(demo_store: Path) -> str:
    """A party's name of letters alone, long enough for a slip."""
    names = [found for (found,) in rows(demo_store, "SELECT name FROM party WHERE superseded_by IS NULL ORDER BY id")]
    return next(found for found in names if re.fullmatch(r"[A-Z][a-z]{5,} [A-Z][a-z]{5,}", found))


def ask(site: str, words: str, **more: str) -> dict:
    query = urllib.parse.urlencode({"q": words, **more})
    with urllib.request.urlopen(f"{site}/api/v1/search?{query}", timeout=30) as answer:
        return json.load(answer)


def test_a_keyboard_journey_from_anywhere_to_a_profile(site: str, page: Page, name: str) -> None:
    visit = open_page(page, f"{site}/en/rules")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type(name)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text(name)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert visit.faults == []


def test_enter_in_the_box_shows_the_results(site: str, page: Page, name: str) -> None:
    open_page(page, f"{site}/en/")
    page.keyboard.press("/")
    page.keyboard.type(name.lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search?q=*")
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.locator("main .hits a").first).to_contain_text(name)


def test_a_slash_in_a_field_is_a_slash(site: str, page: Page) -> None:
    open_page(page, f"{site}/en/sites")
    page.locator("#filter-q").focus()
    page.keyboard.type("a/b")
    expect(page.locator("#filter-q")).to_have_value("a/b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_box_works_without_scripts(site: str, browser: Browser, language: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800}, locale=language)
    try:
        page = context.new_page()
        page.goto(f"{site}/{language}/about")
        page.locator("#search").fill(name)
        page.locator("#search").press("Enter")
        page.wait_for_url(f"**/{language}/search?q=*")
        page.locator("main .hits a", has_text=name).first.click()
        assert name in page.locator("h1").inner_text()
    finally:
        context.close()


def test_a_slip_is_put_right_and_offered(site: str, page: Page, name: str) -> None:
    wrong = name[:3] + name[4:]
    open_page(page, f"{site}/en/search?q={urllib.parse.quote(wrong)}")
    expect(page.locator(".correction a")).to_have_text(name)
    page.locator(".correction a").click()
    expect(page.locator("main .hits a").first).to_contain_text(name)
    expect(page.locator(".correction")).to_have_count(0)


def test_kinds_pages_and_exports_hang_together(site: str, page: Page) -> None:
    open_page(page, f"{site}/en/search?q=mining")
    found = ask(site, "mining")
    counts = {each["kind"]: each["count"] for each in found["counts"]}
    kind = max(counts, key=lambda each: counts[each])
    assert counts[kind] > 25
    one = ask(site, "mining", kind=kind, size="1000")
    assert {item["kind"] for item in one["items"]} == {kind}
    open_page(page, f"{site}/en/search?q=mining&kind={kind}&page=2")
    assert page.locator("main .hits li").count() == min(len(one["items"]) - 25, 25)
    with urllib.request.urlopen(f"{site}/api/v1/search.csv?q=mining&kind={kind}", timeout=30) as answer:
        assert len(answer.read().decode().splitlines()) == len(one["items"]) + 1
    with urllib.request.urlopen(f"{site}/api/v1/search.json?q=mining&kind={kind}", timeout=30) as answer:
        assert [item["id"] for item in json.load(answer)] == [item["id"] for item in one["items"]]


def test_every_hit_leads_somewhere(site: str) -> None:
    for words in ("mining", "tin", "customs", "licence", "1", "#1", "police"):
        for item in ask(site, words, size="1000")["items"][::7]:
            assert item["page"] is not None, item
            assert status_of(f"{site}/en{item['page']}") == 200, item


@pytest.mark.parametrize(
    "words", ['"', "%00", "%FF", "AND+OR", "(", "*", "%27;drop", "a" * 5000, "%E2%80%AE", "<script>alert(1)</script>", "{count}", "=%20="]
)
def test_a_hostile_question_is_a_question(site: str, words: str) -> None:
    for path in (f"/en/search?q={words}", f"/api/v1/search?q={words}", f"/api/v1/search/suggestions?q={words}", f"/en/search?q=tin&kind={words}&page={words}"):
        status = status_of(site + path.replace("<", "%3C").replace(">", "%3E").replace('"', "%22"))
        assert status in (200, 400, 414, 431), path


def test_a_question_of_a_megabyte_is_refused_or_cut(site: str) -> None:
    try:
        assert status_of(f"{site}/en/search?q={'a' * 1_000_000}") in (200, 400, 413, 414, 431)
    except OSError:
        pass  # the server may end the connection over a head that long
    assert status_of(f"{site}/en/search?q=tin") == 200


def test_the_worked_example_is_true(tmp_path: Path) -> None:
    text = (ROOT / "docs/search.md").read_text(encoding="utf-8").partition("## A worked example")[2]
    script, shown = re.search(r"```sh\n(.*?)```.*?```\n(.*?)```", text, re.S).groups()
    environment = {**ENVIRONMENT, "PATH": f"{BINARY.parent}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-euc", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout[done.stdout.index("kind   id") :] == shown
