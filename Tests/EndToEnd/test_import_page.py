"""A person hands a file in on a page: it is counted, and what could not be read is shown with its reason."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect
from product import expect_success, rows, scalar, serving, touchstone

HEADER = "id,direction,date,hs_code,description,origin,partner,office,declarant,exporter,importer,net_mass_kg,value,currency\n"


def line(number: int, mass: str = "1000") -> str:
    return f"D-{number},export,2026-03-0{number},261590,Tantalum ore,CD,AE,Port,b-1,x-1,i-1,{mass},50000.00,USD\n"


def test_a_file_is_taken_in_and_a_bad_line_is_shown(browser: Browser, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = tmp_path / "first.csv"
    first.write_text(HEADER + line(1))
    expect_success(touchstone("import", first, "--store", store, "--kind", "declaration"))
    upload = tmp_path / "handed-in.csv"
    upload.write_text(HEADER + line(2) + line(3, mass="-5") + line(4))

    with serving(store, tmp_path / "log.txt") as site:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{site}/en/import")
        page.locator("input[type=file]").set_input_files(upload)
        submit = page.locator("form:has(input[type=file]) :is(button[type=submit], button:not([type]), input[type=submit])")
        if submit.count() and submit.first.is_visible():
            submit.first.click()
        expect(page.locator("main")).to_contain_text("handed-in.csv", timeout=30_000)
        expect(page.locator("main a[href*='/quarantine']").first).to_be_visible(timeout=30_000)
        # The title follows the state.
        expect(page.locator("h1")).to_have_text("Import complete", timeout=30_000)
        expect(page).to_have_title(re.compile("^Import complete"))

        page.goto(f"{site}/en/quarantine")
        entry = page.locator("main table tbody tr", has_text="handed-in.csv")
        expect(entry).to_have_count(1)
        expect(entry).to_contain_text("3")
        expect(entry).to_contain_text("“-5”")
        expect(entry).to_contain_text("a mass in kg (the number is below zero)")
        page.goto(f"{site}/fr/quarantine")
        expect(page.locator("main table tbody tr")).to_contain_text("une masse en kg (le nombre est négatif)")
        context.close()

    assert rows(store, "SELECT id FROM declaration ORDER BY id") == [("D-1",), ("D-2",), ("D-4",)]
    assert scalar(store, "SELECT line FROM quarantine") == 3
