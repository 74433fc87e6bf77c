"""Several programmes in one workspace: where none is named, pages of one say so; the others say of which they tell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override
from people import ROOT, account
from small_programmes import programme, write

from as_signed_in import SignedIn
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of
from wijkpeil.ledger.examining import examine
from wijkpeil.ledger.services import programme_load

pytestmark = pytest.mark.django_db
NAMES = {"first": "North (nl)", "second": "South (nl)"}
SHOWS_ONE = ("overview", "board", "targets", "money", "search", "accessibility", "registers", "history")
AT_WORK = (("work",), ("work-register", "themes"), ("work-add", "themes"), ("work-import", "themes"))


@pytest.fixture(scope="module")
def workspace(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace of two programmes."""
    folder = tmp_path_factory.mktemp("several") / "workspace"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("WIJKPEIL_WORKSPACE", str(folder))
        snapshot.forget()
        for own, title in (("first", "North"), ("second", "South")):
            programme_load(write(programme(programme=own, title=title), folder.parent / own), ROOT, folder)
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {**settings.STORAGES, "staticfiles": plain}
        with override_settings(STORAGES=storages, STATIC_ROOT=str(folder), PROGRAMME=None):
            yield folder
        transaction.set_rollback(True)
    snapshot.forget()


@pytest.fixture
def chief(workspace: Path) -> Account:
    return account("administrator")


@pytest.fixture
def admin(chief: Account) -> Client:
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(chief)
    return client


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", SHOWS_ONE)
def test_a_page_of_a_programme_says_that_none_is_named(workspace: Path, name: str, language: str) -> None:
    with override(language):
        answer = Client(SERVER_NAME="localhost").get(reverse(name), {"q": "x"} if name == "search" else {})
    said = "Er zijn meerdere programma" if language == "nl" else "Several programmes are loaded"
    shown = answer.content.decode()
    assert answer.status_code == 503
    assert said in shown
    assert all(f"WIJKPEIL_PROGRAMME={own}" in shown for own in NAMES)


def test_where_one_is_named_it_is_shown(workspace: Path) -> None:
    with override_settings(PROGRAMME="second"):
        shown = Client(SERVER_NAME="localhost").get("/").content.decode()
    assert NAMES["second"] in shown
    assert NAMES["first"] not in shown


@pytest.mark.parametrize("asked", AT_WORK)
def test_work_says_so_too_and_keeps_no_one_out_by_a_failure(workspace: Path, asked: tuple[str, ...]) -> None:
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(account("programme-manager", programme="first"))
    answer = client.get(reverse(asked[0], args=asked[1:]))
    assert (answer.status_code, "WIJKPEIL_PROGRAMME=first" in answer.content.decode()) == (503, True)


@pytest.mark.parametrize(
    "asked",
    ["/op/2001-01-01/", "/op/nooit/", "/op/1/", "/er-is-niets/", "/werk/er-is-niets/", "/beheer/p-0/"],
)
def test_what_is_not_there_is_told_as_ever(admin: Client, asked: str) -> None:
    assert admin.get(asked).status_code in (404, 503)


def test_every_other_page_of_those_who_administer_works(admin: Client, chief: Account) -> None:
    entries = "journal", "journal-verify", "accounts", "account-invite", "account", "account-stored", "account-tokens"
    for name in (*entries, "usersessions_list"):
        assert admin.get(reverse(name)).status_code == 200, name
    for name, of in (("account-of", chief.id), ("journal-entry", 1), ("journal-entry", 2)):
        assert admin.get(reverse(name, args=[of])).status_code == 200, name


def test_accounts_and_the_journal_say_of_which_programme_something_is(admin: Client) -> None:
    someone = account("reader", programme="second", partner="city")
    for address in (reverse("accounts"), reverse("account-of", args=[someone.id])):
        assert NAMES["second"] in admin.get(address).content.decode()
    own = SignedIn(SERVER_NAME="localhost")
    own.force_login(someone)
    assert NAMES["second"] in own.get(reverse("account")).content.decode()
    rows = admin.get(reverse("journal")).content.decode()
    assert "· first</span>" in rows
    assert "· second</span>" in rows
    with override_settings(PROGRAMME="second"):
        assert NAMES["second"] not in own.get(reverse("account")).context["grants"][0].programme
    with override_settings(PROGRAMME="first"):
        assert own.get(reverse("account")).context["grants"][0].programme == "second"


ROLE = {"role": "reader", "programme": "", "partner": "", "area": ""}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"programme": "second"}, None),
        ({"programme": "second", "partner": "second/city", "area": "second/3081"}, None),
        ({"role": "auditor"}, None),
        ({}, "programme"),
        ({"role": "auditor", "partner": "first/city"}, "programme"),
        ({"programme": "first", "partner": "second/city"}, "partner"),
        ({"programme": "first", "area": "second/3081"}, "area"),
        ({"programme": "third"}, "programme"),
        ({"programme": "first", "partner": "city"}, "partner"),
    ],
)
def test_who_gives_a_role_says_in_which_programme(admin: Client, given: dict[str, str], wrong: str | None) -> None:
    someone = account()
    answer = admin.post(reverse("account-give", args=[someone.id]), {**ROLE, **given})
    held = grants_of(someone.id)
    if wrong:
        assert (answer.status_code, held) == (422, ())
        assert wrong in answer.context["role"].errors
        return
    assert answer.status_code == 302
    assert [(each.programme, each.partner, each.area) for each in held] == [
        (
            given.get("programme", ""),
            given.get("partner", "/").split("/")[1] or None,
            given.get("area", "/").split("/")[1] or None,
        )
    ]


def test_an_invitation_asks_as_well_and_needs_none_without_a_role(admin: Client) -> None:
    who = {"name": "Nina", "email": "nina@example.org", "language": "nl"}
    refused = admin.post(reverse("account-invite"), {**who, **ROLE})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["programme"])
    assert admin.post(reverse("account-invite"), {**who, **ROLE, "role": ""}).status_code == 200
    other = {**who, "email": "other@example.org", **ROLE, "programme": "first"}
    assert admin.post(reverse("account-invite"), other).status_code == 200
    made = Account.objects.get(email="other@example.org")
    assert [each.programme for each in grants_of(made.id)] == ["first"]


@pytest.mark.parametrize(
    ("named", "result", "words"),
    [
        (None, "warning", "first, second"),
        ("third", "warning", "third"),
        ("second", "ok", "knows which programme"),
    ],
)
def test_the_examination_tells_whether_the_site_knows_what_it_shows(
    workspace: Path, named: str | None, result: str, words: str
) -> None:
    with override_settings(PROGRAMME=named):
        found = {each.check: each for each in examine()}["programme"]

    assert (found.result, bool(found.remedy)) == (result, result != "ok")
    assert words in f"{found.message} {found.remedy}"
