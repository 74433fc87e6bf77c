"""Mail to the holder of an account about what others did, or what happened to it that they should know."""

from __future__ import annotations

from allauth.account.adapter import get_adapter

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.telling import also_tell


@also_tell
def tell(what: str, account: Account, address: str = "") -> None:
    """Send a notice by its name in ``wijkpeil.web.adapters``; to ``address`` as well, where one is given."""
    adapter = get_adapter()
    adapter.send_notification_mail(what, account)
    if address and address != account.email:
        adapter.send_notification_mail(what, account, email=address)
