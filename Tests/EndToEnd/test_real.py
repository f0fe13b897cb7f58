"""The real files of ../shared/real, where they are: imported, assessed, and checked against an independent computation."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path

import numpy
import pytest
import shapely
from product import ENVIRONMENT, ROOT, SHARED, rows, scalar

DRC = SHARED / "real/drc"

pytestmark = pytest.mark.skipif(not DRC.is_dir(), reason=f"there is no {DRC}")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with the real files, and what `make real` printed."""
    store = tmp_path_factory.mktemp("real") / "store"
    made = subprocess.run(
        [ROOT / "scripts/real.sh", store],
        env={**ENVIRONMENT, "SHARED": str(SHARED), "TOUCHSTONE_SKIP_BUILD": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    print(made.stdout)
    return store, made.stdout


def test_every_real_detection_is_in_the_store(real: tuple[Path, str]) -> None:
    with (DRC / "detection_points.csv").open(encoding="utf-8", newline="") as file:
        published = {(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    assert set(rows(real[0], "SELECT lon, lat FROM detection WHERE superseded_by IS NULL")) == published


def test_detections_outside_every_title_are_those_that_shapely_finds(real: tuple[Path, str]) -> None:
    store = real[0]
    ours = {
        place
        for place in rows(
            store,
            """SELECT lon, lat FROM detection WHERE superseded_by IS NULL AND NOT EXISTS (
                   SELECT 1 FROM licence_hit WHERE subject_kind = 'detection' AND subject_id = detection.id
                   AND is_inside = 1 AND licence_id LIKE 'cod-title-2016:%')""",
        )
    }
    # From here on nothing comes from the store: the points and the outlines are read from the files.
    with (DRC / "detection_points.csv").open(encoding="utf-8", newline="") as file:
        places = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    with (DRC / "drc_mining_titles_cami_2016.geojson").open(encoding="utf-8") as file:
        outlines = [shapely.from_geojson(json.dumps(each["geometry"])) for each in json.load(file)["features"]]
    inside = numpy.unique(shapely.STRtree(outlines).query(shapely.points(places), predicate="intersects")[0])
    theirs = set(places) - {places[number] for number in inside}

    assert 0 < len(theirs) < len(places)
    assert len(ours) == len(theirs)
    assert ours == theirs


def test_the_lists_are_there(real: tuple[Path, str]) -> None:
    store = real[0]
    for name in ("ofac-sdn", "un-sc"):
        assert scalar(store, "SELECT count(*) FROM listing WHERE list = ?", name) > 500
        assert scalar(
            store, "SELECT count(*) FROM listing_name n JOIN listing l ON l.id = n.listing_id WHERE l.list = ?", name
        ) > 500


def test_the_table_says_what_was_found(real: tuple[Path, str]) -> None:
    store, printed = real
    stats = json.loads((store / "stats.json").read_text())
    # In the table a kind is a number, in the answer its name.
    counts = sorted(count for _, count in rows(store, "SELECT kind, count(*) FROM record GROUP BY kind"))
    assert sorted(stats["records"].values()) == counts
    for code, count in rows(store, "SELECT code, count(*) FROM quarantine WHERE state = 'open' GROUP BY code"):
        assert stats["quarantined"][code] == count
    for rule, count in rows(store, "SELECT rule_id, count(*) FROM finding GROUP BY rule_id"):
        assert stats["findings"][rule] == count
        assert rule in printed
    assert "seconds, peak memory" in printed
    assert os.path.getsize(store / "times.tsv") > 0
