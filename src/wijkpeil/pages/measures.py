"""Measures: what is done, where, with whom and for which target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.errors import NotFound
from wijkpeil.model.base import record
from wijkpeil.model.ledger import Measure, MeasureKind
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.delivery import DeliveryRow, DeliveryTable, delivered_by, delivery_rows, delivery_table
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.pages.target_delivery import Tie, Told, stories_about, targets_of, tie


@record
class MeasureRow:
    """A measure as a line of a list."""

    id: str
    name: str
    description: str
    kind: str
    scope: str
    targets: tuple[Reference, ...]
    deliveries: tuple[DeliveryRow, ...]
    partners: tuple[Reference, ...]
    lines: str


@record
class MeasureSection:
    """The measures of one theme."""

    id: str
    name: str
    count: int
    """Measures of the theme on all pages together."""
    rows: tuple[MeasureRow, ...]


PAGE = 200
"""Measures on one page of the list."""


@record
class MeasuresPage:
    """All measures by theme, or those that were chosen."""

    sentence: SafeString
    sections: tuple[MeasureSection, ...]
    form: Narrowing
    links: tuple[PageLink, ...]


@record
class MeasurePage:
    """One measure."""

    row: MeasureRow
    theme: Reference
    areas: tuple[Reference, ...]
    record_kept: str
    ties: tuple[Tie, ...]
    """The targets that it should move, with the reasoning."""
    outputs: tuple[DeliveryTable, ...]
    """What it planned and delivered, a table for each thing that is counted."""
    stories: tuple[Told, ...]
    siblings: tuple[Reference, ...]
    """Other measures that serve one of its targets."""


def kind_words() -> dict[str, str]:
    """Say the kinds of measures, in the active language."""
    words: dict[MeasureKind, str] = {
        "measure": _("measure"),
        "principle": _("principle"),
        "instrument": _("instrument"),
        "programme": _("programme"),
        "research": _("research"),
        "diagnosis": _("diagnosis"),
    }
    return dict(words)


def measures_page(context: ViewContext, language: str, query: Query) -> MeasuresPage:
    """Show the measures by theme, page by page."""
    with override(language):
        ledger = context.programme.ledger
        names = names_of(context, language)
        kept, form = narrow(ledger.measures, query, _facets(ledger.measures, names), _words(language))
        counted = Counter(one.theme for one in kept)
        cut = paged([one for theme in names.themes for one in kept if one.theme == theme], query, PAGE)
        sections = (
            MeasureSection(
                id=theme,
                name=name,
                count=counted[theme],
                rows=tuple(measure_row(context, one, language) for one in cut.shown if one.theme == theme),
            )
            for theme, name in names.themes.items()
        )
        ties = targets_of(ledger)
        linked = sum(one.id in ties for one in ledger.measures)
        return MeasuresPage(
            sentence=measures_sentence(len(ledger.measures), linked),
            sections=tuple(one for one in sections if one.rows),
            form=form,
            links=cut.links,
        )


def measures_sentence(total: int, linked: int) -> SafeString:
    """Say how many measures are tied to a target, in the active language."""
    text = ngettext(
        "Of the {total} measures and principles, <b>{linked} is tied to a target</b>.",
        "Of the {total} measures and principles, <b>{linked} are tied to a target</b>.",
        linked,
    )
    return format_html(text, total=total, linked=linked)


def measure_page(context: ViewContext, language: str, id: str) -> MeasurePage:
    """Show one measure.

    Raises:
        NotFound: there is no measure of that id.
    """
    with override(language):
        measures = context.programme.ledger.measures
        measure = next((one for one in measures if one.id == id), None)
        if measure is None:
            raise NotFound(f"there is no measure {id!r}")
        names = names_of(context, language)
        ledger, ties = context.programme.ledger, targets_of(context.programme.ledger)
        wanted = set(ties.get(id, ()))
        return MeasurePage(
            row=measure_row(context, measure, language),
            theme=names.theme(measure.theme),
            areas=names.places(measure.areas),
            record_kept=measure.record_kept.in_(language),
            ties=tuple(tie(context, one, language) for one in ledger.expectations if one.measure == id),
            outputs=tuple(delivery_table(context, one, language) for one in delivered_by(context).get(id, ())),
            stories=stories_about(context, language, measure=id),
            siblings=names.all(
                "measure", (one.id for one in measures if one.id != id and wanted.intersection(ties.get(one.id, ())))
            ),
        )


def measure_row(context: ViewContext, measure: Measure, language: str) -> MeasureRow:
    """Show one measure as a line of a list, in the active language."""
    names = names_of(context, language)
    targets = kept_of((context.programme.ledger.expectations,), "targets of measures", lambda: _ties(context))
    return MeasureRow(
        id=measure.id,
        name=measure.name.in_(language),
        description=measure.description.in_(language),
        kind=kept_of((), ("kinds of measures", language), kind_words)[measure.kind],
        scope=measure.scope.in_(language),
        targets=names.all("target", targets.get(measure.id, ())),
        deliveries=delivery_rows(context, language).get(measure.id, ()),
        partners=names.all("partner", measure.partners),
        lines=measure.lines,
    )


def _ties(context: ViewContext) -> dict[str, tuple[str, ...]]:
    return targets_of(context.programme.ledger)


def _facets(measures: Sequence[Measure], names: Names) -> tuple[Facet[Measure], ...]:
    areas = dict.fromkeys(area for one in measures for area in one.areas)
    return (
        Facet(name="kind", label=_("Kind"), of=lambda one: (one.kind,), labels=kind_words()),
        Facet(name="theme", label=_("Theme"), of=lambda one: (one.theme,), labels=names.themes),
        Facet(
            name="area",
            label=_("Where"),
            of=lambda one: one.areas or ("city",),
            labels={"city": _("the whole city"), **names.sorted_places(areas)},
        ),
    )


def _words(language: str) -> Callable[[Measure], str]:
    def words(measure: Measure) -> str:
        texts = (measure.name, measure.description, measure.scope)
        return " ".join((measure.id, *(text.in_(language) for text in texts)))

    return words
