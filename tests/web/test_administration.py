"""Administering accounts: who may, inviting, roles, ending access, and what a refusal says."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from entering import PASSWORD, set_codes, sign_in, signed_in
from people import ROOT, account

from as_signed_in import SignedIn
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of
from wijkpeil.ledger.invitations import invitations
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import account_invite, grant_give
from wijkpeil.ledger.verifying import verify
from wijkpeil.web.adapters import start_address

pytestmark = pytest.mark.django_db
MEMORY_MAIL = "django.core.mail.backends.locmem.EmailBackend"
NINA = {"name": "Nina", "email": "Nina@Example.org", "language": "nl", "role": "", "partner": "", "area": ""}


@pytest.fixture
def chief(site: Client) -> Account:
    return account("administrator")


@pytest.fixture
def admin(chief: Account) -> Client:
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(chief)
    return client


def path_in(text: str) -> str:
    found = re.search(r"http://localhost(/\S*invitation/\S+?|/\S*uitnodiging/\S+?)(?=[\s<])", text)
    assert found, text
    return found[1]


def act(admin: Client, someone: Account, named: str, **more: str) -> Any:
    return admin.post(reverse("account-act", args=[someone.id]), {"act": named, **more})


@pytest.mark.parametrize("role", [None, "reader", "programme-manager", "researcher"])
def test_whoever_is_no_administrator_is_refused_with_a_reason(site: Client, role: Any) -> None:
    someone = account(role, programme="rotterdam-2007") if role else account()
    other, client = account(), SignedIn(SERVER_NAME="localhost")
    client.force_login(someone)
    pages = [
        reverse("accounts"),
        reverse("account-invite"),
        *(reverse(name, args=[other.id]) for name in ("account-of",)),
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 403, page
        assert "<h1>Niet toegestaan</h1>" in answer.content.decode()
        assert "Vraag" in answer.content.decode()
    before = JournalEntry.objects.count()
    assert client.post(reverse("account-invite"), NINA).status_code == 403
    given = {"role": "administrator", "partner": "", "area": ""}
    assert client.post(reverse("account-give", args=[other.id]), given).status_code == 403
    assert client.post(reverse("account-give", args=[someone.id]), given).status_code == 403
    for named in ("suspend", "resume", "end_sessions", "unlock", "remove_codes", "invite_again"):
        assert act(client, other, named).status_code == 403, named
    assert client.post(reverse("account-erase", args=[other.id]), {"sure": "on"}).status_code in (302, 403)
    assert JournalEntry.objects.count() == before
    assert Account.objects.filter(pk=other.pk, state="active").exists()


def test_an_auditor_sees_the_list_and_changes_nothing(site: Client) -> None:
    someone, client = account("auditor"), SignedIn(SERVER_NAME="localhost")
    client.force_login(someone)
    page = client.get(reverse("accounts"))
    assert page.status_code == 200
    assert "Iemand uitnodigen" not in page.content.decode()
    assert client.post(reverse("account-invite"), NINA).status_code == 403


def test_the_list_is_searched_and_narrowed(admin: Client) -> None:
    account_invite(ROOT, name="Zoë Ångström", email="zoe@example.org")
    account(name="Bert")
    found = admin.get(reverse("accounts"), {"q": "zoe@"}).content.decode()
    assert "Zoë Ångström" in found
    assert "Bert" not in found
    assert "Bert" not in admin.get(reverse("accounts"), {"state": "invited"}).content.decode()
    assert "past daarbij" in admin.get(reverse("accounts"), {"q": "niemand"}).content.decode()


def test_a_long_list_comes_in_pages_with_few_queries(admin: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        account_invite(ROOT, name=f"Persoon {number:02}", email=f"p{number}@example.org")
    with django_assert_max_num_queries(14):
        page = admin.get(reverse("accounts"))
    assert "pagina 1 van 2" in page.content.decode()
    assert "Persoon 59" in admin.get(reverse("accounts"), {"page": 2}).content.decode()


@override_settings(EMAIL_BACKEND=MEMORY_MAIL, MAIL=True)
def test_an_invitation_goes_by_mail_and_is_taken_up(admin: Client, chief: Account) -> None:
    given = {**NINA, "language": "en", "role": "reporter", "partner": partner_id(admin), "area": "3081"}
    page = admin.post(reverse("account-invite"), given)
    assert "verstuurd" in page.content.decode()
    message = mail.outbox[-1]
    assert message.to == ["nina@example.org"]
    assert "Hello Nina" in message.body
    nina = Account.objects.get(email="nina@example.org")
    held = grants_of(nina.id)[0]
    assert (held.role, held.partner, held.area) == ("reporter", given["partner"], "3081")
    path = path_in(message.body)
    assert path.startswith("/en/account/invitation/")
    visitor = Client(SERVER_NAME="localhost")
    terms = visitor.get(path).content.decode()
    assert "What you agree to" in terms
    assert "Reporter" in terms
    assert visitor.post(path, {"password": "short"}).status_code == 422
    assert visitor.post(path, {"password": "Nina@example.org"}).status_code == 422
    assert visitor.post(path, {"password": "bridges over quiet water"}).status_code == 302
    assert signed_in(visitor) == nina.id
    assert visitor.get(path).status_code == 410
    assert [each for each in verify().findings if nina.id in each.where] == []
    assert JournalEntry.objects.filter(action="account_invite", actor=chief.id).exists()


def partner_id(admin: Client) -> str:
    return str(admin.get(reverse("account-invite")).context["form"].fields["partner"].choices[1][0])


def test_without_mail_the_link_is_shown_to_pass_on(admin: Client) -> None:
    page = admin.post(reverse("account-invite"), NINA).content.decode()
    path = path_in(page)
    assert Client(SERVER_NAME="localhost").get(path).status_code == 200
    nina = Account.objects.get(email="nina@example.org")
    again = path_in(act(admin, nina, "invite_again").content.decode())
    assert Client(SERVER_NAME="localhost").get(again).status_code == 200
    assert JournalEntry.objects.latest("sequence").action == "account_invite_again"


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9, MAIL=True
)
def test_a_mail_server_that_is_away_loses_no_invitation(admin: Client) -> None:
    page = admin.post(reverse("account-invite"), NINA)
    assert page.status_code == 200
    assert path_in(page.content.decode())


def test_an_invitation_lapses_and_can_be_withdrawn(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_in(admin.post(reverse("account-invite"), NINA).content.decode())
    nina = Account.objects.get(email="nina@example.org")
    visitor = Client(SERVER_NAME="localhost")
    real = invitations._now()
    monkeypatch.setattr(invitations, "_now", lambda: real + timedelta(days=14, seconds=60))
    assert visitor.get(path).status_code == 410
    assert visitor.post(path, {"password": "bridges over quiet water"}).status_code == 410
    monkeypatch.undo()
    assert visitor.get(path).status_code == 200
    forged = path.replace(path.rstrip("/").rsplit("-", 1)[1][:4], "0000")
    assert visitor.get(forged).status_code == 410
    again = admin.post(reverse("account-erase", args=[nina.id]), {"sure": "on", "why": ""})
    assert again.headers["Location"].startswith(reverse("account_reauthenticate"))
    sure = Client(SERVER_NAME="localhost")
    sign_in(sure, str(Account.objects.get(pk=signed_in(admin)).email))
    answer = sure.post(reverse("account-erase", args=[nina.id]), {"sure": "on", "why": ""})
    assert answer.headers["Location"] == reverse("accounts")
    assert visitor.get(path).status_code == 410
    assert not Account.objects.filter(pk=nina.pk).exists()


def test_faults_of_an_invitation_come_all_at_once_beside_their_fields(admin: Client) -> None:
    account_invite(ROOT, name="There", email="nina@example.org")
    page = admin.post(reverse("account-invite"), {**NINA, "name": ""})
    assert page.status_code == 422
    page = admin.post(reverse("account-invite"), NINA)
    assert "heeft al een account" in page.content.decode()
    page = admin.post(reverse("account-invite"), {**NINA, "email": "n2@example.org", "role": "auditor", "area": "3081"})
    assert page.status_code == 422
    assert "Een beheerder van de site en een auditor werken voor de hele werkmap." in page.content.decode()
    assert not Account.objects.filter(email="n2@example.org").exists(), "nothing is half done"


def test_roles_are_given_and_withdrawn(admin: Client) -> None:
    someone = account()
    give = reverse("account-give", args=[someone.id])
    assert admin.post(give, {"role": "reader", "partner": "", "area": ""}).status_code == 302
    twice = admin.post(give, {"role": "reader", "partner": "", "area": ""})
    assert twice.status_code == 422
    assert "heeft deze rol al" in twice.content.decode()
    held = grants_of(someone.id)[0]
    assert "Lezer" in admin.get(reverse("account-of", args=[someone.id])).content.decode()
    act(admin, someone, "withdraw", grant=held.id)
    assert grants_of(someone.id) == ()
    again = {"act": "withdraw", "grant": held.id}
    page = admin.post(reverse("account-act", args=[someone.id]), again, follow=True)
    assert "was al gedaan" in page.content.decode()


def test_suspending_ends_sessions_at_once_and_resuming_lets_in(admin: Client) -> None:
    someone, theirs = account(), Client(SERVER_NAME="localhost")
    sign_in(theirs, someone.email)
    act(admin, someone, "suspend", why="left")
    assert theirs.get(reverse("account")).status_code == 302
    assert JournalEntry.objects.filter(action="account_suspend").latest("sequence").why == "left"
    assert sign_in(theirs, someone.email).headers["Location"] == reverse("account_inactive")
    act(admin, someone, "resume")
    assert sign_in(theirs, someone.email).headers["Location"] == start_address()


def test_codes_are_removed_for_who_lost_the_phone_by_the_administrator_who_says_so(
    admin: Client, chief: Account
) -> None:
    someone, theirs = account(), Client(SERVER_NAME="localhost")
    sign_in(theirs, someone.email)
    set_codes(theirs)
    act(admin, someone, "remove_codes", why="phone lost")
    entry = JournalEntry.objects.filter(action="credentials_change").latest("sequence")
    assert (entry.actor, entry.role, entry.why) == (chief.id, "administrator", "phone lost")
    assert theirs.get(reverse("account")).status_code == 302
    assert sign_in(theirs, someone.email, PASSWORD).headers["Location"] == start_address()
    assert [each for each in verify().findings if someone.id in each.where] == []


def test_the_last_administrator_cannot_be_taken_away(admin: Client, chief: Account) -> None:
    held = grants_of(chief.id)[0]
    page = admin.post(reverse("account-act", args=[chief.id]), {"act": "withdraw", "grant": held.id}, follow=True)
    assert "laatste beheerder" in page.content.decode()
    assert grants_of(chief.id)


def test_an_account_that_is_not_there_is_not_found(admin: Client) -> None:
    assert admin.get(reverse("account-of", args=["p-nobody"])).status_code == 404
    assert admin.post(reverse("account-act", args=["p-nobody"]), {"act": "suspend"}).status_code == 404
    assert act(admin, account(), "make-king").status_code == 400


def test_forms_are_refused_without_their_secret(site: Client, chief: Account) -> None:
    strict = SignedIn(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.force_login(chief)
    someone = account()
    grant_give(ROOT, someone.id, "auditor")
    paths = (
        "account-invite",
        "account_login",
        "account_logout",
        "account-remove",
        "account-tokens",
        "usersessions_list",
    )
    for name in paths:
        assert strict.post(reverse(name), {}).status_code == 403, name
    for name in ("account-act", "account-give", "account-erase"):
        assert strict.post(reverse(name, args=[someone.id]), {}).status_code == 403, name
