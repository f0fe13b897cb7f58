"""Inputs for the fuzzers to begin with: the hostile files of the end-to-end tests, our own maps and rules, a few shapes.

    seeds.py FOLDER        one folder below it for each fuzz target
"""

from __future__ import annotations

import json
import struct
import sys
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
    for file in (ROOT / "Content/maps").glob("*.yaml"):
        put(folder / "map", file.name, file.read_bytes())
    for file in (ROOT / "Rules").rglob("*.yaml"):
        put(folder / "rule", file.name, file.read_bytes())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
