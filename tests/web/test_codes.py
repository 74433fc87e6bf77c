"""One-time codes: who must have them, what they are worth, and that nothing about them changes unseen."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from entering import PASSWORD, code_for, set_codes, sign_in, signed_in
from people import account

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.credentials import credentials_findings, in_one_transaction
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services.credentials import link_add
from wijkpeil.ledger.verifying import verify
from wijkpeil.web.codes import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required() -> Iterator[None]:
    with override_settings(CODES="required"):
        yield


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost")


def findings(own: str) -> list[str]:
    return [each.message for each in verify().findings if own in each.where]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_roles_that_require_codes_lead_there_first(visitor: Client, role: str) -> None:
    programme = "rotterdam-2007" if role == "programme-manager" else ""
    someone = account(role, programme=programme)
    sign_in(visitor, someone.email)
    for path in ("/", "/account/", "/beheer/", "/en/account/tokens/"):
        answer = visitor.get(path)
        assert answer.status_code == 302, path
        assert "/codes/" in answer.headers["Location"]
    assert visitor.post("/account/").status_code == 302
    set_codes(visitor)
    assert visitor.get("/account/").status_code == 200


def test_codes_can_be_required_of_all_or_of_none(visitor: Client) -> None:
    reader, chief = account(), account("administrator")
    visitor.force_login(reader)
    assert visitor.get("/account/").status_code == 200
    with override_settings(CODES="all"):
        assert visitor.get("/account/").status_code == 302
    visitor.force_login(chief)
    assert visitor.get("/account/").status_code == 302
    with override_settings(CODES="optional"):
        assert visitor.get("/account/").status_code == 200


def test_signing_in_asks_the_code_and_takes_each_once(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    visitor.logout()
    assert sign_in(visitor, someone.email).headers["Location"] == reverse("mfa_authenticate")
    assert signed_in(visitor) is None
    assert visitor.get("/account/").status_code == 302
    wrong = visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "klopt niet" in wrong.content.decode()
    code = code_for(secret, 1)
    assert visitor.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert signed_in(visitor) == someone.id
    again = Client(SERVER_NAME="localhost")
    sign_in(again, someone.email)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert signed_in(again) is None


def test_guessing_codes_is_stopped(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    visitor.logout()
    sign_in(visitor, someone.email)
    for number in range(5):
        visitor.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})
    answer = visitor.post(reverse("mfa_authenticate"), {"code": code_for(secret, 1)})
    assert "over vijf minuten" in answer.content.decode()
    assert signed_in(visitor) is None


def test_recovery_codes_are_shown_once_and_work_once(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    set_codes(visitor)
    codes = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(set(codes)) == 10
    assert codes[0] not in visitor.get(reverse("mfa_view_recovery_codes")).content.decode()
    for expected in (someone.id, None):
        visitor.logout()
        sign_in(visitor, someone.email)
        visitor.post(reverse("mfa_authenticate"), {"code": f"{codes[0][:4]} {codes[0][4:]}"})
        assert signed_in(visitor) == expected
    assert findings(someone.id) == []
    before = JournalEntry.objects.filter(subject=f"credentials/{someone.id}").count()
    assert before == 3, "set up, recovery codes made, one used"


def test_new_recovery_codes_end_the_old_ones(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    set_codes(visitor)
    old = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert visitor.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    new = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert set(old).isdisjoint(new)
    assert findings(someone.id) == []


def test_codes_cannot_be_switched_off_where_a_role_requires_them(visitor: Client) -> None:
    chief, reader = account("administrator"), account()
    for someone, kept in ((chief, 2), (reader, 0)):
        sign_in(visitor, someone.email)
        set_codes(visitor)
        page = visitor.get(reverse("mfa_deactivate_totp"))
        assert ("niet uit kunnen" in page.content.decode()) is bool(kept)
        visitor.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=someone).count() == kept
        assert findings(someone.id) == []
        visitor.logout()


def test_secrets_are_stored_encrypted(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    secret = set_codes(visitor)
    codes = visitor.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    stored = str(list(Authenticator.objects.filter(user=someone).values()))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_the_square_is_a_picture_that_the_policy_allows(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    page = visitor.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "style=" not in page.content.decode()
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_sensitive_asks_once_more_after_a_while(visitor: Client) -> None:
    someone = account()
    sign_in(visitor, someone.email)
    session = visitor.session
    for each in session["account_authentication_methods"]:
        each["at"] -= 3600
    session.save()
    for name in ("mfa_activate_totp", "account-remove"):
        answer = visitor.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate")), name
    answer = visitor.post(reverse("account-tokens"), {"name": "x", "scopes": ["read"], "expires_on": "2100-01-01"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    again = answer.headers["Location"]
    assert "Dit is uw wachtwoord niet" in visitor.post(again, {"password": "not this one, surely"}).content.decode()
    resumed = visitor.post(again, {"password": PASSWORD})
    assert resumed.status_code == 422, "what was sent before is taken up again, and its last day is too far off"
    assert "Een toegangssleutel werkt minstens tot morgen en hoogstens een jaar." in resumed.content.decode()
    assert visitor.get(reverse("account-remove")).status_code == 200


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE mfa_authenticator SET data = '{\"secret\": \"mine\"}' WHERE type = 'totp'",
        "DELETE FROM mfa_authenticator WHERE type = 'totp'",
        "DELETE FROM mfa_authenticator",
        "UPDATE mfa_authenticator SET user_id = (SELECT id FROM ledger_account WHERE name = 'Other')",
        'INSERT INTO account_emailaddress (email, verified, "primary", user_id) '
        "SELECT 'evil@example.org', true, true, id FROM ledger_account WHERE name = 'Victim'",
        "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, extra_data, user_id) "
        "SELECT 'sso', 'mine', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '{}', id "
        "FROM ledger_account WHERE name = 'Victim'",
    ],
)
def test_tampering_with_how_someone_signs_in_is_found(visitor: Client, tamper: str) -> None:
    victim, _other = account(name="Victim"), account(name="Other")
    sign_in(visitor, victim.email)
    set_codes(visitor)
    assert findings(victim.id) == []
    with connection.cursor() as cursor:
        cursor.execute(tamper)
    assert findings(victim.id) != []


def test_a_row_where_the_site_never_writes_is_found() -> None:
    someone = account(name="Victim")
    with transaction.atomic():
        link_add(someone, SocialAccount(provider="sso", uid="mine"))
    link = SocialAccount.objects.get(user=someone)
    address = EmailAddress.objects.create(user=someone, email=someone.email)
    assert list(credentials_findings()) == []
    EmailConfirmation.objects.create(email_address=address, key="key")
    SocialApp.objects.create(provider="openid_connect", provider_id="sso", name="Mine", client_id="mine")
    SocialToken.objects.create(account=link, token="token")
    found = [each.where.split()[0] for each in credentials_findings()]
    assert found == ["account_emailconfirmation", "socialaccount_socialapp", "socialaccount_socialtoken"]
    address.email = "other@example.org"
    address.save()
    assert [each.where for each in credentials_findings()][:1] == [f"account {someone.id}"]


def test_codes_are_changed_in_one_transaction_with_their_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    in_one_transaction()
    monkeypatch.setattr(transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))
    with pytest.raises(SoftwareError, match="one transaction"):
        in_one_transaction()
    monkeypatch.undo()
