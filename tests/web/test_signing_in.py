"""Signing in, being locked out, passwords and what an outsider can learn: nothing."""

import base64
import hmac
import re
import time
from datetime import timedelta
from typing import Any

import argon2
import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from entering import PASSWORD, sign_in, signed_in
from people import ROOT, account

from as_signed_in import SignedIn
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import account_invite, account_suspend
from wijkpeil.ledger.verifying import verify
from wijkpeil.web import adapters, lockout

pytestmark = pytest.mark.django_db
MEMORY_MAIL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail is sent in the same thread, and kept."""
    monkeypatch.setattr(adapters, "send_later", lambda message: message.send())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that a test moves on."""

    class Clock:
        ahead = timedelta()

        def now(self) -> Any:
            return real() + self.ahead

    real, made = timezone.now, Clock()
    monkeypatch.setattr(timezone, "now", made.now)
    monkeypatch.setattr("axes.handlers.proxy.now", made.now)
    monkeypatch.setattr("axes.attempts.now", made.now)
    return made


def test_signing_in_leads_to_the_account_in_a_new_session(visitor: Client) -> None:
    someone = account()
    visitor.get(reverse("account_login"))
    visitor.session["before"] = True
    visitor.session.save()
    before = visitor.session.session_key
    answer = sign_in(visitor, someone.email.upper())
    assert answer.status_code == 302
    assert answer.headers["Location"] == adapters.start_address()
    assert signed_in(visitor) == someone.id
    assert visitor.session.session_key != before
    assert visitor.cookies["wijkpeil"]["httponly"]
    assert visitor.cookies["wijkpeil"]["samesite"] == "Lax"


def test_the_way_on_is_within_the_site(visitor: Client) -> None:
    someone = account()
    for bad in (
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "https://127.0.0.1/",
        "/\\evil.example",
    ):
        assert sign_in(visitor, someone.email, next=bad).headers["Location"] == adapters.start_address(), bad
        visitor.logout()
    assert sign_in(visitor, someone.email, next="/bord/?sort=-vi2006").headers["Location"] == "/bord/?sort=-vi2006"


def without_token(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())


def test_an_outsider_cannot_tell_which_addresses_have_an_account(visitor: Client) -> None:
    someone, invited = account(), account_invite(ROOT, name="Ivo", email="ivo@example.org")
    pages = set()
    for email in (someone.email, invited.email, "nobody@example.org"):
        answer = sign_in(visitor, email, "a wrong password entirely")
        assert answer.status_code == 200
        pages.add(without_token(answer.content).replace(email, "ADDRESS"))
    assert len(pages) == 1
    assert "horen niet bij elkaar" in pages.pop()


def test_an_unknown_address_takes_as_long_as_a_wrong_password(visitor: Client) -> None:
    someone = account()

    def seconds(email: str) -> float:
        begun = time.perf_counter()
        sign_in(visitor, email, "a wrong password entirely")
        return time.perf_counter() - begun

    known, unknown = [], []
    for number in range(4):
        known.append(seconds(someone.email))
        unknown.append(seconds(f"nobody-{number}@example.org"))
    # Hashing is most of it: without it, an unknown address would be answered several times as fast.
    assert min(unknown) > 0.5 * min(known)
    assert min(known) > 0.5 * min(unknown)


def test_who_is_suspended_or_invited_stays_outside(visitor: Client) -> None:
    account("administrator")
    someone = account()
    account_suspend(ROOT, someone.id)
    assert sign_in(visitor, someone.email).headers["Location"] == reverse("account_inactive")
    assert visitor.get(reverse("account_inactive")).status_code == 200
    assert signed_in(visitor) is None


def test_there_is_no_way_to_register(visitor: Client) -> None:
    for path in ("/account/signup/", "/account/registreren/", "/accounts/signup/", "/account/3rdparty/signup/"):
        assert visitor.get(path).status_code == 404


def fail(visitor: Client, email: str, times: int = 5) -> Any:
    for _ in range(times):
        answer = sign_in(visitor, email, "a wrong password entirely")
    return answer


@pytest.mark.parametrize("known", [True, False])
def test_five_failures_lock_out_for_longer_each_time(visitor: Client, clock: Any, known: bool) -> None:
    email = account().email if known else "nobody@example.org"
    for minutes in (5, 15, 60):
        answer = fail(visitor, email)
        assert answer.status_code == 429
        until = timezone.localtime(timezone.now() + timedelta(minutes=minutes))
        assert f"{until:%H:%M}" in answer.content.decode()
        clock.ahead += timedelta(minutes=minutes) - timedelta(seconds=20)
        assert sign_in(visitor, email).status_code == 429
        clock.ahead += timedelta(seconds=40)
        assert sign_in(visitor, email, "a wrong password entirely").status_code == 200
        AccessAttempt.objects.all().delete()
    if known:
        assert sign_in(visitor, email).status_code == 302


def test_trying_while_locked_out_does_not_make_it_longer(visitor: Client, clock: Any) -> None:
    someone = account()
    fail(visitor, someone.email, 9)
    clock.ahead += timedelta(minutes=4)
    assert sign_in(visitor, someone.email).status_code == 429
    clock.ahead += timedelta(minutes=1, seconds=5)
    assert sign_in(visitor, someone.email).status_code == 302


def test_another_network_and_another_account_are_not_locked_out(visitor: Client) -> None:
    someone, other = account(), account()
    fail(visitor, someone.email)
    assert sign_in(visitor, other.email).status_code == 302
    elsewhere = Client(SERVER_NAME="localhost", REMOTE_ADDR="203.0.113.9")
    assert sign_in(elsewhere, someone.email).status_code == 302


def test_an_administrator_lifts_a_lock_out(visitor: Client) -> None:
    someone, chief = account(), account("administrator")
    fail(visitor, someone.email)
    admin = SignedIn(SERVER_NAME="localhost")
    admin.force_login(chief)
    assert "Buitensluiting opheffen" in admin.get(reverse("account-of", args=[someone.id])).content.decode()
    admin.post(reverse("account-act", args=[someone.id]), {"act": "unlock"})
    assert lockout.locked_until(someone.id) is None
    assert sign_in(visitor, someone.email).status_code == 302


def test_records_of_signing_in_hold_no_address_of_a_person(visitor: Client) -> None:
    someone = account()
    for email in (someone.email, "Nobody.Real@example.org"):
        sign_in(visitor, email, "a wrong password entirely", next="/bord/")
    sign_in(visitor, someone.email)
    rows = [row for model in (AccessAttempt, AccessFailureLog, AccessLog) for row in model.objects.values()]
    assert len(rows) == 4
    told = str(rows).lower()
    for word in (someone.email, "nobody.real", "wrong password", "mozilla", "/bord/", "127.0.0.1"):
        assert word not in told, word
    assert someone.id in told
    assert "firefox · windows" in told


def test_the_address_behind_a_proxy_is_the_one_it_adds(visitor: Client) -> None:
    someone = account()
    with override_settings(PROXIES=1):
        for _ in range(5):
            forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9"}
            visitor.post(reverse("account_login"), {"login": someone.email, "password": "wrong wrong wrong"}, **forged)
    assert {row.ip_address for row in AccessAttempt.objects.all()} == {"203.0.113.0"}


def reset_link(message: mail.EmailMessage) -> str:
    found = re.search(r"http://localhost(/\S+)", str(message.body))
    assert found
    return found[1]


@override_settings(EMAIL_BACKEND=MEMORY_MAIL)
def test_a_forgotten_password_is_chosen_anew_by_mail(visitor: Client, at_once: None) -> None:
    someone = account(name="Els")
    elsewhere = Client(SERVER_NAME="localhost")
    sign_in(elsewhere, someone.email)
    answer = visitor.post(reverse("account_reset_password"), {"email": someone.email})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    message = mail.outbox[-1]
    assert message.to == [someone.email]
    assert "Beste Els" in message.body
    link = reset_link(message)
    page = visitor.get(link, follow=True)
    assert link not in page.request["PATH_INFO"], "the key does not stay in the address"
    wrong = visitor.post(page.request["PATH_INFO"], {"password1": "kort"})
    assert wrong.status_code == 200
    done = visitor.post(page.request["PATH_INFO"], {"password1": "groene bomen langs de singel"})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert JournalEntry.objects.latest("sequence").action == "account_set_password"
    assert elsewhere.get(reverse("account")).status_code == 302, "the other session ended"
    assert sign_in(visitor, someone.email).status_code == 200
    assert sign_in(visitor, someone.email, "groene bomen langs de singel").status_code == 302
    assert "werkt niet meer" in visitor.get(link, follow=True).content.decode()
    assert [each for each in verify().findings if someone.id in each.where] == []


@override_settings(EMAIL_BACKEND=MEMORY_MAIL)
def test_asking_for_a_password_tells_nothing_and_mails_nobody_else(visitor: Client, at_once: None) -> None:
    account("administrator")
    suspended, invited = account(), account_invite(ROOT, name="Ivo", email="ivo@example.org")
    account_suspend(ROOT, suspended.id)
    answers = set()
    for email in (account().email, suspended.email, invited.email, "nobody@example.org"):
        answer = visitor.post(reverse("account_reset_password"), {"email": email})
        answers.add((answer.status_code, answer.headers["Location"]))
    assert len(answers) == 1
    assert len(mail.outbox) == 1


@override_settings(EMAIL_BACKEND=MEMORY_MAIL)
def test_mail_leaves_after_the_page_was_answered(visitor: Client) -> None:
    someone = account()
    visitor.post(reverse("account_reset_password"), {"email": someone.email})
    until = time.monotonic() + 5
    while not mail.outbox and time.monotonic() < until:
        time.sleep(0.01)
    assert mail.outbox[-1].to == [someone.email]


@override_settings(EMAIL_BACKEND=MEMORY_MAIL, MAIL=True)
def test_changing_the_password_ends_other_sessions_and_tells_the_holder(visitor: Client, at_once: None) -> None:
    someone = account()
    Account.objects.filter(pk=someone.pk).update(language="nl")
    elsewhere = Client(SERVER_NAME="localhost")
    for client in (visitor, elsewhere):
        sign_in(client, someone.email)
    address = reverse("account_change_password")
    wrong = visitor.post(address, {"oldpassword": "not that one at all", "password1": "groene bomen langs de singel"})
    assert "niet uw huidige wachtwoord" in wrong.content.decode()
    done = visitor.post(address, {"oldpassword": PASSWORD, "password1": "groene bomen langs de singel"})
    assert done.headers["Location"] == reverse("account")
    assert signed_in(visitor) == someone.id
    assert visitor.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302
    assert "wachtwoord voor Wijkpeil is gewijzigd" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("elfletters1", False),
        ("password1234", False),
        ("Tester Tester", False),
        ("alle kleine letters zonder iets", True),
        ("ü" * 12 + "çé日本", True),
        ("een hele lange zin " * 6, True),
        ("een hele lange zin " * 7, False),
        ("zin van woorden " * 8, True),
        ("zin van woorden " * 8 + "x", False),
        ("kort          wijd", False),
        (" begint en eindigt met een spatie ", True),
    ],
)
def test_passwords_are_judged_by_length_and_commonness(visitor: Client, password: str, good: bool) -> None:
    someone = account(name="Tester Tester")
    sign_in(visitor, someone.email)
    answer = visitor.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password})
    assert (answer.status_code == 302) is good
    if good:
        visitor.logout()
        assert sign_in(visitor, someone.email, password).status_code == 302


def test_a_password_that_is_too_long_is_refused_in_words_when_signing_in(visitor: Client) -> None:
    answer = sign_in(visitor, account().email, "x" * 129)
    assert "hoogstens 128 tekens" in answer.content.decode()
    assert AccessFailureLog.objects.count() == 0, "nothing was tried"


@pytest.mark.usefixtures("costly_passwords")
def test_an_argon2_hash_over_a_pepper_is_stored() -> None:
    stored = account().password
    assert re.fullmatch(r"peppered\$[0-9a-f]{8}\$argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$.+", stored)
    memory, rounds, lanes = map(int, re.findall(r"[mtp]=(\d+)", stored))
    assert (memory >= 15 * 1024, rounds >= 2, lanes >= 1) == (True, True, True)


def test_the_pepper_is_the_argon2_of_a_keyed_hash() -> None:
    """Checked by the library that Django leans on, and by the standard library, without this site's code."""
    stored = account().password
    key = hmac.new(settings.SECRET_KEY.encode(), b"wijkpeil.web.pepper", "sha256").digest()
    keyed = base64.b64encode(hmac.new(key, PASSWORD.encode(), "sha256").digest())
    assert argon2.PasswordHasher().verify("$" + stored.partition("$argon2$")[2], keyed)
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify("$" + stored.partition("$argon2$")[2], PASSWORD)


def test_a_key_is_replaced_and_passwords_are_stored_anew_at_the_next_sign_in(visitor: Client) -> None:
    someone, before = account(), settings.SECRET_KEY
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[]):
        assert sign_in(visitor, someone.email).status_code == 200, "without the key of before nobody gets in"
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[before]):
        assert sign_in(visitor, someone.email).status_code == 302
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[]):
        again = Client(SERVER_NAME="localhost")
        assert sign_in(again, someone.email).status_code == 302, "the key of before is not needed any more"
    assert JournalEntry.objects.latest("sequence").action == "account_set_password"
    assert [each for each in verify().findings if someone.id in each.where] == []


def test_what_was_stored_without_a_pepper_still_works_and_is_stored_anew(visitor: Client) -> None:
    someone = account()
    plain = Argon2PasswordHasher()
    Account.objects.filter(pk=someone.pk).update(password=plain.encode(PASSWORD, plain.salt()))
    assert sign_in(visitor, someone.email).status_code == 302
    someone.refresh_from_db()
    assert someone.password.startswith("peppered$")


def test_a_password_that_became_common_is_replaced_before_anything_else(visitor: Client) -> None:
    someone = account()
    Account.objects.filter(pk=someone.pk).update(password=make_password("password1234"))
    assert sign_in(visitor, someone.email, "password1234").status_code == 302
    address = reverse("account_change_password")
    for name in ("account", "overview", "usersessions_list"):
        assert visitor.get(reverse(name)).headers["Location"] == address, name
    assert visitor.get(address).status_code == 200
    visitor.post(address, {"oldpassword": "password1234", "password1": "groene bomen langs de singel"})
    assert visitor.get(reverse("account")).status_code == 200
