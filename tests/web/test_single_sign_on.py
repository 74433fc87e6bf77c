"""Single sign-on against a real provider: the whole code flow, and everything in it that must be refused."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from people import ROOT, account

from provider.running import SECRET, running_provider, sign_in_there
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import JournalEntry, SecurityEvent
from wijkpeil.ledger.services import account_invite, account_suspend, grant_give
from wijkpeil.ledger.verifying import verify
from wijkpeil.web.settings_accounts import OIDC_ID, oidc_providers
from wijkpeil.web.single_sign_on import proves_second_factor

pytestmark = pytest.mark.django_db
CALLBACK = f"http://localhost/account/oidc/{OIDC_ID}/login/callback/"
PEOPLE = {
    "nina": {"email": "Nina@example.org", "email_verified": True},
    "other": {"email": "nina@example.org", "email_verified": True},
    "stranger": {"email": "stranger@example.org", "email_verified": True},
    "unverified": {"email": "nina@example.org", "email_verified": False},
    "silent": {},
    "keyed": {"email": "nina@example.org", "email_verified": True, "amr": ["pwd", "otp"]},
}
Come = Callable[..., HttpResponse]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running_provider(CALLBACK, PEOPLE) as address:
        yield address


@pytest.fixture(autouse=True)
def chosen(provider: str) -> Iterator[None]:
    told = oidc_providers(provider, "Gemeente", "wijkpeil", SECRET)
    with override_settings(OIDC_URL=provider, OIDC_NAME="Gemeente", SOCIALACCOUNT_PROVIDERS=told):
        yield


@pytest.fixture
def nina(workspace: object) -> Account:
    return account_invite(ROOT, name="Nina", email="nina@example.org")


def begin(site: Client, **query: str) -> str:
    """Begin at the site; return where it sends the browser."""
    answer = site.get(reverse("openid_connect_login", args=[OIDC_ID]), query)
    assert answer.status_code == 302, answer.content
    return answer.headers["Location"]


def come_back(site: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    return site.get(f"{parts.path}?{parts.query}")


def with_query(address: str, **changed: str) -> str:
    parts = urlsplit(address)
    query = {name: value for name, value in {**dict(parse_qsl(parts.query)), **changed}.items() if value}
    return urlunsplit(parts._replace(query=urlencode(query)))


def come(site: Client, login: str, **changed: str) -> HttpResponse:
    """The whole flow; ``changed`` alters what is asked of the provider on the way."""
    return come_back(site, sign_in_there(requests.Session(), with_query(begin(site), **changed), login))


def signed_in(site: Client) -> str | None:
    return site.session.get("_auth_user_id")


def test_what_is_asked_has_state_nonce_and_pkce(site: Client) -> None:
    query = dict(parse_qsl(urlsplit(begin(site)).query))
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert len(query["nonce"]) >= 32
    assert len(query["state"]) >= 16
    assert query["response_type"] == "code"
    assert set(query["scope"].split()) == {"openid", "email"}


def test_an_invitation_is_taken_up_and_journalled(site: Client, nina: Account) -> None:
    answer = come(site, "nina")
    assert answer.status_code == 302
    assert signed_in(site) == nina.id
    nina.refresh_from_db()
    assert nina.state == "active"
    assert not nina.has_usable_password()
    told = JournalEntry.objects.filter(actor=nina.id).order_by("sequence")
    actions = list(told.values_list("action", flat=True))
    assert actions == ["account_accept", "credentials_change"]
    assert [each for each in verify().findings if nina.id in each.where] == []


def test_who_is_linked_comes_in_again_by_the_number_of_the_provider(site: Client, nina: Account) -> None:
    come(site, "nina")
    site.logout()
    Account.objects.filter(pk=nina.pk).update(email="moved@example.org")
    assert come(site, "nina").status_code == 302
    assert signed_in(site) == nina.id


def test_the_way_back_leads_on_within_the_site_alone(site: Client, nina: Account) -> None:
    back = sign_in_there(requests.Session(), begin(site, next="/en/account/"), "nina")
    assert come_back(site, back).headers["Location"] == "/en/account/"
    site.logout()
    back = sign_in_there(requests.Session(), begin(site, next="https://evil.example/"), "nina")
    assert come_back(site, back).headers["Location"].startswith("/")


@pytest.mark.parametrize(
    ("login", "words"),
    [("stranger", "nog niet uitgenodigd"), ("unverified", "staat niet vast"), ("silent", "staat niet vast")],
)
def test_who_was_not_invited_stays_outside_and_no_account_is_made(
    site: Client, nina: Account, login: str, words: str
) -> None:
    before = Account.objects.count()
    answer = come(site, login)
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert signed_in(site) is None
    assert Account.objects.count() == before
    nina.refresh_from_db()
    assert nina.state == "invited"


def test_the_same_address_under_another_number_is_refused(site: Client, nina: Account) -> None:
    come(site, "nina")
    site.logout()
    assert come(site, "other").status_code == 403
    assert signed_in(site) is None


def test_who_is_suspended_stays_outside_linked_or_not(site: Client, nina: Account) -> None:
    account("administrator")
    account_suspend(ROOT, nina.id)
    assert come(site, "nina").status_code == 403
    Account.objects.filter(pk=nina.pk).update(state="active")
    come(site, "nina")
    site.logout()
    Account.objects.filter(pk=nina.pk).update(state="suspended")
    answer = come(site, "nina")
    assert answer.status_code == 403
    assert "geen toegang" in answer.content.decode()
    assert signed_in(site) is None


def test_a_token_for_another_sign_in_is_refused(site: Client, nina: Account) -> None:
    assert come(site, "nina", nonce="of-another-sign-in-altogether").status_code == 401
    assert come(site, "nina", nonce="").status_code == 401
    assert signed_in(site) is None


def test_an_answer_with_a_wrong_state_is_refused(site: Client, nina: Account) -> None:
    back = sign_in_there(requests.Session(), begin(site), "nina")
    assert come_back(site, with_query(back, state="made-up-by-somebody")).status_code == 401
    assert come_back(Client(SERVER_NAME="localhost"), back).status_code == 401
    assert signed_in(site) is None


def test_a_code_works_once(site: Client, nina: Account) -> None:
    back = sign_in_there(requests.Session(), begin(site), "nina")
    assert come_back(site, back).status_code == 302
    site.logout()
    assert come_back(site, back).status_code == 401


def test_without_the_verifier_of_pkce_the_provider_gives_nothing(site: Client, nina: Account) -> None:
    asked = begin(site)
    back = sign_in_there(requests.Session(), with_query(asked, code_challenge="A" * 43), "nina")
    assert come_back(site, back).status_code == 401
    assert signed_in(site) is None


def test_a_provider_that_is_away_is_said(site: Client) -> None:
    told = oidc_providers("http://127.0.0.1:9", "Gemeente", "wijkpeil", SECRET)
    with override_settings(SOCIALACCOUNT_PROVIDERS=told):
        answer = site.get(reverse("openid_connect_login", args=[OIDC_ID]))
    assert answer.status_code == 502
    assert "Gemeente antwoordt niet" in answer.content.decode()


def test_where_none_is_set_there_is_no_such_page(site: Client) -> None:
    with override_settings(SOCIALACCOUNT_PROVIDERS={}):
        assert site.get(reverse("openid_connect_login", args=[OIDC_ID])).status_code == 404
        assert "oidc" not in site.get(reverse("account_login")).content.decode()


def test_passwords_can_be_switched_off(site: Client, nina: Account) -> None:
    someone = account()
    with override_settings(OIDC_REQUIRED=True):
        page = site.get(reverse("account_login")).content.decode()
        assert "Gemeente" in page
        assert 'type="password"' not in page
        given = {"login": someone.email, "password": "a long enough password 1"}
        assert site.post(reverse("account_login"), given).status_code == 200
        assert signed_in(site) is None
        assert site.get(reverse("account_reset_password")).status_code == 404
        assert come(site, "nina").status_code == 302


@pytest.fixture
def required() -> Iterator[None]:
    """Codes are required of administrators, as they are unless somebody sets otherwise."""
    with override_settings(CODES="required"):
        yield


def administers(nina: Account) -> None:
    grant_give(ROOT, nina.id, "administrator")


@pytest.mark.usefixtures("required")
def test_without_proof_of_the_provider_codes_are_asked_here(site: Client, nina: Account) -> None:
    administers(nina)
    assert come(site, "nina").status_code == 302
    assert signed_in(site) == nina.id
    assert site.get(reverse("account")).headers["Location"].startswith(reverse("mfa_activate_totp"))


@pytest.mark.usefixtures("required")
@override_settings(OIDC_AMR=["otp", "hwk"])
def test_a_provider_that_proves_no_second_factor_lets_no_administrator_in(site: Client, nina: Account) -> None:
    administers(nina)
    answer = come(site, "nina")
    assert answer.status_code == 403
    assert "tweede stap" in answer.content.decode()
    assert signed_in(site) is None
    nina.refresh_from_db()
    assert nina.state == "invited", "nothing of it was kept"
    told = SecurityEvent.objects.get(event="single-sign-on-refused")
    assert (told.account, told.about) == (nina.id, "one-factor")


@pytest.mark.usefixtures("required")
@override_settings(OIDC_AMR=["otp", "hwk"])
def test_a_provider_that_proves_a_second_factor_is_enough(site: Client, nina: Account) -> None:
    administers(nina)
    assert come(site, "keyed").status_code == 302
    assert signed_in(site) == nina.id
    assert site.get(reverse("account")).status_code == 200


@pytest.mark.usefixtures("required")
@override_settings(OIDC_AMR=["otp"])
def test_who_needs_no_codes_comes_in_and_sets_them_up_once_a_role_needs_them(site: Client, nina: Account) -> None:
    assert come(site, "nina").status_code == 302
    assert site.get(reverse("account")).status_code == 200
    administers(nina)
    assert site.get(reverse("account")).headers["Location"].startswith(reverse("mfa_activate_totp"))


@override_settings(OIDC_ACR=["urn:example:silver", "urn:example:gold"])
def test_the_levels_that_are_enough_are_asked_of_the_provider(site: Client) -> None:
    query = dict(parse_qsl(urlsplit(begin(site)).query))
    assert query["acr_values"] == "urn:example:silver urn:example:gold"


@pytest.mark.parametrize(
    ("claims", "proved"),
    [
        ({}, False),
        ({"acr": "gold"}, True),
        ({"acr": "silver"}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": "pwd otp"}, True),
        ({"amr": "otpx"}, False),
        ({"acr": None, "amr": None}, False),
    ],
)
def test_either_value_that_the_settings_name_is_proof(claims: dict[str, object], proved: bool) -> None:
    with override_settings(OIDC_ACR=["gold"], OIDC_AMR=["otp"]):
        assert proves_second_factor(claims) is proved


def test_every_refusal_is_recorded_without_an_address(site: Client, nina: Account) -> None:
    come(site, "stranger")
    come(site, "unverified")
    kept = list(SecurityEvent.objects.filter(event="single-sign-on-refused").order_by("pk"))
    assert [each.about for each in kept] == ["unknown", "unverified"]
    assert "stranger" not in str(SecurityEvent.objects.values())
