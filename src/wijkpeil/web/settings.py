"""Settings of the site, all from the environment; each variable is described in ``docs/administrator.md``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from wijkpeil.ledger.databases import database_settings
from wijkpeil.ledger.secret import SOCKET, given, keys_before, secret_key
from wijkpeil.ledger.workspace import current_workspace
from wijkpeil.web.demonstration_settings import demonstration
from wijkpeil.web.logging import logging_settings
from wijkpeil.web.settings_accounts import *  # noqa: F403
from wijkpeil.web.settings_accounts import ACCOUNT_APPS


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


def _listed(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


PACKAGE = Path(__file__).resolve().parent.parent
WORKSPACE = current_workspace().path

DEBUG = _flag("WIJKPEIL_DEBUG")
# With the process of keys this one has none: what Django would sign by itself nobody could rely on, and nothing is.
KEYS_SOCKET = os.environ.get(SOCKET, "")
SECRET_KEY = secrets.token_urlsafe(48) if KEYS_SOCKET else secret_key(WORKSPACE)
SECRET_KEY_FALLBACKS = [] if KEYS_SOCKET else keys_before()
ALLOWED_HOSTS = _listed("WIJKPEIL_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
PROGRAMME = os.environ.get("WIJKPEIL_PROGRAMME") or None
CONTACT = os.environ.get("WIJKPEIL_CONTACT", "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wijkpeil.ledger",
    "wijkpeil.pages",
    "wijkpeil.web",
    *ACCOUNT_APPS,
]
MIDDLEWARE = [
    "wijkpeil.web.roomy.with_room",
    "wijkpeil.web.observing.observe",
    "wijkpeil.web.health.probes",
    "django.middleware.security.SecurityMiddleware",
    "wijkpeil.web.middleware.policy_headers",
    "csp.middleware.CSPMiddleware",
    "wijkpeil.web.api.envelope.api_envelope",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wijkpeil.web.middleware.CompressPublicPages",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wijkpeil.web.lasting.sessions_end",
    "wijkpeil.web.middleware.private_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wijkpeil.web.acting.actor_of_request",
    "wijkpeil.web.pace.at_a_human_pace",
    "allauth.account.middleware.AccountMiddleware",
    "wijkpeil.web.unfit.another_password_first",
    "wijkpeil.web.codes.codes_first",
    "wijkpeil.web.past.pages_of_the_past",
    "wijkpeil.web.middleware.readable_errors",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "wijkpeil.web.urls"
WSGI_APPLICATION = "wijkpeil.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wijkpeil.web.showing.shell_around",
            ],
        },
    }
]

AUTH_USER_MODEL = "ledger.Account"
DATABASES = {"default": database_settings(WORKSPACE, given("WIJKPEIL_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
# The texts of faults come last: their single words are made to stand within a sentence.
_CATALOGUES = (
    "shell",
    "registers",
    "targets",
    "standing",
    "history",
    "people",
    "journal",
    "work",
    "signals",
    "api",
    "delivery",
    "indices",
    "faults",
)
LOCALE_PATHS = [PACKAGE / "pages" / "locale" / part for part in _CATALOGUES]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
FORMAT_MODULE_PATH = ["wijkpeil.web.formats"]

# The second reads what was stored before there was a pepper; it is stored anew at the next sign-in.
PASSWORD_HASHERS = ["wijkpeil.web.pepper.Peppered", "django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "wijkpeil.web.passwords.Length"},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["name", "email"]}},
]
SESSION_ENGINE = "wijkpeil.web.sessions"
SESSION_COOKIE_AGE = 12 * 3600
IDLE_MINUTES = int(os.environ.get("WIJKPEIL_IDLE_MINUTES", "30"))
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wijkpeil.web.rescuing.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("WIJKPEIL_STATIC_ROOT") or WORKSPACE / "static")
_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STORAGE if DEBUG else _HASHED},
}
WHITENOISE_USE_FINDERS = DEBUG

# Counted by the minute in each process; 0 counts nothing.
FORMS = int(os.environ.get("WIJKPEIL_FORMS", "60"))
PAGES = int(os.environ.get("WIJKPEIL_PAGES", "600"))
API_WRITES = int(os.environ.get("WIJKPEIL_API_WRITES", "120"))
API_READS = int(os.environ.get("WIJKPEIL_API_READS", "600"))
API_FAILURES = int(os.environ.get("WIJKPEIL_API_FAILURES", "30"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": a form would then be sent without its origin, and refused as forged.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE = _flag("WIJKPEIL_SECURE")
# With the prefix a browser takes a cookie over HTTPS alone, from this host alone; without HTTPS it would take none.
_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}wijkpeil", f"{_PREFIX}wijkpeil-form"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
# How many proxies stand before the site, each of which adds the address it was asked from to X-Forwarded-For.
PROXIES = int(os.environ.get("WIJKPEIL_PROXIES") or (1 if SECURE else 0))
DEMO = demonstration(ALLOWED_HOSTS, SECURE)

LOG = os.environ.get("WIJKPEIL_LOG") or "text"
LOG_TO = os.environ.get("WIJKPEIL_LOG_TO", "")
LOGGING = logging_settings(LOG, LOG_TO)
# Said by the administrator, where it cannot be seen from here that the disk of the database encrypts.
ENCRYPTED_DISK = _flag("WIJKPEIL_ENCRYPTED_DISK")
METRICS_TOKEN = given("WIJKPEIL_METRICS_TOKEN")
# What the project's own checks tell in its own words (web/checks.py), and what policy_headers sets (W002).
SILENCED_SYSTEM_CHECKS = [f"security.W{number:03}" for number in (2, 4, 5, 8, 9, 12, 16, 18, 20, 21)]
