"""The ledger as of any moment, its one journal, and rows that are written once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_programmes import programme, small_ledger, target, write

from wijkpeil.errors import NotFound, SoftwareError
from wijkpeil.ledger.journal import broken_entries
from wijkpeil.ledger.models import REGISTERS, DefinitionSet, JournalEntry, ProgrammeRevision, Target
from wijkpeil.ledger.revisions import Revision
from wijkpeil.ledger.services import programme_load
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing
from wijkpeil.ledger.snapshot import current_programme, forget, programme_as_of, state_key
from wijkpeil.model.ledger import Target as TargetRecord
from wijkpeil.model.people import command_actor
from wijkpeil.model.programme import Programme

pytestmark = pytest.mark.django_db


def with_targets(*targets: TargetRecord) -> Programme:
    return programme(replace(small_ledger(), targets=targets))


def load(made: Programme, workspace: Path, why: str = "") -> None:
    programme_load(
        write(made, workspace.parent / "folder"), actor=command_actor("tester"), workspace=workspace, why=why
    )


@pytest.fixture
def three_states(workspace: Path) -> list[Programme]:
    states = [
        with_targets(target("a"), target("b")),
        with_targets(target("b"), target("a", "Other")),
        programme(replace(small_ledger(), targets=(target("c"),)), title="New"),
    ]
    for state in states:
        load(state, workspace, why="agreed")
    return states


def test_every_earlier_state_can_be_read(three_states: list[Programme]) -> None:
    moments = list(JournalEntry.objects.order_by("sequence").values_list("recorded_at", flat=True))
    forget()
    for number, (state, start) in enumerate(zip(three_states, moments, strict=True)):
        assert programme_as_of(start) == state
        if number:
            assert programme_as_of(start - timedelta(microseconds=1)) == three_states[number - 1]
    assert current_programme() == programme_as_of(datetime.now(UTC)) == three_states[-1]
    with pytest.raises(NotFound):
        programme_as_of(moments[0] - timedelta(microseconds=1))


def test_a_page_costs_one_query(three_states: list[Programme], django_assert_num_queries: Callable) -> None:
    first = current_programme()
    with django_assert_num_queries(1):
        assert current_programme() is first
    with django_assert_num_queries(1):
        state_key("small")


def test_each_revision_lasts_until_the_next(three_states: list[Programme]) -> None:
    rows = Target.objects.filter(record_id="a").order_by("revision")
    assert [row.sentence_en for row in rows] == ["Safer by 2010", "Other"]
    assert rows[0].recorded_to == rows[1].recorded_from
    assert rows[0].closed_by_id == rows[1].opened_by_id == 2
    assert rows[1].closed_by_id == 3


def test_the_journal_tells_what_happened(three_states: list[Programme]) -> None:
    first, second, third = JournalEntry.objects.order_by("sequence")
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert (first.actor, first.role, first.action, first.subject) == (
        "command:tester",
        "administrator",
        "programme_load",
        "small",
    )
    assert first.before is None
    assert second.before == {name: first.after[name] for name in ("definitions", "releases")}
    assert third.after["definitions"] == three_states[2].definitions.hash != second.after["definitions"]
    assert third.why == "agreed"
    assert set(third.after["changes"]["targets"]["removed"]) == {"a", "b"}
    assert first.recorded_at < second.recorded_at < third.recorded_at
    assert DefinitionSet.objects.count() == 2
    assert broken_entries(JournalEntry.objects.order_by("sequence")) == ()


TAMPERINGS = [
    ("actor = 'someone'", [2]),
    ("why = ''", [2]),
    ("after = '{}'", [2]),
    ("before = NULL", [2]),
    ("recorded_at = '2020-01-01 00:00:00'", [2]),
    ("role = 'reader', hash = 'abc'", [2, 3]),
    ("previous_hash = 'abc'", [2]),
    ("sequence = 9", [3, 9]),
]


@pytest.mark.parametrize(("change", "broken"), TAMPERINGS)
def test_a_changed_entry_is_found(three_states: list[Programme], change: str, broken: list[int]) -> None:
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute("DELETE FROM ledger_target WHERE opened_by_id = 2 OR closed_by_id = 2")
        cursor.execute(f"UPDATE ledger_journalentry SET {change} WHERE sequence = 2")
        assert sorted(broken_entries(JournalEntry.objects.order_by("sequence"))) == broken
        cursor.execute("UPDATE ledger_journalentry SET sequence = 2 WHERE sequence = 9")


def test_a_removed_entry_and_a_changed_order_are_found(three_states: list[Programme]) -> None:
    first, second, third = JournalEntry.objects.order_by("sequence")
    assert broken_entries([first, third]) == (3,)
    assert broken_entries([second, third]) == (2,)
    assert broken_entries([first, third, second]) == (3, 2)
    assert broken_entries([]) == ()


@pytest.mark.parametrize(
    "write_over",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.all().update(actor="x"),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.bulk_update([row], ["opened_by" if isinstance(row, Revision) else "programme"]),
    ],
)
@pytest.mark.parametrize("model", [JournalEntry, Target, ProgrammeRevision])
def test_a_row_is_written_once(three_states: list[Programme], model, write_over) -> None:
    before = list(model.objects.values())
    with pytest.raises(SoftwareError, match="append-only"), transaction.atomic():
        write_over(model.objects.first())
    assert list(model.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_a_journal_entry_needs_a_transaction() -> None:
    with pytest.raises(SoftwareError, match="in the transaction"):
        journal_write(By(actor="a", role="r"), programme="p", action="x", subject="s", before=None, after=None)


def test_a_closed_revision_is_not_closed_again(three_states: list[Programme]) -> None:
    closed = Changes(closed=list(Target.objects.filter(recorded_to__isnull=False)[:1]))
    by = By(actor="a", role="r")
    with pytest.raises(SoftwareError, match="closed already"), writing():
        journal_write(by, programme="small", action="x", subject="s", before=None, after=None, changes=closed)


def test_the_database_itself_refuses_two_current_revisions(three_states: list[Programme]) -> None:
    current = Target.objects.current().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Target(**{**_columns(current), "revision": 7}).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Target(**{**_columns(current), "recorded_to": current.recorded_from, "closed_by_id": 3, "revision": 7}).save()


def _columns(row: Target) -> dict:
    return {field.attname: getattr(row, field.attname) for field in Target._meta.fields if field.name != "id"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=20)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=6))
def test_histories_agree_with_a_naive_one(db, states: list[dict[str, str]]) -> None:
    """Each state is written as revisions, and kept whole in a list; both tell the same of every moment."""
    kept: list[tuple[datetime, dict[str, str]]] = []
    with transaction.atomic():
        held: dict[str, str] = {}
        for state in states:
            entry = _write_state(held, state)
            held = state
            kept.append((entry.recorded_at, dict(state)))
            for moment, expected in kept:
                found = Target.objects.of("naive").as_of(moment).values_list("record_id", "sentence_en")
                assert dict(found) == expected
            assert dict(Target.objects.of("naive").current().values_list("record_id", "sentence_en")) == state
        _check_rows()
        transaction.set_rollback(True)


def _write_state(held: dict[str, str], state: dict[str, str]) -> JournalEntry:
    with writing():
        changed = {name for name in {*held, *state} if held.get(name) != state.get(name)}
        changes = Changes(closed=list(Target.objects.of("naive").current().filter(record_id__in=changed)))
        columns = {field.attname: "" for field in Target._meta.fields if not field.null}
        for name in ("pk", "programme", "record_id", "revision", "position", "recorded_from", "opened_by_id"):
            columns.pop(name)
        own = {**columns, "effort": False, "areas": []}
        made = [(name, 1, {**own, "sentence_en": state[name]}) for name in sorted(changed) if name in state]
        changes.open(Target, made)
        by = By(actor="a", role="r")
        return journal_write(by, programme="naive", action="x", subject="s", before=held, after=state, changes=changes)


def _check_rows() -> None:
    by_record: dict[str, list[Target]] = {}
    for row in Target.objects.of("naive").order_by("record_id", "revision"):
        by_record.setdefault(row.record_id, []).append(row)
    for rows in by_record.values():
        assert [row.revision for row in rows] == list(range(1, len(rows) + 1))
        for row, later in pairwise(rows):
            assert row.recorded_from < row.recorded_to <= later.recorded_from


def test_every_register_has_its_table() -> None:
    assert [model.__name__ for model in REGISTERS.values()] == [
        model.record_type.__name__ for model in REGISTERS.values()
    ]
