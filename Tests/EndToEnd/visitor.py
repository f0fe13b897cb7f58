"""A browser without a window or scripts: cookies, forms with their tokens, and addresses that are not followed."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


class Visitor:
    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stay())

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Answer:
        address = path if path.startswith("http") else self.site + path
        request = urllib.request.Request(address, data=body, headers=headers)
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            names = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, answer.read().decode("utf-8", "replace"), names)

    def cookie(self, name: str) -> str | None:
        return next((cookie.value for cookie in self.cookies if cookie.name == name), None)

    def post(self, path: str, **fields: str | list[str]) -> Answer:
        if not self.cookie("touchstone_form"):
            self.ask("/en/sign-in")
        fields["form_token"] = self.cookie("touchstone_form") or ""
        return self.ask(path, urllib.parse.urlencode(fields, doseq=True).encode())

    def sign_in(self, email: str, password: str, **more: str) -> Answer:
        return self.post("/en/sign-in", email=email, password=password, **more)


def secrets(answer: Answer) -> list[str]:
    """What a page shows once."""
    return re.findall(r'<code class="secret">([^<]+)</code>', answer.text)
