"""People of a store and the sessions in which they are signed in, for tests of pages behind a door."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import sqlite3
import zlib
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def spelled(number: int, width: int) -> str:
    """A number in letters and digits."""
    text = ""
    for _ in range(width):
        number, rest = divmod(number, 62)
        text = SYMBOLS[rest] + text
    return text


def new_token(prefix: str = "tss_") -> str:
    """A session's token, or with `ts_` a program's, as `Sources/Identity/Tokens/Token.swift` makes it."""
    body = prefix + spelled(secrets.randbits(256), 43)
    return body + spelled(zlib.crc32(body.encode()), 6)


def signed_in(store: Path, name: str, *roles: str, agency: int = 1, clearance: int = 4) -> str:
    """Makes a person with roles and a session; gives the token of the session."""
    token = new_token()
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite", timeout=30)) as connection, connection:
        person = connection.execute(
            "INSERT INTO person (agency_id, name, email, clearance, made_at) VALUES (?, ?, ?, ?, '2020-01-01T00:00:00.000Z')",
            (agency, name, f"{name.lower().replace(' ', '.')}@example.org", clearance),
        ).lastrowid
        for role in roles:
            connection.execute("INSERT INTO person_role (person_id, role) VALUES (?, ?)", (person, role))
        connection.execute(
            "INSERT INTO session (person_id, digest, began_at, last_seen, expires_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                person, hashlib.sha256(token.encode()).digest(), "2020-01-01T00:00:00.000Z",
                "2999-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z",
            ),
        )
    return token


def context_of(browser: Browser, site: str, token: str | None, **settings: object) -> BrowserContext:
    """A browser of somebody's own; without a token, of somebody who has not signed in."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings})
    if token:
        context.add_cookies([{"name": "touchstone_session", "value": token, "url": site}])
    return context
