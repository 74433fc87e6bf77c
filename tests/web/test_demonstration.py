"""The demonstration's switcher: there on this machine alone, refused at start and at each request elsewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from entering import PASSWORD, sign_in, signed_in
from people import account

from wijkpeil.errors import WrongUse
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of
from wijkpeil.ledger.demonstration import ADDRESS, demonstration_people
from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.ledger.verifying import verify
from wijkpeil.model.people import ROLES, command_actor
from wijkpeil.model.programme import Programme
from wijkpeil.web.demonstration_settings import BIND, VARIABLE, demonstration

pytestmark = pytest.mark.django_db
HERE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.fixture
def people(programme: Programme) -> list[Account]:
    demonstration_people(command_actor("demo"), programme)
    return list(Account.objects.filter(email__endswith=ADDRESS).order_by("email"))


@pytest.fixture
def on() -> Iterator[None]:
    with override_settings(DEMO=True, CODES="required"):
        yield


@pytest.fixture
def visitor(site: Client) -> Client:
    return Client(SERVER_NAME="localhost", REMOTE_ADDR="127.0.0.1")


def switch(visitor: Client, someone: Account, **more: str) -> int:
    return visitor.post(reverse("demo-switch"), {"account": someone.id, "next": "/bord/"}, **more).status_code


def test_there_is_one_for_every_role_and_two_partners(people: list[Account], programme: Programme) -> None:
    held = [grant for each in people for grant in grants_of(each.id)]
    assert {grant.role for grant in held} == set(ROLES)
    assert len({grant.partner for grant in held} - {None}) == 2
    assert all("(voorbeeld)" in each.name for each in people)
    assert demonstration_people(command_actor("demo"), programme) == 0, "made once"
    assert [each for each in verify().findings if each.where.startswith("account")] == []


def test_one_click_acts_as_another(visitor: Client, people: list[Account], programme: Programme, on: None) -> None:
    page = visitor.get("/").content.decode()
    assert "Demonstratie" in page
    assert all(each.name.removesuffix(" (voorbeeld)") in page for each in people)
    named = {each.id: each.partner for person in people for each in grants_of(person.id) if each.partner}
    english = visitor.get("/en/").content.decode()
    for role in ("Programme manager", "Researcher", "Reader", "Administrator", "Auditor"):
        assert f">{role}</" in english, role
    assert len(named) == 4
    for name in {partner.name.en for partner in programme.ledger.partners if partner.id in named.values()}:
        assert f">Reporter {name}</" in english
        assert f">Decision maker {name}</" in english
    assert not re.search("Programmamanager|Onderzoeker|Rapporteur|Beslisser|Beheerder", english)
    assert switch(visitor, people[0]) == 302
    assert signed_in(visitor) == people[0].id
    assert re.search(r"Programme manager\s*<", visitor.get("/en/board/").content.decode())
    assert "Er is geen sessie vastgelegd." not in visitor.get(reverse("usersessions_list")).content.decode()
    assert visitor.get("/account/").status_code == 200, "codes are not asked of made-up people"
    answer = visitor.post(reverse("demo-switch"), {"account": "", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
    assert signed_in(visitor) is None


def test_it_is_not_there_without_the_setting(visitor: Client, people: list[Account]) -> None:
    assert "Demonstratie" not in visitor.get("/").content.decode()
    assert switch(visitor, people[0]) == 404
    assert signed_in(visitor) is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "wijkpeil.example.org"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_a_request_from_elsewhere_is_refused(
    visitor: Client, people: list[Account], on: None, elsewhere: dict[str, str]
) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert switch(visitor, people[0], **elsewhere) == 403
        assert "Demonstratie" not in visitor.get("/", **elsewhere).content.decode()
    assert signed_in(visitor) is None


def test_only_made_up_people_can_be_switched_to_and_by_a_form_alone(
    visitor: Client, people: list[Account], on: None
) -> None:
    assert switch(visitor, account("administrator")) == 404
    assert visitor.get(reverse("demo-switch"), {"account": people[0].id}).status_code == 405
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert switch(strict, people[0]) == 403
    assert signed_in(visitor) is None


def test_made_up_people_cannot_sign_in_otherwise(visitor: Client, people: list[Account]) -> None:
    for each in people:
        assert not each.has_usable_password()
    for password in ("", PASSWORD, "!"):
        assert sign_in(visitor, people[0].email, password).status_code == 200
    assert signed_in(visitor) is None


@pytest.mark.parametrize(
    ("bound", "hosts", "secure"),
    [
        ("0.0.0.0", HERE, False),
        ("192.0.2.5", HERE, False),
        ("", HERE, False),
        ("127.0.0.1", [*HERE, "wijkpeil.example.org"], False),
        ("127.0.0.1", ["*"], False),
        ("127.0.0.1", HERE, True),
    ],
)
def test_it_is_refused_at_start_where_others_reach_the_site(
    monkeypatch: pytest.MonkeyPatch, bound: str, hosts: list[str], secure: bool
) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setenv(BIND, bound)
    with pytest.raises(WrongUse, match="WIJKPEIL_DEMO is refused"):
        demonstration(hosts, secure)


def test_it_starts_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert demonstration(HERE, False) is False
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setenv(BIND, "::1")
    assert demonstration(HERE, False) is True


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("[::1]", True),
        ("LOCALHOST", True),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
    ],
)
def test_what_means_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_serving_to_others_with_the_setting_stops_with_a_reason(workspace: Path) -> None:
    environment = {**os.environ, VARIABLE: "1", BIND: "127.0.0.1"}
    command = [str(Path(sys.executable).with_name("wijkpeil")), "serve", "--host", "0.0.0.0", "--port", "18999"]
    (workspace / "wijkpeil.sqlite3").touch()
    done = subprocess.run(
        [*command, "--workspace", str(workspace)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    (workspace / "wijkpeil.sqlite3").unlink()
    assert done.returncode == 2
    assert "WIJKPEIL_DEMO is refused" in done.stderr
