"""A site that EPCIS documents are handed in to: what programs send and get, over HTTP."""

from __future__ import annotations

import http.client
import json
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

BASE = "/api/v1/epcis"
CONTEXT = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"ex": "https://ns.example.org/"}]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def events(self) -> list[dict]:
        return self.json["epcisBody"]["queryResults"]["resultsBody"]["eventList"]

    @property
    def next(self) -> str | None:
        link = self.headers["Link"]
        return link[1 : link.index(">")] if link else None


class EPCISSite:
    """One connection to a site."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=60)

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """Sends a request; a path without the interface's own beginning stands below it."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            fields.setdefault("Content-Type", "application/json")
        self.connection.request(method, path if path.startswith("/api/") else BASE + path, body, fields)
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def job(self, place: str) -> dict:
        """A job once it is done."""
        while True:
            answer = self.get(place)
            assert answer.status == 200, answer.body
            if not answer.json["running"]:
                return answer.json
            time.sleep(0.01)

    def capture(self, document: bytes | str, media: str = "application/json", behaviour: str = "rollback") -> dict:
        answer = self.ask("POST", "/capture", document, Content_Type=media, GS1_Capture_Error_Behaviour=behaviour)
        assert answer.status == 202, answer.body
        return self.job(answer.headers["Location"])

    def pages(self, path: str) -> Iterator[Answer]:
        """An answer and those that its links lead to."""
        answer = self.get(path)
        while True:
            assert answer.status == 200, answer.body
            yield answer
            if answer.next is None:
                return
            answer = self.get(answer.next)


def document(events: list[dict]) -> str:
    return json.dumps(
        {
            "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-03-10T00:00:00Z", "epcisBody": {"eventList": events},
        }
    )  # fmt: skip


def event(number: int, **members: object) -> dict:
    """One of four kinds: a lot is made, shipped, packed, or becomes another one."""
    lot = "urn:epc:class:lgtin:4012345.011111.L{}"
    quantity = {"epcClass": lot.format(number - number % 4), "quantity": 50.5, "uom": "KGM"}
    made: dict = {
        "eventID": uuid.UUID(int=number + 1, version=4).urn,
        "eventTime": f"2026-03-{1 + number // 1440 % 28:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z",
        "eventTimeZoneOffset": "+00:00",
        "readPoint": {"id": f"urn:epc:id:sgln:4012345.{number % 500:05d}.0"},
    }
    match number % 4:
        case 0:
            made |= {"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "disposition": "active"}
            made |= {"quantityList": [quantity], "ilmd": {"ex:grade": "31.5"}}
        case 1:
            made |= {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "shipping", "quantityList": [quantity]}
            made |= {"sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00009"}]}
        case 2:
            made |= {"type": "AggregationEvent", "action": "ADD", "bizStep": "packing", "childQuantityList": [quantity]}
            made |= {"parentID": f"urn:epc:id:sscc:4012345.{number:010d}"}
        case _:
            output = {"epcClass": lot.format(f"{number}-C"), "quantity": 20.25, "uom": "KGM"}
            made |= {"type": "TransformationEvent", "bizStep": "creating_class_instance"}
            made |= {"inputQuantityList": [quantity], "outputQuantityList": [output]}
    return made | members
