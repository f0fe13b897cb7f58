"""A server that is killed while people write loses nothing that it has acknowledged."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from product import rows, scalar, start_server

WRITERS = 4
MOMENTS = 3
SEED = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(2**32)))
FORM_TOKEN = "0" * 32


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes the answer to a form for what it is."""

    def redirect_request(self, *_: object) -> None:
        return None


def dismiss(site: str, finding: str, reason: str) -> bool:
    """Dismisses a finding as the owner; true once the server has said that it is done."""
    request = urllib.request.Request(
        f"{site}/en/findings/{urllib.parse.quote(finding, safe='')}/verdict",
        data=urllib.parse.urlencode({"form_token": FORM_TOKEN, "verdict": "dismissed", "reason": reason}).encode(),
        headers={"Cookie": f"touchstone_form={FORM_TOKEN}"},
    )
    try:
        urllib.request.build_opener(NoRedirect).open(request, timeout=30)
    except urllib.error.HTTPError as answer:
        return answer.code == 303
    except (OSError, urllib.error.URLError):
        return False
    return False


def test_nothing_acknowledged_is_lost(demo_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(demo_store, store)
    findings = [name for (name,) in rows(store, "SELECT id FROM finding ORDER BY id")]
    acknowledged: set[str] = set()
    generator = random.Random(SEED)
    print(f"KILL_SEED={SEED}")
    for moment in range(MOMENTS):
        server, site = start_server(store, tmp_path / f"log-{moment}.txt")
        before = len(acknowledged)

        def write(writer: int) -> None:
            number = 0
            while server.poll() is None:
                reason = f"{moment}-{writer}-{number}"
                if dismiss(site, findings[(writer * 1000 + number) % len(findings)], reason):
                    acknowledged.add(reason)
                number += 1

        writers = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
        for thread in writers:
            thread.start()
        while len(acknowledged) < before + 20 and server.poll() is None:
            time.sleep(0.01)
        time.sleep(generator.uniform(0, 0.5))
        server.kill()
        server.wait()
        for thread in writers:
            thread.join()
        kept = {reason for (reason,) in rows(store, "SELECT reason FROM verdict")}
        assert acknowledged <= kept, f"KILL_SEED={SEED}: {sorted(acknowledged - kept)}"
        assert scalar(store, "PRAGMA integrity_check") == "ok"
    assert len(acknowledged) >= 20 * MOMENTS
