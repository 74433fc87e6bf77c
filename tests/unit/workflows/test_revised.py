"""Targets that were revised: the statement of a day, the state against the original, terms that were missed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_monitor import observed

from making import small_programme, target, text
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.model.statement import TargetRevision, differs, statement_fields
from wijkpeil.model.status import TargetState
from wijkpeil.pages.stating.sentence import target_sentences
from wijkpeil.workflows.export import target_records
from wijkpeil.workflows.monitor import target_states
from wijkpeil.workflows.revised import stated_on

VALUES = {"2006": "30", "2007": "26", "2008": "22", "2009": "18", "2010": "8"}
"""A quantity that should fall: four points a year, and ten in the last."""
STATED: dict[str, Any] = {
    "indicator": "safety_index",
    "areas": ("rotterdam",),
    "quantifier": "total",
    "transformation": "level",
    "relation": "at-most",
    "bound": Decimal(10),
    "deadline": date(2009, 12, 31),
    "baseline_on": date(2006, 12, 31),
}


def earlier(number: int, day: date, **was: Any) -> TargetRevision:
    """What target T stated until ``day``."""
    return TargetRevision(
        id=f"T-{number}",
        of="T",
        number=number,
        sentence=text(f"T before {number}"),
        decided_on=day,
        reason=text("why"),
        decision="2010/1",
        decided_by="city",
        **{**STATED, **was},
    )


def programme(*revisions: TargetRevision, values: dict[str, str] = VALUES, **now: Any) -> Programme:
    made = small_programme(targets=(target("T", **{**STATED, **now}),), target_revisions=revisions)
    figures = tuple(observed("rotterdam", period, value) for period, value in values.items())
    (release,) = made.releases
    return replace(made, releases=(ReleasedFigures(release=release.release, observations=figures),))


def state(made: Programme, as_of: date | None = None) -> TargetState:
    (found,) = target_states(made, as_of=as_of)
    return found


def test_a_target_that_was_never_revised_has_no_original() -> None:
    found = state(programme())
    assert (found.original, found.earlier, found.missed) == (None, (), ())


def test_a_term_that_was_missed_stays_missed_when_it_is_moved() -> None:
    moved = programme(earlier(1, date(2010, 3, 1)), deadline=date(2010, 12, 31))
    found = state(moved)
    # 8 at the end of 2010 meets the new term; 18 at the end of 2009 did not meet the first.
    assert (found.status, found.deadline) == ("achieved", date(2010, 12, 31))
    (missed,) = found.missed
    assert (missed.deadline, missed.actual, missed.status) == (date(2009, 12, 31), 18, "behind")
    asked = "The term was missed: in 2009 it was 18, and at most 10 was asked."
    assert missed.reason.en == f"{asked} It was reached only in 2010."
    assert found.original is not None
    assert (found.original.status, found.original.actual) == ("behind", 18)


def test_a_lowered_bound_shows_what_the_original_would_say() -> None:
    lowered = programme(earlier(1, date(2008, 6, 1)), bound=Decimal(22), deadline=date(2009, 12, 31))
    found = state(lowered, date(2008, 12, 31))
    assert (found.status, found.bound) == ("achieved", 22)
    assert found.original is not None
    # Just under 60 %: 8 of the 13.34 that the first path asked for after 731 of its 1,096 days.
    assert (found.original.status, found.original.bound, found.original.missed) == ("off-track", 10, False)
    assert found.missed == ()
    # Its term had not passed when it was replaced, so that its state is that of the day of the decision.
    assert [(one.as_of, one.actual) for one in found.earlier] == [(date(2008, 6, 1), 26)]


@pytest.mark.parametrize(
    ("day", "bound", "revisions"),
    [
        (date(2008, 5, 31), 5, 0),
        (date(2008, 6, 1), 10, 1),
        (date(2010, 2, 28), 10, 1),
        (date(2010, 3, 1), 12, 2),
        (None, 12, 2),
    ],
)
def test_a_decision_holds_from_its_day_on(day: date | None, bound: int, revisions: int) -> None:
    twice = programme(
        earlier(2, date(2010, 3, 1)),
        earlier(1, date(2008, 6, 1), bound=Decimal(5)),
        bound=Decimal(12),
        deadline=date(2011, 12, 31),
    )
    found = state(twice, day)
    assert (found.bound, len(found.earlier)) == (bound, revisions)
    said = target_sentences(twice, "en", day)["T"]
    assert f"at most {bound}" in said
    (record,) = target_records([found], "en", {"T": said})
    assert (record["bound"], record["revisions"], len(record["missed"])) == (bound, revisions, len(found.missed))


def test_a_decision_that_is_younger_than_the_figures_counts_all_the_same() -> None:
    late = programme(earlier(1, date(2026, 5, 1)), bound=Decimal(25), deadline=date(2027, 12, 31))
    found = state(late)
    assert (found.as_of, found.bound) == (date(2010, 12, 31), 25)
    assert [one.deadline for one in found.missed] == [date(2009, 12, 31)]


def test_a_figure_of_the_term_that_came_after_the_decision_counts() -> None:
    late = {period: value for period, value in VALUES.items() if period != "2009"}
    moved = programme(earlier(1, date(2010, 3, 1)), values={**late, "2010Q2": "16"}, deadline=date(2012, 12, 31))
    (missed,) = state(moved).missed
    assert (missed.actual, missed.as_of) == (16, date(2010, 12, 31))


def test_a_term_of_which_nothing_is_known_is_not_called_missed() -> None:
    found = state(programme(earlier(1, date(2004, 6, 1), deadline=date(2003, 12, 31), baseline_on=None)))
    assert ([one.status for one in found.earlier], found.missed) == (["not-measured"], ())


DAYS = st.dates(date(2005, 1, 1), date(2012, 12, 31))


def naive_stated(now: Target, revisions: list[TargetRevision], day: date) -> Any:
    """Walk day by day from the first day, putting each decision in force on its own."""
    chain = [*sorted(revisions, key=lambda one: one.number), now]
    holds, here = chain[0], date(2004, 12, 31)
    while here < day:
        here += timedelta(days=1)
        for place, one in enumerate(chain[:-1]):
            if isinstance(one, TargetRevision) and one.decided_on == here:
                holds = chain[place + 1]
    return holds


@given(st.lists(DAYS, unique=True, max_size=4), DAYS)
def test_the_statement_of_a_day_is_that_of_the_naive_one(decided: list[date], day: date) -> None:
    chain = [earlier(number, on, bound=Decimal(number)) for number, on in enumerate(sorted(decided), start=1)]
    now = target("T", **STATED)
    assert stated_on(now, tuple(chain), day) is naive_stated(now, chain, day)


@given(st.lists(DAYS, unique=True, min_size=1, max_size=3), DAYS, st.integers(0, 30), st.integers(2006, 2011))
def test_against_the_original_is_the_state_of_a_target_that_was_never_revised(
    decided: list[date], day: date, bound: int, term: int
) -> None:
    was: dict[str, Any] = {"bound": Decimal(bound), "deadline": date(term, 12, 31)}
    chain = [earlier(number, on, **was) for number, on in enumerate(sorted(decided), start=1)]
    found, never = state(programme(*chain, bound=Decimal(99)), day), state(programme(**was), day)
    if min(decided) > day:
        assert (found.original, found.status, found.reason) == (None, never.status, never.reason)
    else:
        assert found.original is not None
        assert (found.original.status, found.original.reason) == (never.status, never.reason)


def test_every_field_of_a_statement_makes_a_difference() -> None:
    one = target("T", **STATED)
    assert not differs(one, replace(one, short=text("other"), note=text("other")))
    assert not differs(one, replace(one, bound=Decimal("10.0")))
    assert all(differs(one, replace(one, **{name: object()})) for name in statement_fields())
