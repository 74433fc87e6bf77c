"""What concerns security is counted, told in the log, and kept for a while: who was let in or refused, and who looked.

Neither the log nor what is kept holds a whole address, a secret, or what was looked at.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_used
from django.http import HttpRequest

from wijkpeil.ledger.services.security import security_keep
from wijkpeil.web.logging import SECURITY
from wijkpeil.web.visitors import device, network

EVENTS = (
    *("signed-in", "password-wrong", "locked-out", "lock-out-lifted", "network-unseen", "many-failures"),
    *("password-changed", "code-right", "code-wrong", "code-used-twice", "codes-added", "codes-removed"),
    *("single-sign-on-refused", "not-allowed", "token-refused", "too-fast", "looked-at-journal", "looked-at-accounts"),
)
"""All that is noted; each is a label of the metric ``wijkpeil_security``."""
JOURNAL, ACCOUNTS = "looked-at-journal", "looked-at-accounts"
ELSEWHERE = frozenset({"signed-in", "password-wrong", "not-allowed", "too-fast", "token-refused"})
"""What is counted and logged alone: the first two are kept where failures are counted."""
_log = logging.getLogger(SECURITY)


def note(request: HttpRequest | None, event: str, account: str = "", about: str = "") -> None:
    """Count, log and keep an event; ``account`` is an id or a keyed hash, ``about`` an id or a word."""
    if event not in EVENTS:
        raise KeyError(event)
    # The metrics library settles at its import whether processes share their counts: not before the site is served.
    from wijkpeil.web.metrics import count_security

    count_security(event)
    told = {"event": event, "account": account, **({"about": about} if about else {})}
    _log.info("%s", event, extra={"told": told})
    if event in ELSEWHERE:
        return
    meta: Any = request.META if request is not None else {}
    where = network(request) if request is not None else ""
    security_keep(account, event, about=about, network=where or "", device=device(meta.get("HTTP_USER_AGENT", "")))


def _code_wrong(request: Any, user: Any, **_more: Any) -> None:
    note(request, "code-wrong", user.pk)


def _code_right(request: Any, user: Any, authenticator: Any, **_more: Any) -> None:
    note(request, "code-right", user.pk, authenticator.type)


def _codes(event: str) -> Any:
    def heard(request: Any, user: Any, authenticator: Any, **_more: Any) -> None:
        note(request, event, user.pk, authenticator.type)

    return heard


_added, _removed = _codes("codes-added"), _codes("codes-removed")


def _password(request: Any, user: Any, **_more: Any) -> None:
    note(request, "password-changed", user.pk)


def connect() -> None:
    """Listen to what the account library decides."""
    authentication_failed.connect(_code_wrong, dispatch_uid="security-code-wrong")
    authenticator_used.connect(_code_right, dispatch_uid="security-code-right")
    authenticator_added.connect(_added, dispatch_uid="security-codes-added")
    authenticator_removed.connect(_removed, dispatch_uid="security-codes-removed")
    for signal in (password_changed, password_reset):
        signal.connect(_password, dispatch_uid="security-password")
