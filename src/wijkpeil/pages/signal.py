"""One figure that stands out: what was seen, how sure it is, the pictures behind it, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import NotFound, say
from wijkpeil.model.base import Language, record
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.signals import KINDS, Signal
from wijkpeil.model.watch import WatchLine
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.signal_charts import FunnelChart, Row, SeriesChart, funnel_chart, series_chart
from wijkpeil.pages.signal_control import ControlCharts, control_charts
from wijkpeil.pages.signalling.lines import DIRECTIONS, KIND_WORDS, clauses, figure, said_in
from wijkpeil.pages.watch_chance import kind_meanings
from wijkpeil.pages.watch_rows import WatchRow, watch_row
from wijkpeil.workflows.signal import neighbour_pairs


@record
class Evidence:
    """One signal with what it rests on."""

    kind: str
    name: str
    way: str
    said: str
    """What was seen."""
    meaning: str
    facts: tuple[tuple[str, str], ...]
    """Terms with values."""


@record
class SignalPage:
    """One figure that stands out."""

    area_id: str
    indicator_id: str
    row: WatchRow
    place: Reference
    indicator: Reference
    period: str
    release: str
    since: str
    """Title of the release since which it stands out; empty without signals."""
    evidence: tuple[Evidence, ...]
    series: SeriesChart | None
    control: ControlCharts | None
    """Its control charts; None where its series is too short for them."""
    funnel: FunnelChart | None
    neighbours: tuple[Row, ...]
    handling: str
    """Id of the record of what is done about it; empty where there is none."""
    may_decide: bool


def signal_page(
    context: ViewContext, language: Language, area: str, indicator: str, *, may_decide: bool = False
) -> SignalPage:
    """Show the signals of one indicator in one area.

    Raises:
        NotFound: nothing stands out there, and nothing is being done about it.
    """
    line = line_of(context, area, indicator)
    with override(language):
        names, found = names_of(context, language), context.lookup.indicators[indicator]
        figures = context.signal_figures.get(indicator)
        titles = {one.release.id: one.release.title.in_(language) for one in context.programme.releases}
        return SignalPage(
            area_id=area,
            indicator_id=indicator,
            row=watch_row(context, line, names, language),
            place=names.get("area", area),
            indicator=names.get("indicator", indicator),
            period=line.signals[0].period if line.signals else "",
            release=titles[context.programme.releases[-1].release.id],
            since=titles.get(line.since, ""),
            evidence=_evidence(line, found, language),
            series=series_chart(figures, area, found, language) if figures else None,
            control=control_charts(figures, area, found, language) if figures else None,
            funnel=funnel_chart(figures, area, found, names, language) if figures else None,
            neighbours=_neighbours(context, area, found, names, language),
            handling=line.handling.id if line.handling else "",
            may_decide=may_decide,
        )


def line_of(context: ViewContext, area: str, indicator: str) -> WatchLine:
    """Find the line of a figure, or one that is closed and past.

    Raises:
        NotFound: nothing stands out there, and nothing was done about it.
    """
    found = next((one for one in context.watch_lines if (one.area, one.indicator) == (area, indicator)), None)
    if found is not None:
        return found
    closed = (one for one in context.programme.ledger.handlings if (one.area, one.indicator) == (area, indicator))
    handling = next(closed, None)
    if handling is None or not context.signal_reports:
        raise NotFound(say("The last release has no signal of {indicator} in {area}.", indicator=indicator, area=area))
    return WatchLine(
        area=area, indicator=indicator, value=None, signals=(), releases=0, since="", state="closed", handling=handling
    )


def _evidence(line: WatchLine, indicator: Indicator, language: str) -> tuple[Evidence, ...]:
    meanings = kind_meanings()
    return tuple(
        Evidence(
            kind=signal.kind,
            name=said_in(KIND_WORDS[signal.kind], language),
            way=said_in(DIRECTIONS[signal.direction], language),
            said=said[0].upper() + said[1:],
            meaning=meanings[signal.kind],
            facts=tuple(_facts(signal, indicator, language)),
        )
        for signal, said in zip(line.signals, clauses(line, indicator, language), strict=True)
    )


def _facts(signal: Signal, indicator: Indicator, language: str) -> Sequence[tuple[str, str]]:
    facts = [(_("figure"), figure(signal.value, indicator, language))]
    if signal.reference_value is not None:
        facts.append((_("compared with"), figure(signal.reference_value, indicator, language)))
    if signal.n is not None:
        facts.append((_("people or exposure behind it"), number(round(signal.n), language)))
    if signal.score is not None:
        facts.append((_("standard deviations from it"), number(signal.score, language, 1)))
    if signal.p is not None:
        facts.append((_("chance where nothing is the matter (p)"), _chance(signal.p, language)))
    if signal.q is not None:
        facts.append((_("false discovery rate (q)"), _chance(signal.q, language)))
    facts.append((_("law of chance"), method_words()[signal.method]))
    return facts


def _chance(value: float, language: str) -> str:
    least = 0.0001
    if value < least:
        return _("less than %(chance)s") % {"chance": percent(100 * least, language, 2)}
    return percent(100 * value, language, 2)


def method_words() -> dict[str, str]:
    """Say the laws that signals rest on, in the active language."""
    return {
        "comparison": _("none: a line was passed or not"),
        "binomial": _("binomial, exact"),
        "poisson": _("Poisson, exact"),
        "normal": _("normal"),
        "random-effects": _("normal, with the usual spread among areas"),
        "student": _("Student's t"),
        "individuals": _("none: the rules of the control chart"),
        "hypergeometric": _("hypergeometric, exact"),
    }


def _neighbours(context: ViewContext, area: str, indicator: Indicator, names: Names, language: str) -> tuple[Row, ...]:
    """List the neighbours of an area with their figures and which way they stand out."""
    areas = context.lookup.rows()
    if area not in areas:
        return ()
    here = areas.index(area)
    pairs = neighbour_pairs(context.programme, areas)
    near = sorted({int(one) for pair in pairs for one in pair if here in pair} - {here})
    found = context.signal_figures.get(indicator.id)
    shown = {
        (one.area, one.kind): one.direction
        for one in context.signal_reports[-1].signals
        if one.indicator == indicator.id
    }
    rows = []
    for at in near:
        name = areas[at]
        value = found.values[at, -1] if found else np.nan
        ways = [shown[name, kind] for kind in KINDS if (name, kind) in shown]
        rows.append(
            Row(
                name=names.get("area", name).label,
                place=names.get("area", name),
                cells=(
                    "" if np.isnan(value) else figure(float(value), indicator, language),
                    said_in(DIRECTIONS[ways[0]], language) if ways else _("does not stand out"),
                ),
                here=False,
            )
        )
    return tuple(rows)
