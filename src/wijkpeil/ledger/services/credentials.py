"""What an account proves itself with beside its password: journalled by salted digest whenever it changes.

The rows themselves are kept by the library that handles one-time codes and single sign-on; the site tells here of each
change, and ``wijkpeil.ledger.verifying`` holds the rows against what was told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.journal import content_hash
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services.recording import By, journal_write, writing
from wijkpeil.ledger.verifying import Finding

ACTION = "credentials_change"
_by: ContextVar[By | None] = ContextVar("credentials_by", default=None)


@contextmanager
def changed_by(by: By) -> Iterator[None]:
    """Have changes inside journalled as done by another than the holder of the account."""
    before = _by.set(by)
    try:
        yield
    finally:
        _by.reset(before)


def in_one_transaction() -> None:
    """Refuse a change of credentials whose journal entry could be lost.

    Raises:
        SoftwareError: no transaction holds the change and its entry together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise SoftwareError("credentials are changed in one transaction with their journal entry")


def credentials_changed(account: Account, held: Mapping[str, Any], what: str) -> None:
    """Journal that an account's credentials are now ``held`` (any JSON, by kind); ``what`` says what happened."""
    with writing():
        before, now = last_told(account.id) or {}, _digest(account, held)
        if before != now:
            journal_write(
                _by.get() or By(actor=account.id, role="reader", why=what),
                programme="",
                action=ACTION,
                subject=f"credentials/{account.id}",
                before=before,
                after=now,
            )


def last_told(account_id: str) -> dict[str, str] | None:
    """Return the digests of the last entry about an account's credentials; None where there is none."""
    entry = JournalEntry.objects.filter(subject=f"credentials/{account_id}").order_by("-sequence").first()
    return entry.after if entry else None


def credentials_findings(held: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Hold the credentials of every account, by its id, against the journal."""
    told: dict[str, dict[str, str] | None] = {}
    for entry in JournalEntry.objects.filter(action=ACTION).order_by("sequence").iterator():
        told[entry.subject.partition("/")[2]] = entry.after
    for account in Account.objects.order_by("id").iterator():
        now, said = _digest(account, held.get(account.id, {})), told.get(account.id)
        if now != (said or {}):
            names = sorted(name for name in {*now, *(said or {})} if now.get(name) != (said or {}).get(name))
            yield Finding(where=f"account {account.id}", message=f"Not as it was written: {', '.join(names)}.")


def _digest(account: Account, held: Mapping[str, Any]) -> dict[str, str]:
    return {
        kind: content_hash({"salt": account.salt, "id": account.id, "kind": kind, "held": content})
        for kind, content in sorted(held.items())
        if content
    }
