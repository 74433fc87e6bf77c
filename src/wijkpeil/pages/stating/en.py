"""The parts of the sentence of a statement in English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.claims import Relation
from wijkpeil.pages.stating.parts import StatementParts, is_year_end, turned
from wijkpeil.workflows.reasons import MONTHS, decimals_kept

_MORE: tuple[Relation, ...] = ("at-least", "above")


def slots(parts: StatementParts) -> dict[str, str]:
    """Give every part that a template can ask for."""
    return {
        "time": _time(parts),
        "thing": f"the number of {parts.noun.plural}" if parts.counted else f"the {parts.noun.singular}",
        "each": f"in each of {parts.scope.called}"
        if parts.scope.called
        else f"in each {parts.scope.level.singular} in {parts.scope.area}",
        "number": _number_of(parts),
        "share": f"in {_bound(*_outer(parts), '%')} of {_all(parts)}",
        "together": f"in {parts.scope.called} together" if parts.scope.called else f"in {parts.scope.area}",
        "mean": f"on average over {parts.scope.called}" if parts.scope.called else f"on average in {parts.scope.area}",
        "level": _level(parts),
        "change": _change(parts),
        "since": _since(parts),
        "growth": _growth(parts),
        "gap": _gap(parts),
    }


def _time(parts: StatementParts) -> str:
    if parts.stated.accumulation == "each-year":
        return "Each year"
    day = parts.stated.deadline
    if day is None:
        return "By a day that is not named"
    return f"By the end of {day.year}" if is_year_end(day) else f"By {_day(day)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS['en'][day.month - 1]} {day.year}"


def _since(parts: StatementParts) -> str:
    if parts.stated.accumulation == "each-year":
        return "compared with the year before"
    day = parts.stated.baseline_on
    if day is None:
        return "since the start"
    return f"since the end of {day.year}" if is_year_end(day) else f"since {_day(day)}"


def _all(parts: StatementParts) -> str:
    return parts.scope.called or f"the {parts.scope.level.plural} in {parts.scope.area}"


def _outer(parts: StatementParts) -> tuple[Relation | None, Decimal | None]:
    return parts.stated.relation, parts.stated.bound


def _number_of(parts: StatementParts) -> str:
    relation, bound = _outer(parts)
    level = parts.scope.level
    if bound == 0 and relation in ("at-most", "equals"):
        if parts.scope.called:
            return f"in none of {parts.scope.called}{_counted(parts)}"
        return f"in no {level.singular} in {parts.scope.area}{_counted(parts)}"
    if parts.scope.called:
        return f"in {_bound(relation, bound, '')} of {parts.scope.called}{_counted(parts)}"
    noun = level.singular if bound == 1 else level.plural
    return f"in {_bound(relation, bound, '')} {noun} in {parts.scope.area}{_counted(parts)}"


def _counted(parts: StatementParts) -> str:
    """Say how areas are counted, where not each once."""
    return {"name": " (counted by name)", "printed_code": " (counted by code)"}.get(parts.stated.counted_by, "")


def _bound(relation: Relation | None, bound: Decimal | None, sign: str) -> str:
    number = "a number that is not named" if bound is None else f"{decimals_kept(bound, 'en')}{sign}"
    words = {
        "at-least": "at least {}",
        "at-most": "at most {}",
        "above": "more than {}",
        "below": "less than {}",
        "about": "about {}",
        "equals": "exactly {}",
    }
    return words[relation].format(number) if relation and bound is not None else number


def _level(parts: StatementParts) -> str:
    relation, bound = parts.inner
    share = parts.stated.transformation == "conversion"
    if bound is None and share:
        return "a share that is not named"
    if bound is None:
        return {
            "below": "below a number that is not named",
            "above": "above a number that is not named",
        }.get(relation or "", "as large as is needed, with no number named,")
    number = f"{decimals_kept(bound, 'en')}{parts.per_cent}"
    if relation in ("below", "above") and not (parts.counted or share):
        return f"{relation} {number}"
    return _bound(relation, bound, parts.per_cent)


def _change(parts: StatementParts) -> str:
    relation, bound = parts.inner
    up, down = ("risen", "fallen") if parts.stated.direction == "rise" else ("fallen", "risen")
    if bound is None:
        return f"{down if relation in ('at-most', 'below') else up}, by how much is not said,"
    if bound == 0:
        exact = {"at-least": f"not {down}", "at-most": f"not {up}", "above": up, "below": down}
        return exact.get(relation or "", "stayed the same")
    forward = bound > 0
    amount, verb = f"{decimals_kept(abs(bound), 'en')}{_unit(parts, bound)}", up if forward else down
    least = relation in _MORE if forward else relation not in _MORE
    words = {"above": "more than", "below": "less than"}.get(relation or "", "at least" if least else "at most")
    if not forward and relation in ("above", "below"):
        words = "less than" if relation == "above" else "more than"
    words = {"equals": "exactly", "about": "about"}.get(relation or "", words)
    return f"{verb} by {words} {amount}"


def _growth(parts: StatementParts) -> str:
    relation, bound = parts.inner
    verb = "risen" if parts.stated.direction == "rise" else "fallen"
    if bound is None:
        return f"{verb} faster than {parts.reference}, by how much is not said,"
    if bound == 0:
        return f"{verb} {'at least' if relation in _MORE else 'at most'} as fast as {parts.reference}"
    if parts.per_cent:
        side = "faster" if bound > 0 else "slower"
        return f"{verb} {_bound(turned(relation, bound), abs(bound), '%')} {side} than {parts.reference}"
    side = "more" if bound > 0 else "less"
    return f"{verb} {_bound(turned(relation, bound), abs(bound), _points(bound))} {side} than {parts.reference}"


def _gap(parts: StatementParts) -> str:
    relation, bound = parts.inner
    up, down = ("higher", "lower") if parts.stated.direction == "rise" else ("lower", "higher")
    if bound is None:
        return f"equal to that {parts.reference}, with no number named"
    if bound == 0:
        exact = {"at-least": f"not {down} than", "at-most": f"not {up} than", "above": f"{up} than"}
        exact |= {"below": f"{down} than", "equals": "as high as", "about": "about as high as"}
        return f"{exact[relation or 'equals']} {parts.reference}"
    amount = _bound(turned(relation, bound), abs(bound), _unit(parts, bound))
    return f"{amount} {up if bound > 0 else down} than {parts.reference}"


def _unit(parts: StatementParts, bound: Decimal) -> str:
    return parts.per_cent or (_points(bound) if parts.in_points else "")


def _points(bound: Decimal) -> str:
    return " percentage point" if abs(bound) == 1 else " percentage points"
