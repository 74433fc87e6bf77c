"""A theme: how its targets stand, what the city is after, what is done, what it costs and what was asked for it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import override

from wijkpeil.errors import NotFound
from wijkpeil.model.base import Language, record
from wijkpeil.model.ledger import Measure
from wijkpeil.model.money import BudgetLine
from wijkpeil.model.programme import Ledger, total_known
from wijkpeil.pages.agreements import RequestRow, common_pair, request_row
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import money
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.standing.page import StandingRows, standing_rows
from wijkpeil.pages.standing.sentences import second_sentence, standing_sentence
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.pages.targets import AmbitionRow, ambition_row


@record
class ThemeMeasure:
    """A measure of the theme."""

    measure: Reference
    partners: tuple[Reference, ...]
    targets: tuple[Reference, ...]


@record
class ThemeMoney:
    """What a budget gives for the theme."""

    budget: Reference
    amount: str
    """Sum of the known amounts; empty where none is known."""
    lines: int
    unknown: int
    """Number of lines without an amount."""


@record
class ThemePage:
    """One theme."""

    id: str
    name: str
    lines: str
    sentence: SafeString
    second: str
    targets: int
    standing: StandingRows
    ambitions: tuple[AmbitionRow, ...]
    measures: tuple[ThemeMeasure, ...]
    money: tuple[ThemeMoney, ...]
    requests: tuple[RequestRow, ...]
    between: tuple[Reference, Reference] | None
    """Who asks and who is asked, where that is the same for all requests."""

    @property
    def sensitive(self) -> bool:
        """Tell whether a request carries a note of context."""
        return any(one.sensitive for one in self.requests)


def theme_page(context: ViewContext, language: Language, id: str) -> ThemePage:
    """Show one theme.

    Raises:
        NotFound: there is no theme of that id.
    """
    with override(language):
        ledger = context.programme.ledger
        theme = next((one for one in ledger.themes if one.id == id), None)
        if theme is None:
            raise NotFound(f"there is no theme {id!r}")
        names = names_of(context, language)
        targets = [one for one in ledger.targets if one.theme == id]
        states = {one.id: one for one in context.target_states}
        own = [states[one.id] for one in targets]
        requests = tuple(request_row(one, names, language) for one in ledger.requests if one.theme == id)
        return ThemePage(
            id=id,
            name=theme.name.in_(language),
            lines=theme.lines,
            sentence=standing_sentence(own),
            second=second_sentence(own),
            targets=len(targets),
            standing=standing_rows(context, targets, language),
            ambitions=_ambitions(context, id, language),
            measures=tuple(_measure(one, ledger, names) for one in ledger.measures if one.theme == id),
            money=_money(context, id, names, language),
            requests=requests,
            between=common_pair(requests),
        )


def _ambitions(context: ViewContext, theme: str, language: str) -> tuple[AmbitionRow, ...]:
    states = {one.id: one for one in context.ambition_states}
    return tuple(
        ambition_row(one, language, states[one.id], statement_sentence(context.programme, one, language))
        for one in context.programme.ledger.ambitions
        if one.theme == theme
    )


def _measure(measure: Measure, ledger: Ledger, names: Names) -> ThemeMeasure:
    return ThemeMeasure(
        measure=names.get("measure", measure.id),
        partners=names.all("partner", measure.partners),
        targets=names.all("target", (one.target for one in ledger.expectations if one.measure == measure.id)),
    )


def _money(context: ViewContext, theme: str, names: Names, language: str) -> tuple[ThemeMoney, ...]:
    found: dict[str, list[BudgetLine]] = {}
    for line in context.programme.ledger.budget_lines:
        if line.theme == theme:
            found.setdefault(line.budget, []).append(line)
    return tuple(_of_budget(names.get("budget", id), lines, language) for id, lines in found.items())


def _of_budget(budget: Reference, lines: list[BudgetLine], language: str) -> ThemeMoney:
    amounts: tuple[Decimal | None, ...] = tuple(one.amount for one in lines)
    known, unknown = total_known(amounts)
    amount = money(known, language) if unknown < len(lines) else ""
    return ThemeMoney(budget=budget, amount=amount, lines=len(lines), unknown=unknown)
