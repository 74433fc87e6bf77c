"""What a release does with a workspace, in a process of its own: python two_releases.py WHAT WORKSPACE FOLDER.

``before`` loads a programme and writes on, ``late`` once more when it was brought up to date already; ``after`` brings
the workspace up to date, writes on with what came, and then tampers in many ways, each taken back; ``verify`` looks.
Prints as JSON what verification found after each.
"""

import json
import sys
from pathlib import Path
from typing import Any

from wijkpeil.ledger.workspace import init_workspace

WORKSPACE = init_workspace(Path(sys.argv[2]))

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from wijkpeil.ledger.models import Account, Pillar, Theme  # noqa: E402
from wijkpeil.ledger.services import account_change, account_invite, programme_load, record_add, record_revise  # noqa: E402
from wijkpeil.ledger.services.erasables import erasable_keep  # noqa: E402
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing  # noqa: E402
from wijkpeil.ledger.verifying import verify  # noqa: E402
from wijkpeil.model.people import Actor, Grant, command_actor  # noqa: E402

ROOT = command_actor("tester")
MANAGER = Actor(id="p-1", kind="person", grants=(Grant(id="g", account="p-1", role="programme-manager"),))
BY = By(actor="p-1", role="programme-manager")
THEME = {"name_nl": "Een", "name_en": "One", "main": "true", "lines": "1"}


def found() -> list[str]:
    return [f"{each.where}: {each.message}" for each in verify().findings]


def pillar(own: str, **columns: Any) -> None:
    """Open a revision of a pillar, whose register nobody edits by hand."""
    with writing():
        changes = Changes(opened={Pillar: [(own, 1, {"name_nl": own, "name_en": own, **columns})]})
        journal_write(BY, programme="small", action="record_add", subject=own, before=None, after=None, changes=changes)


def person(number: int) -> Account:
    made = account_invite(ROOT, name="Someone", email=f"{number}@example.org")
    erasable_keep(BY, "small", "contact", {"name": str(number)}, timezone.localdate())
    return made


def before() -> Any:
    programme_load(Path(sys.argv[3]), ROOT, WORKSPACE.path)
    record_add(MANAGER, "small", "themes", "old", THEME)
    record_add(MANAGER, "small", "themes", "closed", THEME)
    pillar("old", lines="7")
    person(1)
    person(2)
    return found()


def late() -> Any:
    """Write as a process does that still runs the release before."""
    record_add(MANAGER, "small", "themes", "late", THEME)
    return []


TAMPERED = (
    "UPDATE ledger_theme SET urgent = true WHERE record_id = 'old'",
    "UPDATE ledger_theme SET urgent = true WHERE record_id = 'closed' AND revision = 1",
    "UPDATE ledger_theme SET urgent = NOT urgent WHERE record_id = 'new'",
    "UPDATE ledger_theme SET urgent = NOT urgent WHERE record_id = 'closed' AND revision = 2",
    "UPDATE ledger_theme SET name_en = 'x' WHERE record_id = 'old'",
    "UPDATE ledger_pillar SET motto = '' WHERE record_id = 'old'",
    "UPDATE ledger_pillar SET motto = NULL WHERE record_id = 'new'",
    "UPDATE ledger_pillar SET lines = NULL WHERE record_id = 'old'",
    "UPDATE ledger_pillar SET lines = '7' WHERE record_id = 'new'",
    "UPDATE ledger_account SET phone = '1' WHERE email = '1@example.org'",
    "UPDATE ledger_account SET phone = '1' WHERE email = '2@example.org'",
    "UPDATE ledger_account SET phone = '1' WHERE email = '3@example.org'",
    "UPDATE ledger_erasable SET origin = ''",
    "UPDATE ledger_journalentry SET channel = 'site' WHERE sequence = 1",
    "UPDATE ledger_journalentry SET channel = '' WHERE sequence = (SELECT max(sequence) FROM ledger_journalentry)",
    "UPDATE ledger_journalentry SET layout = layout + 1 WHERE sequence = 1",
    "UPDATE ledger_journalentry SET layout = 1 WHERE sequence = (SELECT max(sequence) FROM ledger_journalentry)",
    "UPDATE ledger_journalentry SET layout = 99 WHERE sequence = 2",
)


def after() -> Any:
    told: dict[str, Any] = {"migrated": found()}
    record_add(MANAGER, "small", "themes", "new", {**THEME, "urgent": "true"})
    record_revise(MANAGER, "small", "themes", "closed", {**THEME, "name_en": "Two"}, revision=1)
    pillar("new", motto="Onwards")
    account_change(ROOT, Account.objects.get(email="2@example.org").id, language="en")
    person(3)
    told["written"] = found()
    told["urgent"] = sorted(Theme.objects.current().filter(urgent=True).values_list("record_id", flat=True))
    told["tampered"] = {sql: _tampered(sql) for sql in TAMPERED}
    told["at last"] = found()
    return told


def _tampered(sql: str) -> list[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0, sql
        made = found()
        transaction.set_rollback(True)
    return made


print(json.dumps({"before": before, "late": late, "after": after, "verify": found}[sys.argv[1]]()))
