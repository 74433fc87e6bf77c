"""Practices: ways of working that proved themselves somewhere."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.practices import Practice
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import Names, Reference, names_of


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


@record
class PracticesPage:
    """All practices."""

    sentence: SafeString
    rows: tuple[PracticeRow, ...]


def practices_page(context: ViewContext, language: str) -> PracticesPage:
    """Show all practices, in the order of the register."""
    with override(language):
        names = names_of(context, language)
        rows = tuple(practice_row(one, names, language) for one in context.programme.ledger.practices)
        return PracticesPage(sentence=practices_sentence(len(rows)), rows=rows)


def practices_sentence(total: int) -> SafeString:
    """Say how many practices the document puts forward, in the active language."""
    text = ngettext(
        "The document puts forward <b>{total} practice</b> that proved itself, without a figure of its result.",
        "The document puts forward <b>{total} practices</b> that proved themselves, without a figure of their result.",
        total,
    )
    return format_html(text, total=total)


def practice_row(practice: Practice, names: Names, language: str) -> PracticeRow:
    """Show one practice."""
    return PracticeRow(
        id=practice.id,
        name=practice.name.in_(language),
        description=practice.description.in_(language),
        place=practice.place.in_(language),
        theme=names.themes.get(practice.theme, practice.theme),
        areas=names.places(practice.areas),
        partners=names.all("partner", practice.partners),
        lines=practice.lines,
    )
