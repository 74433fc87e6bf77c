"""Money: budgets, their lines, who is said to pay, and what was running already. Unknown is never zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from wijkpeil.model.base import Text, record


@record
class Budget:
    """A table of budget lines with its printed total."""

    id: str
    """Id."""
    name: Text
    """Name."""
    printed_total: Decimal | None = None
    """The total as printed, in euros."""
    total_lines: str = ""
    """Lines that print the total."""
    first_year: int | None = None
    """First year it is for."""
    last_year: int | None = None
    """Last year it is for."""
    period_label: Text | None = None
    """The period in words."""
    lines: str
    """Lines of the table."""
    note: Text | None = None
    """What is unclear."""


@record
class BudgetLine:
    """One line of a budget."""

    id: str
    """Id."""
    budget: str
    """Id of the budget."""
    heading: Text
    """The heading it stands under, such as a district."""
    name: Text
    """Name of the line."""
    kind: Literal["area", "district-wide", "programme-area", "environment", "management", "investment"]
    """Kind."""
    district: str | None = None
    """Id of the district area it stands under."""
    place: str | None = None
    """Id of the budget place, or of the larger area that the line is for."""
    areas: tuple[str, ...] = ()
    """Ids of the postcode areas it covers; none where it covers no single area."""
    theme: str | None = None
    """Id of a theme; empty: not split by theme."""
    funder: str | None = None
    """Id of the partner who pays; empty: not split."""
    amount: Decimal | None = None
    """Euros, exact; empty: unknown."""
    estimate: bool = False
    """True where the source calls it an estimate."""
    name_line: int
    """Line that prints the name."""
    amount_line: int | None = None
    """Line that prints the amount."""
    note: Text | None = None
    """How name and amount were matched, and other doubt."""


@record
class FundingStatement:
    """A sentence of the source that says who pays a budget; two that differ are a conflict."""

    id: str
    """Id."""
    budget: str
    """Id of the budget."""
    partners: tuple[str, ...]
    """Ids of the partners who are said to pay."""
    statement: Text
    """What the source says, in our words."""
    lines: str
    """Lines."""


@record
class RunningProgramme:
    """A programme that was running already, with its money where stated."""

    id: str
    """Id."""
    name: Text
    """Name."""
    kind: Literal["area", "sectoral"]
    """Column of the source it stands in."""
    sector: Text
    """Heading it stands under."""
    amount: Decimal | None = None
    """Euros; empty: unknown."""
    unit_printed: str = ""
    """The unit as printed (``mln``, ``mlj``, or nothing)."""
    lines: str
    """Lines."""
    note: Text | None = None
    """Doubt about unit or content."""
