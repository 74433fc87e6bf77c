"""Tags and filters of the workplace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkpeil.pages.format import day
from wijkpeil.pages.names import Kind
from wijkpeil.pages.templatetags.registers import address
from wijkpeil.pages.work.draft_places import draft_place
from wijkpeil.pages.work.form import FaultLink, Option
from wijkpeil.pages.work.overview import DraftLine

register = template.Library()
_KINDS: dict[str, Kind] = {
    "themes": "theme",
    "measures": "measure",
    "partners": "partner",
    "facilities": "facility",
    "zones": "zone",
    "hotspots": "hotspot",
    "area_plans": "area-plan",
    "capacities": "capacity",
    "practices": "practice",
    "adoptions": "adoption",
}
"""What a record of each register is called where pages link it."""
_WIDE = 60
"""Signs in a line of a text box, about."""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as a day and a time, in the active language; empty where there is none."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    language = "en" if get_language() == "en" else "nl"
    return _("%(day)s at %(time)s") % {"day": day(local.date(), language), "time": local.strftime("%H:%M")}


@register.filter
def when(value: datetime | None) -> str:
    """Write a moment as a day, in the active language; empty where there is none."""
    return day(timezone.localtime(value).date(), "en" if get_language() == "en" else "nl") if value else ""


@register.filter
def rows(text: str) -> int:
    """Say how many lines a text box shows at first."""
    return min(12, max(3, sum(1 + len(line) // _WIDE for line in text.split("\n"))))


@register.filter
def about(summary: Iterable[FaultLink], control: str) -> list[FaultLink]:
    """Keep the faults of one control."""
    return [each for each in summary if each.control == control]


@register.filter
def undoes(message: Any) -> int:
    """Return the entry that a message offers to undo; 0 where it offers none."""
    found = (tag.removeprefix("undo-") for tag in message.tags.split() if tag.startswith("undo-"))
    return int(next(found, "0"))


@register.simple_tag
def public_page(kept_in: str, id: str) -> str:
    """Give the address where readers find a record; empty where it has none."""
    return address(_KINDS[kept_in], id) if kept_in in _KINDS else ""


@register.simple_tag
def draft_url(draft: DraftLine) -> str:
    """Give the address where a draft is gone on with."""
    return draft_place(draft.register, draft.record_id, draft.id)


@register.simple_tag
def ticks(options: Iterable[Option], name: str) -> SafeString:
    """Offer options to tick, as the items of a list; by hand, since a form can offer a thousand of them."""
    return mark_safe("".join(_tick(option, escape(name)) for option in options))


def _tick(option: Option, name: str) -> str:
    checked = " checked" if option.chosen else ""
    code = f' <span class="code">{escape(option.detail)}</span>' if option.detail else ""
    box = f'<input type="checkbox" name="{name}" value="{escape(option.value)}"{checked}>'
    return f"<li><label>{box} <span>{escape(option.label)}{code}</span></label></li>"


@register.simple_tag
def choices(options: Iterable[Option]) -> SafeString:
    """Offer options of which one is chosen, as those of a select."""
    return mark_safe("".join(map(_choice, options)))


def _choice(option: Option) -> str:
    selected = " selected" if option.chosen else ""
    said = escape(f"{option.label} {option.detail}" if option.detail else option.label)
    return f'<option value="{escape(option.value)}"{selected}>{said}</option>'
