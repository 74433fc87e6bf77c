"""What the journal and the tables keep of people: no name, no key, no password, and nothing beyond its term."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from people import ROOT, account

from wijkpeil.errors import NotAllowed
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of, actor_of_key
from wijkpeil.ledger.invitations import invitations
from wijkpeil.ledger.models import Erasable, JournalEntry, Token
from wijkpeil.ledger.services import account_accept, account_erase, account_invite, token_issue
from wijkpeil.ledger.services.accounts import account_set_password
from wijkpeil.ledger.services.erasables import erasable_keep, erasables_expire
from wijkpeil.ledger.services.recording import By
from wijkpeil.ledger.verifying import verify

pytestmark = pytest.mark.django_db
LONG = "correct horse battery staple € é " * 4


@pytest.fixture(autouse=True)
def place(workspace: Path) -> Path:
    return workspace


def test_a_long_password_counts_whole() -> None:
    held = account()
    account_set_password(held, LONG)
    assert held.check_password(LONG)
    assert not held.check_password(LONG[:-1])
    assert not held.check_password(LONG[:72])


def test_an_invitation_works_once() -> None:
    made = account_invite(ROOT, name="New", email="new@example.org")
    link = invitations.make_token(made)
    with pytest.raises(NotAllowed):
        account_accept(made.id, f"{link[:-1]}{'a' if link[-1] != 'a' else 'b'}", LONG)
    account_accept(made.id, link, LONG)
    with pytest.raises(NotAllowed):
        account_accept(made.id, link, LONG)


def test_a_token_is_kept_as_a_hash_alone() -> None:
    token, key = token_issue(
        actor_of(account("auditor")), "reports", ["read"], timezone.localdate() + timedelta(days=9)
    )
    secret = key.split("_", 2)[2]
    assert len(secret) >= 20
    assert actor_of_key(key).kind == "token"
    assert actor_of_key(f"{key}x").kind == "nobody"
    kept = json.dumps([row.columns() for row in Token.objects.all()], default=str)
    kept += json.dumps(list(JournalEntry.objects.values()), default=str)
    assert token.id in kept
    assert secret not in kept


def _signed_in(client: Client, user: Account) -> Any:
    request = HttpRequest()
    request.session = client.session
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return request.session


def test_signing_in_makes_a_new_session() -> None:
    client = Client()
    before = client.session.session_key
    after = _signed_in(client, account())
    assert after.session_key
    assert after.session_key != before


def test_a_new_password_ends_sessions() -> None:
    user = account()
    client = Client()
    client.force_login(user)
    assert client.session[SESSION_KEY] == user.id
    held = user.get_session_auth_hash()
    account_set_password(user, LONG)
    assert user.get_session_auth_hash() != held


def test_equal_people_have_unequal_hashes() -> None:
    first, second = account(name="Same"), account(name="Same")
    second.email, second.id = first.email, first.id
    assert first.identity_hash() != second.identity_hash()


def test_the_journal_names_nobody() -> None:
    made = account("auditor", name="Wilhelmina")
    text = erasable_keep(By(actor="p-1", role="reporter"), "", "contact", {"name": "Wilhelmina"}, timezone.localdate())
    account_erase(ROOT, made.id)
    told = json.dumps(list(JournalEntry.objects.values()), default=str)
    assert made.id in told
    assert text in told
    assert "Wilhelmina" not in told
    assert made.email not in told
    assert not Account.objects.filter(id=made.id).exists()
    assert verify().findings == ()


def test_texts_go_when_their_term_is_over() -> None:
    by, today = By(actor="p-1", role="reporter"), timezone.localdate()
    gone = erasable_keep(by, "", "contact", {"name": "Ann"}, today - timedelta(days=1))
    kept = erasable_keep(by, "", "contact", {"name": "Bob"}, today)
    assert erasables_expire(by) == 1
    assert [row.hash for row in Erasable.objects.all()] == [kept] != [gone]
    assert verify().findings == ()
