"""Money: exact to the cent, and years that run forward."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content

_AMOUNTS = (
    ("budgets", "printed_total"),
    ("budget_lines", "amount"),
    ("running_programmes", "amount"),
    ("requests", "amount"),
)


def amounts_are_exact(content: Content) -> Iterator[Fault]:
    """An amount in euros has at most two decimals; a negative one is rare enough to ask about."""
    for kind, name in _AMOUNTS:
        for raw, each in content.built(kind, name):
            amount: Decimal | None = getattr(each, name)
            if amount is None:
                continue
            if amount != round(amount, 2):
                message = f"{amount} has parts of a cent."
                yield raw.fault((name,), message, "Write euros with at most two decimals.")
            if amount < 0:
                message = f"The amount {amount} is negative."
                yield raw.fault((name,), message, "Check the source; keep it where money comes back.", "warning")


def budget_years_run_forward(content: Content) -> Iterator[Fault]:
    """A budget does not end before it starts."""
    for raw, budget in content.built("budgets", "first_year", "last_year"):
        if budget.first_year and budget.last_year and budget.last_year < budget.first_year:
            message = f"The budget ends in {budget.last_year}, before it starts in {budget.first_year}."
            yield raw.fault(("last_year",), message, "Correct one of the two years.")
