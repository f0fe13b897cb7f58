"""A community adds its own language by a spreadsheet, and somebody reports and reads the answer in it."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from playwright.sync_api import Browser, expect
from product import expect_success, rows, serving, touchstone

PASSPHRASE = "four old trees by the river"
PATIENCE = 21


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("languages")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    return folder / "store"


@pytest.fixture(scope="module")
def address(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(store, tmp_path_factory.mktemp("languages-server") / "log.txt") as address:
        yield address


def translated(store: Path, code: str, name: str) -> str:
    """The template with every text said in a made-up way."""
    template = expect_success(touchstone("languages", "template", code, "--base", "fr", "--store", store))
    lines = list(csv.reader(io.StringIO(template.removeprefix("\ufeff"))))
    assert lines[0] == ["key", "fr", code] and len(lines) > 120
    for line in lines[1:]:
        line[2] = name if line[0] == "name" else f"{line[1]} ~"
    sheet = io.StringIO()
    csv.writer(sheet).writerows(lines)
    return sheet.getvalue()


def test_report_and_answer_in_a_language_of_their_own(
    store: Path, address: str, browser: Browser, tmp_path: Path
) -> None:
    assert "There is none" in expect_success(touchstone("languages", "--store", store))
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    assert page.goto(f"{address}/sw/r").status == 404
    sheet = tmp_path / "kiswahili.csv"
    sheet.write_text(translated(store, "sw", "Kiswahili"), encoding="utf-8")
    said = expect_success(touchstone("languages", "add", sheet, "--store", store))
    assert "0 lines were left out; 0 texts are shown in fr" in said

    officer = context_of(browser, address, signed_in(store, "Lia Liaison", "community_liaison"))
    key = officer.new_page()
    key.goto(f"{address}/en/inbox/key")
    key.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    key.get_by_label("The same again").fill(PASSPHRASE)
    key.get_by_role("button", name="Make a key").click()
    key.get_by_label("Anything", exact=True).check()
    key.get_by_role("button", name="Keep", exact=True).click()

    # The running server has it; each page for reporters leads there.
    page.goto(f"{address}/fr/r")
    page.get_by_role("link", name="Kiswahili").click()
    assert page.url == f"{address}/sw/r" and page.locator("html").get_attribute("lang") == "sw"
    expect(page.get_by_role("heading", level=1)).to_have_text("Dites-nous ce qui s’est passé ~")
    page.locator("#text").fill("Maji ni mabaya")
    time.sleep(PATIENCE)
    page.get_by_role("button", name="Sceller et envoyer ~").click()
    receipt = " ".join(page.locator(".receipt li").all_inner_texts())
    assert len(receipt.split()) == 9 and page.url == f"{address}/sw/r"
    report = officer.new_page()
    report.goto(f"{address}/en/inbox/1")
    report.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    report.get_by_role("button", name="Open it").click()
    expect(report.get_by_text("Maji ni mabaya")).to_be_visible()
    expect(report.get_by_text("An answer is understood in: Français")).to_be_visible()
    report.get_by_label("Answer. Ask nothing").fill("Depuis quand ?")
    report.get_by_role("button", name="Seal and send").click()
    page.goto(f"{address}/sw/r/thread")
    page.locator("#receipt").fill(receipt)
    page.locator("form button").click()
    expect(page.get_by_text("Depuis quand ?")).to_be_visible()
    assert page.url == f"{address}/sw/r/thread"
    context.close()
    officer.close()


def test_pages_are_right(store: Path, address: str, browser: Browser) -> None:
    """With the script too: it stays in its language, and answers are asked for in one that is understood."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in ("r", "r/thread", "r/paper"):
        visit = open_page(page, f"{address}/sw/{path}")
        assert visit.faults + shape_faults(page, "sw") + accessibility_faults(page) == [], path
    page.goto(f"{address}/sw/r")
    assert page.locator("html").get_attribute("data-answer") == "fr"
    assert page.goto(f"{address}/sw/findings").status == 404, "the rest of the site is in its own languages"
    assert page.goto(f"{address}/sw/r/complaint").status == 404
    assert page.goto(f"{address}/xx/r").status == 404
    context.close()


def test_faults_are_named_and_a_language_goes_again(store: Path, address: str, tmp_path: Path) -> None:
    sheet = tmp_path / "emakhuwa.csv"
    sheet.write_text(
        "key,pt,vmw\nname,x,Emakhuwa\nreport.title,x,Nihimeeryeni\nno.such,x,y\nreceipt.suggestion,x,y\n", encoding="utf-8"
    )
    result = touchstone("languages", "add", sheet, "--store", store)
    expect_success(result)
    assert "emakhuwa.csv:4: there is no text" in result.stderr and "emakhuwa.csv:5: receipt.suggestion" in result.stderr
    assert "2 lines were left out" in result.stdout
    broken = tmp_path / "broken.csv"
    broken.write_text("key,de,vmw\nname,x,Emakhuwa\n", encoding="utf-8")
    refused = touchstone("languages", "add", broken, "--store", store)
    assert refused.returncode != 0 and "is no language of the site" in refused.stderr
    table = expect_success(touchstone("languages", "--store", store))
    assert "Emakhuwa" in table and "Kiswahili" in table
    expect_success(touchstone("languages", "remove", "vmw", "--store", store))
    assert "Emakhuwa" not in expect_success(touchstone("languages", "--store", store))
    # Nothing is lost: the sheets are there.
    assert rows(store, "SELECT count(*) FROM language_sheet WHERE code = 'vmw'") == [(2,)]
