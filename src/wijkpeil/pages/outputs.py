"""What all measures planned and delivered, one line for each thing that is counted; what is behind comes first."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.delivery import BEHIND, DeliveryRow, delivery_rows
from wijkpeil.pages.downloads import Form


@record
class OutputsPage:
    """All deliveries."""

    sentence: SafeString
    rows: tuple[DeliveryRow, ...]
    forms: tuple[Form, ...]
    """Downloads."""
    files: tuple[str, ...]
    """Registers to download."""


def outputs_page(context: ViewContext, language: str) -> OutputsPage:
    """Show what measures planned and delivered."""
    with override(language):
        rows = [one for several in delivery_rows(context, language).values() for one in several]
        return OutputsPage(
            sentence=outputs_sentence(rows),
            rows=tuple(sorted(rows, key=lambda one: one.state not in BEHIND)),
            forms=tuple(
                Form(label=f"outputs.{form}", view="data-outputs", args=(form,)) for form in ("csv", "xlsx", "json")
            ),
            files=("expectations", "stories"),
        )


def outputs_sentence(rows: list[DeliveryRow]) -> SafeString:
    """Say how much was delivered as planned, in the active language."""
    if not rows:
        return format_html("{}", _("Nothing is recorded yet of what measures deliver."))
    planned = sum(one.state == "as-planned" for one in rows)
    text = ngettext(
        "Of the {total} things that measures deliver, <b>{planned} is as planned</b>; {behind} behind.",
        "Of the {total} things that measures deliver, <b>{planned} are as planned</b>; {behind} behind.",
        planned,
    )
    return format_html(text, total=len(rows), planned=planned, behind=sum(one.state in BEHIND for one in rows))
