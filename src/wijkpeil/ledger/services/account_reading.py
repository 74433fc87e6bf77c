"""Reading accounts: nothing is written, and rights are asked as for every write."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.stored import stored_of
from wijkpeil.model.people import Actor


def account_list(actor: Actor) -> QuerySet[Account]:
    """Return the accounts, by name.

    Raises:
        NotAllowed: the actor may not.
    """
    rights.require(actor, "account_list")
    return Account.objects.order_by("name", "id")


def account_read(actor: Actor, account_id: str) -> Account:
    """Return an account.

    Raises:
        NotAllowed, NotFound: the actor may not; there is no such account.
    """
    return account_named(actor, account_id, "account_read")


def account_named(actor: Actor, named: str, action: str) -> Account:
    """Return the account with an id or an address, to do ``action`` to it.

    Raises:
        NotAllowed: the actor may not; who may not is not told whether the account is there.
        NotFound: there is no such account.
    """
    found = Account.objects.filter(Q(id=named) | Q(email=named.lower())).first()
    rights.require(actor, action, rights.Subject(account=found.id if found else named))
    if found is None:
        raise NotFound(say("There is no account {id}.", id=named))
    return found


def account_stored(actor: Actor, account_id: str) -> dict[str, Any]:
    """Return all that is stored of a person, as ``wijkpeil.ledger.stored.stored_of`` gives it.

    Raises:
        NotAllowed, NotFound: the actor may not; there is no such account.
    """
    return stored_of(account_read(actor, account_id))
