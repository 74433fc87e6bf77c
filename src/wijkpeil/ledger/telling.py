"""Telling the holder of an account what others did to it: whoever can send mail says so here, once."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from wijkpeil.ledger.accounts import Account

Tell = Callable[[str, Account, str], None]
_tellers: list[Tell] = []


def also_tell(tell: Tell) -> Tell:
    """Have ``tell`` pass on to holders what happened."""
    if tell not in _tellers:
        _tellers.append(tell)
    return tell


def tell_holder(what: str, account: Account, address: str = "") -> None:
    """Tell the holder of an account what happened, once it is certain; ``address``: there as well."""
    transaction.on_commit(lambda: [tell(what, account, address) for tell in _tellers] and None)
