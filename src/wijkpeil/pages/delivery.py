"""What measures planned and delivered: in a few words for lists, and by area and period with a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import Text, record
from wijkpeil.model.delivery import Output
from wijkpeil.model.nouns import read_noun
from wijkpeil.model.periods import last_day
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day, number, percent
from wijkpeil.pages.keeping import kept
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.workflows.delivery import AreaDelivery, Delivery, DeliveryState, deliveries, period_totals
from wijkpeil.workflows.measuring import Measurer

BEHIND: tuple[DeliveryState, ...] = ("less-than-planned", "not-reported")
"""What a partner that answers for delivery has to explain, or to report."""


@record
class DeliveryRow:
    """What a measure delivered of one thing up to a day, in a few words."""

    measure: Reference
    noun: str
    """What is counted, in the plural."""
    planned: str
    delivered: str
    share: str
    """Delivered as a share of planned; empty where it cannot be said."""
    state: DeliveryState
    state_word: str
    said: str
    """All of it in one phrase, for a cell of a list."""


@record
class Line:
    """What was planned and delivered in one period, or in several together."""

    label: str
    planned: str
    delivered: str
    meta: tuple[str, ...] = ()
    """By whom and when it was reported, and what a reader must know of it."""
    lines: str = ""
    id: str = ""
    """Id of the output; empty for a total."""


@record
class AreaLines:
    """The lines of one area."""

    place: Reference
    lines: tuple[Line, ...]
    total: Line | None
    """All periods that have passed, where there is more than one."""


@record
class Bar:
    """One period in the picture: widths in per cent of the largest number."""

    label: str
    planned: float | None
    delivered: float | None
    said: str


@record
class DeliveryTable:
    """What a measure delivered of one thing, by area and period."""

    row: DeliveryRow
    declared: str
    """Whether numbers are running totals or those of each period alone."""
    areas: tuple[AreaLines, ...]
    periods: tuple[Line, ...]
    """All areas together, period by period; none where there is one area, or where they do not add up."""
    total: Line
    """All areas together, up to the day."""
    up_to: str
    """The day; empty where no period has passed."""
    bars: tuple[Bar, ...]


def state_words() -> dict[str, str]:
    """Say whether what was planned was delivered, in the active language."""
    words: dict[DeliveryState, str] = {
        "as-planned": _("as planned"),
        "less-than-planned": _("less than planned"),
        "not-reported": _("not all reported"),
        "no-plan": _("no plan stated"),
        "not-due": _("not due yet"),
    }
    return dict(words)


def accumulation_words() -> dict[str, str]:
    """Say how the numbers of a series are declared, in the active language."""
    return {"cumulative": _("running total"), "per-period": _("of the period alone")}


def delivered_by(context: ViewContext) -> dict[str, tuple[Delivery, ...]]:
    """Give the deliveries by measure, up to the day of which a status is told."""
    return kept(_deliveries, context, "")


def _deliveries(context: ViewContext, _language: str) -> dict[str, tuple[Delivery, ...]]:
    return deliveries(context.programme.ledger, Measurer(context.programme, context.evaluations).latest)


def delivery_rows(context: ViewContext, language: str) -> dict[str, tuple[DeliveryRow, ...]]:
    """Give the deliveries by measure in a few words."""
    return kept(_rows, context, language)


def _rows(context: ViewContext, language: str) -> dict[str, tuple[DeliveryRow, ...]]:
    with override(language):
        names = names_of(context, language)
        return {
            measure: tuple(delivery_row(one, names, language) for one in several)
            for measure, several in delivered_by(context).items()
        }


def delivery_row(delivery: Delivery, names: Names, language: str) -> DeliveryRow:
    """Say a delivery in a few words, in the active language."""
    planned, delivered = _known(delivery.planned, language), _at_least(delivery, language)
    word, noun = state_words()[delivery.state], noun_of(delivery.noun, language)
    said = {"delivered": delivered, "planned": planned, "noun": noun, "state": word}
    return DeliveryRow(
        measure=names.get("measure", delivery.measure),
        noun=noun,
        planned=planned,
        delivered=delivered,
        share="" if delivery.share is None else percent(delivery.share * 100, language, 0),
        state=delivery.state,
        state_word=word,
        said=_("%(noun)s: %(delivered)s of %(planned)s, %(state)s") % said
        if delivery.state != "not-due"
        else _("%(noun)s: %(state)s") % said,
    )


def delivery_table(context: ViewContext, delivery: Delivery, language: str) -> DeliveryTable:
    """Lay a delivery out by area and period, in the active language."""
    names = names_of(context, language)
    latest = Measurer(context.programme, context.evaluations).latest
    row = delivery_row(delivery, names, language)
    ways = {one.cumulative for one in delivery.areas}
    words = accumulation_words()
    return DeliveryTable(
        row=row,
        declared=_("declared differently by area")
        if len(ways) > 1
        else words["cumulative" if ways == {True} else "per-period"],
        areas=tuple(_area(one, names, language) for one in delivery.areas),
        periods=_periods(delivery, language),
        total=Line(label="", planned=row.planned, delivered=row.delivered),
        up_to=day(latest, language) if latest and delivery.state != "not-due" else "",
        bars=_bars(delivery, language),
    )


def noun_of(noun: Text, language: str) -> str:
    """Give the plural of a noun; all of it where it cannot be read as one."""
    try:
        return read_noun(noun.in_(language), language).plural
    except ValueError:
        return noun.in_(language)


def _area(one: AreaDelivery, names: Names, language: str) -> AreaLines:
    (place,) = names.places((one.area,))
    total = None
    if one.due > 1:
        delivered = _or_more(one.delivered, len(one.unreported), language)
        total = Line(label="", planned=_known(one.planned, language), delivered=delivered)
    return AreaLines(place=place, lines=tuple(_line(row, names, language) for row in one.rows), total=total)


def _line(row: Output, names: Names, language: str) -> Line:
    meta = [row.note.in_(language)] if row.note else []
    who = names.get("partner", row.owner).label if row.owner else ""
    if row.reported_on:
        on = day(row.reported_on, language)
        meta.append(
            _("reported by %(who)s on %(day)s") % {"who": who, "day": on}
            if who
            else _("reported on %(day)s") % {"day": on}
        )
    elif who:
        meta.append(_("reported by %(who)s") % {"who": who})
    return Line(
        label=row.period,
        planned=_known(row.planned, language),
        delivered=_known(row.delivered, language) if row.delivered is not None else _("not reported"),
        meta=tuple(meta),
        lines=row.lines,
        id=row.id,
    )


def _periods(delivery: Delivery, language: str) -> tuple[Line, ...]:
    if len(delivery.areas) < 2:
        return ()
    planned, delivered = period_totals(delivery, "planned"), period_totals(delivery, "delivered")
    labels = _labels(delivery)
    return tuple(
        Line(label=labels[on], planned=_known(planned[on], language), delivered=_known(delivered[on], language))
        for on in delivered
    )


def _bars(delivery: Delivery, language: str) -> tuple[Bar, ...]:
    planned, delivered = period_totals(delivery, "planned"), period_totals(delivery, "delivered")
    most = max((one for one in (*planned.values(), *delivered.values()) if one is not None), default=Decimal(0))
    if not most:
        return ()
    labels = _labels(delivery)
    return tuple(
        Bar(
            label=labels[on],
            planned=_width(planned[on], most),
            delivered=_width(delivered[on], most),
            said=_("%(period)s: planned %(planned)s, delivered %(delivered)s")
            % {
                "period": labels[on],
                "planned": _known(planned[on], language),
                "delivered": _known(delivered[on], language),
            },
        )
        for on in delivered
    )


def _labels(delivery: Delivery) -> dict[object, str]:
    return {last_day(row.period): row.period for area in delivery.areas for row in area.rows}


def _width(value: Decimal | None, most: Decimal) -> float | None:
    return None if value is None else round(float(100 * value / most), 2)


def _known(value: Decimal | None, language: str) -> str:
    return _("unknown") if value is None else number(value, language)


def _at_least(delivery: Delivery, language: str) -> str:
    return _or_more(delivery.delivered, delivery.unreported, language)


def _or_more(value: Decimal | None, unreported: int, language: str) -> str:
    if value is None:
        return _("unknown")
    written = number(value, language)
    return _("at least %(bound)s") % {"bound": written} if unreported else written


def behind_sentence(rows: Sequence[DeliveryRow]) -> str:
    """Say how much of what a partner answers for is behind, in the active language."""
    behind = sum(one.state in BEHIND for one in rows)
    if not behind:
        return _("Nothing of it is behind.")
    text = ngettext(
        "Of %(total)d, %(n)d is behind: less than planned, or not all reported.",
        "Of %(total)d, %(n)d are behind: less than planned, or not all reported.",
        behind,
    )
    return text % {"n": behind, "total": len(rows)}
