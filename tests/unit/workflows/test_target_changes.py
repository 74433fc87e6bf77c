"""What changed between two moments, against a naive count, and how far a target is from its path."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from making import small_programme, target, text
from wijkpeil.methods.status import Course, Figure, gap_to_path, judge
from wijkpeil.model.delivery import Expectation
from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.status import TargetState, TargetStatus
from wijkpeil.workflows.measuring import Measurer
from wijkpeil.workflows.monitor import WORST_FIRST, target_states
from wijkpeil.workflows.movers import measures_for, partners_for
from wijkpeil.workflows.target_changes import Moment, register_changes, target_changes
from wijkpeil.workflows.traces import trace_of

DAYS = [date(2009, 12, 31), date(2010, 6, 30), date(2010, 12, 31), date(2011, 12, 31)]


def state(id: str, status: TargetStatus, actual: int | None, on: date | None) -> TargetState:
    value = None if actual is None else Decimal(actual)
    (made,) = target_states(small_programme(targets=(target(id),)))
    return replace(made, status=status, actual=value, actual_on=on if actual is not None else None)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Some of four targets, each with a bound, a term and a state."""
    ids = draw(st.lists(st.sampled_from("ABCD"), unique=True))
    targets, states = [], []
    for id in ids:
        term = draw(st.sampled_from([None, *DAYS]))
        targets.append(target(id, bound=Decimal(draw(st.integers(1, 2))), deadline=term))
        status = draw(st.sampled_from(get_args(TargetStatus)))
        states.append(state(id, status, draw(st.sampled_from([None, 1, 2])), draw(st.sampled_from(DAYS))))
    return Moment(day=draw(st.sampled_from(DAYS)), targets=targets, states=states)


def naive(before: Moment, after: Moment) -> dict[str, set[str]]:
    """The same, each question asked by itself."""
    found: dict[str, set[str]] = {}
    for id in "ABCD":
        was = [one for one in before.states if one.id == id]
        now = [one for one in after.states if one.id == id]
        old = [one for one in before.targets if one.id == id]
        new = [one for one in after.targets if one.id == id]
        kinds = set()
        if not was and now:
            kinds.add("added")
        if was and not now:
            kinds.add("removed")
        if was and now:
            if was[0].status != now[0].status:
                kinds.add("moved")
            later = now[0].actual is not None and now[0].actual_on != was[0].actual_on
            if later:
                kinds.add("figure")
            if not later and now[0].actual != was[0].actual:
                kinds.add("corrected")
            if old[0] != new[0]:
                kinds.add("revised")
        if new and new[0].deadline is not None and new[0].deadline > before.day and new[0].deadline <= after.day:
            kinds.add("term")
        if kinds:
            found[id] = kinds
    return found


@given(before=moments(), after=moments())
def test_changes_are_those_that_a_naive_count_finds(before: Moment, after: Moment) -> None:
    found = target_changes(before, after)
    assert {one.target: set(one.kinds) for one in found} == naive(before, after)
    order = [one.id for one in after.targets]
    kept = [one.target for one in found if one.target in order]
    assert kept == [id for id in order if id in kept]
    for one in found:
        if "moved" in one.kinds:
            assert one.before is not None
            assert one.after is not None
            closer = WORST_FIRST.index(one.after.status) < WORST_FIRST.index(one.before.status)
            assert one.worse is closer
        else:
            assert one.worse is None


BREAKS = st.lists(st.sampled_from([day + timedelta(days=off) for day in DAYS for off in (-1, 0, 1)]), max_size=3)


@given(before=moments(), after=moments(), breaks=BREAKS)
def test_a_later_figure_says_the_last_break_between_it_and_the_one_before(
    before: Moment, after: Moment, breaks: list[date]
) -> None:
    for one in target_changes(before, after, lambda _target: breaks):
        was, now = (state.actual_on if state is not None else None for state in (one.before, one.after))
        between = []
        if "figure" in one.kinds and was is not None and now is not None:
            at = min(was, now)
            while at < max(was, now):
                at += timedelta(days=1)
                between += [at] if at in breaks else []
        assert one.broken == (between[-1] if between else None)


@given(moment=moments())
def test_nothing_changes_in_no_time(moment: Moment) -> None:
    assert target_changes(moment, moment) == ()


def measure(id: str, name: str = "", partners: tuple[str, ...] = ()) -> Measure:
    words: dict[str, Any] = {field: text(name or id) for field in ("name", "description", "scope", "record_kept")}
    return Measure(id=id, kind="measure", theme="safety", partners=partners, **words)


@given(
    before=st.dictionaries(st.sampled_from("abc"), st.integers(0, 1)),
    after=st.dictionaries(st.sampled_from("abc"), st.integers(0, 1)),
)
def test_records_that_differ_are_named(before: dict[str, int], after: dict[str, int]) -> None:
    def made(many: dict[str, int]) -> tuple[Measure, ...]:
        return tuple(measure(id, f"Name {number}") for id, number in many.items())

    found = {one.id: one.kind for one in register_changes(made(before), made(after))}
    every = before.keys() | after.keys()
    assert found == {
        id: "added" if id not in before else "removed" if id not in after else "changed"
        for id in every
        if before.get(id) != after.get(id)
    }


def test_measures_of_a_whole_serve_its_parts_and_a_partner_is_named_once() -> None:
    whole, part, other = target("W"), target("P", part_of="W"), target("O")
    measures = (measure("m1", partners=("x", "y")), measure("m2", partners=("y", "z")))
    tied = (("m2", "P"), ("m2", "W"), ("m1", "W"))
    ties = tuple(Expectation(id=f"{one}-{other}", measure=one, target=other) for one, other in tied)
    ledger = small_programme(targets=(whole, part, other), measures=measures, expectations=ties).ledger
    found = measures_for(ledger)
    assert {id: [one.id for one in many] for id, many in found.items()} == {
        "W": ["m1", "m2"],
        "P": ["m2", "m1"],
        "O": [],
    }
    assert partners_for(found["P"]) == ("y", "z", "x")


@given(
    start=st.integers(-50, 50),
    bound=st.integers(-50, 50),
    actual=st.integers(-80, 80),
    passed=st.integers(1, 999),
    rising=st.booleans(),
)
def test_the_gap_is_the_distance_to_a_straight_line(
    start: int, bound: int, actual: int, passed: int, rising: bool
) -> None:
    first = date(2007, 12, 31)
    course = Course(
        relation="at-least" if rising else "at-most",
        bound=Fraction(bound),
        start=Figure(on=first, value=Fraction(start)),
        start_on=first,
        deadline=first + timedelta(days=1000),
    )
    day = first + timedelta(days=passed)
    found = judge(course, [Figure(on=day, value=Fraction(actual))], day)
    gap = gap_to_path(course, found)
    good_already = start >= bound if rising else start <= bound
    met = actual >= bound if rising else actual <= bound
    if met and not good_already:
        assert gap is None
        return
    asked = bound if good_already else start + Fraction((bound - start) * passed, 1000)
    assert gap == (asked - actual if rising else actual - asked)


def traced(**fields: Any) -> Any:
    stated: Target = target("T", **({"indicator": "safety_index", "areas": ("3011",), "quantifier": "total"} | fields))
    made = small_programme(targets=(stated,))
    (found,) = target_states(made)
    return trace_of(Measurer(made), stated, found)


def test_a_trace_holds_what_was_measured_and_the_corners_of_what_was_asked() -> None:
    term: dict[str, Any] = {"relation": "at-least", "bound": Decimal(9), "deadline": date(2010, 12, 31)}
    begin: dict[str, Any] = {"baseline": Decimal(3), "baseline_on": date(2005, 12, 31)}
    straight = traced(**term, **begin)
    assert [(one.on.year, one.value) for one in straight.required] == [(2005, 3), (2010, 9)]
    assert all(one.value is not None for one in straight.figures)
    steps = {"milestones": ("2007-12-31 5", "2008-12-31 6")}
    own = traced(**term, **begin, **steps, path="own")
    assert [(one.on.year, one.value) for one in own.required] == [(2005, 3), (2007, 5), (2008, 6), (2010, 9)]
    stepped = traced(**term, **begin, **steps, path="stepped")
    assert [(one.on.year, one.value) for one in stepped.required] == [
        (2005, 3),
        (2007, 3),
        (2007, 5),
        (2008, 5),
        (2008, 6),
        (2010, 6),
        (2010, 9),
    ]
    assert traced(relation="at-least", bound=Decimal(9)).required == ()
    assert traced() is None
    holds = traced(**(term | {"bound": Decimal(1)}), **begin)
    assert {one.value for one in holds.required} == {Decimal(1)}
