"""People come in: by set-up code, invitation, password and second step, and as the people of the demo."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import re
import struct
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from playwright.sync_api import Browser, Page, expect
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, expect_success, free_port, rows, touchstone, wait_until_it_answers
from visitor import Visitor, secrets

PASSWORD = "four plain walls stand"


@contextlib.contextmanager
def running(
    store: Path, *arguments: str, port: int | None = None, **environment: str
) -> Iterator[tuple[str, Path]]:
    """A server where people sign in; gives its address and the file of all that it says."""
    port = port or free_port()
    log = store.parent / f"log-{port}.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(BINARY), "serve", "--store", str(store), "--port", str(port), *arguments],
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(server, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}", log
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def with_person(folder: Path, site: str | None = None, email: str = "ana@example.org", role: str = "analyst") -> str:
    """Makes a person on the command line; gives the code with which they choose a password."""
    added = touchstone("people", "add", email, "--name", "Ana Test", "--role", role, "--store", folder / "store")
    return expect_success(added).split()[-1]


def choose_password(site: str, code: str) -> Visitor:
    visitor = Visitor(site)
    answer = visitor.post("/en/invitation/accept", code=code, password=PASSWORD)
    assert answer.status == 303, answer.text
    return visitor


def totp(secret: str, steps: int = 0) -> str:
    """RFC 6238, independent of ours."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_the_first_person_comes_in_with_the_code_that_the_server_prints(tmp_path: Path) -> None:
    expect_success(touchstone("agencies", "add", "Customs of Nowhere", "--kind", "customs", "--store", tmp_path / "store"))
    with running(tmp_path / "store") as (site, log):
        code = re.search(r"Set-up code for /en/set-up: ([0-9A-Z-]{24})", log.read_text())
        assert code
        visitor = Visitor(site)
        fields = {"agency": "Authority", "name": "Ada First", "email": "ada@example.org", "password": PASSWORD}
        assert visitor.post("/en/set-up", code="AAAA-AAAA-AAAA-AAAA-AAAA", **fields).status == 403
        assert visitor.post("/en/set-up", code=code[1], **fields).location == "/en/account"
        assert "Authority" in visitor.ask("/en/account").text
        assert Visitor(site).post("/en/set-up", code=code[1], **fields).status == 404
    with running(tmp_path / "store") as (site, log):
        assert "Set-up code" not in log.read_text()
        assert Visitor(site).sign_in("ada@example.org", PASSWORD).status == 303
    listed = expect_success(touchstone("people", "--store", tmp_path / "store"))
    assert "ada@example.org" in listed and "administrator" in listed


def test_people_are_made_suspended_and_let_in_again_on_the_command_line(tmp_path: Path) -> None:
    store = tmp_path / "store"
    code = with_person(tmp_path)
    assert touchstone("people", "add", "ana@example.org", "--name", "B", "--role", "analyst", "--store", store).returncode == 1
    assert touchstone("people", "add", "b@example.org", "--name", "B", "--role", "king", "--store", store).returncode == 64
    invited = expect_success(
        touchstone("people", "invite", "new@example.org", "--role", "inspector", "--store", store)
    ).strip()
    with running(store) as (site, _):
        ana = choose_password(site, code)
        assert Visitor(site).post("/en/invitation/accept", code=code, password=PASSWORD).status == 403
        new = Visitor(site)
        accepted = new.post("/en/invitation/accept", code=invited, name="Newa Person", password=PASSWORD)
        assert accepted.location == "/en/account"
        assert "Newa Person" in new.ask("/en/account").text
        expect_success(touchstone("people", "suspend", "ana@example.org", "--store", store))
        assert ana.ask("/en/account").status == 302
        assert Visitor(site).sign_in("ana@example.org", PASSWORD).status == 403
        expect_success(touchstone("people", "resume", "ana@example.org", "--store", store))
        assert Visitor(site).sign_in("ana@example.org", PASSWORD).status == 303
        reset = expect_success(touchstone("people", "reset", "ana@example.org", "--store", store)).strip()
        assert Visitor(site).post("/en/invitation/accept", code=reset, password="another four plain walls").status == 303
        assert Visitor(site).sign_in("ana@example.org", PASSWORD).status == 403


def test_the_second_step_takes_the_codes_of_another_implementation(tmp_path: Path) -> None:
    code = with_person(tmp_path)
    with running(tmp_path / "store") as (site, log):
        ana = choose_password(site, code)
        shown = ana.post("/en/account/second-factor", current=PASSWORD)
        secret = secrets(shown)[0]
        ticket = re.search(r'name="ticket" value="([0-9a-f]+)"', shown.text)
        assert ticket
        codes = secrets(ana.post("/en/account/second-factor/confirm", ticket=ticket[1], code=totp(secret)))
        assert len(set(codes)) == 10
        other = Visitor(site)
        assert other.sign_in("ana@example.org", PASSWORD, next="/en/rules").location == "/en/sign-in/code"
        assert other.ask("/en/account").status == 302
        used = totp(secret, 1)
        assert other.post("/en/sign-in/code", code=used).location == "/en/rules"
        third = Visitor(site)
        third.sign_in("ana@example.org", PASSWORD)
        assert third.post("/en/sign-in/code", code=used).status == 403
        assert third.post("/en/sign-in/code", code=codes[3]).status == 303
        said = log.read_text()
        kept = "\n".join(str(row) for row in rows(tmp_path / "store", "SELECT * FROM person, session, device, access"))
    for secret_text in [PASSWORD, secret, secret.replace(" ", ""), *codes, code]:
        assert secret_text not in said
    # The second factor's secret must be kept as it is; nothing else is.
    for secret_text in [PASSWORD, *codes, code, ana.cookie("touchstone_session") or "?"]:
        assert secret_text not in kept


def test_a_hundred_guesses_at_once_count_as_a_hundred(tmp_path: Path) -> None:
    code = with_person(tmp_path)
    with running(tmp_path / "store") as (site, _):
        known = choose_password(site, code)
        stranger = Visitor(site)
        stranger.ask("/en/sign-in")

        def guess(number: int) -> int:
            return stranger.sign_in("ana@example.org", f"a wrong guess {number}").status

        with ThreadPoolExecutor(25) as pool:
            answers = list(pool.map(guess, range(100)))
        # Five were let through to the password; the others were told to wait, or to come back when the queue is shorter.
        assert answers.count(403) == 5 and set(answers) <= {403, 429, 503}, answers
        known.post("/en/sign-out")
        assert known.sign_in("ana@example.org", PASSWORD).status == 303
        assert Visitor(site).sign_in("ana@example.org", PASSWORD).status == 429


def test_an_unknown_account_takes_as_long_as_a_known_one(tmp_path: Path) -> None:
    code = with_person(tmp_path)
    with running(tmp_path / "store") as (site, _):
        choose_password(site, code)

        def seconds(email: str) -> float:
            visitor = Visitor(site)
            visitor.ask("/en/sign-in")
            began = time.perf_counter()
            assert visitor.sign_in(email, "some other words here").status == 403
            return time.perf_counter() - began

        pairs = [(seconds("ana@example.org"), seconds("nobody@example.org")) for _ in range(3)]
    known, unknown = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    # Without the same work, the one would answer in a thousandth of a second.
    assert 1 / 3 < known / unknown < 3, pairs


def test_sessions_and_devices_can_be_ended_on_the_account_page(tmp_path: Path, browser: Browser) -> None:
    code = with_person(tmp_path)
    with running(tmp_path / "store") as (site, _):
        other = choose_password(site, code)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{site}/en/account")
        sign_in(page)
        expect(page.locator("h1")).to_have_text("Your account")
        expect(page.locator("main")).to_contain_text("Chrome, Linux")
        page.get_by_role("button", name="Sign out everywhere else").click()
        expect(page.locator("h1")).to_have_text("Your account")
        assert other.ask("/en/account").status == 302
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.locator("h1")).to_have_text("Sign in")
        page.goto(f"{site}/en/account")
        expect(page.locator("h1")).to_have_text("Sign in")
        context.close()


def sign_in(page: Page, email: str = "ana@example.org") -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_the_demo_signs_a_visitor_in_with_one_click(tmp_path: Path, browser: Browser) -> None:
    store = tmp_path / "store"
    with_person(tmp_path)
    expect_success(touchstone("demo", "people", "--store", store))
    assert "10" not in expect_success(touchstone("demo", "people", "--store", store))
    with running(store, "--demo") as (site, _):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(site)
        expect(page.locator(".demo-banner")).to_contain_text("You have not signed in")
        page.locator("main").get_by_role("button", name="Inspector").click()
        expect(page.locator(".demo-banner")).to_contain_text("Ibo Example (Inspector)")
        expect(page.locator(".person")).to_contain_text("Ministry of Mines")
        page.goto(f"{site}/fr/rules")
        page.locator(".demo-banner a").click()
        page.locator("main").get_by_role("button", name="Auditeur").click()
        expect(page.locator(".demo-banner")).to_contain_text("Otis Example (Auditeur)")
        context.close()
    with running(store) as (site, _):
        assert Visitor(site).post("/en/sign-in/demo", person="2").status == 404


@pytest.fixture(scope="module")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("accounts")
    with_person(folder)
    expect_success(touchstone("demo", "people", "--store", folder / "store"))
    with running(folder / "store", "--demo") as (site, _):
        yield site


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_signing_in_have_no_fault(demo_site: str, browser: Browser, language: str) -> None:
    faults: dict[str, list[str]] = {}
    for width, scheme in ((320, "dark"), (1280, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language, reduced_motion="reduce"
        )
        page = context.new_page()

        def look(name: str, path: str) -> None:
            visit = open_page(page, f"{demo_site}/{language}/{path}")
            faults[f"{name} {width}"] = visit.faults + shape_faults(page, language) + accessibility_faults(page)

        for path in ("sign-in", "sign-in/code", "invitation"):
            look(path, path)
        page.goto(f"{demo_site}/{language}/sign-in")
        page.locator(".doors button").first.click()
        page.wait_for_load_state("networkidle")
        for path in ("account", "invitations", ""):
            look(path, path)
        context.close()
    assert not {name: found for name, found in faults.items() if found}


def test_the_worked_example_of_the_documentation_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs/accounts.md").read_text()
    commands = re.findall(r"^    (touchstone (?:people|agencies).*)$", text, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command.replace("touchstone", f"'{BINARY}'", 1)],
            env=ENVIRONMENT, cwd=tmp_path, capture_output=True, text=True, timeout=60,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
