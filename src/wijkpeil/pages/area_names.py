"""What areas are called on the pages, so that two of the same name can be told apart."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wijkpeil.model.areas import Area
from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import kept_of


@record
class AreaLink:
    """An area with its address."""

    id: str
    name: str
    short: str
    """A shorter name, for maps and phones."""
    code: str
    shared: bool
    """True where another area of the board has the same name, so that the code must stand beside it."""
    address: str

    @property
    def label(self) -> str:
        """The name, with the code where the name alone does not tell it apart."""
        return f"{self.name} {self.code}" if self.shared else self.name

    def html(self) -> SafeString:
        """Give a link for use inside a sentence."""
        return format_html('<a href="{}">{}</a>', self.address, self.label)


def area_links(context: ViewContext, language: Language) -> dict[str, AreaLink]:
    """Name all areas of a programme, by id, in the order of its file."""
    return kept_of((context.programme.definitions,), ("areas", language), lambda: _links(context, language))


def _links(context: ViewContext, language: Language) -> dict[str, AreaLink]:
    areas = context.programme.definitions.areas
    names = Counter((area.level, area.name.in_(language)) for area in areas)
    return {area.id: _link(area, language, names[area.level, area.name.in_(language)] > 1) for area in areas}


def _link(area: Area, language: Language, shared: bool) -> AreaLink:
    name = area.name.in_(language)
    return AreaLink(
        id=area.id,
        name=name,
        short=area.short_name.in_(language) if area.short_name else name,
        code=area.code,
        shared=shared and bool(area.code),
        address=reverse("area", args=[area.id]),
    )
