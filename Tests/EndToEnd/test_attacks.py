"""Attacks on what the site says and does: forged forms, script in records, SQL, paths, addresses, files."""

from __future__ import annotations

import gzip
import io
import json
import re
import urllib.parse
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack import SCRIPT, SQL, Markup, ask, form_token, guarded, markup, multipart, poisoned_country, post_routes
from playwright.sync_api import Browser
from product import expect_success, rows, scalar, serving, touchstone

TABLES = ("finding", "declaration", "party", "site", "record", "receipt", "quarantine", "licence", "lot")


def counts(store: Path) -> dict[str, object]:
    return {table: scalar(store, f"SELECT count(*) FROM {table}") for table in TABLES}


# Forged forms


def test_no_form_works_without_its_page(site: str, demo_store: Path) -> None:
    before = counts(demo_store)
    token, cookie = form_token(site)
    form = {"verdict": "dismissed", "reason": "x", "bytes": "x", "kind": "site", "name": "x", "code": "x"}
    encoded = {"Content_Type": "application/x-www-form-urlencoded"}
    for path in post_routes():
        for language in ("en", "fr"):
            place = f"/{language}{path}"
            attempts = {
                "nothing": ({}, {}),
                "token only": ({"form_token": token}, {}),
                "cookie only": ({}, {"Cookie": cookie}),
                "a token of one's own": ({"form_token": "0" * 32}, {"Cookie": cookie}),
                "an empty pair": ({"form_token": ""}, {"Cookie": cookie.split("=")[0] + "="}),
                "another origin": ({"form_token": token}, {"Cookie": cookie, "Origin": "http://evil.example"}),
                "a null origin": ({"form_token": token}, {"Cookie": cookie, "Origin": "null"}),
                "a page elsewhere": ({"form_token": token}, {"Cookie": cookie, "Sec_Fetch_Site": "cross-site"}),
                "a neighbour": ({"form_token": token}, {"Cookie": cookie, "Sec_Fetch_Site": "same-site"}),
            }
            for name, (fields, headers) in attempts.items():
                body = urllib.parse.urlencode({**form, **fields}).encode()
                answer = ask(site, place, "POST", body, **encoded, **headers)
                # The import form asks for parts and refuses this one before it looks for a token. Who reports has no cookie:
                # the form has a ticket, and without one it comes back with what was written. What phones deliver is no form.
                refusals = (422,) if path in ("/r", "/r/thread", "/r/complaint") else (400, 401, 403, 404, 415)
                assert answer.status in refusals, f"{place}, {name}: {answer.status}"
                parts = [(f'name="{key}"', value.encode()) for key, value in fields.items()]
                parts += [('name="file"; filename="a.csv"', b"id,kind\n1,mine\n")]
                many = ask(site, place, "POST", multipart(parts), Content_Type="multipart/form-data; boundary=edge", **headers)
                refusals = (422,) if path in ("/r", "/r/complaint") else (400, 401, 403, 404, 415)
                assert many.status in refusals, f"{place}, {name}, in parts: {many.status}"
    assert counts(demo_store) == before


def test_what_changes_something_cannot_be_asked_for_by_a_link(site: str) -> None:
    for path in post_routes():
        for method in ("PUT", "DELETE", "PATCH"):
            assert ask(site, f"/en{path}", method).status in (404, 405)


# Script in every field of every kind of record


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site over records whose every text is an attack."""
    folder = tmp_path_factory.mktemp("poisoned")
    expect_success(touchstone("simulate", "--out", folder / "country"))
    files = poisoned_country(folder / "country", folder / "files")
    # Those with an attack in a column that takes codes are set aside, which is a place to show them as well.
    for file in files:
        touchstone("import", file, "--store", folder / "store", "--source", SCRIPT)
    touchstone("assess", "--store", folder / "store")
    with serving(folder / "store", folder / "log.txt") as site:
        yield site, folder / "store"


def crawl(site: str, most: int) -> dict[str, tuple[str, Markup]]:
    """The pages that can be reached from the first one in English, as they were sent and as they are read; of long
    lists a part."""
    pages: dict[str, tuple[str, Markup]] = {}
    shapes: dict[str, int] = {}
    waiting = deque(["/en/", "/fr/about", "/en/search?q=script", "/en/search?q=pwned", "/en/findings?size=200"])
    seen = set(waiting)
    while waiting and len(pages) < most:
        path = waiting.popleft()
        answer = ask(site, path)
        assert answer.status in (200, 302, 404), f"{path}: {answer.status}"
        if "html" not in (answer.header("content-type") or ""):
            continue
        found = markup(answer.text)
        pages[path] = (answer.text, found)
        for link in found.links:
            if link in seen or not link.startswith("/en/"):
                continue
            shape = re.sub(r"(/\w+/)[^/?]+", r"\1*", link.split("?")[0]) + str("?" in link)
            if shapes.get(shape, 0) < 60:
                shapes[shape] = shapes.get(shape, 0) + 1
                seen.add(link)
                waiting.append(link)
    return pages


def test_script_in_a_record_is_text_on_every_page(poisoned: tuple[str, Path], browser: Browser) -> None:
    site, store = poisoned
    assert scalar(store, "SELECT count(*) FROM record") > 100
    assert scalar(store, "SELECT count(*) FROM quarantine") > 20
    pages = crawl(site, 700)
    assert len(pages) > 150
    shown = 0
    for path, (text, found) in pages.items():
        assert found.live == [], f"{path}: {found.live[:3]}"
        shown += "window.pwned" in text
        assert "window.pwned" not in text or "{{49}}" not in text
    # Otherwise the attack was never shown, and nothing is proved.
    assert shown > 60

    examples: dict[str, str] = {}
    for path, (text, _) in pages.items():
        if "window.pwned" in text:
            examples.setdefault(re.sub(r"(/\w+/)[^/?]+", r"\1*", path.split("?")[0]), path)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    assert len(examples) > 10
    for path in examples.values():
        page.goto(site + path, wait_until="load")
        page.evaluate("() => document.querySelectorAll('body *').forEach(e => e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))")
        assert page.evaluate("() => window.pwned") is None, path
    context.close()


def test_script_in_a_record_is_text_for_programs_too(poisoned: tuple[str, Path]) -> None:
    site, _ = poisoned
    document = json.loads(ask(site, "/api/v1/openapi.json").text)
    for path in document["paths"]:
        if "{" in path:
            continue
        answer = ask(site, f"/api/v1{path}")
        kind = answer.header("content-type") or ""
        assert answer.header("x-content-type-options") == "nosniff", path
        assert "html" not in kind, path
        if "csv" in kind:
            # What a spreadsheet takes for a formula is no formula.
            assert not re.search(r'(^|,)"?[=+@]', answer.text, re.MULTILINE), path
        if "svg" in kind:
            assert not re.search(r"<script|\son\w+=|javascript:", answer.text), path


def test_received_bytes_are_given_out_as_a_file(poisoned: tuple[str, Path]) -> None:
    site, store = poisoned
    number = scalar(store, "SELECT max(id) FROM record")
    answer = ask(site, f"/en/records/{number}/bytes")
    assert answer.status == 200
    assert answer.header("content-disposition") == f'attachment; filename="record-{number}.bin"'
    assert answer.header("content-type") == "application/octet-stream"
    assert (answer.header("content-security-policy") or "").startswith("sandbox")


# SQL


def test_no_parameter_reaches_sql(site: str, demo_store: Path) -> None:
    before = counts(demo_store)
    document = json.loads(ask(site, "/api/v1/openapi.json").text)
    asked = 0
    for path, methods in document["paths"].items():
        # Some paths can only be written to or ended.
        for parameter in methods.get("get", {"parameters": []})["parameters"]:
            for text in SQL:
                value = urllib.parse.quote(text, safe="")
                place = f"/api/v1{path}"
                if parameter["in"] == "path":
                    place = place.replace("{%s}" % parameter["name"], value)
                place = re.sub(r"\{\w+\}", "1", place)
                if parameter["in"] == "query":
                    place += f"?{parameter['name']}={value}&size=1"
                if re.search(r"\.(csv|json|geojson)\?", place) and text not in SQL[:3]:
                    continue
                answer = ask(site, place)
                asked += 1
                assert answer.status in (200, 400, 404), f"{place}: {answer.status}"
                assert "CREATE TABLE" not in answer.text and "SQLite error" not in answer.text, place
    assert asked > 500
    nothing = json.loads(ask(site, "/api/v1/declarations?q=" + urllib.parse.quote("zzzzqq' OR '1'='1")).text)
    assert nothing["total"] == 0
    assert counts(demo_store) == before


# Paths, addresses, headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd",
        "/static/..%2f..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/....//....//etc/passwd",
        "/static//etc/passwd",
        "/static/..\\..\\etc\\passwd",
        "/static/%00/etc/passwd",
        "/static/style.css%00.html",
        "/vendor/../../../../etc/passwd",
        "/vendor/%252e%252e/%252e%252e/etc/passwd",
        "/en/records/..%2f..%2fetc%2fpasswd/bytes",
        "/en/rules/..%2f..%2fPackage.swift",
        "/api/v1/map/..%2f..%2fetc%2fpasswd.geojson",
        "/api/v1/rules/%2e%2e%2fPackage.swift",
    ],
)
def test_no_path_leads_out(site: str, path: str) -> None:
    answer = ask(site, path)
    assert answer.status in (400, 404), f"{path}: {answer.status}"
    assert "root:" not in answer.text and "swift-tools-version" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/en//evil.example",
        "/en/\\evil.example",
        "///evil.example/%2f..",
        "/en?next=//evil.example",
        "/en/sign-in?next=//evil.example",
        "/en/sign-in?next=https:evil.example",
        "/?next=http://evil.example",
        "/design?next=//evil.example",
        "http://evil.example/",
    ],
)
def test_nobody_is_sent_elsewhere(site: str, path: str) -> None:
    answer = ask(site, path)
    place = answer.header("location")
    assert place is None or re.match(r"/[^/\\]", place), f"{path} -> {place}"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1@evil.example", "127.0.0.1.evil.example", "127.0.0.1, evil.example", "", "[::1].evil"])
def test_another_host_is_not_answered(site: str, host: str) -> None:
    for path in ("/", "/en/about", "/api/v1/rules", "/health"):
        answer = ask(site, path, Host=host)
        assert answer.status == 421, f"{host} {path}: {answer.status}"
        assert "evil" not in (answer.header("location") or "")
    forwarded = ask(site, "/", X_Forwarded_Host="evil.example", Forwarded="host=evil.example")
    assert "evil" not in str(forwarded.headers) + forwarded.text


@pytest.mark.parametrize("text", ["%0d%0aSet-Cookie:%20pwned=1", "%0aSet-Cookie:pwned=1", "%E5%98%8A%E5%98%8DSet-Cookie:pwned=1", "%0d%0a%0d%0a<script>"])
def test_no_text_becomes_a_header(site: str, text: str) -> None:
    paths = [f"/en/{text}", f"/{text}", f"/?x={text}", f"/en/findings?q={text}", f"/api/v1/findings.csv?q={text}", f"/en/search?q={text}"]
    for path in paths:
        answer = ask(site, path, Accept_Language=text)
        assert not any("pwned" in cookie for cookie in answer.all("set-cookie")), path
        assert "<script>" not in answer.text, path


# Files


def upload(site: str, parts: list[tuple[str, bytes]]) -> tuple[int, str]:
    token, cookie = form_token(site)
    body = multipart([('name="form_token"', token.encode()), *parts])
    answer = ask(site, "/en/import", "POST", body, Content_Type="multipart/form-data; boundary=edge", Cookie=cookie)
    return answer.status, answer.header("location") or answer.text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site with a store of one record, for files that are sent to it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "a.csv").write_text("id,date,category,text\nR-1,2026-01-01,environment,x\n")
    touchstone("import", folder / "a.csv", "--store", folder / "store", "--kind", "report")
    with guarded(folder / "store", folder / "log.txt", server_upload_limit_mib=2) as (_, port):
        yield f"http://127.0.0.1:{port}", folder / "store"


def test_archives_are_not_taken_and_never_unpacked(small: tuple[str, Path]) -> None:
    site, store = small
    bomb = gzip.compress(bytes(64 << 20))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../a.csv", bytes(16 << 20))
    before = scalar(store, "SELECT count(*) FROM receipt")
    for name, content in [("a.csv", bomb), ("a.json.gz", bomb), ("a.zip", archive.getvalue()), ("a.xlsx", archive.getvalue())]:
        status, said = upload(site, [(f'name="file"; filename="{name}"', content)])
        assert status == 415, f"{name}: {status}"
        assert "CSV" in said
    assert scalar(store, "SELECT count(*) FROM receipt") == before


@pytest.mark.parametrize(
    ("head", "content"),
    [
        ('name="file"; filename="a.html"', b"<p>"),
        ('name="file"; filename="a.svg"', b"<svg/>"),
        ('name="file"; filename="a.csv"', b"<!doctype html><script>"),
        ('name="file"; filename="a.csv"\r\nContent-Type: text/html', b"a,b"),
        ('name="file"; filename="a.csv"', b"\x7fELF\x02"),
        ('name="file"; filename="a.json"', b"a,b\n1,2\n"),
        ('name="file"; filename="a.csv"', b"a,b\n\x00\x01"),
    ],
)
def test_a_file_is_what_it_is_said_to_be(small: tuple[str, Path], head: str, content: bytes) -> None:
    assert upload(small[0], [(head, content)])[0] == 415


def test_a_name_leads_nowhere(small: tuple[str, Path]) -> None:
    site, store = small
    for number, name in enumerate(["../../../../tmp/owned.csv", "..\\..\\owned.csv", "/etc/cron.d/owned.csv", "\u202evsc.csv", '<img src=x onerror="x">.csv']):
        content = f"id,date,category,text\nN-{number},2026-01-01,environment,x\n".encode()
        quoted = name.replace('"', "%22")
        status, _ = upload(site, [('name="kind"', b"report"), (f'name="file"; filename="{quoted}"', content)])
        assert status == 303, name
    kept = [row[0] for row in rows(store, "SELECT file_name FROM receipt")]
    assert all(not re.search(r"[/\\<>\u202e]", name) for name in kept), kept
    assert not Path("/tmp/owned.csv").exists() and not list(store.rglob("owned*"))


def test_what_is_too_large_is_refused(small: tuple[str, Path]) -> None:
    site, _ = small
    file = ('name="file"; filename="a.csv"', b"id\n1\n")
    assert upload(site, [('name="file"; filename="a.csv"', b"id\n" + b"x" * (3 << 20))])[0] == 413
    assert upload(site, [('name="source"', b"x" * (1 << 17)), file])[0] == 413
    assert upload(site, [(f'name="f{number}"', b"x") for number in range(200)] + [file])[0] == 400
    assert upload(site, [('name="f"\r\nX: ' + "y" * 20_000, b"x"), file])[0] == 400
    token, cookie = form_token(site)
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    assert ask(site, "/en/findings/1/verdict", "POST", b"reason=" + b"x" * (2 << 20), **headers).status == 413
    many = "&".join(f"a{number}=1" for number in range(100_000)) + f"&form_token={token}"
    assert ask(site, "/en/findings/1/verdict", "POST", many.encode(), **headers).status in (400, 403)
    assert ask(site, "/en/about").status == 200


def test_deep_json_breaks_nothing(small: tuple[str, Path]) -> None:
    site, _ = small
    for content in (b"[" * 500_000, b'{"a":' * 200_000 + b"1" + b"}" * 200_000):
        status, place = upload(site, [('name="file"; filename="deep.json"', content)])
        assert status == 303
        assert ask(site, place).status == 200
    assert ask(site, "/ready").status in (200, 503)
    assert ask(site, "/en/").status == 200
