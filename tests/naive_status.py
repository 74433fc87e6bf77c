"""The rule of statuses a second time: step by step from its words in docs/status.md, without the first one's code."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import erfc
from typing import Any

from status_cases import Case


def naive_status(case: Case) -> tuple[str, str]:
    """Give the status and the reason of a case."""
    term = case.course.deadline
    seen = [one for one in case.figures if not one.on > case.as_of]
    over = bool(term) and not case.as_of < term  # type: ignore[operator]
    if over:
        chosen, open_ = _at_the_term(case, seen, term)  # type: ignore[arg-type]
    else:
        chosen, open_ = _newest(seen), ""
    if chosen is None:
        return "not-measured", open_ or "no-figure"
    if chosen.value is None:
        return ("withheld", "suppressed") if chosen.status == "suppressed" else ("not-measured", "no-figure")
    if _parted(case, seen, chosen):
        return "not-measured", "series-broken"
    if open_:
        return "not-measured", open_
    status, reason = _certainly(case, chosen, seen, over=over)
    return _with_margin(case, chosen, seen, status, reason), reason


def _parted(case: Case, seen: list[Any], chosen: Any) -> bool:
    """Whether the figures were made otherwise from a day after the start, up to that of the figure."""
    course = case.course
    if course.each_year or course.undated:
        return False
    ways = [sum(1 for day in course.breaks if one.on >= day) for one in (_begin(case, seen), chosen)]
    return ways[1] > ways[0]


def _newest(seen: list[Any]) -> Any:
    for one in sorted(seen, key=lambda figure: figure.on, reverse=True):
        if one.value is not None or one.status == "suppressed":
            return one
    return seen[-1] if seen else None


def _at_the_term(case: Case, seen: list[Any], term: date) -> tuple[Any, str]:
    """Give the figure of the term; or the last one with the word for why it settles nothing."""
    year = timedelta(days=365)
    speaking = [one for one in seen if one.value is not None or one.status == "suppressed"]
    numbers = [one for one in speaking if one.value is not None]
    early = _newest([one for one in speaking if timedelta(0) <= term - one.on < year])
    later = [one for one in speaking if timedelta(0) < one.on - term <= year]
    if early is not None:
        there = early.value is not None and _ok(case, early.value, case.course.tolerance)
        if early.on == term or there or case.course.each_year:
            return early, ""
    if later:
        return min(later, key=lambda one: one.on), ""
    if early is not None and early.value is None:
        return early, ""
    if not numbers:
        return None, "no-figure"
    if all(one.on < term for one in speaking):
        return _newest(numbers), "figure-before-term"
    return None, "no-figure-of-the-term"


def _begin(case: Case, seen: list[Any]) -> Any:
    if case.course.start is not None:
        return case.course.start
    known = [one for one in seen if one.value is not None]
    if case.course.start_on:
        up_to = [one for one in known if one.on <= case.course.start_on]
        return up_to[-1] if up_to else known[0]
    return known[0]


def _ok(case: Case, value: Fraction, slack: Fraction = Fraction(0)) -> bool:
    bound = case.course.bound
    return {
        "at-least": value + slack >= bound,
        "above": value + slack > bound,
        "at-most": value - slack <= bound,
        "below": value - slack < bound,
        "equals": abs(value - bound) <= slack,
        "about": abs(value - bound) <= slack,
    }[case.course.relation]


def _gain(case: Case, old: Fraction, new: Fraction) -> Fraction:
    """How much better the new value is than the old one."""
    if case.course.relation in ("at-least", "above"):
        return new - old
    if case.course.relation in ("at-most", "below"):
        return old - new
    return abs(old - case.course.bound) - abs(new - case.course.bound)


def _certainly(case: Case, chosen: Any, seen: list[Any], *, over: bool) -> tuple[str, str]:
    course, slack = case.course, case.course.tolerance
    good = _ok(case, chosen.value, slack)
    if course.each_year:
        return _by_year(case, chosen, seen, over=over)
    if course.undated and not over:
        return ("achieved", "reached-early") if good else ("too-early", "no-start")
    begin = _begin(case, seen)
    if not chosen.on > begin.on:
        return ("not-measured", "no-figure-of-the-term") if over else ("too-early", "start-alone")
    if over:
        return ("achieved", "reached") if good else (_missed(case, begin, chosen), "missed")
    if _ok(case, begin.value):
        return ("on-track", "holds") if good else ("moving-away", "fell-through")
    if good:
        return "achieved", "reached-early"
    if course.deadline is None:
        return "not-measurable", "no-term"
    wanted = _gain(case, begin.value, naive_required(case, begin, chosen.on))
    gained = _gain(case, begin.value, chosen.value) + slack
    status = _grade(gained, wanted)
    return status, {"on-track": "on-path", "moving-away": "wrong-way", "too-early": "nothing-required"}.get(
        status, "short"
    )


def _missed(case: Case, begin: Any, chosen: Any) -> str:
    gained = _gain(case, begin.value, chosen.value) + case.course.tolerance
    wanted = _gain(case, begin.value, case.course.bound)
    if gained < 0:
        return "moving-away"
    return "behind" if wanted > 0 and gained * 10 >= wanted * 6 else "off-track"


def _grade(gained: Fraction, wanted: Fraction) -> str:
    if wanted <= 0:
        return "too-early" if gained == 0 else ("on-track" if gained > 0 else "moving-away")
    hundredths = 100 * gained / wanted
    for least, word in ((95, "on-track"), (60, "behind"), (0, "off-track")):
        if hundredths >= least:
            return word
    return "moving-away"


def _by_year(case: Case, chosen: Any, seen: list[Any], *, over: bool) -> tuple[str, str]:
    slack, bound = case.course.tolerance, case.course.bound
    poor = [one for one in seen if one.value is not None and not _ok(case, one.value, slack)]
    if over and not poor:
        return "achieved", "year-reached"
    if not over and chosen not in poor:
        return "on-track", "year-reached"
    origin = case.course.start.value if case.course.start else Fraction(0)
    wanted = _gain(case, origin, bound)
    status = _grade(_gain(case, origin, chosen.value) + slack, wanted) if wanted > 0 else "off-track"
    return ("behind" if status == "on-track" else status), "year-missed"


def naive_required(case: Case, begin: Any, day: date) -> Fraction:
    """Walk along the corners of the path to a day."""
    course = case.course
    corners = [(begin.on, begin.value), *((one.on, one.value) for one in course.milestones)]
    corners.append((course.deadline, course.bound))
    if course.shape == "linear":
        corners = [corners[0], corners[-1]]
    here = corners[0][1]
    for (from_day, low), (to_day, high) in pairwise(corners):
        if day >= to_day:
            here = high
        elif day > from_day:
            passed, all_days = (day - from_day).days, (to_day - from_day).days
            here = low if course.shape == "stepped" else low + (high - low) * passed / all_days
    if course.whole and here.denominator != 1:
        down = Fraction(here.numerator // here.denominator)
        here = down + 1 if here < begin.value else down
    return here


def _with_margin(case: Case, chosen: Any, seen: list[Any], status: str, reason: str) -> str:
    chance = naive_chance(case, chosen, seen, status, reason)
    if chance is None:
        return status
    if status in ("achieved", "on-track"):
        return status if chance >= 0.8 else "uncertain"
    return status if chance <= 0.2 else "uncertain"


def naive_chance(case: Case, chosen: Any, seen: list[Any], status: str, reason: str) -> float | None:
    """Give the chance by the normal distribution, from the two intervals; for one-sided relations."""
    if status not in ("achieved", "on-track", "behind", "off-track", "moving-away"):
        return None
    begin = None if case.course.each_year and case.course.start is None else _begin(case, seen)
    own = _error(chosen)
    edge, part = case.course.bound, 0.0
    if reason in ("on-path", "short", "wrong-way"):
        needed = naive_required(case, begin, chosen.on)
        edge = begin.value + (needed - begin.value) * Fraction(19, 20)
        whole_way = case.course.bound - begin.value
        part = 1 - float((edge - begin.value) / whole_way)
    error = (own**2 + (part * (_error(begin) if begin else 0.0)) ** 2) ** 0.5
    if error == 0:
        return None
    better = float(_gain(case, edge, chosen.value) + case.course.tolerance)
    return 0.5 * erfc(-better / error / 2**0.5)


def _error(figure: Any) -> float:
    if figure.lower is None:
        return 0.0
    return float(figure.upper - figure.lower) / 2 / float(Decimal("1.959963984540054"))
