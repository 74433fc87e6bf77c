"""Periods of figures, and the day on which each ends."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-?Q(?P<quarter>[1-4])|/(?P<next>\d{4}))?$"
)


def last_day(period: str) -> date | None:
    """Give the last day of a period: ``2006``, ``2006-09``, ``2006Q3``, ``2006-09-30``, or ``2005/2006`` (31 July).

    None where the period is empty or written otherwise.
    """
    found = _PERIOD.match(period.strip())
    if found is None:
        return None
    year = int(found["year"])
    try:
        if found["day"]:
            return date(year, int(found["month"]), int(found["day"]))
        if found["next"]:
            # A school year ends on 31 July.
            return date(year + 1, 7, 31) if int(found["next"]) == year + 1 else None
        month = int(found["month"] or 3 * int(found["quarter"] or 4))
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def first_day(period: str) -> date | None:
    """Give the first day of a period, as ``last_day`` gives its last; of a school year 1 August."""
    found, last = _PERIOD.match(period.strip()), last_day(period)
    if found is None or last is None or found["day"]:
        return last
    if found["next"]:
        return date(last.year - 1, 8, 1)
    if found["quarter"]:
        return date(last.year, last.month - 2, 1)
    return date(last.year, last.month if found["month"] else 1, 1)


def year_before(day: date) -> date:
    """Give the same day of the year before; of 29 February the 28th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))
