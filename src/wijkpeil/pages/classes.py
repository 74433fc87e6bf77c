"""Classes of areas by their number of reds: what the map's steps and the ranking's cuts follow."""

from __future__ import annotations

from wijkpeil.model.base import Language, record
from wijkpeil.model.programme import ProgrammeInfo

STEPS = 4


@record
class RedClass:
    """Areas with a number of reds from ``low`` to ``high``, both counted in."""

    step: int
    """1 for the fewest reds, ``STEPS`` for the most."""
    low: int
    high: int
    name: str
    """How such areas are said to do; empty where the programme writes no openings."""

    @property
    def range(self) -> str:
        """The numbers in words for a legend: ``3–5``."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def red_classes(info: ProgrammeInfo, language: Language) -> tuple[RedClass, ...]:
    """Give the classes: those of the programme's openings where there are as many as steps, else equal parts."""
    total = sum(len(group.indicators) for group in info.indicator_groups)
    if len(info.openings) == STEPS:
        ends = [(min(opening.up_to, total), opening.name.in_(language)) for opening in info.openings]
    else:
        ends = [(total * step // STEPS, "") for step in range(1, STEPS + 1)]
    found, low = [], 0
    for step, (high, name) in enumerate(ends, start=1):
        found.append(RedClass(step=step, low=low, high=max(high, low), name=name))
        low = high + 1
    return tuple(found)


def class_of(reds: int, classes: tuple[RedClass, ...]) -> RedClass:
    """Give the class of a number of reds."""
    return next((one for one in classes if reds <= one.high), classes[-1])
