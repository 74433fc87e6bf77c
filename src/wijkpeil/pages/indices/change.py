"""What changed in an index since the period or the release before: every area, with what its change is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.methods.composite.changes import Change
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number
from wijkpeil.pages.indices.effects import at_work, decimals_of, drivers, listed, points, scale_words, since_words
from wijkpeil.pages.indices.scored import Scored, change_of
from wijkpeil.pages.indices.tree_rows import node_name
from wijkpeil.pages.narrowing import Order, Query
from wijkpeil.workflows.index_change import Changed

SIZE = 30
"""Areas that are listed; the file has them all."""
ORDER = "change"
"""Name of the field with the order of the list."""
ALIKE = 1e-9


@record
class ChangeRow:
    """An area with what its score changed by."""

    link: AreaLink
    before: str
    after: str
    amount: str
    """With its sign."""
    x: float
    """Where its bar begins, in per cent from the left; worse is left of the middle."""
    width: float
    effects: tuple[tuple[str, str], ...]
    """What each effect is called, with what it did."""
    most: str
    """The indicator that did most, with what it did; empty where that cannot be told."""


@record
class OrderLink:
    """One order of the list, to go to."""

    order: Order
    address: str


@record
class ChangeSection:
    """The part of the page about change."""

    since: str
    """What the present is set beside."""
    sentences: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why no change is told; empty where it is."""
    warnings: tuple[str, ...]
    """What keeps scores from being compared as they stand."""
    heads: tuple[str, ...]
    """The effects that did something."""
    rows: tuple[ChangeRow, ...]
    count: int
    """Areas that are scored both times."""
    orders: tuple[OrderLink, ...]
    notes: tuple[str, ...]


def change_section(
    context: ViewContext, found: Scored, links: Mapping[str, AreaLink], query: Query, language: Language
) -> ChangeSection | None:
    """Tell what changed, in the active language; None where there is nothing before it."""
    changed = change_of(context, found.index.id)
    if changed is None:
        return None
    since = since_words(context, found, changed.earlier, language)
    orders = _orders()
    asked = query.get(ORDER, "") if query.get(ORDER, "") in orders else "worse"
    change = changed.change
    count = len(change.areas) if change else 0
    return ChangeSection(
        since=since,
        sentences=tuple(_sentences(found, changed, change, since, language)) if change else (),
        reasons=tuple(fault_words(one, language) for one in changed.reasons),
        warnings=tuple(_warnings(found, changed, language)),
        heads=tuple(heads()[factor] for factor in at_work(change)) if change else (),
        rows=_rows(found, changed, change, links, asked, language) if change else (),
        count=count,
        orders=tuple(_links(query, asked)) if count > 1 else (),
        notes=tuple(_notes(found, change, links, language)) if change else (),
    )


def heads() -> dict[str, str]:
    """Say the head of the column of each effect, in the active language."""
    return {
        "values": _("by its figures"),
        "weights": _("by weights"),
        "goalposts": _("by the scale"),
        "membership": _("by what takes part"),
    }


def _orders() -> dict[str, str]:
    return {
        "worse": _("what got worse first"),
        "better": _("what got better first"),
        "most": _("what changed most first"),
        "name": _("by name"),
    }


def _links(query: Query, asked: str) -> Iterator[OrderLink]:
    kept = {name: value for name, value in query.items() if name != ORDER and value}
    for value, label in _orders().items():
        yield OrderLink(
            order=Order(value=value, label=label, selected=value == asked),
            address=f"?{urlencode({**kept, ORDER: value})}#change",
        )


def _order(found: Scored, change: Change, links: Mapping[str, AreaLink], order: str) -> list[int]:
    """Give the rows of a change in an order."""
    gains = _gains(found, change)
    if order == "name":
        return sorted(range(len(gains)), key=lambda row: links[change.areas[row]].label.casefold())
    key = {"worse": gains, "better": -gains, "most": -np.abs(gains)}[order]
    return [int(row) for row in np.argsort(key, kind="stable")]


def _gains(found: Scored, change: Change) -> Numbers:
    """Give what each score changed by, counted up where that is for the better."""
    good = 1.0 if found.index.polarity == "high-is-better" else -1.0
    return np.asarray(good * (change.after - change.before))


def _rows(
    found: Scored, changed: Changed, change: Change, links: Mapping[str, AreaLink], order: str, language: Language
) -> tuple[ChangeRow, ...]:
    decimals, names, working = decimals_of(found), heads(), at_work(change)
    amounts, gains = change.after - change.before, _gains(found, change)
    most = float(np.abs(amounts).max(initial=0.0)) or 1.0
    rows = []
    for row in _order(found, change, links, order)[:SIZE]:
        width = round(50 * abs(float(amounts[row])) / most, 2)
        rows.append(
            ChangeRow(
                link=links[change.areas[row]],
                before=number(float(change.before[row]), language, found.index.decimals),
                after=number(float(change.after[row]), language, found.index.decimals),
                amount=points(float(amounts[row]), language, decimals),
                x=50.0 if gains[row] > 0 else round(50 - width, 2),
                width=width,
                effects=tuple(
                    (names[factor], points(float(getattr(change, factor)[row]), language, decimals))
                    for factor in working
                ),
                most=_most(found, changed, row, language),
            )
        )
    return tuple(rows)


def _most(found: Scored, changed: Changed, row: int, language: Language) -> str:
    for leaf, amount in drivers(changed, row, 1):
        name = node_name(found.tree.node(leaf), language)
        return f"{name} ({points(amount, language, decimals_of(found))})"
    return ""


def _sentences(found: Scored, changed: Changed, change: Change, since: str, language: Language) -> Iterator[str]:
    gains = _gains(found, change)
    if not (np.abs(gains) > ALIKE).any():
        yield _("No score is another than in %(since)s.") % {"since": since}
        return
    yield _("By the score: %(counts)s.") % {"counts": _counts(gains)}
    good = 1.0 if found.index.polarity == "high-is-better" else -1.0
    if set(at_work(change)) - {"values"}:
        yield _("By their own figures alone: %(counts)s.") % {"counts": _counts(good * change.values)}
    decimals, words = decimals_of(found), _mean_words(changed)
    means = {factor: float(np.nanmean(getattr(change, factor))) for factor in at_work(change)}
    parts = [f"{points(mean, language, decimals)} {words[factor]}" for factor, mean in means.items()]
    yield _("On average the score changes by %(amount)s points: %(parts)s.") % {
        "amount": points(float(np.mean(change.after - change.before)), language, decimals),
        "parts": listed(parts),
    }


def _counts(gains: Numbers) -> str:
    better, worse = int((gains > ALIKE).sum()), int((gains < -ALIKE).sum())
    same = gains.size - better - worse
    said = [
        ngettext("%(n)d area does better", "%(n)d areas do better", better) % {"n": better},
        ngettext("%(n)d does worse", "%(n)d do worse", worse) % {"n": worse},
    ]
    if same:
        said.append(ngettext("%(n)d stays as it was", "%(n)d stay as they were", same) % {"n": same})
    return listed(said)


def _mean_words(changed: Changed) -> dict[str, str]:
    return {
        "values": _("by the figures of the areas themselves"),
        "weights": _("by other weights"),
        "goalposts": scale_words(changed),
        "membership": _("by figures that came or went"),
    }


def _warnings(found: Scored, changed: Changed, language: Language) -> Iterator[str]:
    if changed.moved:
        names = ", ".join(node_name(found.tree.node(leaf), language) for leaf in changed.moved)
        yield _(
            "Other goalposts hold since for %(names)s: scores of before and after do not compare as they stand. What"
            " the new goalposts do is set apart, under “by the scale”."
        ) % {"names": names}
    if set(changed.own) - set(changed.change.unscaled if changed.change else ()):
        yield _(
            "The scale is made of the figures of all areas, each time anew, so that a score moves too when other areas"
            " do. What that does is set apart, under “by the scale”."
        )


def _notes(found: Scored, change: Change, links: Mapping[str, AreaLink], language: Language) -> Iterator[str]:
    if change.unscaled:
        names = ", ".join(node_name(found.tree.node(leaf), language) for leaf in change.unscaled)
        yield _("Of what is ranked or flagged, the scale cannot be told apart from the figures: %(names)s.") % {
            "names": names
        }
    for areas, text in (
        (change.only_before, _("Scored before and not now: %(names)s.")),
        (change.only_after, _("Scored now and not before: %(names)s.")),
    ):
        if areas:
            yield text % {"names": ", ".join(links[area].name if area in links else area for area in areas)}
    yield _("The parts add up to the change exactly; they are rounded here.")
