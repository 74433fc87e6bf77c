"""The days on which something changed: how much, in which role, and by which action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.ledger.changes import public_changes
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day, number
from wijkpeil.pages.record_words import action_words, register_words, role_words

DAYS = 31
"""Number of days on a page."""
AT_ONCE = 1_000
"""Number of entries that are read at a time."""
AtDay = Callable[[date], str]
"""Gives the address of the first page as it stood at the end of a day."""


@record
class Deed:
    """What was done in one role by one action on a day."""

    role: str
    action: str
    times: str
    of: str
    """How many of which records."""


@record
class ChangeDay:
    """A day on which something changed."""

    day: str
    date: str
    """In ISO form."""
    address: str
    changes: str
    deeds: tuple[Deed, ...]


@record
class ChangesPage:
    """The days on which something changed, the last one first."""

    sentence: str
    days: tuple[ChangeDay, ...]
    older: str
    """The day before which older changes are found, in ISO form; empty where there are none."""
    newest: bool
    """True where the list begins with the last change."""
    error: str
    """Why the day that was chosen cannot be shown."""
    typed: str
    """What was typed as a day."""


@dataclass(slots=True)
class _Day:
    entries: int = 0
    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def add(self, role: str, action: str, changed: dict[str, tuple[int, int, int]]) -> None:
        self.entries += 1
        self.times[role, action] += 1
        counted = self.records.setdefault((role, action), Counter())
        for name, (added, revised, removed) in changed.items():
            counted[name] += added + revised + removed


def changes_page(
    context: ViewContext, language: Language, at: AtDay, before: date | None = None, error: str = "", typed: str = ""
) -> ChangesPage:
    """List the days up to the state that is shown, or up to the day ``before``, on which something public changed."""
    found = _days(context, before)
    shown = dict(list(found.items())[:DAYS])
    older = min(shown).isoformat() if len(found) > len(shown) else ""
    with override(language):
        return ChangesPage(
            sentence=_sentence(max(shown, default=None), before, language),
            days=tuple(_told(when, one, language, at) for when, one in shown.items()),
            older=older,
            newest=before is None,
            error=error,
            typed=typed,
        )


def _sentence(last: date | None, before: date | None, language: Language) -> str:
    if last is None:
        return _("Nothing changed in this time.")
    if before is not None:
        return _("Before %(before)s something changed last on %(day)s.") % {
            "before": day(before, language),
            "day": day(last, language),
        }
    return _("Something changed last on %(day)s.") % {"day": day(last, language)}


def _days(context: ViewContext, before: date | None) -> dict[date, _Day]:
    """Gather days, the last first, until one more than a page shows is complete."""
    found: dict[date, _Day] = {}
    for sequence, moment, role, action, changed in _changes(context, before):
        del sequence
        when = timezone.localdate(moment)
        if when not in found and len(found) > DAYS:
            break
        found.setdefault(when, _Day()).add(role, action, changed)
    return found


def _changes(
    context: ViewContext, before: date | None
) -> Iterator[tuple[int, datetime, str, str, dict[str, tuple[int, int, int]]]]:
    """Give the entries that changed something public, the last first."""
    key = context.key
    if key is None:
        return
    rows: Any = JournalEntry.objects.filter(programme=key.programme)
    if before is not None:
        rows = rows.filter(recorded_at__lt=datetime.combine(before, time(), timezone.get_default_timezone()))
    last = key.sequence
    while True:
        found = rows.filter(sequence__lte=last).order_by("-sequence")
        entries = list(found.values_list("sequence", "recorded_at", "role", "action")[:AT_ONCE])
        if not entries:
            return
        changed = public_changes(key.programme, entries[-1][0] - 1, entries[0][0])
        for entry in entries:
            if entry[0] in changed:
                yield (*entry, changed[entry[0]])
        last = entries[-1][0] - 1


def _told(when: date, found: _Day, language: Language, at: AtDay) -> ChangeDay:
    changes = ngettext("%(n)s change", "%(n)s changes", found.entries) % {"n": number(found.entries, language)}
    return ChangeDay(
        day=day(when, language),
        date=when.isoformat(),
        address=at(when),
        changes=changes,
        deeds=tuple(_deed(role, action, found, language) for role, action in found.times),
    )


def _deed(role: str, action: str, found: _Day, language: Language) -> Deed:
    words = register_words()
    counted = found.records[role, action].most_common()
    return Deed(
        role=role_words().get(role, role),
        action=action_words().get(action, _("change")),
        times=number(found.times[role, action], language),
        of=", ".join(f"{words.get(name, name)} {number(count, language)}" for name, count in counted if count),
    )
