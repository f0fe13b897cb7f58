"""Files that try to break an import, and harmless oddities that must not.

Each case says what is good in the file, what must be set aside, under which code and at which place.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Case:
    """One file. `parts` are its bytes, a large one in pieces."""

    name: str
    kind: str
    suffix: str
    parts: tuple[bytes | tuple[bytes, int], ...]
    # Identifiers of the facts that the file must leave; everything else is set aside.
    good: frozenset[str] = frozenset()
    # The code that one row of quarantine must have, and its line where a line says where the fault is.
    code: str | None = None
    line: int | None = None

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name}.{self.suffix}"
        with path.open("wb") as file:
            for part in self.parts:
                if isinstance(part, tuple):
                    piece, count = part
                    for _ in range(count):
                        file.write(piece)
                else:
                    file.write(part)
        return path


def case(name: str, kind: str, suffix: str, content: bytes | str, *good: str, code: str | None = None, line: int | None = None) -> Case:
    return Case(name, kind, suffix, (as_bytes(content),), frozenset(good), code, line)


def as_bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


# Customs declarations, CSV

HEADER = (
    "id,direction,date,hs_code,description,origin,partner,office,declarant,exporter,importer,"
    "net_mass_kg,value,currency,duty,grade_percent,lots,licence\n"
)
FIELDS = {
    "id": "A", "direction": "export", "date": "2026-03-01", "hs_code": "261590", "description": "Tantalum ore",
    "origin": "CD", "partner": "AE", "office": "Port", "declarant": "b-1", "exporter": "x-1", "importer": "i-1",
    "net_mass_kg": "1000", "value": "50000.00", "currency": "USD", "duty": "2500.00", "grade_percent": "30.5",
    "lots": "LOT-1", "licence": "LIC-1",
}  # fmt: skip


def declaration(identifier: str, **changed: str) -> str:
    return ",".join(({**FIELDS, "id": identifier} | changed).values()) + "\n"


A, B = declaration("A"), declaration("B")


def between(name: str, bad: bytes | str, code: str) -> Case:
    """A bad line between two good ones, on line 3."""
    return case(name, "declaration", "csv", as_bytes(HEADER + A) + as_bytes(bad) + as_bytes(B), "A", "B", code=code, line=3)


def bad_field(name: str, code: str, **changed: str) -> Case:
    return between(name, declaration("X", **changed), code)


def declaration_fields() -> Iterator[Case]:
    yield bad_field("mass-negative", "negative-number", net_mass_kg="-5")
    yield bad_field("mass-nan", "bad-number", net_mass_kg="NaN")
    yield bad_field("mass-infinity", "bad-number", net_mass_kg="Infinity")
    yield bad_field("mass-huge-exponent", "out-of-range", net_mass_kg="1e400")
    yield bad_field("mass-thirty-digits", "out-of-range", net_mass_kg="9" * 30)
    yield bad_field("mass-ten-thousand-digits", "out-of-range", net_mass_kg="9" * 10_000)
    yield bad_field("mass-hexadecimal", "bad-number", net_mass_kg="0x10")
    yield bad_field("mass-missing", "missing-value", net_mass_kg="")
    yield bad_field("mass-with-thousands", "bad-number", net_mass_kg='"1,000.5"')
    yield bad_field("mass-in-words", "bad-number", net_mass_kg="ten")
    yield bad_field("mass-two-points", "bad-number", net_mass_kg="1.2.3")
    yield bad_field("value-negative", "negative-number", value="-1")
    yield bad_field("value-too-large", "out-of-range", value="1" + "0" * 25)
    yield bad_field("currency-in-words", "bad-code", currency="dollars")
    yield bad_field("currency-missing", "missing-value", currency="")
    yield bad_field("date-year-zero", "bad-date", date="0000-01-01")
    yield bad_field("date-thirtieth-of-february", "bad-date", date="2026-02-30")
    yield bad_field("date-month-thirteen", "bad-date", date="2026-13-01")
    yield bad_field("date-ambiguous", "bad-date", date="03/04/2026")
    yield bad_field("date-five-digit-year", "bad-date", date="99999-01-01")
    yield bad_field("date-missing", "missing-value", date="")
    yield bad_field("direction-unknown", "unknown-word", direction="sideways")
    yield bad_field("hs-code-letters", "bad-code", hs_code="ABCDEF")
    yield bad_field("hs-code-too-short", "bad-code", hs_code="26")
    yield bad_field("grade-above-all", "out-of-range", grade_percent="250")
    yield bad_field("grade-negative", "negative-number", grade_percent="-1")
    yield bad_field("id-missing", "missing-value", id="")


def declaration_lines() -> Iterator[Case]:
    broken = declaration("X", description="Tant@lum").encode()
    yield between("not-utf8", broken.replace(b"@", b"\xff\xfe"), "not-utf8")
    yield between("utf8-overlong", broken.replace(b"@", b"\xc0\x80"), "not-utf8")
    yield between("utf8-surrogate", broken.replace(b"@", b"\xed\xa0\x80"), "not-utf8")
    yield between("utf8-cut-short", broken.replace(b"@", b"\xe2\x82"), "not-utf8")
    yield between("nul-byte", broken.replace(b"@", b"\x00"), "control-character")
    yield between("more-columns", A.replace("A,", "X,", 1).rstrip("\n") + ",more,and more\n", "wrong-column-count")
    yield between("fewer-columns", "X,export,2026-03-01\n", "wrong-column-count")
    yield between("text-after-quote", declaration("X", description='"Tantalum"ore'), "bad-quote")
    yield case("truncated", "declaration", "csv", HEADER + A + "X,export,2026-0", "A", code="wrong-column-count", line=3)
    yield case(
        "quote-never-closed", "declaration", "csv", HEADER + A + declaration("X", description='"Tantalum') + B, "A", "B",
        code="unclosed-quote", line=3,
    )  # fmt: skip
    long_line = declaration("X", description="@").encode().split(b"@")
    yield Case(
        "line-of-100-megabytes", "declaration", "csv",
        (as_bytes(HEADER + A) + long_line[0], (b"x" * MEGABYTE, 100), long_line[1] + as_bytes(B)),
        frozenset({"A", "B"}), "too-long", 3,
    )  # fmt: skip


def declaration_files() -> Iterator[Case]:
    noise = random.Random(7).randbytes(MEGABYTE)
    whole = [
        ("empty", b"", "empty-file"),
        ("only-header", HEADER, "no-records"),
        ("only-bom", b"\xef\xbb\xbf", "empty-file"),
        ("only-newlines", "\n" * 1000, "empty-file"),
        ("wrong-header", "colour,shape\nred,round\n", "missing-columns"),
        ("header-without-mass", HEADER.replace("net_mass_kg", "weight") + A, "missing-columns"),
        ("column-twice", HEADER.replace("declarant", "id") + A, "duplicate-column"),
        ("header-of-100000-columns", ",".join(f"c{n}" for n in range(100_000)) + "\n", "too-long"),
        ("utf16", (HEADER + A).encode("utf-16"), "not-utf8"),
        ("zip", b"PK\x03\x04" + noise[:5000], "not-text"),
        ("png", b"\x89PNG\r\n\x1a\n" + noise[:5000], "not-text"),
        ("elf", b"\x7fELF\x02\x01\x01" + noise[:5000], "not-text"),
        ("windows-program", b"MZ\x90\x00\x03" + noise[:5000], "not-text"),
        ("gzip", b"\x1f\x8b\x08\x00" + noise[:5000], "not-text"),
        ("noise", b"\x00" + noise, "not-text"),
        ("only-nul", b"\x00" * 10_000, "not-text"),
        ("web-page", "<!doctype html><title>502 Bad Gateway</title>\n<h1>502</h1>\n", "unknown-kind"),
    ]
    for name, content, code in whole:
        yield case(name, "declaration", "csv", content, code=code)


# Parties, FollowTheMoney JSON lines


def party(identifier: str) -> str:
    return json.dumps({"id": identifier, "schema": "Company", "properties": {"name": [f"Company {identifier}"]}}) + "\n"


def parties() -> Iterator[Case]:
    def bad(name: str, line: bytes | str, code: str) -> Case:
        content = as_bytes(party("A")) + as_bytes(line) + b"\n" + as_bytes(party("B"))
        return case(f"json-{name}", "party", "jsonl", content, "A", "B", code=code, line=2)

    def named(name: str) -> str:
        return '{"id":"X","schema":"Company","properties":{"name":[' + name + "]}}"

    yield bad("truncated", '{"id":"X","schema":"Comp', "unexpected-end")
    yield bad("nested-100000-deep", '{"id":"X","schema":"Company","properties":{"name":' + "[" * 100_000 + "]" * 100_000 + "}}", "too-deep")
    yield bad("objects-100000-deep", '{"a":' * 100_000 + "1" + "}" * 100_000, "too-deep")
    yield bad("open-brackets", "[" * 100_000, "too-deep")
    yield bad("same-key-twice", '{"id":"X","id":"Y","schema":"Company","properties":{"name":["N"]}}', "duplicate-key")
    yield bad("same-key-escaped", '{"id":"X","\\u0069d":"Y","schema":"Company","properties":{"name":["N"]}}', "duplicate-key")
    yield bad("lone-surrogate", named('"\\ud800"'), "bad-syntax")
    yield bad("surrogates-swapped", named('"\\udc00\\ud800"'), "bad-syntax")
    yield bad("nan", '{"id":"X","schema":"Company","weight":NaN,"properties":{"name":["N"]}}', "bad-syntax")
    yield bad("raw-control-character", named('"a\x01b"'), "control-character")
    yield bad("nul-byte", named('"a\x00b"'), "control-character")
    yield bad("escaped-nul", named('"a\\u0000b"'), "control-character")
    yield bad("unknown-escape", named('"a\\xb"'), "bad-syntax")
    yield bad("not-utf8", named('"@"').encode().replace(b"@", b"\xff"), "not-utf8")
    yield bad("trailing-comma", '{"id":"X","schema":"Company",}', "bad-syntax")
    yield bad("single-quotes", "{'id':'X'}", "bad-syntax")
    yield bad("two-values", named('"N"') + " " + named('"M"'), "bad-syntax")
    yield bad("array", "[1,2]", "wrong-type")
    yield bad("string", '"X"', "wrong-type")
    yield bad("without-id", '{"schema":"Company","properties":{"name":["N"]}}', "missing-value")
    yield bad("id-is-a-number", '{"id":7,"schema":"Company","properties":{"name":["N"]}}', "wrong-type")
    yield bad("without-schema", '{"id":"X","properties":{"name":["N"]}}', "missing-value")
    yield bad("unknown-schema", '{"id":"X","schema":"Dragon","properties":{"name":["N"]}}', "unknown-word")
    yield bad("without-name", '{"id":"X","schema":"Company","properties":{}}', "missing-value")
    yield bad("name-is-an-object", named('{"a":1}'), "wrong-type")
    long_line = (named('"@"') + "\n").encode().split(b"@")
    yield Case(
        "json-line-of-100-megabytes", "party", "jsonl",
        (as_bytes(party("A")) + long_line[0], (b"x" * MEGABYTE, 100), long_line[1] + as_bytes(party("B"))),
        frozenset({"A", "B"}), "too-long", 2,
    )  # fmt: skip


# Detections, GeoJSON

SQUARE = "[[[28,-2],[28.01,-2],[28.01,-1.99],[28,-1.99],[28,-2]]]"
CLOCKWISE = "[[[28,-2],[28,-1.99],[28.01,-1.99],[28.01,-2],[28,-2]]]"


def feature(identifier: str, geometry: str = '{"type":"Point","coordinates":[28.5,-2.5]}') -> str:
    properties = json.dumps({"id": identifier, "date": "2026-03-01", "provider": "P", "kind": "mine", "confidence": 0.9})
    return f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'


def collection(*features: str) -> str:
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def polygon(coordinates: str) -> str:
    return f'{{"type":"Polygon","coordinates":{coordinates}}}'


def point(coordinates: str) -> str:
    return f'{{"type":"Point","coordinates":{coordinates}}}'


def detections() -> Iterator[Case]:
    def bad(name: str, geometry: str, code: str) -> Case:
        content = collection(feature("A"), feature("X", geometry), feature("B", polygon(SQUARE)))
        return case(f"geojson-{name}", "detection", "geojson", content, "A", "B", code=code)

    yield bad("longitude-400", point("[400,1]"), "bad-position")
    yield bad("latitude-91", point("[28,-91]"), "bad-position")
    yield bad("coordinate-1e308", point("[1e308,1e308]"), "bad-position")
    yield bad("coordinate-as-text", point('["28","-2"]'), "bad-geometry")
    yield bad("coordinate-null", point("[null,1]"), "bad-geometry")
    yield bad("one-coordinate", point("[28]"), "bad-geometry")
    yield bad("no-coordinates", point("[]"), "bad-geometry")
    yield bad("no-geometry", "null", "missing-value")
    yield bad("unknown-geometry", '{"type":"Blob","coordinates":[28,-2]}', "bad-geometry")
    yield bad("ring-not-closed", polygon("[[[28,-2],[28.01,-2],[28.01,-1.99],[28,-1.99]]]"), "open-ring")
    yield bad("ring-of-two-points", polygon("[[[28,-2],[28.01,-2],[28,-2]]]"), "bad-geometry")
    yield bad("polygon-without-ring", polygon("[]"), "bad-geometry")
    yield bad("polygon-corner-outside-the-world", polygon(SQUARE.replace("28.01", "428.01")), "bad-position")
    yield bad("coordinates-100000-deep", polygon("[" * 100_000 + "]" * 100_000), "too-deep")

    def rest(name: str, content: str, code: str, *good: str) -> Case:
        return case(f"geojson-{name}", "detection", "geojson", content, *good, code=code)

    yield rest("feature-is-a-number", collection(feature("A"), "7", feature("B")), "wrong-type", "A", "B")
    yield rest("truncated", collection(feature("A"), feature("B"))[:-60], "unexpected-end", "A")
    yield rest("nan", collection(feature("A"), feature("X", point("[NaN,1]"))), "bad-syntax", "A")
    yield rest("features-is-not-a-list", '{"type":"FeatureCollection","features":7}\n', "wrong-type")
    yield rest("without-type", '{"features":[]}\n', "unknown-kind")
    yield rest("empty", "", "empty-file")
    yield rest("no-features", collection().replace("\n\n", "\n"), "no-records")
    mercator = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features"'
    yield rest("metres-not-degrees", collection(feature("X")).replace('"features"', mercator), "unsupported-crs")


# List entries, UN consolidated XML


def individual(identifier: str, name: str = "SOMEBODY") -> str:
    return (
        f"<INDIVIDUAL><DATAID>{identifier}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>CDi.00{identifier}</REFERENCE_NUMBER><LISTED_ON>2005-11-01</LISTED_ON></INDIVIDUAL>\n"
    )


def un_list(*individuals: str, doctype: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}<CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z">\n'
        f"<INDIVIDUALS>\n{''.join(individuals)}</INDIVIDUALS>\n<ENTITIES></ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )


def listings() -> Iterator[Case]:
    def whole(name: str, content: bytes | str, code: str) -> Case:
        return case(f"xml-{name}", "listing", "xml", content, code=code)

    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "lol">{bomb}]>\n'
    outside = '<!DOCTYPE x [<!ENTITY s SYSTEM "file://SECRET">]>\n'
    yield whole("entity-bomb", un_list(individual("7", "&e11;"), doctype=bomb), "doctype-refused")
    yield whole("external-entity", un_list(individual("7", "&s;"), doctype=outside), "doctype-refused")
    yield whole("external-subset", un_list(individual("7"), doctype='<!DOCTYPE x SYSTEM "file://SECRET">\n'), "doctype-refused")
    yield case("xml-truncated", "listing", "xml", un_list(individual("1"), individual("7"))[:-150], "1", code="unexpected-end")
    yield whole("tags-crossed", un_list("<INDIVIDUAL><DATAID>7</INDIVIDUAL></DATAID>"), "bad-syntax")
    yield whole("100000-deep", "<a>" * 100_000 + "</a>" * 100_000, "unknown-kind")
    deep = "<INDIVIDUAL>" + "<a>" * 100_000 + "</a>" * 100_000 + "</INDIVIDUAL>"
    yield case("xml-entry-100000-deep", "listing", "xml", un_list(deep, individual("1")), "1", code="too-deep")
    between_entries = un_list(individual("1"), individual("2")).split("</INDIVIDUALS>")[0]
    yield case("xml-cut-between-entries", "listing", "xml", between_entries, "1", "2", code="unexpected-end")
    yield whole("unknown-root", "<menu><dish>Soup</dish></menu>", "unknown-kind")
    yield whole("empty", "", "empty-file")
    yield whole("not-utf8", un_list(individual("7", "@")).encode().replace(b"@", b"\xff\xfe"), "not-utf8")
    yield case(
        "xml-entry-without-name", "listing", "xml",
        un_list(individual("1"), individual("7").replace("<FIRST_NAME>SOMEBODY</FIRST_NAME>", ""), individual("2")),
        "1", "2", code="missing-value",
    )  # fmt: skip


# Events, EPCIS 2.0 JSON


def event(identifier: str, **changed: object) -> dict[str, object]:
    return {
        "type": "ObjectEvent", "eventID": f"urn:uuid:00000000-0000-4000-8000-0000000000{identifier}", "action": "OBSERVE",
        "eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+02:00", "bizStep": "shipping",
        "epcList": ["urn:epc:id:sgtin:0614141.107346.2018"],
    } | changed  # fmt: skip


def event_id(identifier: str) -> str:
    return str(event(identifier)["eventID"])


def events() -> Iterator[Case]:
    def document(*all_events: object) -> str:
        body = {"eventList": list(all_events)}
        return json.dumps(
            {"@context": ["epcis-context.jsonld"], "type": "EPCISDocument", "schemaVersion": "2.0",
             "creationDate": "2026-03-01T09:00:00Z", "epcisBody": body}
        )  # fmt: skip

    def bad(name: str, bad_event: object, code: str) -> Case:
        content = document(event("01"), bad_event, event("02"))
        return case(f"epcis-{name}", "event", "json", content, event_id("01"), event_id("02"), code=code)

    def without(key: str) -> dict[str, object]:
        return {name: value for name, value in event("07").items() if name != key}

    yield bad("without-time", without("eventTime"), "missing-value")
    yield bad("year-zero", event("07", eventTime="0000-01-01T00:00:00Z"), "bad-date")
    yield bad("time-without-zone", event("07", eventTime="2026-03-01T08:00:00"), "bad-date")
    yield bad("unknown-type", event("07", type="RumourEvent"), "unknown-word")
    yield bad("unknown-action", event("07", action="STEAL"), "unknown-word")
    yield bad("event-is-a-string", "event", "wrong-type")
    yield case("epcis-truncated", "event", "json", document(event("01"), event("07"))[:-80], event_id("01"), code="unexpected-end")


def hostile_cases() -> list[Case]:
    """Every file that has something to set aside."""
    makers = (declaration_fields, declaration_lines, declaration_files, parties, detections, listings, events)
    return [found for make in makers for found in make()]


def harmless_cases() -> list[Case]:
    """Files that look odd and are right: nothing may be set aside."""
    text = HEADER + A + B
    accented = declaration("B", description="Minerai d’étain « café » 鉱石 🪨")
    return [
        case("bom", "declaration", "csv", b"\xef\xbb\xbf" + text.encode(), "A", "B"),
        case("crlf", "declaration", "csv", text.replace("\n", "\r\n"), "A", "B"),
        case("bom-and-crlf", "declaration", "csv", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "A", "B"),
        case("newline-in-quotes", "declaration", "csv", HEADER + declaration("A", description='"Tantalum\nore, ""coltan"""') + B, "A", "B"),
        case("quoted-where-not-needed", "declaration", "csv", HEADER + declaration('"A"', origin='"CD"') + B, "A", "B"),
        case("no-newline-at-end", "declaration", "csv", text.rstrip("\n"), "A", "B"),
        case("empty-lines-at-end", "declaration", "csv", text + "\n\n\n", "A", "B"),
        case("many-scripts", "declaration", "csv", HEADER + A + accented, "A", "B"),
        case("json-crlf", "party", "jsonl", (party("A") + party("B")).replace("\n", "\r\n"), "A", "B"),
        case("json-bom", "party", "jsonl", b"\xef\xbb\xbf" + (party("A") + party("B")).encode(), "A", "B"),
        case("json-surrogate-pair", "party", "jsonl", '{"id":"A","schema":"Company","properties":{"name":["\\ud83e\\udea8"]}}\n', "A"),
        case("geojson-bom", "detection", "geojson", b"\xef\xbb\xbf" + collection(feature("A")).encode(), "A"),
        case("geojson-height", "detection", "geojson", collection(feature("A", point("[28.5,-2.5,1460]"))), "A"),
        case("geojson-clockwise", "detection", "geojson", collection(feature("A", polygon(CLOCKWISE))), "A"),
        case("xml-comment-and-cdata", "listing", "xml", un_list(individual("1", "<![CDATA[SOME & BODY]]><!-- x -->")), "1"),
        case("xml-character-reference", "listing", "xml", un_list(individual("1", "&#xC9;RIC &amp; CO")), "1"),
    ]  # fmt: skip
