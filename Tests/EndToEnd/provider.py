"""A real provider of OpenID Connect on loopback: Django with django-oauth-toolkit, configured in this one file.

    python provider.py PORT FOLDER REDIRECT

makes a client (`touchstone`, secret `a secret of the provider`) and the people `amara` and `bao`, and serves until it is
ended. Its issuer is http://127.0.0.1:PORT/o.
"""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

CLIENT = "touchstone"
SECRET = "a secret of the provider"
PASSWORD = "only at the provider"
LOGIN = """<!doctype html><title>Provider</title><form method="post">{% csrf_token %}
{{ form.as_p }}<button type="submit">Log in at the provider</button></form>"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def configure(folder: str) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.configure(
        SECRET_KEY="for trials",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/provider.sqlite"}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN})]},
            }
        ],
        LOGIN_URL="/login/",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SESSION_COOKIE_NAME="provider_session",
        CSRF_COOKIE_NAME="provider_form",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode(),
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "sign in", "email": "address", "profile": "name"},
        },
    )
    django.setup()


def routes() -> list:
    from django.contrib.auth.views import LoginView
    from django.urls import include, path

    return [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")), path("login/", LoginView.as_view())]


def fill(redirect: str) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    for name in ("amara", "bao"):
        User.objects.create_user(name, f"{name}@provider.example", PASSWORD)
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        name="Touchstone",
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        redirect_uris=redirect,
        skip_authorization=True,
    )


if __name__ == "__main__":
    port, folder, redirect = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    configure(folder)
    urlpatterns = routes()
    fill(redirect)
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()
