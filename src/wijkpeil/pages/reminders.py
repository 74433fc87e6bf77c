"""The mail that says in time that a token ends, once for each token."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import Token
from wijkpeil.ledger.services.security import security_keep, security_kept

BEFORE = timedelta(days=14)
"""How long before its last day somebody is told that a token ends."""
REMINDED = "token-reminded"


def remind_of_tokens() -> int:
    """Tell holders of tokens that end within 14 days, and were not told yet; return how many mails left.

    A token that was made to last no longer than that is left alone. Where no mail is set, nobody is told.
    """
    if not settings.MAIL:
        return 0
    today, told = timezone.localdate(), 0
    ending = Token.objects.current().filter(expires_on__gte=today, expires_on__lte=today + BEFORE)
    for token in ending.order_by("expires_on", "record_id"):
        made = timezone.localdate(token.recorded_from)
        account = Account.objects.filter(pk=token.account, state="active").first()
        known = security_kept(token.account, REMINDED, token.recorded_from, token.record_id)
        if account is not None and not known and token.expires_on - made > BEFORE:
            told += _sent(account, token)
    return told


def _sent(account: Account, token: Token) -> int:
    try:
        reminder_mail(account, token).send()
    except OSError:
        # The next run tries again.
        return 0
    security_keep(account.pk, REMINDED, about=token.record_id)
    return 1


def reminder_mail(account: Account, token: Token) -> EmailMessage:
    """Return the mail about one token, in the language of its holder."""
    with override(account.language):
        filled = {"account": account, "token": token}
        subject = " ".join(render_to_string("people/mail/token_ends_subject.txt", filled).split())
        body = render_to_string("people/mail/token_ends.txt", filled).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email])
