"""What measures delivered, counted for a statement: against a naive twin that goes day by day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from making import small_programme, target
from naive_outputs import days_of, series_by_hand
from wijkpeil.model.base import Text
from wijkpeil.model.delivery import Expectation, Output
from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.periods import first_day, last_day
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.delivery import deliveries
from wijkpeil.workflows.measuring import Measurer

NOUN = Text(nl="de woning; woningen", en="a dwelling; dwellings")
OTHER = Text(nl="de boom; bomen", en="a tree; trees")
YEARS = [str(year) for year in range(2007, 2011)]
RUNS = (
    YEARS,
    [f"{year}Q{quarter}" for year in YEARS for quarter in range(1, 5)],
    [f"{year}-{month:02}" for year in YEARS[:2] for month in range(1, 13)],
    ["2006/2007", "2007/2008", "2008/2009"],
    ["2007", "2008Q1", "2008Q2", "2008-07", "2008-08", "2008-09", "2008Q4", "2009"],
)
AREAS = ("3011", "3012", "3013")
STARTS = (None, date(2006, 12, 31), date(2007, 12, 31), date(2008, 6, 30), date(2008, 2, 15), date(2007, 7, 31))


def output(number: int, **told: Any) -> Output:
    return Output(**{"id": f"o{number}", "noun": NOUN, "accumulation": "per-period", **told})


def measure(named: str) -> Measure:
    words = Text(nl=named, en=named)
    return Measure(
        id=named, kind="measure", theme="safety", name=words, description=words, scope=words, record_kept=words
    )


@st.composite
def reported(draw: st.DrawFn) -> tuple[Output, ...]:
    """Outputs of two measures in three areas: each series of one kind, with gaps and what was not reported."""
    found: list[Output] = []
    most, whole = draw(st.sampled_from([1, 2, 6])), draw(st.booleans())
    for place in draw(
        st.lists(st.sampled_from([(m, a) for m in ("m1", "m2") for a in AREAS]), min_size=1, max_size=most, unique=True)
    ):
        run = draw(st.sampled_from(RUNS))
        begin, end = draw(st.integers(0, len(run) - 1)), draw(st.integers(1, len(run)))
        periods = run[begin : begin + end]
        kept = draw(st.lists(st.sampled_from([True, True, True, False]), min_size=len(periods), max_size=len(periods)))
        how = draw(st.sampled_from(["per-period", "cumulative"]))
        for period, keep in zip(periods, kept, strict=True):
            if keep or whole:
                number = draw(st.integers(0, 50) if whole else st.none() | st.integers(0, 50))
                delivered = None if number is None else Decimal(number)
                told = {"period": period, "accumulation": how, "delivered": delivered}
                found.append(output(len(found), measure=place[0], area=place[1], **told))
    assume(found)
    return tuple(draw(st.permutations(found)))


def stated(**more: Any) -> Target:
    fields: dict[str, Any] = {
        "quantity": "output",
        "noun": NOUN,
        "group": "application-2007",
        "quantifier": "total",
        "relation": "at-least",
        "bound": Decimal(100),
        "accumulation": "cumulative",
        "deadline": date(2010, 12, 31),
    }
    return target("T", **(fields | more))


def made(outputs: tuple[Output, ...], *targets: Target, measures: tuple[str, ...] = ("m1", "m2")) -> Programme:
    ties = tuple(Expectation(id=f"e{own}", measure=own, target="T") for own in measures)
    return small_programme(
        targets=targets, outputs=outputs, expectations=ties, measures=tuple(measure(own) for own in ("m1", "m2"))
    )


def measured(outputs: tuple[Output, ...], one: Target) -> dict[date, Fraction | None]:
    found = Measurer(made(outputs, one)).measure(one)
    return {figure.on: figure.value for figure in found.whole}


@given(reported(), st.sampled_from(["cumulative", "each-year"]), st.sampled_from(STARTS))
def test_a_total_is_what_a_count_day_by_day_gives(outputs: tuple[Output, ...], how: str, start: date | None) -> None:
    one = stated(accumulation=how, baseline_on=start)
    assert measured(outputs, one) == series_by_hand(outputs, how, start if how == "cumulative" else None)


@given(reported())
def test_a_state_is_summed_only_where_all_is_declared_alike(outputs: tuple[Output, ...]) -> None:
    one = stated(accumulation="standing")
    alike = len({row.accumulation for row in outputs}) == 1
    assert measured(outputs, one) == (series_by_hand(outputs, "standing", None) if alike else {})


@given(reported(), st.sampled_from(["cumulative", "each-year"]))
def test_no_order_and_no_plan_changes_what_was_delivered(outputs: tuple[Output, ...], how: str) -> None:
    one = stated(accumulation=how)
    planned = tuple(replace(row, planned=Decimal(7)) for row in reversed(outputs))
    assert measured(planned, one) == measured(outputs, one)


@given(reported(), st.data())
def test_leaving_a_report_empty_never_makes_a_total_known_or_smaller(outputs: tuple[Output, ...], data: Any) -> None:
    one = stated()
    gone = data.draw(st.sampled_from(outputs))
    before = measured(outputs, one)
    after = measured(tuple(replace(row, delivered=None) if row is gone else row for row in outputs), one)
    assert all(value is None or value == before[day] for day, value in after.items())


@given(reported())
def test_only_the_noun_the_measures_and_the_areas_of_the_statement_count(outputs: tuple[Output, ...]) -> None:
    one = stated(group=None, areas=("kw-a",))
    inside = tuple(row for row in outputs if row.area in ("3011", "3012") and row.measure == "m1")
    trees = tuple(replace(row, id=f"t{row.id}", noun=OTHER) for row in outputs)
    found = Measurer(made((*outputs, *trees), one, measures=("m1",))).measure(one)
    assert {figure.on: figure.value for figure in found.whole} == series_by_hand(inside, "cumulative", None)


@given(reported())
def test_areas_by_themselves_make_up_the_whole(outputs: tuple[Output, ...]) -> None:
    one = stated(quantifier="each-area")
    found = Measurer(made(outputs, one)).measure(one)
    assert found.areas is not None
    assert set(found.areas) == {"3011", "3012", "3013", "3014"}
    for area, series in found.areas.items():
        own = [row for row in outputs if row.area == area]
        assert {figure.on: figure.value for figure in series} == series_by_hand(own, "cumulative", None)


@given(reported(), st.sampled_from([None, *STARTS[1:], date(2011, 1, 1)]))
def test_delivery_up_to_a_day_is_what_a_count_gives(outputs: tuple[Output, ...], day: date | None) -> None:
    programme = made(tuple(replace(row, planned=row.delivered) for row in outputs))
    for own, several in deliveries(programme.ledger, day).items():
        (found,) = several
        rows = [row for row in outputs if row.measure == own and day is not None and days_of(row.period)[1] <= day]
        known = unreported = 0
        whole: Decimal | None = Decimal(0)
        for area in AREAS:
            here = sorted((row for row in rows if row.area == area), key=lambda row: days_of(row.period)[1])
            if here and here[0].accumulation == "cumulative":
                while here and here[-1].delivered is None:
                    unreported, whole = unreported + 1, None
                    here.pop()
                here = here[-1:]
            unreported += sum(row.delivered is None for row in here)
            known += sum(row.delivered is not None for row in here)
            total = sum((row.delivered for row in here if row.delivered is not None), Decimal(0))
            whole = None if whole is None or any(row.delivered is None for row in here) else whole + total
        assert found.unreported == unreported
        assert (found.delivered is None) == (known == 0)
        if unreported or not rows:
            assert found.share is None
            assert found.state == ("not-reported" if rows else "not-due")
        else:
            assert (found.delivered, found.planned, found.state) == (whole, whole, "as-planned")


@given(st.sampled_from([period for run in RUNS for period in run]))
def test_the_days_of_a_period(period: str) -> None:
    assert (first_day(period), last_day(period)) == days_of(period)
