"""Forms: a spreadsheet becomes a form, phones and pages fill it in, answers are kept once and taken away."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import itertools
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import requests
from attack import certificate, guarded
from pages import all_faults
from people import context_of, new_token, signed_in
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import LANGUAGES, ROOT, SHARED, expect_success, rows, scalar, serving, touchstone

PEERS = SHARED / "peers/community"
needs_peers = pytest.mark.skipif(
    not (PEERS / "fake_collect.py").is_file(), reason=f"*** NOT TESTED AGAINST fake_collect.py: there is no {PEERS} ***"
)


def spreadsheet(place: Path, version: str = "1", broken: bool = False) -> Path:
    """An XLSForm as somebody writes it: two languages, choices, a condition, a rule, a repeat, a picture."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label::English (en)", "label::Português (pt)", "hint::English (en)", "required", "relevant",
                   "constraint", "constraint_message::English (en)"])
    for row in [
        ["text", "village", "Village", "Aldeia", "As people call it", "yes"],
        ["select_one harm", "harm", "What is wrong?", "O que está mal?", None, "yes"],
        ["text", "other", "What else?", "Que mais?", None, None, "${harm} = 'other'"],
        ["integer", "people", "How many people drink it?", "Quantas pessoas bebem?", None, None, None, ". < 100000", "So many do not live here"],
        ["geopoint", "place", "Where?", "Onde?"],
        ["image", "photo", "Picture", "Imagem"],
        ["begin_repeat", "sample", "Sample", "Amostra"],
        ["decimal", "ph", "pH", "pH", None, None, None, ". >= 0 and . <= 14", "pH is 0 to 14"],
        ["end_repeat"],
        ["no_such_type" if broken else "note", "thanks", "Thank you", "Obrigado"],
    ]:
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label::English (en)", "label::Português (pt)"])
    for row in [["harm", "colour", "Its colour", "A cor"], ["harm", "smell", "Its smell", "O cheiro"], ["harm", "other", "Something else", "Outra coisa"]]:
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append(["Water watch", "water", version, "English (en)"])
    book.save(place)
    return place


def answers(instance: str, village: str = "Namanhumbir", photo: str = "", version: str = "1") -> bytes:
    return (
        f'<data id="water" version="{version}"><village>{village}</village><harm>smell</harm><people>40</people>'
        f"<place>-13.1 38.9 0 5</place><photo>{photo}</photo><sample><ph>4.5</ph></sample><sample><ph>7.2</ph></sample>"
        f"<thanks/><meta><instanceID>{instance}</instanceID></meta></data>"
    ).encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    place = folder / "store"
    said = expect_success(touchstone("forms", "add", spreadsheet(folder / "water.xlsx"), "--open", "--store", place))
    assert said.strip() == "1"
    return place


@pytest.fixture(scope="module")
def address(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    (store / "touchstone.yaml").write_text("log:\n  level: info\n  addresses: whole\n", encoding="utf-8")
    with serving(store, tmp_path_factory.mktemp("forms-server") / "log.txt", "--demo") as address:
        yield address


@pytest.fixture(scope="module")
def liaison(store: Path, address: str, browser: Browser) -> Iterator[BrowserContext]:
    context = context_of(browser, address, signed_in(store, "Fay Forms", "supervisor"), java_script_enabled=False)
    yield context
    context.close()


def token_of(store: Path, name: str, scopes: str = "hand_in") -> str:
    """A token for the data interface, of a liaison."""
    text = new_token("ts_")
    signed_in(store, name, "community_liaison")
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite", timeout=30)) as connection, connection:
        person = connection.execute("SELECT id FROM person WHERE name = ?", (name,)).fetchone()[0]
        connection.execute(
            "INSERT INTO api_token (person_id, digest, label, scopes, made_at, expires_at) VALUES (?, ?, 'phone', ?, ?, ?)",
            (person, hashlib.sha256(text.encode()).digest(), scopes, "2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"),
        )
    return text


# Phones


def collect(base: str, folder: Path, *options: str | Path, pem: Path | None = None) -> str:
    environment = {**os.environ, **({"REQUESTS_CA_BUNDLE": str(pem)} if pem else {})}
    result = subprocess.run(
        [sys.executable, PEERS / "fake_collect.py", base, "--out", folder, *map(str, options)],
        capture_output=True, text=True, timeout=120, env=environment,
    )
    assert result.returncode == 0 and "FAIL" not in result.stdout, result.stdout + result.stderr
    return result.stdout


@needs_peers
def test_collect_with_an_account_over_tls(tmp_path: Path) -> None:
    place = tmp_path / "store"
    expect_success(touchstone("forms", "add", PEERS / "cm_report.xlsx", "--open", "--store", place))
    token = token_of(place, "Coll Ector")
    pem, key = certificate(tmp_path, "forms")
    instance = tmp_path / "report.xml"
    with guarded(place, tmp_path / "log.txt", "--as-stranger", tls_certificate=pem, tls_key=key) as (_, port):
        base = f"https://127.0.0.1:{port}/odk"
        form = requests.get(f"{base}/formList", auth=("x", token), verify=str(pem), timeout=30)
        assert form.status_code == 200, form.text
        instance.write_text(
            '<data id="cm_report" version="20260101"><photo>a.jpg</photo><voice/>'
            "<meta><instanceID>uuid:5d4f7e2a-0000-4000-8000-000000000001</instanceID></meta></data>"
        )
        # Three pictures, larger together than is taken at once; one is named.
        (tmp_path / "a.jpg").write_bytes(picture(4_000_000))
        said = collect(base, tmp_path, "--user", "c@example.org", "--password", token, "--submit", instance, tmp_path / "a.jpg", pem=pem)
        assert said.count("ok ") >= 12 and "409" in said
        for wrong in ("ts_" + "0" * 49, "", token[:-1] + "x"):
            refused = requests.get(f"{base}/formList", auth=("x", wrong), verify=str(pem), timeout=30)
            assert refused.status_code == 401 and "OpenRosaResponse" in refused.text
    assert scalar(place, "SELECT count(*) FROM submission") == 1
    assert rows(place, "SELECT name, state FROM submission_file") == [("a.jpg", "kept")]
    log = (tmp_path / "log.txt").read_text(errors="replace")
    assert token not in log and "deviceID" not in log and "fakeCollect" not in log


def picture(size: int) -> bytes:
    """A photo with a comment in it, as large as wanted."""
    output = io.BytesIO()
    Image.effect_noise((1500, 1500), 100).convert("RGB").save(output, "JPEG", quality=95, comment=b"taken by Fay at 13.1 S")
    assert len(output.getvalue()) > size // 8
    return output.getvalue()


@needs_peers
def test_collect_by_the_link(address: str, store: Path, tmp_path: Path, liaison: BrowserContext) -> None:
    link = link_of(store, liaison, address)
    instance = tmp_path / "instance.xml"
    instance.write_bytes(answers("uuid:by-link"))
    said = collect(f"{address}/odk/f/{link}", tmp_path, "--submit", instance)
    assert "water md5 matches" in said
    assert rows(store, "SELECT received_by, length(received_at) FROM submission WHERE instance_id = 'uuid:by-link'") == [("", 10)]
    guess = requests.get(f"{address}/odk/f/{'a' * 27}/formList", timeout=30)
    assert guess.status_code == 200 and "<xform>" not in guess.text


def link_of(store: Path, liaison: BrowserContext, address: str) -> str:
    found = scalar(store, "SELECT link FROM form WHERE id = 1")
    if not found:
        page = liaison.new_page()
        page.goto(f"{address}/en/forms/1")
        page.get_by_role("button", name="Make a link").click()
        expect(page.get_by_text("The link was made")).to_be_visible()
        page.close()
        found = scalar(store, "SELECT link FROM form WHERE id = 1")
    return str(found)


def test_without_an_account_nobody_gets_in(address: str) -> None:
    answer = requests.get(f"{address}/odk/formList", timeout=30)
    assert answer.status_code == 401 and "Basic" in answer.headers["WWW-Authenticate"]
    assert requests.post(f"{address}/odk/submission", files={"xml_submission_file": ("a.xml", answers("uuid:x"))}, timeout=30).status_code == 401
    forged = requests.post(
        f"{address}/odk/submission", files={"xml_submission_file": ("a.xml", answers("uuid:x"))},
        headers={"Origin": "https://evil.example"}, timeout=30,
    )
    assert forged.status_code in (401, 403)


# Spreadsheets


def test_what_is_wrong_with_a_spreadsheet_is_said_with_its_row(store: Path, tmp_path: Path) -> None:
    result = touchstone("forms", "add", spreadsheet(tmp_path / "broken.xlsx", broken=True), "--store", store)
    assert result.returncode == 1 and "no_such_type" in result.stderr and "[row : 11]" in result.stderr, result.stderr
    again = touchstone("forms", "add", spreadsheet(tmp_path / "changed.xlsx"), "--store", store)
    assert again.returncode == 0 and again.stdout.strip() == "1"
    changed = spreadsheet(tmp_path / "changed.xlsx")
    book = openpyxl.load_workbook(changed)
    book["survey"]["C2"] = "Village or town"
    book.save(changed)
    refused = touchstone("forms", "add", changed, "--store", store)
    assert refused.returncode == 1 and "another version" in refused.stderr


def test_a_form_is_added_on_the_page(address: str, liaison: BrowserContext, tmp_path: Path) -> None:
    page = liaison.new_page()
    page.goto(f"{address}/en/forms")
    page.get_by_label("File (.xlsx, .xls or .xml)").set_input_files(spreadsheet(tmp_path / "broken.xlsx", version="9", broken=True))
    page.get_by_role("button", name="Add a form").click()
    expect(page.get_by_role("alert")).to_contain_text("[row : 11]")
    page.get_by_label("File (.xlsx, .xls or .xml)").set_input_files(spreadsheet(tmp_path / "second.xlsx", version="2"))
    page.get_by_role("button", name="Add a form").click()
    expect(page.get_by_text("The form was added")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Water watch")
    expect(page.get_by_role("link", name="second.xlsx")).to_be_visible()
    page.close()


# Pages


def filled(page: Page, village: str) -> None:
    """Fills the form in, without a script, up to the page before sending."""
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("There must be an answer")
    page.get_by_label("Village").fill(village)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What else?").fill("It <b>foams</b> & stinks")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("How many people drink it?").fill("100000")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("So many do not live here")
    expect(page.get_by_label("How many people drink it?")).to_have_value("100000")
    page.get_by_label("How many people drink it?").fill("40")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Where?").fill("-13.1 38.9")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("You choose it at the end")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("pH").fill("4.5")
    page.get_by_role("button", name="Add one").click()
    expect(page.get_by_label("pH")).to_have_count(2)
    page.get_by_label("pH").nth(1).fill("77")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_contain_text("pH is 0 to 14")
    page.get_by_label("pH").nth(1).fill("7")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Thank you")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Before you send")).to_be_visible()
    expect(page.get_by_text("It <b>foams</b> & stinks")).to_be_visible()


def test_filled_in_without_a_script_on_a_narrow_screen(address: str, store: Path, browser: Browser, liaison: BrowserContext) -> None:
    link = link_of(store, liaison, address)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{address}/en/f/{link}")
    filled(page, "Quissanga")
    # Pressed twice, and sent again behind the browser's back: one submission.
    fields = {each.get_attribute("name"): each.get_attribute("value") for each in page.locator("input[type=hidden]").all()}
    body = {**fields, "do": "send"}
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is kept")).to_be_visible()
    page.reload()
    expect(page.get_by_text("It is kept")).to_be_visible()
    for _ in range(2):
        again = requests.post(f"{address}/en/f/{link}", data=body, timeout=30)
        assert again.status_code == 200 and again.url.endswith("sent=1"), again.text
    found = rows(store, "SELECT CAST(xml AS TEXT), disagreements, channel FROM submission WHERE CAST(xml AS TEXT) LIKE '%Quissanga%'")
    assert len(found) == 1 and found[0][1:] == (0, "page")
    assert found[0][0].count("<sample>") == 2 and "It &lt;b&gt;foams" in found[0][0] and "40" in found[0][0]
    assert context.cookies() == [], "nothing stays in the browser"
    context.close()


def test_pages_in_every_language(address: str, store: Path, browser: Browser, liaison: BrowserContext) -> None:
    link = link_of(store, liaison, address)
    answer = scalar(store, "SELECT min(id) FROM submission")
    token = signed_in(store, "Reader Of Forms", "supervisor")
    visits = {None: (f"f/{link}",), token: ("forms", "forms/1", "forms/1/table", f"forms/1/answers/{answer}", "f/1")}
    for (who, places), width in itertools.product(visits.items(), (320, 1280)):
        context = context_of(browser, address, who, viewport={"width": width, "height": 800})
        page = context.new_page()
        for place, language in itertools.product(places, LANGUAGES):
            assert all_faults(page, f"{address}/{language}/{place}", language) == [], f"{language}/{place} at {width}"
        context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/pt/f/{link}")
    expect(page.get_by_label("Aldeia")).to_be_visible()
    context.close()


def test_one_answer_by_its_questions(address: str, store: Path, liaison: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(picture(1000))
    (tmp_path / "a.xml").write_bytes(answers("uuid:photo", "Balama", "photo.jpg"))
    assert expect_success(touchstone("forms", "send", tmp_path / "a.xml", tmp_path / "photo.jpg", "--store", store)).strip() == "kept"
    assert expect_success(touchstone("forms", "send", tmp_path / "a.xml", tmp_path / "photo.jpg", "--store", store)).strip() == "known"
    number = scalar(store, "SELECT id FROM submission WHERE instance_id = 'uuid:photo'")
    page = liaison.new_page()
    page.goto(f"{address}/pt/forms/1/answers/{number}")
    expect(page.get_by_text("O que está mal?")).to_be_visible()
    expect(page.get_by_text("O cheiro")).to_be_visible()
    expect(page.get_by_text("Balama")).to_be_visible()
    cookies = {cookie["name"]: cookie["value"] for cookie in liaison.cookies()}
    got = requests.get(f"{address}/pt/forms/1/answers/{number}/files/photo.jpg", cookies=cookies, timeout=30)
    assert got.status_code == 200 and got.headers["Content-Type"] == "image/jpeg"
    assert "attachment" in got.headers["Content-Disposition"] and "sandbox" in got.headers["Content-Security-Policy"]
    assert b"taken by Fay" not in got.content and b"taken by Fay" in (tmp_path / "photo.jpg").read_bytes()
    page.close()
    assert rows(store, "SELECT count(*) > 0 FROM access WHERE action = 'submission-read'") == [(1,)]


def test_the_number_of_a_form_opens_to_those_who_may_hand_in(address: str, store: Path) -> None:
    for role, status in (("trainee", 404), ("auditor", 404), ("inspector", 200), (None, 404)):
        cookies = {"touchstone_session": signed_in(store, f"Some {role}", role)} if role else {}
        assert requests.get(f"{address}/en/f/1", cookies=cookies, timeout=30).status_code == status, role
    assert requests.post(f"{address}/en/f/1", data={"do": "next"}, timeout=30).status_code == 404


# Files to take away


def test_everything_can_be_taken_away_and_read_by_others(store: Path, address: str, liaison: BrowserContext, tmp_path: Path) -> None:
    expect_success(touchstone("forms", "send", made(tmp_path, "uuid:export", "=Chiúre & Filhos"), "--store", store))
    total = scalar(store, "SELECT count(*) FROM submission s WHERE form_id = 1 AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.corrects = s.instance_id)")

    def export(*options: str) -> str:
        return expect_success(touchstone("forms", "export", "1", *options, "--store", store))

    table = list(csv.DictReader(io.StringIO(export("--format", "csv"))))
    assert len(table) == total
    mine = next(row for row in table if row["KEY"] == "uuid:export")
    assert mine["village"] == "'=Chiúre & Filhos" and mine["harm"] == "smell" and mine["_channel"] == "file"
    samples = list(csv.DictReader(io.StringIO(export("--format", "csv", "--table", "1"))))
    assert [row["ph"] for row in samples if row["PARENT_KEY"] == "uuid:export"] == ["4.5", "7.2"]
    whole = json.loads(export("--format", "json"))
    mine = next(row for row in whole if row["KEY"] == "uuid:export")
    assert mine["village"] == "=Chiúre & Filhos" and mine["people"] == 40 and mine["other"] is None
    assert [row["ph"] for row in mine["sample"]] == [4.5, 7.2]
    places = json.loads(export("--format", "geojson"))
    assert {"type": "Point", "coordinates": [38.9, -13.1]} in [feature["geometry"] for feature in places["features"]]
    file = tmp_path / "answers.xlsx"
    export("--format", "xlsx", "--to", str(file))
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["answers", "sample"]
    lines = list(book["answers"].iter_rows(values_only=True))
    column = {name: place for place, name in enumerate(lines[0])}
    mine = next(line for line in lines[1:] if line[column["KEY"]] == "uuid:export")
    assert len(lines) == total + 1 and mine[column["village"]] == "=Chiúre & Filhos" and mine[column["people"]] == 40
    assert book["answers"].cell(2, column["village"] + 1).data_type == "s", "a text is no formula"
    # The page gives the same.
    cookies = {cookie["name"]: cookie["value"] for cookie in liaison.cookies()}
    for kind in ("csv", "json", "geojson", "xlsx"):
        got = requests.get(f"{address}/en/forms/1/export/{kind}", cookies=cookies, timeout=30)
        assert got.status_code == 200 and "attachment" in got.headers["Content-Disposition"], kind
        assert (got.content == file.read_bytes()) == (kind == "xlsx")
    listed = requests.get(f"{address}/api/v1/forms", cookies=cookies, timeout=30).json()
    assert listed["items"][0]["answers"] == total
    assert len(requests.get(f"{address}/api/v1/forms/1/answers", cookies=cookies, timeout=30).json()) == total


def made(folder: Path, instance: str, village: str) -> Path:
    file = folder / "instance.xml"
    file.write_bytes(answers(instance, village.replace("&", "&amp;")))
    return file


def test_unknown_is_counted_and_cases_stand_side_by_side(address: str, store: Path, liaison: BrowserContext) -> None:
    page = liaison.new_page()
    page.goto(f"{address}/en/forms/1")
    page.get_by_role("button", name="It is a case study").click()
    page.goto(f"{address}/en/forms/1/table")
    expect(page.get_by_role("heading", name="Cases side by side")).to_be_visible()
    total = int(scalar(store, "SELECT count(*) FROM submission WHERE form_id = 1"))
    row = page.locator("table.data tbody tr").filter(has_text=re.compile("^other"))
    cells = [text for text in row.locator("td").all_inner_texts()]
    known = sum("<other>" in xml for (xml,) in rows(store, "SELECT CAST(xml AS TEXT) FROM submission WHERE form_id = 1"))
    assert [int(cell.strip()) for cell in cells[1:]] == [known, total - known]
    page.close()


def test_the_code_for_phones_is_what_collect_reads(address: str, store: Path, liaison: BrowserContext) -> None:
    """The settings in the code: drawn by us, so read from the drawing's source by making them again."""
    page = liaison.new_page()
    page.goto(f"{address}/en/forms/1")
    assert page.locator("svg.qr").count() >= 1
    expect(page.get_by_text(f"{address}/odk", exact=True)).to_be_visible()
    page.close()


def test_closed_is_told_and_set_aside(store: Path, address: str, tmp_path: Path) -> None:
    token = token_of(store, "Late Comer")
    expect_success(touchstone("forms", "close", "1", "--store", store))
    late = requests.post(
        f"{address}/odk/submission", auth=("x", token), files={"xml_submission_file": ("a.xml", answers("uuid:late"))},
        headers={"Accept-Language": "pt"}, timeout=30,
    )
    assert late.status_code == 403 and "fechado" in late.text
    assert rows(store, "SELECT reason, instance_id FROM set_aside WHERE reason = 'closed'") == [("closed", "uuid:late")]
    expect_success(touchstone("forms", "open", "1", "--store", store))
    kept = requests.post(f"{address}/odk/submission", auth=("x", token), files={"xml_submission_file": ("a.xml", answers("uuid:late"))}, timeout=30)
    assert kept.status_code == 201


def test_the_worked_example_of_the_document(tmp_path: Path) -> None:
    page = (ROOT / "docs/forms.md").read_text(encoding="utf-8").partition("a worked example\n")[2].partition("\n## ")[0]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("survey", "choices", "settings"):
        sheet = book.create_sheet(name)
        table = page.partition(f"`{name}`:\n\n")[2].partition("\n\n")[0].splitlines()
        for line in [table[0], *table[2:]]:
            sheet.append([cell.strip() or None for cell in line.strip("|").split("|")])
    book.save(tmp_path / "water.xlsx")
    (tmp_path / "report.xml").write_text(page.partition("```xml\n")[2].partition("```")[0], encoding="utf-8")
    count = 0
    for block in re.findall(r"(?:^    .*\n)+", page, re.M):
        lines = [line[4:] for line in block.splitlines()]
        starts = [place for place, line in enumerate(lines) if line.startswith("touchstone ")] + [len(lines)]
        for start, end in zip(starts, starts[1:]):
            said = expect_success(touchstone(*lines[start].split()[1:], cwd=tmp_path))
            assert said.splitlines() == lines[start + 1 : end], lines[start]
            count += 1
    assert count == 5
