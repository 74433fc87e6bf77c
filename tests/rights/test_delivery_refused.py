"""Outputs, expectations and stories that cannot be: refused with the same faults by service, page, API and command."""

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pages import signed_in
from record_pages import at, form
from ways import as_json
from world import HOUSING, KEEPER, SMALL, Stand, World

from wijkpeil.cli.app import run
from wijkpeil.errors import FaultsFound, NotAllowed
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import record_add
from wijkpeil.loading.json_form import json_text

pytestmark = pytest.mark.django_db
NOUN = {"noun_nl": "de woning; woningen", "noun_en": "a dwelling; dwellings"}
WORDS = {
    f"{name}_{tongue}": "Iets" for name in ("name", "description", "scope", "record_kept") for tongue in ("nl", "en")
}
MEASURE = {"kind": "measure", "theme": "t1", **WORDS}
OUTPUT = {"measure": "m1", **NOUN, "area": "3081", "period": "2009", "accumulation": "cumulative", "owner": HOUSING}
TIE = {"measure": "m1", "target": "a", "reasoning_nl": "Het werkt.", "reasoning_en": "It works.", "owner": HOUSING}
STORY = {
    "target": "a",
    "on": "2009-01-31",
    "role_nl": "wijkmanager",
    "role_en": "district manager",
    "text_nl": "Het loopt.",
    "text_en": "It goes well.",
    "owner": HOUSING,
}
HELD = (
    ("measures", "m1", {**MEASURE, "owner": HOUSING}),
    ("measures", "m2", {**MEASURE, "owner": ""}),
    ("outputs", "held", {**OUTPUT, "period": "2008", "planned": "5", "delivered": "5"}),
    ("expectations", "held", TIE),
)
REFUSED = [
    ("outputs", {**OUTPUT, "period": "soon", "planned": "-1", "delivered": "-2"}, {"period", "planned", "delivered"}),
    ("outputs", {**OUTPUT, "period": "2008"}, {"period"}),
    ("outputs", {**OUTPUT, "period": "2008Q4"}, {"period"}),
    ("outputs", {**OUTPUT, "accumulation": "per-period"}, {"accumulation"}),
    ("outputs", {**OUTPUT, "planned": "4", "delivered": "4"}, {"planned", "delivered"}),
    ("outputs", {**OUTPUT, "reported_on": "2008-12-31"}, {"reported_on"}),
    ("outputs", {**OUTPUT, "area": "board"}, {"area"}),
    ("outputs", {**OUTPUT, "noun_nl": "woningen"}, {"noun_nl"}),
    ("outputs", {**OUTPUT, "measure": "m2"}, {"owner"}),
    ("outputs", {**OUTPUT, "measure": "m9", "area": "nowhere"}, {"measure", "area"}),
    ("expectations", {**TIE, "reasoning_nl": "Nog eens."}, {"target"}),
    ("expectations", {**TIE, "measure": "m2"}, {"owner"}),
    ("expectations", {**TIE, "target": "z"}, {"target"}),
    ("stories", {**STORY, "measure": "m1"}, {"target"}),
    ("stories", {**STORY, "target": ""}, {"target"}),
    ("stories", {**STORY, "target": "", "measure": "m2"}, {"owner"}),
    ("stories", {**STORY, "text_nl": "Brand in de Dorpsstraat 12."}, {"text_nl"}),
]


@pytest.fixture
def stand(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    """The decision-maker of a partner that has a measure; what is written is rolled back."""
    found = next(s for s in world.stands.values() if (s.holder.role, s.holder.place) == ("decision-maker", "partner"))
    monkeypatch.setenv("WIJKPEIL_TOKEN", found.key)
    with transaction.atomic():
        for register, own, cells in HELD:
            record_add(KEEPER, SMALL, register, own, cells)
        yield found
        transaction.set_rollback(True)


def by_service(_world: World, stand: Stand, register: str, cells: dict[str, str]) -> set[str]:
    with pytest.raises(FaultsFound) as raised:
        record_add(stand.actor, SMALL, register, "new", cells)
    return {fault.key for fault in raised.value.faults}


def by_page(_world: World, stand: Stand, register: str, cells: dict[str, str]) -> set[str]:
    answer = signed_in(stand).post(at("work-add", register), form({**cells, "id": "new"}))
    assert answer.status_code == 422
    return set(re.findall(r'<a href="#c-(\w+)">', answer.content.decode()))


def by_api(_world: World, stand: Stand, register: str, cells: dict[str, str]) -> set[str]:
    answer = Client(SERVER_NAME="localhost").post(
        f"/api/v1/programmes/{SMALL}/registers/{register}/records",
        data=json_text({"record": as_json(register, "new", cells)}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {stand.key}"},
    )
    assert answer.status_code == 422
    return {each["key"] for each in answer.json()["faults"]}


def by_command(world: World, _stand: Stand, register: str, cells: dict[str, str]) -> set[str]:
    pairs = [part for column, cell in cells.items() for part in ("--set", f"{column}={cell}")]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["record", "add", register, "new", *pairs, "--format", "json", "--workspace", str(world.workspace)])
    assert code == 1
    return set(re.findall(rf"{register}/new \[(\w+)\]", err.getvalue())) or {
        each["key"] for each in json.loads(out.getvalue())
    }


WAYS: dict[str, Callable[..., set[str]]] = {
    "service": by_service,
    "page": by_page,
    "api": by_api,
    "command": by_command,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("register", "cells", "keys"), REFUSED)
def test_what_cannot_be_is_refused_with_every_fault_and_nothing_is_written(
    world: World, stand: Stand, way: str, register: str, cells: dict[str, str], keys: set[str]
) -> None:
    entries = JournalEntry.objects.count()
    assert WAYS[way](world, stand, register, cells) == keys
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize(
    ("register", "cells"), [("outputs", OUTPUT), ("expectations", {**TIE, "target": "b"}), ("stories", STORY)]
)
def test_what_can_be_is_written_by_its_partner_and_by_no_other(
    world: World, stand: Stand, register: str, cells: dict[str, Any]
) -> None:
    with pytest.raises(NotAllowed):
        record_add(stand.actor, SMALL, register, "new", {**cells, "owner": "police"})
    with pytest.raises(NotAllowed):
        record_add(stand.actor, SMALL, register, "new", {**cells, "owner": ""})
    assert record_add(stand.actor, SMALL, register, "new", cells).added == 1


def test_a_running_total_that_falls_is_taken_with_a_note(stand: Stand) -> None:
    told = {**OUTPUT, "delivered": "4", "note_nl": "Verkeerd geteld.", "note_en": "Miscounted."}
    assert record_add(stand.actor, SMALL, "outputs", "new", told).added == 1


def test_a_role_for_an_area_reports_on_that_area_alone(world: World, stand: Stand) -> None:
    limited = next(
        s
        for s in world.stands.values()
        if (s.holder.role, s.holder.place, s.holder.limited) == ("reporter", "partner", True)
    )
    with pytest.raises(NotAllowed):
        record_add(limited.actor, SMALL, "outputs", "new", {**OUTPUT, "area": "city"})
    assert record_add(limited.actor, SMALL, "outputs", "new", OUTPUT).added == 1
