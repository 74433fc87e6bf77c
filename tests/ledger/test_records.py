"""Writing records: what is refused, what is kept, and what can be taken back."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from people import ROOT, office
from small_programmes import programme, write

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger.models import JournalEntry, Theme
from wijkpeil.ledger.services import (
    Change,
    entry_undo,
    programme_load,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
)
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verifying import verify
from wijkpeil.loading.editing import Edit, record_cells

pytestmark = pytest.mark.django_db
MANAGER = office()


@pytest.fixture(autouse=True)
def loaded(workspace: Path) -> Path:
    programme_load(write(programme(), workspace.parent / "folder"), actor=ROOT, workspace=workspace)
    return workspace


def theme(name: str = "Other") -> dict[str, str]:
    return {"name_nl": name, "name_en": name, "main": "true", "lines": "1"}


def add(own: str = "t9", cells: Mapping[str, str] | None = None, **more: str):
    return record_add(MANAGER, "small", "themes", own, theme() if cells is None else cells, **more)


def names() -> dict[str, str]:
    return {each.id: each.name.en for each in current_programme("small").ledger.themes}


def test_a_record_is_added_revised_removed_and_restored() -> None:
    before = names()
    assert add().added == 1
    assert names() == before | {"t9": "Other"}
    record_revise(MANAGER, "small", "themes", "t9", theme("Newer"), revision=1, why="agreed")
    assert names()["t9"] == "Newer"
    record_remove(MANAGER, "small", "themes", "t9", revision=2)
    assert names() == before
    record_restore(MANAGER, "small", "themes", "t9", revision=1)
    assert names()["t9"] == "Other"
    rows = list(Theme.objects.filter(record_id="t9").order_by("revision"))
    assert [row.revision for row in rows] == [1, 2, 3]
    last = JournalEntry.objects.latest("sequence")
    assert (last.actor, last.role, last.action, last.subject) == (
        MANAGER.id,
        "programme-manager",
        "record_restore",
        "themes/t9",
    )
    assert verify().findings == ()


def test_every_fault_is_told_and_nothing_written() -> None:
    entries = JournalEntry.objects.count()
    with pytest.raises(FaultsFound) as raised:
        add("t9", {"name_nl": "", "name_en": "x", "main": "maybe", "colour": "red"})
    assert {fault.key for fault in raised.value.faults} == {"name_nl", "main", "colour"}
    with pytest.raises(FaultsFound):
        add("no good id")
    assert JournalEntry.objects.count() == entries


def test_what_others_name_cannot_go() -> None:
    with pytest.raises(FaultsFound, match="t1"):
        record_remove(MANAGER, "small", "themes", "t1", revision=1)


def test_the_second_of_two_writers_is_told() -> None:
    add()
    record_revise(MANAGER, "small", "themes", "t9", theme("First"), revision=1)
    with pytest.raises(StaleRecord) as raised:
        record_revise(MANAGER, "small", "themes", "t9", theme("Second"), revision=1)
    assert (raised.value.expected, raised.value.current) == (1, 2)
    with pytest.raises(StaleRecord):
        add()
    with pytest.raises(StaleRecord):
        record_remove(MANAGER, "small", "themes", "t9", revision=1)
    assert names()["t9"] == "First"


def test_the_same_sending_twice_is_written_once() -> None:
    first = add(key="form-1")
    assert add(key="form-1") == first
    assert JournalEntry.objects.filter(action="record_add").count() == 1


def test_what_changes_nothing_is_no_entry() -> None:
    add()
    assert record_revise(MANAGER, "small", "themes", "t9", theme(), revision=1).entry is None


def test_many_records_are_written_together_or_not_at_all() -> None:
    changes = [Change(edit=Edit(register="themes", id=f"n{number}", columns=theme())) for number in range(5)]
    assert records_write(MANAGER, "small", changes).added == 5
    bad = Change(edit=Edit(register="themes", id="n9", columns={"name_nl": "x"}))
    gone = Change(edit=Edit(register="themes", id="n0", columns=None))
    with pytest.raises(FaultsFound):
        records_write(MANAGER, "small", [gone, bad])
    assert "n0" in names()
    with pytest.raises(FaultsFound, match="more than once"):
        records_write(MANAGER, "small", [gone, gone])


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NotFound):
        record_remove(MANAGER, "small", "themes", "nothing", revision=None)
    with pytest.raises(NotFound):
        record_add(MANAGER, "small", "theems", "t9", theme())
    with pytest.raises(NotFound):
        record_add(MANAGER, "elsewhere", "themes", "t9", theme())
    with pytest.raises(NotFound):
        record_restore(MANAGER, "small", "themes", "t1", revision=9)


def test_an_entry_is_undone_by_another() -> None:
    before = names()
    first = add()
    second = record_revise(MANAGER, "small", "themes", "t9", theme("Newer"), revision=1)
    with pytest.raises(StaleRecord):
        entry_undo(MANAGER, "small", first.entry or 0)
    undone = entry_undo(MANAGER, "small", second.entry or 0)
    assert names()["t9"] == "Other"
    entry_undo(MANAGER, "small", undone.entry or 0)
    assert names()["t9"] == "Newer"
    with pytest.raises(NotAllowed):
        entry_undo(office("reader"), "small", undone.entry or 0)
    with pytest.raises(NotFound):
        entry_undo(MANAGER, "small", 1)
    gone = record_remove(MANAGER, "small", "themes", "t9", revision=None)
    assert names() == before
    entry_undo(MANAGER, "small", gone.entry or 0)
    assert names()["t9"] == "Newer"
    assert verify().findings == ()


def test_who_may_not_learns_nothing_and_writes_nothing() -> None:
    entries = JournalEntry.objects.count()
    for role in ("reader", "reporter", "decision-maker", "researcher", "administrator", "auditor"):
        with pytest.raises(NotAllowed):
            record_add(office(role), "small", "themes", "t9", {"name_nl": ""})
    assert JournalEntry.objects.count() == entries


def test_a_record_written_as_it_is_stays_as_it_is() -> None:
    for each in current_programme("small").ledger.themes:
        assert record_revise(MANAGER, "small", "themes", each.id, record_cells(each), revision=1).entry is None
