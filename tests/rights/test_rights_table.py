"""Each cell of the rights table, allowed and refused, in each way; and that no action is without a rule or a way."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from ways import BY_WAY, WAYS, outcome
from world import World

from wijkpeil.cli.app import run
from wijkpeil.errors import NotAllowed
from wijkpeil.ledger import rights
from wijkpeil.ledger.actors import actor_of_key
from wijkpeil.ledger.models import Token
from wijkpeil.ledger.rights import RULES
from wijkpeil.ledger.rights_table import Cell, Holder, cells, document, holders, subjects
from wijkpeil.ledger.rights_words import ACTION_WORDS, NO_WAY
from wijkpeil.ledger.services import token_issue
from wijkpeil.web.api import api
from wijkpeil.web.api.document import document as document_of

pytestmark = pytest.mark.django_db
NOT_THERE = {"command": ("visitor",), "api": ("machine",), "page": ("machine",)}
"""Holders of which there are none in a way: a command without a token is whoever holds the machine, and no page is."""
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
        if cell.holder.place in NOT_THERE.get(way, ()):
            continue
        with transaction.atomic():
            got = outcome(way, world, stand, action, cell.subject)
            transaction.set_rollback(True)
        if got != expected(cell, way):
            wrong.append(f"{cell.holder.said()} {cell.subject}: {'allowed' if got else 'refused'}")
    assert wrong == []


def test_every_action_has_each_way_or_a_reason() -> None:
    ways = {(action, way) for way in WAYS for action in BY_WAY[way]}
    assert ways | set(NO_WAY) == {(action, way) for way in WAYS for action in RULES}
    assert ways & set(NO_WAY) == set()


FOLDERS = {"page": "web/views", "api": "web/api", "command": "cli"}


@pytest.mark.parametrize(("action", "way"), sorted(NO_WAY))
def test_what_has_no_way_is_called_nowhere(sources: list[Path], action: str, way: str) -> None:
    folder = f"/src/wijkpeil/{FOLDERS[way]}/"
    among = [path for path in sources if folder in path.as_posix()]
    assert len(among) > 10
    assert [path.name for path in among if action in path.read_text(encoding="utf-8")] == []


def test_the_api_declares_the_actions_that_it_has_and_no_more() -> None:
    declared = {operation["x-action"] for path in document_of(api)["paths"].values() for operation in path.values()}
    # Who sees a record is a field of it, so that sharing is revising; importing and previewing ask for each record.
    assert declared & set(RULES) == set(BY_WAY["api"]) - {"record_share"}


@pytest.mark.parametrize("holder", holders())
def test_no_token_is_made_by_the_api_or_a_command(world: World, holder: Holder) -> None:
    stand, before = world.stands[holder], Token.objects.count()
    body = {"name": "more", "scopes": ["read"], "expires_on": "2099-01-01"}
    headers = {"Authorization": f"Bearer {stand.key}"} if stand.key else {}
    own = stand.account.id if stand.account else world.them.id
    for address in (f"/api/v1/accounts/{own}/tokens", "/api/v1/tokens"):
        client = Client(SERVER_NAME="localhost")
        assert client.post(address, body, content_type="application/json", headers=headers).status_code in (404, 405)
    for verb in ("token", "issue"):
        assert run(["account", verb, own]) == 2
    if stand.account is not None:
        with pytest.raises(NotAllowed):
            token_issue(actor_of_key(stand.key), "more", ["read"], timezone.localdate() + timedelta(days=2))
    assert Token.objects.count() == before
