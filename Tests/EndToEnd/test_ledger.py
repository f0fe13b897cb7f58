"""What a store takes in is committed to its ledger, and proven to whoever does not trust us."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, expect_success, scalar, serving, touchstone

LOTS = """id,mineral,form,mass_kg,site
L-7,tin,concentrate,120,S-1
L-8,tin,concentrate,80,S-1
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    file = folder / "lots.csv"
    file.write_text(LOTS, encoding="utf-8")
    secret = folder / "secret.csv"
    secret.write_text(LOTS.replace("L-", "K-"), encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "lot", "--store", folder / "store", "--marking", "clear"))
    expect_success(touchstone("import", secret, "--kind", "lot", "--store", folder / "store"))
    return folder / "store"


@pytest.fixture(scope="module")
def site_of_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The store as the public sees it, once all of it is committed and can be looked up."""
    with serving(store, tmp_path_factory.mktemp("ledger-server") / "log.txt", "--demo") as address:
        for _ in range(200):
            if json.loads(get(f"{address}/api/v1/ledger/lookup?kind=lot&name=L-7"))["covered"]:
                break
            time.sleep(0.1)
        yield address


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def get(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def script(bundle: Path, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(ROOT / "Public/check-proof.sh"), str(bundle), key], capture_output=True, text=True, check=False
    )


def test_the_worked_example_of_the_document(tmp_path: Path) -> None:
    text = (ROOT / "docs/ledger.md").read_text(encoding="utf-8")
    example = re.search(r"```sh\n(touchstone import lots.*?)```", text, re.S)[1]
    (tmp_path / "lots.csv").write_text(LOTS, encoding="utf-8")
    (tmp_path / "check-proof.sh").write_text((ROOT / "Public/check-proof.sh").read_text(encoding="utf-8"))
    ran = subprocess.run(
        ["bash", "-euc", f'touchstone() {{ "{BINARY}" "$@"; }}\n{example}'],
        cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "right: item 0 is in the log" in ran.stdout


def test_the_page_tells_what_is_in_the_log(site_of_store: str) -> None:
    for language in LANGUAGES:
        page = get(f"{site_of_store}/{language}/ledger").decode()
        assert "touchstone.invalid/" in page
        assert 'id="witnesses"' in page and 'id="check"' in page and 'id="alone"' in page


def test_the_log_is_served_and_its_state_is_not(site_of_store: str, store: Path) -> None:
    checkpoint = get(f"{site_of_store}/ledger/checkpoint")
    assert checkpoint == (store / "ledger/checkpoint").read_bytes()
    size = int(checkpoint.split(b"\n")[1])
    assert get(f"{site_of_store}/ledger/tile/entries/000.p/{size}").count(b'"type"') >= size
    for path in ("ledger/.state/journal", "ledger/../keys/ledger.key", "ledger/tile/%2e%2e/%2e%2e/facts.sqlite", "trail/checkpoint"):
        assert status(f"{site_of_store}/{path}") in (400, 404)


def test_a_lot_is_proven_to_the_public(site_of_store: str, store: Path, tmp_path: Path) -> None:
    page = get(f"{site_of_store}/en/lots/L-7").decode()
    assert 'href="/api/v1/lots/L-7/proof"' in page
    bundle = tmp_path / "L-7.proof.json"
    bundle.write_bytes(get(f"{site_of_store}/api/v1/lots/L-7/proof"))
    found = json.loads(bundle.read_bytes())
    assert "bytes" not in found["items"][0]
    key = (store / "ledger/log-key").read_text(encoding="utf-8").strip()
    expect_success(touchstone("verify", bundle, "--trust", store / "ledger/log-key"))
    assert script(bundle, key).returncode == 0
    found["items"][0]["statement"] = found["items"][0]["statement"].replace('"length":', '"length":1')
    bundle.write_text(json.dumps(found), encoding="utf-8")
    assert script(bundle, key).returncode == 1
    assert touchstone("verify", bundle, "--trust", store / "ledger/log-key").returncode == 1


def test_what_is_not_for_everybody_is_neither_proven_nor_found(site_of_store: str) -> None:
    assert status(f"{site_of_store}/api/v1/lots/K-7/proof") == 404
    answers = json.loads(get(f"{site_of_store}/api/v1/ledger/lookup?kind=lot&name=K-7"))["answers"]
    assert [answer["places"] for answer in answers] == [[]]
    assert status(f"{site_of_store}/api/v1/ledger/lookup?kind=digest&name=12") == 400
    assert json.loads(get(f"{site_of_store}/api/v1/ledger/lookup")) == {"covered": None, "answers": []}


def test_a_digest_is_not_shown_where_fields_are_withheld(tmp_path: Path) -> None:
    """Of a birth date that is withheld, all could be tried out against the digest of the record."""
    store, person = tmp_path / "store", {"id": "p-1", "schema": "Person", "properties": {"name": ["Ana"], "birthDate": ["1970-01-01"]}}
    expect_success(
        touchstone("import", write(tmp_path / "p.jsonl", json.dumps(person) + "\n"), "--store", store, "--marking", "clear")
    )
    expect_success(touchstone("ledger", "commit", "--store", store))
    digest = scalar(store, "SELECT lower(hex(sha256)) FROM record WHERE id = 1")
    for mode, is_shown in (("--demo", False), ("--as-owner", True)):
        with serving(store, tmp_path / "log.txt", mode) as address:
            page = get(f"{address}/en/records/1").decode()
            assert (digest in page) is is_shown
            assert ("/api/v1/records/1/proof" in page) is is_shown
            assert status(f"{address}/api/v1/records/1/proof") == (200 if is_shown else 401)
            assert (digest in get(f"{address}/api/v1/records").decode()) is is_shown


def test_a_lookup_names_all_entries(site_of_store: str) -> None:
    answer = json.loads(get(f"{site_of_store}/api/v1/ledger/lookup?kind=lot&name=L-7"))["answers"][0]
    proof = json.loads(get(f"{site_of_store}/api/v1/lots/L-7/proof"))
    assert answer["places"] == [item["index"] for item in proof["items"]]
    page = get(f"{site_of_store}/fr/ledger?kind=lot&name=L-7").decode()
    assert "Exactement 1 entrée en parle" in page


def test_a_bundle_is_checked_by_the_page(site_of_store: str, store: Path) -> None:
    bundle = get(f"{site_of_store}/api/v1/lots/L-7/proof").decode()
    assert "Verified against" in checked(site_of_store, bundle)
    assert "Something is wrong" in checked(site_of_store, bundle.replace('"position\\":', '"position\\":1'))
    assert "Nothing here could be verified" in checked(site_of_store, "no bundle") or "wrong" in checked(site_of_store, "{}")


def test_a_bundle_is_checked_in_the_page(site_of_store: str, browser: Browser) -> None:
    """By the browser's own SHA-256 and Ed25519: the server is asked for nothing."""
    bundle = get(f"{site_of_store}/api/v1/lots/L-7/proof").decode()
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{site_of_store}/pt/ledger", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator("form.proof-check button[type=button]").count() == 1
    for old, new, wanted in (
        ("", "", "Verificado pelo seu navegador"),
        ('length\\":', 'length\\":1', "ERRADO: items[0]: a declaração"),
        ("touchstone.invalid/", "touchstone.invalid/0", "ERRADO: O ponto de controlo"),
        ('{"about"', '{ "about"', "ERRADO: O ficheiro"),
        ("{", "", "ERRADO"),
    ):
        page.fill("form.proof-check textarea", bundle.replace(old, new, 1))
        page.click("form.proof-check button[type=button]")
        expect(page.locator("section.panel div[role=status] li").last).to_contain_text(":")
        expect(page.locator("section.panel div[role=status]")).to_contain_text(wanted)
        assert ("ERRADO" in page.locator("section.panel div[role=status]").inner_text()) == (old != "")
    assert asked == []
    context.close()


def checked(site: str, bundle: str) -> str:
    """What the page says of a bundle."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = opener.open(f"{site}/en/ledger").read().decode()
    token = re.search(r'name="_token" value="([^"]+)"', page) or re.search(r'name="[^"]*token[^"]*" value="([^"]+)"', page)
    name = re.search(r'<input type="hidden" name="([^"]+)"', page)[1]
    border = "------border"
    parts = {name: token[1], "bundle": bundle}
    body = "".join(f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in parts.items())
    request = urllib.request.Request(
        f"{site}/en/ledger/check", f"{body}--{border}--\r\n".encode(),
        {"Content-Type": f"multipart/form-data; boundary={border}"},
    )  # fmt: skip
    return opener.open(request).read().decode()


def test_the_commands(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    expect_success(touchstone("import", write(tmp_path / "a.csv", LOTS), "--kind", "lot", "--store", copy))
    assert "no ledger yet" in expect_success(touchstone("ledger", "--store", copy))
    assert touchstone("ledger", "prove", "--lot", "L-7", "--store", copy).returncode == 1
    assert "2 rows committed" in expect_success(touchstone("ledger", "commit", "--store", copy))
    assert "0 rows committed" in expect_success(touchstone("ledger", "commit", "--store", copy))
    assert "all as committed" in expect_success(touchstone("ledger", "fsck", "--store", copy))
    before = expect_success(touchstone("ledger", "keys", "--store", copy))
    expect_success(touchstone("ledger", "rotate", "--store", copy))
    after = expect_success(touchstone("ledger", "keys", "--store", copy))
    assert "retired" in after and "retired" not in before
    assert "PRIVATE" not in before + after
    assert "all as committed" in expect_success(touchstone("ledger", "fsck", "--store", copy))
    for key in (copy / "keys").iterdir():
        assert key.stat().st_mode & 0o077 == 0


def test_a_changed_record_is_named(tmp_path: Path) -> None:
    store = tmp_path / "store"
    expect_success(touchstone("import", write(tmp_path / "a.csv", LOTS), "--kind", "lot", "--store", store))
    expect_success(touchstone("ledger", "commit", "--store", store))
    subprocess.run(
        ["sqlite3", str(store / "facts.sqlite"), "UPDATE record SET length = length + 1 WHERE id = 2"], check=True
    )
    found = touchstone("ledger", "fsck", "--store", store)
    assert found.returncode == 1
    assert "record 2 is not what was committed" in found.stderr


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
