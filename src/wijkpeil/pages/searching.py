"""Search: what was found, by kind, with the page where each stands."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.keeping import kept
from wijkpeil.pages.names import Kind, Names, Reference, names_of
from wijkpeil.workflows.search import Hit, answer
from wijkpeil.workflows.search_entries import HitKind, Index, index_of

MOST = 80
"""Most results to show."""

_PAGES: dict[HitKind, Kind] = {
    "area": "area",
    "target": "target",
    "measure": "measure",
    "indicator": "indicator",
    "index": "index",
    "claim": "claim",
    "partner": "partner",
    "request": "request",
    "commitment": "commitment",
    "agreement": "agreement",
    "ambition": "ambition",
    "budget-line": "line",
    "running-programme": "running",
    "practice": "practice",
    "adoption": "adoption",
    "facility": "facility",
    "zone": "zone",
    "hotspot": "hotspot",
    "area-plan": "area-plan",
    "capacity": "capacity",
    "instrument": "instrument",
    "theme": "theme",
}


@record
class Result:
    """One record that was found."""

    target: Reference
    snippet: str


@record
class ResultGroup:
    """The records of one kind."""

    kind: HitKind
    name: str
    results: tuple[Result, ...]


@record
class SearchPage:
    """What was found for a query, or what could be looked for where there is none."""

    query: str
    sentence: SafeString
    groups: tuple[ResultGroup, ...]
    found: int
    near: bool
    """True where nothing has the words as typed and these are like them."""
    choice: bool
    """True where a postcode stands for several areas."""
    areas: tuple[Reference, ...]
    """Areas of the board, to choose from where nothing was found."""
    straight_to: str
    """Id of the area that a postcode stands for alone; empty otherwise."""


def search_page(context: ViewContext, language: str, query: str) -> SearchPage:
    """Search all records for what a reader typed."""
    with override(language):
        query = query.strip()[:200]
        prepared = kept(_index, context, language) if query else None
        found = answer(context.programme, query, language, MOST, prepared)
        hits, postcode = found.hits, found.postcode
        names = names_of(context, language)
        by_code = tuple(hit.id for hit in hits if hit.kind == "area") if postcode else ()
        groups = _groups(hits, names)
        near = any(hit.near for hit in hits)
        return SearchPage(
            query=query,
            sentence=_no_such_postcode(context, postcode)
            if postcode and not hits
            else search_sentence(query, len(hits), near=near, areas=len(by_code), postcode=postcode),
            groups=groups,
            found=len(hits),
            near=near,
            choice=len(by_code) > 1,
            areas=tuple(sorted(names.places(context.lookup.rows()), key=lambda one: (one.label, one.detail))),
            straight_to=by_code[0] if len(by_code) == 1 else "",
        )


_last: dict[str, Index] = {}
"""The index that was made last, by language: what did not change since is taken from it."""


def _index(context: ViewContext, language: str) -> Index:
    made = _last[language] = index_of(context.programme, language, _last.get(language))
    return made


def search_sentence(query: str, found: int, *, near: bool, areas: int, postcode: str = "") -> SafeString:
    """Say what was found, in the active language; ``areas`` counts those of the postcode that was typed."""
    if not query:
        return format_html("{}", _("Look for a postcode, an area, a target, a measure or anything else."))
    if not found:
        return format_html(_("Nothing was found for <b>{query}</b>."), query=query)
    if areas > 1:
        return format_html(
            _("Postcode <b>{query}</b> stands for {areas} areas. Which one do you mean?"),
            query=postcode or query,
            areas=areas,
        )
    if near:
        return format_html(_("Nothing has <b>{query}</b> in it, but this comes close."), query=query)
    text = ngettext("<b>{found} result</b> for {query}.", "<b>{found} results</b> for {query}.", found)
    return format_html(text, found=found, query=query)


def _no_such_postcode(context: ViewContext, postcode: str) -> SafeString:
    """Say that the programme has no area of that postcode, and which postcodes it has."""
    codes = sorted(area.code for area in context.programme.definitions.areas if area.code)
    if not codes:
        return format_html(_("Postcode <b>{postcode}</b> is not among the areas of this programme."), postcode=postcode)
    return format_html(
        _(
            "Postcode <b>{postcode}</b> is not among the areas of this programme. "
            "Their postcodes lie between {first} and {last}."
        ),
        postcode=postcode,
        first=codes[0],
        last=codes[-1],
    )


def _groups(hits: tuple[Hit, ...], names: Names) -> tuple[ResultGroup, ...]:
    words = kind_words()
    found: dict[HitKind, list[Result]] = {}
    for hit in hits:
        reference = _reference(hit, names)
        found.setdefault(hit.kind, []).append(Result(target=reference, snippet=hit.snippet))
    return tuple(ResultGroup(kind=kind, name=words[kind], results=tuple(many)) for kind, many in found.items())


def _reference(hit: Hit, names: Names) -> Reference:
    if hit.on is not None:
        kind, page = hit.on
        return Reference(kind=kind, id=page, label=hit.title, place=f"{hit.kind}-{hit.id.lower()}")
    own = _PAGES[hit.kind]
    detail = names.get("area", hit.id).detail if own == "area" else ""
    return Reference(kind=own, id=hit.id, label=hit.title, detail=detail)


def kind_words() -> dict[HitKind, str]:
    """Say the kinds of records, in the active language."""
    return {
        "area": _("Areas"),
        "target": _("Targets"),
        "measure": _("Measures"),
        "indicator": _("Indicators"),
        "index": _("Indices"),
        "claim": _("Recount"),
        "partner": _("Partners"),
        "request": _("Requests"),
        "commitment": _("Commitments"),
        "agreement": _("Agreements"),
        "ambition": _("Ambitions of the city"),
        "budget-line": _("Budget lines"),
        "running-programme": _("Running programmes"),
        "practice": _("Practices"),
        "adoption": _("Adopted elsewhere"),
        "facility": _("Facilities"),
        "zone": _("Zones"),
        "hotspot": _("Hotspots"),
        "area-plan": _("Area plans"),
        "capacity": _("Capacity"),
        "instrument": _("Instruments"),
        "theme": _("Themes"),
        "output": _("Outputs"),
        "expectation": _("Expectations"),
        "story": _("Stories"),
    }
