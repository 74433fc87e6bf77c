"""Every service asks for a right, and everything that writes is a service."""

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from world import SMALL, World, entry_by, facility

from wijkpeil.errors import NotAllowed
from wijkpeil.ledger import services
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import Change
from wijkpeil.loading.editing import Edit
from wijkpeil.model.people import NOBODY, SCOPES, Actor

pytestmark = pytest.mark.django_db
NOBODY_AT_ALL = Actor(id="p-none", kind="person")
ASKS_NOBODY = {
    "account_accept": "whoever holds the link of the invitation",
    "account_activate": "the provider of single sign-on vouches for the person",
    "account_set_password": "its holder was recognised by whoever calls it",
    "actor_by_id": "reads",
    "keep_an_administrator": "reads, and refuses",
    "tokens_of": "reads, for callers that ask",
    "erasable_keep": "called by the services that keep such texts, which ask",
    "erasable_erase": "called by the services that keep such texts, which ask",
    "erasables_expire": "does what is due by date, whoever runs it",
    "compare": "computes",
    "journal_write": "called by services alone",
    "writing": "called by services alone",
    "require_change": "asks",
    "also_forget": "registers what else an erasure removes",
    "invited_at": "reads",
    "changed_by": "journals who changes credentials; whoever calls it asked",
    "in_one_transaction": "refuses",
    "credentials_changed": "a person changes their own, having been recognised; or whoever calls it asked",
    "last_told": "reads",
    "credentials_findings": "verifies",
    "faults_told": "reads, as far as the actor may see",
}
"""Functions in the services that ask for no right, and why."""


def public() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the services."""
    for module in iter_modules(services.__path__):
        found = import_module(f"{services.__name__}.{module.name}")
        for name, value in vars(found).items():
            if inspect.isfunction(value) and value.__module__ == found.__name__ and not name.startswith("_"):
                yield name, value


def asked(function: Callable[..., Any]) -> bool:
    """True where a function is told who acts."""
    return "actor" in inspect.signature(function).parameters


def given(world: World, name: str) -> dict[str, Any]:
    """Something that could be written, for each name of a parameter."""
    return {
        "programme": SMALL,
        "register": "facilities",
        "id": "new" if name == "record_add" else "f-office",
        "columns": facility(),
        "revision": 1 if name == "record_restore" else 2,
        "changes": [Change(edit=Edit(register="facilities", id="f-office", columns=None))],
        "sequence": entry_by("p-other", "facilities", "f-office", world),
        "folder": world.folder,
        "workspace": world.workspace,
        "account_id": world.them.id,
        "grant_id": world.their_grant,
        "token_id": world.their_token,
        "role": "reader",
        "name": "N",
        "email": "n@example.org",
        "scopes": SCOPES,
        "expires_on": timezone.localdate() + timedelta(days=2),
    }


# An account without a role may make a token for itself, which may then do no more than it: left out below.
ASKING = [name for name, function in public() if asked(function) and name not in ASKS_NOBODY]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        (name, actor)
        for name in ASKING
        for actor in (NOBODY, NOBODY_AT_ALL)
        if (name, actor.id) != ("token_issue", "p-none")
    ],
)
def test_a_service_refuses_who_has_no_right(world: World, name: str, actor: Actor) -> None:
    function = dict(public())[name]
    with transaction.atomic():
        have = given(world, name)
        wanted = [each for each in inspect.signature(function).parameters.values() if each.name != "actor"]
        needed = {each.name: have[each.name] for each in wanted if each.default is inspect.Parameter.empty}
        entries = JournalEntry.objects.count()
        with pytest.raises(NotAllowed):
            function(actor=actor, **needed)
        assert JournalEntry.objects.count() == entries
        transaction.set_rollback(True)


def test_every_function_of_the_services_is_told_who_acts_or_says_why_not() -> None:
    found = dict(public())
    assert {name for name, function in found.items() if not asked(function)} - set(ASKS_NOBODY) == set()
    assert set(ASKS_NOBODY) - set(found) == set()
    assert {name for name, function in found.items() if asked(function)} >= {"record_add", "grant_give", "entry_undo"}


WRITES = re.compile(
    r"\b(?:journal_write|bulk_create|bulk_update|get_or_create|update_or_create)\(|\.objects\b[^\n]*\.(?:create|update|delete)\("
    r"|\.objects\.(?:create|update|delete)\(|\.save\((?!\))|\.save\(\)"
)
NO_RECORDS = {
    "src/wijkpeil/web/account_acts.py": "one-time codes, journalled as credentials",
    "src/wijkpeil/web/credentials.py": "what signing in keeps of a person, when the account is erased by its service",
    "src/wijkpeil/web/lockout.py": "failures of signing in",
    "src/wijkpeil/web/single_sign_on.py": "the number that the provider knows a person by, journalled as a credential",
}
"""Files of the delivery that write something that is no record, and what."""


def test_nothing_is_written_but_by_services(sources: list[Path], project: Path) -> None:
    outer = [path for path in sources if {"web", "cli", "pages", "editions"} & set(path.parts)]
    assert len(outer) > 50
    found = {
        str(path.relative_to(project)): match.group()
        for path in outer
        if (match := WRITES.search(path.read_text(encoding="utf-8")))
    }
    assert {name: what for name, what in found.items() if name not in NO_RECORDS} == {}


def test_the_pattern_finds_writes() -> None:
    for bad in ("Account.objects.create(x)", "row.save()", "Grant.objects.filter(a=1).delete()", "journal_write(by)"):
        assert WRITES.search(bad), bad
    for good in ("headers.update(x)", "Grant.objects.filter(a=1)", "record_remove(actor)"):
        assert not WRITES.search(good), good
