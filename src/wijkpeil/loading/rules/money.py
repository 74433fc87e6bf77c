"""Money: exact to the cent, and years that run forward."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wijkpeil.errors import Fault, say
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
                message = say("{amount} has parts of a cent.", amount=amount)
                yield raw.fault((name,), message, say("Write euros with at most two decimals."))
            if amount < 0:
                message = say("The amount {amount} is negative.", amount=amount)
                yield raw.fault((name,), message, say("Check the source; keep it where money comes back."), "warning")


def budget_years_run_forward(content: Content) -> Iterator[Fault]:
    """A budget does not end before it starts."""
    for raw, budget in content.built("budgets", "first_year", "last_year"):
        if budget.first_year and budget.last_year and budget.last_year < budget.first_year:
            message = say(
                "The budget ends in {last_year}, before it starts in {first_year}.",
                last_year=budget.last_year,
                first_year=budget.first_year,
            )
            yield raw.fault(("last_year",), message, say("Correct one of the two years."))
