"""What pages about people need of the request: the programme, roles in words, and sending invitations."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from wijkpeil.errors import NotFound
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model.programme import Programme
from wijkpeil.pages.invitations import send_invitation
from wijkpeil.pages.people import GrantLine, grant_lines
from wijkpeil.web.showing import current_language


def programme() -> Programme | None:
    """Return the programme that the site shows; None where none is loaded."""
    try:
        return current_programme(settings.PROGRAMME)
    except NotFound:
        return None


def lines_of(account_id: str) -> tuple[GrantLine, ...]:
    """Return the roles of an account in words."""
    return grant_lines(grants_of(account_id), programme(), current_language())


def invite_by_mail(request: HttpRequest, account: Account) -> str:
    """Send an invitation with a link on this site; return the link where no mail left."""
    return send_invitation(account, request.build_absolute_uri("/"))
