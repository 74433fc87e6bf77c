"""Money: what it is for, whether it adds up, who is said to pay, and whether it follows the problem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.money import Budget, BudgetLine, FundingStatement, RunningProgramme
from wijkpeil.model.programme import Programme, total_known
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import money
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.money_scatter import Scatter, scatter
from wijkpeil.pages.money_slices import Slice, slices
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.quantities import euros
from wijkpeil.workflows.money import line_name, printed_on


@record
class LineRow:
    """One line of a budget."""

    id: str
    name: str
    amount: str
    estimate: bool
    width: float
    """Length of its bar, in per cent of the largest line."""
    areas: tuple[Reference, ...]
    lines: str
    note: str


@record
class Heading:
    """The lines under one heading, with their sum."""

    name: str
    rows: tuple[LineRow, ...]
    subtotal: str
    unknown: int


@record
class BudgetView:
    """A budget with its recount: what is printed beside what its lines add up to."""

    id: str
    name: str
    period: str
    headings: tuple[Heading, ...]
    count: int
    printed: str
    recounted: str
    difference: str
    """Empty where there is none."""
    agrees: bool
    unknown: int
    lines: str
    total_lines: str
    note: str


@record
class PayerStatement:
    """Who is said to pay, in one sentence of the document."""

    statement: str
    partners: tuple[Reference, ...]
    lines: str


@record
class RunningRow:
    """A programme that was running already."""

    id: str
    name: str
    amount: str
    known: bool
    unit_printed: str
    width: float
    lines: str
    note: str


@record
class RunningView:
    """The running programmes: what is known adds up, what is not stays unknown."""

    sectors: tuple[tuple[str, tuple[RunningRow, ...]], ...]
    known: str
    unknown: int
    count: int


@record
class MoneyPage:
    """All money of the programme."""

    sentence: SafeString
    main: BudgetView
    others: tuple[BudgetView, ...]
    payers: tuple[PayerStatement, ...]
    conflict: bool
    """True where the document says in two ways who pays."""
    slices: tuple[Slice, ...]
    running: RunningView
    scatter: Scatter | None


def money_page(context: ViewContext, language: str) -> MoneyPage | None:
    """Show all money; None where the programme has no budget."""
    with override(language):
        programme = context.programme
        ledger = programme.ledger
        if not ledger.budgets:
            return None
        names = names_of(context, language)
        main, *others = (_kept_budget(context, one, names, language) for one in ledger.budgets)
        statements = [one for one in ledger.funding_statements if one.budget == main.id]
        return MoneyPage(
            sentence=money_sentence(main, funded=_funded(ledger.budget_lines, main.id)),
            main=main,
            others=tuple(others),
            payers=tuple(_payer(one, names, language) for one in statements),
            conflict=len({frozenset(one.partners) for one in statements}) > 1,
            slices=kept_of(
                (programme.definitions, ledger.budget_lines),
                ("slices", main.id, language),
                lambda: slices(programme, main.id, names, language),
            ),
            running=_running(ledger.running_programmes, language),
            scatter=kept_of(
                (programme.definitions, programme.releases, ledger.budget_lines),
                ("scatter", main.id, language),
                lambda: scatter(context, main.id, names, language),
            ),
        )


def money_sentence(main: BudgetView, *, funded: int) -> SafeString:
    """Say what the main budget adds up to and how many of its lines name who pays, in the active language."""
    agreeing = _("{count} lines add up to <b>{recounted}</b>, exactly the printed total.")
    differing = _("{count} lines add up to <b>{recounted}</b>, and the printed total is {printed}.")
    open_sum = _("The known lines of {count} add up to <b>{recounted}</b>; {unknown} have no amount.")
    first = open_sum if main.unknown else agreeing if main.agrees else differing
    second = (
        _("Not one of them says who pays.")
        if not funded
        else ngettext("{funded} of them says who pays.", "{funded} of them say who pays.", funded)
    )
    return format_html(
        f"{first} {second}",
        count=main.count,
        recounted=main.recounted,
        printed=main.printed,
        unknown=main.unknown,
        funded=funded,
    )


def _funded(lines: Iterable[BudgetLine], budget: str) -> int:
    return sum(line.funder is not None for line in lines if line.budget == budget)


def _kept_budget(context: ViewContext, budget: Budget, names: Names, language: str) -> BudgetView:
    programme = context.programme
    parts = (programme.definitions, budget, programme.ledger.budget_lines)
    return kept_of(parts, ("budget", language), lambda: _budget(programme, budget, names, language))


def _budget(programme: Programme, budget: Budget, names: Names, language: str) -> BudgetView:
    lines = [line for line in programme.ledger.budget_lines if line.budget == budget.id]
    known, unknown = total_known(tuple(line.amount for line in lines))
    most = max((line.amount for line in lines if line.amount is not None), default=Decimal(0))
    under: dict[str, list[BudgetLine]] = {}
    for line in lines:
        under.setdefault(line.heading.in_(language), []).append(line)
    difference = known - budget.printed_total if budget.printed_total is not None else None
    return BudgetView(
        id=budget.id,
        name=budget.name.in_(language),
        period=budget.period_label.in_(language) if budget.period_label else "",
        headings=tuple(_heading(name, many, most, names, language) for name, many in under.items()),
        count=len(lines),
        printed=euros(budget.printed_total, language),
        recounted=money(known, language),
        difference=money(abs(difference), language) if difference else "",
        agrees=difference == 0 and not unknown,
        unknown=unknown,
        lines=budget.lines,
        total_lines=budget.total_lines,
        note=budget.note.in_(language) if budget.note else "",
    )


def _heading(name: str, lines: Sequence[BudgetLine], most: Decimal, names: Names, language: str) -> Heading:
    known, unknown = total_known(tuple(line.amount for line in lines))
    return Heading(
        name=name,
        rows=tuple(_line(line, most, names, language) for line in lines),
        subtotal=money(known, language),
        unknown=unknown,
    )


def _line(line: BudgetLine, most: Decimal, names: Names, language: str) -> LineRow:
    return LineRow(
        id=line.id,
        name=line_name(line).in_(language),
        amount=euros(line.amount, language),
        estimate=line.estimate,
        width=bar(line.amount, most),
        areas=names.places(line.areas),
        lines=printed_on(line),
        note=line.note.in_(language) if line.note else "",
    )


def bar(amount: Decimal | None, most: Decimal) -> float:
    """Give the length of a bar in per cent of the longest; none for what is unknown."""
    return round(float(100 * amount / most), 2) if amount and most else 0.0


def _payer(statement: FundingStatement, names: Names, language: str) -> PayerStatement:
    return PayerStatement(
        statement=statement.statement.in_(language),
        partners=names.all("partner", statement.partners),
        lines=statement.lines,
    )


def _running(programmes: Sequence[RunningProgramme], language: str) -> RunningView:
    known, unknown = total_known(tuple(one.amount for one in programmes))
    most = max((one.amount for one in programmes if one.amount is not None), default=Decimal(0))
    sectors: dict[str, list[RunningRow]] = {}
    for one in programmes:
        row = RunningRow(
            id=one.id,
            name=one.name.in_(language),
            amount=euros(one.amount, language),
            known=one.amount is not None,
            unit_printed=one.unit_printed,
            width=bar(one.amount, most),
            lines=one.lines,
            note=one.note.in_(language) if one.note else "",
        )
        sectors.setdefault(one.sector.in_(language), []).append(row)
    return RunningView(
        sectors=tuple((name, tuple(rows)) for name, rows in sectors.items()),
        known=money(known, language),
        unknown=unknown,
        count=len(programmes),
    )
