"""A state made from another is the state read whole, whatever was written between the two, in either direction."""

import gc
import random
import threading
import tracemalloc
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_programmes import REGISTERS as RECORDS
from small_programmes import programme, records, small_ledger, target, write

from wijkpeil.errors import NotFound
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.changes import public_change_after, public_change_before, public_changes, touched
from wijkpeil.ledger.mapper import columns_of_row, read_values, to_columns, to_record
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.order import GAP
from wijkpeil.ledger.services import programme_load
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing
from wijkpeil.ledger.snapshot import StateKey, current_programme, programme_as_of, programme_of, state_key
from wijkpeil.model.people import command_actor
from wijkpeil.model.programme import Programme
from wijkpeil.pages import context as contexts

BY = By(actor="tester", role="programme-manager")
pytestmark = pytest.mark.django_db


def load(made: Programme, workspace: Path) -> None:
    folder = write(made, workspace.parent / "folder")
    programme_load(folder, actor=command_actor("tester"), workspace=workspace, correction="any other")


def write_entry(made: list[tuple[str, str, Any, int]], subject: str = "small") -> JournalEntry:
    """Write one entry that makes each change: register, id, record or None, position."""
    changes = Changes()
    with writing():
        for register, record_id, each, position in made:
            model = REGISTERS[register]
            changes.close(model.objects.of("small").current().filter(record_id=record_id))
            if each is not None:
                columns = to_columns(each)
                changes.open(model, [(columns.pop("record_id"), position, columns)])
        return journal_write(
            BY, programme="small", action="x", subject=subject, before=None, after=None, changes=changes
        )


@st.composite
def change(draw: st.DrawFn) -> tuple[str, str, Any, int]:
    register = draw(st.sampled_from(sorted(RECORDS)))
    record_id = draw(st.sampled_from(["a", "b", "t1", "k1", "k2"]))
    made = draw(st.none() | records(RECORDS[register], record_id))
    return register, record_id, made, draw(st.integers(1, 4)) * GAP


def different(changes: list[tuple[str, str, Any, int]]) -> list[tuple[str, str, Any, int]]:
    """Keep one change of each record."""
    return list({(register, record_id): one for one in changes for register, record_id in [one[:2]]}.values())


entries = st.lists(st.lists(change(), max_size=4).map(different), min_size=1, max_size=6)
long_tests = settings(suppress_health_check=list(HealthCheck), max_examples=max(20, settings().max_examples // 2))


@long_tests
@given(written=entries, order=st.randoms(use_true_random=False))
def test_a_state_made_from_another_is_the_one_read_whole(
    workspace: Path, written: list[list[tuple[str, str, Any, int]]], order: random.Random
) -> None:
    with transaction.atomic():
        snapshot.forget()
        programme_load(
            write(programme(), workspace.parent / "folder"), actor=command_actor("tester"), workspace=workspace
        )
        made: dict[datetime, Programme] = {state_key().moment: current_programme()}
        for changes in written:
            entry = write_entry(changes)
            made[entry.recorded_at] = current_programme()
        whole = {}
        for moment in made:
            snapshot.forget()
            whole[moment] = programme_as_of(moment)
        assert made == whole
        # Backwards and forwards, from whatever is kept.
        snapshot.forget()
        for moment in order.choices(list(whole), k=8):
            assert programme_as_of(moment) == whole[moment]
        transaction.set_rollback(True)
    snapshot.forget()


@long_tests
@given(changes=st.lists(change(), max_size=4).map(different))
def test_what_no_entry_touched_is_the_same_object(workspace: Path, changes: list[tuple[str, str, Any, int]]) -> None:
    with transaction.atomic():
        snapshot.forget()
        programme_load(
            write(programme(), workspace.parent / "folder"), actor=command_actor("tester"), workspace=workspace
        )
        before, key = current_programme(), state_key()
        entry = write_entry(changes)
        after = current_programme()
        names = touched("small", key.sequence, entry.sequence)
        assert after.definitions is before.definitions
        assert after.releases is before.releases
        for name in REGISTERS:
            if name not in names:
                assert getattr(after.ledger, name) is getattr(before.ledger, name)
        if not names:
            assert after is before
        transaction.set_rollback(True)
    snapshot.forget()


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_many_records_are_read_as_one_is(name: str, data: st.DataObject) -> None:
    made = data.draw(records(RECORDS[name], "r1"))
    columns = to_columns(made)
    row = type("Row", (), columns)()
    values = [columns[column] for column in columns_of_row(RECORDS[name])]
    assert read_values(RECORDS[name], values) == to_record(RECORDS[name], row) == made


@pytest.fixture
def loaded(workspace: Path) -> StateKey:
    load(programme(), workspace)
    return state_key()


def revised(number: int) -> JournalEntry:
    return write_entry([("targets", "a", target("a", f"Safer {number}"), GAP)], "targets/a")


def test_a_state_after_a_write_costs_few_queries(loaded: StateKey, django_assert_max_num_queries: Any) -> None:
    current_programme()
    revised(1)
    # The state, that its base is of this journal, what was touched, and the ids and rows of one register.
    with django_assert_max_num_queries(5):
        current_programme()


def test_a_load_changes_what_it_changes(loaded: StateKey, workspace: Path) -> None:
    before = current_programme()
    other = programme(replace(small_ledger(), targets=(target("b"), target("c"))), title="New")
    load(other, workspace)
    after = current_programme()
    assert after == other
    assert after.ledger.budget_lines is before.ledger.budget_lines


def test_a_journal_that_was_put_back_is_not_followed(loaded: StateKey) -> None:
    """A state of a history that is no more is no base for another state."""
    with transaction.atomic():
        revised(1)
        lost = current_programme()
        transaction.set_rollback(True)
    revised(2)
    found = current_programme()
    assert next(one.sentence.en for one in lost.ledger.targets) == "Safer 1"
    assert next(one.sentence.en for one in found.ledger.targets) == "Safer 2"


def test_what_entries_changed_is_told_by_register(loaded: StateKey) -> None:
    first = revised(1).sequence
    write_entry([("themes", "t9", None, GAP), ("targets", "a", None, GAP), ("targets", "n", target("n"), GAP)])
    write_entry([], "accounts/someone")
    last = revised(2).sequence
    told = public_changes("small", loaded.sequence, last)
    assert told[first] == {"targets": (0, 1, 0)}
    assert told[first + 1] == {"targets": (0, 1, 0)}
    assert first + 2 not in told
    assert told[last] == {"targets": (1, 0, 0)}
    assert public_change_before("small", last) == first + 1
    assert public_change_after("small", first + 1) == last
    assert public_change_before("small", loaded.sequence) is None
    assert public_change_after("small", last) is None


def test_writing_much_does_not_fill_memory(loaded: StateKey) -> None:
    def some(first: int) -> None:
        for number in range(first, first + 40):
            revised(number)
            context = contexts.current_context()
            assert context.board.rows
            assert context.target_states[0].sentence.en == f"Safer {number}"
            assert context.reconciliations == ()

    some(0)
    gc.collect()
    tracemalloc.start()
    some(100)
    gc.collect()
    first = tracemalloc.get_traced_memory()[0]
    some(200)
    gc.collect()
    second = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert second - first < 100_000
    assert len(snapshot._states) <= snapshot.KEPT


def test_a_write_makes_neither_board_nor_map_anew(loaded: StateKey) -> None:
    before = contexts.current_context()
    kept = before.board, before.boards, before.map, before.bounds, before.lookup, before.rows
    revised(1)
    after = contexts.current_context()
    assert after.programme is not before.programme
    now = after.board, after.boards, after.map, after.bounds, after.lookup, after.rows
    assert all(one is other for one, other in zip(kept, now, strict=True))


def test_an_entry_that_changes_nothing_shown_keeps_the_whole_programme(loaded: StateKey) -> None:
    before = contexts.current_context()
    write_entry([], "accounts/someone")
    after = contexts.current_context()
    assert after.programme is before.programme
    assert after.target_states is before.target_states


def test_threads_that_ask_one_state_make_it_once(loaded: StateKey, monkeypatch: pytest.MonkeyPatch) -> None:
    made, begun = [], threading.Barrier(4)
    monkeypatch.setattr(snapshot, "_make", lambda key: made.append(key) or snapshot._State(programme(), {}))
    found: list[Programme] = []

    def ask() -> None:
        begun.wait()
        found.append(programme_of(loaded._replace(head="other")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 1
    assert len({id(one) for one in found}) == 1


def test_before_the_first_load_there_is_nothing(loaded: StateKey) -> None:
    with pytest.raises(NotFound):
        state_key(None, loaded.moment.replace(year=2000))
