"""What an account proves itself with beside its password: one-time codes and links to the provider of single sign-on.

The rows are kept by the library that handles them; the journal holds a salted digest of them from each change on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.db import transaction

from wijkpeil.errors import SoftwareError, say
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.coverage import covers
from wijkpeil.ledger.journal import content_hash
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.verifying import Finding, also_verify

ACTION = "credentials_change"
JOURNALLED = (Authenticator, SocialAccount)
"""Tables of the library that the journal covers."""
UNUSED = (EmailConfirmation, SocialApp, SocialToken)
"""Tables of the library in which this site never writes: a row in one could only let somebody in."""
covers(*(model._meta.db_table for model in (*JOURNALLED, *UNUSED)))
IN_PASSING = {"viewed_at"}
"""Parts of an authenticator that say when it was looked at, and change nothing."""


def held_by(account_id: str) -> dict[str, Any]:
    """Return the credentials of one account, by kind."""
    return _held(
        Authenticator.objects.filter(user_id=account_id), SocialAccount.objects.filter(user_id=account_id)
    ).get(account_id, {})


def _held(codes: Any, links: Any) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = defaultdict(lambda: {"codes": [], "links": []})
    for row in codes.order_by("type", "pk"):
        data = {name: value for name, value in row.data.items() if name not in IN_PASSING}
        held[row.user_id]["codes"].append([row.type, data])
    for row in links.order_by("provider", "uid"):
        held[row.user_id]["links"].append([row.provider, row.uid])
    return held


def in_one_transaction() -> None:
    """Refuse a change of credentials whose journal entry could be lost.

    Raises:
        SoftwareError: no transaction holds the change and its entry together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise SoftwareError("credentials are changed in one transaction with their journal entry")


def last_told(account_id: str) -> dict[str, str] | None:
    """Return the digests of the last entry about an account's credentials; None where there is none."""
    entry = JournalEntry.objects.filter(subject=f"credentials/{account_id}").order_by("-sequence").first()
    return entry.after if entry else None


@also_verify
def credentials_findings() -> Iterator[Finding]:
    """Hold the credentials of every account against the journal, and copies of its address against the account."""
    yield from _changed()
    for row in EmailAddress.objects.select_related("user").order_by("pk"):
        if row.email.lower() != row.user.email:
            message = say("Another address than its own was added to it.")
            yield Finding(where=f"account {row.user_id}", message=message)
    for model in UNUSED:
        for own in model.objects.order_by("pk").values_list("pk", flat=True):
            yield Finding(where=f"{model._meta.db_table} {own}", message=say("The site never wrote this row."))


def _changed() -> Iterator[Finding]:
    held = _held(Authenticator.objects.all(), SocialAccount.objects.all())
    told: dict[str, dict[str, str] | None] = {}
    for entry in JournalEntry.objects.filter(action=ACTION).order_by("sequence").iterator():
        told[entry.subject.partition("/")[2]] = entry.after
    for account in Account.objects.order_by("id").iterator():
        now, said = digest(account, held.get(account.id, {})), told.get(account.id)
        if now != (said or {}):
            names = sorted(name for name in {*now, *(said or {})} if now.get(name) != (said or {}).get(name))
            message = say("Not as it was written: {what}.", what=", ".join(names))
            yield Finding(where=f"account {account.id}", message=message)


def digest(account: Account, held: Mapping[str, Any]) -> dict[str, str]:
    """Return the salted digest of each kind of credentials that an account holds."""
    return {
        kind: content_hash({"salt": account.salt, "id": account.id, "kind": kind, "held": content})
        for kind, content in sorted(held.items())
        if content
    }
