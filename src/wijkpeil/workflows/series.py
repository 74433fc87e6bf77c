"""The figures of a programme as series: every release, each period on its last day, later releases above earlier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from wijkpeil.methods.status import Figure
from wijkpeil.model.figures import Observation
from wijkpeil.model.periods import last_day
from wijkpeil.model.programme import Programme

Series = tuple[Figure, ...]


class History:
    """The series of each indicator in each area."""

    def __init__(self, programme: Programme) -> None:
        found: dict[tuple[str, str], dict[date, Observation]] = {}
        held: dict[tuple[str, date], dict[str, int]] = {}
        periods = {one.id: one.period for one in programme.definitions.indicators}
        for release in programme.releases:
            for each in release.observations:
                day = last_day(each.period or periods.get(each.indicator, ""))
                if day is not None:
                    found.setdefault((each.indicator, each.area), {})[day] = each
                    numbers = held.setdefault((each.indicator, day), {})
                    numbers[release.release.id] = numbers.get(release.release.id, 0) + 1
        self.series: dict[tuple[str, str], Series] = {
            key: tuple(figure_of(day, days[day]) for day in sorted(days)) for key, days in found.items()
        }
        self.areas: dict[str, set[str]] = {}
        for indicator, area in self.series:
            self.areas.setdefault(indicator, set()).add(area)
        self.latest: date | None = max((day for days in found.values() for day in days), default=None)

        self._held = held

    def releases(self, indicator: str | None, day: date) -> tuple[str, ...]:
        """Give the releases that the figures of an indicator on a day were taken from.

        The last one alone where it holds as many areas as any before it, since it then stands above these.
        """
        held = self._held.get((indicator or "", day), {})
        last = list(held)[-1:]
        return tuple(last if last and held[last[0]] == max(held.values()) else held)

    def of(self, indicator: str, area: str) -> Series:
        """Give the series of an indicator in an area; empty where there is none."""
        return self.series.get((indicator, area), ())


def figure_of(day: date, observation: Observation) -> Figure:
    """Make a figure of an observation, with every digit."""

    def exact(value: Decimal | None) -> Fraction | None:
        return None if value is None else Fraction(value)

    lower, upper = exact(observation.lower), exact(observation.upper)
    return Figure(on=day, value=exact(observation.value), lower=lower, upper=upper, status=observation.status)


def at(series: Sequence[Figure], day: date) -> Figure | None:
    """Give the last known figure up to a day; None where there is none."""
    return next((one for one in reversed(series) if one.on <= day and one.value is not None), None)


def combined(days: Sequence[date], parts: Sequence[Series], weights: Sequence[Fraction]) -> Series:
    """Give the weighted sum of some series, day by day; on a day on which a part is missing, it is missing.

    Errors of the parts are taken as independent.
    """
    by_day = [{one.on: one for one in part} for part in parts]
    return tuple(_sum(day, [part.get(day) for part in by_day], weights) for day in days)


def _sum(day: date, found: list[Figure | None], weights: Sequence[Fraction]) -> Figure:
    known = [one for one in found if one is not None and one.value is not None]
    if len(known) < len(found) or not known:
        suppressed = any(one is not None and one.status == "suppressed" for one in found)
        return Figure(on=day, value=None, status="suppressed" if suppressed else "not-collected")
    value = sum((one.value * by for one, by in zip(known, weights, strict=True) if one.value is not None), Fraction(0))
    halves = [half_width(one) * by for one, by in zip(known, weights, strict=True)]
    return spread(day, value, halves)


def half_width(figure: Figure) -> Fraction:
    """Give half the width of a figure's interval; 0 where it has none."""
    if figure.lower is None or figure.upper is None:
        return Fraction(0)
    return (figure.upper - figure.lower) / 2


def spread(day: date, value: Fraction, halves: Sequence[Fraction]) -> Figure:
    """Make a figure whose interval is that of independent errors together."""
    if not any(halves):
        return Figure(on=day, value=value)
    half = Fraction(sqrt(sum(float(one) ** 2 for one in halves)))
    return Figure(on=day, value=value, lower=value - half, upper=value + half)


def changed(series: Series, change: Callable[[Figure], Figure | None]) -> Series:
    """Change each known figure; None makes it missing. A figure without a value stays as it is."""
    return tuple(
        one if one.value is None else (change(one) or Figure(on=one.on, value=None, status="invalid")) for one in series
    )
