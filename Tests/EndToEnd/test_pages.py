"""Every kind of page, in every language, on a phone and on a desk, light and dark, with and without scripts."""

from __future__ import annotations

import os
import re
import urllib.parse
import urllib.request
from collections import Counter, deque
from pathlib import Path

import pytest
from pages import LISTS, all_faults, examples, open_address, screen
from playwright.sync_api import Browser
from product import LANGUAGES, rows, status_of

EVERY_KIND = {"situation", "import", "records", "rules", "about", "one of records", *LISTS} | {
    f"one of {name}" for name in LISTS if name != "quarantine"
}


# A language changes the length of the words, a scheme the colours, a width the arrangement: every pair of them is looked at.
# ALL_PAGES=1 looks at all sixteen.
EVERY_PAIR = [
    (language, width, "light" if (number + place) % 2 == 0 else "dark")
    for number, language in enumerate(LANGUAGES)
    for place, width in enumerate([320, 1280])
]
EVERYTHING = [(language, width, scheme) for language in LANGUAGES for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.mark.parametrize(("language", "width", "scheme"), EVERYTHING if os.environ.get("ALL_PAGES") else EVERY_PAIR)
def test_pages_have_no_fault(site: str, browser: Browser, language: str, width: int, scheme: str) -> None:
    with screen(browser, language, width, scheme) as page:
        faults = {
            kind: found
            for kind, address in examples(site, language).items()
            if (found := all_faults(page, address, language))
        }
    assert not faults, "\n".join(f"{kind}: {fault}" for kind, found in faults.items() for fault in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_an_example_of_every_kind_of_page(site: str, language: str) -> None:
    assert EVERY_KIND <= set(examples(site, language))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_components_has_no_fault(site: str, browser: Browser, width: int, scheme: str) -> None:
    with screen(browser, "en", width, scheme) as page:
        assert all_faults(page, f"{site}/design", "en") == []


def test_the_situation_has_findings_in_all_nine_rows(demo_store: Path) -> None:
    found = {code for (cells,) in rows(demo_store, "SELECT cells FROM finding") for code in re.findall(r"\bV[1-9]\b", cells)}
    assert found == {f"V{number}" for number in range(1, 10)}


@pytest.mark.parametrize(("asked", "given"), [("fr-CD,fr;q=0.9,en;q=0.5", "fr"), ("pt", "pt"), ("es-PE", "es"), ("xx", "en")])
def test_the_first_page_speaks_the_language_of_the_browser(site: str, asked: str, given: str) -> None:
    request = urllib.request.Request(site + "/", headers={"Accept-Language": asked})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert urllib.parse.urlsplit(answer.geturl()).path == f"/{given}/"


def kind_of(link: str) -> str:
    """Links that lead to the same kind of page with the same kind of question."""
    parts = urllib.parse.urlsplit(link)
    names = parts.path.split("/")
    path = "/".join(names[:3] + ["*" for _ in names[3:]]) if parts.path[:4] not in ("/api", "/ven") else parts.path
    return path + "?" + "&".join(sorted(name for name, _ in urllib.parse.parse_qsl(parts.query, keep_blank_values=True)))


def test_every_link_leads_somewhere(site: str) -> None:
    # The store has tens of thousands of pages of few kinds: at most 10 of each kind are opened.
    opened: Counter[str] = Counter()
    broken = []
    seen: set[str] = set()
    waiting = deque((f"{site}/", *(f"{site}/{language}/" for language in LANGUAGES)))
    while waiting:
        address = waiting.popleft()
        if address in seen or opened[kind_of(address)] >= 10:
            continue
        seen.add(address)
        opened[kind_of(address)] += 1
        status, found = open_address(address)
        if status != 200:
            broken.append(f"{status} {address}")
        waiting.extend(found)
    assert len(seen) > 100
    assert not broken, "\n".join(broken)


def test_an_unknown_page_says_so(site: str) -> None:
    assert status_of(f"{site}/en/no-such-page") == 404
    assert status_of(f"{site}/en/findings/no-such-finding") == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_show_their_content_without_scripts(site: str, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        for kind, address in examples(site, language).items():
            answer = page.goto(address, wait_until="load")
            assert answer is not None and answer.status == 200, kind
            assert page.locator("h1").is_visible(), kind
            assert len(page.locator("main").inner_text().strip()) > 80, kind
            if kind in LISTS and kind != "quarantine":
                assert page.locator("main table tbody tr").count() > 0, kind
            if kind == "situation":
                text = page.locator("main").inner_text()
                assert all(f"V{number}" in text for number in range(1, 10))
    finally:
        context.close()


def test_the_api_describes_itself(site: str) -> None:
    import json

    with urllib.request.urlopen(f"{site}/api/v1/openapi.json", timeout=30) as answer:
        description = json.load(answer)
    assert description["openapi"].startswith("3.")
    base = description["servers"][0]["url"].rstrip("/")
    for path, item in description["paths"].items():
        parameters = item.get("parameters", []) + item.get("get", {}).get("parameters", [])
        needs_more = "{" in path or any(entry.get("required") for entry in parameters)
        if "get" in item and not needs_more:
            assert status_of(site + base + path) == 200, path


def test_answers_forbid_scripts_from_elsewhere(site: str) -> None:
    with urllib.request.urlopen(f"{site}/en/", timeout=30) as answer:
        policy = answer.headers.get("content-security-policy", "")
    assert "default-src" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0] and "unsafe-eval" not in policy
