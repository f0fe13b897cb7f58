"""The standards of data exchange: ICGLR mining data and UNTP, from file to fact, to verdict and back."""

from __future__ import annotations

import contextlib
import copy
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from product import ROOT, SHARED, expect_success, rows, touchstone

VECTORS = SHARED / "vectors/traceability"
EXAMPLES = (
    "mine-site-example",
    "mine-site-with-multiple-inspections-example",
    "lot-example",
    "lot-transformation-example",
    "export-certificate-example",
)


def example(name: str, profile: str = "core") -> Path:
    path = VECTORS / f"icglr/{profile}/examples/json/{name}.json"
    assert path.exists(), f"the published examples are missing: {path}"
    return path


def from_page(page: str) -> Any:
    """The JSON of the worked example of a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return json.loads(re.search(r"```json\n(.*?)```", text, re.S)[1])


# Our own records: a cooperative, its site, its lot, the lot's certificate.

PARTY = {
    "identifier": "C-1",
    "name": "Cooperative One",
    "tin": "N/A",
    "legalAddress": {"country": "RW", "addressLocalityText": "Muhanga"},
    "contactDetails": {
        "legalRepresentative": "A. N. Other",
        "contactPhoneNumber": "+250788000001",
        "contactEmail": "one@example.org",
    },
}
SITE_NUMBER = "RW-1.9641+30.0619-00001"


def lot(number: str, **changes: Any) -> dict[str, Any]:
    return {
        "lotNumber": number,
        "dateRegistration": "2026-03-05",
        "timeRegistration": "103000",
        "creator": PARTY,
        "mineral": "2609.00.00",
        "concentration": 62.5,
        "mass": 480,
        "unitOfMeasurement": "KGM",
        "mineSiteId": SITE_NUMBER,
        "creatorRole": [1],
        "originatingOperation": [1],
        "tag": {"identifier": f"T-{number}", "issuer": PARTY, "issueDate": "2026-03-05", "issueTime": "093000"},
        **changes,
    }


SITE = {
    "icglrId": SITE_NUMBER,
    "addressCountry": "RW",
    "nationalId": "N-1",
    "certificationStatus": 1,
    "activityStatus": 1,
    "mineSiteLocation": {"geolocalization": {"latitude": -1.9641, "longitude": 30.0619}},
    "mineral": ["2609.00.00"],
    "license": [{"licenseType": "unlicensed", "coveredCommodities": ["2609.00.00"]}],
    "owner": PARTY,
    "statusChange": [{"dateOfChange": "2026-01-10", "newStatus": 1}],
}
CERTIFICATE = {
    "issuingCountry": "RW",
    "identifier": "RW-2026-1",
    "exporter": PARTY,
    "importer": PARTY,
    "lotNumber": "L-1",
    "typeOfOre": "2609.00.00",
    "lotWeight": 480,
    "lotWeightUOM": "KGM",
    "lotGrade": "62.5 %",
    "mineralOrigin": "RW",
    "customsValue": "USD 9000",
    "dateOfShipment": "2026-04-01",
    "memberStateIssuingAuthority": "Mines board",
    "nameOfVerifier": "V",
    "positionOfVerifier": "Inspector",
    "dateOfVerification": "2026-03-09",
    "nameOfValidator": "W",
    "dateOfIssuance": "2026-03-10",
    "dateOfExpiration": "2026-06-08",
    "certificateFile": "certificate.pdf",
}


class Registry(BaseHTTPRequestHandler):
    """A server that conforms at level 2, and, told to, one that does not."""

    collections = {
        "/mine-sites": ("icglrId", [SITE]),
        "/export-certificates": ("identifier", [CERTIFICATE]),
        "/lots": ("lotNumber", [lot("L-1"), lot("L-2"), lot("L-3")]),
    }
    codes = {"certificationStatus": "0123", "issuingCountry": ("RW", "CD", "rw", "cd"), "originatingOperation": "12345678"}
    faults: set[str] = set()
    token: str | None = None
    posted = 0

    def log_message(self, *arguments: Any) -> None:
        pass

    def answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status: int) -> None:
        body = {"code": "REFUSED", "message": "No.", "timestamp": "2026-03-10T08:00:00Z"}
        if "error-body" in self.faults:
            del body["timestamp"]
        self.answer(200 if "not-found" in self.faults and status == 404 else status, body)

    def is_let_in(self) -> bool:
        return self.token is None or self.headers.get("Authorization") == f"Bearer {self.token}"

    def do_POST(self) -> None:
        type(self).posted += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.refuse(400)

    def do_GET(self) -> None:
        if not self.is_let_in():
            return self.refuse(401)
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for path, (identifier, records) in self.collections.items():
            if parts.path == path:
                return self.list(records, query)
            if parts.path.startswith(path + "/"):
                if identifier == "identifier" and "issuingCountry" not in query:
                    return self.refuse(400)
                wanted = unquote(parts.path.rsplit("/", 1)[1])
                found = [record for record in records if record[identifier] == wanted]
                return self.answer(200, found[0]) if found else self.refuse(404)
        return self.refuse(404)

    def list(self, records: list[dict[str, Any]], query: dict[str, str]) -> None:
        page, limit = int(query.pop("page", 1)), int(query.pop("limit", 20))
        if limit < 1 or any(value not in self.codes[name] for name, value in query.items() if name in self.codes):
            return self.refuse(400)
        for name, value in query.items():
            if "filter" not in self.faults:
                records = [record for record in records if value.lower() in str(record.get(name, "")).lower()]
        pages = -(-len(records) // limit)
        shown = copy.deepcopy(records[(page - 1) * limit : page * limit])
        if "required" in self.faults:
            for record in shown:
                record.pop("owner", None)
        body = {
            "data": shown,
            "pagination": {
                "page": page,
                "limit": limit,
                "total": len(records),
                "totalPages": pages,
                "hasNext": page < pages,
                "hasPrevious": page > 1,
            },
        }
        if "pagination" in self.faults:
            del body["pagination"]
        self.answer(200, body)


@contextlib.contextmanager
def registry(faults: set[str] = frozenset(), token: str | None = None) -> Iterator[tuple[str, type[Registry]]]:
    handler = type("Asked", (Registry,), {"faults": set(faults), "token": token, "posted": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def outcomes(report: str) -> dict[str, str]:
    return {check["check"]: check["outcome"] for check in json.loads(report)["checks"]}


# Conformance, level 1


@pytest.mark.parametrize("profile", ["core", "rwanda"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_conforms(profile: str, name: str) -> None:
    expect_success(touchstone("conformance", "icglr", example(name, profile), "--profile", profile))


@pytest.mark.parametrize("profile", ["core", "rwanda"])
def test_the_published_examples_together_contradict_each_other(profile: str) -> None:
    folder = VECTORS / f"icglr/{profile}/examples/json"
    result = touchstone("conformance", "icglr", folder, "--profile", profile, "--format", "json")
    assert result.returncode == 1
    failed = {check for check, outcome in outcomes(result.stdout).items() if outcome == "fail"}
    assert "certificate-lot" in failed and failed - {"certificate-lot", "incoming-weight"} == ({"unique"} if profile == "rwanda" else set())


def test_the_example_of_the_page_says_what_the_page_says(tmp_path: Path) -> None:
    file = tmp_path / "lot.json"
    file.write_text(json.dumps(from_page("icglr.md")))
    result = touchstone("conformance", "icglr", "lot.json", cwd=tmp_path)
    assert result.returncode == 1
    page = (ROOT / "docs/icglr.md").read_text(encoding="utf-8")
    session = page.split("    $ touchstone conformance icglr lot.json\n", 1)[1].split("\n\n", 1)[0]
    for line in session.splitlines():
        if line.strip() != "…":
            assert line.removeprefix("    ") in result.stdout.splitlines()


def test_the_answer_comes_in_each_language(tmp_path: Path) -> None:
    titles = {}
    for language in ("en", "fr", "pt", "es"):
        command = ["conformance", "icglr", example("lot-example"), "--format", "json", "--language", language]
        report = json.loads(expect_success(touchstone(*command)))
        titles[language] = [check["title"] for check in report["checks"]]
        assert all(title and not title.startswith("conformance.") for title in titles[language])
    assert len({tuple(title) for title in titles.values()}) == 4


def test_xml_and_lines_are_checked_too(tmp_path: Path) -> None:
    lines = tmp_path / "lots.jsonl"
    lines.write_text("\n".join(json.dumps(lot(f"L-{number}")) for number in range(3)))
    expect_success(touchstone("conformance", "icglr", lines))
    batch = tmp_path / "batch.xml"
    batch.write_text("<MiningData><Lot><lotNumber>L</lotNumber><mass>much</mass></Lot></MiningData>")
    result = touchstone("conformance", "icglr", batch, "--format", "json")
    findings = {f["path"] for check in json.loads(result.stdout)["checks"] for f in check["findings"]}
    assert "$[0].mass" in findings and "$[0].creator" in findings
    broken = tmp_path / "broken.json"
    broken.write_text('{"lotNumber": "L", "lotNumber": "M"}')
    result = touchstone("conformance", "icglr", broken, "--format", "json")
    assert outcomes(result.stdout)["syntax"] == "fail"


def test_the_schema_that_is_printed_is_json() -> None:
    for profile in ("core", "rwanda"):
        schema = json.loads(expect_success(touchstone("conformance", "icglr", "--print-schema", "--profile", profile)))
        assert {"Lot", "MineSite", "ExportCertificate", "Tag", "Tax"} <= set(schema["$defs"])
        assert schema["$defs"]["Lot"]["allOf"][0]["then"]["required"][:2] == ["mineSiteId", "tag"]


# Conformance, level 2


def test_a_server_that_conforms(tmp_path: Path) -> None:
    with registry() as (address, _):
        report = expect_success(touchstone("conformance", "icglr", address, "--allow-loopback", "--format", "json"))
    found = outcomes(report)
    assert json.loads(report)["records"] == {"MineSite": 1, "ExportCertificate": 1, "Lot": 3}
    level_two = {"list", "item", "list-records", "pagination", "filter", "filter-case", "not-found", "bad-request"}
    assert {found[check] for check in level_two | {"error-body", "certificate-country"}} == {"pass"}
    assert found["create"] == found["authentication"] == "not-applicable"


@pytest.mark.parametrize("fault", ["pagination", "filter", "not-found", "error-body", "required"])
def test_a_server_that_does_not(fault: str) -> None:
    with registry({fault}) as (address, _):
        result = touchstone("conformance", "icglr", address, "--allow-loopback", "--format", "json")
    assert result.returncode == 1
    assert outcomes(result.stdout)[fault] == "fail"


def test_a_token_is_sent_and_that_it_is_needed_is_checked(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("secret\n")
    command = ["--allow-loopback", "--format", "json", "--token-file", token]
    with registry(token="secret") as (address, _):
        assert outcomes(expect_success(touchstone("conformance", "icglr", address, *command)))["authentication"] == "pass"
    with registry() as (address, _):
        result = touchstone("conformance", "icglr", address, *command)
    assert outcomes(result.stdout)["authentication"] == "fail"


def test_nothing_is_posted_unless_asked_for() -> None:
    for option, count in (([], 0), (["--post"], 3)):
        with registry() as (address, handler):
            expect_success(touchstone("conformance", "icglr", address, "--allow-loopback", *option))
            assert handler.posted == count


def test_this_machine_is_not_asked_unless_allowed() -> None:
    with registry() as (address, _):
        result = touchstone("conformance", "icglr", address)
    assert result.returncode == 1 and result.stdout == ""
    assert "--allow-loopback" in result.stderr


def test_level_two_needs_an_address() -> None:
    assert touchstone("conformance", "icglr", example("lot-example"), "--level", "2").returncode == 64


# Import


def taken(tmp_path: Path, name: str, content: Any, *options: str) -> Path:
    file = tmp_path / name
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    expect_success(touchstone("import", file, "--store", tmp_path / "store", *options))
    return tmp_path / "store"


def test_records_become_facts(tmp_path: Path) -> None:
    formed = lot(
        "L-2",
        originatingOperation=[4],
        inputLot=[{"lotNumber": "L-1", "consumedGrams": 400500}],
        mass=0.35,
        unitOfMeasurement="TNE",
        tag={"identifier": "T-2", "issuer": PARTY, "issueDate": "2026-03-06", "issueTime": "000000"},
        recipient={**PARTY, "identifier": "C-2", "name": "Buyer"},
        dateShipped="2026-03-08",
        taxPaid=[{"taxType": "Royalty", "taxAmount": 12.5, "currency": "USD", "taxAuthority": "Revenue"}],
    )
    store = taken(tmp_path, "batch.json", [SITE, lot("L-1"), formed, CERTIFICATE])
    assert rows(store, "SELECT id, lon, lat, status, minerals FROM site") == [(SITE_NUMBER, 30.0619, -1.9641, "active", "tin")]
    assert rows(store, "SELECT date, status, basis FROM site_status") == [("2026-01-10", "green", "change")]
    assert rows(store, "SELECT id, mass_g, grade_ppm, mineral, tag FROM lot ORDER BY id") == [
        ("L-1", 480000, 625000, "tin", "T-L-1"),
        ("L-2", 350000, 625000, "tin", "T-2"),
    ]
    assert rows(store, "SELECT kind, step, time FROM event ORDER BY time, kind") == [
        ("object", "commissioning", "2026-03-05T10:30:00.000Z"),
        ("transformation", "creating_class_instance", "2026-03-05T10:30:00.000Z"),
        ("object", "shipping", "2026-03-08T00:00:00.000Z"),
    ]
    used = rows(store, "SELECT lot_id, mass_g FROM event_lot WHERE role = 'used'")
    assert used == [("L-1", 400500)]
    assert rows(store, "SELECT id, name FROM party WHERE superseded_by IS NULL ORDER BY id") == [
        ("C-1", "Cooperative One"),
        ("C-2", "Buyer"),
    ]
    assert rows(store, "SELECT payer, amount_minor, currency, purpose FROM payment") == [("C-1", 1250, "USD", "Royalty")]
    assert rows(store, "SELECT id, lot, mass_g, value_minor, expires FROM certificate") == [
        ("RW:RW-2026-1", "L-1", 480000, 900000, "2026-06-08")
    ]
    assert rows(store, "SELECT id, issuer FROM tag ORDER BY id") == [("T-2", "C-1"), ("T-L-1", "C-1")]
    expect_success(touchstone("verify-store", "--store", store))


@pytest.mark.parametrize("profile", ["core", "rwanda"])
def test_the_published_examples_are_taken(profile: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for name in EXAMPLES:
        expect_success(touchstone("import", example(name, profile), "--store", store))
    assert rows(store, "SELECT count(*) FROM quarantine") == [(0,)]
    assert rows(store, "SELECT count(*) FROM site") == [(2,)]
    assert rows(store, "SELECT count(*) FROM certificate") == [(1,)]
    assert rows(store, "SELECT count(*) FROM lot") == [(2,)]
    expect_success(touchstone("assess", "--store", store))


def test_a_faulty_record_is_set_aside_and_the_others_are_taken(tmp_path: Path) -> None:
    bad = lot("L-2")
    bad["creator"] = {**PARTY, "contactDetails": {**PARTY["contactDetails"], "contactPhoneNumber": "none"}}
    store = taken(tmp_path, "lots.json", [bad, lot("L-1"), lot("L-3", mass="much"), lot("L-4")])
    assert rows(store, "SELECT id FROM lot ORDER BY id") == [("L-1",), ("L-4",)]
    assert rows(store, "SELECT path, code FROM quarantine ORDER BY id") == [
        ("$.creator.contactDetails.contactPhoneNumber", "bad-code"),
        ("$.mass", "wrong-type"),
    ]
    corrected = tmp_path / "corrected.json"
    corrected.write_text(json.dumps(lot("L-3"), indent=2))
    expect_success(touchstone("quarantine", "retry", "2", "--with", corrected, "--store", store))
    assert rows(store, "SELECT id FROM lot WHERE superseded_by IS NULL ORDER BY id") == [("L-1",), ("L-3",), ("L-4",)]


def test_files_handed_in_again_and_in_another_order_give_the_same_facts(tmp_path: Path) -> None:
    query = "SELECT id, mass_g, site, tag FROM lot WHERE superseded_by IS NULL ORDER BY id"
    lots = [lot(f"L-{number}", timeRegistration=f"10{number:02}00") for number in range(8)]
    states = []
    for name, order in (("one", lots), ("two", [*reversed(lots), *lots])):
        store = tmp_path / name / "store"
        (tmp_path / name).mkdir()
        for number, record in enumerate(order):
            file = tmp_path / name / f"{number}.json"
            file.write_text(json.dumps(record))
            expect_success(touchstone("import", file, "--store", store, "--quiet"))
        states.append(rows(store, query))
    assert states[0] == states[1] and len(states[0]) == 8


def test_hostile_files_are_refused_or_set_aside(tmp_path: Path) -> None:
    store = tmp_path / "store"
    contents = [
        json.dumps([lot("L" * 100_000, mass=10**17)]),
        json.dumps([{"lotNumber": ["x"] * 1000, "originatingOperation": {"a": [[[[]]]]}}] * 50),
        '<MiningData><Lot><lotNumber>&#0;</lotNumber></Lot></MiningData>',
        '<!DOCTYPE x [<!ENTITY a "b">]><MiningData><Lot><lotNumber>&a;</lotNumber></Lot></MiningData>',
        json.dumps({"type": ["VerifiableCredential", "DigitalTraceabilityEvent"], "@context": [], "credentialSubject": 1}),
        json.dumps({"icglrId": None, "mineSiteLocation": {"polygon": {"coordinates": [[[1e400]]]}}}),
    ]
    for number, content in enumerate(contents):
        file = tmp_path / f"{number}.txt"
        file.write_text(content)
        result = touchstone("import", file, "--store", store)
        assert result.returncode in (0, 1), result.stderr
    assert rows(store, "SELECT count(*) FROM lot WHERE length(id) < 1000") == [(0,)]


def test_the_event_of_the_page_becomes_the_facts_of_the_page(tmp_path: Path) -> None:
    store = taken(tmp_path, "event.json", from_page("untp.md"))
    assert rows(store, "SELECT kind, step, location FROM event") == [("transformation", "commissioning", "https://facility.example/2")]
    assert rows(store, "SELECT lot_id, role, mass_g FROM event_lot ORDER BY role") == [
        ("https://smelter.example/cathode#B7", "made", 10_000_000),
        ("https://mine.example/lot/C1", "used", 30_000_500),
    ]
    assert rows(store, "SELECT mineral FROM lot") == [("copper",)]


@pytest.mark.parametrize(
    ("name", "table", "count"),
    [
        ("v0.6.0/untp-dte/artefacts/untp-dte-instance.json", "event", 1),
        ("v0.6.0/untp-dpp/artefacts/untp-dpp-instance.json", "lot", 1),
        ("v0.6.0/untp-dfr/artefacts/untp-dfr-instance.json", "site", 1),
        ("project-crm/copper_mine/dpp_copper_concentrate.json", "lot", 1),
    ],
)
def test_published_credentials_become_facts(name: str, table: str, count: int, tmp_path: Path) -> None:
    store = tmp_path / "store"
    expect_success(touchstone("import", VECTORS / "untp" / name, "--store", store))
    assert rows(store, f"SELECT count(*) FROM {table} WHERE superseded_by IS NULL") == [(count,)]


# Export


def test_what_came_in_goes_out(tmp_path: Path) -> None:
    records = [SITE, lot("L-1"), CERTIFICATE]
    store = taken(tmp_path, "batch.json", records)
    assert json.loads(expect_success(touchstone("export", "icglr", "--store", store))) == records
    batch = tmp_path / "batch.xml"
    batch.write_text(expect_success(touchstone("export", "icglr", "--store", store, "--xml")))
    expect_success(touchstone("conformance", "icglr", batch))
    again = tmp_path / "again"
    expect_success(touchstone("import", batch, "--store", again))
    query = "SELECT id, mass_g, site, tag FROM lot"
    assert rows(again, query) == rows(store, query) != []


def test_a_lot_goes_to_untp_and_comes_back(tmp_path: Path) -> None:
    store = taken(tmp_path, "lot.json", lot("L-1"))
    events = json.loads(expect_success(touchstone("export", "untp", "--store", store)))
    assert [event["type"][0] for event in events] == ["MakeEvent"]
    second = taken(tmp_path / "b", "events.json", events) if (tmp_path / "b").mkdir() is None else None
    assert json.loads(expect_success(touchstone("export", "icglr", "--store", second))) == [lot("L-1")]
    losses = tmp_path / "losses.json"
    plain = expect_success(touchstone("export", "untp", "--store", store, "--plain", "--losses", losses, "--language", "fr"))
    assert "touchstone:" not in plain
    listed = json.loads(losses.read_text())["losses"]
    assert {"path": "$.creator.name", "reason": "no-term"}.items() <= next(l for l in listed if l["path"] == "$.creator.name").items()
    assert all(not item["text"].startswith("interchange.") for item in listed)


def test_events_of_a_country_go_out_as_lots_with_what_they_lack(tmp_path: Path) -> None:
    event = {
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "epcisBody": {
            "eventList": [
                {
                    "type": "ObjectEvent",
                    "action": "ADD",
                    "eventTime": "2026-03-05T08:00:00Z",
                    "eventTimeZoneOffset": "+00:00",
                    "quantityList": [{"epcClass": "urn:lot:1", "quantity": 5, "uom": "TNE"}],
                }
            ]
        },
    }
    store = taken(tmp_path, "events.json", event)
    losses = tmp_path / "losses.json"
    assert json.loads(expect_success(touchstone("export", "icglr", "--store", store, "--losses", losses))) == []
    gaps = {item["path"] for item in json.loads(losses.read_text())["gaps"]}
    assert {"$.creator", "$.mineral", "$.concentration"} <= gaps
    written = json.loads(expect_success(touchstone("export", "icglr", "--store", store, "--incomplete")))
    assert [(item["lotNumber"], item["mass"]) for item in written] == [("urn:lot:1", 5)]
