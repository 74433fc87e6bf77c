"""What is past its term goes, what is not stays, and the journal holds."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone
from entering import sign_in
from people import ROOT, account, actor

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import SecurityEvent
from wijkpeil.ledger.purging import purge
from wijkpeil.ledger.services import account_invite, account_invite_again
from wijkpeil.ledger.services.erasables import erasable_keep
from wijkpeil.ledger.services.recording import By
from wijkpeil.ledger.services.tokens import token_issue, token_revoke
from wijkpeil.ledger.verifying import verify
from wijkpeil.pages.reminders import remind_of_tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, timedelta]:
    """A clock that a test moves on by days."""
    real, ahead = timezone.now, {"by": timedelta()}
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead["by"])
    return ahead


def test_sessions_and_records_of_signing_in(site: Client, clock: dict[str, timedelta]) -> None:
    someone, client = account(), Client(SERVER_NAME="localhost")
    sign_in(client, someone.email)
    assert purge(ROOT)["sessions"] == 0
    clock["by"] = timedelta(hours=13)
    done = purge(ROOT)
    assert done["sessions"] >= 1
    assert done["records of signing in"] == 0
    assert not Session.objects.exists()
    assert not UserSession.objects.filter(user=someone).exists()
    clock["by"] = timedelta(days=89)
    assert purge(ROOT)["records of signing in"] == 0
    clock["by"] = timedelta(days=91)
    assert purge(ROOT)["records of signing in"] == 1
    assert not AccessLog.objects.exists()
    assert sum(purge(ROOT).values()) == 0, "a second time there is nothing to do"


def test_invitations_that_nobody_took_up(site: Client, clock: dict[str, timedelta]) -> None:
    forgotten = account_invite(ROOT, name="Ivo", email="ivo@example.org")
    reminded = account_invite(ROOT, name="Mia", email="mia@example.org")
    taken = account()
    clock["by"] = timedelta(days=20)
    account_invite_again(ROOT, reminded.id)
    assert purge(ROOT)["invitations"] == 0
    clock["by"] = timedelta(days=29)
    assert purge(ROOT)["invitations"] == 1
    there = set(Account.objects.values_list("id", flat=True))
    assert forgotten.id not in there
    assert {reminded.id, taken.id} <= there
    assert [each for each in verify().findings if each.where.startswith("account")] == []


def test_texts_past_their_term(site: Client, clock: dict[str, timedelta]) -> None:
    today = timezone.localdate()
    erasable_keep(By(actor="p-x", role="reporter"), "", "contact", {"tel": "010"}, today + timedelta(days=3))
    assert purge(ROOT)["texts"] == 0
    clock["by"] = timedelta(days=5)
    assert purge(ROOT)["texts"] == 1


@override_settings(MAIL=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_holders_are_told_once_in_time_that_a_token_ends(clock: dict[str, timedelta]) -> None:
    someone = actor()
    today = timezone.localdate()
    token_issue(someone, "Import", ["read"], today + timedelta(days=90))
    token_issue(someone, "Short", ["read"], today + timedelta(days=10))
    revoked, _key = token_issue(someone, "Revoked", ["read"], today + timedelta(days=90))
    token_revoke(someone, revoked.id)
    told = []
    for days in (0, 75, 76, 77, 91):
        clock["by"] = timedelta(days=days)
        told.append(remind_of_tokens())
    assert told == [0, 0, 1, 0, 0]
    assert "Import" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Een toegangssleutel van u voor Wijkpeil loopt binnenkort af"


def test_without_mail_nobody_is_taken_to_have_been_told(clock: dict[str, timedelta]) -> None:
    token_issue(actor(), "Import", ["read"], timezone.localdate() + timedelta(days=90))
    clock["by"] = timedelta(days=80)
    assert remind_of_tokens() == 0
    assert not SecurityEvent.objects.exists()
