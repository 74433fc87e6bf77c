"""Every service asks for a right, and everything that writes is a service."""

import ast
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
from wijkpeil.ledger.credentials import JOURNALLED
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import Change
from wijkpeil.loading.editing import Edit
from wijkpeil.model.people import NOBODY, SCOPES, Actor
from wijkpeil.web.credentials import PASSING

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
    "journal_key": "computes",
    "handling_id": "computes",
    "handling_of": "reads, for services and pages that ask",
    "journal_write": "called by services alone",
    "writing": "called by services alone",
    "require_change": "asks",
    "require_records": "asks",
    "refuse_changed": "reads, and refuses",
    "writing_as": "called by services alone",
    "credentials_changed": "journals what the library wrote for whom it recognised, or for a service that asked",
    "credentials_forget": "called by the service that erases an account, which asked",
    "link_add": "the provider of single sign-on vouches for the person",
    "draft_keep": "what is typed by the account whose it is, and read by no other: no record",
    "draft_of": "reads what is the account's own",
    "drafts_of": "reads what is the account's own",
    "draft_remove": "removes what is the account's own: no record",
    "upload_keep": "what the account sent to look at, and read by no other: no record",
    "upload_of": "reads what is the account's own",
    "upload_remove": "removes what is the account's own: no record",
    "visit_note": "when the account last looked at its own work: no record",
    "personal_expire": "does what is due by date, whoever runs it",
    "credential_keep": "keeps what the library made or used for whom it recognised; journalled as every such change",
    "secrets_renew": "does what is due, whoever runs it: what is kept stays the same under another key",
    "security_keep": "notes what happened, of whoever it is: no record",
    "security_kept": "reads how often something happened, for callers that decide by it",
    "security_last": "reads when something happened, for callers that decide by it",
    "security_expire": "does what is due by date, whoever runs it",
    "security_forget": "called by the service that erases an account, which asked",
    "faults_told": "reads, as far as the actor may see",
    "receipt_of": "reads",
    "current_row": "reads, for services that asked",
    "write_changes": "called by services alone, which asked",
    "revision_edits": "computes",
    "parts_below": "computes",
    "statement_columns": "computes",
    "decision_columns": "computes",
    "changed_statements": "computes",
    "unsaid": "computes",
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


TARGETS = ("target_revise", "target_correct", "revision_checked")
"""Services that take a target."""


def given(world: World, name: str) -> dict[str, Any]:
    """Something that could be written, for each name of a parameter."""
    return {
        "programme": SMALL,
        "register": "facilities",
        "id": {"record_add": "new"}.get(name, "a" if name in TARGETS else "f-office"),
        "columns": facility(),
        "revision": 1 if name == "record_restore" else 2,
        "changes": [Change(edit=Edit(register="facilities", id="f-office", columns=None))],
        "decision": {},
        "why": "typed wrongly",
        "sequence": entry_by("p-other", "facilities", "f-office", world),
        "folder": world.folder,
        "workspace": world.workspace,
        "account": world.them,
        "account_id": world.them.id,
        "named": world.them.id,
        "action": "account_read",
        "grant_id": world.their_grant,
        "token_id": world.their_token,
        "role": "reader",
        "name": "N",
        "email": "n@example.org",
        "scopes": SCOPES,
        "expires_on": timezone.localdate() + timedelta(days=2),
        "area": "3081",
        "indicator": "safety",
        "partner": "housing",
        "reason": "chance",
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


WRITING = frozenset(
    {"create", "update", "delete", "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
)
MANAGED = re.compile(r"\.(?:objects|_default_manager|_base_manager)\b")
PASSES: dict[str, dict[str, str]] = {
    "src/wijkpeil/web/credentials.py": {
        "AccessAttempt": "failures of signing in, forgotten with the account",
        "AccessFailureLog": "failures of signing in, forgotten with the account",
        "AccessLog": "moments of signing in, forgotten with the account",
        "Session": "sessions, forgotten with the account",
        "UserSession": "sessions, forgotten with the account",
        "EmailAddress": "a copy of the account's own address that the library keeps, forgotten with the account",
    },
    "src/wijkpeil/web/lockout.py": {
        "AccessAttempt": "failures of signing in, forgotten when it succeeds or an administrator lifts them",
        "AccessLog": "moments of signing in, kept for 90 days",
    },
}
"""Tables that a file of the delivery may write without a service, and what they hold: nothing that is a record."""


def written(source: str) -> set[str]:
    """What the code writes by itself: the table, where it is named, else the expression that is saved or deleted."""
    return {table for node in ast.parse(source).body for table in _written(node, {})}


def _written(node: ast.AST, loops: dict[str, list[str]]) -> Iterator[str]:
    if isinstance(node, ast.For) and isinstance(node.target, ast.Name):
        over = [ast.unparse(each) for each in node.iter.elts] if isinstance(node.iter, ast.Tuple) else []
        loops = {**loops, node.target.id: over or [f"each of {ast.unparse(node.iter)}"]}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "journal_write":
        yield "journal_write"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
        yield from _table(node.func, loops)
    for child in ast.iter_child_nodes(node):
        yield from _written(child, loops)


def _table(function: ast.Attribute, loops: dict[str, list[str]]) -> list[str]:
    on = ast.unparse(function.value)
    table, *managed = MANAGED.split(on, maxsplit=1)
    if managed:
        return loops.get(table, [table])
    # What has no manager may be a dictionary that is updated or a file that is made; a row is saved or deleted.
    return [on] if function.attr not in ("create", "update") else []


def test_nothing_is_written_but_by_services(sources: list[Path], project: Path) -> None:
    outer = [path for path in sources if {"web", "cli", "pages", "editions"} & set(path.parts)]
    assert len(outer) > 50
    found = {str(path.relative_to(project)): written(path.read_text(encoding="utf-8")) for path in outer}
    assert {name: tables for name, tables in found.items() if tables} == {
        name: set(tables) for name, tables in PASSES.items()
    }


def test_what_passes_is_covered_by_no_journal() -> None:
    passing = {table for tables in PASSES.values() for table in tables}
    assert passing == {model.__name__ for model in PASSING}
    assert not set(PASSING) & set(JOURNALLED)
    assert [model for model in PASSING if model._meta.app_label == "ledger"] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Account.objects.create(x)", {"Account"}),
        ("row.save()", {"row"}),
        ("found.account.delete()", {"found.account"}),
        ("Grant.objects.filter(a=1).order_by('b').delete()", {"Grant"}),
        ("Grant.objects.filter(\n    a=1\n).update(b=2)", {"Grant"}),
        ("for model in (A, B):\n    model.objects.filter(a=1).delete()", {"A", "B"}),
        ("for model in (A, B):\n    pass\nfor model in C:\n    model.objects.all().delete()", {"each of C"}),
        ("model._default_manager.filter(a=1).delete()", {"model"}),
        ("journal_write(by)", {"journal_write"}),
        ("headers.update(x)", set()),
        ("Grant.objects.filter(a=1)", set()),
        ("record_remove(actor)", set()),
    ],
)
def test_writes_are_found(code: str, expected: set[str]) -> None:
    assert written(code) == expected
