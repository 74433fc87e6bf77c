"""How mail leaves the site, from one address such as ``smtps://user:password@mail.example.org``. Imports no Django."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from wijkpeil.errors import WrongUse

VARIABLE = "WIJKPEIL_MAIL_URL"
_BACKENDS = "django.core.mail.backends"
_PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 20


def mail_settings(url: str = "") -> dict[str, Any]:
    """Return Django's mail settings: ``smtp://``, ``smtps://``, ``file:///folder`` or ``console:``; empty: no mail.

    ``smtp`` starts with STARTTLS, unless the server is on this machine; ``smtps`` is encrypted from the start.

    Raises:
        WrongUse: the address is none of these.
    """
    parts = urlsplit(url)
    if not url:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.dummy.EmailBackend"}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path.strip("/") and not parts.netloc:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme in _PORTS and parts.hostname:
        return _smtp(url)
    raise WrongUse(
        f"{VARIABLE} must look like smtps://user:password@mail.example.org, smtp://…, file:///folder or console:"
    )


def _smtp(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    on_this_machine = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (25 if on_this_machine and parts.scheme == "smtp" else _PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not on_this_machine,
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
