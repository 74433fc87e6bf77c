"""Acknowledging, assigning and closing: who may, by page, command and service; what persists, and what is undone."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from people import account
from working import text_of

from as_signed_in import SignedIn
from wijkpeil.cli.app import run
from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.models import Handling as Row
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import entry_undo, signal_acknowledge, signal_assign, signal_close, token_issue
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verifying import verify
from wijkpeil.loading import read_programme, write_programme
from wijkpeil.model.people import SCOPES, Role
from wijkpeil.model.watch import Handling
from wijkpeil.pages.context import current_context
from wijkpeil.pages.signal_reminders import remind_of_signals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
CITY = "voorbeeldstad"
AREA, INDICATOR = "simulated-17", "simulated-reports"
PAGE = f"/werk/signalen/{AREA}/{INDICATOR}/"
OWN, OTHER = "simulated-p-city", "simulated-p-state"


@pytest.fixture(scope="module")
def rotterdam(project: Path) -> Path:
    """The made-up city in the place of Rotterdam."""
    return project / "programmes" / "voorbeeldstad"


def person(role: Role | None, partner: str | None = None) -> Account:
    programme = "" if role in (None, "administrator", "auditor") else CITY
    return account(role, programme=programme, partner=partner)


def browser(who: Account) -> Client:
    client = SignedIn(SERVER_NAME="localhost")
    client.force_login(who)
    return client


def handling() -> Handling | None:
    found = (one for one in current_programme(CITY).ledger.handlings if (one.area, one.indicator) == (AREA, INDICATOR))
    return next(found, None)


def given_to(manager: Account, stand: str) -> None:
    """Let the office decide what a stand says."""
    office = actor_of(manager, CITY)
    if stand == "office":
        signal_acknowledge(office, CITY, AREA, INDICATOR)
    elif stand != "new":
        signal_assign(office, CITY, AREA, INDICATOR, partner=OWN if stand == "own" else OTHER)


# Who may: a second, naive reading of the rules.

ROLES: list[tuple[Role | None, str | None]] = [
    *((role, None) for role in ("reader", "reporter", "decision-maker", "programme-manager", "researcher")),
    *((role, None) for role in ("administrator", "auditor", None)),
    *((role, OWN) for role in ("reader", "reporter", "decision-maker", "programme-manager", "researcher")),
]
STANDS = ("new", "office", "own", "other")
"""Nothing decided yet; kept by the office; assigned to the partner of the role; assigned to another."""
WRITES = ("reporter", "decision-maker", "programme-manager")


def may(role: Role | None, partner: str | None, stand: str, act: str) -> bool:
    if role == "programme-manager" and partner is None:
        return True
    if role not in WRITES:
        return False
    if partner is None:
        # Roles at the office keep what the office keeps, and hand nothing over.
        return stand in ("new", "office") and act != "assign"
    if act == "assign":
        # A partner takes up what nobody has, or sets itself a day.
        return stand in ("new", "own")
    return stand == "own"


def by_service(who: Account, act: str) -> None:
    actor = actor_of(who, CITY)
    {
        "acknowledge": lambda: signal_acknowledge(actor, CITY, AREA, INDICATOR, note="gezien"),
        "assign": lambda: signal_assign(actor, CITY, AREA, INDICATOR, partner=OWN, note="kijk"),
        "close": lambda: signal_close(actor, CITY, AREA, INDICATOR, reason="explained"),
    }[act]()


def by_command(who: Account, act: str) -> None:
    _token, key = token_issue(actor_of(who), "test", SCOPES, timezone.localdate() + timedelta(days=9))
    given = {"acknowledge": ["--note", "gezien"], "assign": [OWN, "--note", "kijk"], "close": ["--reason", "explained"]}
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(output):
        patch.setenv("WIJKPEIL_TOKEN", key)
        patch.setenv("WIJKPEIL_WORKSPACE", os.environ["WIJKPEIL_WORKSPACE"])
        (Path(os.environ["WIJKPEIL_WORKSPACE"]) / "wijkpeil.sqlite3").touch()
        code = run(["signal", act, AREA, INDICATOR, *given[act]])
    if code:
        raise NotAllowed(act, output.getvalue())


def by_page(who: Account, act: str) -> None:
    client = browser(who)
    asked = client.get(PAGE)
    offered = f'value="{act}"' in asked.content.decode()
    row = Row.objects.of(CITY).current().filter(area=AREA, indicator=INDICATOR).first()
    sent = {"act": act, "revision": row.revision if row else 0, "note": "kijk", "partner": OWN, "reason": "explained"}
    answer = client.post(PAGE, sent)
    if answer.status_code == 403:
        assert not offered
        raise NotAllowed(act, "")
    assert answer.status_code == 302, text_of(answer)
    assert offered


@pytest.fixture(scope="module")
def people(site: Client) -> dict[tuple[Role | None, str | None], Account]:
    """Everybody who could decide, made once."""
    return {(role, partner): person(role, partner) for role, partner in ROLES}


@pytest.mark.parametrize("way", [by_service, by_command, by_page])
@pytest.mark.parametrize("stand", STANDS)
def test_whoever_may_decides_and_nobody_else(
    way: Any, stand: str, people: dict[tuple[Role | None, str | None], Account]
) -> None:
    given_to(people["programme-manager", None], stand)
    wrong = []
    for (role, partner), who in people.items():
        for act in ("acknowledge", "assign", "close"):
            before, entries = handling(), JournalEntry.objects.count()
            with transaction.atomic():
                allowed = True
                try:
                    way(who, act)
                except NotAllowed:
                    allowed = False
                    new = JournalEntry.objects.filter(sequence__gt=entries).exclude(action="token_issue")
                    assert handling() == before
                    assert not new.exists()
                if allowed != may(role, partner, stand, act):
                    wrong.append((role, partner, act, allowed))
                transaction.set_rollback(True)
    assert wrong == []


# What a decision does


@pytest.fixture
def manager(people: dict[tuple[Role | None, str | None], Account]) -> Any:
    return actor_of(people["programme-manager", None], CITY)


def state() -> str:
    (line,) = [one for one in current_context(CITY).watch_lines if (one.area, one.indicator) == (AREA, INDICATOR)]
    return line.state


def test_a_decision_is_journalled_and_can_be_undone(manager: Any) -> None:
    first = signal_acknowledge(manager, CITY, AREA, INDICATOR, note="gezien", why="maandag")
    done = signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=timezone.localdate(), revision=1)
    held = handling()
    assert held is not None
    assert (held.state, held.owner, held.due, held.release) == ("assigned", OWN, timezone.localdate(), "simulated-2010")
    entry = JournalEntry.objects.get(sequence=first.entry)
    assert (entry.action, entry.why, entry.role) == ("record_add", "maandag", "programme-manager")
    entry_undo(manager, CITY, done.entry or 0)
    assert handling() == replace(held, state="acknowledged", owner=None, due=None, note="gezien")
    with pytest.raises(StaleRecord):
        entry_undo(manager, CITY, first.entry or 0)
    assert verify().findings == ()


def test_who_saw_another_revision_is_told(manager: Any) -> None:
    signal_acknowledge(manager, CITY, AREA, INDICATOR, revision=0)
    for revision in (0, 7):
        with pytest.raises(StaleRecord):
            signal_close(manager, CITY, AREA, INDICATOR, reason="chance", revision=revision)
    client = browser(person("programme-manager"))
    sent = {"act": "close", "revision": 0, "reason": "chance", "note": "mijn woorden", "partner": "", "due": ""}
    answer = client.post(PAGE, sent)
    assert answer.status_code == 409
    assert "mijn woorden" in text_of(answer)


def test_a_faulty_decision_says_every_fault_and_keeps_what_was_typed() -> None:
    client = browser(person("programme-manager"))
    for sent, said in (
        ({"act": "close", "reason": ""}, "er staat niet waarom"),
        ({"act": "close", "reason": "boredom"}, "boredom"),
        ({"act": "assign", "partner": ""}, "er staat niet aan wie"),
        ({"act": "assign", "partner": "nobody"}, "nobody"),
        ({"act": "assign", "partner": OWN, "due": "morgen"}, "morgen"),
        ({"act": ""}, "geen beslissing gekozen"),
    ):
        answer = client.post(PAGE, {"revision": 0, "note": "mijn woorden", **sent})
        assert answer.status_code == 422, sent
        assert said in text_of(answer)
        assert handling() is None


def test_the_same_form_sent_twice_counts_once() -> None:
    client = browser(person("programme-manager"))
    page = client.get(PAGE).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    sent = {"act": "acknowledge", "revision": 0, "note": "gezien", "key": key}
    assert [client.post(PAGE, sent).status_code for _ in range(2)] == [302, 302]
    assert Row.objects.of(CITY).filter(area=AREA).count() == 1


def test_there_is_nothing_to_decide_where_nothing_stands_out(manager: Any) -> None:
    with pytest.raises(NotFound):
        signal_acknowledge(manager, CITY, AREA, "simulated-safe")


def test_a_closed_signal_stays_closed_and_shows_why(manager: Any, site: Client) -> None:
    signal_close(manager, CITY, AREA, INDICATOR, reason="explained", note="een evenement")
    assert state() == "closed"
    page = text_of(site.get(f"/signalen/{AREA}/{INDICATOR}/"))
    assert "afgesloten" in page
    assert "een evenement" in page
    signal_acknowledge(manager, CITY, AREA, INDICATOR)
    assert state() == "acknowledged"


def test_what_was_not_there_when_it_was_closed_opens_it_anew(manager: Any, site: Client) -> None:
    from wijkpeil.ledger.services import record_add

    # In 2009 the reports stood out in no way; they do since 2010.
    cells = {"area": AREA, "indicator": INDICATOR, "state": "closed", "release": "simulated-2009", "reason": "chance"}
    record_add(manager, CITY, "handlings", "older", cells)
    assert state() == "anew"
    page = text_of(site.get(f"/signalen/{AREA}/{INDICATOR}/"))
    assert "opnieuw geopend" in page
    assert "er kwam iets bij dat er toen niet was" in page


def test_assigned_work_stands_first_for_the_partner(manager: Any) -> None:
    late, note = timezone.localdate() - timedelta(days=1), "Zoek het uit"
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=late, note=note)
    page = browser(person("reporter", OWN)).get("/werk/")
    assert note in text_of(page)
    assert "te laat" in text_of(page)
    assert "1 signaal is aan u toegewezen" in text_of(page)
    assert PAGE in page.content.decode()
    assert note not in text_of(browser(person("reporter", OTHER)).get("/werk/"))


def test_what_a_partner_keeps_to_itself_is_nobody_elses(manager: Any, site: Client) -> None:
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, note="geheim verhaal")
    held = Row.objects.of(CITY).current().get(area=AREA)
    own = browser(person("decision-maker", OWN))
    from wijkpeil.ledger.services import record_revise
    from wijkpeil.loading.editing import record_cells

    cells = {**record_cells(handling()), "visibility": "own"}
    record_revise(actor_of(person("decision-maker", OWN), CITY), CITY, "handlings", held.record_id, cells, revision=1)
    for address in (f"/signalen/{AREA}/{INDICATOR}/", "/signalen/", "/gebieden/simulated-17/", "/data/signals.json"):
        assert "geheim verhaal" not in site.get(address).content.decode()
    assert "geheim verhaal" in text_of(own.get(PAGE))
    office = browser(person("programme-manager"))
    assert "geheim verhaal" not in text_of(office.get(PAGE))
    answer = office.post(PAGE, {"act": "acknowledge", "revision": 0, "note": ""})
    assert answer.status_code in (403, 422)
    assert "geheim" not in text_of(answer)


def test_the_folder_gives_back_what_was_decided(manager: Any, tmp_path: Path) -> None:
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=timezone.localdate(), note="één regel")
    held = current_programme(CITY)
    from wijkpeil.pages.open_data import definition_files

    write_programme(held, definition_files(current_context(CITY)), tmp_path / CITY)
    assert read_programme(tmp_path / CITY).ledger.handlings == held.ledger.handlings


def test_the_command_lists_who_does_what(manager: Any) -> None:
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN)
    (Path(os.environ["WIJKPEIL_WORKSPACE"]) / "wijkpeil.sqlite3").touch()
    output = io.StringIO()
    with redirect_stdout(output):
        assert run(["signal", "list", "--state", "assigned", "--format", "json"]) == 0
    (found,) = json.loads(output.getvalue())
    assert (found["area"], found["indicator"], found["partner"]) == (AREA, INDICATOR, OWN)
    output = io.StringIO()
    with redirect_stdout(output):
        assert run(["signal", "list", "--state", "assigned", "--language", "nl"]) == 0
    assert "toegewezen" in output.getvalue()


@override_settings(MAIL=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_who_works_for_the_partner_is_told_once_in_time(
    manager: Any, people: dict[tuple[Role | None, str | None], Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=today + timedelta(days=30), note="geheim verhaal")
    real, ahead = timezone.now, {"days": 0}
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=ahead["days"]))
    told = []
    for days in (0, 22, 23, 24, 40):
        ahead["days"] = days
        told.append(remind_of_signals())
    # Of the roles for the partner three can do something about it.
    assert told == [0, 0, 3, 0, 0]
    told_to = {each.to[0] for each in mail.outbox}
    assert told_to == {people[role, OWN].email for role in WRITES}
    assert "Ooitland" in mail.outbox[0].body
    assert "geheim" not in mail.outbox[0].body
    assert mail.outbox[0].subject == "Een signaal in Wijkpeil nadert zijn laatste dag"
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=today)
    assert remind_of_signals() == 3
    assert mail.outbox[-1].subject == "Een signaal in Wijkpeil is over zijn dag heen"
    signal_close(manager, CITY, AREA, INDICATOR, reason="solved")
    assert remind_of_signals() == 0


def test_without_mail_nobody_is_reminded(manager: Any) -> None:
    signal_assign(manager, CITY, AREA, INDICATOR, partner=OWN, due=timezone.localdate())
    assert remind_of_signals() == 0


def test_a_fault_of_a_decision_is_one_of_the_record(manager: Any) -> None:
    with pytest.raises(FaultsFound) as found:
        signal_assign(manager, CITY, AREA, INDICATOR, partner="")
    assert [(fault.key, str(fault.message)) for fault in found.value.faults] == [
        ("owner", "It is assigned, and does not say to whom.")
    ]
