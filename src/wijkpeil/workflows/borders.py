"""The bounds of each indicator as numbers, those that are a group's mean computed from the release."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import NamedTuple

from wijkpeil.model.figures import Observation
from wijkpeil.model.indicators import Bound, Comparison
from wijkpeil.model.programme import Definitions


class Bounds(NamedTuple):
    """The two bounds of an indicator and the comparison that its border asks for."""

    negative: Decimal
    positive: Decimal
    comparison: Comparison


def resolve_borders(definitions: Definitions, observations: Iterable[Observation]) -> dict[str, Bounds]:
    """Give the bounds per indicator id.

    A bound that is a group's mean is the unweighted mean of the group's areas that have a value, exact to 28 digits.
    An indicator without a border, or with a mean over areas that have no value at all, is left out.
    """
    values = {(o.indicator, o.area): o.value for o in observations}
    members: dict[str, list[str]] = {}
    for membership in definitions.memberships:
        members.setdefault(membership.parent, []).append(membership.child)
    resolved = {}
    for indicator in definitions.indicators:
        if indicator.border is None:
            continue
        negative, positive = (
            _number(bound, indicator.id, members, values)
            for bound in (indicator.border.negative, indicator.border.positive)
        )
        if negative is not None and positive is not None:
            resolved[indicator.id] = Bounds(negative, positive, indicator.border.comparison)
    return resolved


def _number(
    bound: Bound, indicator: str, members: dict[str, list[str]], values: dict[tuple[str, str], Decimal | None]
) -> Decimal | None:
    if bound.value is not None or bound.mean_of is None:
        return bound.value
    found = [value for area in members.get(bound.mean_of, ()) if (value := values.get((indicator, area))) is not None]
    with localcontext(prec=28):
        return sum(found, Decimal(0)) / len(found) if found else None
