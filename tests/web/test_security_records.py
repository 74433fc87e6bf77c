"""What is recorded of security, whom it is told to, and what holds who guesses or asks too much."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessFailureLog, AccessLog
from django.core import mail
from django.core.cache import caches
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from entering import code_for, set_codes, sign_in, signed_in
from people import ROOT, account, actor
from prometheus_client.parser import text_string_to_metric_families

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.keys.held import NotSealed
from wijkpeil.ledger.models import SecurityEvent
from wijkpeil.ledger.purging import purge
from wijkpeil.ledger.services import account_change, account_erase, codes_remove
from wijkpeil.ledger.services.credentials import secrets_renew
from wijkpeil.ledger.stored import stored_of
from wijkpeil.ledger.verifying import verify
from wijkpeil.pages.stored import stored_items
from wijkpeil.web import adapters, counts, lasting, lockout, pace, security

pytestmark = pytest.mark.django_db
MEMORY_MAIL = "django.core.mail.backends.locmem.EmailBackend"
WRONG = "a wrong password entirely"


@pytest.fixture(autouse=True)
def mailing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Mail is sent in the same thread, and kept; nothing was counted in this minute."""
    monkeypatch.setattr(adapters, "send_later", lambda message: message.send())
    counts.clear()
    with override_settings(EMAIL_BACKEND=MEMORY_MAIL, MAIL=True, CODES="optional"):
        yield
    counts.clear()


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")


def at(place: int) -> Client:
    """A browser on another network."""
    return Client(SERVER_NAME="localhost", REMOTE_ADDR=f"203.0.{place}.9")


def events(own: str) -> list[tuple[str, str]]:
    return list(SecurityEvent.objects.filter(account=own).order_by("pk").values_list("event", "about"))


def mails(capture: Any, do: Any) -> list[str]:
    """The mails that something sends, once it is certain."""
    mail.outbox.clear()
    with capture(execute=True):
        do()
    return [f"{each.to[0]}: {each.body}" for each in mail.outbox]


def fail_from(places: range, email: str, times: int = 4) -> None:
    for place in places:
        for _ in range(times):
            sign_in(at(place), email, WRONG)


def test_codes_right_wrong_and_sent_twice_are_recorded_and_the_holder_is_told_of_the_last(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    someone = account(name="Els")
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    visitor.logout()
    sign_in(visitor, someone.email)
    visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    code = code_for(secret, 1)
    visitor.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(visitor) == someone.id
    again = Client(SERVER_NAME="localhost")
    sign_in(again, someone.email)

    def reuse() -> None:
        assert (
            "klopt niet, of is al gebruikt" in again.post(reverse("mfa_authenticate"), {"code": code}).content.decode()
        )

    told = mails(django_capture_on_commit_callbacks, reuse)
    assert signed_in(again) is None
    assert [each for each in events(someone.id) if "code-" in each[0]] == [
        ("code-wrong", ""),
        ("code-right", "totp"),
        ("code-used-twice", ""),
    ]
    assert len(told) == 1
    assert "tweede keer" in told[0]


def test_a_code_stays_used_for_as_long_as_it_could_be_right(visitor: Client) -> None:
    """The account library forgets a used code after half a minute, though its tolerance takes it for longer."""
    someone = account()
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    code = code_for(secret, 1)
    visitor.logout()
    sign_in(visitor, someone.email)
    visitor.post(reverse("mfa_authenticate"), {"code": code})
    caches["default"].delete(f"allauth.mfa.totp.used?user={someone.pk}&code={code}")
    again = Client(SERVER_NAME="localhost")
    sign_in(again, someone.email)
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(again) is None


def test_recovery_codes_are_kept_as_salted_hashes_once_they_were_shown(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    set_codes(visitor)
    codes = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    row = Authenticator.objects.get(user=someone, type="recovery_codes")
    assert set(row.data) == {"salt", "hashes", "used_mask", "viewed_at"}
    assert len(row.data["salt"]) >= 8, "at least 32 bits"
    assert all(len(set(code)) > 4 and len(code) == 16 for code in codes)
    visitor.logout()
    sign_in(visitor, someone.email)
    typed = "-".join(codes[3][each : each + 4] for each in range(0, 16, 4)).lower().replace("0", "o")
    visitor.post(reverse("mfa_authenticate"), {"code": typed})
    assert signed_in(visitor) == someone.id
    assert [each["left"] for each in stored_of(someone)["codes"] if each["kind"] == "recovery_codes"] == [9]
    assert [each for each in verify().findings if someone.id in each.where] == []


@pytest.mark.parametrize("known", [True, False])
def test_no_account_can_be_tried_a_hundred_times_an_hour_over_all_networks(site: Client, known: bool) -> None:
    email = account().email if known else "nobody@example.org"
    fail_from(range(1, 12), email)
    assert AccessFailureLog.objects.count() == lockout.UNSEEN_FAILURES
    answer = sign_in(at(99), email, WRONG)
    assert answer.status_code == 429
    assert "Te veel pogingen" in answer.content.decode()
    # Five wrong codes in five minutes stop codes, so that an hour takes sixty.
    assert lockout.FAILURES + 60 <= 100


def test_who_signed_in_from_a_network_before_is_not_kept_out_by_strangers(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    visitor.logout()
    fail_from(range(1, 12), someone.email)
    assert sign_in(at(50), someone.email).status_code == 429, "the right password from elsewhere"
    assert sign_in(visitor, someone.email).status_code == 302


def test_the_holder_is_told_once_of_failures_from_many_places(
    site: Client, django_capture_on_commit_callbacks: Any
) -> None:
    someone = account()
    told = mails(django_capture_on_commit_callbacks, lambda: fail_from(range(1, 12), someone.email))
    assert [each for each in told if "veel plaatsen" in each] == told
    assert len(told) == 1
    assert [each for each in events(someone.id) if each[0] == "many-failures"] == [("many-failures", "")]


def test_an_administrator_lifts_the_bound_over_all_networks_too(site: Client) -> None:
    someone = account()
    fail_from(range(1, 12), someone.email)
    lockout.lift(someone.id)
    assert sign_in(at(60), someone.email).status_code == 302


def test_the_bound_is_over_after_an_hour(site: Client) -> None:
    someone = account()
    fail_from(range(1, 12), someone.email)
    until = lockout.slowed_until(someone.id, "203.0.70.0")
    assert until is not None
    AccessFailureLog.objects.update(attempt_time=timezone.now() - timedelta(hours=1, seconds=1))
    assert lockout.slowed_until(someone.id, "203.0.70.0") is None


def test_signing_in_from_a_network_not_seen_before_is_told(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    someone = account()
    assert mails(django_capture_on_commit_callbacks, lambda: sign_in(visitor, someone.email)) == [], "the first time"
    visitor.logout()
    assert mails(django_capture_on_commit_callbacks, lambda: sign_in(visitor, someone.email)) == []
    told = mails(django_capture_on_commit_callbacks, lambda: sign_in(at(8), someone.email))
    assert len(told) == 1
    assert "netwerk dat niet eerder is gezien" in told[0]
    assert AccessLog.objects.filter(username=someone.id).count() == 3


def test_the_holder_is_told_what_an_administrator_changed(django_capture_on_commit_callbacks: Any) -> None:
    chief, someone = actor("administrator"), account(name="Els")
    before = someone.email
    told = mails(django_capture_on_commit_callbacks, lambda: account_change(chief, someone.id, email="els@example.org"))
    assert sorted(each.partition(":")[0] for each in told) == ["els@example.org", before]
    assert all("e-mailadres van uw account" in each for each in told)
    assert mails(django_capture_on_commit_callbacks, lambda: account_change(chief, someone.id, name="Elsa")) == []
    someone.refresh_from_db()
    told = mails(django_capture_on_commit_callbacks, lambda: codes_remove(chief, someone))
    assert len(told) == 1
    assert "eenmalige codes van uw account" in told[0]


@pytest.mark.parametrize(("act", "word"), [("set", "ingesteld"), ("new", "herstelcodes"), ("off", "uitgezet")])
def test_the_holder_is_told_of_every_change_of_codes(
    visitor: Client, django_capture_on_commit_callbacks: Any, act: str, word: str
) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    acts = {
        "set": lambda: set_codes(visitor),
        "new": lambda: visitor.post(reverse("mfa_generate_recovery_codes")),
        "off": lambda: visitor.post(reverse("mfa_deactivate_totp")),
    }
    if act != "set":
        set_codes(visitor)
    told = mails(django_capture_on_commit_callbacks, acts[act])
    assert len(told) == 1
    assert word in told[0]


def test_who_looks_at_what_is_kept_from_others_is_recorded_and_what_it_said_is_not(visitor: Client) -> None:
    chief, auditor, someone = account("administrator"), account("auditor"), account(name="Els Onbekend")
    visitor.force_login(auditor)
    visitor.get(reverse("journal"))
    visitor.get(reverse("journal-entry", args=[1]))
    b"".join(visitor.get(reverse("journal-export")))
    b"".join(visitor.get(reverse("journal-table")))
    looked = [each for each in events(auditor.id) if each[0].startswith("looked")]
    assert looked == [("looked-at-journal", about) for about in ("search", "entry 1", "export", "table")]
    visitor.force_login(chief)
    visitor.get(reverse("accounts"), {"q": "Onbekend"})
    visitor.get(reverse("account-of", args=[someone.id]))
    looked = [each for each in events(chief.id) if each[0].startswith("looked")]
    assert looked == [("looked-at-accounts", "list"), ("looked-at-accounts", someone.id)]
    assert "Onbekend" not in str(list(SecurityEvent.objects.values()))
    visitor.force_login(someone)
    visitor.get(reverse("journal"))
    assert [each for each in events(someone.id) if each[0].startswith("looked")] == [], "who may not, did not look"


def test_records_go_with_their_term_and_with_the_account(visitor: Client) -> None:
    chief, someone = account("administrator"), account()
    visitor.force_login(chief)
    visitor.get(reverse("account-of", args=[someone.id]))
    security.note(None, "code-wrong", someone.id)
    security.note(None, "code-wrong", chief.id)
    SecurityEvent.objects.filter(account=chief.id, event="code-wrong").update(at=timezone.now() - timedelta(days=91))
    assert purge(ROOT)["records of security"] == 1
    account_erase(ROOT, someone.id)
    assert someone.id not in str(list(SecurityEvent.objects.values()))


def test_what_is_recorded_is_a_line_of_the_log_and_a_number_of_the_metrics(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    def counted() -> float:
        text = visitor.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        return sum(
            each.value
            for each in samples
            if each.name == "wijkpeil_security_total" and each.labels["event"] == "password-wrong"
        )

    someone, before = account(), counted()
    with caplog.at_level(logging.INFO, "wijkpeil.security"):
        sign_in(visitor, someone.email, WRONG)
        sign_in(visitor, someone.email)
    assert counted() == before + 1
    told = [record.told for record in caplog.records if record.name == "wijkpeil.security"]  # type: ignore[attr-defined]
    assert told == [
        {"event": "password-wrong", "account": someone.id},
        {"event": "signed-in", "account": someone.id},
    ]


def test_every_event_that_is_noted_is_listed() -> None:
    with pytest.raises(KeyError):
        security.note(None, "something-else", "p-1")


def test_requests_are_counted_by_the_kind_of_account(visitor: Client) -> None:
    def counted(kind: str, refused: str) -> float:
        text = visitor.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        wanted = {"kind": kind, "refused": refused}
        return sum(each.value for each in samples if each.name == "wijkpeil_requests_total" and each.labels == wanted)

    kinds = [("visitor", "no"), ("person", "no"), ("token", "yes")]
    before = [counted(*kind) for kind in kinds]
    Client(SERVER_NAME="localhost").get("/")
    sign_in(visitor, account().email)
    visitor.get("/")
    visitor.get("/api/v1/self", HTTP_AUTHORIZATION="Bearer wp_t-1_x")
    after = [counted(*kind) for kind in kinds]
    assert [now - then for now, then in zip(after, before, strict=True)] >= [1, 1, 1]


def test_forms_and_pages_go_at_the_pace_of_a_person(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace.time, "time", lambda: 1_000_000_010.0)
    someone = account()
    visitor.force_login(someone)
    with override_settings(FORMS=3, PAGES=4):
        for _ in range(3):
            assert visitor.post(reverse("account"), {"name": "Els", "language": "nl"}).status_code == 302
        answer = visitor.post(reverse("account"), {"name": "Elsa", "language": "nl"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "10")
        assert "Er is niets gewijzigd" in answer.content.decode()
        assert Account.objects.get(pk=someone.pk).name == "Els"
        assert [visitor.get(reverse("account")).status_code for _ in range(5)] == [200, 200, 200, 200, 429]
        assert Client(SERVER_NAME="localhost").get("/").status_code == 200, "a visitor is not counted"
    with override_settings(FORMS=0, PAGES=0):
        assert visitor.post(reverse("account"), {"name": "Elsa", "language": "nl"}).status_code == 302


@pytest.mark.parametrize(
    ("began", "seen", "idle", "over"),
    [
        (0, 0, 30, False),
        (0, 29 * 60, 30, False),
        (0, 30 * 60, 30, True),
        (12 * 3600 - 1, 0, 30, False),
        (12 * 3600, 0, 30, True),
        (3600, 3600, 0, False),
        (12 * 3600, 0, 0, True),
    ],
)
def test_a_session_ends_unused_or_after_twelve_hours(
    visitor: Client, began: int, seen: int, idle: int, over: bool
) -> None:
    """``began`` and ``seen`` are seconds ago."""
    someone = account()
    sign_in(visitor, someone.email)
    session = visitor.session
    session[lasting.BEGAN] -= began
    session[lasting.SEEN] -= seen
    session.save()
    with override_settings(IDLE_MINUTES=idle):
        answer = visitor.get(reverse("account"))
    assert (answer.status_code == 302) is over
    assert (signed_in(visitor) is None) is over


def test_using_a_session_does_not_make_it_longer(visitor: Client) -> None:
    sign_in(visitor, account().email)
    began = visitor.session[lasting.BEGAN]
    session = visitor.session
    session[lasting.SEEN] -= 600
    session.save()
    visitor.get(reverse("account"))
    assert visitor.session[lasting.BEGAN] == began
    assert visitor.session[lasting.SEEN] >= began


def test_secrets_of_codes_are_encrypted_anew_when_the_key_was_replaced(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    row = Authenticator.objects.get(user=someone, type="totp")
    old = row.data["secret"]
    from django.conf import settings

    def right(sealed: str) -> bool:
        return current_keys().code_right(sealed.encode(), code_for(secret).encode())

    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert right(old)
        assert (secrets_renew(), secrets_renew()) == (1, 0)
    row.refresh_from_db()
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[]):
        assert right(row.data["secret"])
        with pytest.raises(NotSealed):
            right(old)
    assert [each for each in verify().findings if someone.id in each.where] == []


def test_refusals_are_logged_with_who_asked(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    someone = account()
    visitor.force_login(someone)
    with caplog.at_level(logging.INFO, "wijkpeil.security"):
        assert visitor.get(reverse("accounts")).status_code == 403
        assert visitor.get("/api/v1/accounts").status_code == 401
    told = [record.told for record in caplog.records if record.name == "wijkpeil.security"]  # type: ignore[attr-defined]
    assert told == [
        {"event": "not-allowed", "account": someone.id, "about": "account_list"},
        {"event": "not-allowed", "account": "", "about": "account_list"},
    ]


def test_what_is_recorded_is_told_in_words_in_both_languages(visitor: Client) -> None:
    auditor = account("auditor")
    visitor.force_login(auditor)
    for name, *given in (("journal",), ("journal-entry", 1), ("journal-export",), ("journal-table",)):
        b"".join(visitor.get(reverse(name, args=given)))
    for why in ("unknown", "unverified", "suspended", "taken", "one-factor"):
        security.note(None, "single-sign-on-refused", auditor.id, why)
    for event in security.EVENTS:
        security.note(None, event, auditor.id)
    for language, some in (("nl", ("regel 1", "geen tweede stap")), ("en", ("entry 1", "no second step"))):
        with override(language):
            page = stored_items(stored_of(auditor), language)  # type: ignore[arg-type]
        told = next(each.rows for each in page if each.item.key == "security")
        words = {cell for row in told for cell in row[1:3]}
        assert set(some) <= words
        assert not words & {*security.EVENTS, "search", "list", "export", "table", "unknown", "one-factor"}
