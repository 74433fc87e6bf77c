"""Exact arithmetic on numbers of which rounding leaves a range open.

Interval arithmetic after R. E. Moore, *Interval Analysis* (1966): the result holds every number that the operation
can give for operands within theirs. Each operand is taken to vary by itself, so that ``x - x`` is wider than zero;
a range is therefore never too narrow, and may be too wide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from wijkpeil.methods.colour import half_last_digit

PRECISE = Context(prec=50, traps=[InvalidOperation, DivisionByZero, Overflow])
"""Enough digits that only a division or a root ever rounds."""
LARGEST_EXPONENT = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with the least and the most it can be."""

    value: Decimal
    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        add = PRECISE.add
        return Interval(add(self.value, other.value), add(self.low, other.low), add(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(self.value.copy_negate(), self.high.copy_negate(), self.low.copy_negate())

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return self._corners(other, PRECISE.multiply)

    def __truediv__(self, other: Interval) -> Interval:
        """Divide.

        Raises:
            ZeroDivisionError: the divisor can be zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"{other.value} can be zero")
        return self._corners(other, PRECISE.divide)

    def _corners(self, other: Interval, operate: Callable[[Decimal, Decimal], Decimal]) -> Interval:
        corners = [operate(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(operate(self.value, other.value), min(corners), max(corners))

    def __pow__(self, other: Interval) -> Interval:
        """Raise to a power that is known exactly.

        Raises:
            ValueError: the power has a range, is above 100, or is broken while the base can be zero or less.
            ZeroDivisionError: the power is negative and the base can be zero.
        """
        power = other.value
        whole = power == power.to_integral_value()
        if other.low != other.high or abs(power) > LARGEST_EXPONENT or (not whole and self.low <= 0):
            raise ValueError(f"cannot raise to the power {power}")
        if power < 0 and self.low <= 0 <= self.high:
            raise ZeroDivisionError(f"{self.value} can be zero")
        ends = [_power(self.low, power), _power(self.high, power)]
        if whole and power > 0 and power % 2 == 0 and self.low < 0 < self.high:
            ends.append(Decimal(0))
        return Interval(_power(self.value, power), min(ends), max(ends))

    def __abs__(self) -> Interval:
        ends = [self.low.copy_abs(), self.high.copy_abs()]
        low = Decimal(0) if self.low <= 0 <= self.high else min(ends)
        return Interval(self.value.copy_abs(), low, max(ends))

    def rounded(self, digits: int) -> Interval:
        """Round to ``digits`` decimals, a half away from zero as printed tables do."""
        unit = Decimal(1).scaleb(-digits)
        low, value, high = (
            (PRECISE.divide(one, unit).to_integral_value(ROUND_HALF_UP)) * unit
            for one in (self.low, self.value, self.high)
        )
        return Interval(value, low, high)


def _power(base: Decimal, power: Decimal) -> Decimal:
    # Zero to the power zero is one here, as in polynomials; Decimal refuses it.
    return Decimal(1) if power == 0 else PRECISE.power(base, power)


def exactly(value: Decimal | int) -> Interval:
    """Make a number that no rounding touches."""
    number = Decimal(value)
    return Interval(number, number, number)


def as_printed(value: Decimal) -> Interval:
    """Make a printed number, which lies within half its last digit."""
    half = half_last_digit(value)
    return Interval(value, value - half, value + half)


def least(*numbers: Interval) -> Interval:
    """Give the least of one or more numbers."""
    return Interval(*(min(getattr(one, end) for one in numbers) for end in ("value", "low", "high")))


def most(*numbers: Interval) -> Interval:
    """Give the most of one or more numbers."""
    return Interval(*(max(getattr(one, end) for one in numbers) for end in ("value", "low", "high")))
