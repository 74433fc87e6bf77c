"""Which choice makes the places uncertain: in words first, then as bars with their intervals, then in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wijkpeil.index.sensing import CHOICES
from wijkpeil.model.base import Language, record
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.indices.effects import listed
from wijkpeil.pages.indices.share_words import LITTLE, share_words
from wijkpeil.workflows.index_certainty import Unsure
from wijkpeil.workflows.index_sensitivity import Dependence

TOGETHER = 0.05
"""Share from which it is told that choices do something together that none does by itself."""


@record
class ShareBar:
    """A share of the picture, in per cent from the left: a bar, and the line of its interval."""

    width: float
    low_x: float
    reach: float
    said: str
    interval: str


@record
class ShareRow:
    """One choice."""

    name: str
    drawn: str
    alone: ShareBar
    """What would go if it were fixed and nothing else."""
    total: ShareBar
    """What it has a hand in."""


@record
class DependenceSection:
    """What the order depends on."""

    sentences: tuple[str, ...]
    rows: tuple[ShareRow, ...]
    """Empty where one thing alone varies, or nothing moves."""
    note: str
    """How it was computed; empty where nothing was."""


def dependence_section(found: Dependence | Unsure | None, language: Language) -> DependenceSection | None:
    """Tell which choice matters, in the active language; None where there are no scores."""
    if found is None:
        return None
    if isinstance(found, Unsure):
        why = fault_words(found.reason, language)
        said = _("What the order depends on could not be computed. %(why)s") % {"why": why}
        return DependenceSection(sentences=(said,), rows=(), note="")
    moved = found.runs and found.variance
    return DependenceSection(
        sentences=tuple(_sentences(found, language)),
        rows=tuple(_row(one, language) for one in found.shares) if moved else (),
        note=_note(found, language) if moved else "",
    )


def choice_name(choice: str, language: Language) -> str:
    """Name something that varies, inside a sentence."""
    return fault_words(CHOICES[choice], language)


def _sentences(found: Dependence, language: Language) -> Iterator[str]:
    names = {one["choice"]: choice_name(one["choice"], language) for one in found.shares}
    if not found.runs:
        (name,) = names.values()
        yield _(
            "In these draws one thing alone varies: %(name)s. So all that is uncertain about the order comes from that;"
            " what else could have been chosen otherwise is not in them."
        ) % {"name": name}
        return
    if not found.variance:
        yield _("Whatever is chosen otherwise, places shift just as far.")
        return
    order = sorted(found.shares, key=lambda one: -one["first"])
    yield from _shared(order, names)
    if order[0]["first_low"] < order[1]["first_high"]:
        yield _("Which of the first two counts for more is not certain after so few computations.")


def _shared(order: Sequence[dict[str, Any]], names: dict[str, str]) -> Iterator[str]:
    # What may be nothing, by its interval, is not told as something.
    counting = [one for one in order if one["first"] >= LITTLE and one["first_low"] > 0] or [order[0]]
    said = [
        _("%(share)s comes from %(name)s") % {"share": share_words(one["first"]), "name": names[one["choice"]]}
        for one in counting
    ]
    yield _("Of all that is uncertain about the order, %(shares)s.") % {"shares": listed(said)}
    rest = 1 - sum(max(0.0, one["first"]) for one in order)
    if rest >= TOGETHER:
        yield _("What is left, %(share)s, comes from choices together: what one does depends on the other.") % {
            "share": share_words(rest)
        }
    for one in order:
        if one in counting:
            continue
        text = (
            _("By itself this does hardly anything, and together with other choices it does: %(name)s.")
            if one["total"] >= TOGETHER
            else _("For the order it hardly matters: %(name)s.")
        )
        yield text % {"name": names[one["choice"]]}


def _row(one: dict[str, Any], language: Language) -> ShareRow:
    name = choice_name(one["choice"], language)
    return ShareRow(
        name=name[:1].upper() + name[1:],
        drawn=fault_words(one["drawn"], language),
        alone=_bar(one, "first", language),
        total=_bar(one, "total", language),
    )


def _bar(one: dict[str, Any], name: str, language: Language) -> ShareBar:
    value, low, high = (one[f"{name}{end}"] for end in ("", "_low", "_high"))
    left, right = _within(low), _within(high)
    return ShareBar(
        width=_within(value),
        low_x=left,
        reach=round(right - left, 2),
        said=percent(100 * value, language, 0),
        interval=_("%(low)s to %(high)s")
        % {"low": percent(100 * low, language, 0), "high": percent(100 * high, language, 0)},
    )


def _within(share: float) -> float:
    """Give a share as a place in the picture; an estimate may lie a little outside 0 and 1."""
    return round(100 * min(1.0, max(0.0, share)), 2)


def _note(found: Dependence, language: Language) -> str:
    return _(
        "The index was computed %(runs)s times with other choices, in a design with the seed %(seed)d, the same for"
        " everybody. What is shared out is the variance of how far places shift on average (Sobol). Alone: the part"
        " that would go if this choice were fixed and nothing else. With others: the part that it has a hand in; these"
        " overlap. The thin line is where the share lies 19 times in 20; an estimate may lie a little below 0."
    ) % {"runs": number(found.runs, language), "seed": found.seed}
