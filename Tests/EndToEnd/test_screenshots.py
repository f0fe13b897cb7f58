"""The pictures in docs/images, taken by the test run. UPDATE_SCREENSHOTS=1 takes those that exist anew."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import examples, open_page
from playwright.sync_api import Browser
from product import ROOT, serving

IMAGES = ROOT / "docs/images"


@pytest.mark.parametrize(("name", "kind"), [("situation", "situation"), ("finding", "one of findings"), ("site", "one of sites")])
def test_there_is_a_picture(site: str, browser: Browser, tmp_path: Path, name: str, kind: str) -> None:
    kept = IMAGES / f"{name}.png"
    taken = tmp_path / kept.name
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", reduced_motion="reduce")
    try:
        page = context.new_page()
        visit = open_page(page, examples(site, "en")[kind])
        # A map is a drawing until the library has its layers; the picture waits for them.
        page.wait_for_function(
            "() => { const map = document.querySelector('.map-view');"
            " return !map || map.dataset.vendor === '' || map.dataset.ready === 'true'; }",
            timeout=30_000,
        )
        page.screenshot(path=taken, animations="disabled")
        assert visit.faults == []
    finally:
        context.close()
    keep(taken, kept)


def keep(taken: Path, kept: Path) -> None:
    """Keeps a picture that is not there yet."""
    if not kept.exists() or os.environ.get("UPDATE_SCREENSHOTS") == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(taken.read_bytes())
    width, height = struct.unpack(">II", kept.read_bytes()[16:24])
    assert (width, height) == (1280, 900)


@pytest.fixture(scope="module")
def demo_site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as `make run` serves it, over a store of its own: signing in writes."""
    store = tmp_path_factory.mktemp("demo-site") / "store"
    shutil.copytree(demo_store, store)
    with serving(store, store / "log.txt", "--demo") as address:
        yield address


@pytest.mark.parametrize(
    ("name", "role", "path"),
    [
        ("sign-in", None, "sign-in"), ("work", "Analyst", "work"), ("sharing", "Administrator", "admin/groups"),
        ("trail", "Oversight", "trail"),
    ],
)  # fmt: skip
def test_there_is_a_picture_of_what_a_role_sees(
    demo_site: str, browser: Browser, tmp_path: Path, name: str, role: str | None, path: str
) -> None:
    kept = IMAGES / f"{name}.png"
    taken = tmp_path / kept.name
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", reduced_motion="reduce")
    try:
        page = context.new_page()
        page.goto(f"{demo_site}/en/sign-in")
        if role:
            page.get_by_role("button", name=role, exact=True).click()
            page.wait_for_url(f"{demo_site}/en/")
        page.goto(f"{demo_site}/en/{path}")
        page.screenshot(path=taken, animations="disabled")
    finally:
        context.close()
    keep(taken, kept)
