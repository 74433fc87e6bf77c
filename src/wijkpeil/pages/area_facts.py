"""What an area is: its code, what it lies in, its band, its residents, and the lines that name it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.workflows.area import AreaView


@record
class Crumb:
    """A larger area on the way to this one."""

    label: str
    address: str
    """Empty for the area itself."""
    inferred: bool = False
    """True where no source prints that the area lies in it."""


@record
class Fact:
    """A term and what is known of it."""

    term: str
    value: SafeString | str
    lines: str = ""


def crumbs(context: ViewContext, view: AreaView, links: Mapping[str, AreaLink]) -> tuple[Crumb, ...]:
    """Give the city, the nearest larger area and the area."""
    city = context.programme.definitions.info.city
    nearest = [one for one in view.around if one != city][:1]
    way = [one for one in (city, *nearest) if one in links and one != view.area.id]
    inferred = {one.parent for one in context.lookup.up.get(view.area.id, ()) if one.inferred}
    return (
        *(Crumb(label=links[one].name, address=links[one].address, inferred=one in inferred) for one in way),
        Crumb(label=links[view.area.id].label, address=""),
    )


def facts(context: ViewContext, view: AreaView, links: Mapping[str, AreaLink], language: Language) -> tuple[Fact, ...]:
    """List the facts."""
    area = view.area
    found = []
    if area.code:
        printed = area.printed_code
        code = _("%(code)s (printed: %(printed)s)") % {"code": area.code, "printed": printed} if printed else area.code
        found.append(Fact(term=_("Postcode"), value=code))
    found += _wholes(context, view, links, language)
    found += _bands(context, view, language)
    if area.residents is not None:
        year = f" ({area.residents_year})" if area.residents_year else ""
        found.append(Fact(term=_("Residents"), value=number(area.residents, language) + year))
    if area.lines:
        found.append(Fact(term=_("Source"), value=context.document.short.in_(language), lines=area.lines))
    return tuple(found)


def _wholes(context: ViewContext, view: AreaView, links: Mapping[str, AreaLink], language: Language) -> list[Fact]:
    city = context.programme.definitions.info.city
    found = []
    for level in context.programme.definitions.info.levels:
        memberships = [
            one
            for one in context.lookup.up.get(view.area.id, ())
            if one.parent in context.lookup.areas
            and context.lookup.areas[one.parent].level == level.id
            and one.parent != city
        ]
        parts = [
            format_html("{} ({})", links[one.parent].html(), _("inferred"))
            if one.inferred
            else links[one.parent].html()
            for one in memberships
        ]
        if parts:
            name = level.name.in_(language)
            found.append(
                Fact(term=name[0].upper() + name[1:], value=format_html_join(", ", "{}", ((p,) for p in parts)))
            )
    return found


def _bands(context: ViewContext, view: AreaView, language: Language) -> list[Fact]:
    found = []
    for cell in view.row.cells if view.row else ():
        indicator = context.lookup.indicators[cell.indicator]
        band = next((one for one in indicator.bands if one.id == cell.band), None)
        if band is not None and cell.value is not None:
            value = f"{band.name.in_(language)} ({number(cell.value, language)})"
            found.append(Fact(term=_("Class, %(name)s") % {"name": indicator.short_name.in_(language)}, value=value))
    return found
