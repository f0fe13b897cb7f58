"""How heavy a page is, and how soon it shows something on a slow telephone network.

    paint.py ADDRESS COOKIES PATH …

Chromium is held to 400 kbit/s each way with 400 ms to the answer (the slow 3G of WebPageTest) and to a quarter of the
processor. Nothing is in its cache. The weight is what went over the wire, the map's library and layers left out.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

RATE = 400_000 / 8


@dataclass(frozen=True)
class Paint:
    """One visit to one page."""

    path: str
    first_paint: float
    weight: int


def visit(site: str, cookies: str, paths: list[str]) -> list[Paint]:
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in paths:
            context = browser.new_context(viewport={"width": 360, "height": 740})
            context.add_cookies(
                [{"name": name, "value": value, "url": site} for name, value in (each.split("=", 1) for each in cookies.split("; ") if each)]
            )
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": 400, "downloadThroughput": RATE, "uploadThroughput": RATE},
            )
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            weights: dict[str, int] = {}
            names: dict[str, str] = {}
            session.on("Network.requestWillBeSent", lambda event: names.__setitem__(event["requestId"], event["request"]["url"]))
            session.on("Network.loadingFinished", lambda event: weights.__setitem__(event["requestId"], int(event["encodedDataLength"])))
            page.goto(site + path, wait_until="load", timeout=60_000)
            page.wait_for_timeout(500)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null")
            weight = sum(
                size for request, size in weights.items() if not any(part in names.get(request, "") for part in ("/vendor/", "/api/v1/map/"))
            )
            found.append(Paint(path, (paint or 60_000) / 1000, weight))
            context.close()
        browser.close()
    return found


if __name__ == "__main__":
    for each in visit(sys.argv[1], sys.argv[2], sys.argv[3:]):
        print(f"{each.path:40} first paint {each.first_paint:.2f} s, {each.weight / 1000:.0f} kB")
