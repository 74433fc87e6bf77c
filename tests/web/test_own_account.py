"""One's own account: what is stored, taking it along, sessions, tokens, and going without a trace."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from entering import set_codes, sign_in, signed_in
from people import ROOT, account

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import account_invite, grant_give
from wijkpeil.ledger.services.tokens import tokens_of
from wijkpeil.ledger.stored import WORKPLACE, stored_of
from wijkpeil.ledger.verifying import verify
from wijkpeil.pages.stored import items

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.77")


def issue(visitor: Client, name: str = "Import") -> Any:
    day = timezone.localdate() + timedelta(days=30)
    return visitor.post(reverse("account-tokens"), {"name": name, "scopes": ["read"], "expires_on": f"{day}"})


def test_pages_of_the_account_are_for_who_is_signed_in(visitor: Client) -> None:
    for name in (
        "account",
        "account-stored",
        "account-stored-file",
        "account-remove",
        "usersessions_list",
        "mfa_index",
    ):
        answer = visitor.get(reverse(name))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith(reverse("account_login")), name


def test_name_and_language_are_changed_and_the_address_is_not(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    visitor.post(reverse("account"), {"name": "Nieuwe Naam", "language": "en", "email": "other@example.org"})
    now = Account.objects.get(pk=someone.pk)
    assert (now.name, now.language, now.email) == ("Nieuwe Naam", "en", someone.email)
    wrong = visitor.post(reverse("account"), {"name": "  ", "language": "xx"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count('class="wrong"') == 2


def test_the_export_holds_everything_that_the_page_lists(visitor: Client) -> None:
    someone = account("reader", programme="rotterdam-2007", name="Ria")
    sign_in(visitor, someone.email)
    set_codes(visitor)
    issue(visitor)
    answer = visitor.get(reverse("account-stored-file"))
    told = json.loads(answer.content)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert set(told) == {"id"} | {item.key for item in items()}
    assert (told["name"], told["email"], told["state"]) == ("Ria", someone.email, "active")
    assert [each["kind"] for each in told["codes"]] == ["recovery_codes", "totp"]
    assert told["roles"][0]["role"] == "reader"
    assert told["sessions"][0]["device"] == "Firefox · Windows"
    assert told["sessions"][0]["network"] == "198.51.100.0"
    assert told["sign_ins"][0]["outcome"] == "signed in"
    assert told["tokens"][0]["name"] == "Import"
    assert {each["action"] for each in told["journal"]} >= {"account_accept", "token_issue", "credentials_change"}
    secrets = [row.data.get("secret") or row.data.get("seed") for row in Authenticator.objects.filter(user=someone)]
    for secret in (someone.password, someone.salt, *secrets):
        assert str(secret) not in answer.content.decode()
    for language in ("nl", "en"):
        with override(language):
            page = visitor.get(reverse("account-stored")).content.decode()
            for item in items():
                assert item.purpose.replace("'", "&#x27;") in page
                assert item.term.replace("'", "&#x27;") in page


def test_every_table_about_a_person_is_listed_or_removed_with_the_account() -> None:
    """A new table that refers to an account must be among what is shown, exported and forgotten."""
    known = {
        "EmailAddress",
        "Authenticator",
        "UserSession",
        "SocialAccount",
        *(name.capitalize() for name in WORKPLACE),
    }
    found = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Account
    }
    assert found - known == set()


def test_privacy_in_the_docs_says_what_the_site_says(project: Path) -> None:
    text = (project / "docs" / "privacy.md").read_text(encoding="utf-8")
    with override("en"):
        rows = [f"| {item.name} | {item.purpose} | {item.ground} | {item.term} |" for item in items()]
    assert [row for row in rows if row not in text] == []


def test_sessions_are_told_in_words_and_ended_one_by_one_or_all(visitor: Client) -> None:
    someone = account()
    phone = Client(SERVER_NAME="localhost", HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="2001:db8:1:2:3::9")
    tablet = Client(SERVER_NAME="localhost", HTTP_USER_AGENT="something else")
    for client in (visitor, phone, tablet):
        sign_in(client, someone.email)
    page = visitor.get(reverse("usersessions_list")).content.decode()
    for words in ("Firefox · Windows", "Safari · iPhone", "Onbekend apparaat", "198.51.100.0", "2001:db8:1::"):
        assert words in page, words
    assert "Gecko" not in str(list(UserSession.objects.values()))
    row = UserSession.objects.get(user_agent="Safari · iPhone")
    visitor.post(reverse("usersessions_list"), {"session": row.pk})
    assert phone.get(reverse("account")).status_code == 302
    assert tablet.get(reverse("account")).status_code == 200
    visitor.post(reverse("usersessions_list"))
    assert tablet.get(reverse("account")).status_code == 302
    assert visitor.get(reverse("account")).status_code == 200
    assert JournalEntry.objects.filter(action="session_revoke", actor=someone.id).count() == 2


def test_sessions_of_others_cannot_be_ended(visitor: Client) -> None:
    someone, other = account(), account()
    theirs = Client(SERVER_NAME="localhost")
    sign_in(theirs, other.email)
    sign_in(visitor, someone.email)
    row = UserSession.objects.get(user=other)
    assert visitor.post(reverse("usersessions_list"), {"session": row.pk}).status_code == 404
    assert theirs.get(reverse("account")).status_code == 200


def test_a_token_is_shown_once_listed_and_revoked(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    page = issue(visitor)
    key = re.search(r"wp_t-[0-9a-f]+_[\w-]+", page.content.decode())
    assert key
    assert "no-store" in page.headers["Cache-Control"]
    listed = visitor.get(reverse("account-tokens")).content.decode()
    assert "Import" in listed
    assert key[0] not in listed
    token = tokens_of(someone.id)[0]
    asked = visitor.get(reverse("account-token-revoke", args=[token.id]))
    assert "‘Import’ intrekken?" in asked.content.decode()
    assert tokens_of(someone.id) == (token,), "asking revokes nothing"
    visitor.post(reverse("account-token-revoke", args=[token.id]))
    assert tokens_of(someone.id) == ()


def test_faults_of_a_token_stand_beside_their_fields_in_dutch(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    wrong = visitor.post(reverse("account-tokens"), {"name": "x", "scopes": ["read"], "expires_on": "2000-01-01"})
    assert wrong.status_code == 422
    assert "Een toegangssleutel werkt minstens tot morgen en hoogstens een jaar." in wrong.content.decode()


def test_another_ones_token_cannot_be_revoked(visitor: Client) -> None:
    someone, other = account(), account()
    sign_in(visitor, other.email)
    issue(visitor)
    visitor.logout()
    sign_in(visitor, someone.email)
    token = tokens_of(other.id)[0]
    assert visitor.post(reverse("account-token-revoke", args=[token.id])).status_code == 403
    assert visitor.get(reverse("account-token-revoke", args=[token.id])).status_code == 404
    assert len(tokens_of(other.id)) == 1


def everything() -> str:
    """All that stands in any table, sessions opened."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [str(row) for row in cursor.fetchall()]
    session = apps.get_model("sessions", "Session")
    return "\n".join([*told, *(str(each.get_decoded()) for each in session.objects.all())]).lower()


def test_an_account_goes_without_a_trace_and_the_journal_holds(visitor: Client) -> None:
    account("administrator")
    someone = account("reader", programme="rotterdam-2007", name="Zebulon Quist")
    begun = Client(SERVER_NAME="localhost")
    sign_in(begun, someone.email, "a wrong password entirely")
    sign_in(visitor, someone.email)
    set_codes(visitor)
    issue(visitor)
    halfway = Client(SERVER_NAME="localhost")
    sign_in(halfway, someone.email)
    assert "zebulon" in everything()
    assert someone.email in everything()
    page = visitor.get(reverse("account-remove"))
    assert page.status_code == 200
    assert visitor.post(reverse("account-remove")).status_code == 422, "the box was not ticked"
    answer = visitor.post(reverse("account-remove"), {"sure": "on"})
    assert answer.status_code == 200
    assert signed_in(visitor) is None
    told = everything()
    for word in ("zebulon", "quist", someone.email):
        assert word not in told, word
    assert not UserSession.objects.filter(user_id=someone.pk).exists()
    assert [each for each in verify().findings if each.where.startswith(("account", "entry"))] == []
    assert JournalEntry.objects.filter(action="account_erase", subject=f"accounts/{someone.id}").exists()


def test_the_last_administrator_stays_and_is_told_so(visitor: Client) -> None:
    chief = account("administrator")
    sign_in(visitor, chief.email)
    answer = visitor.post(reverse("account-remove"), {"sure": "on"})
    assert answer.status_code == 422
    assert "laatste beheerder" in answer.content.decode()
    assert Account.objects.filter(pk=chief.pk).exists()


def test_an_invited_persons_data_can_be_gathered_too() -> None:
    someone = account_invite(ROOT, name="Ivo", email="ivo@example.org")
    grant_give(ROOT, someone.id, "auditor")
    assert stored_of(someone)["roles"][0]["role"] == "auditor"
