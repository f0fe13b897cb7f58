"""Phones that lose their signal: a browser with a memory of its own, a server that comes and goes, a photo of a camera."""

from __future__ import annotations

import base64
import struct
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from product import start_server

CAMERA = b"Zorblat camera of Ermelinda, S 12.345"
# A phone: narrow, with a microphone that hums, in a place.
PHONE = {"viewport": {"width": 320, "height": 640}, "geolocation": {"latitude": -12.34567, "longitude": 39.23456}}
FLAGS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip


@dataclass
class Site:
    """A server that can be stopped and started again under the same address."""

    store: Path
    log: Path
    port: int
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.server, _ = start_server(self.store, self.log, "--demo", port=self.port)

    def stop(self) -> None:
        if self.server is not None:
            self.server.kill()
            self.server.wait()
        self.server = None


class Phone:
    """A browser with a memory of its own, that can be closed and opened again."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder = folder
        self.browser = browser
        self.context: BrowserContext | None = None

    def open(self) -> Page:
        self.close()
        self.context = self.browser.browser_type.launch_persistent_context(
            self.folder, executable_path="/usr/bin/chromium", args=FLAGS,
            permissions=["geolocation", "microphone"], **PHONE,
        )  # fmt: skip
        return self.context.new_page()

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
        self.context = None


def camera_photo(browser: Browser) -> bytes:
    """A photo as a camera makes it, with what it noted."""
    page = browser.new_page()
    drawn = page.evaluate(
        """() => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 2000, height: 1000 });
          const pen = canvas.getContext("2d");
          for (let x = 0; x < 2000; x += 20) { pen.fillStyle = `hsl(${x} 60% 50%)`; pen.fillRect(x, 0, 20, 1000); }
          return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
        }"""
    )
    page.close()
    plain = base64.b64decode(drawn)
    noted = b"Exif\0\0" + b"MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02" + struct.pack(">II", len(CAMERA), 26) + b"\0" * 4 + CAMERA
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(noted) + 2) + noted + plain[2:]


def nothing_waits(page: Page) -> None:
    """Waits until all is delivered: a page that has just been loaded shows nothing waiting before it has looked.

    Asked again and again from here: `wait_for_function` takes a promise for a yes and does not wait for what it says.
    """
    end = time.monotonic() + 90
    while waiting := page.evaluate("outbox.waiting().then((all) => all.length)"):
        assert time.monotonic() < end, f"{waiting} things still wait on the phone"
        page.wait_for_timeout(100)
    expect(page.locator("#waiting")).to_be_hidden(timeout=30_000)
