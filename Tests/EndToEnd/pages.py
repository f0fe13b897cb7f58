"""Finding one's way through the pages: links, one example of each kind of page, and what is wrong with a page."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

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


def links(address: str) -> list[str]:
    """Every link within the same site on the page at an address, absolute, without fragments, in order."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        if "html" not in answer.headers.get("content-type", ""):
            answer.read()
            return []
        base = answer.geturl()
        text = answer.read().decode("utf-8")
    parser = Anchors()
    parser.feed(text)
    here = urllib.parse.urlsplit(address).netloc
    found = []
    for anchor in parser.addresses:
        absolute = urllib.parse.urldefrag(urllib.parse.urljoin(base, anchor)).url
        if absolute.startswith("http") and urllib.parse.urlsplit(absolute).netloc == here:
            found.append(absolute)
    return list(dict.fromkeys(found))


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
    """A page opened in a browser, with everything that went wrong while it opened."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")

    def on_request(self, request: Request) -> None:
        address = urllib.parse.urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            self.faults.append(f"asks another host: {request.url}")


def open_page(page: Page, address: str) -> Visit:
    """Opens an address and waits until it has been laid out."""
    visit = Visit(page)
    page.on("console", visit.on_console)
    page.on("pageerror", lambda error: visit.faults.append(f"script error: {error}"))
    page.on("requestfailed", lambda request: visit.faults.append(f"request failed: {request.url} {request.failure}"))
    page.on("request", visit.on_request)
    page.on("response", visit.on_response)
    page.goto(address, wait_until="load")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return visit


def shape_faults(page: Page, language: str) -> list[str]:
    """What the page itself gets wrong: language, headings, title, width, texts."""
    faults = []
    if page.locator("html").get_attribute("lang") != language:
        faults.append(f"lang is {page.locator('html').get_attribute('lang')!r}, not {language!r}")
    if (count := page.locator("h1").count()) != 1:
        faults.append(f"{count} h1 headings")
    if not page.title().strip():
        faults.append("no title")
    wide = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    if wide[0] > wide[1]:
        faults.append(f"scrolls sideways: {wide[0]} px in {wide[1]} px; widest: {widest(page)}")
    if match := UNTRANSLATED.search(page.content()):
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
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
    return [
        f"axe {violation['id']}: {violation['help']}: {', '.join(str(node['target']) for node in violation['nodes'][:3])}"
        for violation in result.response["violations"]
    ]


def all_faults(browser: Browser, address: str, language: str, width: int, scheme: str) -> list[str]:
    """Everything wrong with the page at an address at one width, in one colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        visit = open_page(page, address)
        return visit.faults + shape_faults(page, language) + accessibility_faults(page)
    finally:
        context.close()
