"""Method and data: what is measured and how, the rules that colour and count, the releases, and all downloads."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.formula_functions import FUNCTIONS
from wijkpeil.model.indicators import Band, Bound, Indicator, RedCount
from wijkpeil.model.ledger import Instrument
from wijkpeil.model.programme import ReleasedFigures
from wijkpeil.model.status import RULE_VERSION
from wijkpeil.pages.algorithms import Algorithm, algorithms
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.downloads import ALGORITHM_FORMS, Download, Form, downloads
from wijkpeil.pages.format import day, number
from wijkpeil.pages.glossary import Word, glossary
from wijkpeil.pages.names import Names, Reference, index_references, names_of
from wijkpeil.pages.quantities import unknown


@record
class BoundView:
    """One side of a border."""

    value: str
    origin: str
    lines: str


@record
class BandView:
    """One class of an indicator, with how many areas stand in it."""

    name: str
    range: str
    areas: int
    note: str


@record
class IndicatorRow:
    """An indicator with its border."""

    id: str
    name: str
    short: str
    unit: str
    period: str
    polarity: str
    sign: str
    """The sign of worse: ``<`` or ``>``."""
    negative: BoundView | None
    positive: BoundView | None
    comparison: str
    city: str
    lines: str


@record
class IndicatorSection:
    """The indicators that stand together on the board."""

    name: str
    rows: tuple[IndicatorRow, ...]


@record
class CountRow:
    """A count of reds, as the document makes it."""

    id: str
    name: str
    indicators: tuple[str, ...]
    factor: int
    comparison: str
    note: str
    lines: str


@record
class ReleaseRow:
    """A release of figures."""

    id: str
    title: str
    published: str
    rows: int
    missing: int
    licence: str
    simulated: bool
    checksum: str


@record
class InstrumentRow:
    """An index, monitor or register that the programme relies on."""

    id: str
    name: str
    kind: str
    description: str
    lines: str


@record
class FunctionRow:
    """A function of the formula language."""

    name: str
    takes: str
    gives_set: bool


@record
class MethodPage:
    """How everything on this site is made."""

    sentence: SafeString
    sections: tuple[IndicatorSection, ...]
    bands: tuple[tuple[str, tuple[BandView, ...]], ...]
    counts: tuple[CountRow, ...]
    releases: tuple[ReleaseRow, ...]
    functions: tuple[FunctionRow, ...]
    instruments: tuple[InstrumentRow, ...]
    downloads: tuple[Download, ...]
    words: tuple[Word, ...]
    algorithms: tuple[Algorithm, ...]
    algorithm_forms: tuple[Form, ...]
    rule_version: str
    definitions: str
    indices: tuple[Reference, ...]


def method_page(context: ViewContext, language: str, contact: str = "") -> MethodPage:
    """Show the definitions, the rules and the downloads; ``contact`` is the address of who runs the site."""
    with override(language):
        definitions = context.programme.definitions
        names = names_of(context, language)
        by_id = {one.id: one for one in definitions.indicators}
        sections = tuple(
            IndicatorSection(
                name=group.name.in_(language),
                rows=tuple(indicator_row(by_id[id], language) for id in group.indicators if id in by_id),
            )
            for group in definitions.info.indicator_groups
        )
        banded = [one for one in definitions.indicators if one.bands]
        return MethodPage(
            sentence=method_sentence(len(definitions.indicators), len(context.board.rows)),
            sections=sections,
            bands=tuple((one.name.in_(language), band_views(context, one, language)) for one in banded),
            counts=tuple(_count(one, names, language) for one in definitions.info.counts),
            releases=tuple(_release(one, language) for one in context.programme.releases),
            functions=_functions(),
            instruments=tuple(_instrument(one, language) for one in context.programme.ledger.instruments),
            downloads=downloads(context),
            words=glossary(language),
            algorithms=algorithms(context, language, contact),
            algorithm_forms=ALGORITHM_FORMS,
            rule_version=RULE_VERSION,
            definitions=definitions.hash,
            indices=index_references(context, language),
        )


def method_sentence(indicators: int, areas: int) -> SafeString:
    """Say what all figures come from, in the active language."""
    text = ngettext(
        "Everything on this site is computed from <b>{figures} figure</b>: {indicators} indicators in {areas} areas.",
        "Everything on this site is computed from <b>{figures} figures</b>: {indicators} indicators in {areas} areas.",
        indicators * areas,
    )
    return format_html(text, figures=indicators * areas, indicators=indicators, areas=areas)


def indicator_row(indicator: Indicator, language: str) -> IndicatorRow:
    """Show an indicator with its border, in the active language."""
    border, high = indicator.border, indicator.polarity == "high-is-better"
    return IndicatorRow(
        id=indicator.id,
        name=indicator.name.in_(language),
        short=indicator.short_name.in_(language),
        unit=indicator.unit.in_(language),
        period=indicator.period or unknown(),
        polarity=_("high is better") if high else _("low is better"),
        sign="<" if high else ">",
        negative=_bound(border.negative, language) if border else None,
        positive=_bound(border.positive, language) if border else None,
        comparison=comparison_word(border.comparison) if border else "",
        city=_written(indicator.city_value, language),
        lines=indicator.lines,
    )


def band_views(context: ViewContext, indicator: Indicator, language: str) -> tuple[BandView, ...]:
    """Show the classes of an indicator, in their order, in the active language."""
    standing = [cell.band for row in context.board.rows for cell in row.cells if cell.indicator == indicator.id]
    return tuple(
        BandView(
            name=band.name.in_(language),
            range=_range(band, language),
            areas=standing.count(band.id),
            note=band.note.in_(language) if band.note else "",
        )
        for band in indicator.bands
    )


def comparison_word(comparison: str) -> str:
    """Say how a value on the border is taken, in the active language."""
    return {"strict": _("strict"), "inclusive": _("inclusive")}.get(comparison, comparison)


def _range(band: Band, language: str) -> str:
    low, high = _written(band.lower, language), _written(band.upper, language)
    above = _("from %(low)s") if band.lower_included else _("above %(low)s")
    below = _("up to and including %(high)s") if band.upper_included else _("below %(high)s")
    parts = [above % {"low": low} if low else "", below % {"high": high} if high else ""]
    return ", ".join(filter(None, parts))


def _bound(bound: Bound, language: str) -> BoundView:
    return BoundView(
        value=_written(bound.value, language) or _("mean of %(group)s") % {"group": bound.mean_of},
        origin=bound.origin.in_(language) if bound.origin else "",
        lines=bound.lines,
    )


def _written(value: Decimal | None, language: str) -> str:
    return "" if value is None else number(value, language)


def _count(count: RedCount, names: Names, language: str) -> CountRow:
    return CountRow(
        id=count.id,
        name=count.name.in_(language),
        indicators=tuple(one.label for one in names.all("indicator", count.indicators)),
        factor=count.factor,
        comparison=comparison_word(count.comparison),
        note=count.note.in_(language) if count.note else "",
        lines=count.lines,
    )


def _release(released: ReleasedFigures, language: str) -> ReleaseRow:
    release = released.release
    label = release.published_label.in_(language) if release.published_label else ""
    return ReleaseRow(
        id=release.id,
        title=release.title.in_(language),
        published=label or (day(release.published, language) if release.published else unknown()),
        rows=len(released.observations),
        missing=sum(one.value is None for one in released.observations),
        licence=release.licence,
        simulated=release.simulated,
        checksum=released.checksum,
    )


def _instrument(instrument: Instrument, language: str) -> InstrumentRow:
    kinds = {
        "index": _("index"),
        "monitor": _("monitor"),
        "register": _("register"),
        "survey": _("survey"),
        "plan": _("plan"),
        "agreement": _("agreement"),
        "programme": _("programme"),
        "person-level": _("about persons; never built here"),
    }
    return InstrumentRow(
        id=instrument.id,
        name=instrument.name.in_(language),
        kind=kinds[instrument.kind],
        description=instrument.description.in_(language),
        lines=instrument.lines,
    )


def _functions() -> tuple[FunctionRow, ...]:
    return tuple(
        FunctionRow(
            name=name,
            takes=", ".join((*function.params, *((f"{function.rest} …",) if function.rest else ()))),
            gives_set=function.gives_set,
        )
        for name, function in FUNCTIONS.items()
    )
