"""What formulas give over one state and the next: kept where nothing under them changed, and never kept wrongly."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small_programmes import both, programme, small_ledger, target

from wijkpeil.model.ledger import Ambition
from wijkpeil.model.money import BudgetLine
from wijkpeil.model.programme import Ledger, Programme
from wijkpeil.workflows.evaluate import evaluate
from wijkpeil.workflows.evaluations import Evaluations
from wijkpeil.workflows.monitor import target_states

FORMULAS = (
    'bound("a")',
    'baseline("a")',
    'deadline_year("a")',
    'bound("m")',
    'total("budget_lines")',
    'rows("targets")',
    'rows("themes")',
    'distinct("targets", "theme")',
    'value("safety", "3081")',
    'total("budget_lines") / rows("targets")',
    'rows("areas")',
)


def ambition(bound: int) -> Ambition:
    return Ambition(id="m", theme="t1", sentence=both("More"), bound=Decimal(bound), lines="1")


def line(line_id: str, amount: int) -> BudgetLine:
    return BudgetLine(
        id=line_id, budget="extra", heading=both("S"), name=both("L"), kind="area", amount=Decimal(amount), name_line=1
    )


@st.composite
def registers(draw: st.DrawFn) -> dict[str, Any]:
    """Some registers as they are to be from now on."""
    number = st.integers(1, 4)
    few = st.sampled_from([("a",), ("a", "b"), ("b",), ()])
    made = {
        "targets": tuple(target(each, bound=Decimal(draw(number)), formula=draw(formula)) for each in draw(few)),
        "ambitions": tuple(ambition(draw(number)) for _ in range(draw(st.integers(0, 1)))),
        "budget_lines": tuple(line(each, draw(number)) for each in draw(few)),
        "themes": small_ledger().themes[: draw(st.integers(0, 2))],
    }
    return {name: made[name] for name in draw(st.sets(st.sampled_from(sorted(made))))}


formula = st.sampled_from(["", *FORMULAS])


@given(steps=st.lists(registers(), max_size=6))
def test_what_is_kept_is_what_would_be_computed(steps: list[dict[str, Any]]) -> None:
    made = programme()
    held = Evaluations(made)
    for step in ({}, *steps):
        made = replace(made, ledger=replace(made.ledger, **step))
        held = Evaluations(made, held)
        for each in FORMULAS:
            assert held.of(each) == evaluate(each, made)
            assert held.of(each, "inclusive") == evaluate(each, made, "inclusive")
        assert target_states(made, held) == target_states(made)


def with_ledger(made: Programme, **registers: Any) -> Programme:
    ledger: Ledger = replace(made.ledger, **registers)
    return replace(made, ledger=ledger)


def test_only_what_looked_into_a_changed_register_is_evaluated_anew() -> None:
    made = programme()
    held = Evaluations(made)
    before = {each: held.of(each) for each in FORMULAS}
    after = Evaluations(with_ledger(made, budget_lines=(line("x", 7),)), held)
    anew = {each for each in FORMULAS if after.of(each) is not before[each]}
    assert anew == {'total("budget_lines")', 'total("budget_lines") / rows("targets")'}


def test_other_figures_make_everything_anew() -> None:
    made = programme()
    held = Evaluations(made)
    before = {each: held.of(each) for each in FORMULAS}
    after = Evaluations(replace(made, releases=(replace(made.releases[0]),)), held)
    assert all(after.of(each) is not before[each] for each in FORMULAS)
