"""What the end-to-end tests share: one demo store, one server over it, one browser."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from product import BINARY, ENVIRONMENT, ROOT, serving


def pytest_configure() -> None:
    if not BINARY.is_file():
        raise pytest.UsageError(f"there is no {BINARY}: `make test` builds it first")


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo country, simulated, imported and assessed, as `make run` makes it. Tests only read it."""
    folder = tmp_path_factory.mktemp("demo")
    store = folder / "store"
    made = subprocess.run(
        [ROOT / "scripts/demo.sh", store, folder / "country"],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return store


@pytest.fixture(scope="session")
def site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the demo store."""
    with serving(demo_store, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window. Its sandbox needs rights that a container does not give."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
