"""What measures delivered as series: each row of one measure, noun and area, as a statement counts it.

A series begins on the first day of its first period; before that nothing was delivered. What was not reported is
unknown and never zero, so that a total over it is unknown as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from wijkpeil.methods.status import Figure
from wijkpeil.model.delivery import Output
from wijkpeil.model.periods import first_day, last_day
from wijkpeil.model.statement import Accumulation
from wijkpeil.workflows.series import Series

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a series with what was delivered in it, or up to its end; None: not reported."""

    first: date
    last: date
    delivered: Decimal | None


@dataclass(frozen=True, slots=True)
class OutputSeries:
    """The outputs of one measure, noun and area, by their period."""

    area: str
    cumulative: bool
    """True where each number is the total since the series began."""
    spans: tuple[Span, ...]
    """At least one, rising by last day."""

    @property
    def begins(self) -> date:
        """The first day of its first period."""
        return min(one.first for one in self.spans)


def series_of(outputs: Iterable[Output]) -> tuple[OutputSeries, ...]:
    """Put outputs together by measure, noun and area, in the order in which these are first named."""
    found: dict[tuple[object, ...], list[Output]] = {}
    for one in outputs:
        if last_day(one.period) is not None:
            found.setdefault((one.measure, one.noun, one.area), []).append(one)
    return tuple(_series(rows) for rows in found.values())


def _series(rows: Sequence[Output]) -> OutputSeries:
    spans = []
    for one in rows:
        first, last = first_day(one.period), last_day(one.period)
        if first is not None and last is not None:
            spans.append(Span(first, last, one.delivered))
    spans.sort(key=lambda span: (span.last, span.first))
    return OutputSeries(area=rows[0].area, cumulative=rows[0].accumulation == "cumulative", spans=tuple(spans))


def counted(series: OutputSeries, how: Accumulation, start: date | None) -> Series:
    """Give a series as a statement counts it.

    ``standing``: each number as it was reported. ``cumulative``: what was delivered after ``start``, or since the
    series began, up to each day. ``each-year``: what each calendar year gave, or school year where periods are such.
    """
    if how == "standing":
        return tuple(_figure(one.last, one.delivered) for one in series.spans)
    if how == "each-year":
        return _years(series)
    return _running_total(series, start) if series.cumulative else _running_sum(series, start)


def together(parts: Sequence[tuple[OutputSeries, Series]]) -> Series:
    """Sum series day by day; where one of them that has begun has no number on a day, the sum is unknown."""
    known = [(series.begins, {one.on: one.value for one in figures}) for series, figures in parts]
    days = sorted({day for _, values in known for day in values})
    found = []
    for day in days:
        values = [values.get(day) for begins, values in known if begins <= day]
        total = None if None in values else sum((one for one in values if one is not None), Fraction(0))
        found.append(Figure(on=day, value=total, status="measured" if total is not None else "not-collected"))
    return tuple(found)


def _running_sum(series: OutputSeries, start: date | None) -> Series:
    """Add periods up from the start on; from the first that is missing, unreported or cut by the start, unknown."""
    total: Fraction | None = Fraction(0)
    next_day = series.begins if start is None else max(series.begins, start + _DAY)
    found = []
    for one in series.spans:
        if start is not None and one.last <= start:
            continue
        if total is None or one.delivered is None or one.first != next_day:
            total = None
        else:
            total += Fraction(one.delivered)
        next_day = one.last + _DAY
        found.append(_figure(one.last, total))
    return tuple(found)


def _running_total(series: OutputSeries, start: date | None) -> Series:
    """Take running totals as they are, less what stood on the day of the start; unknown where that is not known."""
    before = Fraction(0) if start is None or series.begins > start else _reported(series, start)
    later = (one for one in series.spans if start is None or one.last > start)
    return tuple(_figure(one.last, _less(one.delivered, before)) for one in later)


def _years(series: OutputSeries) -> Series:
    school = any((one.last.month, one.last.day, one.first.month) == (7, 31, 8) for one in series.spans)
    month, day = (7, 31) if school else (12, 31)
    ends = [one.last for one in series.spans if (one.last.month, one.last.day) == (month, day)]
    give = _year_of_totals if series.cumulative else _year_of_parts
    return tuple(_figure(end, give(series, date(end.year - 1, month, day) + _DAY, end)) for end in ends)


def _year_of_totals(series: OutputSeries, first: date, last: date) -> Fraction | None:
    """Give the running total at the end of a year less that at its start."""
    before = Fraction(0) if series.begins >= first else _reported(series, first - _DAY)
    end = _reported(series, last)
    return None if end is None or before is None else end - before


def _year_of_parts(series: OutputSeries, first: date, last: date) -> Fraction | None:
    """Sum the periods of a year where they fill it, or fill it since the series began."""
    inside = [one for one in series.spans if first <= one.last <= last]
    total, next_day = Fraction(0), max(first, series.begins)
    for one in inside:
        if one.first != next_day or one.delivered is None:
            return None
        total, next_day = total + Fraction(one.delivered), one.last + _DAY
    return total if next_day == last + _DAY else None


def _reported(series: OutputSeries, day: date) -> Fraction | None:
    found = next((one.delivered for one in series.spans if one.last == day), None)
    return None if found is None else Fraction(found)


def _less(value: Decimal | None, before: Fraction | None) -> Fraction | None:
    return None if value is None or before is None else Fraction(value) - before


def _figure(day: date, value: Decimal | Fraction | None) -> Figure:
    if value is None:
        return Figure(on=day, value=None, status="not-collected")
    return Figure(on=day, value=Fraction(value))
