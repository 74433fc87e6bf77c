"""What a page says of the moment that it shows, and pages for moments of which there is nothing to show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Language, record
from wijkpeil.pages.format import SPACE, day

HASH_SHOWN = 12
"""Digits of a hash that tell it from others at sight."""
Trouble = Literal["unreadable", "future", "before", "no-entry"]


@record
class Neighbour:
    """The state before or after, with its address."""

    address: str
    label: str


@record
class Stood:
    """What the head of a page from the past says."""

    sentence: str
    detail: str
    """The change that left this state: its moment, its entry and the definitions."""
    now: str
    """Address of the page as it is now."""
    before: Neighbour | None
    after: Neighbour | None


@record
class DateForm:
    """Where a reader chooses another day to see this page at."""

    action: str
    page: str
    """Address of the page as it is now."""
    value: str
    """The day shown; empty on a page of the present."""
    last: str
    """The last day that can be chosen."""
    history: str
    """Address of the list of days on which something changed."""


@record
class TroublePage:
    """Why a moment cannot be shown, and what to do."""

    title: str
    sentence: str
    links: tuple[Neighbour, ...]


def moment_words(moment: datetime, language: Language, *, seconds: bool = False) -> str:
    """Write a moment by the clock of the city: *20 November 2026, 14:05*."""
    local = timezone.localtime(moment)
    return f"{day(local.date(), language)},{SPACE}{local.strftime('%H:%M:%S' if seconds else '%H:%M')}"


def entry_words(entry: int, moment: datetime, language: Language) -> str:
    """Name an entry of the journal with its moment: *entry 12, 20 November 2026, 14:05*."""
    with override(language):
        return _("entry %(entry)s, %(moment)s") % {"entry": entry, "moment": moment_words(moment, language)}


def stood_sentence(entry: int | None, until: datetime | None, whole_day: date | None, language: Language) -> str:
    """Say which moment is shown."""
    with override(language):
        if whole_day is not None:
            return _("As it stood at the end of %(day)s") % {"day": day(whole_day, language)}
        if until is not None:
            return _("As it stood on %(moment)s") % {"moment": moment_words(until, language, seconds=True)}
        return _("As it stood after entry %(entry)s of the journal") % {"entry": entry}


def stood_detail(entry: int, moment: datetime, definitions: str, language: Language) -> str:
    """Say which change left the state that is shown, and by which definitions."""
    with override(language):
        return _("Last change: %(entry)s. Definitions %(definitions)s.") % {
            "entry": entry_words(entry, moment, language),
            "definitions": definitions[:HASH_SHOWN],
        }


def now_link(address: str, language: Language) -> Neighbour:
    """Link a page as it is now."""
    with override(language):
        return Neighbour(address=address, label=_("To this page now"))


def first_link(address: str, entry: int, moment: datetime, language: Language) -> Neighbour:
    """Link a page as the first entry of its programme left it."""
    with override(language):
        label = _("The first state: %(entry)s") % {"entry": entry_words(entry, moment, language)}
        return Neighbour(address=address, label=label)


def trouble_page(trouble: Trouble, asked: str | date, language: Language, links: tuple[Neighbour, ...]) -> TroublePage:
    """Say why a moment cannot be shown; ``asked`` is the day, or what the address says."""
    asked = asked if isinstance(asked, str) else day(asked, language)
    with override(language):
        titles: dict[Trouble, str] = {
            "unreadable": _("This moment cannot be read"),
            "future": _("That has not happened yet"),
            "before": _("Nothing was recorded yet"),
            "no-entry": _("There is no such entry"),
        }
        sentences: dict[Trouble, str] = {
            "unreadable": _(
                "The address says “%(asked)s”. Write a day such as 2026-11-20, a time such as 2026-11-20T14:30:05, "
                "or an entry of the journal such as journal-12."
            ),
            "future": _("Only what was can be shown, and %(asked)s is still to come."),
            "before": _("The records of this programme begin later than %(asked)s."),
            "no-entry": _("The journal has no entry of that number: %(asked)s."),
        }
        return TroublePage(title=titles[trouble], sentence=sentences[trouble] % {"asked": asked}, links=links)
