"""The signals that a partner was assigned, for who works for it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.model.watch import Handling
from wijkpeil.pages.format import day
from wijkpeil.pages.work.desk import Desk


@record
class AssignedSignal:
    """A figure that a partner is to look into."""

    area: str
    indicator: str
    name: str
    """Indicator and area."""
    due: str
    """Last day in words; empty where none was set."""
    late: bool
    note: str


def assigned_signals(desk: Desk, partner: str) -> tuple[AssignedSignal, ...]:
    """List what a partner is to look into, the first due first, in the active language."""
    definitions = desk.programme.definitions
    areas = {one.id: one.name.in_(desk.language) for one in definitions.areas}
    indicators = {one.id: one.short_name.in_(desk.language) for one in definitions.indicators}
    mine = [each for each in desk.records("handlings") if each.owner == partner and each.state == "assigned"]
    today = timezone.localdate()
    return tuple(
        AssignedSignal(
            area=each.area,
            indicator=each.indicator,
            name=f"{indicators.get(each.indicator, each.indicator)}, {areas.get(each.area, each.area)}",
            due=_("by %(day)s") % {"day": day(each.due, desk.language)} if each.due else "",
            late=each.due is not None and each.due < today,
            note=each.note,
        )
        for each in sorted(mine, key=_due)
    )


def _due(each: Handling) -> tuple[bool, date]:
    return each.due is None, each.due or date.max
