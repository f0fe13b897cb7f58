"""Inputs for the fuzzers to begin with: the hostile files of the end-to-end tests, our own maps and rules, a few shapes.

    seeds.py FOLDER        one folder below it for each fuzz target
"""

from __future__ import annotations

import base64
import html
import json
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "Tests/EndToEnd"), str(ROOT / "Benchmarks")]

import mineral_events  # noqa: E402
from hostile import as_bytes, event, feature, harmless_cases, hostile_cases  # noqa: E402

LARGEST = 20_000
SHAPES = {
    "point": '{"type":"Point","coordinates":[28.5,-2.5,1460]}',
    "line": '{"type":"LineString","coordinates":[[28,-2],[28.5,-2.5]]}',
    "polygon": '{"type":"Polygon","coordinates":[[[28,-2],[29,-2],[29,-1],[28,-2]],[[28.6,-1.9],[28.8,-1.9],[28.8,-1.7],[28.6,-1.9]]]}',
    "polygons": '{"type":"MultiPolygon","coordinates":[[[[28,-2],[29,-2],[29,-1],[28,-2]]],[[[0,0],[1,0],[1,1],[0,0]]]]}',
    "bow": '{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}',
    "points": '{"type":"MultiPoint","coordinates":[[180,90],[-180,-90]]}',
    "collection": '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1e-300,-0]}]}',
}
PARTY = {"identifier": "C-1", "name": "Cooperative One", "tin": "N/A", "legalAddress": {"country": "RW"}}
LOT = {
    "lotNumber": "L-1",
    "dateRegistration": "2026-03-05",
    "timeRegistration": "103000",
    "creator": PARTY,
    "mineral": "2609.00.00",
    "concentration": 62.5,
    "mass": 480,
    "unitOfMeasurement": "KGM",
    "mineSiteId": "RW-1.9641+30.0619-00001",
    "creatorRole": [1],
    "originatingOperation": [1],
    "tag": {"identifier": "T-1", "issuer": PARTY, "issueDate": "2026-03-05", "issueTime": "093000"},
}
QUERIES = [
    {"eventType": "ObjectEvent", "GE_eventTime": "2026-01-01T00:00:00Z", "LT_recordTime": "2027-01-01T00:00:00.000+02:00"},
    {"EQ_action": "ADD", "EQ_bizStep": "shipping", "EQ_disposition": "urn:epcglobal:cbv:disp:in_transit", "EQ_persistentDisposition_set": "x"},
    {"MATCH_anyEPC": "urn:epc:idpat:sgtin:4012345.*.*", "MATCH_epcClass": "urn:epc:class:lgtin:4012345.011111.A1"},
    {"EQ_readPoint": "urn:epc:id:sgln:4012345.00005.0", "WD_bizLocation": "https://id.gs1.org/414/4012345000054"},
    {"EQ_quantity": 750, "GT_quantity_KGM": 1.5, "LE_quantity": "0.75"},
    {"EQ_ILMD_https://ns.example.org/grade": "12.5", "GE_INNER_https://ns.example.org/level": 4, "EXISTS_ex:truck": True},
    {"EQ_value_CEL": 21.5, "GE_value_KEL": 294, "EQ_type": "Temperature", "EQ_stringValue": "x", "EQ_SENSORMETADATA_time": "2026-01-01T00:00:00Z"},
    {"orderBy": "eventTime", "orderDirection": "ASC", "eventCountLimit": 10, "maxEventCount": 3, "perPage": 30, "nextPageToken": "t"},
    {"EXISTS_errorDeclaration": "", "EQ_errorReason": "incorrect_data", "EQ_correctiveEventID": "urn:uuid:1", "GE_errorDeclarationTime": "2026-01-01T00:00:00Z"},
    {"EQ_source_owning_party": "urn:epc:id:pgln:4012345.00009", "EQ_bizTransaction_po": "x|y", "HASATTR_bizLocation": "a", "EQATTR_bizLocation_a": "b"},
]


def put(folder: Path, name: str, content: bytes) -> None:
    if len(content) <= LARGEST:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def well_known_binary() -> dict[str, bytes]:
    point = struct.pack("<BIdd", 1, 1, 28.5, -2.5)
    ring = struct.pack("<I8d", 4, 28, -2, 29, -2, 29, -1, 28, -2)
    polygon = struct.pack("<BII", 1, 3, 1) + ring
    return {
        "point": point,
        "big-endian": struct.pack(">BIdd", 0, 1, 28.5, -2.5),
        "with-height-and-srid": struct.pack("<BIIddd", 1, 0xA0000001, 4326, 28.5, -2.5, 1460),
        "line": struct.pack("<BII4d", 1, 2, 2, 28, -2, 29, -1),
        "polygon": polygon,
        "polygons": struct.pack("<BII", 1, 6, 2) + polygon + polygon,
        "collection": struct.pack("<BII", 1, 7, 2) + point + polygon,
    }


def documents(folder: Path) -> None:
    """EPCIS documents of every shape, and values that the event hash id changes."""
    for name, content in {**mineral_events.documents(8, "json"), **mineral_events.documents(8, "jsonld")}.items():
        put(folder / "document-json", name, content.encode())
    for name, content in mineral_events.documents(8, "xml").items():
        put(folder / "document-xml", name, content.encode())
    for number, value in enumerate(mineral_events.VALUES):
        put(folder / "event-hash", str(number), value.encode())


def standards(folder: Path) -> None:
    """Records of the ICGLR and of UNTP as the pages of the documentation show them; queries of every shape."""
    for target, page in {"mining": "icglr.md", "transparency": "untp.md"}.items():
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        for number, record in enumerate(re.findall(r"```json\n(.*?)```", text, re.S)):
            put(folder / target, f"page-{number}", record.encode())
    put(folder / "mining", "lot", json.dumps(LOT).encode())
    put(folder / "mining", "lot-of-lots", json.dumps({**LOT, "originatingOperation": [2], "inputLot": [{"lotNumber": "L-0"}]}).encode())
    for number, query in enumerate(QUERIES):
        put(folder / "query", f"parameters-{number}", "&".join(f"{name}={value}" for name, value in query.items()).encode())
        put(folder / "query", f"json-{number}", json.dumps({"queryType": "events", **query}).encode())
    for number in (4, 8):
        for suffix in ("json", "jsonld", "xml"):
            for name, content in mineral_events.documents(number, suffix).items():
                put(folder / "convert", f"{number}-{name}.{suffix}", content.encode())


def texts(value: object) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def target(text: str) -> str:
    """The fuzz target that a text of the vectors belongs to; empty if to none."""
    if text.startswith("c2sp.org/tlog-proof@"):
        return "log-proof"
    if text.startswith("old "):
        return "witness"
    if re.fullmatch(r"[\w-]+\.[\w-]*\.[\w-]*", text) or text.startswith("did:"):
        return "token"
    return "note" if "\n\n" in text or re.fullmatch(r"[^+\s]+\+[0-9a-f]{8}\+\S+", text) else ""


def ledger(folder: Path) -> None:
    """Notes, proofs, policies, requests, credentials and time stamps, from the vectors beside the project if they are there."""
    put(folder / "policy", "plain", b"log example.com+88b21187+AXrQCI56pXKUUqTZV7N5fJQI3JpsVOZlQaJ5KXYdYl2C\nquorum none\n")
    put(folder / "tile", "path", b"tile/entries/x001/x234/067.p/12")
    put(folder / "tile", "bundle", b"\x01\x00\x03one\x00\x03two")
    put(folder / "tile", "hash", bytes(33))
    put(folder / "tile", "commitment", b'\x00{"count":2,"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","type":"statements","what":"record"}')
    put(folder / "bundle", "statement", b'{"at":"x","salt":"AAAAAAAAAAAAAAAAAAAAAA==","type":"verdict"}')
    vectors = ROOT.parent / "shared/vectors/ledger"
    for file in vectors.glob("notes/*.txt"):
        put(folder / "policy", file.name, file.read_bytes())
    for file in [*vectors.glob("notes/*.json"), *vectors.glob("vc/**/*.json")]:
        content = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(content, dict) and "@context" in content:
            put(folder / "credential", file.name, file.read_bytes())
        for number, text in enumerate(texts(content)):
            if of := target(text):
                put(folder / of, f"{file.stem}-{number}", text.encode())
    for file in vectors.glob("rfc3161/*.json"):
        for number, text in enumerate(texts(json.loads(file.read_text(encoding="utf-8")))):
            if re.fullmatch(r"MII?[A-Za-z0-9+/]+=*", text):
                put(folder / "time-stamp", f"{file.stem}-{number}", base64.b64decode(text))


def box(name: str, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name.encode() + content


def chunk(name: str, content: bytes) -> bytes:
    return name.encode() + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def element(name: str, content: bytes) -> bytes:
    return bytes.fromhex(name) + bytes([0x80 | len(content)]) + content


def film(codec: str, handler: str) -> bytes:
    front, data = box("ftyp", b"isom\0\0\2\0isom"), box("mdat", bytes(range(40)))
    entry = box(codec, bytes(7) + b"\1" + (bytes(16) + struct.pack(">HH", 9, 7) + bytes(50) if handler == "vide" else bytes(20)))
    table = box("stsd", bytes(7) + b"\1" + entry) + box("stts", struct.pack(">4I", 0, 1, 2, 1)) + box("stsc", struct.pack(">5I", 0, 1, 1, 1, 1))
    table += box("stsz", struct.pack(">3I", 0, 10, 2)) + box("stco", struct.pack(">4I", 0, 2, len(front) + 8, len(front) + 25))
    media = box("mdhd", bytes(24)) + box("hdlr", bytes(8) + handler.encode() + bytes(12) + b"name\0") + box("minf", box("stbl", table))
    track = box("trak", box("tkhd", bytes(84)) + box("edts", box("elst", struct.pack(">5I", 0, 1, 2, 0, 65536))) + box("mdia", media))
    return front + data + box("moov", box("mvhd", bytes(100)) + track + box("udta", box("loci", b"ab")))


def media(folder: Path) -> None:
    """Photos and recordings as small as their kinds allow, and something of everything else that is sealed or typed."""
    exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
    picture = b"\xff\xdb\0\x43" + bytes(65) + b"\xff\xc0\0\x0b\x08\0\7\0\x09\1\1\x11\0" + b"\xff\xc4\0\x13" + bytes(17)
    scan = b"\xff\xda\0\x08\1\1\0\0\x3f\0\x12\xff\0\x34\xff\xd0\x56\xff\xd9"
    frame = b"\0\0\0\x9d\1\x2a\x09\0\x07\0\1"
    sound = b"\xff\xfb\x14\xc0" + bytes([5] * 92)
    track = element("d7", b"\1") + element("83", b"\2") + element("86", b"A_OPUS") + element("e1", element("9f", b"\1"))
    blocks = element("e7", b"\0") + element("a3", b"\x81\0\0\x80\1") + element("a0", element("a1", b"\x81\0\0\0\1") + element("9b", b"\1"))
    head = element("1a45dfa3", element("4282", b"webm")) + bytes.fromhex("18538067ff")
    files = {
        "jpeg": b"\xff\xd8" + exif + picture + scan,
        "gif": b"GIF89a\x09\0\7\0\x80\0\0abcdef!\xfe\3abc\0!\xf9\4\0\1\0\0\0,\0\0\0\0\x09\0\7\0\0\2\2\x4c\1\0;",
        "webp": chunk("RIFF", b"WEBP" + chunk("VP8X", bytes(4) + b"\x08\0\0\x06\0\0") + chunk("VP8 ", frame) + chunk("EXIF", b"abc")),
        "moving": chunk("RIFF", b"WEBP" + chunk("VP8X", b"\2\0\0\0\x08\0\0\6\0\0") + chunk("ANIM", bytes(6)) + chunk("ANMF", bytes(16) + chunk("VP8 ", frame))),
        "wav": chunk("RIFF", b"WAVE" + chunk("fmt ", bytes(16)) + chunk("LIST", b"INFO") + chunk("data", b"abcd")),
        "amr": b"#!AMR\n\4" + bytes(12) + b"\x7c",
        "mp3": b"ID3\3\0\0\0\0\0\4abcd" + 3 * sound + b"TAG" + bytes(125),
        "film": film("avc1", "vide"),
        "sound": film("mp4a", "soun"),
        "webm": head + element("1549a966", element("2ad7b1", b"abc")) + element("1654ae6b", element("ae", track)) + bytes.fromhex("1f43b675ff") + blocks,
    }
    for name, content in files.items():
        put(folder / "media", name, content)
    put(folder / "sealed", "message", bytes.fromhex((ROOT / "docs/examples/sealed-message.hex").read_text(encoding="ascii")))
    put(folder / "sealed", "key", b"TSKY\1" + bytes.fromhex("002000010003") + bytes([9] * 32) + b"\x04\x08\x01" + bytes(64))
    put(folder / "sealed", "share", b"TSLS\1" + bytes(16) + b"\1\x04\x08\x01" + bytes(90))
    put(folder / "sealed", "record", b"TSES\1" + bytes(16) + b"\2\3" + bytes.fromhex("002000010003") + bytes([9] * 32) + bytes(96))
    put(folder / "receipt", "words", b"aaaa aaab aaac aaad aaae aaaf aaba aabb aabc")
    put(folder / "receipt", "digits", b"0354-7238-2786-9184-9208-7114-0809")


def forms(folder: Path) -> None:
    for file in (ROOT / "Tests/FormsTests/Samples").glob("*.form.xml"):
        content = file.read_bytes()
        put(folder / "form", file.name, content)
        for number, text in enumerate(sorted(set(re.findall(rb'(?:calculate|relevant|constraint)="([^"]*)"', content)))):
            put(folder / "expression", f"{file.name}-{number}", html.unescape(text.decode()).encode())
    for number, text in enumerate(["[A-Z][a-z]+", "(a|b)*c{1,2}\\d?", "^[^a-c\\s]$"]):
        put(folder / "expression", f"pattern-{number}", text.encode())
    answers = "<n>3</n><r><a>6.5</a><b>x</b></r><r><a>1</a></r><total>7.5</total><meta><instanceID>uuid:1</instanceID></meta>"
    put(folder / "submission", "answers", f'<data id="s">{answers}</data>'.encode())


def main(folder: Path) -> None:
    for case in hostile_cases() + harmless_cases():
        if sum(len(part[0]) * part[1] if isinstance(part, tuple) else len(part) for part in case.parts) > LARGEST:
            continue
        content = b"".join(part[0] * part[1] if isinstance(part, tuple) else part for part in case.parts)
        put(folder / {"csv": "csv", "xml": "xml"}.get(case.suffix, "json"), case.name, content)
    for name, shape in SHAPES.items():
        put(folder / "geojson", name, shape.encode())
        put(folder / "json", f"feature-{name}", as_bytes(feature("A", shape)))
    for name, content in well_known_binary().items():
        put(folder / "wkb", name, content)
    lots = [{"epcClass": "urn:epc:class:lgtin:9521234.000103.L1", "quantity": 12.5, "uom": "KGM"}]
    changes = [
        {},
        {"type": "TransformationEvent", "inputQuantityList": lots, "outputQuantityList": lots, "ilmd": {"ts:mineral": "tin", "ts:gradePercent": 65.5}},
        {"type": "AggregationEvent", "action": "ADD", "parentID": "urn:x", "childQuantityList": lots},
        {"quantityList": lots, "readPoint": {"id": "urn:p"}, "sourceList": [{"type": "owning_party", "source": "urn:s"}]},
    ]
    for number, change in enumerate(changes):
        put(folder / "epcis", str(number), json.dumps(event("01", **change)).encode())
    documents(folder)
    standards(folder)
    ledger(folder)
    media(folder)
    forms(folder)
    for file in (ROOT / "Content/maps").glob("*.yaml"):
        put(folder / "map", file.name, file.read_bytes())
    for file in (ROOT / "Rules").rglob("*.yaml"):
        put(folder / "rule", file.name, file.read_bytes())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
