"""What the end-to-end tests share: one demo store, one server over it, one browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from product import BINARY, ENVIRONMENT, ROOT, serving


def pytest_configure() -> None:
    if not BINARY.is_file():
        raise pytest.UsageError(f"there is no {BINARY}: `make test` builds it first")


# The files that take longest, longest first, so that no process is left alone with one of them at the end. The others
# follow in the order of their names.
LONGEST = (
    "test_pages", "test_phone_forms", "test_phone_reports", "test_first_day", "test_escrow", "test_community", "test_public_counts",
    "test_shell", "test_operation", "test_complainant", "test_attacks", "test_hostile", "test_sms", "test_grievances",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest first; a file's tests stay together, because they share a site."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo country, simulated, imported and assessed, as `make run` makes it. Tests only read it.

    It is made once in a run; each process has a copy of its own.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "demo-country.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made, store = shared / "demo-country", shared / "demo-country/store"
        if not (made / "made").exists():
            shutil.rmtree(made, ignore_errors=True)
            make_demo_store(store, made / "country")
            (made / "made").touch()
    return shutil.copytree(store, tmp_path_factory.mktemp("demo") / "store")


def make_demo_store(store: Path, country: Path) -> None:
    made = subprocess.run(
        [ROOT / "scripts/demo.sh", store, country],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr


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
