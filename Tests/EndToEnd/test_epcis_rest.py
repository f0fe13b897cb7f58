"""EPCIS through the web, with the documents of GS1 and OpenEPCIS, as `docs/epcis.md` says."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import re
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from attack import guarded
from epcis_site import BASE, EPCISSite, document, event
from product import ROOT, SHARED, expect_success, rows, serving, touchstone

VECTORS = SHARED / "vectors/traceability"
MEDIA = {".json": "application/json", ".jsonld": "application/ld+json", ".xml": "application/xml"}
# Of the examples of GS1: not of events, not JSON, or without an order that its schema asks for.
NOT_CAPTURED = re.compile(r"CaptureJob|masterdata|masterData|CBV-11\.4|AssociationEvent-h\.jsonld")


def empty_store(folder: Path) -> Path:
    """A store with one site in it."""
    file = folder / "one.json"
    file.write_text(document([event(4_000_000)]), encoding="utf-8")
    expect_success(touchstone("import", file, "--store", folder / "store"))
    return folder / "store"


@pytest.fixture(scope="module")
def epcis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EPCISSite]:
    folder = tmp_path_factory.mktemp("epcis")
    with serving(empty_store(folder), folder / "log.txt") as address:
        yield EPCISSite(address)


def examples(folder: str) -> list[Path]:
    if not VECTORS.is_dir():
        pytest.fail(f"{VECTORS} is missing")
    return sorted(path for path in (VECTORS / folder).rglob("*") if path.suffix in MEDIA and not NOT_CAPTURED.search(str(path)))


@pytest.mark.parametrize("folder", ["gs1-epcis/examples-json", "gs1-epcis/examples-xml"])
def test_examples_of_gs1_are_captured_and_given_back(epcis: EPCISSite, folder: str) -> None:
    files = examples(folder)
    assert len(files) > 25
    refused = {}
    for file in files:
        job = epcis.capture(file.read_bytes(), MEDIA[file.suffix])
        if not job["success"]:
            refused[file.name] = job["errors"][:2]
    assert refused == {}
    for syntax, media in (("json", "application/json"), ("xml", "application/xml")):
        count = 0
        path: str | None = "/events?perPage=100"
        while path:
            answer = epcis.get(path, Accept=media)
            assert answer.status == 200 and answer.headers["Content-Type"] == media
            count += answer.body.count(b'"eventTime"' if syntax == "json" else b"<eventTime>")
            path = answer.next
        assert count > len(files) / 2


def test_invalid_documents_are_refused_with_a_reason(epcis: EPCISSite) -> None:
    files = [file for file in examples("openepcis-test-resources") if "Invalid" in file.parts and "Query" not in file.parts]
    assert len(files) > 15
    for file in files:
        job = epcis.capture(file.read_bytes(), MEDIA[file.suffix])
        assert not job["success"] and job["errors"], file
        for error in job["errors"]:
            assert error["type"] == "epcisException:ValidationException" and error["detail"], file


def test_rollback_and_proceed(epcis: EPCISSite) -> None:
    good, bad = event(5_000_000), event(5_000_001, eventTime="yesterday")
    rolled_back = epcis.capture(document([good, bad]))
    assert not rolled_back["success"] and [error["path"] for error in rolled_back["errors"]] == ["$.eventTime"]
    assert epcis.get(f"/events/{good['eventID']}").status == 404
    proceeded = epcis.capture(document([good, bad]), behaviour="proceed")
    assert proceeded["success"] and len(proceeded["errors"]) == 1
    assert epcis.get(f"/events/{good['eventID']}").events[0]["eventID"] == good["eventID"]
    assert epcis.ask("POST", "/capture", "x", Content_Type="text/csv").status == 415
    assert epcis.ask("POST", "/capture", document([good]), GS1_Capture_Error_Behaviour="perhaps").status == 400
    assert epcis.ask("POST", "/capture", document([good]), GS1_EPCIS_Version="3.0").status == 406
    too_many = epcis.capture(document([event(6_000_000 + number) for number in range(20_001)]))
    assert not too_many["success"] and too_many["errors"][0]["type"] == "epcisException:CaptureLimitExceededException"


def test_one_event_at_once(epcis: EPCISSite) -> None:
    one = {"@context": [{"ex": "https://ns.example.org/"}], **event(5_100_000)}
    answer = epcis.ask("POST", "/events", json.dumps(one))
    assert answer.status == 201
    assert epcis.get(answer.headers["Location"]).events[0]["ilmd"] == {"ex:grade": "31.5"}
    again = epcis.ask("POST", "/events", json.dumps(one))
    assert again.status == 409 and again.json["type"] == "epcisException:ResourceAlreadyExistsException"


def test_pages_lead_through_everything_once(epcis: EPCISSite) -> None:
    made = [event(5_200_000 + number, bizLocation={"id": "urn:epc:id:sgln:4012345.77777.0"}) for number in range(250)]
    assert epcis.capture(document(made))["success"]
    query = "/events?EQ_bizLocation=urn:epc:id:sgln:4012345.77777.0&perPage=70"
    for order in ("", "&orderBy=eventTime&orderDirection=ASC", "&orderBy=recordTime"):
        pages = [answer.events for answer in epcis.pages(query + order)]
        assert [len(page) for page in pages] == [70, 70, 70, 40]
        found = [each["eventID"] for page in pages for each in page]
        assert len(set(found)) == 250 and set(found) == {each["eventID"] for each in made}
    first = epcis.get(query)
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(first.next).query)["nextPageToken"][0]
    assert epcis.ask("DELETE", f"/nextPageToken/{token}").status == 204
    assert epcis.get(first.next).status == 400
    assert epcis.get("/events?" + "x" * 9_000).status == 414
    place = urllib.parse.quote("urn:epc:id:sgln:4012345.77777.0", safe="")
    assert len(epcis.get(f"/bizLocations/{place}/events?EQ_bizStep=packing&perPage=100").events) == 62


def test_units_identifiers_and_formats(epcis: EPCISSite) -> None:
    made = event(5_300_000)
    made["quantityList"][0] |= {"epcClass": "urn:epc:class:lgtin:4012345.011111.UNITS", "quantity": 2.5, "uom": "TNE"}
    assert epcis.capture(document([made]))["success"]
    link = "https://id.gs1.org/01/04012345111118/10/UNITS"
    for query in ("MATCH_epcClass=" + link + "&EQ_quantity_KGM=2500", "MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.011111.UNITS&GE_quantity_GRM=2500000"):
        [found] = epcis.get("/events?" + query).events
        assert found["quantityList"][0]["epcClass"] == link
    urn = epcis.get("/events?MATCH_epcClass=" + link, GS1_EPC_Format="Always_EPC_URN")
    assert urn.events[0]["quantityList"][0]["epcClass"] == "urn:epc:class:lgtin:4012345.011111.UNITS"
    xml = epcis.get("/events?MATCH_epcClass=" + link, Accept="application/xml")
    assert b"<uom>TNE</uom>" in xml.body and xml.headers["Content-Type"] == "application/xml"
    extension = epcis.get("/events?EQ_ILMD_a:grade=31.5&MATCH_epcClass=" + link, GS1_Extensions="a=https://ns.example.org/")
    assert len(extension.events) == 1
    problem = epcis.get("/events?EQ_colour=red", Accept="application/xml")
    assert problem.status == 400 and problem.headers["Content-Type"] == "application/problem+xml"


def test_what_is_spoken_is_told(epcis: EPCISSite) -> None:
    answer = epcis.ask("OPTIONS", "/capture")
    assert answer.status == 204 and answer.headers["GS1-EPCIS-Capture-Limit"] == "20000"
    assert answer.headers["GS1-Capture-Error-Behaviour"] == "rollback, proceed"
    for path in ("", "/events", "/queries", "/epcs", "/bizSteps"):
        assert epcis.get(path).headers["GS1-EPCIS-Version"] == "2.0.0", path


# MARK: Subscriptions


class Subscriber(BaseHTTPRequestHandler):
    """Takes documents, after it has failed as often as its server was told to."""

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"]))
        failures = self.server.failures
        fails = not failures.empty() and failures.get()
        if not fails:
            self.server.taken.put((dict(self.headers), body))
        self.send_response(503 if fails else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def subscriber() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
    server.taken, server.failures = queue.Queue(), queue.Queue()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


SUBSCRIPTION = json.loads(re.findall(r"subscriptions\" -d '(\{.*?\})'", (ROOT / "docs/epcis.md").read_text(encoding="utf-8"), re.S)[0])


def test_a_subscriber_gets_everything_although_both_ends_fail(subscriber: ThreadingHTTPServer, tmp_path: Path) -> None:
    """The worked example of the documentation, with a server that is killed and a subscriber that fails."""
    store = empty_store(tmp_path)
    subscription = SUBSCRIPTION | {"dest": f"http://127.0.0.1:{subscriber.server_port}/epcis"}
    made = [event(7_000_000 + number) for number in range(1_200)]
    with guarded(store, tmp_path / "first.txt", webhooks_allow="127.0.0.0/8") as (server, port):
        address = f"http://127.0.0.1:{port}"
        site = EPCISSite(address)
        assert site.ask("POST", "/queries", '{"name":"shipments","query":{"EQ_bizStep":["shipping"]}}').status == 201
        answer = site.ask("POST", "/queries/shipments/subscriptions", json.dumps(subscription))
        assert answer.status == 201 and subscription["signatureToken"] not in answer.body.decode()
        place = answer.headers["Location"]
        subscriber.failures.put(True)
        assert site.capture(document(made))["success"]
        deadline = time.monotonic() + 60
        while "lastFault" not in site.get(place).json and time.monotonic() < deadline:
            time.sleep(0.05)
        assert site.get(place).json["lastFault"] == "status-503"
        server.kill()
        server.wait()
    wanted = {each["eventID"] for each in made if each["bizStep"] == "shipping"}
    with guarded(store, tmp_path / "second.txt", webhooks_allow="127.0.0.0/8") as (_, port):
        address = f"http://127.0.0.1:{port}"
        found: set[str] = set()
        while found != wanted:
            headers, body = subscriber.taken.get(timeout=60)
            code = hmac.new(subscription["signatureToken"].encode(), body, hashlib.sha256).hexdigest()
            assert headers["GS1-Signature"] == f"hmac-sha256={code}"
            results = json.loads(body)["epcisBody"]["queryResults"]
            assert results["subscriptionID"] == place.rsplit("/", 1)[1]
            found |= {each["eventID"] for each in results["resultsBody"]["eventList"]}
        site = EPCISSite(address)
        assert site.ask("DELETE", place).status == 204
        assert site.get(f"{BASE}/queries/shipments/subscriptions").json == []
    assert rows(store, "SELECT COUNT(*) FROM event_subscription") == [(0,)]


def test_a_subscriber_on_the_own_network_is_refused(epcis: EPCISSite) -> None:
    assert epcis.ask("POST", "/queries", '{"name":"own","query":{}}').status == 201
    for dest in ("http://127.0.0.1:9/", "https://169.254.169.254/latest/meta-data", "https://192.168.1.1/", "https://[::1]/"):
        answer = epcis.ask("POST", "/queries/own/subscriptions", json.dumps({"dest": dest, "stream": True}))
        assert answer.status == 400 and answer.json["type"] == "epcisException:SubscriptionControlsException", dest
