"""What must hold before others can reach the site: checks in Django's own framework, each with its remedy.

They are deployment checks: ``wijkpeil doctor`` tells all of them, and ``wijkpeil serve`` refuses on every error where
the site can be reached from elsewhere. The first line of a check says what holds where it finds nothing.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.ledger.keys.held import weakness
from wijkpeil.ledger.secret import NAME as SECRET_FILE
from wijkpeil.ledger.secret import VARIABLE as SECRET_VARIABLE
from wijkpeil.web.logging import KINDS

TAG = "wijkpeil"
TOKEN_LENGTH = 20
ENCRYPTED = ("require", "verify-ca", "verify-full")
# Ways to prove who asks, other than a password in the address.
OTHER_PROOF = ("passfile", "service", "sslcert")
Found = list[CheckMessage]


@register(TAG, deploy=True)
def secret_key(**_: Any) -> Found:
    """What is signed is signed with a key that is kept, long and hard to guess."""
    if settings.KEYS_SOCKET:
        # Whoever holds it holds it to the same.
        return []
    kept = os.environ.get(SECRET_VARIABLE) or (settings.WORKSPACE / SECRET_FILE).is_file()
    made = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if not kept:
        remedy = f"Run wijkpeil init, which makes one in the workspace, or set it to what this prints: {made}"
        return [_error(1, SECRET_VARIABLE, "There is no secret key, so that every start makes up another.", remedy)]
    told = weakness(settings.SECRET_KEY)
    return [_error(2, SECRET_VARIABLE, told, f"Set it to what this prints: {made}")] if told else []


@register(TAG, deploy=True)
def debugging(**_: Any) -> Found:
    """A failure tells a reader nothing of how the site is made."""
    told = "A page that fails shows settings and source code to whoever asked for it."
    return [_error(3, "WIJKPEIL_DEBUG", told, "Take the setting away.")] if settings.DEBUG else []


@register(TAG, deploy=True)
def encryption(**_: Any) -> Found:
    """Pages go over HTTPS alone, and cookies with them."""
    told = "Passwords and cookies would go over the network as they are."
    remedy = "Put a web server that speaks HTTPS before the site, and set it to 1."
    return [] if settings.SECURE else [_error(4, "WIJKPEIL_SECURE", told, remedy)]


@register(TAG, deploy=True)
def host_names(**_: Any) -> Found:
    """The site answers to its own names, and to no other."""
    where, remedy = "WIJKPEIL_ALLOWED_HOSTS", "Set it to the names of the site, such as wijkpeil.example.org."
    if "*" in settings.ALLOWED_HOSTS:
        told = "The site answers to any name, so that a link in its mail can be made to lead elsewhere."
        return [_error(5, where, told, remedy)]
    if all(is_loopback(name) for name in settings.ALLOWED_HOSTS):
        return [_error(6, where, "It names this machine alone, so that nobody else could open the site.", remedy)]
    return []


@register(TAG, deploy=True)
def demonstration(**_: Any) -> Found:
    """Nobody can act as another without signing in."""
    told = "Whoever reaches the demonstration could act as anyone."
    remedy = "Take the setting away; `wijkpeil demo` serves the demonstration on this machine alone."
    return [_error(7, "WIJKPEIL_DEMO", told, remedy)] if getattr(settings, "DEMO", False) else []


@register(TAG, deploy=True)
def workspace_files(**_: Any) -> Found:
    """Other users of the machine cannot read the workspace."""
    place, found = Path(settings.WORKSPACE), []
    if _mode(place) & stat.S_IRWXO:
        told = "Every user of this machine can look into the workspace, which holds personal data."
        found.append(_error(8, str(place), told, f"Run: chmod -R o= {place}"))
    if _mode(place / SECRET_FILE) & (stat.S_IRWXG | stat.S_IRWXO):
        told = "Others than its owner can read the secret key."
        found.append(_error(9, str(place / SECRET_FILE), told, f"Run: chmod 600 {place / SECRET_FILE}"))
    return found


@register(TAG, deploy=True)
def database(**_: Any) -> Found:
    """The database takes nobody at their word, and what it says is encrypted on its way."""
    held, where = settings.DATABASES["default"], "WIJKPEIL_DATABASE_URL"
    options = held.get("OPTIONS", {})
    local = not held.get("HOST") or held["HOST"].startswith("/")
    if not held["ENGINE"].endswith("postgresql") or local:
        return []
    found: Found = []
    proved = any(name in options for name in OTHER_PROOF) or {"PGPASSWORD", "PGPASSFILE"} & set(os.environ)
    if not held.get("PASSWORD") and not proved:
        told = "The database lets this user in over the network without a password."
        found.append(_error(10, where, told, "Give the user a password, and put it in the address."))
    if is_loopback(held["HOST"]):
        return found
    remedy = "Add ?sslmode=verify-full to the address."
    if options.get("sslmode") not in ENCRYPTED:
        told = "What the site and its database say to each other goes over the network as it is, or could."
        found.append(_error(11, where, told, remedy))
    elif options["sslmode"] != ENCRYPTED[-1]:
        told = "The site does not hold the database to its certificate, so that another could take its place."
        found.append(_error(17, where, told, remedy))
    return found


@register(TAG, deploy=True)
def metrics_token(**_: Any) -> Found:
    """The token for the metrics, where there is one, is hard to guess."""
    short = 0 < len(settings.METRICS_TOKEN) < TOKEN_LENGTH
    told = f"The token can be guessed: it is shorter than {TOKEN_LENGTH} signs."
    return [_error(12, "WIJKPEIL_METRICS_TOKEN", told, "Set a longer one, or none.")] if short else []


@register(TAG, deploy=True)
def log(**_: Any) -> Found:
    """The log is of a kind that there is."""
    told = f"There is no log of the kind {settings.LOG!r}; it is written as text."
    return [] if settings.LOG in KINDS else [_error(13, "WIJKPEIL_LOG", told, "Set it to text or json.")]


@register(TAG, deploy=True)
def contact(**_: Any) -> Found:
    """The accessibility statement says whom to write to."""
    told = "The accessibility statement names nobody to write to, as the law asks of public bodies."
    return [] if settings.CONTACT else [_warning(14, "WIJKPEIL_CONTACT", told, "Set it to an e-mail address.")]


@register(TAG, deploy=True)
def mail(**_: Any) -> Found:
    """Invitations and reminders can be sent."""
    told = "No mail is sent, so that invitations have to be handed over by other means."
    remedy = "Set it to the address of a mail server, such as smtps://user:password@mail.example.org."
    return [] if os.environ.get("WIJKPEIL_MAIL_URL") else [_warning(15, "WIJKPEIL_MAIL_URL", told, remedy)]


@register(TAG, deploy=True)
def system_user(**_: Any) -> Found:
    """The site runs as a user that can do nothing else."""
    told, remedy = "The site runs as root, and so would whoever broke into it.", "Run it as a user of its own."
    return [_warning(16, "the user", told, remedy)] if os.geteuid() == 0 else []


def _error(number: int, where: str, told: str, remedy: str) -> CheckMessage:
    return Error(told, hint=remedy, obj=where, id=f"{TAG}.E{number:03}")


def _warning(number: int, where: str, told: str, remedy: str) -> CheckMessage:
    return Warning(told, hint=remedy, obj=where, id=f"{TAG}.W{number:03}")


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return 0
