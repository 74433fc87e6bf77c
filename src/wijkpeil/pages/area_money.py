"""The money for an area: its own lines, those it shares, and those for a larger whole."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.programme import total_known
from wijkpeil.pages.area_names import area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import money, percent
from wijkpeil.pages.sentences import grammar
from wijkpeil.workflows.area import AreaView
from wijkpeil.workflows.money import AreaMoney

NAMED = 3
"""More areas than these are counted, not named."""


@record
class MoneyLine:
    """One line of a budget."""

    name: str
    amount: str
    detail: str
    """With whom it is shared, and that it covers a part only."""
    lines: str


@record
class MoneyHere:
    """What the budgets give."""

    total: str
    """Sum of the lines for this area alone; empty where there are none."""
    share: str
    """The same as a share of its budget."""
    own: tuple[MoneyLine, ...]
    shared: tuple[MoneyLine, ...]
    wider: tuple[MoneyLine, ...]
    """Lines for a district or the whole programme: what lands here is not known."""
    split: bool
    """True where some line says who pays."""


def money_here(context: ViewContext, view: AreaView, language: Language) -> MoneyHere:
    """Gather the money, in the active language."""
    own = [one for one in view.money if one.share == "own"]
    known, missing = total_known(tuple(one.line.amount for one in own))
    budget = own[0].line.budget if own else ""
    names = {id: link.label for id, link in area_links(context, language).items()}

    def lines(share: tuple[str, ...]) -> tuple[MoneyLine, ...]:
        return tuple(_line(one, names, language) for one in view.money if one.share in share)

    return MoneyHere(
        total=money(known, language) if own and not missing else "",
        share="" if missing or not own else _share(context, known, budget, language),
        own=lines(("own",)),
        shared=lines(("shared",)),
        wider=lines(("district-wide", "programme-wide")),
        split=any(one.line.funder for one in view.money),
    )


def _share(context: ViewContext, amount: Decimal, budget: str, language: Language) -> str:
    lines = [line.amount for line in context.programme.ledger.budget_lines if line.budget == budget]
    total, missing = total_known(tuple(lines))
    return "" if missing or not total else percent(100 * amount / total, language)


def _shared(names: list[str], language: Language) -> str:
    if len(names) > NAMED:
        return _("together with %(n)s other areas") % {"n": len(names)}
    return _("together with %(areas)s") % {"areas": grammar(language).listed(names)}


def _line(one: AreaMoney, names: dict[str, str], language: Language) -> MoneyLine:
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
        name=line.name.in_(language),
        amount=_("unknown") if line.amount is None else money(line.amount, language),
        detail=", ".join(parts),
        lines="; ".join(str(number) for number in (line.name_line, line.amount_line) if number),
    )
