"""How each action is done on a page, signed in: a way says whether it was done."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from acting_on import session_of
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_OF
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from world import Stand, World

from wijkpeil.errors import FaultsFound
from wijkpeil.ledger.models import JournalEntry, Token
from wijkpeil.web.views import journal

PageWay = Callable[[Client, World, Stand, str], bool]


def signed_in(stand: Stand) -> Client:
    """A browser in which a holder signed in just now; a visitor's has no session."""
    client = Client(SERVER_NAME="localhost")
    if stand.account is not None:
        client.force_login(stand.account)
        session = client.session
        session[METHODS] = [{"method": "password", "at": time.time()}]
        session[METHODS_OF] = stand.account.pk
        session.save()
    return client


def at(name: str, **parts: str) -> str:
    """The address of a page."""
    with override("nl"):
        return reverse(name, kwargs=parts or None)


def shown(answer: Any) -> bool:
    """True where a page was shown; nobody is let through with anything but 200."""
    assert answer.status_code in (200, 302, 401, 403, 404), answer.status_code
    if answer.streaming:
        list(answer.streaming_content)
    return bool(answer.status_code == 200)


def looked(name: str) -> PageWay:
    return lambda client, _world, _stand, _subject: shown(client.get(at(name)))


def wrote(send: Callable[[], Any]) -> bool:
    """True where sending a form wrote something."""
    before = JournalEntry.objects.count()
    answer = send()
    assert answer.status_code in (200, 302, 401, 403, 404, 422), answer.status_code
    if answer.status_code == 422:
        raise FaultsFound([])
    return JournalEntry.objects.count() > before


def posted(page: str, **given: str) -> PageWay:
    return lambda client, _world, _stand, _subject: wrote(lambda: client.post(at(page), given))


def is_own(stand: Stand, subject: str) -> bool:
    return subject == "own" and stand.account is not None


def whose(world: World, stand: Stand, subject: str) -> str:
    """Id of the account that a subject is."""
    return stand.account.id if is_own(stand, subject) and stand.account else world.them.id


def read_account(client: Client, world: World, stand: Stand, subject: str) -> bool:
    own = is_own(stand, subject)
    return shown(client.get(at("account-stored") if own else at("account-of", id=world.them.id)))


def change(client: Client, world: World, stand: Stand, subject: str) -> bool:
    given = {"name": "Another", "language": "en", "email": "another@example.org"}
    own = is_own(stand, subject)
    return wrote(lambda: client.post(at("account") if own else at("account-of", id=world.them.id), given))


def erase(client: Client, world: World, stand: Stand, subject: str) -> bool:
    own = is_own(stand, subject)
    address = at("account-remove") if own else at("account-erase", id=world.them.id)
    return wrote(lambda: client.post(address, {"sure": "on"}))


def suspend(client: Client, world: World, stand: Stand, subject: str) -> bool:
    address = at("account-act", id=whose(world, stand, subject))
    return wrote(lambda: client.post(address, {"act": "suspend"}))


def withdraw(client: Client, world: World, _stand: Stand, _subject: str) -> bool:
    address = at("account-act", id=world.them.id)
    return wrote(lambda: client.post(address, {"act": "withdraw", "grant": world.their_grant}))


def end_sessions(client: Client, world: World, stand: Stand, subject: str) -> bool:
    session_of(world, stand, subject)
    if is_own(stand, subject):
        return wrote(lambda: client.post(at("usersessions_list")))
    return wrote(lambda: client.post(at("account-act", id=world.them.id), {"act": "end_sessions"}))


def issue(client: Client, world: World, stand: Stand, subject: str) -> bool:
    """Make a token; no form names another's account, and one that does so all the same makes none for it."""
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    given = {"name": "test", "scopes": ["read"], "expires_on": day}
    if is_own(stand, subject):
        return wrote(lambda: client.post(at("account-tokens"), given))
    theirs = Token.objects.filter(account=world.them.id)
    before = theirs.count()
    with transaction.atomic():
        client.post(at("account-tokens"), {**given, "account": world.them.id, "account_id": world.them.id})
        more = theirs.count() > before
        transaction.set_rollback(True)
    return more


def revoke(client: Client, world: World, stand: Stand, subject: str) -> bool:
    own = stand.token if is_own(stand, subject) else world.their_token
    return wrote(lambda: client.post(at("account-token-revoke", id=own)))


def give(client: Client, world: World, _stand: Stand, _subject: str) -> bool:
    given = {"role": "researcher", "partner": "", "area": ""}
    return wrote(lambda: client.post(at("account-give", id=world.them.id), given))


def verify(client: Client, _world: World, _stand: Stand, _subject: str) -> bool:
    begun: list[object] = []
    # Another process would not see what the test wrote.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "start_verifying", lambda *given: begun.append(given))
        patch.setattr(journal, "PATIENCE", 0)
        client.post(at("journal-verify"), {"head": "", "at": ""})
    return bool(begun) and shown(client.get(at("journal-verify")))


PAGES: dict[str, PageWay] = {
    "journal_read": looked("journal"),
    "journal_export": looked("journal-export"),
    "journal_verify": verify,
    "account_list": looked("accounts"),
    "account_read": read_account,
    "account_invite": posted("account-invite", name="N", email="n@example.org", language="nl"),
    "account_change": change,
    "account_suspend": suspend,
    "account_erase": erase,
    "grant_give": give,
    "grant_withdraw": withdraw,
    "session_revoke": end_sessions,
    "token_issue": issue,
    "token_revoke": revoke,
}


def page(way: PageWay, world: World, stand: Stand, subject: str) -> bool:
    """Do an action on a page; say whether it was done."""
    return way(signed_in(stand), world, stand, subject)
