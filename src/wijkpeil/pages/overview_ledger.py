"""The half of the overview that is about promises: targets, money, and what the recount found."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import millions, money
from wijkpeil.pages.money_scatter import BOTTOM, TOP, scatter
from wijkpeil.pages.names import names_of
from wijkpeil.pages.verdicts import ORDER, SIGNS, STYLES, verdict_word
from wijkpeil.workflows.money import money_by

SQUARE, BETWEEN = 8, 10
"""Size of a square of the promises, and from one to the next; pixels."""
BAR, BAR_STEP = 4, 6
"""The same of the verdicts: as high, but narrower."""
SMALL = 72
"""Height of the small picture of money against reds; pixels."""


@record
class Promise:
    """A theme with its targets, one square each."""

    theme: str
    name: str
    example: str
    """A target with a number and a term, in a few words."""
    checkable: int
    total: int
    filled: str
    """Path of the squares of targets with a number and a term."""
    open: str
    """Path of the other squares."""
    width: int


@record
class Bar:
    """A part of the money."""

    name: str
    amount: str
    width: str
    """Length of the bar in per cent."""


@record
class Cost:
    """The money by heading of the budget."""

    bars: tuple[Bar, ...]
    total: str
    period: str
    lines: int


@record
class Spot:
    """A place in the small picture: from the left in per cent, from the top in pixels."""

    x: float
    y: int


@record
class Following:
    """Whether the money follows the problem."""

    sentence: str
    spots: tuple[Spot, ...]
    height: int


@record
class VerdictRow:
    """The claims with one verdict, one square each."""

    verdict: str
    sign: str
    style: str
    word: str
    count: int
    squares: str
    width: int


def squares(first: int, count: int, inset: float = 0, size: int = SQUARE, step: int = BETWEEN) -> str:
    """Draw squares side by side, the first at place ``first``; ``inset`` leaves room for an outline."""
    wide, high = size - 2 * inset, SQUARE - 2 * inset
    return "".join(
        f"M{(first + place) * step + inset:g} {inset:g}h{wide:g}v{high:g}h-{wide:g}z" for place in range(count)
    )


def promises(context: ViewContext, language: Language) -> tuple[Promise, ...]:
    """Give each theme with targets, in the order of the programme."""
    ledger = context.programme.ledger
    short = {target.id: target.short.in_(language) for target in ledger.targets}
    found = []
    for theme in ledger.themes:
        states = [state for state in context.target_states if state.theme == theme.id]
        if not states:
            continue
        checkable = [state for state in states if state.checkable]
        numbered = [state for state in checkable if state.level == "outcome"] or checkable or states
        found.append(
            Promise(
                theme=theme.id,
                name=theme.name.in_(language),
                example=short[numbered[0].id],
                checkable=len(checkable),
                total=len(states),
                filled=squares(0, len(checkable)),
                open=squares(len(checkable), len(states) - len(checkable), 0.5),
                width=len(states) * BETWEEN,
            )
        )
    return tuple(found)


def cost(context: ViewContext, language: Language) -> Cost:
    """Give the first budget by its headings, the largest first."""
    ledger = context.programme.ledger
    if not ledger.budgets:
        return Cost(bars=(), total="", period="", lines=0)
    table = money_by(context.programme, ledger.budgets[0].id, "group")
    names = {line.heading.nl: line.heading.in_(language) for line in ledger.budget_lines}
    rows = sorted(table.rows, key=lambda row: -(row.amount or Decimal(0)))
    most = max((row.amount or Decimal(0) for row in rows), default=Decimal(0)) or Decimal(1)
    period = table.budget.period_label
    return Cost(
        bars=tuple(
            Bar(
                name=names.get(row.key, row.key),
                amount="" if row.amount is None else millions(row.amount, language),
                width=f"{100 * (row.amount or Decimal(0)) / most:.1f}%",
            )
            for row in rows
        ),
        total="" if table.total.amount is None else money(table.total.amount, language),
        period=period.in_(language) if period else "",
        lines=len(table.total.lines),
    )


def following(context: ViewContext, language: Language) -> Following | None:
    """Set the euros of each place against its reds, small; None where too few places can be compared."""
    budgets = context.programme.ledger.budgets
    picture = scatter(context, budgets[0].id, names_of(context, language), language) if budgets else None
    if picture is None:
        return None
    return Following(
        sentence=picture.sentence,
        spots=tuple(Spot(x=dot.x, y=round(6 + (dot.y - TOP) * (SMALL - 12) / (BOTTOM - TOP))) for dot in picture.dots),
        height=SMALL,
    )


def verdict_rows(context: ViewContext) -> tuple[VerdictRow, ...]:
    """Count the claims by verdict, from what does not hold to what does."""
    counted = Counter(one.verdict for one in context.reconciliations)
    return tuple(
        VerdictRow(
            verdict=verdict,
            sign=SIGNS[verdict],
            style=STYLES[verdict],
            word=verdict_word(verdict),
            count=counted[verdict],
            squares=squares(0, counted[verdict], 0 if STYLES[verdict] in ("no", "alt") else 0.5, BAR, BAR_STEP),
            width=max(1, counted[verdict]) * BAR_STEP,
        )
        for verdict in ORDER
    )
