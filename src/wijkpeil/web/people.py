"""What pages about people need of the request: roles in words, and sending invitations."""

from __future__ import annotations

from django.http import HttpRequest

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of
from wijkpeil.pages.invitations import send_invitation
from wijkpeil.pages.people import GrantLine, grant_lines
from wijkpeil.web.showing import current_language, programmes


def lines_of(account_id: str) -> tuple[GrantLine, ...]:
    """Return the roles of an account in words."""
    return grant_lines(grants_of(account_id), programmes(), current_language())


def invite_by_mail(request: HttpRequest, account: Account) -> str:
    """Send an invitation with a link on this site; return the link where no mail left."""
    return send_invitation(account, request.build_absolute_uri("/"))
