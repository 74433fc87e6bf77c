"""Rights that end between asking and writing: a write looks at them once more, under its lock."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from people import ROOT
from test_every_write_asks import given
from world import HOUSING, SMALL, World, facility, key_for, person

from wijkpeil.errors import NotAllowed
from wijkpeil.ledger import services
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of, actor_of_key
from wijkpeil.ledger.models import Grant, JournalEntry, Token
from wijkpeil.ledger.services import recording
from wijkpeil.model.people import Actor

pytestmark = pytest.mark.django_db
ENDS: dict[str, Callable[[Account, str], Any]] = {
    "grant": lambda made, _token: services.grant_withdraw(ROOT, Grant.objects.current().get(account=made.id).record_id),
    "account": lambda made, _token: services.account_suspend(ROOT, made.id),
    "erased": lambda made, _token: services.account_erase(ROOT, made.id),
    "token": lambda _made, token: services.token_revoke(ROOT, token),
    "expired": lambda _made, token: Token._base_manager.filter(record_id=token).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    ),
}


@pytest.fixture(autouse=True)
def undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("ends", "token"),
    [(ends, token) for ends in ENDS for token in (False, True) if token or ends not in ("token", "expired")],
)
def test_what_ended_while_a_write_waited_counts_no_more(
    ends: str, token: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _grant = person("decision-maker", HOUSING, "meanwhile")
    own, key = key_for(made)
    actor: Actor = actor_of_key(key, SMALL) if token else actor_of(made, SMALL)
    usual = recording.writing

    @contextmanager
    def waiting() -> Iterator[None]:
        monkeypatch.setattr(recording, "writing", usual)
        with usual():
            ENDS[ends](made, own)
            yield

    before = JournalEntry.objects.count()
    monkeypatch.setattr(recording, "writing", waiting)
    with pytest.raises(NotAllowed):
        services.record_add(actor, SMALL, "facilities", "late", facility(HOUSING))
    assert JournalEntry.objects.count() == before


def test_what_was_given_meanwhile_counts() -> None:
    made, _grant = person(None, None, "early")
    actor = actor_of(made, SMALL)
    services.grant_give(ROOT, made.id, "reporter", partner=HOUSING, programme=SMALL)
    assert services.record_add(actor, SMALL, "facilities", "early", facility(HOUSING)).added == 1


def test_an_administrator_who_was_suspended_meanwhile_administers_nothing(world: World) -> None:
    made, _grant = person("administrator", None, "chief")
    actor, have = actor_of(made), given(world, "")
    services.account_suspend(ROOT, made.id)
    for name, wanted in {
        "account_invite": ("name", "email"),
        "grant_give": ("account_id", "role"),
        "account_suspend": ("account_id",),
        "token_revoke": ("token_id",),
        "session_revoke": ("account_id",),
        "entry_undo": ("programme", "sequence"),
        "programme_load": ("folder", "workspace"),
    }.items():
        with pytest.raises(NotAllowed):
            getattr(services, name)(actor=actor, **{each: have[each] for each in wanted})


def test_every_service_that_is_told_who_acts_writes_as_them(project: Path) -> None:
    """No service with an actor takes the lock without looking at the actor once more."""
    wrong = []
    for path in sorted((project / "src/wijkpeil/ledger/services").glob("*.py")):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(function, ast.FunctionDef) or path.name == "recording.py":
                continue
            told = any(each.arg == "actor" for each in function.args.args)
            named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            if told and "writing" in named:
                wrong.append(f"{path.name} {function.name}")
    assert wrong == []
