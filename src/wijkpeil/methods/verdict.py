"""The rule by which a recomputed number supports, contradicts or leaves open a printed one.

Readings stand in order, the document's own first. The first line that matches gives the verdict:

1. the own reading holds: *reproduces*;
2. another reading holds: *reproduces under another reading*;
3. the own reading could hold, given how its inputs are rounded: *undecidable by rounding*;
4. another reading could hold: *reproduces under another reading*;
5. the own reading meets something unknown: *cannot be checked*;
6. otherwise: *contradicts*.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wijkpeil.model.claims import ReadingResult, Relation, Verdict


def stands(relation: Relation, number: Decimal, printed: Decimal, margin: Decimal | None = None) -> bool:
    """Tell whether ``number`` stands in ``relation`` to ``printed``.

    Ties: equal numbers are at least, at most and about each other, and neither below nor above. ``about`` without a
    margin is equality.
    """
    if relation == "about":
        return abs(number - printed) <= (margin or 0)
    return {
        "equals": number == printed,
        "at-least": number >= printed,
        "at-most": number <= printed,
        "below": number < printed,
        "above": number > printed,
    }[relation]


def could_stand(
    relation: Relation, low: Decimal, high: Decimal, printed: Decimal, margin: Decimal | None = None
) -> bool:
    """Tell whether some number from ``low`` to ``high`` stands in ``relation`` to ``printed``.

    Raises:
        ValueError: ``low`` is above ``high``.
    """
    if low > high:
        raise ValueError(f"{low} is above {high}")
    nearest = min(max(printed, low), high)
    ends = {"at-least": high, "above": high, "at-most": low, "below": low}
    return stands(relation, ends.get(relation, nearest), printed, margin)


def verdict_of(results: Sequence[ReadingResult]) -> tuple[Verdict, ReadingResult]:
    """Give the verdict, and the reading it rests on.

    Raises:
        ValueError: there are no readings.
    """
    if not results:
        raise ValueError("a verdict needs at least one reading")
    own, *others = results
    if own.holds:
        return "reproduces", own
    for other in others:
        if other.holds:
            return "reproduces-under-another-reading", other
    if own.could_hold:
        return "undecidable-by-rounding", own
    for other in others:
        if other.could_hold:
            return "reproduces-under-another-reading", other
    return ("cannot-be-checked" if own.recomputed is None else "contradicts"), own
