"""Revising targets and correcting them: what is kept, what is refused, and that there is no other way."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from people import ROOT, office
from small_programmes import DECISION, LOWER, both, programme, small_ledger, write

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import (
    Receipt,
    entry_undo,
    programme_dump,
    programme_load,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    target_correct,
    target_revise,
)
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verifying import verify
from wijkpeil.loading import read_programme
from wijkpeil.loading.editing import record_cells
from wijkpeil.model.ledger import Target
from wijkpeil.model.people import Actor, Grant
from wijkpeil.model.statement import TargetRevision, differs, statement_fields

pytestmark = pytest.mark.django_db
MANAGER = office()


@pytest.fixture(autouse=True)
def loaded(workspace: Path) -> Path:
    programme_load(write(programme(), workspace.parent / "folder"), actor=ROOT, workspace=workspace)
    return workspace


def stands() -> Target:
    return next(one for one in current_programme("small").ledger.targets if one.id == "a")


def earlier() -> list[TargetRevision]:
    return list(current_programme("small").ledger.target_revisions)


def revise(columns: dict[str, str] = LOWER, decision: dict[str, str] = DECISION, **more: Any) -> Receipt:
    return target_revise(more.pop("actor", MANAGER), "small", "a", columns, decision, **{"revision": None, **more})


def faults(*args: Any, **more: Any) -> dict[str, str]:
    entries = JournalEntry.objects.count()
    with pytest.raises(FaultsFound) as raised:
        revise(*args, **more)
    assert JournalEntry.objects.count() == entries
    return {fault.key: fault.message for fault in raised.value.faults}


def test_a_revision_keeps_what_was_stated_in_one_entry() -> None:
    was = stands()
    receipt = revise()
    assert (receipt.added, receipt.changed) == (1, 1)
    now, (kept,) = stands(), earlier()
    assert (now.bound, now.sentence.en, now.short) == (Decimal("5.5"), "It becomes 5.5.", was.short)
    assert not differs(kept, was)
    assert (kept.id, kept.of, kept.number, kept.sentence) == ("a-1", "a", 1, was.sentence)
    assert (kept.decided_on, kept.decision, kept.decided_by) == (date(2009, 3, 1), "council 2009/12", "city")
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.action, entry.subject, entry.role, entry.why) == (
        "target_revise",
        "targets/a",
        "programme-manager",
        "Minder geld.",
    )
    assert set(entry.after) == {"targets/a", "target_revisions/a-1"}
    assert verify().findings == ()


def test_a_second_revision_is_numbered_on_and_decided_later() -> None:
    revise()
    again = {"bound": "5", "sentence_nl": "Het wordt 5.", "sentence_en": "It becomes 5."}
    assert "decided_on" in faults(again, DECISION)
    revise(again, {**DECISION, "decided_on": "2010-06-01"})
    assert [(one.number, one.bound) for one in earlier()] == [(1, Decimal("6.0")), (2, Decimal("5.5"))]


def test_every_fault_is_told_at_once_and_nothing_written() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    told = faults(
        {"bound": "many", "short_nl": "x", "sentence_nl": stands().sentence.nl, "sentence_en": "Other."},
        {"decided_on": tomorrow, "reason_nl": "", "reason_en": "x", "decision": "d", "decided_by": "nobody", "of": "b"},
    )
    assert set(told) == {"bound", "short_nl", "sentence_nl", "decided_on", "reason_nl", "decided_by", "of"}
    assert told["decided_on"] == "The decision is of a day that has still to come."
    assert earlier() == []


def test_a_revision_that_changes_nothing_is_refused() -> None:
    told = faults({}, DECISION)
    assert told[""] == "The decision changes nothing of what the target states."
    assert set(told) == {"", "sentence_nl", "sentence_en"}
    words = {"sentence_nl": "Andere woorden.", "sentence_en": "Other words."}
    assert set(faults(words, DECISION)) == {""}
    assert set(faults({**words, "bound": "6.00"}, DECISION)) == {"number"}
    assert set(faults({}, {})) >= {"decided_on", "decision", "decided_by", "sentence_nl"}


def test_the_second_of_two_writers_is_told() -> None:
    revise(revision=1)
    with pytest.raises(StaleRecord) as raised:
        revise(revision=1)
    assert (raised.value.expected, raised.value.current) == (1, 2)


def test_the_same_sending_twice_is_written_once() -> None:
    assert revise(key="form") == revise(key="form")
    assert len(earlier()) == 1
    with pytest.raises(FaultsFound, match="another write"):
        target_correct(MANAGER, "small", "a", {"bound": "6"}, why="x", revision=None, key="form")


def test_a_target_that_is_not_there_is_not_revised() -> None:
    with pytest.raises(NotFound):
        target_revise(MANAGER, "small", "nowhere", LOWER, DECISION, revision=None)
    with pytest.raises(NotFound):
        target_correct(MANAGER, "small", "a", {"bound": "7"}, why="typing", revision=None, number=1)


def test_a_correction_leaves_no_earlier_statement_and_says_why() -> None:
    with pytest.raises(FaultsFound, match="says why"):
        target_correct(MANAGER, "small", "a", {"bound": "6.5"}, why=" ", revision=None)
    target_correct(MANAGER, "small", "a", {"bound": "6.5"}, why="6.0 was typed", revision=1)
    assert (stands().bound, earlier()) == (Decimal("6.5"), [])
    revise()
    target_correct(MANAGER, "small", "a", {"decision": "council 2009/13"}, why="13, not 12", revision=None, number=1)
    (kept,) = earlier()
    assert (kept.decision, kept.bound) == ("council 2009/13", Decimal("6.5"))
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.action, entry.subject, entry.why) == ("target_correct", "targets/a", "13, not 12")


@pytest.mark.parametrize(
    "grant",
    [
        {"role": "reporter"},
        {"role": "researcher"},
        {"role": "administrator"},
        {"role": "programme-manager", "partner": "city"},
        {"role": "programme-manager", "area": "3081"},
    ],
)
def test_others_may_not_revise(grant: dict[str, Any]) -> None:
    actor = Actor(id="p-x", kind="person", grants=(Grant(id="g", account="p-x", **grant),))
    with pytest.raises(NotAllowed):
        revise(actor=actor)
    with pytest.raises(NotAllowed):
        target_correct(actor, "small", "a", {"bound": "1"}, why="x", revision=None)


def test_there_is_no_other_way_to_write_a_target() -> None:
    revise()
    cells = {**record_cells(stands()), "bound": "1"}
    kept = record_cells(earlier()[0])
    for write_it in (
        lambda: record_revise(MANAGER, "small", "targets", "a", cells, revision=2),
        lambda: record_restore(MANAGER, "small", "targets", "a", revision=1),
        lambda: record_remove(MANAGER, "small", "targets", "a", revision=2),
        lambda: record_add(MANAGER, "small", "targets", "c", cells),
        lambda: record_remove(MANAGER, "small", "target_revisions", "a-1", revision=1),
        lambda: record_revise(MANAGER, "small", "target_revisions", "a-1", {**kept, "bound": "1"}, revision=1),
    ):
        with pytest.raises(NotAllowed, match="never edited"):
            write_it()
    with pytest.raises(NotFound):
        entry_undo(MANAGER, "small", JournalEntry.objects.latest("sequence").sequence)


def test_a_revised_target_is_dumped_and_loaded_the_same(workspace: Path, tmp_path: Path) -> None:
    revise()
    before = current_programme("small")
    programme_dump(tmp_path / "small", ROOT, programme="small")
    assert (tmp_path / "small" / "ledger" / "target_revisions.csv").exists()
    assert read_programme(tmp_path / "small").ledger == before.ledger
    assert not programme_load(tmp_path / "small", ROOT, workspace).loaded


# Loading a folder that changes what a target states


def revised(decided: str = "2009-03-01", *, bound: str = "5.5") -> tuple[Target, TargetRevision]:
    """Target a with another bound, and the revision that says what it stated before."""
    was = next(one for one in small_ledger().targets if one.id == "a")
    fields = {name: getattr(was, name) for name in statement_fields()}
    kept = TargetRevision(
        id="a-1",
        of="a",
        number=1,
        sentence=was.sentence,
        decided_on=date.fromisoformat(decided),
        reason=both("why"),
        decision="council 2009/12",
        decided_by="city",
        **fields,
    )
    return replace(was, bound=Decimal(bound), sentence=both("Other")), kept


def folder(workspace: Path, changed: Target, *kept: TargetRevision) -> Path:
    ledger = small_ledger()
    targets = tuple(changed if one.id == changed.id else one for one in ledger.targets)
    return write(programme(replace(ledger, targets=targets, target_revisions=kept)), workspace.parent / "folder")


def test_a_folder_that_changes_a_target_without_a_revision_is_refused(workspace: Path) -> None:
    changed, _ = revised()
    with pytest.raises(FaultsFound) as raised:
        programme_load(folder(workspace, changed), ROOT, workspace)
    (fault,) = raised.value.faults
    assert (fault.file, fault.line, fault.key) == ("ledger/targets.csv", 2, "id")
    assert "target_revisions.csv" in fault.remedy
    assert "--correction" in fault.remedy
    assert stands().bound == Decimal("6.0")


def test_a_folder_with_the_revision_is_loaded(workspace: Path) -> None:
    result = programme_load(folder(workspace, *revised()), ROOT, workspace)
    assert (result.added, result.changed) == (1, 1)
    assert (stands().bound, earlier()[0].bound) == (Decimal("5.5"), Decimal("6.0"))


def test_a_revision_that_tells_another_past_is_refused(workspace: Path) -> None:
    changed, kept = revised()
    with pytest.raises(FaultsFound) as raised:
        programme_load(folder(workspace, changed, replace(kept, bound=Decimal("6.5"))), ROOT, workspace)
    (fault,) = raised.value.faults
    assert (fault.file, fault.line) == ("ledger/target_revisions.csv", 2)


def test_an_earlier_statement_cannot_be_lost_by_loading(workspace: Path) -> None:
    changed, kept = revised()
    programme_load(folder(workspace, changed, kept), ROOT, workspace)
    with pytest.raises(FaultsFound, match="earlier statement"):
        programme_load(folder(workspace, changed), ROOT, workspace)
    with pytest.raises(FaultsFound):
        programme_load(folder(workspace, changed, replace(kept, bound=Decimal("7"))), ROOT, workspace)
    assert len(earlier()) == 1


def test_a_correction_by_folder_says_why(workspace: Path) -> None:
    changed, _ = revised(bound="6.5")
    programme_load(folder(workspace, changed), ROOT, workspace, correction="6.0 was typed")
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.why, entry.after["corrected"]) == ("6.0 was typed", ["a"])
    assert (stands().bound, earlier()) == (Decimal("6.5"), [])


def test_other_words_of_a_target_are_loaded_as_before(workspace: Path) -> None:
    was = next(one for one in small_ledger().targets if one.id == "a")
    programme_load(folder(workspace, replace(was, short=both("Other"))), ROOT, workspace)
    assert stands().short == both("Other")
