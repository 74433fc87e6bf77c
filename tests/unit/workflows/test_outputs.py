"""Targets about what measures deliver: which reports count, what is unknown, and what partners answer for."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from making import small_programme, target
from wijkpeil.model.base import Text
from wijkpeil.model.delivery import Expectation, Output
from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.statement import StatedReading
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.delivery import answers_for, deliveries, due_reports, period_totals
from wijkpeil.workflows.monitor import target_states

NOUN = Text(nl="de woning; woningen", en="a dwelling; dwellings")
WORDS = Text(nl="woorden", en="words")


def measure(named: str = "m1", **more: Any) -> Measure:
    return Measure(
        **{
            "id": named,
            "kind": "measure",
            "theme": "safety",
            "name": WORDS,
            "description": WORDS,
            "scope": WORDS,
            "record_kept": WORDS,
            **more,
        }
    )


def output(period: str, delivered: str | None, **more: Any) -> Output:
    area = more.get("area", "3011")
    told = {"planned": Decimal(10), "delivered": None if delivered is None else Decimal(delivered)}
    return Output(
        **{
            "id": f"{area}-{period}-{more.get('measure', 'm1')}",
            "measure": "m1",
            "noun": NOUN,
            "area": "3011",
            "period": period,
            "accumulation": "per-period",
            **told,
            **more,
        }
    )


def stated(**more: Any) -> Target:
    return target(
        "T",
        **{
            "level": "output",
            "quantity": "output",
            "noun": NOUN,
            "group": "application-2007",
            "quantifier": "total",
            "relation": "at-least",
            "bound": Decimal(30),
            "baseline_on": date(2006, 12, 31),
            "accumulation": "cumulative",
            "deadline": date(2009, 12, 31),
            **more,
        },
    )


def state(*outputs: Output, ties: tuple[str, ...] = ("m1",), **more: Any) -> TargetState:
    programme = small_programme(
        targets=(stated(**more),),
        measures=(measure("m1"), measure("m2")),
        outputs=outputs,
        expectations=tuple(Expectation(id=own, measure=own, target="T") for own in ties),
    )
    (found,) = target_states(programme)
    return found


def test_a_target_without_reports_is_not_measurable_and_with_empty_ones_not_measured() -> None:
    assert (state().status, state().missing) == ("not-measurable", ("no-indicator",))
    waiting = state(output("2007", None))
    assert (waiting.status, waiting.missing, waiting.actual) == ("not-measured", ("no-figure",), None)


def test_periods_add_up_to_a_running_total_on_the_day_of_the_last_report() -> None:
    found = state(output("2007", "10"), output("2008", "9"))
    assert (found.actual, found.actual_on, found.as_of) == (Decimal(19), date(2008, 12, 31), date(2008, 12, 31))
    assert found.status == "on-track"


def test_what_was_not_reported_leaves_the_total_as_it_was_known() -> None:
    rows = (output("2007", "10"), output("2008", None), output("2009", "25"))
    before_term = state(*rows, deadline=date(2010, 12, 31))
    assert (before_term.actual, before_term.actual_on) == (Decimal(10), date(2007, 12, 31))
    after_term = state(*rows)
    assert (after_term.actual, after_term.status) == (Decimal(10), "not-measured")
    assert "in 2007 it was 10" in after_term.reason.en
    assert state(output("2007", "10"), output("2008", "0"), output("2009", "25")).status == "achieved"


def test_a_running_total_covers_what_was_not_reported_before_it() -> None:
    rows = [output(year, number, accumulation="cumulative") for year, number in (("2007", "10"), ("2008", None))]
    found = state(*rows, output("2009", "31", accumulation="cumulative"))
    assert (found.actual, found.status) == (Decimal(31), "achieved")


def test_running_totals_and_periods_are_each_counted_as_they_are_declared() -> None:
    other = [
        output(year, number, area="3012", accumulation="cumulative") for year, number in (("2007", "4"), ("2008", "9"))
    ]
    assert state(output("2007", "10"), output("2008", "10"), *other).actual == Decimal(29)
    assert state(output("2007", "10"), output("2008", "10"), *other, accumulation="standing").actual is None


def test_what_was_there_at_the_start_counts_and_what_came_before_it_does_not() -> None:
    rows = (output("2006", "100"), output("2007", "10"), output("2008", "10"))
    assert state(*rows).actual == Decimal(20)
    assert state(*rows, baseline=Decimal(5)).actual == Decimal(25)
    totals = (output("2006", "100", accumulation="cumulative"), output("2007", "108", accumulation="cumulative"))
    assert state(*totals).actual == Decimal(8)


@pytest.mark.parametrize(
    ("more", "ties"),
    [
        ({"noun": Text(nl="de boom; bomen", en="a tree; trees")}, ("m1",)),
        ({"noun": None}, ("m1",)),
        ({"transformation": "conversion"}, ("m1",)),
        ({"quantifier": "weighted-mean"}, ("m1",)),
        ({"group": None, "areas": ("3013",)}, ("m1",)),
        ({"quantity": "facilities"}, ("m1",)),
        ({}, ("m2",)),
        ({}, ()),
    ],
)
def test_what_does_not_count(more: dict[str, Any], ties: tuple[str, ...]) -> None:
    assert state(output("2007", "10"), ties=ties, **more).missing == ("no-indicator",)


def test_an_output_of_a_group_lies_in_an_area_that_holds_all_of_it() -> None:
    assert state(output("2007", "10", area="kw-a"), group=None, areas=("rotterdam",)).actual == Decimal(10)
    assert state(output("2007", "10", area="rotterdam"), group=None, areas=("kw-a",)).actual is None


def test_a_reading_and_a_part_count_what_moves_their_target() -> None:
    part = stated(part_of="W")
    reading = StatedReading(
        **{
            name: getattr(part, name)
            for name in ("quantity", "noun", "group", "quantifier", "relation", "accumulation")
        },
        id="r",
        of="T",
        name=WORDS,
        lines="1",
        bound=Decimal(5),
        deadline=date(2009, 12, 31),
    )
    programme = small_programme(
        targets=(target("W"), part),
        readings=(reading,),
        measures=(measure(),),
        outputs=(output("2007", "10"),),
        expectations=(Expectation(id="e", measure="m1", target="W"),),
    )
    _, found = target_states(programme)
    assert (found.actual, found.readings[0].actual, found.readings[0].status) == (Decimal(10), Decimal(10), "achieved")


def test_a_number_of_areas_counts_those_that_delivered_enough() -> None:
    rows = (output("2007", "10"), output("2007", "3", area="3012"), output("2007", None, area="3013"))
    found = state(*rows, quantifier="number-of-areas", condition="at-least", edge=Decimal(5), bound=Decimal(2))
    assert (found.actual, found.unknown_areas) == (Decimal(1), 2)


def test_each_year_stands_by_itself_and_is_known_when_it_is_whole() -> None:
    quarters = [output(f"2007Q{n}", "8") for n in range(1, 5)]
    found = state(*quarters, accumulation="each-year", baseline_on=None)
    assert (found.actual, found.status) == (Decimal(32), "on-track")
    assert state(*quarters[:3], accumulation="each-year", baseline_on=None).actual is None


LEDGER = {
    "measures": (measure(partners=("p1", "p2")), measure("m2", owner="p3")),
    "outputs": (
        output("2007", "12"),
        output("2008", "8"),
        output("2007", "7", area="3012"),
        output("2008", None, area="3012"),
        output("2007", None, measure="m2", owner="p2"),
    ),
}


def test_delivery_is_planned_beside_delivered_and_says_what_is_missing() -> None:
    found = deliveries(small_programme(**LEDGER).ledger, date(2008, 12, 31))
    (one,) = found["m1"]
    assert (one.planned, one.delivered, one.unreported, one.state, one.share) == (40, 27, 1, "not-reported", None)
    assert period_totals(one, "delivered") == {date(2007, 12, 31): Decimal(19), date(2008, 12, 31): None}
    (one,) = deliveries(small_programme(**LEDGER).ledger, date(2007, 12, 31))["m1"]
    assert (one.planned, one.delivered, one.state, one.share) == (20, 19, "less-than-planned", Decimal("0.95"))
    (one,) = deliveries(small_programme(**LEDGER).ledger, date(2007, 12, 30))["m1"]
    assert (one.planned, one.delivered, one.state) == (None, None, "not-due")


def test_nothing_is_summed_over_areas_that_are_declared_differently() -> None:
    rows = (output("2007", "12"), output("2007", "7", area="3012", accumulation="cumulative"))
    (one,) = deliveries(small_programme(measures=(measure(),), outputs=rows).ledger, date(2007, 12, 31))["m1"]
    assert (period_totals(one, "delivered"), one.delivered) == ({}, Decimal(19))


def test_an_unknown_plan_is_no_plan_of_zero() -> None:
    rows = (output("2007", "12"), output("2008", "7", planned=None))
    (one,) = deliveries(small_programme(measures=(measure(),), outputs=rows).ledger, date(2008, 12, 31))["m1"]
    assert (one.planned, one.delivered, one.state, one.share) == (None, 19, "no-plan", None)


def test_who_answers_is_who_reports_or_else_who_keeps_or_is_named_with_the_measure() -> None:
    ledger = small_programme(**LEDGER).ledger
    found, day = deliveries(ledger, date(2009, 1, 1)), date(2009, 1, 1)
    first, second = ledger.measures
    assert [who for who in ("p1", "p2", "p3") if answers_for(who, first, found["m1"][0])] == ["p1", "p2"]
    assert [who for who in ("p1", "p2", "p3") if answers_for(who, second, found["m2"][0])] == ["p2"]
    assert [one.id for one in due_reports(ledger, "p1", day)] == ["3012-2008-m1"]
    assert [one.id for one in due_reports(ledger, "p2", day)] == ["3011-2007-m2", "3012-2008-m1"]
    assert due_reports(ledger, "p3", day) == ()
    assert due_reports(ledger, "p2", date(2007, 12, 31)) == (ledger.outputs[-1],)
