"""Programmes made for signals: areas on a lattice, indicators over some periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from making import area, indicator, info, member, text
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.indicators import IndicatorGroup
from wijkpeil.model.programme import Definitions, Ledger, Programme, ReleasedFigures

PERIODS = tuple(str(2010 + year) for year in range(12))
Row = Sequence[Any]
"""A figure per period: a text, None, a pair of text and size, or an observation's fields."""


def observation(name: str, where: str, period: str, given: Any) -> Observation:
    """Make an observation of a short form."""
    fields: dict[str, Any] = {"indicator": name, "area": where, "period": period}
    if isinstance(given, dict):
        return Observation(**(fields | given))
    value, n = given if isinstance(given, tuple) else (given, None)
    if value is None:
        return Observation(**fields, status="not-collected")
    return Observation(**fields, value=Decimal(value), n=n)


def signal_programme(rows: Mapping[str, Row], *, more: Mapping[str, Any] | None = None, **kinds: Any) -> Programme:
    """One indicator, low is better with border 30 and 10, over the areas of ``rows``; ``city`` is the city itself."""
    return programme_of({"i": (rows, kinds)}, **(more or {}))


def programme_of(given: Mapping[str, tuple[Mapping[str, Row], Mapping[str, Any]]], wide: int = 5) -> Programme:
    """Several indicators, each rows and fields; areas stand on a lattice ``wide`` areas across."""
    names = list(dict.fromkeys(name for rows, _ in given.values() for name in rows if name != "city"))
    areas = [
        area(name, lat=51.9 + 0.01 * (place // wide), lon=4.4 + 0.016 * (place % wide))
        for place, name in enumerate(names)
    ]
    observations = [
        observation(which, "rotterdam" if name == "city" else name, period, value)
        for which, (rows, _) in given.items()
        for name, row in rows.items()
        for period, value in zip(PERIODS[-len(row) :], row, strict=True)
    ]
    return Programme(
        definitions=Definitions(
            info=info([IndicatorGroup(id="all", name=text("all"), indicators=tuple(given))]),
            areas=(*areas, area("rotterdam", "stad")),
            memberships=tuple(member(name, "application-2007") for name in names),
            indicators=tuple(
                indicator(which, "low-is-better", "30", "10", **kinds) for which, (_, kinds) in given.items()
            ),
        ),
        ledger=Ledger(),
        releases=(
            ReleasedFigures(release=Release(id="r", title=text("r"), document="doc"), observations=tuple(observations)),
        ),
    )
