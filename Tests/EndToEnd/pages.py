"""Finding one's way through the pages: links, one example of each kind of page, and what is wrong with a page."""

from __future__ import annotations

import contextlib
import functools
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response

# Axe applies every rule of these tags. It describes in full only what it says against a page: to describe all that is right
# takes it longer than to check it. Of what it can load beforehand, only the media are asked for by a rule of these tags.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}

# Lists whose rows have a page each, with the word that the address of such a page has.
LISTS = ("findings", "sites", "parties", "declarations", "detections", "licences", "lots", "quarantine")
# Pages that stand alone.
SINGLE = (
    "", "import", "records", "rules", "country", "tonnage", "ledger", "ledger?kind=lot&name=L-1", "about",
    "search", "search?q=mining", "search?q=zzzzqqqq", "search?q=mining&kind=party",
)  # fmt: skip

UNTRANSLATED = re.compile(r"\[\[[^\]]*\]\]")


class Anchors(HTMLParser):
    """Collects where a page's links and embedded files lead."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("href", "src"):
            if tag in ("a", "area", "link", "script", "img") and values.get(name):
                self.addresses.append(values[name] or "")


def open_address(address: str) -> tuple[int, list[str]]:
    """The status of the final answer, redirects followed; and the links within the same site on the page that came,
    absolute, without fragments, in order."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            is_page = "html" in answer.headers.get("content-type", "")
            status, base, body = answer.status, answer.geturl(), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, []
    if not is_page:
        return status, []
    parser = Anchors()
    parser.feed(body.decode("utf-8"))
    here = urllib.parse.urlsplit(address).netloc
    found = []
    for anchor in parser.addresses:
        absolute = urllib.parse.urldefrag(urllib.parse.urljoin(base, anchor)).url
        if absolute.startswith("http") and urllib.parse.urlsplit(absolute).netloc == here:
            found.append(absolute)
    return status, list(dict.fromkeys(found))


def links(address: str) -> list[str]:
    """Every link within the same site on the page at an address that answers."""
    status, found = open_address(address)
    assert status == 200, f"{status} {address}"
    return found


@functools.cache
def examples(site: str, language: str) -> dict[str, str]:
    """One address for each kind of page that the store has something for, by the name of the kind."""
    found = {name or "situation": f"{site}/{language}/{name}" for name in (*SINGLE, *LISTS)}
    for name in LISTS:
        pattern = re.compile(rf"{re.escape(site)}/{language}/{name}/[^/?#]+$")
        first = next((link for link in links(f"{site}/{language}/{name}") if pattern.match(link)), None)
        if first:
            found[f"one of {name}"] = first
    record = re.compile(rf"{re.escape(site)}/{language}/records/[^/?#]+$")
    for kind in ("records", "one of findings", "one of declarations", "one of sites"):
        if kind in found and "one of records" not in found:
            for link in links(found[kind]):
                if record.match(link):
                    found["one of records"] = link
                    break
    return found


@dataclass
class Visit:
    """A page opened in a browser, with everything that went wrong while it was open."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def on_script_error(self, error: Error) -> None:
        self.faults.append(f"script error: {error}")

    def on_request(self, request: Request) -> None:
        self.requests.append(request)
        address = urllib.parse.urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            self.faults.append(f"asks another host: {request.url}")

    def on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")

    def on_failure(self, request: Request) -> None:
        # What the page before still asked for is cut off when this one opens.
        if request in self.requests:
            self.faults.append(f"request failed: {request.url} {request.failure}")

    def listen(self) -> None:
        for event, heard in self.ears():
            self.page.on(event, heard)

    def stop_listening(self) -> None:
        for event, heard in self.ears():
            self.page.remove_listener(event, heard)

    def ears(self) -> list[tuple[str, Callable[..., None]]]:
        return [
            ("console", self.on_console), ("pageerror", self.on_script_error), ("request", self.on_request),
            ("response", self.on_response), ("requestfailed", self.on_failure),
        ]  # fmt: skip


def open_page(page: Page, address: str) -> Visit:
    """Opens an address and waits until it has been laid out."""
    visit = Visit(page)
    visit.listen()
    page.goto(address, wait_until="load")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return visit


# In one question to the browser: every one costs as much as what it asks for.
SHAPE = """() => ({
    language: document.documentElement.getAttribute('lang'),
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    width: document.documentElement.scrollWidth,
    window: window.innerWidth,
    html: document.documentElement.outerHTML,
})"""


def shape_faults(page: Page, language: str) -> list[str]:
    """What the page itself gets wrong: language, headings, title, width, texts."""
    faults = []
    shape = page.evaluate(SHAPE)
    if shape["language"] != language:
        faults.append(f"lang is {shape['language']!r}, not {language!r}")
    if shape["headings"] != 1:
        faults.append(f"{shape['headings']} h1 headings")
    if not shape["title"].strip():
        faults.append("no title")
    if shape["width"] > shape["window"]:
        faults.append(f"scrolls sideways: {shape['width']} px in {shape['window']} px; widest: {widest(page)}")
    if match := UNTRANSLATED.search(shape["html"]):
        faults.append(f"untranslated text: {match.group()}")
    return faults


def widest(page: Page) -> str:
    """The elements that reach over the right edge, for the message of a failure."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
            .slice(0, 4).map(e => e.tagName.toLowerCase() + '.' + e.className).join(' ')"""
    )


def accessibility_faults(page: Page) -> list[str]:
    """What the axe checker says against the page (WCAG 2.2, levels A and AA)."""
    return [
        f"axe {violation['id']}: {violation['help']}: {', '.join(str(node['target']) for node in violation['nodes'][:3])}"
        for violation in Axe().run(page, options=AXE_OPTIONS).response["violations"]
    ]


@contextlib.contextmanager
def screen(
    browser: Browser, language: str, width: int, scheme: str, cookies: Sequence[Mapping[str, object]] = ()
) -> Iterator[Page]:
    """A page in a browser of its own, of one width and colour scheme, for one address after another."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    try:
        context.add_cookies(cookies)
        yield context.new_page()
    finally:
        context.close()


def all_faults(page: Page, address: str, language: str, unfolded: bool = False) -> list[str]:
    """Everything wrong with what an address shows on a screen, with everything in it unfolded if asked."""
    visit = open_page(page, address)
    try:
        if unfolded:
            page.evaluate("() => document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        return shape_faults(page, language) + accessibility_faults(page) + visit.faults
    finally:
        visit.stop_listening()
