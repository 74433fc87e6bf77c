"""Figures: each given once, with a value or the reason why there is none, inside its own interval."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content

_NUMBERS = ("value", "lower", "upper")


def releases_are_whole(content: Content) -> Iterator[Fault]:
    """The figures of a release and what is known of it come together."""
    for path in sorted(path for path in content.files if path.startswith("figures/")):
        stem, _, ending = path.rpartition(".")
        other = f"{stem}.{'yaml' if ending == 'csv' else 'csv'}"
        if other not in content.files:
            message = say("The file {other} is missing beside it.", other=other)
            remedy = say("Add it: the .csv holds the figures, the .yaml says what release they are.")
            yield Fault(file=path, line=None, key="", message=message, remedy=remedy)


def figures_are_given_once(content: Content) -> Iterator[Fault]:
    """A release has one figure per indicator, area and period."""
    seen: dict[tuple[str, str, str, str], int] = {}
    for raw, each in content.built("figures", "indicator", "area", "period"):
        key = (raw.file, each.indicator, each.area, each.period)
        if key in seen:
            message = say(
                "{indicator} of {area} was given already, on line {line}.",
                indicator=each.indicator,
                area=each.area,
                line=seen[key],
            )
            yield raw.fault(("area",), message, say("Keep one of the two rows, or correct the period."))
        seen.setdefault(key, raw.node.line)


def missing_values_have_a_reason(content: Content) -> Iterator[Fault]:
    """A measured figure has a value; one that is not measured has none."""
    for raw, each in content.built("figures", "value", "status"):
        if each.value is None and each.status == "measured":
            remedy = say("Write the value, or one of: not-collected, suppressed, invalid, not-applicable.")
            yield raw.fault(("status",), say("The figure is said to be measured, and its value is missing."), remedy)
        elif each.value is not None and each.status != "measured":
            message = say(
                "The figure is said to be {status}, and it has the value {value}.", status=each.status, value=each.value
            )
            yield raw.fault(("value",), message, say("Remove the value, or write measured."))


def values_lie_in_their_interval(content: Content) -> Iterator[Fault]:
    """The lower end is at most the value and the value at most the upper end."""
    for raw, each in content.built("figures", *_NUMBERS):
        ends = [number for number in (each.lower, each.value, each.upper) if number is not None]
        if ends != sorted(ends):
            message = say(
                "Lower end, value and upper end do not rise: {ends}.", ends=", ".join(str(end) for end in ends)
            )
            yield raw.fault(("value",), message, say("Correct the one that is wrong."))
    for raw, each in content.built("figures", "n"):
        if each.n is not None and each.n < 0:
            yield raw.fault(
                ("n",),
                say("{number} is no number of observations.", number=each.n),
                say("Write 0 or more, or leave it empty."),
            )


def decimals_are_those_of_the_indicator(content: Content) -> Iterator[Fault]:
    """A value has no more decimals than the source prints by rule; where it has, it keeps them."""
    decimals = {indicator.id: indicator.decimals for indicator in content.records("indicators", "id", "decimals")}
    for raw, each in content.built("figures", "indicator", *_NUMBERS):
        allowed = decimals.get(each.indicator)
        for name in _NUMBERS:
            value = getattr(each, name)
            if allowed is not None and value is not None and _decimals(value) > allowed >= 0:
                message = say(
                    "{value} has more decimals than {indicator} is printed with ({allowed}).",
                    value=value,
                    indicator=each.indicator,
                    allowed=allowed,
                )
                remedy = say("Compare it with the source; it keeps its digits.")
                yield raw.fault((name,), message, remedy, "warning")


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
