"""The money for an area: its own lines, those it shares, and those for a larger whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.money import Budget
from wijkpeil.model.programme import total_known
from wijkpeil.pages.area_names import area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import money, percent
from wijkpeil.pages.sentences import grammar
from wijkpeil.workflows.area import AreaView
from wijkpeil.workflows.area_money import AreaMoney
from wijkpeil.workflows.money import line_name, printed_on

NAMED = 3
"""More areas than these are counted, not named."""


@record
class MoneyLine:
    """One line of a budget."""

    name: str
    amount: str
    detail: str
    """With whom it is shared, that it covers a part only, or that it is for a larger whole."""
    lines: str
    inferred: bool
    """True where no source prints that the line is for this area."""


@record
class BudgetHere:
    """What one budget gives. Budgets are never added up: one can repeat what another counts."""

    id: str
    name: str
    total: str
    """Sum of the area's own lines; empty where there are none, or where one of them is unknown."""
    share: str
    """The same as a share of this budget."""
    own: tuple[MoneyLine, ...]
    shared: tuple[MoneyLine, ...]
    """Lines that other areas share; what part of them lands here is not known."""
    split: bool
    """True where some line says who pays."""


@record
class MoneyHere:
    """What the budgets give."""

    budgets: tuple[BudgetHere, ...]
    """Those with a line for this area, in the order of the programme."""
    wider: tuple[MoneyLine, ...]
    """Lines for a larger place, a district or the whole programme: what lands here is not known."""
    line_ids: tuple[str, ...]
    """Ids of the lines for this area, alone or with others."""


def money_here(context: ViewContext, view: AreaView, language: Language) -> MoneyHere:
    """Gather the money, in the active language."""
    names = {id: link.label for id, link in area_links(context, language).items()}
    here = [
        _budget(context, budget, [one for one in view.money if one.line.budget == budget.id], names, language)
        for budget in context.programme.ledger.budgets
    ]
    return MoneyHere(
        budgets=tuple(one for one in here if one.own or one.shared),
        wider=tuple(_line(one, names, language) for one in view.money if one.share not in ("own", "shared")),
        line_ids=tuple(one.line.id for one in view.money if one.share in ("own", "shared")),
    )


def _budget(
    context: ViewContext, budget: Budget, lines: Sequence[AreaMoney], names: Mapping[str, str], language: Language
) -> BudgetHere:
    own = [one for one in lines if one.share == "own"]
    known, missing = total_known(tuple(one.line.amount for one in own))
    complete = bool(own) and not missing
    return BudgetHere(
        id=budget.id,
        name=budget.name.in_(language),
        total=money(known, language) if complete else "",
        share=_share(context, known, budget.id, language) if complete else "",
        own=tuple(_line(one, names, language) for one in own),
        shared=tuple(_line(one, names, language) for one in lines if one.share == "shared"),
        split=any(one.line.funder for one in lines),
    )


def _share(context: ViewContext, amount: Decimal, budget: str, language: Language) -> str:
    lines = [line.amount for line in context.programme.ledger.budget_lines if line.budget == budget]
    total, missing = total_known(tuple(lines))
    return "" if missing or not total else percent(100 * amount / total, language)


def _shared(names: list[str], language: Language) -> str:
    if len(names) > NAMED:
        return _("together with %(n)s other areas") % {"n": len(names)}
    return _("together with %(areas)s") % {"areas": grammar(language).listed(names)}


def _line(one: AreaMoney, names: Mapping[str, str], language: Language) -> MoneyLine:
    line = one.line
    parts = []
    if one.shared_with:
        parts.append(_shared([names[area] for area in one.shared_with], language))
    if one.partly:
        parts.append(_("covers a part of it"))
    if one.share == "district-wide":
        parts.append(_("for the whole district"))
    if one.share == "programme-wide":
        parts.append(_("for the whole programme"))
    return MoneyLine(
        name=line_name(line).in_(language),
        amount=_("unknown") if line.amount is None else money(line.amount, language),
        detail=", ".join(parts),
        lines=printed_on(line),
        inferred=one.inferred,
    )
