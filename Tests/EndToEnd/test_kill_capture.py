"""Capture of EPCIS documents when the server is killed, and when documents come shuffled, twice and late."""

from __future__ import annotations

import http.client
import os
import random
import threading
import time
from pathlib import Path

from epcis_site import EPCISSite, document, event
from product import expect_success, rows, scalar, serving, start_server, touchstone

BATCHES = 60
LENGTH = 200
MOMENTS = 3
SEED = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(2**32)))

# What is known of each event, without what depends on when it came.
STATE = (
    "SELECT c.event_key, c.is_error, c.type, c.event_time, r.sha256, r.superseded_by IS NULL FROM captured_event c "
    "JOIN record r ON r.id = c.record_id ORDER BY 1, 2, 5",
    "SELECT id, kind, step, disposition, read_point, source_party, superseded_by IS NULL FROM event ORDER BY 1, 2, 3, 4, 7",
    "SELECT event_id, lot_id, role, mass_g, superseded_by IS NULL FROM event_lot ORDER BY 1, 2, 3, 4, 5",
    "SELECT id, mass_g, grade_ppm, site, superseded_by IS NULL FROM lot ORDER BY 1, 2, 3, 4, 5",
    "SELECT k.kind, k.text, c.event_key, c.is_error FROM captured_key k JOIN captured_event c USING (record_id) ORDER BY 1, 2, 3, 4",
)


def state(store: Path) -> list[list[tuple]]:
    return [rows(store, query) for query in STATE]


def empty_store(folder: Path, name: str) -> Path:
    file = folder / "one.json"
    file.write_text(document([event(4_000_000)]), encoding="utf-8")
    expect_success(touchstone("import", file, "--store", folder / name))
    return folder / name


def batches() -> list[str]:
    return [document([event(number * LENGTH + each) for each in range(LENGTH)]) for number in range(BATCHES)]


def wrong() -> str:
    """Events of the first batches that are declared wrong."""
    declaration = {"declarationTime": "2026-04-01T00:00:00Z", "reason": "incorrect_data"}
    return document([event(number, errorDeclaration=declaration) for number in (0, 1, 2, 3, LENGTH, LENGTH + 3)])


def test_documents_shuffled_twice_and_late_give_the_same_state(tmp_path: Path) -> None:
    generator = random.Random(SEED)
    print(f"KILL_SEED={SEED}")
    ordered, shuffled = empty_store(tmp_path, "ordered"), empty_store(tmp_path, "shuffled")
    documents = batches()[:12]
    with serving(ordered, tmp_path / "ordered.txt") as address:
        site = EPCISSite(address)
        for one in [*documents, wrong()]:
            assert site.capture(one)["success"]
    # The declarations come first; events come again in documents that are cut otherwise, and old ones come once more.
    mixed = [event(number) for number in range(12 * LENGTH)]
    generator.shuffle(mixed)
    other = [document(mixed[start : start + 77]) for start in range(0, len(mixed), 77)] + documents
    generator.shuffle(other)
    with serving(shuffled, tmp_path / "shuffled.txt") as address:
        site = EPCISSite(address)
        for one in [wrong(), *other, wrong(), *documents[:3]]:
            assert site.capture(one)["success"]
    assert state(shuffled) == state(ordered), f"KILL_SEED={SEED}"
    assert len(rows(ordered, "SELECT 1 FROM captured_event")) == 12 * LENGTH + 7


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(tmp_path: Path) -> None:
    generator = random.Random(SEED)
    print(f"KILL_SEED={SEED}")
    documents = batches()
    store = empty_store(tmp_path, "store")
    acknowledged: set[int] = set()
    for moment in range(MOMENTS):
        server, address = start_server(store, tmp_path / f"log-{moment}.txt")
        before = len(acknowledged)
        order = [number for number in range(BATCHES) if number not in acknowledged]
        generator.shuffle(order)
        waiting = iter(order)

        def send() -> None:
            site = EPCISSite(address)
            for number in waiting:
                try:
                    answer = site.ask("POST", "/capture", documents[number])
                except (OSError, http.client.HTTPException):
                    return
                assert answer.status == 202, answer.body
                acknowledged.add(number)

        senders = [threading.Thread(target=send) for _ in range(2)]
        for thread in senders:
            thread.start()
        while len(acknowledged) < before + 12 and server.poll() is None:
            time.sleep(0.001)
        time.sleep(generator.uniform(0, 0.05))
        server.kill()
        server.wait()
        for thread in senders:
            thread.join()
        assert scalar(store, "PRAGMA integrity_check") == "ok"
        # A document is there with all its events and facts, or not at all.
        counts = rows(store, "SELECT receipt_id, COUNT(*) FROM captured_event WHERE receipt_id > 1 GROUP BY receipt_id")
        assert all(count == LENGTH for _, count in counts), f"KILL_SEED={SEED}"
        assert rows(store, "SELECT id FROM receipt WHERE id > 1 AND state != 'complete'") == []
        assert scalar(store, "SELECT COUNT(*) FROM event") == scalar(store, "SELECT COUNT(*) FROM captured_event")
    with serving(store, tmp_path / "last.txt") as address:
        site = EPCISSite(address)
        while rows(store, "SELECT 1 FROM capture_job WHERE finished_at IS NULL"):
            time.sleep(0.02)
        assert rows(store, "SELECT id FROM capture_job WHERE NOT is_success") == []
        known = {key for (key,) in rows(store, "SELECT event_key FROM captured_event")}
        for number in acknowledged:
            assert {event(number * LENGTH + each)["eventID"] for each in range(LENGTH)} <= known, f"KILL_SEED={SEED}"
        # Whoever got no answer sends again.
        for number in range(BATCHES):
            assert site.capture(documents[number])["success"]
    reference = empty_store(tmp_path, "reference")
    with serving(reference, tmp_path / "reference.txt") as address:
        for one in documents:
            assert EPCISSite(address).capture(one)["success"]
    assert state(store) == state(reference), f"KILL_SEED={SEED}"
