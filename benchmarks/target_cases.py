"""What the statuses of many targets cost, beside one scan of the figures that they rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from cases import ROTTERDAM, Case

from wijkpeil.loading import read_programme
from wijkpeil.model.areas import Area
from wijkpeil.model.base import Text
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.ledger import Target
from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.workflows.monitor import target_states

AREAS, INDICATORS, YEARS = 500, 10, 10
NAME = Text(nl="gesimuleerd", en="simulated")


@cache
def many_targets() -> Programme:
    """Make 5,000 targets, one for each of 10 indicators in each of 500 areas, with ten years of figures."""
    programme = read_programme(ROTTERDAM)
    ids = [one.id for one in programme.definitions.indicators][:INDICATORS]
    areas = tuple(Area(id=f"a{number}", level="pc4", name=NAME) for number in range(AREAS))
    observations = tuple(
        Observation(
            indicator=indicator,
            area=area.id,
            period=str(2001 + year),
            value=Decimal(50 + (7 * place + 3 * number + 11 * year) % 13 + year),
            lower=Decimal(48 + (7 * place + 3 * number + 11 * year) % 13 + year),
            upper=Decimal(52 + (7 * place + 3 * number + 11 * year) % 13 + year),
        )
        for number, indicator in enumerate(ids)
        for place, area in enumerate(areas)
        for year in range(YEARS)
    )
    targets = tuple(
        Target(
            id=f"t{number}-{place}",
            theme="safety",
            level="outcome",
            sentence=NAME,
            short=NAME,
            scope=NAME,
            lines="1",
            quantity="indicator",
            indicator=indicator,
            areas=(area.id,),
            quantifier="total",
            transformation="level",
            relation="at-least",
            bound=Decimal(75),
            deadline=date(2014, 12, 31),
        )
        for number, indicator in enumerate(ids)
        for place, area in enumerate(areas)
    )
    release = Release(id="simulated", title=NAME, document="simulated", simulated=True)
    return replace(
        programme,
        definitions=replace(programme.definitions, areas=(*programme.definitions.areas, *areas)),
        ledger=replace(programme.ledger, targets=targets, readings=()),
        releases=(ReleasedFigures(release=release, observations=observations),),
    )


def scan() -> Callable[[], object]:
    """Pass once over all figures."""
    observations = many_targets().releases[0].observations
    return lambda: sum(one.value for one in observations if one.value is not None)


def statuses() -> Callable[[], object]:
    """Give the status of 5,000 targets with probability and forecast, from the records."""
    programme = many_targets()
    return lambda: target_states(programme)


STATUS_CASES = (
    Case("scan of 50,000 figures", scan),
    Case("5,000 statuses", statuses, limit_ms=5000),
)
