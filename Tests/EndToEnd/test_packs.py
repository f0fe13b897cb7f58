"""Country packs and modules as an office uses them: its own pack in a folder, checked, put in force, seen on the site."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, expect_success, rows, serving, touchstone

DOCUMENT = (ROOT / "docs/packs.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced texts of the document in that language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def run(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the binary with variables of the environment beside the usual ones."""
    return subprocess.run(
        [str(BINARY), *map(str, arguments)],
        env={**ENVIRONMENT, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The folder of packs of the document's worked example."""
    pack = tmp_path / "our-packs/zanj"
    pack.mkdir(parents=True)
    _, main, units = blocks("yaml")
    (pack / "pack.yaml").write_text(main, encoding="utf-8")
    (pack / "units.yaml").write_text(units, encoding="utf-8")
    return tmp_path / "our-packs"


def test_the_shipped_packs_are_sound() -> None:
    said = expect_success(touchstone("packs", "check"))
    assert re.match(r"4 packs, \d+ facts, \d+ of them from memory and not checked: no fault", said)
    listed = expect_success(touchstone("packs", "list"))
    for name in ("cd", "mz", "pe", "simulated"):
        assert re.search(rf"^{name} ", listed, re.MULTILINE)


@pytest.mark.parametrize("pack", ["cd", "mz", "pe", "simulated"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_is_shown_with_its_sources(pack: str, language: str) -> None:
    said = expect_success(touchstone("packs", "show", pack, "--language", language))
    assert "Sources" in said and "not known" in said or pack == "simulated"
    assert "from memory and not checked" in said


def test_the_worked_example_of_the_document(example: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    variables = {"TOUCHSTONE_PACKS": str(example), "TOUCHSTONE_COUNTRY": "zanj"}
    assert "1 packs, 4 facts, 1 of them" in expect_success(touchstone("packs", "check", example / "zanj"))
    listed = expect_success(run("packs", "list", **variables))
    assert re.search(r"^zanj .*in force", listed, re.MULTILINE)

    licences = tmp_path / "licences.csv"
    licences.write_text(blocks("csv")[0], encoding="utf-8")
    lots = tmp_path / "lots.csv"
    lots.write_text("id,mineral,mass_kg\nl-1,gold,0.25\n")
    expect_success(run("import", licences, lots, "--store", store, **variables))
    assert rows(store, "SELECT activity, type_text FROM licence") == [("mine", "Licença de Escavação")]

    first = expect_success(run("packs", "install", "zanj", "--store", store, **variables))
    assert "added" in first
    again = expect_success(run("packs", "install", "zanj", "--store", store, **variables))
    assert "is there" in again and "added" not in again
    assert rows(store, "SELECT name, kind, country, contact FROM agency WHERE kind = 'mines'") == [
        ("Registo Mineiro de Zanj", "mines", "XZ", "registo@zanj.example")
    ]

    (store / "touchstone.yaml").write_text(f"country: [zanj]\npacks: {example}\n")
    expect_success(touchstone("config", "check", "--store", store))
    expect_success(touchstone("assess", "--store", store))
    with serving(store, tmp_path / "log.txt") as site:
        assert urllib.request.urlopen(f"{site}/", timeout=30).geturl() == f"{site}/pt/"
        status, page = get(f"{site}/fr/country")
        assert status == 200 and "licence d’excavation" in page and "Registo Mineiro de Zanj" in page
        status, page = get(f"{site}/en/licences/z-1")
        assert status == 200 and "Licença de Escavação" in page and "digging licence" in page
        status, page = get(f"{site}/es/rules/X15-licence-status-dates")
        assert "45 days" in page and "cada seis semanas" in page and "Gazette 12 of 2021" in page
        facts = json.loads(get(f"{site}/api/v1/country")[1])
        assert [pack["id"] for pack in facts["packs"]] == ["zanj"]
        assert [unit["checked"] for unit in facts["packs"][0]["units"]] == [False]


def test_a_threshold_changes_what_assess_finds(tmp_path: Path) -> None:
    """A licence that counts as active forty days after its end: too long by the rule, not by the example's pack."""
    licence = tmp_path / "licences.csv"
    licence.write_text(
        "id,code,activity,status,granted,expires,vintage\na,A-1,mine,active,2020-01-01,2025-01-01,2025-02-10\n"
    )
    found = {}
    for name, country in (("plain", ""), ("mozambique", "mz")):
        store = tmp_path / name
        expect_success(run("import", licence, "--store", store, TOUCHSTONE_COUNTRY=country))
        expect_success(run("assess", "--store", store, TOUCHSTONE_COUNTRY=country))
        found[name] = rows(store, "SELECT count(*) FROM finding WHERE rule_id = 'X15-licence-status-dates'")[0][0]
    assert found == {"plain": 1, "mozambique": 0}


def test_a_unit_of_a_pack_serves_a_map(tmp_path: Path) -> None:
    """The maps are the project's; one more stands beside them in a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("Rules", "Public"):
        (home / name).symlink_to(ROOT / name)
    (home / "Content").mkdir()
    for item in (ROOT / "Content").iterdir():
        if item.name != "maps":
            (home / "Content" / item.name).symlink_to(item)
    (home / "Content/maps").mkdir()
    (home / "Content/maps/buyers.yaml").write_text(
        "kind: lot\nfields:\n  id: No\n  mineral: { constant: gold }\n  mass_kg: { column: Masuku, unit: masuku }\n"
    )
    book = tmp_path / "book.csv"
    book.write_text("No,Masuku\n1,8\n2,0.4\n")
    variables = {"TOUCHSTONE_HOME": str(home), "TOUCHSTONE_COUNTRY": "simulated"}
    expect_success(run("import", book, "--map", "buyers", "--store", tmp_path / "store", **variables))
    assert rows(tmp_path / "store", "SELECT id, mass_g FROM lot ORDER BY id") == [("1", 10), ("2", 0)]
    refused = run("import", book, "--map", "buyers", "--store", tmp_path / "other", TOUCHSTONE_HOME=str(home), TOUCHSTONE_COUNTRY="")
    assert refused.returncode == 1 and "masuku" in refused.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: xx\ncolour: red\n", "unknown key"),
        ("a: &a [x]\nb: [*a, *a]\n", "anchors"),
        ("[" * 100_000, "deep"),
        ("id: [\n", "YAML"),
        ("", "empty"),
    ],
)
def test_a_hostile_pack_is_refused_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    pack = tmp_path / "xx"
    pack.mkdir()
    (pack / "pack.yaml").write_text(text)
    result = touchstone("packs", "check", pack, timeout=60)
    assert result.returncode == 1
    assert re.search(r"xx/pack\.yaml:\d+: ", result.stdout) and said in result.stdout


def test_a_pack_that_is_not_there_stops_the_server_and_the_check(tmp_path: Path) -> None:
    (tmp_path / "touchstone.yaml").write_text("country: [atlantis]\n")
    result = touchstone("config", "check", "--store", tmp_path)
    assert result.returncode == 1 and "there is no pack atlantis; there are cd, mz, pe, simulated" in result.stderr


def test_a_threshold_that_fits_no_rule_is_said(example: Path) -> None:
    main = example / "zanj/pack.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("value: 45", "value: 99999"), encoding="utf-8")
    result = touchstone("packs", "check", example / "zanj")
    assert result.returncode == 1 and "at most 3650" in result.stdout


def test_modules_are_checked_and_listed(tmp_path: Path) -> None:
    wrong = run("config", "check", "--store", tmp_path, TOUCHSTONE_MODULES="findings")
    assert wrong.returncode == 1 and "needs `rules`" in wrong.stderr
    listed = json.loads(expect_success(run("modules", "--store", tmp_path, "--format", "json", TOUCHSTONE_MODULES="search")))
    assert {item["id"] for item in listed if item["on"]} == {"core", "search"}
    names = set(re.findall(r"^\| `([a-z]+)` \|", (ROOT / "docs/modules.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert names == {item["id"] for item in listed}


def test_a_module_that_is_off_answers_so(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "TOUCHSTONE_MODULES", "licensing,rules,findings,search")
    with serving(demo_store, tmp_path / "log.txt") as site:
        for language, said in zip(LANGUAGES, ("Switched off here", "Désactivé ici", "Desligado aqui", "Desactivado aquí")):
            status, page = get(f"{site}/{language}/lots")
            assert status == 404 and said in page
            status, page = get(f"{site}/{language}/")
            assert status == 200 and f'href="/{language}/lots' not in page and f'href="/{language}/sites' in page
        assert get(f"{site}/api/v1/lots")[0] == 404
        assert '"/lots"' not in get(f"{site}/api/v1/openapi.json")[1]
        assert "V6-circular-payments" not in get(f"{site}/api/v1/rules")[1]


def test_the_demo_country_has_its_pack(site: str, demo_store: Path) -> None:
    pack = json.loads(get(f"{site}/api/v1/country")[1])["packs"][0]
    activities = {term: kind["activity"] for kind in pack["licence_kinds"] for term in kind["terms"]}
    licences = rows(demo_store, "SELECT DISTINCT type_text, activity FROM licence WHERE type_text IS NOT NULL")
    assert len(licences) > 4 and {activities.get(term) == activity for term, activity in licences} == {True}
    status, page = get(f"{site}/en/country")
    assert status == 200 and "Republic of Auremar" in page and "Mining Cadastre of Auremar" in page
    assert "Scales at Auremar" in get(f"{site}/en/rules/V6-lot-gave-more")[1]
