"""People of a store and the sessions in which they are signed in, for tests of pages behind a door."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pages import all_faults, screen
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from product import expect_success, scalar, serving, touchstone

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def spelled(number: int, width: int) -> str:
    """A number in letters and digits."""
    text = ""
    for _ in range(width):
        number, rest = divmod(number, 62)
        text = SYMBOLS[rest] + text
    return text


def new_token(prefix: str = "tss_") -> str:
    """A session's token, or with `ts_` a program's, as `Sources/Identity/Tokens/Token.swift` makes it."""
    body = prefix + spelled(secrets.randbits(256), 43)
    return body + spelled(zlib.crc32(body.encode()), 6)


def signed_in(store: Path, name: str, *roles: str, agency: int = 1, clearance: int = 4) -> str:
    """Makes a person with roles and a session; gives the token of the session."""
    token = new_token()
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite", timeout=30)) as connection, connection:
        person = connection.execute(
            "INSERT INTO person (agency_id, name, email, clearance, made_at) VALUES (?, ?, ?, ?, '2020-01-01T00:00:00.000Z')",
            (agency, name, f"{name.lower().replace(' ', '.')}@example.org", clearance),
        ).lastrowid
        for role in roles:
            connection.execute("INSERT INTO person_role (person_id, role) VALUES (?, ?)", (person, role))
        connection.execute(
            "INSERT INTO session (person_id, digest, began_at, last_seen, expires_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                person, hashlib.sha256(token.encode()).digest(), "2020-01-01T00:00:00.000Z",
                "2999-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z",
            ),
        )
    return token


def context_of(browser: Browser, site: str, token: str | None, **settings: object) -> BrowserContext:
    """A browser of somebody's own; without a token, of somebody who has not signed in."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings})
    if token:
        context.add_cookies([{"name": "touchstone_session", "value": token, "url": site}])
    return context


@dataclass
class Cast:
    """A site and people who are signed in to it, each in a browser of their own; "anybody" is not."""

    site: str
    store: Path
    people: dict[str, BrowserContext]

    def page(self, who: str, path: str, status: int = 200) -> Page:
        page = self.people[who].new_page()
        answer = page.goto(f"{self.site}/en/{path}")
        assert answer is not None and answer.status == status, f"{who} {path}: {answer and answer.status}"
        return page

    def set_up(self, procedure: str, **bodies: str) -> None:
        """The administrator says by which calendar a procedure works, and who plays which part."""
        page = self.page("administrator", "grievances/mechanism")
        part = page.locator(f"#{procedure}")
        part.get_by_text("Set up", exact=True).first.click()
        for label, name in bodies.items():
            part.get_by_label(label.replace("_", " "), exact=True).select_option(label=name)
        part.get_by_label("Working calendar").select_option(label="Mozambique")
        part.get_by_role("button", name="Set up").click()
        expect(page.get_by_text("It holds for new complaints from now on.")).to_be_visible()


@contextlib.contextmanager
def cast(browser: Browser, folder: Path, agencies: Mapping[str, tuple[str, str]]) -> Iterator[Cast]:
    """Serves the store of a folder to an administrator, to anybody, and to one person of each agency with a role.

    No script anywhere, on a narrow phone: all of it works with forms alone.
    """
    store = folder / "store"
    tokens: dict[str, str | None] = {"administrator": signed_in(store, "Ada Admin", "administrator"), "anybody": None}
    for who, (name, role) in agencies.items():
        expect_success(touchstone("agencies", "add", name, "--store", store))
        agency = scalar(store, "SELECT id FROM agency WHERE name = ?", name)
        tokens[who] = signed_in(store, f"Person of {name}", role, agency=agency)
    with serving(store, folder / "log.txt", "--demo") as site:
        people = {
            who: context_of(browser, site, token, java_script_enabled=False, viewport={"width": 320, "height": 800})
            for who, token in tokens.items()
        }
        yield Cast(site, store, people)
        for context in people.values():
            context.close()


def faults_seen(
    browser: Browser,
    site: str,
    people: Mapping[str, BrowserContext],
    visits: Iterable[tuple[str, str]],
    language: str,
    keys: tuple[str, ...] = ("remedy.",),
) -> list[str]:
    """What is wrong with pages, each by who sees it: unfolded, on a narrow phone, with no key where a text belongs."""
    scheme = "dark" if language in ("fr", "es") else "light"
    places: dict[str, list[str]] = {}
    for who, path in visits:
        places.setdefault(who, []).append(path)
    faults = []
    for who, paths in places.items():
        with screen(browser, language, 320, scheme, people[who].cookies()) as page:
            for path in paths:
                found = all_faults(page, f"{site}/{language}/{path}", language, unfolded=True)
                text = page.locator("main").inner_text()
                found += [f"a key without a text: {key}" for key in keys if key in text]
                faults += [f"{who} {path}: {fault}" for fault in found]
    return faults


def say(page: Page, act: str, **fields: str) -> None:
    """Unfolds the form of an act, fills it in by the words of its labels, and sends it."""
    form = page.locator("details", has=page.locator("summary", has_text=act)).first
    form.locator("summary").click()
    fill(form, **fields)
    form.get_by_role("button").last.click()


def fill(form: Page | Locator, **fields: str) -> None:
    """Fills fields in by the words of their labels; `tick` ticks, and a choice is named by its text."""
    for label, value in fields.items():
        control = form.get_by_label(label.replace("_", " ")).first
        if value == "tick":
            control.check()
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
