"""What an account proves itself with beside its password: one-time codes and links to the provider of single sign-on.

The rows are kept by the library that handles them; the journal holds a salted digest of them from each change on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.db import transaction

from wijkpeil.errors import SoftwareError, say
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.coverage import covers
from wijkpeil.ledger.journal import canonical, content_hash
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.proofs import unreadable
from wijkpeil.ledger.verifying import Finding, also_verify
from wijkpeil.ledger.whole_rows import UNREADABLE, each_row

ACTION = "credentials_change"
JOURNALLED = (Authenticator, SocialAccount)
"""Tables of the library that the journal covers."""
UNUSED = (EmailConfirmation, SocialApp, SocialToken)
"""Tables of the library in which this site never writes: a row in one could only let somebody in."""
covers(*(model._meta.db_table for model in JOURNALLED))
UNSEEN = "unseen"
"""Part of recovery codes that goes when they are shown: encrypted, what will be shown."""
IN_PASSING = {"viewed_at", UNSEEN}
"""Parts of an authenticator that hang on its being looked at, and change nothing."""


def held_by(account_id: str) -> dict[str, Any]:
    """Return the credentials of one account, by kind."""
    rows = [row for model in JOURNALLED for row in model.objects.filter(user_id=account_id)]
    return _by_account(rows).get(account_id, {})


def _by_account(rows: Iterable[Any]) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = defaultdict(lambda: {"codes": [], "links": []})
    for row in rows:
        if isinstance(row, Authenticator):
            kept = row.data if isinstance(row.data, Mapping) else {"": row.data}
            data = {name: value for name, value in kept.items() if name not in IN_PASSING}
            held[row.user_id]["codes"].append([row.type, data])
        else:
            held[row.user_id]["links"].append([row.provider, row.uid])
    return {own: {kind: sorted(each, key=canonical) for kind, each in kinds.items()} for own, kinds in held.items()}


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
    rows: list[Any] = []
    for model in JOURNALLED:
        for place, row in each_row(model):
            if row is None:
                yield unreadable(model.__name__, place)
            else:
                rows.append(row)
    yield from _changed(_by_account(rows))
    for own, email, its in EmailAddress.objects.order_by("pk").values_list("user_id", "email", "user__email"):
        if str(email).lower() != its:
            yield Finding(where=f"account {own}", message=say("Another address than its own was added to it."))
    for model in UNUSED:
        for number in model.objects.order_by("pk").values_list("pk", flat=True):
            yield Finding(where=f"{model._meta.db_table} {number}", message=say("The site never wrote this row."))


def _changed(held: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    told = _told()
    salts = dict(Account.objects.values_list("id", "salt"))
    for own in sorted({*salts, *held}, key=str):
        # What an account that is gone held went with it.
        said = told.get(own, {}) if own in salts else {}
        now = digest(own, salts.get(own, ""), held.get(own, {}))
        if now != said:
            names = sorted(name for name in {*now, *said} if now.get(name) != said.get(name))
            yield Finding(where=f"account {own}", message=say("Not as it was written: {what}.", what=", ".join(names)))


def _told() -> dict[str, Mapping[str, Any]]:
    """Return what the journal said last of the credentials of each account; an entry that nobody can read is passed
    over, since it is found as such."""
    told: dict[str, Mapping[str, Any]] = {}
    entries = JournalEntry.objects.filter(action=ACTION).order_by("sequence")
    for number in list(entries.values_list("sequence", flat=True)):
        try:
            entry = entries.get(sequence=number)
        except UNREADABLE:
            continue
        told[str(entry.subject).partition("/")[2]] = entry.after if isinstance(entry.after, Mapping) else {}
    return told


def digest(own: str, salt: str, held: Mapping[str, Any]) -> dict[str, str]:
    """Return the salted digest of each kind of credentials that an account holds."""
    return {
        kind: content_hash({"salt": salt, "id": own, "kind": kind, "held": content})
        for kind, content in sorted(held.items())
        if content
    }
