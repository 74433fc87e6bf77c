"""The page that leads to each register which the programme office keeps."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext


@record
class RegisterLine:
    """One register, or two that share a page."""

    name: str
    address: str
    meaning: str
    count: int
    """Number of records."""
    files: tuple[str, ...]
    """Registers to download."""


@record
class RegistersPage:
    """All registers that the programme office keeps."""

    sentence: SafeString
    lines: tuple[RegisterLine, ...]


def registers_page(context: ViewContext, language: str) -> RegistersPage:
    """Show the registers with the number of their records."""
    with override(language):
        ledger = context.programme.ledger
        lines = tuple(
            RegisterLine(
                name=name,
                address=reverse(view),
                meaning=meaning,
                count=sum(len(getattr(ledger, file)) for file in files),
                files=files,
            )
            for view, name, meaning, files in _registers()
        )
        return RegistersPage(sentence=registers_sentence(sum(one.count for one in lines)), lines=lines)


def registers_sentence(total: int) -> SafeString:
    """Say how many records are kept, in the active language."""
    text = ngettext(
        "The programme keeps <b>{total} record</b> of who takes part, what is done and what there is in the areas.",
        "The programme keeps <b>{total} records</b> of who takes part, what is done and what there is in the areas.",
        total,
    )
    return format_html(text, total=total)


def _registers() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    return (
        ("partners", _("Partners"), _("Organisations that take part."), ("partners",)),
        ("measures", _("Measures"), _("Projects, activities and principles."), ("measures",)),
        (
            "outputs",
            _("Outputs"),
            _("What measures plan and deliver, which target they should move and why, and the story behind it."),
            ("outputs", "expectations", "stories"),
        ),
        (
            "practices",
            _("Practices"),
            _("Ways of working that proved themselves, and where they were adopted."),
            ("practices", "adoptions"),
        ),
        ("facilities", _("Facilities"), _("Schools, centres and other places that people use."), ("facilities",)),
        (
            "zones",
            _("Zones and hotspots"),
            _("Streets where a special approach holds for a time, and why; never an address."),
            ("zones", "hotspots"),
        ),
        ("area-plans", _("Area plans"), _("Plans for one or more areas, and how far they are."), ("area_plans",)),
        (
            "capacity",
            _("Capacity"),
            _("People at work in the areas, as a number and never by name."),
            ("capacities",),
        ),
    )
