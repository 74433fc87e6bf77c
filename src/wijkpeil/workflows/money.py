"""Money by area, place, district, heading, funder, kind and theme, and whether it follows the problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.methods.ranks import Agreement, rank_agreement
from wijkpeil.model.base import Text
from wijkpeil.model.board import Board
from wijkpeil.model.money import Budget, BudgetLine
from wijkpeil.model.programme import Programme, total_known
from wijkpeil.workflows.lookup import Lookup

MoneyKey = Literal["area", "place", "district", "group", "funder", "kind", "theme"]

_KEYS: dict[MoneyKey, Callable[[BudgetLine], tuple[str, ...]]] = {
    "area": lambda line: line.areas,
    "place": lambda line: (line.place or "",),
    "district": lambda line: (line.district or "",),
    "group": lambda line: (line.heading.nl,),
    "funder": lambda line: (line.funder or "",),
    "kind": lambda line: (line.kind,),
    "theme": lambda line: (line.theme or "",),
}
MONEY_KEYS: tuple[MoneyKey, ...] = tuple(_KEYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """Lines that belong together. A line that is shared by several areas stands once, under all of them."""

    key: str
    """Id, or ids joined by ``; ``; for ``group`` the Dutch heading; empty where the budget does not split it."""
    ids: tuple[str, ...]
    """The ids in the key; none for the row that is not split and for the total."""
    amount: Decimal | None
    """Sum of the known amounts in euros; None where none is known."""
    unknown: tuple[str, ...]
    """Ids of the lines with an unknown amount."""
    lines: tuple[str, ...]
    """Ids of all lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTable:
    """A budget by one key, recounted."""

    budget: Budget
    key: MoneyKey
    rows: tuple[MoneyRow, ...]
    """In the order of the budget; the row that is not split comes last."""
    total: MoneyRow
    """All lines."""
    difference: Decimal | None
    """Recounted minus printed total; None where one of them is not known in full."""


def money_by(programme: Programme, budget: str, key: MoneyKey) -> MoneyTable:
    """Sum a budget by one key. Every line is in exactly one row, so that the rows add up to the total.

    Raises:
        NotFound: there is no budget of that id.
        WrongUse: the key is not one of ``MONEY_KEYS``.
    """
    if key not in _KEYS:
        raise WrongUse(f"money can be ordered by {', '.join(MONEY_KEYS)}, not by {key!r}")
    found = next((one for one in programme.ledger.budgets if one.id == budget), None)
    if found is None:
        raise NotFound(f"there is no budget {budget!r}")
    lines = _lines(programme, budget)
    grouped: dict[tuple[str, ...], list[BudgetLine]] = {}
    for line in lines:
        grouped.setdefault(tuple(filter(None, _KEYS[key](line))), []).append(line)
    rows = [_row(ids, many) for ids, many in grouped.items()]
    total = _row((), lines)
    complete = total.amount is not None and not total.unknown
    return MoneyTable(
        budget=found,
        key=key,
        rows=tuple(sorted(rows, key=lambda row: not row.ids)),
        total=total,
        difference=total.amount - found.printed_total
        if complete and total.amount is not None and found.printed_total is not None
        else None,
    )


def line_name(line: BudgetLine) -> Text:
    """Name a line so that it can be told apart away from its heading: one for a whole district says which."""
    if line.kind != "district-wide" or line.heading.nl in line.name.nl:
        return line.name
    return Text(nl=f"{line.name.nl} ({line.heading.nl})", en=f"{line.name.en} ({line.heading.en})")


def printed_on(line: BudgetLine) -> str:
    """Give the lines of the source that print the name and the amount, one number where that is one line."""
    numbers = dict.fromkeys(number for number in (line.name_line, line.amount_line) if number)
    return "; ".join(str(number) for number in numbers)


def _lines(programme: Programme, budget: str) -> list[BudgetLine]:
    return [line for line in programme.ledger.budget_lines if line.budget == budget]


def _row(ids: tuple[str, ...], lines: Iterable[BudgetLine]) -> MoneyRow:
    many = tuple(lines)
    amount, missing = total_known(tuple(line.amount for line in many))
    return MoneyRow(
        key="; ".join(ids),
        ids=ids,
        amount=None if missing == len(many) else amount,
        unknown=tuple(line.id for line in many if line.amount is None),
        lines=tuple(line.id for line in many),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyAgainstReds:
    """One place of the budget: its euros beside the reds of its areas."""

    place: str
    """Id of the place, or ids of the areas joined by ``; `` where the line names no place."""
    amount: Decimal
    reds: Decimal
    """Mean number of red cells over the board's areas in the place."""
    areas: tuple[str, ...]
    """The board's areas in the place."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsTheProblem:
    """Does the money follow the problem?"""

    pairs: tuple[MoneyAgainstReds, ...]
    agreement: Agreement
    left_out: tuple[str, ...]
    """Ids of lines that are not for a place with areas on the board, or whose amount is unknown."""


def euros_against_reds(programme: Programme, board: Board, budget: str | None = None) -> FollowsTheProblem:
    """Set the euros of each place of a budget beside its reds, and correlate the two orders.

    The first budget is taken where none is named, and of it the lines for areas, not those for a larger whole. A
    place's reds are the mean over its areas on the board, since one line serves them all; an area that lies in two
    places counts in both. Euros are not per resident: the source gives no residents of its time.
    """
    lookup = Lookup.of(programme)
    budgets = programme.ledger.budgets
    budget = budget or (budgets[0].id if budgets else "")
    reds = {row.area: row.reds for row in board.rows if any(cell.colour != "none" for cell in row.cells)}
    places: dict[tuple[str, tuple[str, ...]], list[BudgetLine]] = {}
    left_out = []
    for line in _lines(programme, budget):
        areas = tuple(area for area in covered(lookup, line) if area in reds)
        if areas and line.kind == "area" and line.amount is not None:
            places.setdefault((line.place or "; ".join(areas), areas), []).append(line)
        else:
            left_out.append(line.id)
    pairs = tuple(
        MoneyAgainstReds(
            place=place,
            amount=total_known(tuple(line.amount for line in lines))[0],
            reds=Decimal(sum(reds[area] for area in areas)) / len(areas),
            areas=areas,
            lines=tuple(line.id for line in lines),
        )
        for (place, areas), lines in places.items()
    )
    agreement = rank_agreement([pair.amount for pair in pairs], [pair.reds for pair in pairs])
    return FollowsTheProblem(pairs=pairs, agreement=agreement, left_out=tuple(left_out))


def covered(lookup: Lookup, line: BudgetLine) -> tuple[str, ...]:
    """Give the board's areas that a line names itself or through its place."""
    return lookup.rows_of(line.areas or ((line.place,) if line.place else ()))
