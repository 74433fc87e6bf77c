"""A budget cut in several ways, each cut adding up to the same total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.areas import Level
from wijkpeil.model.base import record
from wijkpeil.model.money import BudgetLine
from wijkpeil.model.programme import Programme, total_known
from wijkpeil.pages.format import money, percent
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.quantities import unknown
from wijkpeil.workflows.lookup import Lookup


@record
class SliceRow:
    """One part of a cut."""

    name: str
    place: Reference | None
    """The area, where the part is one."""
    amount: str
    share: str
    lines: int
    unknown: int
    width: float
    rest: bool
    """True for what the budget does not split this way."""


@record
class Slice:
    """A budget cut in one way."""

    id: str
    name: str
    rows: tuple[SliceRow, ...]
    total: str
    lines: int
    inferred: bool
    """True where the cut rests on a grouping that no source prints."""


def slices(programme: Programme, budget: str, names: Names, language: str) -> tuple[Slice, ...]:
    """Cut a budget by larger area, by kind and by funder."""
    lines = [line for line in programme.ledger.budget_lines if line.budget == budget]
    lookup = Lookup.of(programme)
    cuts = [
        _slice("kind", _("By kind"), lines, lambda line: line.kind, _kinds(), language),
        _slice(
            "funder",
            _("By who pays"),
            lines,
            lambda line: line.funder or "",
            names.labels("partner"),
            language,
            rest=_("not said"),
        ),
    ]
    level = _grouping_level(programme, lookup)
    if level is None:
        return tuple(cuts)
    area = _slice(
        "area",
        _("By %(level)s") % {"level": level.name.in_(language)},
        lines,
        lambda line: _holder(lookup, line, level.id),
        names.labels("area"),
        language,
        rest=_("in no single one"),
        places=names,
        inferred=_is_inferred(programme, level.id),
    )
    return (area, *cuts)


def _slice(
    id: str,
    name: str,
    lines: Sequence[BudgetLine],
    key: Callable[[BudgetLine], str],
    labels: dict[str, str],
    language: str,
    *,
    rest: str = "",
    places: Names | None = None,
    inferred: bool = False,
) -> Slice:
    parts: dict[str, list[BudgetLine]] = {}
    for line in lines:
        parts.setdefault(key(line), []).append(line)
    total = total_known(tuple(line.amount for line in lines))[0]
    order = sorted(parts, key=lambda one: (not one, -_sum(parts[one])))
    labels = {**labels, "": rest}
    most = max((_sum(many) for many in parts.values()), default=Decimal(0))
    return Slice(
        id=id,
        name=name,
        rows=tuple(_row(one, parts[one], labels, total, most, language, places) for one in order),
        total=money(total, language),
        lines=len(lines),
        inferred=inferred,
    )


def _row(
    key: str,
    lines: Sequence[BudgetLine],
    labels: dict[str, str],
    total: Decimal,
    most: Decimal,
    language: str,
    places: Names | None,
) -> SliceRow:
    amount, missing = total_known(tuple(line.amount for line in lines))
    known = missing < len(lines)
    return SliceRow(
        name=labels.get(key, key),
        place=places.get("area", key) if places and key else None,
        amount=money(amount, language) if known else unknown(),
        share=percent(100 * amount / total, language) if known and total else "",
        lines=len(lines),
        unknown=missing,
        width=round(float(100 * amount / most), 2) if most else 0.0,
        rest=not key,
    )


def _sum(lines: Iterable[BudgetLine]) -> Decimal:
    return total_known(tuple(line.amount for line in lines))[0]


def _holder(lookup: Lookup, line: BudgetLine, level: str) -> str:
    """Give the one larger area that holds all areas of a line; nothing where there is none or several."""
    found = {holder for area in line.areas for holder in lookup.at_level(area, level)}
    return found.pop() if len(found) == 1 else ""


def _grouping_level(programme: Programme, lookup: Lookup) -> Level | None:
    """Give the level by which the board's areas are grouped and the budget is not ordered already."""
    used = {
        lookup.areas[id].level for line in programme.ledger.budget_lines for id in (line.place, line.district) if id
    }
    city = (
        lookup.areas[programme.definitions.info.city].level if programme.definitions.info.city in lookup.areas else ""
    )
    holding = kept_of((programme.definitions,), "areas that hold rows, by level", lambda: _holding(programme, lookup))
    for level in programme.definitions.info.levels:
        if level.id not in used | {city} and 1 < holding[level.id] < len(lookup.rows()):
            return level
    return None


def _holding(programme: Programme, lookup: Lookup) -> dict[str, int]:
    """Count the areas of each level that hold rows of the board."""
    rows, levels = lookup.rows(), programme.definitions.info.levels
    return {each.id: len({one for row in rows for one in lookup.at_level(row, each.id)}) for each in levels}


def _is_inferred(programme: Programme, level: str) -> bool:
    holders = {area.id for area in programme.definitions.areas if area.level == level}
    return any(one.inferred for one in programme.definitions.memberships if one.parent in holders)


def _kinds() -> dict[str, str]:
    return {
        "area": _("for one neighbourhood"),
        "district-wide": _("for a whole district"),
        "programme-area": _("for a programme area"),
        "environment": _("environment"),
        "management": _("management"),
        "investment": _("investment"),
    }
