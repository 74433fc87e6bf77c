"""Loading a folder: a researcher brings definitions and figures, and no records that she may not write."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import ROOT
from small_programmes import both, definitions, release, write
from world import HOUSING, KEEPER, POLICE, SMALL, World

from wijkpeil.errors import LedgerChanged, NotAllowed
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.rights import may
from wijkpeil.ledger.services import programme_load, record_revise
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading import definitions_hash, format_definitions
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.people import Actor, Grant, Role
from wijkpeil.model.programme import Programme

pytestmark = pytest.mark.django_db
HIDDEN = "f-police-hidden"


def by(*held: tuple[Role, str | None]) -> Actor:
    grants = tuple(
        Grant(id=f"g{n}", account="p-r", role=role, partner=partner) for n, (role, partner) in enumerate(held)
    )
    return Actor(id="p-r", kind="person", grants=grants)


RESEARCHER = by(("researcher", None))


@pytest.fixture(autouse=True)
def undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        # From here on the ledger is what the last load left.
        programme_load(world.retitled, ROOT, world.workspace)
        yield
        transaction.set_rollback(True)


def folder(world: World, made: Programme) -> Path:
    return write(made, world.workspace.parent / "edited")


def edited(changed: Mapping[str, Any], without: tuple[str, ...] = ()) -> Programme:
    """The programme as it stands, with facilities changed, added or left out."""
    held = current_programme(SMALL)
    kept = [changed.get(each.id, each) for each in held.ledger.facilities if each.id not in without]
    ids = {each.id for each in kept}
    return replace(
        held,
        ledger=replace(
            held.ledger, facilities=(*kept, *(one for own, one in changed.items() if own not in ids | set(without)))
        ),
    )


def one(own: str) -> Any:
    return next(each for each in current_programme(SMALL).ledger.facilities if each.id == own)


def test_definitions_and_figures_are_loaded_by_a_researcher(world: World) -> None:
    named = definitions(title="Third title")
    named = replace(named, hash=definitions_hash(format_definitions(named)))
    held = replace(current_programme(SMALL), definitions=named)
    more = replace(held, releases=(*held.releases, release("3.7", release_id="second")))
    done = programme_load(folder(world, more), RESEARCHER, world.workspace)
    assert (done.added, done.changed, done.removed, done.releases) == (0, 0, 0, 1)
    assert current_programme(SMALL).definitions.hash == named.hash


def test_definitions_are_loaded_beside_records_that_were_written_since(world: World) -> None:
    cells = {**record_cells(one("f-housing")), "name_nl": "Later"}
    record_revise(KEEPER, SMALL, "facilities", "f-housing", cells, revision=None)
    named = definitions(title="Fourth title")
    named = replace(named, hash=definitions_hash(format_definitions(named)))
    made = folder(world, replace(current_programme(SMALL), definitions=named))
    assert programme_load(made, RESEARCHER, world.workspace).loaded


def test_records_that_she_may_not_write_are_refused_by_name_and_hidden_ones_without(world: World) -> None:
    changed = {"f-police": replace(one("f-police"), name=both("Hers")), "f-new": replace(one("f-office"), id="f-new")}
    before = JournalEntry.objects.count()
    with pytest.raises(NotAllowed) as refused:
        programme_load(folder(world, edited(changed, (HIDDEN, "f-police-named"))), RESEARCHER, world.workspace)
    assert JournalEntry.objects.count() == before
    assert refused.value.action == "ledger_load"
    assert "facilities/f-police, facilities/f-new, 2 more" in str(refused.value)
    assert HIDDEN not in str(refused.value)
    assert "f-police-named" not in str(refused.value)


def test_who_may_write_a_record_may_load_it(world: World) -> None:
    made = folder(world, edited({"f-housing": replace(one("f-housing"), name=both("Ours"))}))
    with pytest.raises(NotAllowed):
        programme_load(made, RESEARCHER, world.workspace)
    assert programme_load(made, by(("researcher", None), ("reporter", HOUSING)), world.workspace).changed == 1


def test_what_changed_since_is_named_as_far_as_it_is_seen(world: World) -> None:
    for own in (HIDDEN, "f-police"):
        cells = {**record_cells(one(own)), "name_nl": "Later"}
        record_revise(KEEPER, SMALL, "facilities", own, cells, revision=None)
    made = folder(world, edited({"f-housing": replace(one("f-housing"), name=both("Ours"))}))
    with pytest.raises(LedgerChanged) as refused:
        programme_load(made, by(("researcher", None), ("reporter", HOUSING)), world.workspace)
    assert sorted(refused.value.entries) == [
        "facilities f-police (changed)",
        "facilities: a record that you may not see",
    ]
    with pytest.raises(LedgerChanged) as refused:
        programme_load(made, ROOT, world.workspace)
    assert f"facilities {HIDDEN} (changed)" in refused.value.entries


FACILITIES = ("f-office", "f-housing", "f-police", "f-police-named", HIDDEN)
roles = st.sampled_from(["reader", "reporter", "decision-maker", "programme-manager"])
held = st.lists(st.tuples(roles, st.sampled_from([None, HOUSING, POLICE])), max_size=3)


@given(held=held, renamed=st.sets(st.sampled_from(FACILITIES)), gone=st.sets(st.sampled_from(FACILITIES)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_a_load_is_allowed_where_each_change_alone_is(
    world: World, held: list[Any], renamed: set[str], gone: set[str]
) -> None:
    """The naive rule: ask record by record, as if each were written by hand."""
    actor, programme = by(("researcher", None), *held), current_programme(SMALL)

    def writes(action: str, own: str) -> bool:
        return may(actor, action, subject_of(programme, "facilities", one(own)))

    allowed = all(writes("record_remove", own) for own in gone)
    allowed = allowed and all(writes("record_revise", own) for own in renamed - gone)
    changed = {own: replace(one(own), name=both("Else")) for own in renamed - gone}
    made = folder(world, edited(changed, tuple(gone)))
    with transaction.atomic():
        try:
            programme_load(made, actor, world.workspace)
            done = True
        except NotAllowed:
            done = False
        transaction.set_rollback(True)
    assert done == allowed
