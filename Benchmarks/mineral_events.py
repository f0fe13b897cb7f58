"""EPCIS 2.0 documents of mineral events, the same in JSON-LD and XML, from a seed.

    mineral_events.py COUNT STEM        writes STEM.jsonld and STEM.xml

Four kinds in turn: a lot is made at a mine, lots are packed, lots become another lot, lots are shipped.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "https://ns.example.org/minerals/"
CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"mine": NAMESPACE}]
STEPS, DISPOSITIONS = "urn:epcglobal:cbv:bizstep:", "urn:epcglobal:cbv:disp:"
TYPES = {"bizTransactionList": "urn:epcglobal:cbv:btt:", "sourceList": "urn:epcglobal:cbv:sdt:", "destinationList": "urn:epcglobal:cbv:sdt:"}

# Values that the event hash id writes otherwise, or nearly.
# The order of the elements in XML (EPCIS 2.0, 9.5); what is not named here comes last.
ORDER = [
    "eventTime", "eventTimeZoneOffset", "parentID", "epcList", "childEPCs", "inputQuantityList", "outputQuantityList", "transformationID",
    "action", "bizStep", "disposition", "readPoint", "bizLocation", "bizTransactionList", "quantityList", "sourceList", "destinationList", "ilmd",
]  # fmt: skip
VALUES = [
    "urn:epc:id:sgtin:4012345.011111.98%22", "urn:epc:id:sscc:4012345.3111111111", "urn:epc:id:sgln:4012345.00005.0",
    "urn:epc:class:lgtin:4012345.012345.Lot987", "urn:epc:idpat:itip:4012345.012345.01.02.*", "urn:epc:id:cpi:0614141.11-A%23%2F.1234",
    "urn:epc:id:grai:123456789012..7", "https://id.gs1.org/01/09780345418913/22/344/10/1223/21/765tz?11=221109",
    "http://example.org/gtin/97803111/lot/A/ser/B", "https://example.org/8010/0628165987/8011/9876", "urn:epcglobal:cbv:bizstep:shipping",
    "00123", "-0.0", "1_0e5", "9007199254740993", "0.00001", "1e400", "Infinity", "2026-01-01T00:00:00.9996+02:00", "2026-12-31T23:59:59.9995Z",
    "1{https://ex.org/}b=2", "x disposition=y", "gs1:Temperature", "true", "\u00a0Bisi\u0065\u0301 \u2003",
]  # fmt: skip


def events(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    generator = random.Random(seed)

    def lot(number: int) -> str:
        return f"urn:epc:class:lgtin:9521234.{100000 + number % 80000:06d}.LOT{number}"

    def quantity(number: int) -> dict[str, Any]:
        return {"epcClass": lot(number), "quantity": generator.randint(100, 99999) / 10, "uom": "KGM"}

    for number in range(count):
        place = f"urn:epc:id:sgln:9521234.{number % 9999:05d}.0"
        event: dict[str, Any] = {
            "type": ("ObjectEvent", "AggregationEvent", "TransformationEvent", "ObjectEvent")[number % 4],
            "eventTime": f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00.{number % 1000:03d}+02:00",
            "eventTimeZoneOffset": "+02:00",
        }
        if number % 4 == 0:
            event |= {
                "action": "ADD", "bizStep": "commissioning", "disposition": "active",
                "epcList": [f"urn:epc:id:sgtin:9521234.011111.{number}"], "readPoint": {"id": place},
                "quantityList": [quantity(number)],
                "ilmd": {"mine:mineral": generator.choice(["cassiterite", "coltan", "wolframite"]), "mine:grade": generator.randint(1, 700) / 10},
            }  # fmt: skip
        elif number % 4 == 1:
            event |= {
                "action": "ADD", "bizStep": "packing", "parentID": f"urn:epc:id:sscc:9521234.3{number:09d}",
                "childEPCs": [f"urn:epc:id:sgtin:9521234.011111.{number + each}" for each in range(3)], "readPoint": {"id": place},
            }  # fmt: skip
        elif number % 4 == 2:
            event |= {
                "bizStep": "commissioning", "transformationID": f"urn:epc:id:gdti:9521234.55555.{number}", "bizLocation": {"id": place},
                "inputQuantityList": [quantity(number - 1), quantity(number - 2)], "outputQuantityList": [quantity(number)],
            }  # fmt: skip
        else:
            event |= {
                "action": "OBSERVE", "bizStep": "shipping", "disposition": "in_transit", "epcList": [f"urn:epc:id:sscc:9521234.3{number - 2:09d}"],
                "bizTransactionList": [{"type": "bol", "bizTransaction": f"urn:epcglobal:cbv:bt:9521234000009:BOL{number}"}],
                "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:9521234.00000"}],
                "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:9521235.00000"}],
                "mine:exportPermit": f"CEEC-{number:07d}",
            }  # fmt: skip
        yield event


def as_json(count: int) -> str:
    body = {"eventList": list(events(count))}
    head = {"@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z"}
    return json.dumps(head | {"epcisBody": body})


def element(name: str, value: Any) -> str:
    """One member of an event as XML writes it."""
    if name in TYPES:
        item = name.removesuffix("List")
        inner = "".join(f"<{item} type={quoteattr(TYPES[name] + each['type'])}>{escape(each[item])}</{item}>" for each in value)
    elif name in ("epcList", "childEPCs"):
        inner = "".join(f"<epc>{escape(each)}</epc>" for each in value)
    elif name.endswith("uantityList"):
        inner = "".join(f"<quantityElement>{''.join(element(*part) for part in each.items())}</quantityElement>" for each in value)
    elif isinstance(value, dict):
        inner = "".join(element(*part) for part in value.items())
    else:
        inner = escape({"bizStep": STEPS, "disposition": DISPOSITIONS}.get(name, "") + str(value))
    return f"<{name}>{inner}</{name}>"


def as_xml(count: int) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" '
        f'xmlns:mine="{NAMESPACE}" schemaVersion="2.0" creationDate="2026-01-01T00:00:00Z"><EPCISBody><EventList>'
    ]
    for event in events(count):
        kind = event.pop("type")
        members = sorted(event.items(), key=lambda part: ORDER.index(part[0]) if part[0] in ORDER else len(ORDER))
        lines.append(f"<{kind}>{''.join(element(*part) for part in members)}</{kind}>")
    return "\n".join([*lines, "</EventList></EPCISBody></epcis:EPCISDocument>\n"])


def documents(count: int, suffix: str) -> dict[str, str]:
    """Small documents of every shape that a reader takes."""
    if suffix == "xml":
        old = as_xml(count).replace("xsd:2", "xsd:1").replace('"2.0"', '"1.2"')
        single = as_xml(1).partition("<EventList>")[2].partition("</EventList>")[0].strip()
        return {
            "document": as_xml(count),
            "old": old.replace("<ilmd>", "<extension><ilmd>").replace("</ilmd>", "</ilmd></extension>"),
            "event": single.replace("<ObjectEvent>", f'<ObjectEvent xmlns:mine="{NAMESPACE}">'),
            "odd": f'<ObjectEvent xmlns="{NAMESPACE}" a="1&#x9;2"><b><![CDATA[<&]]><!-- c -->d</b><b/><?p?></ObjectEvent>',
        }
    if suffix == "jsonld":
        return {"document": as_json(count)}
    made = list(events(count))
    query = {"queryResults": {"queryName": "q", "resultsBody": {"eventList": made[:2]}}}
    return {
        "event": json.dumps({"@context": CONTEXT} | made[0]),
        "list": json.dumps(made),
        "lines": "\n".join(map(json.dumps, made)),
        "query": json.dumps({"@context": CONTEXT, "type": "EPCISQueryDocument", "epcisBody": query}),
        "one": json.dumps({"@context": CONTEXT, "epcisBody": {"event": made[3]}}),
        "odd": '{"type":"ObjectEvent","a":[1.50,-1E+2,true,null,[],{}],"\\u00e9\\ud83d\\ude00":"\\n","#text":"x","@xmlns:q":"u:","q:r":1}',
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    stem = Path(sys.argv[2])
    stem.with_suffix(".jsonld").write_text(as_json(int(sys.argv[1])))
    stem.with_suffix(".xml").write_text(as_xml(int(sys.argv[1])))
