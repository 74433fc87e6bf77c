"""The mail that says in time that a signal is to be looked into, once for each decision and each of who works on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from wijkpeil.errors import NotFound
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import Grant, Handling
from wijkpeil.ledger.services.security import security_keep, security_kept
from wijkpeil.ledger.snapshot import current_programme

BEFORE = timedelta(days=7)
"""How long before its last day a partner is reminded of a signal."""
REMINDED = "signal-reminded"
WRITERS = ("reporter", "decision-maker", "programme-manager")
"""Roles that can do something about it."""


def remind_of_signals() -> int:
    """Tell who works for a partner that a signal is due within 7 days, or overdue; return how many mails left.

    Whoever was told of a decision is not told again; another day or partner is another decision. Where no mail is set,
    nobody is told.
    """
    if not settings.MAIL:
        return 0
    due = Handling.objects.current().filter(state="assigned", due__lte=timezone.localdate() + BEFORE)
    return sum(_told(row, account) for row in due.order_by("due", "record_id") for account in _workers(row))


def _workers(row: Any) -> Iterator[Account]:
    held = Grant.objects.current().filter(partner=row.owner, role__in=WRITERS, programme__in=("", row.programme))
    ids = held.values_list("account", flat=True)
    yield from Account.objects.filter(pk__in=list(ids), state="active").order_by("pk")


def _told(row: Any, account: Account) -> int:
    about = f"{row.programme}/{row.record_id}/{row.revision}"
    if security_kept(account.pk, REMINDED, row.recorded_from, about):
        return 0
    try:
        reminder_mail(account, row).send()
    except (NotFound, OSError):
        # The next run tries again.
        return 0
    security_keep(account.pk, REMINDED, about=about)
    return 1


def reminder_mail(account: Account, row: Any) -> EmailMessage:
    """Return the mail about one signal, in the language of its reader; it names the figure, and not what was noted.

    Raises:
        NotFound: the workspace holds no such programme any more.
    """
    definitions = current_programme(row.programme).definitions
    areas = {one.id: one.name.in_(account.language) for one in definitions.areas}
    indicators = {one.id: one.name.in_(account.language) for one in definitions.indicators}
    with override(account.language):
        filled = {
            "account": account,
            "area": areas.get(row.area, row.area),
            "indicator": indicators.get(row.indicator, row.indicator),
            "due": row.due,
            "late": row.due < timezone.localdate(),
        }
        subject = " ".join(render_to_string("people/mail/signal_due_subject.txt", filled).split())
        body = render_to_string("people/mail/signal_due.txt", filled).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email])
