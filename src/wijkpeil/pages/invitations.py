"""The link and the mail by which someone is invited."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.invitations import DAYS, invitations
from wijkpeil.ledger.snapshot import current_programme


def send_invitation(account: Account, site: str) -> str:
    """Send an invitation with a link on ``site``; return the link where no mail leaves, or it could not be sent.

    Whoever is shown the link passes it on in person.
    """
    link = site.rstrip("/") + invitation_path(account)
    if not settings.MAIL:
        return link
    try:
        invitation_mail(account, link).send()
    except OSError:
        return link
    return ""


def invitation_path(account: Account) -> str:
    """Return the path of a new link by which an account is taken up, in its own language."""
    with override(account.language):
        return reverse("invitation", args=[account.id, invitations.make_token(account)])


def invitation_mail(account: Account, link: str) -> EmailMessage:
    """Return the mail that invites someone, in their own language."""
    with override(account.language):
        until = timezone.localdate() + timedelta(days=DAYS)
        filled = {"account": account, "link": link, "until": until, "programme": _programme_name(account)}
        subject = " ".join(render_to_string("people/mail/invitation_subject.txt", filled).split())
        body = render_to_string("people/mail/invitation.txt", filled).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email])


def _programme_name(account: Account) -> str:
    try:
        found = current_programme(settings.PROGRAMME)
    except (NotFound, WrongUse):
        # None is loaded, or several are and the site does not say which it shows.
        return ""
    return found.definitions.info.name.in_("en" if account.language == "en" else "nl")
