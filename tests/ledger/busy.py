"""A workspace in which everything that the journal tells of has happened at least once."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, find, settings
from people import ROOT, account, load_small, office, theme
from small_programmes import POOL, REGISTERS, programme, records, release

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.services import (
    Change,
    account_change,
    account_erase,
    account_invite,
    account_suspend,
    entry_undo,
    grant_give,
    grant_withdraw,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
    token_issue,
    token_revoke,
)
from wijkpeil.ledger.services.credentials import link_add
from wijkpeil.ledger.services.erasables import erasable_erase, erasable_keep
from wijkpeil.ledger.services.recording import By
from wijkpeil.loading.editing import Edit
from wijkpeil.model.programme import Ledger

MANAGER = office()
BY = By(actor="p-office", role="programme-manager", why="a letter came in")


@lru_cache
def full_ledger() -> Ledger:
    """A ledger with a record in every register."""
    found = {}
    for name, kind in REGISTERS.items():
        ids = POOL.get(name) or [f"{name}-1"]
        one = settings(database=None, max_examples=1, derandomize=True, phases=[Phase.generate])
        found[name] = tuple(find(records(kind, each, True), lambda _: True, settings=one) for each in ids)
    return Ledger(**found)


def keep_busy(workspace: Path, ledger: Ledger | None = None) -> None:
    """Load a programme of two releases, and do everything that services can do."""
    both = (release("3.5", "6.0"), release("1.0", release_id="second"))
    load_small(workspace, programme(ledger or full_ledger(), *both))
    _records()
    _people()
    kept = [erasable_keep(BY, "small", "contact", {"name": name}, timezone.localdate()) for name in ("Ann", "Bob")]
    erasable_erase(BY, "small", kept[0])


def _records() -> None:
    record_add(MANAGER, "small", "themes", "t9", theme(), why="asked for", key="form-1")
    record_revise(MANAGER, "small", "themes", "t9", theme("Newer"), revision=1)
    gone = record_remove(MANAGER, "small", "themes", "t9", revision=2)
    entry_undo(MANAGER, "small", gone.entry or 0)
    record_remove(MANAGER, "small", "themes", "t9", revision=None)
    record_restore(MANAGER, "small", "themes", "t9", revision=1)
    added = [Change(edit=Edit(register="themes", id=f"n{number}", columns=theme())) for number in range(3)]
    records_write(MANAGER, "small", added, why="a file")


def _people() -> None:
    first = account("administrator", name="Ann")
    second = account("programme-manager", programme="small", name="Bob")
    third = account("auditor", name="Cas")
    account_invite(ROOT, name="Dré", email="dre@example.org")
    account_change(ROOT, first.id, language="en")
    account_suspend(ROOT, third.id)
    grant_withdraw(ROOT, grant_give(ROOT, second.id, "reader", programme="small").id)
    soon = timezone.localdate() + timedelta(days=9)
    token, _key = token_issue(actor_of(first), "reports", ["read", "journal"], soon)
    token_issue(actor_of(first), "pages", ["read"], soon)
    token_revoke(actor_of(first), token.id)
    _credentials(first)
    _credentials(second)
    account_erase(ROOT, second.id)


def _credentials(someone: Account) -> None:
    """Keep codes and a link to the provider of single sign-on, as the library and the service do."""
    with transaction.atomic():
        Authenticator.objects.create(user=someone, type="totp", data={"secret": "sealed"})
        Authenticator.objects.create(user=someone, type="recovery_codes", data={"seed": "sealed", "used_mask": 0})
        link_add(someone, SocialAccount(provider="sso", uid=f"{someone.name} of the city"))
