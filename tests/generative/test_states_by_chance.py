"""The states of targets that are kept from one state of the ledger to the next are those that would be computed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.loading import read_programme
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.monitor import ambition_states, target_states

FOLDER = Path(__file__).parents[2] / "programmes/voorbeeldstad"
CHANGES: dict[str, dict[str, Any]] = {
    "targets": {"bound": Decimal(3), "part_of": None, "reference": "city", "noun": None},
    "target_revisions": {"bound": Decimal(7)},
    "readings": {"bound": Decimal(2)},
    "ambitions": {"bound": Decimal(4), "indicator": "simulated-health"},
    "outputs": {"delivered": Decimal(11)},
    "expectations": {},
}
"""What is changed in a record of each register, beside leaving one out and putting it back."""


@cache
def made_up() -> Programme:
    """The made-up city, in which every target about a gap follows an ambition."""
    programme = read_programme(FOLDER)
    follows = {"reference": "comparator", "comparator": programme.ledger.ambitions[0].id}
    targets = (
        replace(one, **follows) if one.transformation == "gap-to-reference" else one for one in programme.ledger.targets
    )
    return replace(programme, ledger=replace(programme.ledger, targets=tuple(targets)))


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, int, str]:
    register = draw(st.sampled_from(sorted(CHANGES)))
    what = draw(st.sampled_from(("without", "again", *CHANGES[register])))
    return register, draw(st.integers(0, 200)), what


def changed(programme: Programme, register: str, place: int, what: str) -> Programme:
    """Give a programme in which one record of a register is left out, put back or another."""
    now, first = getattr(programme.ledger, register), getattr(made_up().ledger, register)
    if not first or (what != "again" and not now):
        return programme
    chosen = (first if what == "again" else now)[place % len(first if what == "again" else now)]
    rest = [one for one in now if one.id != chosen.id]
    if what == "again":
        rest.append(chosen)
    elif what != "without":
        rest.append(replace(chosen, **{what: CHANGES[register][what]}))
    return replace(programme, ledger=replace(programme.ledger, **{register: tuple(rest)}))


@given(st.lists(steps(), max_size=5))
def test_what_is_kept_is_what_would_be_computed(taken: list[tuple[str, int, str]]) -> None:
    programme = made_up()
    held = Evaluations(programme)
    target_states(programme, held)
    for step in taken:
        programme = changed(programme, *step)
        held = Evaluations(programme, held)
        assert target_states(programme, held) == target_states(programme)
        assert ambition_states(programme, held) == ambition_states(programme)


def test_a_target_that_follows_another_statement_changes_with_it() -> None:
    before = made_up()
    held = Evaluations(before)
    target_states(before, held)
    after = changed(before, "ambitions", 0, "indicator")
    assert target_states(after, Evaluations(after, held)) == target_states(after) != target_states(before)


def test_a_state_under_which_nothing_changed_is_the_same_object() -> None:
    before = made_up()
    held = Evaluations(before)
    one = {state.id: state for state in target_states(before, held)}
    first = before.ledger.targets[0]
    after = changed(before, "targets", 0, "bound")

    other = {state.id: state for state in target_states(after, Evaluations(after, held))}

    anew = {own for own in one if other[own] is not one[own]}
    assert first.id in anew
    assert len(anew) < len(one) / 2
