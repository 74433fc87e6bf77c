"""What a statement counts of outputs, the slow way: day by day from the rows, sharing nothing with the software."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Days = tuple[date, date]


def days_of(period: str) -> Days:
    """First and last day of a period."""
    if "/" in period:
        begin, end = period.split("/")
        return date(int(begin), 8, 1), date(int(end), 7, 31)
    year = int(period[:4])
    if "Q" in period:
        month = 3 * int(period[-1])
        return date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1])
    if len(period) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(period[5:7])
    if len(period) == 10:
        return date(year, month, int(period[8:])), date(year, month, int(period[8:]))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def each_day(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def counted_on(rows: list[Any], day: date, how: str, start: date | None) -> Fraction | str | None:
    """What one series gives on a day: a number, None where it is unknown, or ``silent`` where it has nothing to say."""
    begin = min(days_of(row.period)[0] for row in rows)
    if day < begin:
        return Fraction(0)
    ends = {days_of(row.period)[1]: row for row in rows}
    if day not in ends:
        return None
    if how == "standing":
        return _exact(ends[day].delivered)
    if how == "cumulative":
        if rows[0].accumulation == "cumulative":
            return _between(rows, start, day)
        return _summed(rows, begin if start is None else max(begin, start + timedelta(days=1)), day)
    school = any("/" in row.period for row in rows)
    if (day.month, day.day) != ((7, 31) if school else (12, 31)):
        return "silent"
    before = date(day.year - 1, day.month, day.day)
    if rows[0].accumulation == "cumulative":
        return _between(rows, before, day)
    return _summed(rows, max(begin, before + timedelta(days=1)), day)


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(number)


def _between(rows: list[Any], start: date | None, day: date) -> Fraction | None:
    begin = min(days_of(row.period)[0] for row in rows)
    totals = {days_of(row.period)[1]: row.delivered for row in rows}
    first = Fraction(0) if start is None or start < begin else _exact(totals.get(start))
    last = _exact(totals.get(day))
    return None if first is None or last is None else last - first


def _summed(rows: list[Any], first: date, last: date) -> Fraction | None:
    """Sum the rows that lie on these days, where every day lies in exactly one known row, and none sticks out."""
    found: dict[str, Fraction] = {}
    for day in each_day(first, last):
        here = [row for row in rows if days_of(row.period)[0] <= day <= days_of(row.period)[1]]
        if len(here) != 1 or here[0].delivered is None:
            return None
        begin, end = days_of(here[0].period)
        if begin < first or end > last:
            return None
        found[here[0].period] = Fraction(here[0].delivered)
    return sum(found.values(), Fraction(0))


def series_by_hand(outputs: Iterable[Any], how: str, start: date | None) -> dict[date, Fraction | None]:
    """The sum of all series on every day on which one of them ends a period that counts."""
    series: dict[tuple[str, str], list[Any]] = {}
    for row in outputs:
        series.setdefault((row.measure, row.area), []).append(row)
    days = sorted({days_of(row.period)[1] for row in outputs})
    if how == "cumulative" and start is not None:
        days = [
            day
            for day in days
            if any(day > start and day in {days_of(row.period)[1] for row in rows} for rows in series.values())
        ]
    found: dict[date, Fraction | None] = {}
    for day in days:
        values = [counted_on(rows, day, how, start) for rows in series.values()]
        if how == "each-year":
            if not any(isinstance(value, Fraction) or value is None for value in _telling(series, day)):
                continue
            values = [None if value == "silent" else value for value in values]
        numbers = [value for value in values if isinstance(value, Fraction)]
        found[day] = sum(numbers, Fraction(0)) if len(numbers) == len(values) else None
    return found


def _telling(series: dict[tuple[str, str], list[Any]], day: date) -> list[Any]:
    """What those series say that end a period on the day."""
    ending = [rows for rows in series.values() if day in {days_of(row.period)[1] for row in rows}]
    return [value for rows in ending if (value := counted_on(rows, day, "each-year", None)) != "silent"]
