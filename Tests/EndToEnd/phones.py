"""Gateways of text messages as a server meets them: what they sign, bring, fetch and confirm."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from product import expect_success, touchstone


@dataclass
class Answer:
    """What a server said."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def post(url: str, body: bytes | None, headers: dict[str, str], method: str | None = None) -> Answer:
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.read(), dict(answer.headers))
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read(), dict(error.headers))


def signed(secret: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """The headers by which a gateway of our own shape shows that it is the one."""
    seconds = str(int(time.time()) if at is None else at)
    code = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"X-Touchstone-Timestamp": seconds, "X-Touchstone-Signature": code, "Content-Type": "application/json"}


def twilio_signature(token: str, url: str, fields: dict[str, str]) -> str:
    text = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


@dataclass
class Gateway:
    """A gateway of our own shape."""

    site: str
    name: str
    secret: str

    def send(self, number: str, text: str, message: str | None = None, **more: str) -> Answer:
        body = json.dumps({"id": message or secrets.token_hex(8), "from": number, "text": text, **more}).encode()
        return post(f"{self.site}/sms/in/{self.name}", body, signed(self.secret, body))

    def press(self, number: str, turn: int, keys: str = "", **more: str) -> Answer:
        body = json.dumps({"id": f"call-{number}-{turn}", "from": number, "channel": "voice", "digits": keys, **more}).encode()
        return post(f"{self.site}/sms/in/{self.name}?turn={turn}", body, signed(self.secret, body))

    def lease(self, number: str | None = None) -> list[dict]:
        query = f"?to={urllib.parse.quote(number)}" if number else ""
        answer = post(f"{self.site}/sms/out/{self.name}{query}", None, signed(self.secret, b""))
        assert answer.status == 200, answer.body
        return answer.json["messages"]

    def say(self, **words: list) -> Answer:
        body = json.dumps(words).encode()
        return post(f"{self.site}/sms/out/{self.name}", body, signed(self.secret, body))

    def fetch(self, number: str | None = None) -> list[str]:
        """What waits, taken and confirmed."""
        messages = self.lease(number)
        if messages:
            assert self.say(accepted=[message["id"] for message in messages]).json["known"] == len(messages)
        return [message["text"] for message in messages]

    def talk(self, number: str, *lines: str) -> list[str]:
        """Sends lines one after the other; what came back in all."""
        heard: list[str] = []
        for line in lines:
            assert self.send(number, line).status == 200, line
            heard += self.fetch(number)
        return heard


def add_gateway(store: Path, name: str, *options: str) -> str:
    """Makes a gateway of the country 243; its secret."""
    return expect_success(
        touchstone("sms", "gateways", "add", name, "--calling-code", "243", "--digits", "9", *options, "--store", store)
    ).strip()
