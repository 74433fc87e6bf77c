"""What measures planned and delivered up to a day, side by side; it is never added to the effect that all hope for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record
from wijkpeil.model.delivery import Output
from wijkpeil.model.ledger import Measure
from wijkpeil.model.periods import first_day, last_day
from wijkpeil.model.programme import Ledger

DeliveryState = Literal["as-planned", "less-than-planned", "not-reported", "no-plan", "not-due"]


@record
class AreaDelivery:
    """A series: what one measure planned and delivered of one thing in one area."""

    area: str
    """Id of the area or group."""
    cumulative: bool
    """True where each number is the total since the series began."""
    rows: tuple[Output, ...]
    """Its outputs by period, the earliest first."""
    planned: Decimal | None = None
    """What was planned up to the day; None where a part of it is unknown."""
    delivered: Decimal | None = None
    """What is known to be delivered up to the day; None where nothing was reported."""
    due: int = 0
    """Number of its periods that have passed."""
    unreported: tuple[Output, ...] = ()
    """Periods that passed without a number, as far as no later running total covers them."""


@record
class Delivery:
    """What one measure planned and delivered of one thing, in all its areas."""

    measure: str
    """Id of the measure."""
    noun: Text
    """What is counted."""
    areas: tuple[AreaDelivery, ...]
    """By area, in the order of the register."""
    planned: Decimal | None
    """What was planned up to the day in all areas together; None where a part of it is unknown."""
    delivered: Decimal | None
    """What is known to be delivered, in all areas together; a lower bound where periods are unreported."""
    unreported: int
    """Number of periods that passed without a number."""
    state: DeliveryState
    """Whether what was planned was delivered."""

    @property
    def share(self) -> Decimal | None:
        """Delivered as a share of planned; None where either is unknown or incomplete, or nothing was planned."""
        if self.unreported or not self.planned or self.delivered is None:
            return None
        return self.delivered / self.planned


def deliveries(ledger: Ledger, day: date | None) -> dict[str, tuple[Delivery, ...]]:
    """Give the deliveries up to a day by measure, those of one measure in the order of the register.

    ``day`` is None where nothing is known of any day: then no period has passed.
    """
    found: dict[str, dict[Text, dict[str, list[Output]]]] = {}
    for one in ledger.outputs:
        found.setdefault(one.measure, {}).setdefault(one.noun, {}).setdefault(one.area, []).append(one)
    return {
        measure: tuple(_delivery(measure, noun, areas, day) for noun, areas in nouns.items())
        for measure, nouns in found.items()
    }


def delivered_in(delivery: Delivery, area: str, day: date | None) -> Delivery:
    """Give what a measure planned and delivered of one thing in one of its areas alone, up to a day."""
    rows = [row for one in delivery.areas if one.area == area for row in one.rows]
    return _delivery(delivery.measure, delivery.noun, {area: rows}, day)


def period_totals(delivery: Delivery, number: Literal["planned", "delivered"]) -> dict[date, Decimal | None]:
    """Sum areas period by period, by last day; None where an area has no number of the period.

    Nothing where areas are declared in different ways: a running total and a number of one period do not add up.
    """
    if len({one.cumulative for one in delivery.areas}) > 1:
        return {}
    known: dict[tuple[date, date], list[Decimal | None]] = {}
    for area in delivery.areas:
        for row in area.rows:
            first, last = first_day(row.period), last_day(row.period)
            if first is not None and last is not None:
                known.setdefault((last, first), []).append(getattr(row, number))
    whole = len(delivery.areas)
    return {last: _sum(values) if len(values) == whole else None for (last, _), values in sorted(known.items())}


def answers_for(partner: str, measure: Measure, delivery: Delivery) -> bool:
    """Say whether a partner answers for a delivery.

    Where partners report on it, those do; else whoever keeps the measure or is named with it.
    """
    owners = {row.owner for area in delivery.areas for row in area.rows}
    if owners - {None}:
        return partner in owners
    return partner in (measure.owner, *measure.partners)


def due_reports(ledger: Ledger, partner: str, day: date) -> tuple[Output, ...]:
    """Give the outputs that a partner has to report: of its measures, over before ``day``, and without a number."""
    measures = {one.id: one for one in ledger.measures}
    found = []
    for measure, several in deliveries(ledger, day).items():
        for one in several:
            if measure in measures and answers_for(partner, measures[measure], one):
                found += [row for area in one.areas for row in area.unreported]
    return tuple(sorted(found, key=lambda row: (last_day(row.period) or day, row.measure)))


def _delivery(measure: str, noun: Text, areas: dict[str, list[Output]], day: date | None) -> Delivery:
    found = tuple(_area(area, rows, day) for area, rows in areas.items())
    due = [one for one in found if one.due]
    planned = _sum([one.planned for one in due]) if due else None
    known = [one.delivered for one in due if one.delivered is not None]
    delivered = sum(known, Decimal(0)) if known else None
    unreported = sum(len(one.unreported) for one in due)
    return Delivery(
        measure=measure,
        noun=noun,
        areas=found,
        planned=planned,
        delivered=delivered,
        unreported=unreported,
        state=_state(bool(due), planned, delivered, unreported),
    )


def _state(due: bool, planned: Decimal | None, delivered: Decimal | None, unreported: int) -> DeliveryState:
    if not due:
        return "not-due"
    if unreported or delivered is None:
        return "not-reported"
    if planned is None:
        return "no-plan"
    return "as-planned" if delivered >= planned else "less-than-planned"


def _area(area: str, rows: Sequence[Output], day: date | None) -> AreaDelivery:
    ordered = tuple(sorted(rows, key=lambda row: (last_day(row.period) or date.max, row.period)))
    due = [row for row in ordered if day is not None and (last_day(row.period) or date.max) <= day]
    cumulative = rows[0].accumulation == "cumulative"
    known = [row for row in due if row.delivered is not None]
    if cumulative:
        # The last running total covers what was not reported before it.
        unreported = due[due.index(known[-1]) + 1 :] if known else due
        planned, delivered = (due[-1].planned if due else None), (known[-1].delivered if known else None)
    else:
        unreported = [row for row in due if row.delivered is None]
        planned, delivered = _sum([row.planned for row in due]), _sum([row.delivered for row in known])
    return AreaDelivery(
        area=area,
        cumulative=cumulative,
        rows=ordered,
        planned=planned,
        delivered=delivered,
        due=len(due),
        unreported=tuple(unreported),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Sum numbers; None where one is unknown, or there is none."""
    found = tuple(values)
    known = [one for one in found if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None
