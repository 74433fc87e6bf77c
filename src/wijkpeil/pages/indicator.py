"""One indicator: what it means, its border, and where all areas stand on it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.errors import NotFound
from wijkpeil.model.base import record
from wijkpeil.model.board import Cell
from wijkpeil.model.index_tree import each_node
from wijkpeil.model.indicators import Indicator
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.method import BandView, IndicatorRow, band_views, indicator_row
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.quantities import unknown
from wijkpeil.pages.recount import ClaimView, claim_views
from wijkpeil.workflows.borders import resolve_borders


@record
class AreaValue:
    """The value of one area."""

    area: Reference
    value: str
    colour: str
    word: str
    edge: bool
    """True where rounding decides the colour."""
    band: str
    x: float | None
    """Its place on the strip in per cent, worse on the left; None where it has no value."""
    lines: str


@record
class Strip:
    """The strip on which all areas stand, worse on the left, in per cent."""

    negative_x: float
    positive_x: float
    positive_width: float
    """From the positive border to the end, in per cent."""
    negative: str
    positive: str
    city_x: float | None
    city: str


@record
class IndicatorPage:
    """One indicator."""

    row: IndicatorRow
    sentence: SafeString
    description: str
    source: str
    theme: Reference
    sensitive: bool
    ground: str
    kind: str
    """What people say or what registers hold; empty where that is not known."""
    bands: tuple[BandView, ...]
    strip: Strip | None
    values: tuple[AreaValue, ...]
    """From the worst to the best, those without a value last."""
    targets: tuple[Reference, ...]
    indices: tuple[Reference, ...]
    """The indices that it is a part of."""
    claims: tuple[ClaimView, ...]
    release: str


def _indices(context: ViewContext, id: str) -> tuple[str, ...]:
    indices = context.programme.definitions.indices
    return tuple(index.id for index in indices if any(node.indicator == id for node in each_node(index)))


def indicator_page(context: ViewContext, language: str, id: str) -> IndicatorPage:
    """Show one indicator.

    Raises:
        NotFound: there is no indicator of that id.
    """
    with override(language):
        indicator = context.lookup.indicators.get(id)
        if indicator is None:
            raise NotFound(f"there is no indicator {id!r}")
        names = names_of(context, language)
        cells = tuple(cell for row in context.board.rows for cell in row.cells if cell.indicator == id)
        scale = _scale(context, indicator, cells)
        ledger, claims = context.programme.ledger, context.programme.definitions.claims
        return IndicatorPage(
            row=indicator_row(indicator, language),
            sentence=indicator_sentence(indicator, cells, names, language),
            description=indicator.description.in_(language),
            source=indicator.source.in_(language),
            theme=names.theme(indicator.theme),
            sensitive=indicator.sensitive,
            ground=indicator.ground.in_(language) if indicator.ground else "",
            kind=_kind(indicator),
            bands=band_views(context, indicator, language),
            strip=scale.strip(indicator, language) if scale else None,
            values=tuple(_value(cell, indicator, scale, names, language) for cell in _from_worst(cells, indicator)),
            targets=names.all("target", (one.id for one in ledger.targets if one.indicator == id)),
            indices=names.all("index", _indices(context, id)),
            claims=claim_views(context, language, tuple(one.id for one in claims if id in one.concerns)),
            release=context.board.release,
        )


def indicator_sentence(indicator: Indicator, cells: tuple[Cell, ...], names: Names, language: str) -> SafeString:
    """Say how many areas are worse than the border and which is worst, in the active language."""
    red = sum(cell.colour == "red" for cell in cells)
    known = [cell for cell in _from_worst(cells, indicator) if cell.value is not None]
    first = ngettext(
        "In <b>{red} of the {total} areas</b> the figure is worse than the border.",
        "In <b>{red} of the {total} areas</b> the figure is worse than the border.",
        red,
    )
    if not known or known[0].value is None:
        return format_html(first, red=red, total=len(cells))
    worst = [cell for cell in known if cell.value == known[0].value]
    second = ngettext(
        "The least favourable is {name}: {value}.", "The least favourable are {name}: {value}.", len(worst)
    )
    labels = [f"{one.label} {one.detail}".strip() for one in names.places(cell.area for cell in worst)]
    joined = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {_('and')} {labels[-1]}"
    return format_html(
        f"{first} {second}", red=red, total=len(cells), name=joined, value=number(known[0].value, language)
    )


class _Scale:
    """The values from the worst to the best, a little wider on both sides."""

    def __init__(self, values: list[Decimal], negative: Decimal, positive: Decimal, *, high_is_better: bool) -> None:
        low, high = min(values), max(values)
        room = (high - low) * Decimal("0.04") or Decimal(1)
        self.worst, self.best = (low - room, high + room) if high_is_better else (high + room, low - room)
        self.negative, self.positive = negative, positive

    def x(self, value: Decimal) -> float:
        return round(100 * float((value - self.worst) / (self.best - self.worst)), 2)

    def strip(self, indicator: Indicator, language: str) -> Strip:
        city = indicator.city_value
        return Strip(
            negative_x=self.x(self.negative),
            positive_x=self.x(self.positive),
            positive_width=round(100 - self.x(self.positive), 2),
            negative=number(self.negative, language),
            positive=number(self.positive, language),
            city_x=None if city is None else self.x(city),
            city="" if city is None else number(city, language),
        )


def _scale(context: ViewContext, indicator: Indicator, cells: tuple[Cell, ...]) -> _Scale | None:
    release = context.release
    bounds = resolve_borders(context.programme.definitions, release.observations if release else ()).get(indicator.id)
    values = [cell.value for cell in cells if cell.value is not None]
    if bounds is None or not values:
        return None
    values += [bounds.negative, bounds.positive]
    if indicator.city_value is not None:
        values.append(indicator.city_value)
    return _Scale(values, bounds.negative, bounds.positive, high_is_better=indicator.polarity == "high-is-better")


def _from_worst(cells: tuple[Cell, ...], indicator: Indicator) -> list[Cell]:
    sign = 1 if indicator.polarity == "high-is-better" else -1
    return sorted(cells, key=lambda cell: (cell.value is None, sign * (cell.value or Decimal(0))))


def _value(cell: Cell, indicator: Indicator, scale: _Scale | None, names: Names, language: str) -> AreaValue:
    band = next((one.name.in_(language) for one in indicator.bands if one.id == cell.band), "")
    return AreaValue(
        area=names.get("area", cell.area),
        value=unknown() if cell.value is None else number(cell.value, language),
        colour=cell.colour,
        word=_colour_word(cell.colour),
        edge=cell.undecidable,
        band=band,
        x=scale.x(cell.value) if scale and cell.value is not None else None,
        lines=cell.lines,
    )


def _colour_word(colour: str) -> str:
    return {
        "red": _("worse than the border"),
        "green": _("better than the border"),
        "neutral": _("between the borders"),
    }.get(colour, _("no colour"))


def _kind(indicator: Indicator) -> str:
    if indicator.subjective is None:
        return ""
    return _("what people say") if indicator.subjective else _("what registers hold")
