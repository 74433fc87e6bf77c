"""Who did something, said to someone: by pseudonym and role, and by name to nobody but themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wijkpeil.ledger.models import JournalEntry
from wijkpeil.model.people import Grant
from wijkpeil.model.programme import Programme
from wijkpeil.pages.record_words import role_words
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk


def grant_words(grant: Grant, programme: Programme | None, language: str) -> str:
    """Say a role with the partner and the area for which it is held, in the active language."""
    role = role_words()[grant.role]
    ledger = programme.ledger if programme else None
    partner = next((each for each in ledger.partners if each.id == grant.partner), None) if ledger else None
    held_for = title_of(partner, language) if partner else grant.partner
    places = [*programme.definitions.areas, *programme.definitions.groups] if programme else []
    area = next((title_of(each, language) for each in places if each.id == grant.area), grant.area)
    parts = [part for part in (held_for, area) if part]
    return f"{role} ({', '.join(parts)})" if parts else role


def who(entry: JournalEntry, desk: Desk) -> str:
    """Say who made an entry of the journal, in the active language."""
    role = role_words().get(entry.role, entry.role)
    if entry.actor == desk.actor.id:
        return _("you, as %(role)s") % {"role": role} if role else _("you")
    if entry.actor.startswith("command"):
        return _("a command on the machine")
    return f"{role} {entry.actor}"


def did_words() -> dict[str, str]:
    """Say what an entry of the journal did, in the active language."""
    return {
        "record_add": pgettext("a record", "added"),
        "record_revise": _("changed"),
        "record_remove": _("removed"),
        "record_restore": _("restored"),
        "records_import": _("changed by spreadsheet"),
        "entry_undo": _("undone"),
        "programme_load": _("loaded from the programme folder"),
    }
