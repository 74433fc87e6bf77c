"""Does the money follow the problem: the euros of each place of the budget against the reds of its areas."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import millions, money, number
from wijkpeil.pages.names import Names, Reference
from wijkpeil.workflows.money import FollowsTheProblem, MoneyAgainstReds, euros_against_reds

LEFT, RIGHT = 5.0, 97.0
TOP, BOTTOM = 16, 336
NAMED = 3
"""How many places are named at each end of the picture."""


@record
class Dot:
    """A place in the picture."""

    x: float
    y: int
    label: str
    """Its name; empty where naming it would crowd the picture."""
    end: bool
    """True where its name would run out of the picture to the right."""


@record
class Axis:
    """A mark on an axis."""

    label: str
    x: float = 0.0
    y: int = 0


@record
class PlaceRow:
    """A place in the table that says the same."""

    place: Reference
    areas: tuple[Reference, ...]
    reds: str
    amount: str
    per_red: str


@record
class Scatter:
    """The picture, its table and what they say together."""

    sentence: str
    dots: tuple[Dot, ...]
    across: tuple[Axis, ...]
    up: tuple[Axis, ...]
    rows: tuple[PlaceRow, ...]
    left_out: tuple[Reference, ...]
    indicators: int


def scatter(context: ViewContext, budget: str, names: Names, language: str) -> Scatter | None:
    """Lay out the picture; None where fewer than three places can be set beside each other."""
    found = euros_against_reds(context.programme, context.board, budget)
    if len(found.pairs) < NAMED:
        return None
    most_reds = max(pair.reds for pair in found.pairs).to_integral_value(ROUND_CEILING)
    step = Decimal(10_000_000)
    most = (max(pair.amount for pair in found.pairs) / step).to_integral_value(ROUND_CEILING) * step
    named = _worth_a_name(found)
    ordered = sorted(found.pairs, key=lambda pair: (-pair.reds, -pair.amount))
    return Scatter(
        sentence=_sentence(found, language),
        dots=tuple(_dot(pair, most_reds, most, names, named) for pair in ordered),
        across=tuple(
            Axis(label=number(reds, language), x=_x(Decimal(reds), most_reds))
            for reds in range(0, int(most_reds) + 1, 2)
        ),
        up=tuple(
            Axis(label=millions(step * place, language, 0), y=_y(step * place, most))
            for place in range(int(most / step) + 1)
        ),
        rows=tuple(_row(pair, names, language) for pair in ordered),
        left_out=names.all("line", found.left_out),
        indicators=len(context.board.indicators),
    )


def _sentence(found: FollowsTheProblem, language: str) -> str:
    rho = found.agreement.spearman
    if rho is None:
        return _("Too few places differ to say whether the money follows the problem.")
    strength = (
        _("The more reds, the more money: the two orders agree strongly (rank correlation %(rho)s).")
        if rho >= 0.7
        else _("Places with more reds get more money, but with many exceptions (rank correlation %(rho)s).")
        if rho >= 0.3
        else _("The money does not follow the number of reds (rank correlation %(rho)s).")
        if rho > -0.3
        else _("Places with more reds get less money (rank correlation %(rho)s).")
    )
    return strength % {"rho": number(Decimal(str(round(rho, 2))), language, 2)}


def _dot(pair: MoneyAgainstReds, most_reds: Decimal, most: Decimal, names: Names, named: frozenset[str]) -> Dot:
    x = _x(pair.reds, most_reds)
    return Dot(
        x=x,
        y=_y(pair.amount, most),
        label=_place(pair, names).label if pair.place in named else "",
        end=x > 88,
    )


def _worth_a_name(found: FollowsTheProblem) -> frozenset[str]:
    by_money = sorted(found.pairs, key=lambda pair: pair.amount)
    by_reds = sorted(found.pairs, key=lambda pair: (pair.reds, -pair.amount))
    ends = (*by_money[-NAMED:], by_money[0], by_reds[0], by_reds[-1])
    return frozenset(pair.place for pair in ends)


def _row(pair: MoneyAgainstReds, names: Names, language: str) -> PlaceRow:
    return PlaceRow(
        place=_place(pair, names),
        areas=names.places(pair.areas),
        reds=number(pair.reds, language, 0 if pair.reds == pair.reds.to_integral_value() else 1),
        amount=money(pair.amount, language),
        per_red=millions(pair.amount / pair.reds, language, 1) if pair.reds else "",
    )


def _place(pair: MoneyAgainstReds, names: Names) -> Reference:
    return names.get("area", pair.place.split("; ")[0])


def _x(reds: Decimal, most: Decimal) -> float:
    return round(LEFT + (RIGHT - LEFT) * float(reds / most), 2)


def _y(amount: Decimal, most: Decimal) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * float(amount / most))
