"""What is forgotten with an account: each table that holds something of a person says here how it is removed."""

from __future__ import annotations

from collections.abc import Callable

from wijkpeil.ledger.accounts import Account

Forget = Callable[[Account], None]
_also: list[Forget] = []


def also_forget(forget: Forget) -> Forget:
    """Have ``forget`` remove what another table holds of a person, in the transaction that erases the account."""
    if forget not in _also:
        _also.append(forget)
    return forget


def forget_all(account: Account) -> None:
    """Remove what every table holds of a person, beside the account itself."""
    for forget in _also:
        forget(account)
