"""What is computed with a key, held against Django and the cryptography library, which compute it by other code."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.core import signing
from django.test import override_settings
from django.utils.crypto import salted_hmac
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.errors import SoftwareError, WrongUse
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.invitations import Invitations
from wijkpeil.ledger.keys import held as held_module
from wijkpeil.ledger.keys.held import SEALED, SIGNED, UNSEALED, Held, NotSealed, strong, weakness
from wijkpeil.ledger.keys.signing import DatedSigner, KeptTokens
from wijkpeil.web.adapters import CodesAdapter
from wijkpeil.web.form_keys import LASTS_SECONDS, make_key, read_key
from wijkpeil.web.sessions import SessionStore

KEY, BEFORE = "now-" + "0123456789abcdef" * 3, "before-" + "0123456789abcdef" * 3
KEYS = st.lists(st.text(st.characters(codec="ascii", exclude_characters="\0"), min_size=1), min_size=1, max_size=4)
ONCE = "shown-once"
NOW = {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": [BEFORE]}


@given(KEYS, st.sampled_from(sorted(SIGNED)), st.binary())
def test_a_signature_is_that_of_django_under_each_key(keys: list[str], purpose: str, data: bytes) -> None:
    made = Held(keys).macs(purpose, data)
    assert made == tuple(salted_hmac(SIGNED[purpose], data, key, algorithm="sha256").digest() for key in keys)
    naive = [hmac.new(hashlib.sha256(SIGNED[purpose] + each.encode()).digest(), data, "sha256") for each in keys]
    assert made == tuple(each.digest() for each in naive)


@given(KEYS, st.binary())
def test_a_password_is_hashed_under_a_key_of_its_own(keys: list[str], password: bytes) -> None:
    held = Held(keys)
    peppers = [hmac.new(key.encode(), b"wijkpeil.web.pepper", "sha256").digest() for key in keys]
    expected = [(hashlib.sha256(each).hexdigest()[:8], hmac.new(each, password, "sha256").digest()) for each in peppers]
    assert list(held.peppered(password)) == expected
    assert held.names() == tuple(name for name, _ in expected)


@given(st.binary(max_size=2000))
def test_what_is_sealed_is_a_fernet_token_of_the_key_of_now(data: bytes) -> None:
    for purpose, salt in SEALED.items():
        made = base64.urlsafe_b64encode(hashlib.sha256(salt + KEY.encode()).digest())
        assert Fernet(made).decrypt(Held([KEY, BEFORE]).seal(purpose, data)) == data
        if purpose in UNSEALED:
            assert Held([KEY]).unseal(purpose, Fernet(made).encrypt(data)) == data


def test_what_lies_under_a_key_of_before_is_read_and_sealed_anew() -> None:
    old, now = Held([BEFORE]).seal(ONCE, b"secret"), Held([KEY, BEFORE])
    assert now.unseal(ONCE, old) == b"secret"
    fresh = now.sealed_anew(ONCE, old)
    assert now.sealed_anew(ONCE, fresh) == fresh
    assert Held([KEY]).unseal(ONCE, fresh) == b"secret"
    for asked in (Held([KEY]).unseal, Held([KEY]).sealed_anew):
        with pytest.raises(NotSealed):
            asked(ONCE, old)


@given(st.binary())
def test_what_nobody_sealed_is_refused(data: bytes) -> None:
    held = Held([KEY])
    for ask in (lambda: held.unseal(ONCE, data), lambda: held.sealed_anew("codes", data)):
        with pytest.raises(NotSealed):
            ask()
    # What was encrypted by whoever may ask for it, and is no secret of codes.
    for sealed in (data, held.seal("codes", b"!" + data), held.seal(ONCE, b"MFRGGZDF")):
        with pytest.raises(NotSealed):
            held.code_right(sealed, b"000000")


# RFC 6238, appendix B, SHA-1: eight digits, of which the last six are the code of six.
PUBLISHED = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


@pytest.mark.parametrize(("moment", "shown"), PUBLISHED.items())
def test_codes_are_those_of_the_standard(moment: int, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held, code = Held([KEY]), shown[-6:].encode()
    sealed = held.seal("codes", base64.b32encode(b"12345678901234567890"))
    for steps in range(-3, 4):
        monkeypatch.setattr(time, "time", lambda now=moment + 30 * steps: now)
        assert held.code_right(sealed, code) is (abs(steps) <= 1), steps
    monkeypatch.setattr(time, "time", lambda: moment)
    assert not any(held.code_right(sealed, wrong) for wrong in (b"", code[:-1], code + b"0", shown.encode()))


@given(st.binary(min_size=1, max_size=40), st.integers(0, 10**9))
def test_codes_are_those_of_the_account_library(secret: bytes, step: int) -> None:
    text = base64.b32encode(secret).decode()
    assert held_module._shown(secret, step).decode() == format_hotp_value(hotp_value(text, step))


def test_an_app_is_shown_what_is_held_right() -> None:
    told = (held_module.CODE_SECONDS, held_module.CODE_TOLERANCE, held_module.CODE_DIGITS)
    assert told == (app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE, app_settings.TOTP_DIGITS)


def test_the_secrets_of_codes_are_never_decrypted_for_anyone() -> None:
    sealed = Held([KEY]).seal("codes", b"MFRGGZDF")
    with pytest.raises(SoftwareError):
        Held([KEY]).unseal("codes", sealed)
    with pytest.raises(NotSealed):
        Held([KEY]).unseal(ONCE, sealed)
    with pytest.raises(SoftwareError):
        CodesAdapter().decrypt(sealed.decode())


def test_no_two_purposes_share_a_key() -> None:
    salts = [*SIGNED.values(), *SEALED.values()]
    assert len(salts) == len(set(salts))
    held = Held([KEY])
    assert len({held.macs(purpose, b"same") for purpose in SIGNED}) == len(SIGNED)
    for ask in (held.macs, held.seal, held.unseal, held.sealed_anew):
        with pytest.raises(SoftwareError):
            ask("anything", b"")
    assert KEY not in repr(held)


@pytest.mark.parametrize("key", ["", KEY[:49], "abcd" * 20])
def test_a_key_that_can_be_guessed_is_not_held(key: str) -> None:
    assert weakness(key)
    with pytest.raises(WrongUse, match="guessed"):
        strong([KEY, key])
    assert strong([KEY, BEFORE]).names() == Held([KEY, BEFORE]).names()


@override_settings(**NOW)
def test_sessions_are_those_of_django() -> None:
    content = {"account": "p-0123456789ab", "words": "x" * 3000}
    assert DjangoStore().decode(SessionStore().encode(content)) == content
    assert SessionStore().decode(DjangoStore().encode(content)) == content
    for wrong in ("", "x", "a:b:c", DjangoStore().encode(content)[:-1], signing.dumps(content)):
        assert SessionStore().decode(wrong) == {}
    with override_settings(SECRET_KEY=BEFORE, SECRET_KEY_FALLBACKS=[]):
        old = DjangoStore().encode(content)
    assert SessionStore().decode(old) == content, "signed under a key of before"


@override_settings(**NOW)
def test_keys_of_forms_are_those_of_django() -> None:
    made = make_key("p-0123456789ab")
    assert signing.loads(made, salt="wijkpeil.form", max_age=LASTS_SECONDS)[0] == "p-0123456789ab"
    assert read_key(signing.dumps(["p-1", "n"], salt="wijkpeil.form")) == ("p-1", "n")
    assert read_key(signing.dumps(["p-1", "n"], salt="another")) is None


@override_settings(**NOW)
def test_what_a_session_keeps_of_a_password_is_that_of_django() -> None:
    someone = Account(password="peppered$x")
    assert someone.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(someone)
    assert list(someone.get_session_auth_fallback_hash()) == list(
        AbstractBaseUser.get_session_auth_fallback_hash(someone)
    )


class DjangoInvitations(PasswordResetTokenGenerator):
    """Invitations as Django would make them."""

    key_salt = "wijkpeil.ledger.invitations"

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        return Invitations()._make_hash_value(user, timestamp)


@pytest.mark.parametrize(
    ("ours", "django"), [(KeptTokens, PasswordResetTokenGenerator), (Invitations, DjangoInvitations)]
)
@override_settings(**NOW)
def test_tokens_are_those_of_django(
    ours: Callable[[], KeptTokens], django: Callable[[], PasswordResetTokenGenerator]
) -> None:
    someone, other = Account(id="p-1", email="a@example.org"), Account(id="p-2", email="b@example.org")
    assert django().check_token(someone, ours().make_token(someone))
    assert ours().check_token(someone, django().make_token(someone))
    assert not ours().check_token(other, ours().make_token(someone))
    with override_settings(SECRET_KEY=BEFORE, SECRET_KEY_FALLBACKS=[]):
        old = django().make_token(someone)
    assert ours().check_token(someone, old), "made under a key of before"
    for wrong in ("", None, "x", "-", "zzzzzzzzzzzzzzzzz-1", old[:-1], f"1-{old.partition('-')[2]}"):
        assert not ours().check_token(someone, wrong)
    assert not ours().check_token(None, old)


@pytest.mark.parametrize("after", [-1, 0, 7200, 7201])
def test_a_token_holds_for_its_time(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, someone = KeptTokens(), Account(id="p-1", email="a@example.org")
    moment = tokens._now()
    monkeypatch.setattr(tokens, "_now", lambda: moment)
    made = tokens.make_token(someone)
    monkeypatch.setattr(tokens, "_now", lambda: moment + timedelta(seconds=after))
    assert tokens.check_token(someone, made) is (0 <= after <= settings.PASSWORD_RESET_TIMEOUT)


def test_a_signature_of_another_purpose_is_none() -> None:
    signed = DatedSigner("form").sign("text")
    assert DatedSigner("form").unsign(signed) == "text"
    for wrong in (signed, "text", signed.replace("text", "test")):
        with pytest.raises(signing.BadSignature):
            DatedSigner("session" if wrong == signed else "form").unsign(wrong)
