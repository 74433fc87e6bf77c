"""What must hold of what the site leans on: the provider, the keeper of secrets, the disk, whoever watches its logs.

Checks like those of ``wijkpeil.web.checks``.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import register

from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.ledger.secret import BEFORE, FILED, NAME, SOCKET, VARIABLE
from wijkpeil.web.at_rest import encrypted
from wijkpeil.web.checks import TAG, Found, _error, _mode, _warning


@register(TAG, deploy=True)
def provider(**_: Any) -> Found:
    """The provider of single sign-on is spoken to over HTTPS."""
    parts = urlsplit(settings.OIDC_URL)
    if not settings.OIDC_URL or parts.scheme == "https" or is_loopback(parts.hostname or ""):
        return []
    told = "Who signs in there, and as whom, could be changed on its way."
    return [_error(18, "WIJKPEIL_OIDC_URL", told, "Give the address that begins with https://.")]


@register(TAG, deploy=True)
def secret_files(**_: Any) -> Found:
    """Files that hold secrets can be read by those alone who must."""
    found: Found = []
    for name in (f"{each}_FILE" for each in FILED):
        place = os.environ.get(name, "")
        if place and _mode(Path(place)) & stat.S_IRWXO:
            told = "Every user of this machine can read the secret."
            found.append(_error(19, name, told, f"Run: chmod o= {place}"))
    return found


@register(TAG, deploy=True)
def secret_keeper(**_: Any) -> Found:
    """The secret key comes from a keeper of secrets, apart from what it protects."""
    if settings.KEYS_SOCKET or os.environ.get(f"{VARIABLE}_FILE"):
        return []
    told = "The secret key lies in the environment or in the workspace, beside what it protects."
    remedy = "Have a keeper of secrets (systemd credentials, a vault) place it in a file, and name that file."
    return [_warning(20, f"{VARIABLE}_FILE", told, remedy)]


@register(TAG, deploy=True)
def key_process(**_: Any) -> Found:
    """The site holds no secret key: a process of its own signs and encrypts for it."""
    if not settings.KEYS_SOCKET:
        told = "The site holds the secret key in its memory, where whoever breaks into the site can read it."
        return [_warning(24, SOCKET, told, "Have `wijkpeil keys` hold the key as another user, and name its socket.")]
    found: Found = []
    given = [name for name in (VARIABLE, f"{VARIABLE}_FILE", BEFORE, f"{BEFORE}_FILE") if os.environ.get(name)]
    kept = Path(settings.WORKSPACE) / NAME
    for where in (*given, *([str(kept)] if os.access(kept, os.R_OK) else [])):
        told = "The site can read a secret key that the process of keys holds for it."
        found.append(_error(23, where, told, "Give it to `wijkpeil keys` alone, and take it away here."))
    folder = Path(settings.KEYS_SOCKET).parent
    if _mode(folder) & (stat.S_IWGRP | stat.S_IWOTH):
        told = "Others can put a socket of their own in its place, and would be told every password."
        found.append(_error(25, str(folder), told, f"Run: chmod go-w {folder}"))
    return found


@register(TAG, deploy=True)
def disk(**_: Any) -> Found:
    """Personal data lie on a disk that encrypts."""
    elsewhere = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if settings.ENCRYPTED_DISK or (not elsewhere and encrypted(Path(settings.WORKSPACE))):
        return []
    told = "It cannot be seen that the disk of the database encrypts what lies on it."
    remedy = "Put it on an encrypted disk (LUKS, or the one of your cloud); set this to 1 where that cannot be seen."
    return [_warning(21, "WIJKPEIL_ENCRYPTED_DISK", told, remedy)]


@register(TAG, deploy=True)
def watched(**_: Any) -> Found:
    """Logs go to another machine, where somebody is told of attacks."""
    if settings.LOG_TO:
        return []
    told = "Logs stay on this machine, where whoever breaks in can change them."
    remedy = (
        "Set it to a collector, such as syslog+tls://logs.example.org, or to `elsewhere` where the machine sends them."
    )
    return [_warning(22, "WIJKPEIL_LOG_TO", told, remedy)]
