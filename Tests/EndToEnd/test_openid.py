"""Sign-in through another organisation: against a real provider, and against one that lies."""

from __future__ import annotations

import base64
import hashlib
import html
import http.server
import json
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jwcrypto import jwk, jwt
from playwright.sync_api import Browser, expect
from product import ROOT, expect_success, free_port, rows, touchstone
from provider import CLIENT, PASSWORD as PROVIDER_PASSWORD, SECRET
from test_sign_in import PASSWORD, choose_password, running, with_person
from visitor import Answer, Visitor


def configuration(folder: Path, issuer: str, redirect: str) -> None:
    (folder / "store/touchstone.yaml").write_text(
        f"oidc:\n  issuer: {issuer}\n  client: {CLIENT}\n  secret: {SECRET}\n  redirect: {redirect}\n  name: Ministry\n"
    )


@pytest.fixture
def real_provider(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Django with django-oauth-toolkit; gives its issuer, and the port on which it expects Touchstone."""
    port, ours = free_port(), free_port()
    redirect = f"http://127.0.0.1:{ours}/sign-in/oidc/callback"
    provider = subprocess.Popen(
        [sys.executable, ROOT / "Tests/EndToEnd/provider.py", str(port), str(tmp_path), redirect],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert provider.stdout and provider.stderr
    if provider.stdout.readline().strip() != "ready":
        raise AssertionError(provider.stderr.read())
    yield f"http://127.0.0.1:{port}/o", ours
    provider.terminate()
    provider.communicate(timeout=20)


def test_a_person_signs_in_through_a_real_provider(
    real_provider: tuple[str, int], tmp_path: Path, browser: Browser
) -> None:
    issuer, port = real_provider
    code = with_person(tmp_path)
    invited = expect_success(
        touchstone("people", "invite", "bao@example.org", "--role", "inspector", "--store", tmp_path / "store")
    ).strip()
    site = f"http://127.0.0.1:{port}"
    configuration(tmp_path, issuer, f"{site}/sign-in/oidc/callback")
    with running(tmp_path / "store", port=port) as (_, log):
        choose_password(site, code)

        def through(name: str, begin: Callable[[object], None]):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            begin(page)
            # The page that sends the browser on, the provider's log-in, and back.
            page.locator("input[name=username]").fill(name)
            page.locator("input[name=password]").fill(PROVIDER_PASSWORD)
            page.get_by_role("button", name="Log in at the provider").click()
            page.wait_for_url(f"{site}/**")
            return context, page

        def from_door(page) -> None:
            page.goto(f"{site}/en/sign-in")
            page.get_by_role("button", name="Sign in with Ministry").click()

        # Nobody here is tied to that person yet, whatever their address is.
        context, page = through("amara", from_door)
        expect(page.locator("main")).to_contain_text("no account here is tied to you")
        context.close()

        def from_account(page) -> None:
            page.goto(f"{site}/en/account")
            page.get_by_label("E-mail address").fill("ana@example.org")
            page.get_by_label("Password").fill(PASSWORD)
            page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
            page.locator("#provider-current").fill(PASSWORD)
            page.get_by_role("button", name="Tie this account to Ministry").click()

        context, page = through("amara", from_account)
        expect(page.locator("main")).to_contain_text("You can sign in with Ministry")
        context.close()
        context, page = through("amara", from_door)
        expect(page.locator(".person")).to_contain_text("Ana Test")
        context.close()

        def from_invitation(page) -> None:
            page.goto(f"{site}/en/invitation")
            page.get_by_label("Code").fill(invited)
            page.get_by_role("button", name="Go on").click()
            page.get_by_role("button", name="Come in with Ministry").click()

        context, page = through("bao", from_invitation)
        expect(page.locator("h1")).not_to_have_text("Sign in")
        expect(page.locator(".person")).to_be_visible()
        context.close()
        said = log.read_text()
    tied = rows(tmp_path / "store", "SELECT email, identity_issuer FROM person ORDER BY email")
    assert tied == [("ana@example.org", issuer), ("bao@example.org", issuer)]
    assert SECRET not in said and PROVIDER_PASSWORD not in said


class Liar:
    """A provider whose token a test bends; what it says is otherwise right."""

    def __init__(self) -> None:
        self.key = jwk.JWK.generate(kty="RSA", size=2048, kid="k", use="sig", alg="RS256")
        self.bend: Callable[[dict, dict], str | None] = lambda claims, header: None
        self.token_answer: tuple[int, dict[str, str], bytes] | None = None
        self.nonce = ""
        self.codes: list[str] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments: object) -> None:
                pass

            def answer(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                if self.path.endswith("/openid-configuration"):
                    self.answer(json.dumps(outer.document()).encode())
                elif self.path == "/keys":
                    self.answer(json.dumps({"keys": [outer.key.export_public(as_dict=True)]}).encode())
                else:
                    self.answer(outer.token().encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                outer.codes += urllib.parse.parse_qs(body)["code"]
                if outer.token_answer:
                    status, headers, content = outer.token_answer
                    return self.answer(content, status, headers)
                self.answer(outer.token().encode())

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def document(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "s-1", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": self.nonce,
        }
        header = {"alg": "RS256", "kid": "k"}
        made = self.bend(claims, header)
        if made is None:
            token = jwt.JWT(header=header, claims=claims)
            token.make_signed_token(self.key)
            made = token.serialize()
        return json.dumps({"access_token": "x", "token_type": "Bearer", "id_token": made})


def begin(visitor: Visitor, liar: Liar) -> str:
    """Begins at our door; gives the state, and lets the provider know the nonce, as the browser would."""
    departure = visitor.post("/sign-in/oidc", language="en")
    assert departure.status == 200, departure.text
    target = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', departure.text)
    assert target
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(html.unescape(target[1])).query)
    assert query["code_challenge_method"] == ["S256"] and query["response_type"] == ["code"]
    liar.nonce = query["nonce"][0]
    return query["state"][0]


def come_back(visitor: Visitor, state: str, **more: str) -> Answer:
    query = {"state": state, "code": "c", **more}
    return visitor.ask("/sign-in/oidc/callback?" + urllib.parse.urlencode(query))


def encoded(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def without_signature(claims: dict, header: dict) -> str:
    return f"{encoded({'alg': 'none'})}.{encoded(claims)}."


def with_public_key_as_secret(liar: Liar) -> Callable[[dict, dict], str]:
    def bend(claims: dict, header: dict) -> str:
        import hmac

        head = f"{encoded({'alg': 'HS256', 'kid': 'k'})}.{encoded(claims)}"
        digest = hmac.digest(liar.key.export_to_pem(), head.encode(), hashlib.sha256)
        return head + "." + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    return bend


def with_another_key(claims: dict, header: dict) -> str:
    token = jwt.JWT(header=header, claims=claims)
    token.make_signed_token(jwk.JWK.generate(kty="RSA", size=2048, kid="k"))
    return token.serialize()


def changing(**values: object) -> Callable[[dict, dict], None]:
    return lambda claims, header: claims.update(values)


def test_lies_of_a_provider_sign_nobody_in(tmp_path: Path) -> None:
    liar = Liar()
    code = with_person(tmp_path)
    port = free_port()
    configuration(tmp_path, liar.issuer, f"http://127.0.0.1:{port}/sign-in/oidc/callback")
    with running(tmp_path / "store", port=port) as (_, log):
        site = f"http://127.0.0.1:{port}"
        ana = choose_password(site, code)
        # Ana ties her account to the person whom the provider calls s-1.
        departure = ana.post("/sign-in/oidc", language="en", link="1", current=PASSWORD)
        target = html.unescape(re.search(r'content="0;url=([^"]+)"', departure.text)[1])
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(target).query)
        liar.nonce = query["nonce"][0]
        assert come_back(ana, query["state"][0]).location == "/en/account"

        honest = Visitor(site)
        state = begin(honest, liar)
        assert come_back(honest, state).status == 303
        assert "Ana Test" in honest.ask("/en/account").text
        # The same answer again, in the same browser.
        honest.post("/en/sign-out")
        assert come_back(honest, state).status == 422
        assert honest.ask("/en/account").status == 302

        now = int(time.time())
        lies: dict[str, Callable[[dict, dict], str | None]] = {
            "nonce": changing(nonce="another"),
            "issuer": changing(iss="https://evil.example"),
            "audience": changing(aud="another"),
            "audiences": changing(aud=[CLIENT, "another"]),
            "expired": changing(exp=now - 3600),
            "from the future": changing(iat=now + 3600, exp=now + 7200),
            "no signature": without_signature,
            "public key as secret": with_public_key_as_secret(liar),
            "another key": with_another_key,
            "no token": lambda claims, header: "",
        }
        for name, bend in lies.items():
            liar.bend = bend
            visitor = Visitor(site)
            answer = come_back(visitor, begin(visitor, liar))
            assert answer.status == 422, name
            assert not visitor.cookie("touchstone_session"), name
        liar.bend = lambda claims, header: None

        for name, answer in {
            "redirect": (302, {"Location": f"{liar.issuer}/elsewhere"}, b""),
            "too large": (200, {}, b"{" + b" " * (3 << 20) + b"}"),
            "no JSON": (200, {}, b"<html>"),
            "error": (500, {}, b"{}"),
        }.items():
            liar.token_answer = answer
            visitor = Visitor(site)
            assert come_back(visitor, begin(visitor, liar)).status == 422, name
            assert not visitor.cookie("touchstone_session"), name
        liar.token_answer = None

        # Another's state, no state, a state in another browser, an answer that nobody asked for.
        visitor, other = Visitor(site), Visitor(site)
        state, foreign = begin(visitor, liar), begin(other, liar)
        asked = len(liar.codes)
        assert come_back(visitor, foreign).status == 422
        assert come_back(Visitor(site), state).status == 422
        assert come_back(Visitor(site), "x").status == 422
        visitor = Visitor(site)
        begin(visitor, liar)
        assert visitor.ask("/sign-in/oidc/callback?code=c").status == 422
        assert len(liar.codes) == asked, "no code was sent to the provider"

        # Somebody who is unknown here, with Ana's address.
        liar.bend = changing(sub="s-2", email="ana@example.org", email_verified=True)
        visitor = Visitor(site)
        answer = come_back(visitor, begin(visitor, liar))
        assert "no account here is tied" in answer.text and not visitor.cookie("touchstone_session")
        liar.bend = lambda claims, header: None

        # Suspended here: the provider's word does not help.
        expect_success(touchstone("people", "suspend", "ana@example.org", "--store", tmp_path / "store"))
        visitor = Visitor(site)
        come_back(visitor, begin(visitor, liar))
        assert not visitor.cookie("touchstone_session")
        said = log.read_text()
    assert SECRET not in said and "sign-in through the provider failed" in said
