"""Each cell of the rights table, allowed and refused, in each way; and that no action is without a rule or a way."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from ways import BY_WAY, NEVER, NOT_YET, WAYS, outcome
from world import World

from wijkpeil.ledger import rights
from wijkpeil.ledger.rights import RULES
from wijkpeil.ledger.rights_table import Cell, cells, document, subjects
from wijkpeil.ledger.rights_words import ACTION_WORDS
from wijkpeil.model.people import command_actor

pytestmark = pytest.mark.django_db
TRIED = [(action, way) for way in WAYS for action in RULES if action in BY_WAY[way]]


def test_the_document_is_current(project: Path) -> None:
    assert (project / "docs" / "rights.md").read_text(encoding="utf-8") == document()


def test_every_action_has_a_rule_and_words() -> None:
    assert set(ACTION_WORDS) == set(RULES) == set(rights.ACTIONS)
    assert all(english and dutch for english, dutch in ACTION_WORDS.values())


def test_the_table_has_allowed_and_refused_cells_for_every_action() -> None:
    found = list(cells())
    for action in RULES:
        assert {cell.allowed for cell in found if cell.action == action} == {True, False}, action


def expected(cell: Cell, way: str) -> bool:
    """What the table says; an undoing asks for the right on the record besides."""
    person = way in ("service", "page")
    allowed = cell.allowed if person else cell.by_token
    if cell.action == "entry_undo":
        holder = cell.holder
        return allowed and rights.may(holder.actor(), "record_revise", subjects("record_revise", holder)["own"])
    return allowed


@pytest.mark.parametrize(("action", "way"), TRIED)
def test_each_cell(world: World, action: str, way: str) -> None:
    wrong = []
    tried = [cell for cell in cells() if cell.action == action]
    for cell in tried:
        stand = world.stands[cell.holder]
        if way == "command" and stand.account is None:
            continue  # A command is never a visitor; without a token it is the administrator, which is tried below.
        with transaction.atomic():
            got = outcome(way, world, stand, action, cell.subject)
            transaction.set_rollback(True)
        if got != expected(cell, way):
            wrong.append(f"{cell.holder.role} {cell.holder.place} {cell.subject}: {'allowed' if got else 'refused'}")
    assert wrong == []


@pytest.mark.parametrize("action", [action for action in RULES if action in BY_WAY["command"]])
def test_a_command_without_a_token_administers_and_reads_all(world: World, action: str) -> None:
    administrator = next(stand for stand in world.stands.values() if stand.holder.role == "administrator")
    root = command_actor("tester")
    for name, subject in subjects(action, administrator.holder).items():
        with transaction.atomic():
            got = outcome("command", world, replace(administrator, key=""), action, name)
            transaction.set_rollback(True)
        # It has no account of its own, and wrote nothing itself that it could undo.
        assert got == rights.may(root, action, subject), (action, name)


@pytest.mark.parametrize("way", WAYS)
def test_every_action_has_each_way_or_a_reason(way: str) -> None:
    without = [action for action in RULES if action not in BY_WAY[way] and not {(action, way)} & {*NEVER, *NOT_YET}]
    assert without == []
    known = {*NEVER, *NOT_YET}
    assert [action for action in BY_WAY[way] if (action, way) in known or action not in RULES] == []


@pytest.mark.parametrize(("action", "way"), sorted(NOT_YET))
def test_what_has_no_way_yet(action: str, way: str) -> None:
    pytest.skip(f"{action} by {way}: {NOT_YET[action, way]}")
