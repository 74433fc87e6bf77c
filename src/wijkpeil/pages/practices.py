"""Practices: ways of working that proved themselves somewhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.practices import Adoption, Practice
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.names import Names, Reference, names_of


@record
class AdoptionRow:
    """Where a practice was adopted."""

    id: str
    anchor: str
    place: str
    since: str
    """Empty: not known."""
    result: str
    """Empty: not known."""
    areas: tuple[Reference, ...]
    partners: tuple[Reference, ...]
    note: str
    lines: str


@record
class PracticeRow:
    """A practice."""

    id: str
    name: str
    description: str
    place: str
    theme: str
    areas: tuple[Reference, ...]
    partners: tuple[Reference, ...]
    lines: str
    adoptions: tuple[AdoptionRow, ...] = ()
    """Where it was adopted, where the page shows that."""


@record
class PracticesPage:
    """All practices."""

    sentence: SafeString
    rows: tuple[PracticeRow, ...]


def practices_page(context: ViewContext, language: str) -> PracticesPage:
    """Show all practices, in the order of the register."""
    with override(language):
        names = names_of(context, language)
        ledger = context.programme.ledger
        rows = tuple(
            practice_row(one, names, language, [each for each in ledger.adoptions if each.practice == one.id])
            for one in ledger.practices
        )
        return PracticesPage(sentence=practices_sentence(len(rows)), rows=rows)


def practices_sentence(total: int) -> SafeString:
    """Say how many practices the document puts forward, in the active language."""
    text = ngettext(
        "The document puts forward <b>{total} practice</b> that proved itself, without a figure of its result.",
        "The document puts forward <b>{total} practices</b> that proved themselves, without a figure of their result.",
        total,
    )
    return format_html(text, total=total)


def practice_row(practice: Practice, names: Names, language: str, adoptions: Sequence[Adoption] = ()) -> PracticeRow:
    """Show one practice, with the adoptions given."""
    return PracticeRow(
        id=practice.id,
        name=practice.name.in_(language),
        description=practice.description.in_(language),
        place=practice.place.in_(language),
        theme=names.themes.get(practice.theme, practice.theme),
        areas=names.places(practice.areas),
        partners=names.all("partner", practice.partners),
        lines=practice.lines,
        adoptions=tuple(_adoption_row(one, names, language) for one in adoptions),
    )


def _adoption_row(adoption: Adoption, names: Names, language: str) -> AdoptionRow:
    since = _("since %(day)s") % {"day": day(adoption.since, language)} if adoption.since else ""
    return AdoptionRow(
        id=adoption.id,
        anchor=f"adoption-{adoption.id.lower()}",
        place=adoption.place.in_(language),
        since=adoption.since_label.in_(language) if adoption.since_label else since,
        result=adoption.result.in_(language) if adoption.result else "",
        areas=names.places(adoption.areas),
        partners=names.all("partner", adoption.partners),
        note=adoption.note.in_(language) if adoption.note else "",
        lines=adoption.lines,
    )
