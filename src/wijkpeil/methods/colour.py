"""The colour of a value between two bounds, and what rounding leaves open.

The rule is the one of the application of 2007 (lines 1624-1638): worse than the negative bound is red, better than the
positive bound is green, and what lies between is neutral. All comparisons are exact, on Decimals with the digits they
were printed with. *Worse* is lower where high is better, and higher where low is better.

A printed value ``v`` with its last digit worth ``d`` stands for any true value from ``v - d/2`` to ``v + d/2``, both
ends counted in: whether a half was rounded up, down or to even is not known.
"""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.indicators import Colour, Comparison, Polarity

_HALF = Decimal("0.5")
COMPARISONS: tuple[Comparison, Comparison] = ("strict", "inclusive")


def digits_after_point(value: Decimal) -> int:
    """Count the decimals that ``value`` is written with: 2 for ``-0.44``, 0 for ``21`` and for ``1E+2``.

    Raises:
        ValueError: the value is not finite.
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a finite number")
    return max(0, -exponent)


def half_last_digit(value: Decimal) -> Decimal:
    """Give half the worth of the last written digit: 0.05 for ``6.0``, 0.5 for ``21``."""
    return _HALF.scaleb(-digits_after_point(value))


def undecidable(value: Decimal, bound: Decimal) -> bool:
    """Tell whether rounding leaves open on which side of ``bound`` the true value lies."""
    return abs(value - bound) <= half_last_digit(value)


def check_bounds(polarity: Polarity, negative: Decimal, positive: Decimal) -> None:
    """Refuse bounds that cross, under which a value would be red and green at once.

    Raises:
        ValueError: the negative bound lies on the better side of the positive one.
    """
    if _worse(positive, negative, polarity):
        raise ValueError(f"the negative bound {negative} is better than the positive bound {positive} ({polarity})")


def colour_of(
    value: Decimal | None, polarity: Polarity, negative: Decimal, positive: Decimal, comparison: Comparison
) -> Colour:
    """Colour one value; ``none`` where there is no value.

    Ties: a value equal to a bound is neutral under ``strict`` and takes the bound's colour under ``inclusive``.
    Where both bounds are the same and the value equals them, inclusive gives red: the worse one is named first.

    Raises:
        ValueError: the bounds cross, or the value is not finite.
    """
    check_bounds(polarity, negative, positive)
    if value is None:
        return "none"
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if _worse(value, negative, polarity) or (comparison == "inclusive" and value == negative):
        return "red"
    if _worse(positive, value, polarity) or (comparison == "inclusive" and value == positive):
        return "green"
    return "neutral"


def possible_colours(
    value: Decimal | None, polarity: Polarity, negative: Decimal, positive: Decimal
) -> frozenset[Colour]:
    """Give every colour that some true value behind a printed one has, under the strict or the inclusive rule.

    Empty where there is no value. More than one exactly where the value is undecidable against a bound.

    Raises:
        ValueError: the bounds cross, or the value is not finite.
    """
    check_bounds(polarity, negative, positive)
    if value is None:
        return frozenset()
    half = half_last_digit(value)
    worst, best = (value - half, value + half) if polarity == "high-is-better" else (value + half, value - half)
    colours: set[Colour] = set()
    if not _worse(negative, worst, polarity):
        colours.add("red")
    if not _worse(best, positive, polarity):
        colours.add("green")
    if not _worse(best, negative, polarity) and not _worse(positive, worst, polarity):
        colours.add("neutral")
    return frozenset(colours)


def _worse(value: Decimal, than: Decimal, polarity: Polarity) -> bool:
    return value < than if polarity == "high-is-better" else value > than
