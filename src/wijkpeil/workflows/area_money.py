"""Which budget lines concern an area, and how much of them is for that area alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from wijkpeil.model.money import BudgetLine
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.lookup import Lookup
from wijkpeil.workflows.money import covered

Share = Literal["own", "shared", "place-wide", "district-wide", "programme-wide"]


@dataclass(frozen=True, slots=True)
class AreaMoney:
    """A budget line that concerns an area."""

    line: BudgetLine
    share: Share
    """``own``: it stands under this area or is for areas within it only; ``shared`` with other areas;
    ``place-wide``, ``district-wide`` or ``programme-wide``: for a larger whole, and what part lands here is unknown."""
    shared_with: tuple[str, ...]
    """The board's other areas that the line also covers, where it names them or its place does."""
    partly: bool
    """True where the line covers a part of the area only, as far as the memberships say."""
    inferred: bool
    """True where no source prints that the area has to do with where the line stands."""


def area_money(programme: Programme, area: str, lookup: Lookup | None = None) -> tuple[AreaMoney, ...]:
    """Give the budget lines that concern an area, of all budgets in order, own and shared ones before the wider ones.

    Where a line stands in the budget comes first: its place, its district, and what holds these own it. Only then the
    board's areas that it covers are compared, so that two places in one postcode area keep each its own line. A line
    without a place or district is the city's own. Sums are to be made per budget: one can repeat what another counts.

    Raises:
        NotFound: there is no area of that id.
    """
    lookup = lookup or Lookup.of(programme)
    lookup.area(area)
    found, known = [], dict[object, _Fall | None]()
    for line in programme.ledger.budget_lines:
        stands = (line.place, line.district, line.areas)
        if stands not in known:
            known[stands] = _fall(lookup, line, area)
        falls = known[stands]
        if falls is not None:
            found.append(AreaMoney(line, *falls))
    return tuple(sorted(found, key=lambda one: one.share not in ("own", "shared")))


class _Fall(NamedTuple):
    """How a line falls on an area: all of ``AreaMoney`` but the line, and the same for all lines that stand there."""

    share: Share
    shared_with: tuple[str, ...]
    partly: bool
    inferred: bool


def _fall(lookup: Lookup, line: BudgetLine, area: str) -> _Fall | None:
    over = covered(lookup, line)
    share = _share(lookup, line, area, over)
    if share is None:
        return None
    rows = _rows(lookup, area)
    others = tuple(one for one in over if one not in rows) if share in ("own", "shared", "place-wide") else ()
    return _Fall(share, others, _partly(lookup, line, area), _inferred(lookup, line, area))


def _rows(lookup: Lookup, area: str) -> frozenset[str]:
    return frozenset(lookup.rows_within(area)) or frozenset({area})


def _share(lookup: Lookup, line: BudgetLine, area: str, over: tuple[str, ...]) -> Share | None:
    stands_under = [one for one in (line.place, line.district) if one]
    if any(area in lookup.holders(one) for one in stands_under):
        return "own"
    rows = _rows(lookup, area)
    if over or line.place:
        if _beside(lookup, line, area) or not rows & set(over):
            return None
        if rows >= set(over):
            return "own"
        return "shared" if line.areas or not rows <= set(over) else "place-wide"
    if line.district is None:
        return "own" if area == lookup.definitions.info.city else "programme-wide"
    within = line.district in lookup.holders(area) or rows & set(lookup.rows_within(line.district))
    return "district-wide" if within else None


def _beside(lookup: Lookup, line: BudgetLine, area: str) -> bool:
    """Tell whether the area is of the same level as the line's place, and another one."""
    place = lookup.areas.get(line.place or "")
    return place is not None and place.id != area and place.level == lookup.areas[area].level


def _inferred(lookup: Lookup, line: BudgetLine, area: str) -> bool:
    stands = (*line.areas, *(one for one in (line.place, line.district) if one))
    return bool(stands) and not lookup.meets(area, stands)


def _partly(lookup: Lookup, line: BudgetLine, area: str) -> bool:
    return any(one.parent == line.place and one.weight != 1 for one in lookup.up.get(area, ()))
