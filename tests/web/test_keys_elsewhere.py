"""The site with its keys in a process of its own: everything works as before, and nothing is signed here.

Django's own ``SECRET_KEY`` is empty throughout, so that Django raises an error where anything would still use it.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from entering import PASSWORD, code_for, set_codes, sign_in, signed_in
from people import ROOT, account

from process_of_keys import process_of_keys, stop
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.keys.asked import KeysAway
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.purging import purge
from wijkpeil.ledger.services import account_invite
from wijkpeil.ledger.services.tokens import token_issue
from wijkpeil.ledger.verifying import verify
from wijkpeil.pages.invitations import invitation_path
from wijkpeil.web import adapters
from wijkpeil.web.form_keys import make_key, read_key

pytestmark = pytest.mark.django_db
KEY, LATER = "first-" + "0123456789abcdef" * 3, "later-" + "fedcba9876543210" * 3
PUBLIC = ("/", "/en/", "/bord/")


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of a process that holds the key."""
    path = tmp_path_factory.mktemp("k") / "socket"
    with process_of_keys(path, KEY):
        yield path


def elsewhere(socket: Path) -> AbstractContextManager[None]:
    """The keys lie in the process at a socket."""
    return override_settings(KEYS_SOCKET=str(socket), SECRET_KEY="", SECRET_KEY_FALLBACKS=[])


def here(key: str = KEY, *before: str) -> AbstractContextManager[None]:
    """The keys lie in the process of the site."""
    return override_settings(KEYS_SOCKET="", SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(before))


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Mail is sent in the same thread, and kept."""
    monkeypatch.setattr(adapters, "send_later", lambda message: message.send())
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


def is_right(of: Account, secret: str) -> bool:
    """Say whether the code that an app shows is right by what is stored."""
    sealed = Authenticator.objects.get(user=of, type="totp").data["secret"]
    return current_keys().code_right(sealed.encode(), code_for(secret).encode())


def link_in(text: str) -> str:
    found = re.search(r"http://localhost(/\S+)", text)
    assert found
    return found[1]


def test_whatever_would_still_use_the_key_of_django_fails(socket: Path) -> None:
    with elsewhere(socket), pytest.raises(ImproperlyConfigured):
        str(settings.SECRET_KEY)


def test_signing_in_with_a_password_and_codes(visitor: Client, socket: Path) -> None:
    with elsewhere(socket):
        someone = account()
        assert sign_in(visitor, someone.email, "not the password 1").status_code == 200
        assert sign_in(visitor, someone.email).status_code == 302
        secret = set_codes(visitor)
        assert secret not in str(Authenticator.objects.get(user=someone, type="totp").data)
        recovery = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert visitor.get(reverse("account")).status_code == 200
        visitor.logout()
        sign_in(visitor, someone.email)
        assert signed_in(visitor) is None, "the code is asked first"
        assert visitor.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
        assert visitor.post(reverse("mfa_authenticate"), {"code": code_for(secret, 1)}).status_code == 302
        assert signed_in(visitor) == someone.id
        again = Client(SERVER_NAME="localhost")
        sign_in(again, someone.email)
        assert again.post(reverse("mfa_authenticate"), {"code": code_for(secret, 1)}).status_code == 200, "used before"
        assert again.post(reverse("mfa_authenticate"), {"code": recovery[0]}).status_code == 302
        assert [each for each in verify().findings if someone.id in each.where] == []


def test_an_invitation_is_taken_up_and_a_forgotten_password_replaced(
    visitor: Client, socket: Path, at_once: None
) -> None:
    admin = Client(SERVER_NAME="localhost")
    with elsewhere(socket):
        chief = account("administrator")
        sign_in(admin, chief.email)
        told = {"name": "Nina", "email": "nina@example.org", "language": "nl", "role": "reader"}
        with override_settings(MAIL=True):
            admin.post(reverse("account-invite"), told)
        path = link_in(str(mail.outbox[-1].body))
        assert visitor.post(path, {"password": "bridges over quiet water"}).status_code == 302
        assert visitor.get(path).status_code == 410
        visitor.logout()
        visitor.post(reverse("account_reset_password"), {"email": "nina@example.org"})
        page = visitor.get(link_in(str(mail.outbox[-1].body)), follow=True)
        visitor.post(page.request["PATH_INFO"], {"password1": "groene bomen langs de singel"})
        assert sign_in(visitor, "nina@example.org", "groene bomen langs de singel").status_code == 302


def test_a_form_and_a_session_hold_in_every_process_and_after_a_restart(visitor: Client, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with process_of_keys(path, KEY), elsewhere(path):
        someone = account()
        sign_in(visitor, someone.email)
        form = make_key(someone.id)
    with process_of_keys(path, KEY), elsewhere(path):
        assert visitor.get(reverse("account")).status_code == 200
        read = read_key(form)
        assert read is not None
        assert read.account == someone.id


def test_a_site_goes_over_to_it_and_back_and_nobody_notices(visitor: Client, socket: Path, at_once: None) -> None:
    other = Client(SERVER_NAME="localhost")
    with here():
        someone = account()
        sign_in(visitor, someone.email)
        secret, form = set_codes(visitor), make_key(someone.id)
        invited = account_invite(ROOT, name="Ivo", email="ivo@example.org")
        address = invitation_path(invited)
    with elsewhere(socket):
        assert visitor.get(reverse("account")).status_code == 200, "the session holds"
        assert read_key(form) is not None
        assert Client(SERVER_NAME="localhost").get(address).status_code == 200
        stored = someone.password
        sign_in(other, someone.email)
        assert other.post(reverse("mfa_authenticate"), {"code": code_for(secret, 1)}).status_code == 302
        someone.refresh_from_db()
        assert someone.password == stored, "it lies under the same key"
        made_there = account()
        sign_in(third := Client(SERVER_NAME="localhost"), made_there.email)
    with here():
        assert other.get(reverse("account")).status_code == 200
        assert third.get(reverse("account")).status_code == 200
        assert sign_in(Client(SERVER_NAME="localhost"), made_there.email, PASSWORD).status_code == 302
        assert is_right(someone, secret)


def test_a_key_is_replaced_in_it(visitor: Client, socket: Path, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with elsewhere(socket):
        someone = account()
        sign_in(visitor, someone.email)
        secret = set_codes(visitor)
        assert purge(ROOT)["secrets under an older key"] == 0
    with process_of_keys(path, LATER, KEY), elsewhere(path):
        assert visitor.get(reverse("account")).status_code == 200, "the session holds"
        assert purge(ROOT)["secrets under an older key"] == 1
        again = Client(SERVER_NAME="localhost")
        sign_in(again, someone.email)
        assert again.post(reverse("mfa_authenticate"), {"code": code_for(secret, 1)}).status_code == 302
    with here(LATER):
        someone.refresh_from_db()
        assert someone.check_password(PASSWORD), "it was stored anew"
        assert is_right(someone, secret)


@pytest.mark.parametrize(("language", "told"), [("nl", "Inloggen gaat nu niet"), ("en", "Signing in does not work")])
def test_while_it_is_away_signing_in_answers_503_and_the_public_reads_on(
    visitor: Client, tmp_path: Path, language: str, told: str
) -> None:
    path = tmp_path / "s"
    inside = Client(SERVER_NAME="localhost", raise_request_exception=False)
    with process_of_keys(path, KEY) as process, elsewhere(path):
        someone = account()
        sign_in(inside, someone.email)
        assert visitor.get("/health/ready").json()["checks"]["keys"] == "ok"
        stop(process)
        with translation.override(language):
            login, own = reverse("account_login"), reverse("account")
        assert visitor.get(login).status_code == 200
        for answer in (visitor.post(login, {"login": someone.email, "password": PASSWORD}), inside.get(own)):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
            assert told in answer.content.decode()
            assert "no-store" in answer.headers["Cache-Control"]
            assert str(path) not in answer.content.decode()
        for address in PUBLIC:
            assert visitor.get(address).status_code == 200
        ready = visitor.get("/health/ready")
        assert ready.status_code == 503
        assert "wijkpeil keys" in ready.json()["checks"]["keys"]
        assert str(path) not in ready.content.decode()
    with process_of_keys(path, KEY), elsewhere(path):
        assert inside.get(own).status_code == 200, "the session was not lost"


def test_nothing_is_half_done_while_it_is_away(site: Client, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "nobody"):
        with pytest.raises(KeysAway):
            account_invite(ROOT, name="Ivo", email="ivo@example.org")
        assert not Account.objects.filter(email="ivo@example.org").exists()


def test_the_api_answers_503_too(site: Client, tmp_path: Path) -> None:
    with here():
        admin = actor_of(account("administrator"))
        _token, key = token_issue(admin, "Koppeling", ["read", "accounts"], date.today() + timedelta(days=9))
    with elsewhere(tmp_path / "nobody"):
        sent = {"name": "Nina", "email": "nina@example.org", "language": "nl"}
        given = {"content_type": "application/json", "HTTP_AUTHORIZATION": f"Bearer {key}"}
        answer = site.post("/api/v1/accounts", sent, **given)
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:wijkpeil:problem:keys-away")
    assert str(tmp_path) not in answer.content.decode()
