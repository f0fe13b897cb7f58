"""A mineral district that does not exist: sources, bags, grains with seven elements, in the form that `touchstone
fingerprint` reads.

    invented_grains.py FOLDER     writes the worked example of docs/fingerprint.md

Sources differ in every element, bags of a source by a third of that, grains of a bag by as much as sources. The numbers are
made up: they show how the method behaves, not how well it does on any ore.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy

ELEMENTS = {"Ta": "%", "Nb": "%", "Sn": "mg/kg", "Ti": "mg/kg", "Zr": "mg/kg", "Hf": "mg/kg", "U": "mg/kg"}
LEVELS = numpy.log([25, 30, 900, 6000, 1500, 300, 120])
SOURCE, BAG, GRAIN = 0.6, 0.2, 0.6


class District:
    """Sources by name, from a seed."""

    def __init__(self, seed: int, sources: int) -> None:
        self.generator = numpy.random.default_rng(seed)
        self.centres = {
            f"Site {chr(65 + number)}": LEVELS + self.generator.normal(0, SOURCE, len(LEVELS)) for number in range(sources)
        }

    def bag(self, source: str, grains: int) -> numpy.ndarray:
        """Grains of one bag, three significant figures."""
        bag = self.centres[source] + self.generator.normal(0, BAG, len(LEVELS))
        return numpy.exp(bag + self.generator.normal(0, GRAIN, (grains, len(LEVELS))))


def rows(source: str | None, bag: str, grains: numpy.ndarray) -> list[str]:
    lead = [] if source is None else [source]
    return [
        ",".join([*lead, bag, str(number + 1), *(f"{value:.3g}" for value in grain)]) for number, grain in enumerate(grains)
    ]


def heading(*lead: str) -> str:
    return ",".join([*lead, "sample", "grain", *ELEMENTS])


def write_population(district: District, folder: Path, name: str, bags: int, grains: int) -> Path:
    lines = [heading("source")]
    for source in district.centres:
        for bag in range(bags):
            lines += rows(source, f"{source[-1]}{bag + 1}", district.bag(source, grains))
    data = ("\n".join(lines) + "\n").encode()
    (folder / f"{name}.csv").write_bytes(data)
    header = {
        "kind": "reference-population", "id": name, "version": "1", "date": "2026-03-09",
        "title": "Invented district", "source": "Nobody: these numbers are made up",
        "laboratory": "None", "method": "numpy, seed in Benchmarks/invented_grains.py",
        "analytes": [{"name": element, "unit": unit} for element, unit in ELEMENTS.items()],
        "data": f"{name}.csv", "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    file = folder / f"{name}.json"
    file.write_text(json.dumps(header, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def write_example(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    district = District(2026, 20)
    write_population(district, folder, "district", bags=6, grains=10)
    clean = [heading()]
    for bag in range(2):
        clean += rows(None, f"Q{bag + 1}", district.bag("Site A", 25))
    (folder / "clean-lot.csv").write_text("\n".join(clean) + "\n", encoding="utf-8")
    mixed = numpy.concatenate([district.bag("Site A", 30), district.bag("Site D", 20)])
    (folder / "mixed-lot.csv").write_text("\n".join([heading(), *rows(None, "Q1", mixed)]) + "\n", encoding="utf-8")
    case = {
        "id": "EX-2026-1", "customer": "Prosecutor of a country that does not exist", "laboratory": "Example laboratory",
        "authorised_by": "Example examiner", "date": "2026-03-10",
        "items": [
            {
                "id": "Q1", "description": "Bag of concentrate, 1 kg", "received": "2026-03-01",
                "integrity": "Seal 4711 whole on arrival; weighed, photographed, kept locked",
            }
        ],
        "propositions": [
            "The sample comes from Site A.", "The sample comes from another site of the district.",
        ],
        "limitations": ["The population holds twenty sites; what it does not hold cannot be recognised."],
    }  # fmt: skip
    (folder / "case.json").write_text(json.dumps(case, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_example(Path(sys.argv[1]))
